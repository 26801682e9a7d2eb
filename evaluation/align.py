"""Maps offsets of a data set's text to those of the cleaned text: intake joins lines and drops marks, words stay."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from difflib import SequenceMatcher

from depesche.model import Span

_WORD = re.compile(r"\S+")


class Alignment:
    """The words that two texts share in order, and what stands at the same place in both."""

    def __init__(self, given: str, cleaned: str) -> None:
        one, other = list(_WORD.finditer(given)), list(_WORD.finditer(cleaned))
        matcher = SequenceMatcher(None, [m.group() for m in one], [m.group() for m in other], autojunk=False)
        self._pairs = [
            (one[block.a + n].start(), one[block.a + n].end(), other[block.b + n].start())
            for block in matcher.get_matching_blocks()
            for n in range(block.size)
        ]
        self._starts = [start for start, _, _ in self._pairs]
        self._ends = [end for _, end, _ in self._pairs]

    def span(self, start: int, end: int) -> Span | None:
        """Return where `[start, end)` of the given text stands in the cleaned text, None where nothing of it is kept."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end) - 1
        if first > last or first >= len(self._pairs):
            return None
        return Span(self._at(first, max(start, self._starts[first])), self._at(last, min(end, self._ends[last])))

    def _at(self, number: int, offset: int) -> int:
        start, _, other = self._pairs[number]
        return other + offset - start
