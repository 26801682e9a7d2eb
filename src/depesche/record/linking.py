"""Judges which events of different reports tell of the same happening, and keeps each judgement with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from . import schema
from .clusters import Clusters, assign, kept_apart
from .days import known_days
from .inserting import insert_rows
from .keys import DAY_SHIFT, LAST_DAY, day_number, day_of, type_numbers, types_by_number
from .merging_rules import Participant, Told, load_rules
from .rows import Row
from .scoring import Score, are_of_two_days, is_possible, score

RULE = "merge.events"
_CHUNK = 500
_AGREEING = 0.85
"""Share of the threshold that an event must reach with half of the events of a happening it joins."""

_WINDOWS = (
    "q.event_key BETWEEN f.low AND f.high",
    "q.event_key BETWEEN f.month_low AND f.month_high AND (q.event_key & 3) = 1",
)
_SAME_TYPE = "((q.event_key >> 2) & 15) = ((f.event_key >> 2) & 15)"
_WAYS = (
    ("pair p CROSS JOIN pair q", "(p.mutual = 0 OR p.a < p.b) AND q.a = p.a AND q.b = p.b"),
    ("pair p CROSS JOIN pair q", "p.mutual = 0 AND p.b <> '' AND q.a = p.b AND q.b = p.a"),
    ("pair p CROSS JOIN pair q", "p.b <> '' AND q.a = p.a AND q.b = ''"),
    ("pair p CROSS JOIN party q", f"p.b = '' AND q.code = p.a AND q.side = 'a' AND {_SAME_TYPE}"),
    (
        "party p CROSS JOIN party q",
        f"f.disputed = 1 AND p.side = 'r' AND q.code = p.code AND q.side = 'r' AND {_SAME_TYPE}",
    ),
)
# CROSS JOIN makes SQLite take the tables in this order: from the few new events, by index, to those like them.
_CANDIDATES = " UNION ".join(
    f"SELECT f.event_key AS one, q.event_key AS other FROM fresh f CROSS JOIN {tables}"
    f" WHERE p.event_key = f.event_key AND {condition} AND {window}"
    for tables, condition in _WAYS
    for window in _WINDOWS
)


def link_events(connection: Connection, keys: Sequence[int]) -> int:
    """Judge new events, given by their keys, against all others; return how many judgements were made."""
    if not keys:
        return 0
    pairs = _candidates(connection, keys)
    told = load_told(connection, {key for pair in pairs for key in pair})
    edges = _scored(pairs, told)
    return _accept(connection, edges) if edges else 0


def _candidates(connection: Connection, keys: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of keys (lower first) that share participants and time, of types that can be the same act."""
    _fill_fresh(connection, keys)
    akin = _akin()
    found: dict[int, list[tuple[int, int]]] = {}
    if connection.dialect.name == "postgresql":  # it knows nothing of the new events, and would read whole tables
        for kind in ("hashjoin", "mergejoin", "seqscan"):
            connection.exec_driver_sql(f"SET LOCAL enable_{kind} = off")
    rows = connection.exec_driver_sql(_CANDIDATES).all()
    if connection.dialect.name == "postgresql":
        for kind in ("hashjoin", "mergejoin", "seqscan"):
            connection.exec_driver_sql(f"SET LOCAL enable_{kind} = on")
    for one, other in rows:
        if (one >> 2 & 15, other >> 2 & 15) in akin and (one ^ other) >> 19 & 0x3FFFFFF:
            found.setdefault(one, []).append((abs((one >> DAY_SHIFT) - (other >> DAY_SHIFT)), other))
    most = load_rules().candidates
    return {(min(one, other), max(one, other)) for one, others in found.items() for _, other in sorted(others)[:most]}


def _akin() -> set[tuple[int, int]]:
    numbers = type_numbers()
    found = {(number, number) for number in numbers.values()}
    for family in load_rules().families:
        found |= {(numbers[a], numbers[b]) for a in family for b in family}
    return found


def _fill_fresh(connection: Connection, keys: Sequence[int]) -> None:
    """The new events with the keys between which the same happening may stand; disputed ones are found by target too."""
    kind = "INTEGER" if connection.dialect.name == "sqlite" else "BIGINT"
    connection.exec_driver_sql(
        f"CREATE TEMPORARY TABLE IF NOT EXISTS fresh (event_key {kind} PRIMARY KEY, low {kind}, high {kind},"
        f" month_low {kind}, month_high {kind}, disputed {kind})"
    )
    connection.exec_driver_sql("DELETE FROM fresh")
    disputed = {type_numbers()[name] for name in load_rules().disputed}
    rows: list[Row] = []
    for key in sorted(set(keys)):
        low, high, month = _window(key)
        rows.append(
            {
                "event_key": key,
                "low": low << DAY_SHIFT,
                "high": ((high + 1) << DAY_SHIFT) - 1,
                "month_low": month << DAY_SHIFT,
                "month_high": ((month + 1) << DAY_SHIFT) - 1,
                "disputed": int(key >> 2 & 15 in disputed),
            }
        )
    insert_rows(connection, "fresh", rows)


def _window(key: int) -> tuple[int, int, int]:
    """First and last day number around an event, and the number of the first day of its month."""
    day, precision, apart = key >> DAY_SHIFT, key & 3, load_rules().days_apart
    value = day_of(day)
    if value is None:
        return 0, 0, 0
    month = day_number(f"{value[:7]}-01")
    if precision == 1:
        last = day_number(known_days(value[:7])[1])
        return month, last, month
    return max(1, day - apart), min(day + apart, LAST_DAY - 1), month


def load_told(connection: Connection, keys: Iterable[int]) -> dict[int, Told]:
    """Return events as far as merging goes, by key."""
    event, article, party, actor = schema.events, schema.articles, schema.parties, schema.actors
    meeting = schema.meetings
    found: dict[int, Told] = {}
    every = sorted(set(keys))
    for start in range(0, len(every), _CHUNK):
        chunk = every[start : start + _CHUNK]
        sides: dict[tuple[int, str], list[Participant]] = {}
        for key, side, identity, code in connection.execute(
            select(party.c.event_key, party.c.side, func.coalesce(actor.c.canonical, party.c.actor_id), party.c.code)
            .outerjoin(actor, actor.c.id == party.c.actor_id)
            .where(party.c.event_key.in_(chunk))
            .order_by(party.c.event_key, party.c.side, party.c.number)
        ):
            sides.setdefault((key, side), []).append((identity, code))
        columns = [event.c[n] for n in ("key", "id", "date", "date_printed", "place", "country", "signature", "modes")]
        for row in connection.execute(
            select(*columns, article.c.id.label("article"), article.c.published, meeting.c.format)
            .join(article, article.c.key == event.c.article_key)
            .outerjoin(meeting, meeting.c.event_key == event.c.key)
            .where(event.c.key.in_(chunk), event.c.wrong == 0)
        ):
            found[row.key] = _told(row, sides)
    return found


def _told(row: Any, sides: Mapping[tuple[int, str], Sequence[Participant]]) -> Told:
    dated = known_days(row.date)[0] is not None
    return Told(
        key=row.key,
        id=row.id,
        article=row.article,
        type=types_by_number()[row.key >> 2 & 15],
        date=row.date if dated else None,
        stated=dated and row.date_printed is not None,
        published=row.published if known_days(row.published)[0] else None,
        place=row.place,
        country=row.country,
        signature=frozenset(row.signature.split(" ")) - {""},
        actors=tuple(sides.get((row.key, "a"), ())),
        recipients=tuple(sides.get((row.key, "r"), ())),
        contact=_contact(row.format, row.modes),
    )


def _contact(format: str | None, modes: str) -> str | None:
    """How people met, from the format of a meeting and the modes of the event; None where both or neither is said."""
    contacts = load_rules().contacts
    found = {contacts[word] for word in (format, *json.loads(modes)) if word in contacts}
    return found.pop() if len(found) == 1 else None


Edge = tuple[Score, Told, Told]


def _scored(pairs: Iterable[tuple[int, int]], told: dict[int, Told]) -> list[Edge]:
    """The pairs that are likely enough the same, likeliest first."""
    threshold = load_rules().threshold
    found: list[Edge] = []
    for one, other in pairs:
        if one in told and other in told and told[one].article != told[other].article:
            scored = score(told[one], told[other])
            if scored is not None and scored.value >= threshold:
                found.append((scored, told[one], told[other]))
    return sorted(found, key=lambda edge: (-edge[0].value, edge[1].id, edge[2].id))


def _accept(connection: Connection, edges: Sequence[Edge]) -> int:
    """Unite the events of edges where nothing speaks against it, and keep the judgements."""
    ids = {told.id for _, one, other in edges for told in (one, other)}
    clusters = Clusters(connection, ids)
    members = load_told(connection, clusters.keys)
    by_id = {told.id: told for told in members.values()}
    apart = kept_apart(connection, clusters.ids)
    accepted: list[Edge] = []
    for scored, one, other in edges:
        left, right = clusters.of(one.id), clusters.of(other.id)
        if left is right or any(frozenset((a, b)) in apart for a in left for b in right):
            continue
        if {by_id[a].article for a in left if a in by_id} & {by_id[b].article for b in right if b in by_id}:
            continue
        if not _agree([by_id[a] for a in left if a in by_id], [by_id[b] for b in right if b in by_id]):
            continue
        clusters.unite(one.id, other.id)
        accepted.append((scored, one, other))
    if accepted:
        _keep(connection, accepted)
        assign(connection, clusters)
    return len(accepted)


def _agree(left: Sequence[Told], right: Sequence[Told]) -> bool:
    """Whether two groups are one happening and not merely linked by one pair.

    No event may exclude one of the other group, two of different days must be likely by themselves (an event known to
    the month agrees with both and bridges nothing), and half of all pairs must be likely.
    """
    if not all(is_possible(a, b) for a in left for b in right):
        return False
    threshold = load_rules().threshold
    if not all(_is_likely(a, b, threshold) for a in left for b in right if are_of_two_days(a, b)):
        return False
    likely = [_is_likely(a, b, threshold * _AGREEING) for a in left[:8] for b in right[:8]]
    return 2 * sum(likely) >= len(likely)


def _is_likely(one: Told, other: Told, least: float) -> bool:
    scored = score(one, other)
    return scored is not None and scored.value >= least


def _keep(connection: Connection, edges: Sequence[Edge]) -> None:
    now, by = datetime.now(UTC).isoformat(timespec="seconds"), f"{RULE}/{load_rules().version}"
    insert_rows(
        connection,
        "judgement",
        [
            {
                "kind": "event",
                "left_id": min(one.id, other.id),
                "right_id": max(one.id, other.id),
                "verdict": "same",
                "by": by,
                "human": 0,
                "reason": scored.reason,
                "at": now,
                "score": scored.value,
            }
            for scored, one, other in edges
        ],
    )
