"""Documents as the JSON of the contract `depesche-reading/1`, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .document import Document
from .layers import Actor, Event, EventDate, Meeting, OfficeFact, Place, Position, Quotation, Timex
from .text import Block, Issue, Span

SCHEMA = "depesche-reading/1"
Json = dict[str, Any]


def to_json(document: Document) -> Json:
    """Return the reading as plain data, keys in the contract's order."""
    article = document.article
    return {
        "schema": SCHEMA,
        "article": {
            "id": article.id,
            "external_id": article.external_id,
            "language": article.language,
            "outlet": article.outlet,
            "url": article.url,
            "published": article.published,
            "headline": article.headline,
            "dateline": article.dateline,
            "agencies": list(article.agencies),
            "bylines": list(article.bylines),
            "credits": list(article.credits),
            "text": article.text,
            "blocks": [_block(block) for block in article.blocks],
        },
        "sentences": [_span(sentence.span) for sentence in document.sentences],
        "times": [_timex(timex) for timex in document.times],
        "places": [{**_span(toponym.span), **_place(toponym.place)} for toponym in document.places],
        "actors": [_actor(actor) for actor in document.actors],
        "offices": [_office(office) for office in document.offices],
        "events": [_event(event) for event in document.events],
        "quotations": [_quotation(quotation) for quotation in document.quotations],
        "positions": [_position(position) for position in document.positions],
        "issues": [_issue(issue) for issue in document.issues],
    }


def dumps(document: Document, *, indent: int | None = None) -> str:
    """Return the reading as JSON text; the same document always gives the same text."""
    return json.dumps(to_json(document), ensure_ascii=False, indent=indent)


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _spans(spans: Iterable[Span]) -> list[Json]:
    return [_span(span) for span in spans]


def _block(block: Block) -> Json:
    return {"kind": block.kind, "start": block.start, "end": block.end}


def _timex(timex: Timex) -> Json:
    return {**_span(timex.span), "type": timex.type, "value": timex.value}


def _place(place: Place) -> Json:
    return {
        "name": place.name,
        "country": place.country,
        "geonames": place.geonames,
        "lat": place.lat,
        "lon": place.lon,
    }


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.id,
        "kind": actor.kind,
        "name": actor.name,
        "codes": list(actor.codes),
        "sector": actor.sector,
        "office": actor.office,
        "wikidata": actor.wikidata,
        "mentions": _spans(actor.mentions),
    }


def _office(office: OfficeFact) -> Json:
    return {
        "person": office.person,
        "office": office.office,
        "code": office.code,
        "new": office.new,
        "evidence": _spans(office.evidence),
    }


def _date(date: EventDate | None) -> Json | None:
    return None if date is None else {"value": date.value, "printed": date.printed}


def _meeting(meeting: Meeting) -> Json:
    return {
        "format": meeting.format,
        "venue": meeting.venue,
        "duration": meeting.duration,
        "duration_status": meeting.duration_status,
        "occasion": meeting.occasion,
        "comparison": meeting.comparison,
    }


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "type": event.type,
        "modes": list(event.modes),
        "contexts": list(event.contexts),
        "status": event.status,
        "actors": list(event.actors),
        "recipients": list(event.recipients),
        "implied": list(event.implied),
        "date": _date(event.date),
        "place": None if event.place is None else _place(event.place),
        "place_basis": event.place_basis,
        "attribution": list(event.attribution),
        "evidence": _spans(event.evidence),
        "confidence": event.confidence,
        "meeting": None if event.meeting is None else _meeting(event.meeting),
        "frame": event.frame,
    }


def _quotation(quotation: Quotation) -> Json:
    return {
        "form": quotation.form,
        "speaker": quotation.speaker,
        "speaker_span": None if quotation.speaker_span is None else _span(quotation.speaker_span),
        "addressee": list(quotation.addressee),
        "addressee_span": None if quotation.addressee_span is None else _span(quotation.addressee_span),
        "cue": _span(quotation.cue[0]) if quotation.cue else None,
        "cue_spans": _spans(quotation.cue),
        "frame": _spans(quotation.frame),
        "content": _spans(quotation.content),
        "via": list(quotation.via),
        "date": _date(quotation.date),
        "place": None if quotation.place is None else _place(quotation.place),
        "medium": quotation.medium,
        "type": quotation.type,
    }


def _position(position: Position) -> Json:
    return {
        "holder": position.holder,
        "target": position.target,
        "stance": position.stance,
        "evidence": _spans(position.evidence),
    }


def _issue(issue: Issue) -> Json:
    return {"annotator": issue.annotator, "message": issue.message, "start": issue.start, "end": issue.end}
