"""Documents as rows: what is written of a reading into each table."""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from depesche import codebook
from depesche.model import Actor, Document, Event, Quotation, Span
from depesche.model.serial import dumps

Row = dict[str, object]


def days_of(value: str | None) -> tuple[str | None, str | None]:
    """Return first and last day of a date known to the day, month or year; (None, None) without one."""
    if value is None:
        return None, None
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return f"{value}-01-01", f"{value}-12-31"
    if len(parts) == 2:
        return f"{value}-01", f"{value}-{monthrange(parts[0], parts[1])[1]:02d}"
    return value, value


def _list(values: Sequence[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)


def _code(actor: Actor | None) -> str | None:
    return actor.codes[0] if actor is not None and actor.codes else None


def article_row(document: Document, *, pipeline: str, lexicon: str) -> Row:
    """Return the row of the article with its whole reading."""
    article = document.article
    return {
        "id": article.id,
        "external_id": article.external_id,
        "outlet": article.outlet,
        "url": article.url,
        "language": article.language,
        "published": article.published,
        "headline": article.headline,
        "agencies": _list(article.agencies),
        "text": article.text,
        "reading": dumps(document),
        "pipeline": pipeline,
        "lexicon": lexicon,
        "added": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def actor_rows(document: Document) -> Iterator[Row]:
    """Yield a row for each actor of the document."""
    for actor in document.actors:
        yield {
            "article_id": document.article.id,
            "actor_id": actor.id,
            "kind": actor.kind,
            "name": actor.name,
            "code": _code(actor),
            "sector": actor.sector,
            "office": actor.office,
            "wikidata": actor.wikidata,
            "mentions": len(actor.mentions),
        }


def event_row(document: Document, number: int, event: Event) -> Row:
    """Return the row of one event."""
    first, last = days_of(event.date.value if event.date else None)
    return {
        "id": event.id,
        "article_id": document.article.id,
        "number": number,
        "type": event.type,
        "quad": codebook.load_plover().types[event.type].quad,
        "modes": _list(event.modes),
        "contexts": _list(event.contexts),
        "status": event.status,
        "date": event.date.value if event.date else None,
        "date_printed": event.date.printed if event.date else None,
        "first_day": first,
        "last_day": last,
        "place": event.place.name if event.place else None,
        "country": event.place.country if event.place else None,
        "lat": event.place.lat if event.place else None,
        "lon": event.place.lon if event.place else None,
        "attribution": _list(event.attribution),
        "confidence": event.confidence,
        "frame": event.frame,
    }


def party_rows(event: Event, actors: Mapping[str, Actor]) -> Iterator[Row]:
    """Yield a row for each actor and recipient of an event."""
    for side, ids in (("actor", event.actors), ("recipient", event.recipients)):
        for number, identity in enumerate(ids):
            actor = actors[identity]
            yield {
                "event_id": event.id,
                "side": side,
                "actor_id": identity,
                "code": _code(actor),
                "name": actor.name,
                "number": number,
            }


def quotation_id(document: Document, quotation: Quotation) -> str:
    """Return an id that follows from the article and the words said."""
    spans = "|".join(f"{s.start}-{s.end}" for s in (*quotation.content, *quotation.cue))
    return hashlib.sha256(f"{document.article.id}|{quotation.form}|{spans}".encode()).hexdigest()[:16]


def quotation_row(document: Document, number: int, quotation: Quotation, actors: Mapping[str, Actor]) -> Row:
    """Return the row of one quotation; `about` lists whom its words name."""
    text = document.article.text
    speaker = actors.get(quotation.speaker) if quotation.speaker else None
    first, last = days_of(quotation.date.value if quotation.date else document.article.published)
    about = [
        code
        for actor in document.actors
        if any(span.covers(mention) for span in quotation.content for mention in actor.mentions)
        for code in (actor.id, *actor.codes)
    ]
    return {
        "id": quotation_id(document, quotation),
        "article_id": document.article.id,
        "number": number,
        "form": quotation.form,
        "speaker": quotation.speaker,
        "speaker_name": speaker.name if speaker else None,
        "speaker_code": _code(speaker),
        "addressee": _list(quotation.addressee),
        "about": _list(dict.fromkeys(about)),  # type: ignore[arg-type]
        "via": _list(quotation.via),
        "date": quotation.date.value if quotation.date else None,
        "first_day": first,
        "last_day": last,
        "medium": quotation.medium,
        "type": quotation.type,
        "cue": " … ".join(text[s.start : s.end] for s in quotation.cue) or None,
        "content": " … ".join(text[s.start : s.end] for s in quotation.content),
    }


def evidence_rows(document: Document, owner: str, spans: Sequence[Span]) -> Iterator[Row]:
    """Yield a row for each stretch of words an entry rests on."""
    for number, span in enumerate(spans):
        yield {
            "owner": owner,
            "number": number,
            "article_id": document.article.id,
            "start": span.start,
            "end": span.end,
        }
