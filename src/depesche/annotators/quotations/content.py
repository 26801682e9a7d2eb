"""Which words a cue announces, and which words announce them."""

from __future__ import annotations

from depesche.lang import Pack

from .beside import Beside
from .by_comma import ByComma
from .by_tree import ByTree
from .clauses import Clause, Clauses
from .cues import Announcement
from .finder import Content, Finder

__all__ = ["Content", "find_content"]


def find_content(clauses: Clauses, announcement: Announcement, *, pack: Pack) -> Content | None:
    """Return what the cue announces, None if no clause depends on it.

    "Das gehe nicht, sagte Lawrow" → "Das gehe nicht", announced by ", sagte Lawrow".
    """
    if announcement.cue.pos in ("ADP", "ADV"):
        return Beside(clauses, announcement, pack).content()
    finder = (ByComma if clauses.words.by_comma else ByTree)(clauses, announcement, pack)
    said = finder.said()
    return Content(frozenset(said), _announcing(finder, said)) if said else None


def _announcing(finder: Finder, said: set[int]) -> frozenset[int]:
    low, high = (
        (_own_start(finder, said), len(finder.sentence.tokens)) if finder.low == 0 else (finder.low, finder.high)
    )
    outside = {i for i in range(low, high) if i not in said}
    end = len(finder.sentence.tokens) - 1
    around = min(said) < finder.cue.index
    if around or end - 1 in said or end - 1 not in outside:
        outside.discard(end)
    return frozenset(outside)


def _own_start(finder: Finder, said: set[int]) -> int:
    """Where the announcing clause begins: at a coordination "und fügte hinzu", or behind an earlier main clause."""
    clauses = finder.clauses.clauses
    clause = clauses[finder.number]
    if min(said) < finder.cue.index or finder.cue.upos == "NOUN":
        return 0
    before = [c for c in clauses[: finder.number] if c.kind in ("main", "verb-first", "quote")]
    if not before:
        return _coordinated_start(finder, clause)
    if clause.kind == "main" or (clause.coordinated and clause.kind == "verb-first"):
        return clause.first
    return 0


def _coordinated_start(finder: Finder, clause: Clause) -> int:
    """The "und" before a second verb of the same clause."""
    finite = finder.finite()
    before = finder.sentence.tokens[finite - 1] if finite else None
    if before is not None and before.upos == "CCONJ" and clause.finite != finite and before.index > clause.first:
        return before.index
    return 0
