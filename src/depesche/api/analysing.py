"""Analyses of a record: series of a dyad, tone, matrix, signed network with blocs and balance, change points, brief.

Every function takes an open record and `Filters`; limit, offset and cursor of the filters play no part. Without a status
asked for, only events count that reports present as having happened (`factual`, `reported`). `once` counts a happening
once, however many reports tell of it. Figures lead to event ids (`api.event`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from depesche import analysis
from depesche.analysis import POLITICAL, Balance, Blocs, Break, Brief, DyadSeries, Matrix, SignedNetwork, TonePoint
from depesche.analysis.loading import keys_wanted, light_events, placed_keys, statuses_of
from depesche.record import Filters, Record
from depesche.record.questions.pairs import ids_of_keys
from depesche.record.questions.timeline import find_timeline

ALL = Filters()


def series(
    record: Record,
    a: str,
    b: str,
    filters: Filters = ALL,
    *,
    grain: str = "month",
    directed: bool = True,
    once: bool = False,
    denominator: Mapping[str, int] | None = None,
) -> DyadSeries:
    """Return what `a` (code, id or name) did toward `b` by week, month or year, or both ways if not `directed`.

    The denominator are all events of the record in the period, of the same outlets and languages; whoever asks for many
    series may count it once (`totals`) and give it. Raises QueryError for an unknown grain.
    """
    return record.ask(_series, a, b, filters, grain, directed, once, denominator)


def totals(record: Record, filters: Filters = ALL, *, grain: str = "month", once: bool = False) -> Mapping[str, int]:
    """Return all events by period, of the filters' outlets, languages and statuses: the denominator of `series`."""
    return record.ask(_denominator, filters, grain, once)


def _series(
    connection: Connection,
    a: str,
    b: str,
    filters: Filters,
    grain: str,
    directed: bool,
    once: bool,
    denominator: Mapping[str, int] | None,
) -> DyadSeries:
    one, other = keys_wanted(connection, a), keys_wanted(connection, b)
    own = replace(filters, actor=None, recipient=None, party=None)
    analysis.check_grain(grain)
    ways = [replace(own, actor=x, recipient=y) for x, y in ([(a, b)] if directed else [(a, b), (b, a)])]
    every = _denominator(connection, filters, grain, once) if denominator is None else denominator
    keys = None if once else placed_keys(connection, ways, grain)
    if keys is not None:
        names = partial(ids_of_keys, connection)
        return analysis.series_of_keys(keys, names, one, other, grain=grain, directed=directed, denominator=every)
    found = {event.id: event for way in ways for event in light_events(connection, way)}
    return analysis.dyad_series(
        found.values(),
        one,
        other,
        grain=grain,
        directed=directed,
        denominator=every,
        statuses=statuses_of(filters),
        once=once,
    )


def _denominator(connection: Connection, filters: Filters, grain: str, once: bool) -> dict[str, int]:
    """All events by period: of the same outlets, languages and statuses, whoever takes part and whatever the type."""
    everything = Filters(
        outlet=filters.outlet, language=filters.language, status=",".join(statuses_of(filters)), wrong=filters.wrong
    )
    if once:
        return analysis.totals(
            light_events(connection, everything), grain=grain, statuses=statuses_of(filters), once=True
        )
    return {entry.period: entry.events for entry in find_timeline(connection, everything, grain)}


def tone(
    record: Record, actor: str, filters: Filters = ALL, *, grain: str = "month", once: bool = False
) -> list[TonePoint]:
    """Return the tone of an actor over time: mean value of what it does and of what is done to it."""

    def ask(connection: Connection) -> list[TonePoint]:
        keys = keys_wanted(connection, actor)
        events = light_events(connection, replace(filters, party=actor))
        return list(analysis.tone(events, keys, grain=grain, statuses=statuses_of(filters), once=once))

    return record.ask(ask)


def matrix(
    record: Record,
    filters: Filters = ALL,
    *,
    size: int = 30,
    kinds: Collection[str] | None = POLITICAL,
    once: bool = False,
) -> Matrix:
    """Return who did how much in what tone toward whom, for the `size` busiest actors (0 for all).

    `kinds` keeps actors of these kinds: `state`, `organisation`, `group`, `collective`, `other`; None keeps all.
    """
    return record.ask(
        lambda connection: analysis.matrix(
            light_events(connection, filters), size=size, kinds=kinds, statuses=statuses_of(filters), once=once
        )
    )


def network(
    record: Record,
    filters: Filters = ALL,
    *,
    directed: bool = False,
    minimum: int = 1,
    kinds: Collection[str] | None = POLITICAL,
    once: bool = False,
) -> SignedNetwork:
    """Return the signed, weighted network of the events that match; `blocs` and `balance` take it undirected.

    `kinds` as for `matrix`; an edge has at least `minimum` events.
    """
    return record.ask(
        lambda connection: analysis.network(
            light_events(connection, filters),
            directed=directed,
            minimum=minimum,
            kinds=kinds,
            statuses=statuses_of(filters),
            once=once,
        )
    )


def blocs(network: SignedNetwork) -> Blocs:
    """Return the groups into which a network divides with least frustration."""
    return analysis.blocs(network)


def balance(network: SignedNetwork) -> Balance:
    """Return the structural balance of a network."""
    return analysis.balance(network)


def breaks(series: DyadSeries, *, measure: str = "score") -> list[Break]:
    """Return where a series changes its level for good: measure `score`, `events`, `conflict`, `cooperation`, `share`."""
    return list(analysis.change_points(series, measure=measure))


def brief(record: Record, since: str, filters: Filters = ALL) -> Brief:
    """Return what changed since a date (`YYYY[-MM[-DD]]`), each line with its words, outlet and article."""
    return record.ask(analysis.make_brief, since, filters)


def brief_markdown(brief: Brief) -> str:
    """Return a brief as Markdown."""
    return analysis.brief_markdown(brief)
