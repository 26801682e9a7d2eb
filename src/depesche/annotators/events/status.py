"""How far a sentence holds an event for real: negation, plans, conditions, hearsay."""

from __future__ import annotations

from collections.abc import Iterable

from depesche.lang import Pack
from depesche.lang.phrases import is_infinitive, verb_above
from depesche.model import Sentence, Token

_PERFECT = frozenset({"have", "be", "haben", "sein"})
_CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "conj", "acl", "parataxis", "csubj"})


def is_negated(sentence: Sentence, predicate: Token, *, pack: Pack) -> bool:
    """Return whether a word of negation has the predicate in its scope: "traf nicht", "kein Treffen", "failed to meet"."""
    words = pack.status_words.negation
    governor = _governor(sentence, predicate)
    if governor is not None and predicate.relation == "xcomp" and _is(governor, pack.status_words.failure):
        return True
    for child in sentence.dependents[predicate.index]:
        if _is(child, words):
            return True
        lasting = child.relation == "advmod" and _is(child, pack.status_words.duration)
        if lasting and any(_is(below, words) for below in sentence.dependents[child.index]):
            return True  # "will den Beitritt nicht länger blockieren"
        if child.relation == "obj" and predicate.upos == "VERB":
            for below in sentence.dependents[child.index]:
                if below.relation in ("det", "advmod") and below.lemma.lower() in words:
                    return True
    return False


def find_status(sentence: Sentence, predicate: Token, *, pack: Pack) -> str:
    """Return the status that the sentence gives to the event of `predicate`, quotations not considered.

    "soll … haben" and hedges give `reported`, "will", "plant" and "wird" `planned`, "könnte" and conditions
    `hypothetical`, a negation `denied`; else `factual`.
    """
    clauses = [predicate]
    if predicate.upos not in ("VERB", "AUX"):
        governor = verb_above(sentence, predicate)
        if governor is not None:
            clauses.append(governor)
    words = pack.status_words
    if is_negated(sentence, predicate, pack=pack):
        return "denied"
    if _is_yet_to_come(sentence, predicate):
        return "planned"
    near = [t for clause in clauses for t in _satellites(sentence, clause)]
    if any(_is(t, words.hearsay_verb) and _hearsay(t) for t in near):
        arranged = predicate.upos == "VERB" and not _is_perfect(sentence, predicate)
        return "planned" if arranged else "reported"
    if any(_is(t, words.hedge) for t in near):
        return "reported"
    if _conditional(sentence, clauses, words.condition):
        return "hypothetical"
    if predicate.lemma not in words.wish and _future_in_past(sentence, predicate):
        return "planned"
    if any(_is(t, words.possibility) and _possible(t) for t in near):
        return "hypothetical"
    if any(_is(t, words.plan) and _planned(t, sentence, predicate) for t in near):
        return "planned"
    if _is_to(sentence, predicate):
        return "planned"
    governor = _governor(sentence, predicate)
    planning = governor is not None and governor.lemma != "werden" and _is(governor, words.plan)
    planning = planning and not (predicate.relation == "ccomp" and _is_over(sentence, predicate))
    if planning and predicate.relation in ("xcomp", "ccomp", "csubj"):
        return "denied" if governor and is_negated(sentence, governor, pack=pack) else "planned"
    infinitive = predicate.relation == "acl" and is_infinitive(sentence, predicate)
    if governor is not None and infinitive and _is(governor, words.plan):
        return "planned"  # "plans to extend a loan", "die Absicht, zu liefern"
    if governor is not None and predicate.relation == "xcomp" and governor.lemma in words.intent:
        return "planned"
    if governor is not None and predicate.relation in ("advcl", "xcomp") and is_infinitive(sentence, predicate):
        above = find_status(sentence, governor, pack=pack)
        return above if above in ("planned", "hypothetical") else "factual"  # "will travel to Baku to sign a treaty"
    if governor is not None and predicate.relation == "acl" and _is(governor, words.condition):
        return "hypothetical"  # "whoever takes hostages"
    return _status_of_object(sentence, predicate, pack=pack) if predicate.upos == "NOUN" else "factual"


def _is_yet_to_come(sentence: Sentence, predicate: Token) -> bool:
    """Whether somebody "has yet to" do it."""
    have = sentence.tokens[predicate.head] if predicate.head >= 0 and predicate.relation == "xcomp" else None
    return have is not None and have.lemma == "have" and any(c.lemma == "yet" for c in sentence.children(have, "advmod"))


def _is_to(sentence: Sentence, predicate: Token) -> bool:
    """Whether an infinitive behind "is" tells what is arranged: "The president is to visit Egypt"."""
    below = sentence.dependents[predicate.index]
    to = any(c.relation == "mark" and c.lemma.lower() == "to" for c in below)
    be = any(c.relation in ("cop", "aux") and c.lemma == "be" and c.feats.get("VerbForm") == "Fin" for c in below)
    return to and be and predicate.feats.get("VerbForm") == "Inf"


def _future_in_past(sentence: Sentence, predicate: Token) -> bool:
    """Whether "would" is what was "will" when it was said: "He said they would visit Oslo"; a condition may follow."""
    would = any(c.relation == "aux" and c.lemma.lower() == "would" for c in sentence.dependents[predicate.index])
    perfect = any(c.relation == "aux" and c.lemma.lower() == "have" for c in sentence.dependents[predicate.index])
    governor = _governor(sentence, predicate)
    if not would or perfect or governor is None or predicate.relation not in ("ccomp", "parataxis"):
        return False
    return governor.upos == "VERB" and governor.feats.get("Tense") == "Past"


def _is_over(sentence: Sentence, predicate: Token) -> bool:
    """Whether a clause tells what has come about: "announced that it had called off the strike"."""
    auxiliaries = [c for c in sentence.children(predicate, "aux") if c.relation == "aux"]
    if auxiliaries:
        return predicate.feats.get("VerbForm") == "Part" and all(a.lemma in _PERFECT for a in auxiliaries)
    return predicate.feats.get("VerbForm") == "Fin" and predicate.feats.get("Tense") == "Past"


def _status_of_object(sentence: Sentence, noun: Token, *, pack: Pack) -> str:
    """What the verb makes of a noun that is, or is below, its object: "plant einen Angriff", "denied reports of an attack"."""
    top = noun
    while top.relation in ("nmod", "appos", "conj") and top.head >= 0:
        top = sentence.tokens[top.head]
    if top.head < 0 or top.deprel not in ("obj", "nsubj:pass"):
        return "factual"
    verb = sentence.tokens[top.head]
    if verb.lemma in pack.status_words.denial:
        return "denied"
    if top.index == noun.index and verb.lemma in pack.status_words.intent:
        return "planned"
    intended = is_infinitive(sentence, verb) and find_status(sentence, verb, pack=pack) == "planned"
    return "planned" if intended else "factual"  # "plans to extend a loan"


def _is(token: Token, words: Iterable[str]) -> bool:
    return token.lemma.lower() in words or token.text.lower() in words


def _satellites(sentence: Sentence, clause: Token) -> list[Token]:
    return [
        child
        for child in sentence.dependents[clause.index]
        if child.relation in ("aux", "advmod", "cop", "mark", "amod", "det")
    ]


def _hearsay(token: Token) -> bool:
    """ "soll" in the present is hearsay; "sollte", "solle" is a demand or a plan."""
    return token.upos != "AUX" or token.text.lower() in ("soll", "sollen")


def _is_perfect(sentence: Sentence, clause: Token) -> bool:
    """Whether what is said to be so is over: "soll geliefert haben"; "soll besuchen" is arranged."""
    return any(c.relation == "aux" and c.lemma in ("haben", "sein") for c in sentence.dependents[clause.index])


def _possible(token: Token) -> bool:
    return token.upos != "AUX" or token.text.lower() not in ("kann", "können", "konnte", "konnten", "can")


def _planned(token: Token, sentence: Sentence, predicate: Token) -> bool:
    """ "wird treffen" is a plan, "wird getroffen", "wurde getroffen" are passives."""
    if token.lemma != "werden":
        return True
    return (
        token.relation == "aux"
        and token.text.lower() in ("wird", "werden", "werde")
        and (
            predicate.feats.get("VerbForm", "Inf") == "Inf"
            or any(
                c.lemma == "werden" and c.feats.get("VerbForm") == "Inf" for c in sentence.dependents[predicate.index]
            )
        )
    )


def _conditional(sentence: Sentence, clauses: Iterable[Token], words: Iterable[str]) -> bool:
    for clause in clauses:
        for child in sentence.dependents[clause.index]:
            if child.relation == "mark" and _is(child, words):
                return True
            if child.relation == "aux" and _is(child, words) and opens_clause(sentence, child):
                return True
    return False


def opens_clause(sentence: Sentence, auxiliary: Token) -> bool:
    """Return whether an auxiliary opens its clause, as in "sollte Baku seine Soldaten nicht abziehen"."""
    clause = sentence.tokens[auxiliary.head] if auxiliary.head >= 0 else auxiliary
    words = [t for t in sentence.subtree(clause) if t.upos not in ("PUNCT", "CCONJ")]
    return bool(words) and words[0].index == auxiliary.index


def _governor(sentence: Sentence, predicate: Token) -> Token | None:
    return sentence.tokens[predicate.head] if predicate.head >= 0 and predicate.relation in _CLAUSAL else None
