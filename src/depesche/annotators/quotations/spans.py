"""Token sets and the spans they make: content without its cue, a phrase without its clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from depesche.lang.phrases import case_markers
from depesche.model import Sentence, Span, Token

from .words import is_finite

_LOOSE = frozenset({",", ":", ".", ";", "–", "-", "—", "!", "?", "(", ")"})
_OPENING = frozenset('„“"»«')
_CLOSING = frozenset('“”"«»')
_CLAUSES = frozenset({"acl", "parataxis", "advcl", "ccomp"})


def phrase_tokens(
    sentence: Sentence, head: Token, predicate: Token | None = None, *, without: frozenset[str] = frozenset()
) -> list[Token]:
    """Return the tokens of a noun phrase without relative clauses and without its preposition, in text order.

    A run that the parser drew across the predicate, or that a name goes on with, is mended. Complements with one of
    the prepositions `without` are left out.
    """
    cut: set[int] = set()
    for child in sentence.dependents[head.index]:
        if child.index > head.index and not without.isdisjoint(case_markers(sentence, child)):
            cut.update(token.index for token in sentence.subtree(child))
        if child.index > head.index and (child.relation in _CLAUSES or child.upos in ("ADV", "PART")):
            cut.update(token.index for token in sentence.subtree(child))
        if child.index < head.index and (child.relation in ("cc", "mark", "advmod") or child.upos == "ADV"):
            cut.add(child.index)
    cut.update(c.index for c in sentence.dependents[head.index] if c.relation == "case")
    kept = [token for token in sentence.subtree(head) if token.index not in cut]
    kept = _this_side(kept, head, predicate)
    kept = _unbroken(sentence, kept, head)
    return _whole_name(sentence, _without_edges(kept, head))


def _this_side(tokens: list[Token], head: Token, predicate: Token | None) -> list[Token]:
    if predicate is None or predicate.index == head.index:
        return tokens
    before = head.index < predicate.index
    return [t for t in tokens if t.index != predicate.index and (t.index < predicate.index) == before]


def _unbroken(sentence: Sentence, tokens: list[Token], head: Token) -> list[Token]:
    """The tokens up to what cannot belong to a noun phrase: a verb, an adverbial of the sentence, a clause behind a comma."""
    kept: list[Token] = []
    for token in tokens:
        if token.index > head.index and kept:
            gap = token.index != kept[-1].index + 1
            if is_finite(token) or (gap and kept[-1].index >= head.index):
                break
            if kept[-1].text == "," and (
                token.upos in ("ADP", "SCONJ", "PRON", "ADV", "VERB", "AUX") or _is_clause_opener(sentence, token)
            ):
                break
        kept.append(token)
    return kept


def _is_clause_opener(sentence: Sentence, token: Token) -> bool:
    """Whether a word behind a comma is a relative pronoun, whatever the parser makes of it: no noun follows it at once."""
    following = sentence.tokens[token.index + 1 : token.index + 2]
    return (
        token.feats.get("PronType", "").endswith("Rel")
        and bool(following)
        and following[0].upos in ("PROPN", "ADP", "ADV", "DET", "PRON")
    )


def _without_edges(tokens: list[Token], head: Token) -> list[Token]:
    while (
        len(tokens) > 1
        and tokens[-1] != head
        and tokens[-1].upos in ("PUNCT", "CCONJ", "ADV", "ADJ", "ADP", "SCONJ")
        and not _closes(tokens)
    ):
        tokens = tokens[:-1]
    while tokens and tokens[0].upos == "PUNCT" and tokens[0].text not in '„“"»«(':
        tokens = tokens[1:]
    return tokens


def _closes(tokens: Sequence[Token]) -> bool:
    return tokens[-1].text in ')“”»«"' and any(t.text in '(„“"»«' for t in tokens[:-1])


def _whole_name(sentence: Sentence, tokens: list[Token]) -> list[Token]:
    """The tokens with the rest of a name, its title, the party in brackets behind it and the marks around it."""
    if not tokens:
        return tokens
    first, last = tokens[0].index, tokens[-1].index
    every = sentence.tokens
    while last + 1 < len(every) and every[last].upos in ("PROPN", "NOUN") and every[last + 1].upos == "PROPN":
        last += 1
    while (
        first > 0
        and every[first].upos == "PROPN"
        and every[first - 1].upos in ("NOUN", "PROPN")
        and tokens[0].relation != "nmod"
    ):
        first -= 1
    if first < tokens[0].index:  # the title in front has its article: "der SPD-Vorsitzende Meier"
        while first > 0 and every[first - 1].upos in ("DET", "ADJ"):
            first -= 1
    last = _bracket_end(sentence, first, last)
    if first > 0 and last + 1 < len(every) and every[first - 1].text in _OPENING and every[last + 1].text in _CLOSING:
        first, last = first - 1, last + 1
    return [*every[first : tokens[0].index], *tokens, *every[tokens[-1].index + 1 : last + 1]]


def _bracket_end(sentence: Sentence, first: int, last: int) -> int:
    """The last token with the bracket that is open, or that follows and holds a party or an abbreviation."""
    every = sentence.tokens
    inside = every[first : last + 1]
    if sum(t.text == "(" for t in inside) > sum(t.text == ")" for t in inside):
        return next((t.index for t in every[last + 1 : last + 6] if t.text == ")"), last)
    if last + 3 < len(every) and every[last + 1].text == "(":
        return next((t.index for t in every[last + 2 : last + 6] if t.text == ")"), last)
    return last


def phrase_span(
    sentence: Sentence,
    heads: Sequence[Token],
    predicate: Token | None = None,
    *,
    without: frozenset[str] = frozenset(),
) -> Span | None:
    """Return the span of the first head's phrase, None without heads."""
    tokens = phrase_tokens(sentence, heads[0], predicate, without=without) if heads else []
    return Span(tokens[0].start, tokens[-1].end) if tokens else None


def spans_of(tokens: Sequence[Token], sentence: Sentence, *, loose: bool = False) -> tuple[Span, ...]:
    """Return the maximal runs of neighbouring tokens as spans, loose punctuation at the outer ends cut off."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.index):
        if runs and runs[-1][-1].index == token.index - 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    spans = []
    for run in runs:
        while run and not loose and run[0].text in _LOOSE:
            run = run[1:]
        while run and not loose and run[-1].text in _LOOSE:
            run = run[:-1]
        if run:
            spans.append(Span(run[0].start, run[-1].end))
    return tuple(spans)


def bounds(spans: Iterable[Span]) -> Span:
    """Return the smallest span that covers all the given ones."""
    every = list(spans)
    return Span(min(span.start for span in every), max(span.end for span in every))
