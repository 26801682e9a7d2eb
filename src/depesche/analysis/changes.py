"""Points where a series changes its level, with the events around them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from depesche.errors import QueryError

from .series import DyadSeries, SeriesPoint

MEASURES = ("score", "events", "conflict", "cooperation", "share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A lasting change of level."""

    period: str
    """The first period of the new level."""
    start: str
    """Its first day."""
    before: float
    """Mean of the measure from the break before (or the beginning) to this one; `after` up to the next (or the end)."""
    after: float
    around: tuple[str, ...]
    """Ids of the events farthest from zero in this period and its neighbours."""


def measure_of(point: SeriesPoint, measure: str) -> float | None:
    """Return a figure of a point: `score`, `events`, `share`, or the events of `conflict` or `cooperation`."""
    if measure in ("conflict", "cooperation"):
        return float(sum(count for quad, count in point.counts.items() if quad.endswith(measure)))
    value = getattr(point, measure)
    return None if value is None else float(value)


def change_points(
    series: DyadSeries | Sequence[SeriesPoint],
    *,
    measure: str = "score",
    penalty: float | None = None,
    shortest: int = 3,
) -> tuple[Break, ...]:
    """Return the breaks of a series, earliest first; none where it is shorter than two levels.

    Levels are found by PELT (Killick, Fearnhead & Eckley 2012) with squared deviation from the mean, as in ruptures
    (Truong, Oudre & Vayatis 2020). A break must lessen the deviation by more than `penalty`, by default 3 σ² log n, σ
    estimated from first differences, so that noise alone makes none. `shortest` is the least number of periods of a
    level. Periods without a value (no events, so no score) are passed over. Raises QueryError for an unknown measure,
    and where ruptures is not installed.
    """
    if measure not in MEASURES:
        raise QueryError(f"measure {measure!r} is not known. Use one of {', '.join(MEASURES)}.")
    points = series.points if isinstance(series, DyadSeries) else tuple(series)
    known = [(n, value) for n, point in enumerate(points) if (value := measure_of(point, measure)) is not None]
    values = [value for _, value in known]
    if len(values) < 2 * shortest or max(values) == min(values):
        return ()
    ends = _levels(values, penalty=penalty, shortest=shortest)
    starts = [0, *ends[:-1]]
    means = [sum(values[a:b]) / (b - a) for a, b in zip(starts, ends, strict=True)]
    return tuple(
        Break(
            period=points[known[start][0]].period,
            start=points[known[start][0]].start,
            before=means[number - 1],
            after=means[number],
            around=_around(points, known[start][0]),
        )
        for number, start in enumerate(starts)
        if number
    )


def _levels(values: Sequence[float], *, penalty: float | None, shortest: int) -> list[int]:
    """Ends of the levels, the last is the length of the series."""
    import numpy

    try:
        import ruptures
    except ImportError as error:
        raise QueryError("Change points need ruptures. Install it with `pip install 'depesche[analysis]'`.") from error

    class Deviation(ruptures.base.BaseCost):  # type: ignore[misc]
        """Squared deviation from the mean out of running sums: ruptures' own sums up each stretch anew."""

        model, min_size = "l2", 1

        def fit(self, signal: numpy.ndarray[tuple[int], numpy.dtype[numpy.float64]]) -> Deviation:
            """Add up the values and their squares, seen from their mean."""
            self.signal = signal.reshape(-1, 1)
            centred = signal - signal.mean()
            self.sums = [0.0, *numpy.cumsum(centred).tolist()]
            self.squares = [0.0, *numpy.cumsum(centred * centred).tolist()]
            return self

        def error(self, start: int, end: int) -> float:
            """Return the deviation within `[start:end]`."""
            total = self.sums[end] - self.sums[start]
            return float(max(0.0, self.squares[end] - self.squares[start] - total * total / (end - start)))

    signal = numpy.asarray(values, dtype=float)
    if penalty is None:
        penalty = 3.0 * _variance(values) * math.log(len(values))
    found = ruptures.Pelt(custom_cost=Deviation(), min_size=shortest, jump=1).fit(signal).predict(pen=penalty)
    return [int(end) for end in found]


def _variance(values: Sequence[float]) -> float:
    """Variance of the noise from first differences, robust against the breaks themselves; never 0."""
    steps = sorted(abs(b - a) for a, b in pairwise(values))
    middle = steps[len(steps) // 2] if len(steps) % 2 else (steps[len(steps) // 2 - 1] + steps[len(steps) // 2]) / 2
    sigma = middle / (0.6745 * math.sqrt(2))  # median of |difference| of two normal values
    if sigma == 0:  # more than half the steps are 0: counts of rare events
        sigma = math.sqrt(sum(step * step for step in steps) / len(steps) / 2)
    return sigma * sigma


def _around(points: Sequence[SeriesPoint], position: int) -> tuple[str, ...]:
    near = [points[position], *points[max(0, position - 1) : position], *points[position + 1 : position + 2]]
    return tuple(dict.fromkeys(event for point in near for event in point.main))
