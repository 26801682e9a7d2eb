"""Happenings: what one or several reports tell of, as a page and whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from .. import schema
from ..copies import origins
from ..entries import EventEntry
from ..filters import Filters, cursor_of
from ..judgements import reasons_for
from ..listing import Listing
from ..merged import compare, merged_entry
from ..views import HappeningEntry, HappeningView
from .event_keys import event_branches
from .events import CHUNK, MEETING_TYPES, event_entries, event_key, meeting_entries
from .selecting import page_of_keys, unite

_EVENT = schema.events


def find_happenings(connection: Connection, filters: Filters) -> Listing[HappeningEntry]:
    """Return a page of the happenings of which a report tells that matches; latest first, by the latest such event."""
    found: list[HappeningEntry] = []
    left_out, walk = (
        filters.offset,
        replace(filters, offset=0, limit=max(2 * filters.limit, 50) if filters.limit else 0),
    )
    while True:
        keys, cursor = page_of_keys(connection, event_branches(connection, walk), walk)
        for key, entry in _heads(connection, keys, filters):
            if filters.independent is not None and entry.independent < filters.independent:
                continue
            if left_out:
                left_out -= 1
                continue
            found.append(entry)
            if len(found) == filters.limit:
                more = cursor is not None or key != keys[-1]
                return Listing(found, cursor=cursor_of(key) if more else None)
        if cursor is None:
            return Listing(found)
        walk = replace(walk, cursor=cursor)


def _heads(connection: Connection, keys: Sequence[int], filters: Filters) -> list[tuple[int, HappeningEntry]]:
    """The happenings of which one of these events is the latest that matches, with its key."""
    groups = _groups(connection, keys)
    shared = [happening for happening, members in groups.values() if len(members) > 1]
    matching = _matching(connection, shared, filters)
    found = []
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        wanted = [k for k in chunk if len(groups[k][1]) == 1 or max(matching[groups[k][0]]) == k]
        members = sorted({member for k in wanted for member in groups[k][1]})
        entries = dict(zip(members, event_entries(connection, members), strict=True))
        origin = origins(connection, sorted({entry.article for entry in entries.values()}))
        for key in wanted:
            happening, own = groups[key]
            found.append((key, merged_entry(happening, [entries[member] for member in own], origin)))
    return found


def _groups(connection: Connection, keys: Sequence[int]) -> dict[int, tuple[str, list[int]]]:
    """For each event the id of its happening and the keys of all its members."""
    named: dict[int, str] = {}
    own: dict[int, str] = {}
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        for key, identity, happening in connection.execute(
            select(_EVENT.c.key, _EVENT.c.id, _EVENT.c.happening).where(_EVENT.c.key.in_(chunk))
        ):
            own[key] = identity
            if happening is not None:
                named[key] = happening
    members = members_of(connection, sorted(set(named.values())))
    return {key: (named[key], members[named[key]]) if key in named else (own[key], [key]) for key in keys}


def members_of(connection: Connection, happenings: Sequence[str]) -> dict[str, list[int]]:
    """Return the keys of the events of each happening, in ascending order."""
    found: dict[str, list[int]] = {}
    for start in range(0, len(happenings), CHUNK):
        chunk = happenings[start : start + CHUNK]
        rows = connection.execute(
            select(_EVENT.c.happening, _EVENT.c.key)
            .where(_EVENT.c.happening.in_(chunk), _EVENT.c.wrong == 0)
            .order_by(_EVENT.c.key)
        )
        for happening, key in rows:
            found.setdefault(happening, []).append(key)
    return found


def _matching(connection: Connection, happenings: Sequence[str], filters: Filters) -> dict[str, list[int]]:
    """The members of happenings that match, whatever the page."""
    branches = event_branches(connection, replace(filters, cursor=None, offset=0))
    found: dict[str, list[int]] = {}
    wanted = sorted(set(happenings))
    for start in range(0, len(wanted), CHUNK):
        inside = [_inside(branch, wanted[start : start + CHUNK]) for branch in branches]
        keys = list(connection.scalars(unite(inside)))
        for key, happening in connection.execute(
            select(_EVENT.c.key, _EVENT.c.happening).where(_EVENT.c.key.in_(keys))
        ):
            found.setdefault(happening, []).append(key)
    return found


def _inside(branch: Any, happenings: Sequence[str]) -> Any:
    key = branch.selected_columns[0].element
    members = select(_EVENT.c.key).where(_EVENT.c.happening.in_(happenings)).scalar_subquery()
    return branch.where(key.in_(members))


def view_happening(connection: Connection, identity: str) -> HappeningView | None:
    """Return a happening, given by its id or that of any of its events; None if it is not in the record."""
    key = event_key(connection, identity)
    if key is None:
        return None
    happening = connection.scalar(select(_EVENT.c.happening).where(_EVENT.c.key == key))
    keys = members_of(connection, [happening]).get(happening, [key]) if happening is not None else [key]
    events = by_report(event_entries(connection, keys))
    told = meeting_entries(connection, keys) if events[0].type == MEETING_TYPES else []
    best = max(
        told, key=lambda m: sum(v is not None for v in (m.format, m.venue, m.duration, m.occasion)), default=None
    )
    return HappeningView(
        entry=merged_entry(happening or identity, events, origins(connection, [event.article for event in events])),
        events=events,
        reasons=reasons_for(connection, [event.id for event in events]),
        disagreements=compare(events),
        meeting=best,
        series=_series(connection, best.series if best else None, set(keys)),
    )


def by_report(events: Sequence[EventEntry]) -> list[EventEntry]:
    """Return the events in the order in which they were reported."""
    return sorted(events, key=lambda e: (e.published or "9999", e.article, e.id))


def _series(connection: Connection, name: str | None, own: set[int]) -> list[Any]:
    if name is None:
        return []
    table = schema.meetings
    keys = connection.scalars(
        select(table.c.event_key).where(table.c.series == name).order_by(table.c.event_key.desc()).limit(50)
    )
    return meeting_entries(connection, [key for key in keys if key not in own])
