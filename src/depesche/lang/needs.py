"""What a lexicon entry asks to stand, or not to stand, beside its word."""

from __future__ import annotations

from collections.abc import Iterable

from depesche.model import Sentence, Token

from .slots import Slot, find_slot

Needs = tuple[tuple[Slot, frozenset[str]], ...]
"""Slots with the lemmas that must fill them; no lemma means any."""
_SHORTEST_TAIL = 4


def fits(sentence: Sentence, token: Token, *, needs: Needs, without: Needs = ()) -> bool:
    """Return whether every slot of `needs` and none of `without` is filled below `token`."""
    return all(_filled(sentence, token, slot, lemmas) for slot, lemmas in needs) and not any(
        _filled(sentence, token, slot, lemmas) for slot, lemmas in without
    )


def _filled(sentence: Sentence, token: Token, slot: Slot, lemmas: frozenset[str]) -> bool:
    return any(not lemmas or is_one_of(head, lemmas) for head in find_slot(sentence, token, slot))


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
