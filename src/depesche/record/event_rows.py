"""Events as rows: themselves, who takes part, the pairs of codes between which they happen, and meetings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from depesche.model import Document, Event, Meeting

from .days import known_days
from .keys import MOST, dating_of, entry_key, status_number
from .row_source import MUTUAL, Row, Rows, Source, list_text, spans_text
from .series import series_of
from .signatures import Signatures

_PAIRED = 6
"""Participants of one side that are paired; a summit of twenty is no dyad of each two."""


def event_rows(source: Source) -> Rows:
    """Rows of events, their parties, pairs and meetings."""
    found: Rows = {"event": [], "party": [], "pair": [], "meeting": []}
    taken: set[str] = set()
    signatures = Signatures(source.document)
    for number, event in enumerate(source.document.events[:MOST]):
        if event.id in taken:
            continue
        taken.add(event.id)
        when = event.date.value if event.date and known_days(event.date.value)[0] else source.document.article.published
        key = entry_key(when, slot=source.slot, number=number, type=event.type)
        found["event"].append(_event(source, event, key, signatures.of(event)))
        found["party"] += _parties(source, event, key)
        found["pair"] += _pairs(source, event, key)
        if event.type in MUTUAL:
            row = _meeting_row(event.meeting or Meeting(), key, source.document, event)
            if any(value is not None for name, value in row.items() if name != "event_key"):
                found["meeting"].append(row)
    return found


def _event(source: Source, event: Event, key: int, signature: str) -> Row:
    place = event.place
    return {
        "key": key,
        "id": event.id,
        "article_key": source.key,
        "type": event.type,
        "modes": list_text(event.modes),
        "contexts": list_text(event.contexts),
        "status": event.status,
        "date": event.date.value if event.date else None,
        "date_printed": event.date.printed if event.date else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "implied": list_text([i for i in event.implied if i in event.actors or i in event.recipients]),
        "place_basis": event.place_basis if place else None,
        "attribution": list_text(event.attribution),
        "confidence": event.confidence,
        "spans": spans_text(event.evidence),
        "signature": signature,
        **source.flags(event.id),
    }


def _parties(source: Source, event: Event, key: int) -> Iterator[Row]:
    for side, ids in (("a", event.actors), ("r", event.recipients)):
        for number, identity in enumerate(ids):
            code = source.code(identity)
            yield {"event_key": key, "side": side, "number": number, "actor_id": identity, "code": code}


def _pairs(source: Source, event: Event, key: int) -> Iterator[Row]:
    one, other = ([source.code(i) for i in ids] for ids in (event.actors, event.recipients))
    status = status_number(event.status)
    dating = dating_of(event.date.value if event.date else None, source.document.article.published)
    for a, b, mutual in sorted(pairs_of(one, other, mutual=event.type in MUTUAL)):
        yield {"a": a, "b": b, "event_key": key, "mutual": mutual, "status": status, "dating": dating}


def pairs_of(
    acting: Sequence[str | None], receiving: Sequence[str | None], *, mutual: bool
) -> set[tuple[str, str, int]]:
    """Return (a, b, mutual) for the codes between which an event happens; ("A", "", 0) for one without recipient."""
    one = [code for code in dict.fromkeys(acting) if code][:_PAIRED]
    other = [code for code in dict.fromkeys(receiving) if code][:_PAIRED]
    if mutual:
        every = list(dict.fromkeys([*one, *other]))
        found = {(a, b, 1) for a in every for b in every if a != b}
    else:
        found = {(a, b, 0) for a in one for b in other}
    return found or {(a, "", 0) for a in (one or other)}


def _meeting_row(meeting: Meeting, key: int, document: Document, event: Event) -> Row:
    return {
        "event_key": key,
        "format": meeting.format,
        "venue": meeting.venue,
        "duration": meeting.duration,
        "duration_status": meeting.duration_status,
        "occasion": meeting.occasion,
        "comparison": meeting.comparison,
        "series": series_of(meeting, document, event),
    }
