"""Lemmas as edit scripts."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from depesche.syntax.scripts import KEEP, apply_script, lemma_script

words = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=14)


@given(words, words)
@example("ẞ", "ß")
@example("İzmir", "i̇zmir")
@example("a|b", "a")
def test_scripts_give_back_the_lemma(form: str, lemma: str) -> None:
    assert apply_script(form, lemma_script(form, lemma)) == lemma


@pytest.mark.parametrize(
    ("form", "lemma", "other", "expected"),
    [
        ("lehnten", "lehnen", "warnten", "warnen"),
        ("gesagt", "sagen", "gefragt", "fragen"),
        ("Ministers", "Minister", "Kanzlers", "Kanzler"),
        ("announced", "announce", "denounced", "denounce"),
        ("IST", "sein", "ist", "sein"),
    ],
)
def test_scripts_carry_over_to_like_words(form: str, lemma: str, other: str, expected: str) -> None:
    assert apply_script(other, lemma_script(form, lemma)) == expected


def test_scripts_that_do_not_fit_leave_the_form() -> None:
    assert apply_script("ab", lemma_script("gesagt", "sagen")) == "ab"
    assert apply_script("Moskau", KEEP) == "Moskau"
