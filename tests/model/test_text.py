from __future__ import annotations

import pytest

from depesche.model import ActorIndex, Span, TokenIndex
from tests.factory import make_actor, make_document, make_sentences

TEXT = "Der Minister Lawrow kam. Er ging."
ROWS = """Der der DET 2 det
Minister Minister NOUN 4 nsubj
Lawrow Lawrow PROPN 2 appos
kam kommen VERB 0 root
. . PUNCT 4 punct

Er er PRON 2 nsubj Person=3
ging gehen VERB 0 root
. . PUNCT 2 punct"""


@pytest.mark.parametrize(("one", "other", "overlap"), [
    ((0, 3), (2, 5), True), ((0, 3), (3, 5), False), ((0, 5), (1, 2), True), ((4, 5), (0, 4), False),
])  # fmt: skip
def test_span_end_is_exclusive(one: tuple[int, int], other: tuple[int, int], overlap: bool):
    assert Span(*one).overlaps(Span(*other)) is Span(*other).overlaps(Span(*one)) is overlap


def test_sentence_head_of_a_span_is_the_highest_token():
    first, _ = make_sentences(TEXT, ROWS)
    assert first.head_of(Span(0, 19)) == first.tokens[1]


def test_sentence_subtree_is_in_text_order():
    first, _ = make_sentences(TEXT, ROWS)
    assert [token.text for token in first.subtree(first.tokens[1])] == ["Der", "Minister", "Lawrow"]


@pytest.mark.parametrize(
    ("offset", "word"), [(0, "Der"), (4, "Minister"), (11, "Minister"), (12, None), (13, "Lawrow")]
)
def test_sentence_token_covers_its_offsets(offset: int, word: str | None):
    first, _ = make_sentences(TEXT, ROWS)
    token = first.token_at(offset)
    assert (token.text if token is not None else None) == word


@pytest.mark.parametrize(("offset", "number"), [(0, 0), (23, 0), (24, None), (25, 1), (99, None)])
def test_token_index_finds_the_sentence(offset: int, number: int | None):
    assert TokenIndex(make_sentences(TEXT, ROWS)).sentence_at(offset) == number


def test_token_index_finds_tokens_across_sentences():
    found = TokenIndex(make_sentences(TEXT, ROWS)).tokens_in(Span(20, 27))
    assert [(number, token.text) for number, token in found] == [(0, "kam"), (0, "."), (1, "Er")]


def test_actor_index_shortest_mention_wins():
    minister = make_actor(TEXT, "unnamed:RUS/minister", "Der Minister Lawrow")
    lavrov = make_actor(TEXT, "person:sergei-lavrov", "Lawrow")
    document = make_document(TEXT, rows=ROWS, actors=[minister, lavrov])
    index = ActorIndex(document)
    tokens = document.sentences[0].tokens
    assert index.at(tokens[2]) == (lavrov,)
    assert index.at(tokens[1]) == (minister,)
    assert index.at(tokens[3]) == ()
