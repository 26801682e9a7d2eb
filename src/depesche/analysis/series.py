"""Time series of a dyad and of an actor: counts by quad category, mean score, and share of all that was reported."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

from depesche import codebook

from .coded import REALIS, CodedEvent, CodedParty, counted, quad_of, score_of, sides_of
from .periods import check_grain, periods_between, placed, start_of

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")

_MAIN = 3
"""Events named for each period."""

PlacedKey = tuple[int, str, str | None, bool]
"""Key and type of an event, the period in which it falls, and whether only the date of its report tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """One period of a dyad."""

    period: str
    """`2023-03`, `2023-W09` or `2023`."""
    start: str
    """First day."""
    counts: dict[str, int]
    """Events by quad category, all four there."""
    events: int
    score: float | None
    """Mean conflict–cooperation value, -10 to 10; None without events."""
    total: int
    """All events of the period in the record: the denominator of `share`."""
    share: float | None
    """`events / total`; None where the record has no events in the period."""
    main: tuple[str, ...]
    """Ids of up to three events farthest from zero, for captions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadSeries:
    """What one side did toward the other, period by period without gaps, earliest first."""

    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    grain: str
    directed: bool
    points: tuple[SeriesPoint, ...]
    unplaced: int
    """Events of the dyad whose date is too vague for the grain; they are in no point."""
    by_publication: int
    """Events in the points that are dated by their report only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TonePoint:
    """One period of an actor: mean value of what it did (`given`) and of what was done to it; None without events."""

    period: str
    start: str
    given: float | None
    given_events: int
    received: float | None
    received_events: int


@dataclass(slots=True)
class _Bin:
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(QUADS, 0))
    total: float = 0.0
    number: int = 0
    named: list[tuple[float, str]] = field(default_factory=list)
    """Values and ids of the events among which the main ones are."""

    def add(self, event: CodedEvent) -> None:
        score = score_of(event)
        self.count(score, quad_of(event))
        self.named.append((score, event.id))

    def count(self, score: float, quad: str) -> None:
        self.counts[quad] += 1
        self.total += score
        self.number += 1

    @property
    def mean(self) -> float | None:
        return self.total / self.number if self.number else None

    @property
    def main(self) -> tuple[str, ...]:
        return tuple(i for _, i in sorted(self.named, key=lambda pair: (-abs(pair[0]), pair[1]))[:_MAIN])


def totals(
    events: Iterable[CodedEvent], *, grain: str = "month", statuses: Collection[str] = REALIS, once: bool = False
) -> dict[str, int]:
    """Return how many events fall in each period: the denominator for shares."""
    check_grain(grain)
    found: dict[str, int] = {}
    for event in counted(events, statuses=statuses, once=once):
        period, _ = placed(event, grain)
        if period is not None:
            found[period] = found.get(period, 0) + 1
    return found


def dyad_series(
    events: Iterable[CodedEvent],
    actor: str | Collection[str],
    recipient: str | Collection[str],
    *,
    grain: str = "month",
    directed: bool = True,
    denominator: Mapping[str, int] | None = None,
    statuses: Collection[str] = REALIS,
    once: bool = False,
) -> DyadSeries:
    """Return the series of what `actor` did toward `recipient` (codes or ids), or of both ways if not `directed`.

    `events` are all events of the record; where only the dyad's are given, `denominator` holds the number of all events
    by period (see `totals`). Meetings and agreements count for both directions. The mean of a fixed value per event type
    over time is Goldstein's (1992) aggregation, with PLOVER's types for WEIS'; shares correct for the uneven volume of
    coverage. Raises QueryError for an unknown grain.
    """
    check_grain(grain)
    one, other = _keys(actor), _keys(recipient)
    bins: dict[str, _Bin] = {}
    all_events: dict[str, int] = {}
    unplaced = by_publication = 0
    for event in counted(events, statuses=statuses, once=once):
        period, inferred = placed(event, grain)
        if period is not None:
            all_events[period] = all_events.get(period, 0) + 1
        if not (_goes(event, one, other) or (not directed and _goes(event, other, one))):
            continue
        if period is None:
            unplaced += 1
            continue
        by_publication += inferred
        bins.setdefault(period, _Bin()).add(event)
    return DyadSeries(
        actor=one,
        recipient=other,
        grain=grain,
        directed=directed,
        points=_points(bins, all_events if denominator is None else denominator),
        unplaced=unplaced,
        by_publication=by_publication,
    )


def series_of_keys(
    events: Iterable[PlacedKey],
    ids_of: Callable[[list[int]], Mapping[int, str]],
    actor: Collection[str],
    recipient: Collection[str],
    *,
    grain: str,
    directed: bool,
    denominator: Mapping[str, int],
) -> DyadSeries:
    """Return the same series of events of the dyad that are known by their keys; `ids_of` is asked for the main ones."""
    types = {name: (kind.score, kind.quad) for name, kind in codebook.load_plover().types.items()}
    bins: dict[str, _Bin] = {}
    keys: dict[str, list[tuple[float, int]]] = {}
    unplaced = by_publication = 0
    for key, kind, period, inferred in events:
        if period is None:
            unplaced += 1
            continue
        by_publication += inferred
        if period not in bins:
            bins[period], keys[period] = _Bin(), []
        score, quad = types[kind]
        bins[period].count(score, quad)
        keys[period].append((score, key))
    farthest = {period: _farthest(scored) for period, scored in keys.items()}
    ids = ids_of([key for scored in farthest.values() for _, key in scored])
    for period, scored in farthest.items():
        bins[period].named = [(score, ids[key]) for score, key in scored]
    return DyadSeries(
        actor=_keys(actor),
        recipient=_keys(recipient),
        grain=grain,
        directed=directed,
        points=_points(bins, denominator),
        unplaced=unplaced,
        by_publication=by_publication,
    )


def _farthest(scored: Sequence[tuple[float, int]]) -> list[tuple[float, int]]:
    """Those that may be among the main ones: as far from zero as the last of these, whatever their ids."""
    least = min(nlargest(_MAIN, (abs(score) for score, _ in scored)))
    return [(score, key) for score, key in scored if abs(score) >= least]


def _keys(given: str | Collection[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(dict.fromkeys(given))


def _is_one(parties: Sequence[CodedParty], keys: Collection[str]) -> bool:
    return any(party.code in keys or party.id in keys for party in parties)


def _goes(event: CodedEvent, actor: Collection[str], recipient: Collection[str]) -> bool:
    """Whether it goes from one to the other; of a meeting's participants two different ones are needed."""
    actors, recipients = sides_of(event)
    if actors is not recipients:
        return _is_one(actors, actor) and _is_one(recipients, recipient)
    return any(
        _is_one([one], actor) and _is_one([other], recipient) for one in actors for other in actors if one is not other
    )


def _points(bins: Mapping[str, _Bin], all_events: Mapping[str, int]) -> tuple[SeriesPoint, ...]:
    if not bins:
        return ()
    found = []
    for period in periods_between(min(bins), max(bins)):
        own, total = bins.get(period, _Bin()), all_events.get(period, 0)
        found.append(
            SeriesPoint(
                period=period,
                start=start_of(period),
                counts=own.counts,
                events=own.number,
                score=own.mean,
                total=total,
                share=own.number / total if total else None,
                main=own.main,
            )
        )
    return tuple(found)


def tone(
    events: Iterable[CodedEvent],
    actor: str | Collection[str],
    *,
    grain: str = "month",
    statuses: Collection[str] = REALIS,
    once: bool = False,
) -> tuple[TonePoint, ...]:
    """Return the tone of an actor (codes or ids) over time: mean value of its acts and of acts toward it.

    Periods run without gaps, earliest first. Raises QueryError for an unknown grain.
    """
    check_grain(grain)
    keys = _keys(actor)
    given: dict[str, _Bin] = {}
    received: dict[str, _Bin] = {}
    for event in counted(events, statuses=statuses, once=once):
        period, _ = placed(event, grain)
        if period is None:
            continue
        actors, recipients = sides_of(event)
        for parties, bins in ((actors, given), (recipients, received)):
            if _is_one(parties, keys):
                bins.setdefault(period, _Bin()).add(event)
    present = [*given, *received]
    if not present:
        return ()
    none = _Bin()
    return tuple(
        TonePoint(
            period=period,
            start=start_of(period),
            given=given.get(period, none).mean,
            given_events=given.get(period, none).number,
            received=received.get(period, none).mean,
            received_events=received.get(period, none).number,
        )
        for period in periods_between(min(present), max(present))
    )
