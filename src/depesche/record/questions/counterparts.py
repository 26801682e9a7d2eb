"""With whom an actor has to do: those toward whom it acts, who act toward it, and who take part in mutual events with it.

Who stands on the same side is no counterpart: of two that condemn a third, neither condemns the other. A code is counted
along the pairs of codes, as the dyads are; a person, who has no pairs, by who stands on the other side of each event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, or_, select, union

from depesche import codebook

from .. import schema
from ..columns import type_column
from ..entries import Party
from ..filters import Filters
from ..keys import type_numbers
from ..rows import MUTUAL
from ..tallies import codes_of_record
from ..views import Counterpart
from ..who import find_wanted, names_of_codes
from .event_keys import event_branches, pair_branch
from .selecting import Condition, Key, latest_of
from .tallied import count_months

_ACTOR, _PARTY, _PAIR = schema.actors, schema.parties, schema.pairs
_SHOWN, _COUNTED = 10, 20_000


def find_counterparts(connection: Connection, filters: Filters, *, most: int = _COUNTED) -> list[Counterpart]:
    """Return the codes with which `party` has most to do, most frequent first, among the latest `most` events of it."""
    wanted = find_wanted(connection, str(filters.party))
    if wanted.codes and not wanted.ids:
        statement = _along_pairs(connection, filters, set(wanted.codes), most)
    else:
        served = connection.scalars(select(_ACTOR.c.code).where(_ACTOR.c.canonical.in_(wanted.ids)).distinct())
        statement = _across_sides(connection, filters, {*wanted.codes, *(code for code in served if code)}, most)
    met = statement.subquery()
    rows = connection.execute(
        select(met.c.code, func.count(), func.avg(_score(type_column(met.c.key)))).group_by(met.c.code)
    )
    ranked = sorted(rows, key=lambda row: (-row[1], row[0]))[:_SHOWN]
    return [
        Counterpart(party=party_of_code(code), events=events, score=round(score, 3)) for code, events, score in ranked
    ]


def _along_pairs(connection: Connection, filters: Filters, own: set[str], most: int) -> Any:
    """Keys of the events between codes and others, with the other's code.

    All other codes are named, so that both stores look up each pair and read no event before the first that counts.
    """
    first = _key_of_latest(connection, filters, most)
    since = [_PAIR.c.event_key >= first] if first is not None else []
    others = [code for code in codes_of_record(connection) if code not in own]
    acting = [_PAIR.c.a.in_(own), _PAIR.c.b.in_(others), *since]
    receiving = [_PAIR.c.b.in_(own), _PAIR.c.a.in_(others), *since, ~_is_mutual(_PAIR.c.event_key)]
    return union(
        pair_branch(connection, filters, acting).add_columns(_PAIR.c.b.label("code")),
        pair_branch(connection, filters, receiving).add_columns(_PAIR.c.a.label("code")),
    )


def _key_of_latest(connection: Connection, filters: Filters, number: int) -> int | None:
    """The key of the event that matches as the `number`th latest, None where there are fewer.

    The tallies tell the month in which it lies, so that only this month is walked through.
    """
    months = count_months(connection, filters)
    if months is not None:
        if months.total() < number:
            return None
        month, later = _month_of_latest(months, number)
        if month:
            number, filters = number - later, replace(filters, until=f"{(month - 1) // 12}-{(month - 1) % 12 + 1:02d}")
    events = event_branches(connection, filters)
    found: int | None = connection.scalar(latest_of(connection, events, number).offset(number - 1).limit(1))
    return found


def _month_of_latest(months: Mapping[int, int], number: int) -> tuple[int, int]:
    """The month in which the `number`th latest lies, 0 where it is undated, and how many are later."""
    later = 0
    for month in sorted(months, reverse=True):
        if later + months[month] >= number:
            return month, later
        later += months[month]
    return 0, later


def _across_sides(connection: Connection, filters: Filters, own: set[str], most: int) -> Any:
    """Keys of the events in which others stand on the other side, or that are mutual, with the other's code."""
    sides = [branch.add_columns(_PARTY.c.side) for branch in event_branches(connection, filters)]
    mine, other = latest_of(connection, sides, most).subquery(), _PARTY.alias()
    return (
        select(mine.c.key, other.c.code)
        .select_from(mine)
        .outerjoin(other, other.c.event_key == mine.c.key)
        .where(other.c.code.is_not(None), other.c.code.not_in(own))
        .where(or_(other.c.side != mine.c.side, _is_mutual(mine.c.key)))
        .distinct()
    )


def _is_mutual(key: Key) -> Condition:
    return type_column(key).in_([type_numbers()[name] for name in MUTUAL])


def _score(number: ColumnElement[int]) -> ColumnElement[float]:
    types = codebook.load_plover().types
    return case({type_numbers()[name]: type.score for name, type in types.items()}, value=number)


def party_of_code(code: str) -> Party:
    """Return the body that a code stands for as a party."""
    name = names_of_codes().get(code, code)
    for kind, known in (
        ("state", codebook.load_states()),
        ("org", codebook.load_organisations()),
        ("group", codebook.load_groups()),
        ("collective", codebook.load_collectives()),
    ):
        if code in known:
            return Party(f"{kind}:{code}", name, code, kind)
    return Party(code, name, code)
