from __future__ import annotations

import pytest

from evaluation.align import Alignment

GIVEN = " date 2023-03 Der Minister\nkam  am Donnerstag. (afp/er)"
CLEANED = "Der Minister kam am Donnerstag."


@pytest.mark.parametrize("words", ["Minister", "Donnerstag", "Donnerstag.", "Minister\nkam  am", "inist"])
def test_align_span_keeps_its_words(words: str):
    start = GIVEN.index(words)
    span = Alignment(GIVEN, CLEANED).span(start, start + len(words))
    assert span is not None
    assert CLEANED[span.start : span.end] == " ".join(words.split())


@pytest.mark.parametrize("words", ["date", "2023-03", "(afp/er)"])
def test_align_dropped_words_have_no_place(words: str):
    start = GIVEN.index(words)
    assert Alignment(GIVEN, CLEANED).span(start, start + len(words)) is None


def test_align_span_that_starts_in_dropped_words_is_cut_to_what_is_kept():
    span = Alignment(GIVEN, CLEANED).span(0, GIVEN.index("Minister") + 8)
    assert span is not None
    assert CLEANED[span.start : span.end] == "Der Minister"
