"""Sentences as CoNLL-U and back."""

from __future__ import annotations

import pytest

from depesche.errors import InputError
from depesche.model import Sentence, Token
from depesche.syntax.conllu import to_conllu, tokens_of

TEXT = "Ankara warnt."
SENTENCE = Sentence(
    0,
    13,
    (
        Token(0, 0, 6, "Ankara", "Ankara", "PROPN", "NE", {"Number": "Sing", "Case": "Nom"}, 1, "nsubj"),
        Token(1, 7, 12, "warnt", "warnen", "VERB", "VVFIN", {}, -1, "root"),
        Token(2, 12, 13, ".", ".", "PUNCT", "", {}, 1, "punct"),
    ),
)


def test_conllu_round_trip_keeps_the_tokens() -> None:
    lines = list(to_conllu([SENTENCE, SENTENCE], TEXT))
    assert tokens_of("\n".join(lines), source="x") == [["Ankara", "warnt", "."]] * 2


def test_conllu_has_ten_columns_that_say_all() -> None:
    lines = list(to_conllu([SENTENCE], TEXT))
    assert lines[:2] == ["# sent_id = 1", f"# text = {TEXT}"]
    assert lines[2].split("\t") == [
        "1",
        "Ankara",
        "Ankara",
        "PROPN",
        "NE",
        "Case=Nom|Number=Sing",
        "2",
        "nsubj",
        "_",
        "_",
    ]
    assert lines[3].split("\t")[-1] == "SpaceAfter=No"
    assert lines[4].split("\t")[4:8] == ["_", "_", "2", "punct"]
    assert lines[-1] == ""


def test_conllu_leaves_out_joined_tokens_and_empty_nodes() -> None:
    rows = ["1-2\tim", "1\tin", "2\tdem", "2.1\tx", "3\tHaus"]
    text = "\n".join(row + "\t_" * 8 for row in rows)
    assert tokens_of(text, source="x") == [["in", "dem", "Haus"]]


def test_conllu_damaged_line_is_named() -> None:
    with pytest.raises(InputError, match=r"gold\.conllu:2: not CoNLL-U"):
        tokens_of("# c\n1\tAnkara", source="gold.conllu")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"])
def test_conllu_without_tokens_is_empty(text: str) -> None:
    assert tokens_of(text, source="x") == []
