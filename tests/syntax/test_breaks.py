"""Colons and semicolons that end a sentence, and those that do not."""

from __future__ import annotations

import pytest

from depesche.syntax.breaks import break_places, pieces
from depesche.syntax.model import Analysis

MARKS, VERBS = frozenset(":;"), frozenset(["sagen"])
FINITE = {"VerbForm": "Fin"}


def _analyses(words: str) -> tuple[list[str], list[Analysis]]:
    """Words with a lemma behind `/` are finite verbs."""
    forms, made = [], []
    for word in words.split():
        form, _, lemma = word.partition("/")
        forms.append(form)
        made.append(Analysis(lemma or form, "VERB" if lemma else "X", "_", FINITE if lemma else {}, 0, "dep"))
    return forms, made


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("Der Plan scheiterte/scheitern : Der Sender war/sein schwach .", [4]),
        ("Er sagte/sagen : Der Sender war/sein schwach .", []),
        ("Drei kamen/kommen : Meier , Kunz und Schulz .", []),
        ("Sie kam/kommen ; er ging/gehen .", [3]),
        ("Sie kam/kommen ( er blieb/bleiben ; sie ging/gehen ) .", []),
        ("Sie kam/kommen : er ging/gehen .", []),
        ("Sie kam/kommen ; er ging/gehen ; alle schliefen/schlafen .", [3, 6]),
        (": Sie kam/kommen", []),
    ],
)
def test_breaks_de_clauses_of_their_own(words: str, places: list[int]) -> None:
    forms, analyses = _analyses(words)
    assert break_places(forms, analyses, marks=MARKS, verbs=VERBS) == places


def test_breaks_parts_hold_every_token() -> None:
    spans = [(k, k + 1) for k in range(5)]
    assert pieces(spans, [2, 4]) == [spans[:2], spans[2:4], spans[4:]]
