"""What two sides do to each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from sqlalchemy import Connection, select

from depesche.errors import QueryError

from .. import schema
from ..entries import Facet, Party
from ..filters import Filters
from ..keys import types_by_number
from ..rows import MUTUAL
from ..views import DyadView
from ..who import find_wanted
from .counterparts import party_of_code
from .event_keys import event_branches
from .events import event_entries, find_meetings, party_of_id
from .selecting import page_of_keys
from .timeline import count_by_day, count_undated, mean_score, timeline_of


def view_dyad(
    connection: Connection, a: str, b: str, filters: Filters, timeline: bool = True, meetings: int = 10
) -> DyadView:
    """Return what `a` and `b` do to each other within the filters; raises QueryError where both are the same.

    Without `timeline` the view's is empty, which spares a busy dyad the counts of every day.
    """
    one, other = _party(connection, a), _party(connection, b)
    if one.id == other.id:
        raise QueryError(f"{a!r} and {b!r} are the same actor. Name two different ones.")
    whole = replace(filters, cursor=None, offset=0)
    count = count_by_day if timeline else count_undated
    forth, back = (count(connection, replace(whole, actor=x, recipient=y, party=None)) for x, y in ((a, b), (b, a)))
    types_forth, types_back = _by_type(forth), _by_type(back)
    mutual = Counter({name: count for name, count in types_forth.items() if name in MUTUAL})
    there, return_ = (
        Counter({name: count for name, count in types.items() if name not in MUTUAL})
        for types in (types_forth, types_back)
    )
    every = there + return_ + mutual
    branches = [
        branch
        for x, y in ((a, b), (b, a))
        for branch in event_branches(connection, replace(filters, actor=x, recipient=y, party=None))
    ]
    keys, cursor = page_of_keys(connection, branches, filters)
    latest = replace(whole, actor=a, recipient=b, party=None, limit=meetings)
    return DyadView(
        a=one,
        b=other,
        forth=sum(there.values()),
        back=sum(return_.values()),
        mutual=sum(mutual.values()),
        tone_forth=mean_score(there),
        tone_back=mean_score(return_),
        types=[Facet(name, count) for name, count in sorted(every.items(), key=lambda p: (-p[1], p[0]))],
        meetings=list(find_meetings(connection, latest)),
        timeline=timeline_of([*forth, *(row for row in back if _type(row[1]) not in MUTUAL)], "month") if timeline else [],
        events=event_entries(connection, keys),
        cursor=cursor,
    )


def _type(low: int) -> str:
    return types_by_number()[low >> 2]


def _by_type(rows: list[tuple[int, int, int]]) -> Counter[str]:
    numbers: defaultdict[int, int] = defaultdict(int)
    for _, low, count in rows:
        numbers[low >> 2] += count
    return Counter({types_by_number()[number]: count for number, count in numbers.items()})


def _party(connection: Connection, word: str) -> Party:
    wanted = find_wanted(connection, word)
    if wanted.codes:
        return party_of_code(wanted.codes[0])
    table = schema.actors
    row = connection.execute(
        select(table.c.canonical, table.c.code).where(table.c.id.in_(wanted.ids)).order_by(table.c.mentions.desc())
    ).first()
    return party_of_id(row[0], row[1]) if row else party_of_id(wanted.ids[0])
