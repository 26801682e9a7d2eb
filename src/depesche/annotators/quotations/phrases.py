"""The edges of a phrase with an adposition, where a parser likes to draw in what follows: "nach Angaben der Polizei | drei Tote"."""

from __future__ import annotations

from depesche.model import Sentence, Token

from .clauses import Clauses
from .words import is_finite

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "X"})


def phrase_end(sentence: Sentence, clauses: Clauses, adposition: Token, noun: Token) -> int:
    """Return one past the last token of the phrase that `adposition` opens."""
    clause = clauses.clauses[clauses.number_of(adposition.index)]
    if not clauses.words.by_comma:
        return min(max(t.index for t in sentence.subtree(noun)) + 1, clause.last)
    finite = next((t.index for t in sentence.tokens[noun.index + 1 :] if is_finite(t)), None)
    if adposition.index == clause.first + clause.coordinated and finite is not None:
        number = clauses.number_of(finite)
        before = clauses.clauses[clauses.number_of(adposition.index) : number]
        opens = clauses.clauses[number].finite == finite and all(c.kind == "phrase" for c in before)
        if opens and _only_phrase(sentence, noun, finite):
            return _trim(sentence, noun, finite)
    return _trim(sentence, noun, min(_by_case(sentence, clauses, noun), clause.last))


def _only_phrase(sentence: Sentence, noun: Token, finite: int) -> bool:
    """Whether nothing but nouns and what belongs to them stands before the verb."""
    return not any(t.upos in ("VERB", "SCONJ", "PRON") for t in sentence.tokens[noun.index + 1 : finite])


def _trim(sentence: Sentence, noun: Token, end: int) -> int:
    while end - 1 > noun.index and sentence.tokens[end - 1].upos in ("PUNCT", "ADV", "CCONJ", "DET", "ADP"):
        if sentence.tokens[end - 1].text in (")", "“", "”", "«", '"'):
            break
        end -= 1
    return end


def _by_case(sentence: Sentence, clauses: Clauses, noun: Token) -> int:
    """One past the noun's own genitives, names, "von" phrases and appositions in brackets or marks."""
    tokens = sentence.tokens
    below = {t.index for t in sentence.subtree(noun)}
    genitives = clauses.words.genitives
    at = noun.index + 1
    while at < len(tokens):
        token = tokens[at]
        if (token.upos == "PROPN" and (tokens[at - 1].upos in ("PROPN", "NOUN", "X") or at in below)) or (
            token.upos in ("DET", "ADJ", "NOUN") and at in below and (_genitive(token) or _modifies(sentence, token))
        ):
            at += 1
        elif token.text.lower() in genitives and at in below and (end := _noun_after(sentence, at)) is not None:
            at = end
        elif token.text.lower() in ("von", "vom", "aus", "und", "of") and at in below:
            end = _noun_after(sentence, at)
            if end is None:
                break
            at = end
        elif token.text in ("(", "„", '"', "“", ")", "”") and at in below:
            at += 1
        else:
            break
    return at


def _genitive(token: Token) -> bool:
    return token.feats.get("Case") == "Gen"


def _modifies(sentence: Sentence, token: Token) -> bool:
    """Whether the token stands before a genitive it belongs to, or is a noun in apposition: "des Sprechers Meier"."""
    head = sentence.tokens[token.head] if token.head >= 0 else token
    return token.head > token.index and _genitive(head)


def _noun_after(sentence: Sentence, at: int) -> int | None:
    """One past the noun that a preposition or conjunction at `at` brings, None if it brings none."""
    tokens = sentence.tokens
    end = at + 1
    while end < len(tokens) and tokens[end].upos in ("DET", "ADJ", "NUM", "ADP"):
        end += 1
    return end + 1 if end < len(tokens) and tokens[end].upos in ("NOUN", "PROPN", "X", "PRON") else None


def phrase_start(sentence: Sentence, adposition: int, low: int) -> int:
    """Return the first token of a phrase that ends in a postposition: "Berichten zufolge", "seiner Meinung nach"."""
    tokens = sentence.tokens
    at = adposition
    while at - 1 >= low and tokens[at - 1].upos in _NOMINAL:
        at -= 1
        opens = tokens[at].upos == "DET" and not (
            _genitive(tokens[at]) and at - 1 >= low and tokens[at - 1].upos == "NOUN"
        )
        if opens:
            break
    return at
