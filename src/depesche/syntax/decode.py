"""From arc scores to a tree: the best head of each word, and Chu-Liu-Edmonds where that gives no tree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float32]


def is_tree(heads: IntArray) -> bool:
    """Return whether every word leads to position 0 and only one word hangs on it; `heads[0]` is ignored."""
    size = len(heads)
    if int((heads[1:] == 0).sum()) != 1:
        return size == 1
    state = [0] * size
    state[0] = 2
    for start in range(1, size):
        path = []
        place = start
        while state[place] == 0:
            state[place] = 1
            path.append(place)
            place = int(heads[place])
        if state[place] == 1:
            return False
        for seen in path:
            state[seen] = 2
    return True


def _find_cycle(heads: IntArray) -> list[int]:
    size = len(heads)
    state = [0] * size
    state[0] = 2
    for start in range(1, size):
        path: list[int] = []
        place = start
        while state[place] == 0:
            state[place] = 1
            path.append(place)
            place = int(heads[place])
        if state[place] == 1:
            return path[path.index(place) :]
        for seen in path:
            state[seen] = 2
    return []


def _spanning_tree(scores: FloatArray) -> IntArray:
    """Return the heads of the best tree rooted at 0; scores[dependent, head], the diagonal excluded."""
    heads: IntArray = scores.argmax(axis=1).astype(np.int64)
    heads[0] = 0
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    size = len(scores)
    inside = np.zeros(size, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    ring = np.array(cycle)
    into = scores[np.ix_(ring, outside)] - scores[ring, heads[ring]][:, None]
    entry = into.argmax(axis=0)
    out = scores[np.ix_(outside, ring)]
    leave = out.argmax(axis=1)
    count = len(outside)
    small = np.full((count + 1, count + 1), -np.inf, np.float32)
    small[:count, :count] = scores[np.ix_(outside, outside)]
    small[count, :count] = into[entry, np.arange(count)]
    small[:count, count] = out[np.arange(count), leave]
    small[0, 1:] = -np.inf
    solved = _spanning_tree(small)
    for place in range(1, count):
        head = int(solved[place])
        heads[outside[place]] = ring[leave[place]] if head == count else outside[head]
    door = int(solved[count])
    heads[ring[entry[door]]] = outside[door]
    return heads


def best_heads(scores: FloatArray) -> IntArray:
    """Return the heads of the best tree with one root word.

    `scores[dependent, head]` has the artificial root at position 0; the answer's first element is 0.
    """
    size = len(scores)
    scores = scores.astype(np.float32, copy=True)
    np.fill_diagonal(scores, -np.inf)
    heads: IntArray = scores.argmax(axis=1).astype(np.int64)
    heads[0] = 0
    if is_tree(heads):
        return heads
    scores[0, 1:] = -np.inf
    free = _spanning_tree(scores)
    if int((free[1:] == 0).sum()) == 1:
        return free
    best, best_total = free, -np.inf
    candidates: list[int] = [int(place) for place in np.flatnonzero(free == 0)[1:]]
    for root in candidates:
        forced = scores.copy()
        forced[1:, 0] = -np.inf
        forced[root, :] = -np.inf
        forced[root, 0] = 0.0
        tree = _spanning_tree(forced)
        total = float(scores[np.arange(1, size), tree[1:]].sum())
        if total > best_total:
            best, best_total = tree, total
    return best
