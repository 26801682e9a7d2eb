"""The comparison with the public list of heads: how names are matched, and what it finds where the list is there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from depesche.codebook import person_named
from evaluation.heads import SPRING, compare, is_named

LIST = Path(__file__).parents[3] / "shared" / "facts" / "heads_2026.csv"


@pytest.mark.parametrize(("name", "printed", "same"), [
    ("Emmanuel Macron", "President Emmanuel MACRON (since 14 May 2017)", True),
    ("Xi Jinping", "President XI Jinping (since 14 March 2013)", True),
    ("Sergei Lavrov", "Minister Sergej LAWROW", True), ("Emmanuel Macron", "Prime Minister Sébastien LECORNU", False),
    ("Emmanuel Macron", "King CHARLES III (Macron agreed)", False),
])  # fmt: skip
def test_heads_are_matched_by_surname(name: str, printed: str, same: bool):
    person = person_named(name)
    assert person is not None
    assert is_named(person, printed) is same


def test_heads_shared_or_vacant_are_left_out():
    row = {"fips": "AS", "chief_of_state": "King CHARLES III; represented by Sam MOSTYN", "head_of_government": "(vacant)"}
    assert list(compare([row], on=SPRING)) == []


def test_heads_agree_with_the_public_list():
    if not LIST.is_file():
        pytest.skip("the list of heads is not here: it stays outside the project")
    with LIST.open(encoding="utf-8", newline="") as file:
        compared = list(compare(list(csv.DictReader(file)), on=SPRING))
    assert len(compared) > 350
    assert sum(one.agrees for one in compared) / len(compared) >= 0.95
