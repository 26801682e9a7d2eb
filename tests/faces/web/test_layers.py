"""A text cut by its layers: nothing lost, every piece knows what covers it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from depesche.faces.web.layers import Layer, cut
from depesche.faces.web.wording import marked
from depesche.model import Block

TEXT = "Kenya expelled three diplomats."


def test_layers_overlap_in_pieces():
    layers = [Layer(0, 14, "event", "e1"), Layer(0, 5, "actor", "a1"), Layer(6, 30, "quote", "q1")]
    (paragraph,) = cut(TEXT, [Block("paragraph", 0, len(TEXT))], layers)
    assert [(piece.text, piece.keys) for piece in paragraph.pieces] == [
        ("Kenya", ("a1", "e1")),
        (" ", ("e1",)),
        ("expelled", ("e1", "q1")),
        (" three diplomats", ("q1",)),
        (".", ()),
    ]
    assert paragraph.pieces[0].classes == "s s-actor s-event"


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12), st.integers(0, 31), st.integers(0, 31))
def test_layers_lose_nothing_of_a_block(spans: list[tuple[int, int]], one: int, other: int):
    start, end = sorted((one, other))
    layers = [Layer(a, b, "event", str(n)) for n, (a, b) in enumerate(spans)]
    (paragraph,) = cut(TEXT, [Block("paragraph", start, end)], layers)
    assert "".join(piece.text for piece in paragraph.pieces) == TEXT[start:end]


@given(st.lists(st.tuples(st.integers(0, 31), st.integers(0, 31)), max_size=8))
def test_marks_lose_nothing(marks: list[tuple[int, int]]):
    ordered = [(min(pair), max(pair)) for pair in marks]
    assert "".join(piece for piece, _ in marked(TEXT, ordered)) == TEXT
