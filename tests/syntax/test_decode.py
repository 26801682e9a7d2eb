"""Arc scores always give a tree with one root, and the best of all trees."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from depesche.syntax.decode import best_heads, is_tree

scores_of_any_size = st.integers(1, 9).flatmap(
    lambda n: arrays(np.float32, (n + 1, n + 1), elements=st.floats(-9, 9, width=32))
)
small_scores = st.integers(1, 4).flatmap(
    lambda n: arrays(np.float32, (n + 1, n + 1), elements=st.integers(-9, 9).map(float))
)


@given(scores_of_any_size)
def test_decode_gives_a_tree_for_any_scores(scores: np.ndarray) -> None:
    heads = best_heads(scores)
    assert heads[0] == 0
    assert is_tree(heads)


@given(small_scores)
def test_decode_finds_the_best_of_all_trees(scores: np.ndarray) -> None:
    size = len(scores)

    def total(heads: np.ndarray) -> float:
        return float(scores[np.arange(1, size), heads[1:]].sum())

    every = (np.array((0, *heads)) for heads in product(range(size), repeat=size - 1))
    best = max(total(h) for h in every if is_tree(h) and all(h[k] != k for k in range(1, size)))
    assert total(best_heads(scores)) == best


@pytest.mark.parametrize(
    ("heads", "tree"),
    [([0, 0], True), ([0, 2, 0], True), ([0, 0, 0], False), ([0, 2, 1], False), ([0, 0, 3, 2], False), ([0], True)],
)
def test_decode_knows_a_tree(heads: list[int], tree: bool) -> None:
    assert is_tree(np.array(heads)) is tree


def test_decode_leaves_the_scores_as_they_are() -> None:
    scores = np.ones((4, 4), np.float32)
    best_heads(scores)
    assert (scores == 1).all()
