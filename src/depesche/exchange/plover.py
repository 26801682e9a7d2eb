"""PLOVER records as JSON lines: every event with its words, statuses as PLOVER's auxiliary modes.

What PLOVER has no field for stands under `depesche`; other readers pass over it, `importing` reads it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from depesche import codebook

from .cameo import quad_class
from .citation import Citation
from .reports import EventRow, Identity

AUXILIARY = {"planned": "future", "hypothetical": "hypothetical", "denied": "negation"}
"""PLOVER's auxiliary mode for each status that has one."""

Json = dict[str, object]


def write_plover(rows: Iterable[EventRow], citation: Citation, sink: BinaryIO) -> int:
    """Write one event a line; return their number."""
    number = 0
    for row in rows:
        sink.write((json.dumps(_record(row, citation), ensure_ascii=False) + "\n").encode("utf-8"))
        number += 1
    return number


def _record(row: EventRow, citation: Citation) -> Json:
    event = row.event
    auxiliary = AUXILIARY.get(event.status)
    return {
        "id": event.id,
        "date": row.day,
        "actor": [_entity(actor) for actor in row.actors],
        "recipient": [_entity(actor) for actor in row.recipients],
        "has_event": True,
        "event": [event.type],
        "mode": [*event.modes, *([auxiliary] if auxiliary else [])],
        "context": list(event.contexts),
        "event_text": row.words,
        "event_loc": _location(row),
        "quad_code": quad_class(event.quad),
        "event_scale": event.score,
        "text": row.sentence,
        "text_info": _text(row),
        "cite_info": _cited(row, citation),
        "coder": f"depesche {citation.version}",
        "depesche": _own(row),
    }


def _entity(actor: Identity) -> Json:
    return _given(
        {
            "code": actor.code,
            "sector": actor.sector,
            "entity_text": actor.printed or actor.name,
            "identifier_id": actor.wikidata,
            "identifier_text": actor.name,
            "office": actor.office,
            "depesche_id": actor.id,
            "depesche_kind": actor.kind,
        }
    )


def _location(row: EventRow) -> Json | None:
    event = row.event
    if event.place is None and event.country is None:
        return None
    state = codebook.load_states().get(event.country or "")
    return _given(
        {
            "resolved_place": event.place,
            "geonameid": row.geonames,
            "lat": event.lat,
            "lon": event.lon,
            "country": state.name_en if state else None,
            "country_code": event.country,
        }
    )


def _text(row: EventRow) -> Json:
    spans = row.event.spans
    return _given(
        {
            "sequence": row.sentence_number,
            "start": min((a for a, _ in spans), default=None),
            "end": max((b for _, b in spans), default=None),
        }
    )


def _cited(row: EventRow, citation: Citation) -> Json:
    event = row.event
    return _given(
        {
            "corpus": f"Depesche record, snapshot {citation.snapshot}",
            "citation": citation.sentence,
            "url": event.url,
            "title": event.headline,
            "language": event.language,
            "publication": event.outlet,
            "codebook": "PLOVER",
            "version": citation.version,
        }
    )


def _own(row: EventRow) -> Json:
    event = row.event
    return _given(
        {
            "article": event.article,
            "published": event.published,
            "date": event.date,
            "date_printed": event.date_printed,
            "status": event.status,
            "attribution": list(event.attribution),
            "confidence": event.confidence,
            "happening": event.happening,
            "evidence": list(event.evidence),
            "spans": [list(span) for span in event.spans],
        }
    )


def _given(fields: Json) -> Json:
    """Without the fields that say nothing."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
