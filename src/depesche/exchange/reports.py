"""What an export needs beyond an entry: the sentence, the actors' identities, the place's number, out of the reading."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from depesche.record.entries import EventEntry, Party, QuotationEntry

_KEPT = 256
"""Readings kept at hand: entries of one article stand near one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """An actor as its report has it; None where the report or the codebook says nothing."""

    id: str
    name: str
    code: str | None
    kind: str
    sector: str | None = None
    office: str | None = None
    wikidata: str | None = None
    printed: str | None = None
    """Its first mention in the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The parts of a reading that exports use."""

    text: str
    sentences: tuple[tuple[int, int], ...] = ()
    lead: tuple[int, int] | None = None
    """Span of the first paragraph."""
    actors: Mapping[str, Identity] = field(default_factory=dict)
    geonames: Mapping[str, int] = field(default_factory=dict)
    """GeoNames number by event id."""
    agencies: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """An event with what its report says of the actors and around the evidence."""

    event: EventEntry
    report: Report
    actors: tuple[Identity, ...]
    recipients: tuple[Identity, ...]

    @property
    def geonames(self) -> int | None:
        """GeoNames number of the place."""
        return self.report.geonames.get(self.event.id)

    @property
    def words(self) -> str:
        """The words the event rests on, on one line."""
        return line(" … ".join(self.event.evidence))

    @property
    def day(self) -> str | None:
        """The event's date, else that of its report."""
        return self.event.date or self.event.published

    @property
    def sentence(self) -> str:
        """The sentences the evidence stands in as printed; the evidence where sentences are not known."""
        spans = self.event.spans
        found = [(a, b) for a, b in self.report.sentences if any(a < end and start < b for start, end in spans)]
        return " ".join(self.report.text[a:b] for a, b in found) or self.words

    @property
    def sentence_number(self) -> int | None:
        """Number of the first of these sentences, from 1."""
        for number, (start, end) in enumerate(self.report.sentences, start=1):
            if any(start < b and a < end for a, b in self.event.spans):
                return number
        return None

    @property
    def in_lead(self) -> bool:
        """Whether the evidence begins in the first paragraph."""
        lead = self.report.lead
        return lead is not None and bool(self.event.spans) and lead[0] <= self.event.spans[0][0] < lead[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationRow:
    """A quotation with the text around it."""

    quotation: QuotationEntry
    report: Report
    speaker: Identity | None

    def around(self, length: int = 120) -> tuple[str, str]:
        """Return up to `length` characters of text before and after the words said, whole words only."""
        spans, text = self.quotation.spans, self.report.text
        if not spans:
            return "", ""
        start, end = min(a for a, _ in spans), max(b for _, b in spans)
        before, after = text[max(0, start - length) : start], text[end : end + length]
        if start > length:
            before = before.partition(" ")[2]
        if end + length < len(text):
            after = after.rpartition(" ")[0]
        return line(before), line(after)


def line(text: str) -> str:
    """Return the text on one line, every run of white space as one space."""
    return " ".join(text.split())


class Reports:
    """Finds the report of an entry; `read` gives the stored reading of an article as JSON, None if there is none."""

    def __init__(self, read: Callable[[str], str | None]) -> None:
        self._read = read
        self._kept: OrderedDict[str, Report] = OrderedDict()

    def of(self, article: str) -> Report:
        """Return the report, an empty one if the article is not there."""
        known = self._kept.get(article)
        if known is None:
            known = _report(json.loads(self._read(article) or "{}"))
            self._kept[article] = known
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return known

    def event(self, event: EventEntry) -> EventRow:
        """Return the event with its report."""
        report = self.of(event.article)
        return EventRow(
            event=event,
            report=report,
            actors=tuple(_identity(party, report) for party in event.actors),
            recipients=tuple(_identity(party, report) for party in event.recipients),
        )

    def quotation(self, quotation: QuotationEntry) -> QuotationRow:
        """Return the quotation with its report."""
        report = self.of(quotation.article)
        speaker = None
        if quotation.speaker is not None:
            party = Party(quotation.speaker, quotation.speaker_name or quotation.speaker, quotation.speaker_code)
            speaker = _identity(party, report)
        return QuotationRow(quotation=quotation, report=report, speaker=speaker)


def _identity(party: Party, report: Report) -> Identity:
    """The actor as the record has it (corrections included), with what else the report knows."""
    known = report.actors.get(party.id)
    return Identity(
        id=party.id,
        name=line(party.name),
        code=party.code,
        kind=party.kind or (known.kind if known is not None else party.id.partition(":")[0]),
        sector=party.sector or (known.sector if known is not None else None),
        office=known.office if known is not None else None,
        wikidata=known.wikidata if known is not None else None,
        printed=known.printed if known is not None else None,
    )


def _report(reading: dict[str, Any]) -> Report:
    article = reading.get("article") or {}
    text: str = article.get("text") or ""
    paragraphs = ((b["start"], b["end"]) for b in article.get("blocks", ()) if b["kind"] == "paragraph")
    return Report(
        text=text,
        sentences=tuple((s["start"], s["end"]) for s in reading.get("sentences", ())),
        lead=next(paragraphs, None),
        actors={identity.id: identity for identity in _actors(reading, text)},
        geonames={
            event["id"]: event["place"]["geonames"]
            for event in reading.get("events", ())
            if event.get("place") and event["place"].get("geonames")
        },
        agencies=tuple(article.get("agencies", ())),
        bylines=tuple(article.get("bylines", ())),
        places=tuple(dict.fromkeys(place["name"] for place in reading.get("places", ()))),
    )


def _actors(reading: dict[str, Any], text: str) -> Iterator[Identity]:
    for actor in reading.get("actors", ()):
        mentions = actor.get("mentions") or [None]
        codes = actor.get("codes") or [None]
        yield Identity(
            id=actor["id"],
            name=line(actor["name"]),
            code=codes[0],
            kind=actor["kind"],
            sector=actor.get("sector"),
            office=actor.get("office"),
            wikidata=actor.get("wikidata"),
            printed=line(text[mentions[0]["start"] : mentions[0]["end"]]) if mentions[0] else None,
        )
