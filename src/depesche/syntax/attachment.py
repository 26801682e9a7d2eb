"""Words that the network hung or took wrongly, set right by what stands beside them, before their cases are looked at.

The words and marks are data (`[beside]` in the pack's `tokens.toml`); a language without the table is left as it is.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .agreement import ARGUMENTS
from .model import Analysis


@dataclass(frozen=True, slots=True)
class Beside:
    """What tells where a word belongs; empty for a language that needs no telling."""

    past: tuple[str, ...] = ()
    """Endings of the past of verbs that can be taken for adjectives."""
    named: tuple[str, ...] = ()
    """Ends of nouns behind which a state's name is their own: "der Staat Israel"."""
    counts: tuple[str, ...] = ()
    """Ends of nouns that count the noun behind them: "Tausende Menschen"."""
    apart: tuple[str, ...] = ()
    """Marks behind which a clause with a subject of its own is not joined to the one before: "Er siegte; sie verlor"."""


def with_attachment(
    forms: Sequence[str], words: Sequence[Analysis], names: Container[str], beside: Beside
) -> list[Analysis]:
    """Return the words, those that their neighbours tell of as they belong.

    `names` are words that are never anything else, as the names of states and capitals.
    """
    made = list(words)
    if beside == Beside():
        return made
    _finite_after_all(forms, made, beside.past)
    _hang_genitives(forms, made, names)
    _join_compounds(forms, made)
    _free_names(forms, made, names, beside.named)
    _hang_counts(made, beside.counts)
    _part(forms, made, beside.apart)
    return made


def _finite_after_all(forms: Sequence[str], words: list[Analysis], past: tuple[str, ...]) -> None:
    """Make a word with a verb's past ending and infinitive and with a subject, but without a copula, the verb that it is."""
    heads = {"nsubj": set[int](), "cop": set[int](), "aux": set[int]()}
    for word in words:
        heads.get(word.relation, set()).add(word.head)
    for number, (form, word) in enumerate(zip(forms, words, strict=True), start=1):
        weak = form.endswith(past) and form[:1].islower() and word.deprel != "amod"
        lemma = _infinitive(form, word.lemma) if weak and word.upos == "ADJ" else None
        if lemma is None or number not in heads["nsubj"] or number in heads["cop"] | heads["aux"]:
            continue
        feats = {
            "Mood": "Ind",
            "Number": "Plur" if form.endswith("n") else "Sing",
            "Person": "3",
            "Tense": "Past",
            "VerbForm": "Fin",
        }
        words[number - 1] = replace(word, lemma=lemma, upos="VERB", xpos="VVFIN", feats=feats)


def _infinitive(form: str, lemma: str) -> str | None:
    """The infinitive of a weak verb's past form, from it or from the participle; None for any other lemma: "entwaffnet" → "entwaffnen"."""
    if lemma.endswith("n"):
        return lemma if lemma != form else None
    if form not in (f"{lemma}e", f"{lemma}en") or not lemma.endswith("t"):
        return None
    stem = lemma[:-1]
    return stem + ("n" if stem.endswith(("e", "el", "er")) else "en")


def _join_compounds(forms: Sequence[str], words: list[Analysis]) -> None:
    """Make a compound that goes on with a name the head of both: "Human Rights Watch-Sprecher Malinowski"."""
    for number, (form, word) in enumerate(zip(forms, words, strict=True), start=1):
        first, hyphen, last = form.partition("-")
        if word.upos != "NOUN" or not hyphen or not first[:1].isupper() or not last[:1].isupper():
            continue
        before = number - 1
        while before > 1 and words[before - 1].upos == "PROPN" and words[before - 1].relation == "flat":
            before -= 1
        name = words[before - 1] if before else None
        if name is None or name.upos != "PROPN":
            continue
        within = word.relation == "flat" and word.head == before
        if not within and (name.head, name.deprel) != (word.head, word.deprel):
            continue
        if within:
            words[number - 1] = replace(word, head=name.head, deprel=name.deprel)
        words[before - 1] = replace(name, head=number, deprel="compound")
        for place, other in enumerate(words, start=1):
            if other.head != before or before < place < number or place == number:
                continue
            behind = place > number and other.relation == "flat"  # the name of who bears the title
            words[place - 1] = replace(other, head=number, deprel="appos" if behind else other.deprel)


def _hang_genitives(forms: Sequence[str], words: list[Analysis], names: Container[str]) -> None:
    """Hang a name in the genitive on the noun behind it: "verurteilten Nordkoreas jüngsten Test", where both are objects."""
    for number, (form, word) in enumerate(zip(forms, words, strict=True), start=1):
        if word.upos != "PROPN" or word.deprel not in ARGUMENTS or not form.endswith("s"):
            continue
        noun = number + 1
        while noun <= len(words) and words[noun - 1].upos == "ADJ":
            noun += 1
        behind = words[noun - 1] if noun <= len(words) else None
        if behind is None or behind.upos != "NOUN" or behind.head != word.head or behind.deprel not in ARGUMENTS:
            continue
        known = form in names and form[:-1] in names
        if known or form == f"{word.lemma}s" or word.deprel == behind.deprel:  # no verb has two direct objects
            words[number - 1] = replace(word, head=noun, deprel="nmod", feats={**word.feats, "Case": "Gen"})


def _free_names(forms: Sequence[str], words: list[Analysis], names: Container[str], named: tuple[str, ...]) -> None:
    """Make a state's name that stands right behind a noun of which it is no name the object that its verb lacks.

    "soll in der nächsten Woche Ägypten besuchen", "weil die Regierung Georgien lobt".
    """
    for number in range(2, len(words) + 1):
        word, before = words[number - 1], words[number - 2]
        if word.deprel != "appos" or word.head != number - 1 or forms[number - 1] not in names or before.upos != "NOUN":
            continue
        if (
            forms[number - 1].endswith("s")
            or before.lemma.lower().endswith(named)
            or any(w.head == number and w.deprel == "case" for w in words)
        ):
            continue
        verb = next((n for n in _above(words, number - 1) if words[n - 1].upos == "VERB"), 0)
        if verb > number and not any(w.head == verb and w.deprel in ("obj", "nsubj:pass") for w in words):
            words[number - 1] = replace(word, head=verb, deprel="obj", feats={**word.feats, "Case": "Acc"})


def _above(words: Sequence[Analysis], number: int) -> Iterator[int]:
    """The words above one, from its head to the root."""
    seen = set()
    while (number := words[number - 1].head) and number not in seen:
        seen.add(number)
        yield number


def _hang_counts(words: list[Analysis], counts: tuple[str, ...]) -> None:
    """Hang a noun that counts on the noun behind it that shares its relation: "demonstrierten Tausende Menschen"."""
    for number, (word, behind) in enumerate(pairwise(words), start=1):
        alike = (word.head, word.deprel, word.upos, behind.upos) == (behind.head, behind.deprel, "NOUN", "NOUN")
        if alike and word.deprel in ARGUMENTS and word.lemma.lower().endswith(counts):
            words[number - 1] = replace(word, head=number + 1, deprel="nummod")


def _part(forms: Sequence[str], words: list[Analysis], apart: tuple[str, ...]) -> None:
    """Make a clause behind a semicolon, colon or dash, with its own subject and no conjunction, one that only stands beside.

    So it is in 24 of 25 such clauses of GSD and PUD.
    """
    for number, word in enumerate(words, start=1):
        if word.deprel != "conj" or word.head > number:
            continue
        below = [(w.relation, form) for form, w in zip(forms, words, strict=True) if w.head == number]
        relations = [relation for relation, _ in below]
        opening = next((form for relation, form in below if relation == "punct"), "")
        if opening in apart and "nsubj" in relations and "cc" not in relations:
            words[number - 1] = replace(word, deprel="parataxis")
