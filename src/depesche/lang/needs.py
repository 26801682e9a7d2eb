"""What a lexicon entry asks to stand, or not to stand, beside its word."""

from __future__ import annotations

from collections.abc import Iterable

from depesche.model import Sentence, Token

from .slots import Slot, find_slot

Needs = tuple[tuple[Slot, frozenset[str]], ...]
"""Slots with the lemmas that must fill them; no lemma means any."""
_SHORTEST_TAIL = 4
_MEASURES = frozenset(
    {
        "amount", "barrel", "billion", "box", "bulk", "consignment", "crate", "day", "dollar", "dose", "dosis",
        "dozen", "drittel", "dutzend", "euro", "franc", "gallon", "gram", "gramm", "großteil", "half", "hour",
        "hundert", "hundred", "hälfte", "kg", "kilo", "kilogram", "kilogramm", "kiste", "ladung",
        "lastwagenladung", "liter", "litre", "load", "lorryload", "menge", "milliarde", "million", "month",
        "number", "package", "part", "pfund", "planeload", "portion", "pound", "quantity", "quarter", "rest",
        "round", "runde", "score", "serie", "series", "share", "shipload", "tausend", "teil", "third",
        "thousand", "ton", "tonne", "truckload", "viertel", "wagenladung", "week", "worth", "yen", "zentner",
    }
)  # fmt: skip
"""Words of measure, behind which stands what they count."""


def fits(sentence: Sentence, token: Token, *, needs: Needs, without: Needs = ()) -> bool:
    """Return whether every slot of `needs` and none of `without` is filled below `token`."""
    return all(_filled(sentence, token, slot, lemmas) for slot, lemmas in needs) and not any(
        _filled(sentence, token, slot, lemmas) for slot, lemmas in without
    )


def _filled(sentence: Sentence, token: Token, slot: Slot, lemmas: frozenset[str]) -> bool:
    return any(
        not lemmas or is_one_of(head, lemmas) or any(is_one_of(thing, lemmas) for thing in _measured(sentence, head))
        for head in find_slot(sentence, token, slot)
    )


def is_measure(token: Token) -> bool:
    """Return whether a noun only says how much there is of what stands behind it: "two days of talks"."""
    return token.lemma.lower() in _MEASURES


def _measured(sentence: Sentence, head: Token) -> list[Token]:
    """What a word of measure counts: "twenty tons of rice", "zwanzig Tonnen Reis"."""
    if not is_measure(head):
        return []
    below = [c for c in sentence.children(head, "nmod", "obl", "appos", "flat") if c.index > head.index and c.upos == "NOUN"]
    return [c for c in below if {m.lemma.lower() for m in sentence.children(c, "case")} <= {"of", "in"}]


def is_one_of(token: Token, lemmas: Iterable[str]) -> bool:
    """Return whether the token is one of `lemmas`, or a compound that ends in one of its nouns: "Rüstungslieferung"."""
    own, printed = token.lemma.replace("ß", "ss").lower(), token.text.lower()
    for lemma in lemmas:
        wanted = lemma.replace("ß", "ss").lower()
        if own == wanted or printed == lemma.lower():
            return True
        if lemma[:1].isupper() and len(lemma) >= _SHORTEST_TAIL and own.endswith(wanted):
            return True
    return False
