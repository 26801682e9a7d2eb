"""Events and meetings as entries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from depesche import codebook

from .. import schema
from ..entries import EventEntry, MeetingEntry, Party, SpanPair
from ..filters import Filters
from ..listing import Listing
from ..who import BODIES, names_of_codes
from .event_keys import event_branches
from .selecting import page_of_keys

CHUNK = 500
MEETING_TYPES = "CONSULT"


def find_events(connection: Connection, filters: Filters) -> Listing[EventEntry]:
    """Return a page of the events that match, latest first."""
    keys, cursor = page_of_keys(connection, event_branches(connection, filters), filters)
    return Listing(event_entries(connection, keys), cursor=cursor)


def find_meetings(connection: Connection, filters: Filters) -> Listing[MeetingEntry]:
    """Return a page of the meetings that match, latest first."""
    filters = replace(filters, type=MEETING_TYPES, quad=None)
    keys, cursor = page_of_keys(connection, event_branches(connection, filters), filters)
    return Listing(meeting_entries(connection, keys), cursor=cursor)


def event_entries(connection: Connection, keys: Sequence[int]) -> list[EventEntry]:
    """Return the events of these keys, in their order."""
    return [EventEntry(**fields) for fields in _fields(connection, keys)]


def meeting_entries(connection: Connection, keys: Sequence[int]) -> list[MeetingEntry]:
    """Return the meetings of these keys, in their order, with the verdict on what their report claims."""
    from ..claims import claim_of

    found = []
    told: dict[int, RowMapping] = {}
    table = schema.meetings
    for start in range(0, len(keys), CHUNK):
        asked = select(table).where(table.c.event_key.in_(keys[start : start + CHUNK]))
        told |= {row["event_key"]: row for row in connection.execute(asked).mappings()}
    names = ("format", "venue", "duration", "duration_status", "occasion", "comparison", "series")
    for key, fields in zip(keys, _fields(connection, keys), strict=True):
        row: Any = told.get(key, {})
        entry = MeetingEntry(**{**fields, **{name: row.get(name) for name in names}})
        found.append(replace(entry, claim=claim_of(connection, entry)) if entry.comparison else entry)
    return found


def event_key(connection: Connection, identity: str) -> int | None:
    """Return the key of an event, None if it is not in the record."""
    return connection.scalar(select(schema.events.c.key).where(schema.events.c.id == identity))


def find_events_by_id(connection: Connection, ids: Sequence[str]) -> list[EventEntry]:
    """Return the events of these ids, in their order, without those that are not in the record."""
    table = schema.events
    keys: dict[str, int] = {}
    for start in range(0, len(ids), CHUNK):
        asked = select(table.c.id, table.c.key).where(table.c.id.in_(ids[start : start + CHUNK]))
        keys |= dict(tuple(row) for row in connection.execute(asked))
    return event_entries(connection, [keys[identity] for identity in ids if identity in keys])


def keys_of_article(connection: Connection, table: Any, article_key: int) -> list[int]:
    """Return the keys of an article's entries in the order of the text."""
    keys = connection.scalars(select(table.c.key).where(table.c.article_key == article_key))
    return sorted(keys, key=lambda key: -(key >> 6 & 8191))


def _fields(connection: Connection, keys: Sequence[int]) -> list[dict[str, Any]]:
    """The fields of events; keys must be in the record."""
    found: dict[int, dict[str, Any]] = {}
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        rows = connection.execute(_with_article(schema.events).where(schema.events.c.key.in_(chunk))).mappings().all()
        sides = parties_of(connection, chunk)
        for row in rows:
            found[row["key"]] = _event_fields(row, sides)
    return [found[key] for key in keys]


def _with_article(table: Any) -> Any:
    articles, readings = schema.articles, schema.readings
    report = (
        articles.c.id.label("article"),
        *(articles.c[n] for n in ("outlet", "language", "published", "headline", "url")),
    )
    return (
        select(table, *report, readings.c.text)
        .join(articles, articles.c.key == table.c.article_key)
        .join(readings, readings.c.article_key == table.c.article_key)
    )


with_article = _with_article


def report_fields(row: Any) -> dict[str, Any]:
    """Return the fields that every entry has."""
    names = ("id", "article", "outlet", "language", "published", "headline", "url")
    return {**{name: row[name] for name in names}, "spans": spans_of(row["spans"])}


def spans_of(stored: str) -> list[SpanPair]:
    """Return stored spans as pairs."""
    return [(start, end) for start, end in json.loads(stored)]


def words_of(text: str, spans: Iterable[SpanPair]) -> list[str]:
    """Return the words of spans."""
    return [text[start:end] for start, end in spans]


def _event_fields(row: Any, sides: Mapping[tuple[int, str], list[Party]]) -> dict[str, Any]:
    plover = codebook.load_plover().types[row["type"]]
    fields = report_fields(row)
    same = ("type", "status", "date", "date_printed", "place", "country", "lat", "lon", "place_basis", "confidence")
    return {
        **fields,
        **{name: row[name] for name in same},
        "quad": plover.quad,
        "score": plover.score,
        "modes": json.loads(row["modes"]),
        "contexts": json.loads(row["contexts"]),
        "actors": sides.get((row["key"], "a"), []),
        "recipients": sides.get((row["key"], "r"), []),
        "implied": json.loads(row["implied"]),
        "attribution": json.loads(row["attribution"]),
        "evidence": words_of(row["text"], fields["spans"]),
        "happening": row["happening"] or row["id"],
        "judged": bool(row["judged"]),
        "wrong": bool(row["wrong"]),
    }


def parties_of(connection: Connection, keys: Sequence[int]) -> dict[tuple[int, str], list[Party]]:
    """Return who takes part in events, by key and side (`a`, `r`), named as in the article."""
    party, found, event = schema.parties, schema.appearances, schema.events
    rows = connection.execute(
        select(
            party.c.event_key, party.c.side, party.c.actor_id, party.c.code, found.c.name, found.c.kind, found.c.sector
        )
        .join(event, event.c.key == party.c.event_key)
        .outerjoin(found, (found.c.actor_id == party.c.actor_id) & (found.c.article_key == event.c.article_key))
        .where(party.c.event_key.in_(keys))
        .order_by(party.c.event_key, party.c.side, party.c.number)
    )
    sides: dict[tuple[int, str], list[Party]] = {}
    for key, side, identity, code, name, kind, sector in rows:
        made = Party(identity, name, code, kind, sector) if name is not None else party_of_id(identity, code)
        sides.setdefault((key, side), []).append(made)
    return sides


def party_of_id(identity: str, code: str | None = None) -> Party:
    """Return a party known by its id only."""
    kind, _, rest = identity.partition(":")
    if kind in BODIES:
        return Party(identity, names_of_codes().get(rest, rest), code or rest, kind)
    person = codebook.load_persons().get(identity)
    return Party(identity, person.name if person else rest.replace("-", " ").title(), code, kind or None)
