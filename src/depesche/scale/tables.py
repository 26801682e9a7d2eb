"""Readings as rows of tables: articles with their whole reading, events, quotations; codes and pairs as in the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from depesche import codebook
from depesche.model import Actor, Document, Event, Quotation, Span
from depesche.record.rows import MUTUAL, pairs_of, quotation_id

Rows = Iterator[dict[str, Any]]
_ARTICLE = {
    "article": "text", "external_id": "text", "outlet": "text", "url": "text", "language": "text", "published": "text",
    "headline": "text", "agencies": "list", "events": "integer", "quotations": "integer", "reading": "text",
}  # fmt: skip
_EVENT = {
    "id": "text", "article": "text", "outlet": "text", "language": "text", "published": "text", "date": "text",
    "day": "text", "type": "text", "modes": "list", "contexts": "list", "quad": "text", "score": "number",
    "status": "text", "actors": "list", "actor_names": "list", "recipients": "list", "recipient_names": "list",
    "pairs": "pairs", "place": "text", "country": "text", "lat": "number", "lon": "number", "attribution": "list",
    "confidence": "number", "starts": "integers", "ends": "integers", "evidence": "list",
}  # fmt: skip
_QUOTATION = {
    "id": "text", "article": "text", "outlet": "text", "language": "text", "published": "text", "date": "text",
    "form": "text", "speaker": "text", "speaker_name": "text", "speaker_code": "text", "addressee": "list",
    "via": "list", "medium": "text", "type": "text", "starts": "integers", "ends": "integers", "content": "list",
}  # fmt: skip
COLUMNS = {"readings": _ARTICLE, "events": _EVENT, "quotations": _QUOTATION}
"""Columns of each table with the kind of their values."""


def schema_of(table: str) -> Any:
    """Return the Arrow schema of a table."""
    import pyarrow

    kinds = {
        "text": pyarrow.string(),
        "list": pyarrow.list_(pyarrow.string()),
        "number": pyarrow.float64(),
        "integer": pyarrow.int64(),
        "integers": pyarrow.list_(pyarrow.int64()),
        "pairs": pyarrow.list_(pyarrow.struct([("a", pyarrow.string()), ("b", pyarrow.string())])),
    }
    return pyarrow.schema([(name, kinds[kind]) for name, kind in COLUMNS[table].items()])


def article_rows(text: str, document: Document) -> Rows:
    """Yield the one row of an article, its reading whole as JSON."""
    article = document.article
    yield {
        "article": article.id,
        "external_id": article.external_id,
        **_report(document),
        "url": article.url,
        "headline": article.headline,
        "agencies": list(article.agencies),
        "events": len(document.events),
        "quotations": len(document.quotations),
        "reading": text,
    }


def event_rows(text: str, document: Document) -> Rows:
    """Yield a row for each event; `day` is its date or, where it has none, that of its report."""
    types = codebook.load_plover().types
    actors = {actor.id: actor for actor in document.actors}
    seen: set[str] = set()
    for event in document.events:
        if event.id in seen:
            continue
        seen.add(event.id)
        kind = types.get(event.type)
        date = event.date.value if event.date else None
        yield {
            "id": event.id,
            "article": document.article.id,
            **_report(document),
            "date": date,
            "day": date if _is_day(date) else document.article.published,
            "type": event.type,
            "modes": list(event.modes),
            "contexts": list(event.contexts),
            "quad": kind.quad if kind else None,
            "score": kind.score if kind else None,
            "status": event.status,
            **_sides(event, actors),
            **_place(event),
            "attribution": list(event.attribution),
            "confidence": event.confidence,
            **_words("evidence", event.evidence, document),
        }


def quotation_rows(text: str, document: Document) -> Rows:
    """Yield a row for each quotation."""
    actors = {actor.id: actor for actor in document.actors}
    seen: set[str] = set()
    for quotation in document.quotations:
        identity = quotation_id(document.article.id, quotation)
        if identity in seen:
            continue
        seen.add(identity)
        yield {"id": identity, **_quotation(quotation, document, actors.get(quotation.speaker or ""))}


def _quotation(quotation: Quotation, document: Document, speaker: Actor | None) -> dict[str, Any]:
    return {
        "article": document.article.id,
        **_report(document),
        "date": quotation.date.value if quotation.date else None,
        "form": quotation.form,
        "speaker": quotation.speaker,
        "speaker_name": speaker.name if speaker else None,
        "speaker_code": _code(speaker),
        "addressee": list(quotation.addressee),
        "via": list(quotation.via),
        "medium": quotation.medium,
        "type": quotation.type,
        **_words("content", quotation.content, document),
    }


def _report(document: Document) -> dict[str, Any]:
    article = document.article
    return {"outlet": article.outlet, "language": article.language, "published": article.published}


def _is_day(date: str | None) -> bool:
    """Whether a date begins with a year, so that it can be ordered."""
    return date is not None and date[:4].isdigit() and len(date) >= 4


def _sides(event: Event, actors: dict[str, Actor]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    codes = []
    for side, ids in (("actor", event.actors), ("recipient", event.recipients)):
        found[f"{side}s"] = list(ids)
        found[f"{side}_names"] = [actors[i].name if i in actors else i for i in ids]
        codes.append([_code(actors.get(i)) for i in ids])
    pairs = sorted(pairs_of(codes[0], codes[1], mutual=event.type in MUTUAL))
    return {**found, "pairs": [{"a": a, "b": b} for a, b, _ in pairs]}


def _code(actor: Actor | None) -> str | None:
    return actor.codes[0] if actor is not None and actor.codes else None


def _place(event: Event) -> dict[str, Any]:
    place = event.place
    if place is None:
        return dict.fromkeys(("place", "country", "lat", "lon"))
    return {"place": place.name, "country": place.country, "lat": place.lat, "lon": place.lon}


def _words(name: str, spans: Sequence[Span], document: Document) -> dict[str, Any]:
    text = document.article.text
    return {
        "starts": [span.start for span in spans],
        "ends": [span.end for span in spans],
        name: [text[span.start : span.end] for span in spans],
    }
