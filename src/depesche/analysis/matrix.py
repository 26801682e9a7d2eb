"""The matrix of who toward whom, with counts and mean conflict–cooperation value."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .coded import REALIS, CodedEvent
from .ties import Actor, Tie, gather


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one actor did toward another."""

    actor: str
    recipient: str
    events: int
    score: float
    """Mean conflict–cooperation value, -10 to 10."""
    cooperation: int
    conflict: int
    evidence: tuple[str, ...]
    """Ids of the first events counted, at most 50."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Actors by volume, and the cells that hold events, row by row."""

    actors: tuple[Actor, ...]
    cells: tuple[Cell, ...]
    counted: int
    """Events counted, with those outside the matrix."""
    outside: int
    """Events that fall in no cell: without a second side, or between actors left out."""

    def rows(self, field: str = "score") -> list[list[float | None]]:
        """Return the square table of `score` or `events` in the order of `actors`; None where nothing happened."""
        place = {actor.key: number for number, actor in enumerate(self.actors)}
        table: list[list[float | None]] = [[None] * len(place) for _ in place]
        for cell in self.cells:
            table[place[cell.actor]][place[cell.recipient]] = getattr(cell, field)
        return table


def matrix(
    events: Iterable[CodedEvent],
    *,
    size: int = 30,
    kinds: Collection[str] | None = None,
    statuses: Collection[str] = REALIS,
    once: bool = False,
) -> Matrix:
    """Return the matrix of the `size` actors with most events (0 for all), most events first, ties by key.

    `kinds` keeps actors of these kinds only (`state`, `organisation`, `group`, `other`).
    """
    ties = gather(events, statuses=statuses, once=once, kinds=kinds)
    order = sorted(ties.events, key=lambda key: (-ties.events[key], key))
    kept = order[:size] if size else order
    place = {key: number for number, key in enumerate(kept)}
    cells = [_cell(pair, tie) for pair, tie in ties.pairs.items() if pair[0] in place and pair[1] in place]
    inside = len({i for c in cells for i in ties.pairs[c.actor, c.recipient].ids})
    return Matrix(
        actors=ties.actors(kept),
        cells=tuple(sorted(cells, key=lambda cell: (place[cell.actor], place[cell.recipient]))),
        counted=ties.counted,
        outside=ties.counted - inside,
    )


def _cell(pair: tuple[str, str], tie: Tie) -> Cell:
    return Cell(
        actor=pair[0],
        recipient=pair[1],
        events=tie.events,
        score=tie.total / tie.events,
        cooperation=tie.cooperation,
        conflict=tie.conflict,
        evidence=tie.evidence,
    )
