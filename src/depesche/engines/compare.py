"""Two readings of one report side by side: what both see, where they differ, what only one sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from depesche.model import Event


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of an event that two readers give differently."""

    field: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs of events that rest on the same words, with their differences (none: they agree), and what only one sees."""

    pairs: tuple[tuple[Event, Event, tuple[Difference, ...]], ...]
    only_one: tuple[Event, ...]
    only_other: tuple[Event, ...]

    @property
    def agreed(self) -> int:
        """Events that both readers see alike."""
        return sum(not differences for _, _, differences in self.pairs)


def compare_events(one: Sequence[Event], other: Sequence[Event]) -> Comparison:
    """Return the comparison of the events of two readers; each event is paired at most once, the most alike first."""
    candidates = sorted(
        (
            (-_likeness(a, b), i, k)
            for i, a in enumerate(one)
            for k, b in enumerate(other)
            if any(s.overlaps(t) for s in a.evidence for t in b.evidence)
        ),
    )
    left, right = set(range(len(one))), set(range(len(other)))
    pairs = []
    for likeness, i, k in candidates:
        if i in left and k in right and likeness < 0:
            left.discard(i)
            right.discard(k)
            pairs.append((i, (one[i], other[k], _differences(one[i], other[k]))))
    return Comparison(
        tuple(pair for _, pair in sorted(pairs, key=lambda numbered: numbered[0])),
        tuple(one[i] for i in sorted(left)),
        tuple(other[k] for k in sorted(right)),
    )


def _likeness(a: Event, b: Event) -> float:
    """How much two events over the same words have in common; 0 where neither the type nor anybody in them."""
    people = {*a.actors, *a.recipients} & {*b.actors, *b.recipients}
    return 2.0 * (a.type == b.type) + len(people) + 0.1 * (a.status == b.status)


def _differences(a: Event, b: Event) -> tuple[Difference, ...]:
    values = (
        ("type", a.type, b.type),
        ("status", a.status, b.status),
        ("actors", _joined(a.actors), _joined(b.actors)),
        ("recipients", _joined(a.recipients), _joined(b.recipients)),
        ("date", _value(a), _value(b)),
        ("place", a.place.name if a.place else "", b.place.name if b.place else ""),
    )
    return tuple(Difference(name, one or "none", other or "none") for name, one, other in values if one != other)


def _joined(ids: Sequence[str]) -> str:
    return ", ".join(sorted(ids))


def _value(event: Event) -> str:
    return event.date.value if event.date is not None else ""
