"""What the report page shows: an article of the record with its corrections, or a reading made a moment ago."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from depesche import codebook
from depesche.model import Document, Event, Quotation, Span
from depesche.record import ArticleEntry, ArticleView, EventEntry, Party, PositionEntry, QuotationEntry

from .layers import Layer, Paragraph, cut
from .names import as_party, speaker_name
from .wording import IMPLIED_PLACES


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An article with its layers, ready to be shown."""

    document: Document
    paragraphs: list[Paragraph]
    events: Sequence[EventEntry]
    quotations: Sequence[QuotationEntry]
    positions: Sequence[PositionEntry]
    copies: Sequence[ArticleEntry]
    kept: bool
    """Whether it is in the record."""

    @property
    def title(self) -> Paragraph | None:
        """The headline, where it stands first."""
        first = self.paragraphs[0] if self.paragraphs else None
        return first if first is not None and first.kind == "headline" else None

    @property
    def body(self) -> list[Paragraph]:
        """The blocks after the headline."""
        return self.paragraphs[1:] if self.title is not None else self.paragraphs

    @property
    def implying(self) -> bool:
        """Whether an event has participants or a place that its words do not name."""
        return any(implies(event) for event in self.events)

    @property
    def speakers(self) -> list[tuple[str | None, list[QuotationEntry]]]:
        """The quotations by speaker, speakers in the order of the text; None for the unnamed."""
        found: dict[str | None, list[QuotationEntry]] = {}
        for quotation in self.quotations:
            found.setdefault(speaker_name(quotation) if quotation.speaker else None, []).append(quotation)
        return list(found.items())


def implies(entry: EventEntry) -> bool:
    """Return whether participants or the place of an event are only implied."""
    return bool(entry.implied) or entry.place_basis in IMPLIED_PLACES


def report_of_view(view: ArticleView) -> Report:
    """Return the report of an article in the record."""
    return _report(view.document, view.events, view.quotations, view.positions, view.copies, kept=True)


def report_of_document(document: Document) -> Report:
    """Return the report of a reading that is not kept."""
    parties = {actor.id: as_party(actor) for actor in document.actors}
    events = [_event(document, event, parties) for event in document.events]
    quotations = [_quotation(document, number, one, parties) for number, one in enumerate(document.quotations)]
    positions = [
        PositionEntry(
            **_head(document, f"position-{number}", one.evidence),  # type: ignore[arg-type]
            holder=parties[one.holder],
            target=parties[one.target],
            stance=one.stance,
            evidence=_words(document, one.evidence),
        )
        for number, one in enumerate(document.positions)
        if one.holder in parties and one.target in parties
    ]
    return _report(document, events, quotations, positions, [], kept=False)


def _report(
    document: Document,
    events: Sequence[EventEntry],
    quotations: Sequence[QuotationEntry],
    positions: Sequence[PositionEntry],
    copies: Sequence[ArticleEntry],
    *,
    kept: bool,
) -> Report:
    layers = [*_own_layers(document), *_entry_layers("event", events), *_entry_layers("quote", quotations)]
    return Report(
        document=document,
        paragraphs=cut(document.article.text, document.article.blocks, layers),
        events=events,
        quotations=quotations,
        positions=positions,
        copies=copies,
        kept=kept,
    )


def _own_layers(document: Document) -> Iterator[Layer]:
    for number, actor in enumerate(document.actors):
        for span in actor.mentions:
            yield Layer(span.start, span.end, "actor", f"actor-{number}")
    for number, timex in enumerate(document.times):
        yield Layer(timex.start, timex.end, "time", f"time-{number}")
    for number, toponym in enumerate(document.places):
        yield Layer(toponym.start, toponym.end, "place", f"place-{number}")


def _entry_layers(kind: str, entries: Iterable[EventEntry | QuotationEntry]) -> Iterator[Layer]:
    for entry in entries:
        for start, end in entry.spans:
            yield Layer(start, end, kind, entry.id)


def _words(document: Document, spans: Iterable[Span]) -> list[str]:
    return [document.article.text[span.start : span.end] for span in spans]


def _head(document: Document, identity: str, spans: Iterable[Span]) -> dict[str, object]:
    article = document.article
    return {
        "id": identity,
        "article": article.id,
        "outlet": article.outlet,
        "language": article.language,
        "published": article.published,
        "headline": article.headline,
        "url": article.url,
        "spans": [(span.start, span.end) for span in spans],
    }


def _event(document: Document, event: Event, parties: dict[str, Party]) -> EventEntry:
    coded = codebook.load_plover().types[event.type]
    place = event.place
    return EventEntry(
        **_head(document, event.id, event.evidence),  # type: ignore[arg-type]
        type=event.type,
        quad=coded.quad,
        score=coded.score,
        modes=list(event.modes),
        contexts=list(event.contexts),
        status=event.status,
        date=event.date.value if event.date else None,
        date_printed=event.date.printed if event.date else None,
        actors=[parties[i] for i in event.actors if i in parties],
        recipients=[parties[i] for i in event.recipients if i in parties],
        place=place.name if place else None,
        country=place.country if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        implied=list(event.implied),
        place_basis=event.place_basis if place else None,
        attribution=list(event.attribution),
        confidence=event.confidence,
        evidence=_words(document, event.evidence),
        happening=event.id,
    )


def _quotation(document: Document, number: int, one: Quotation, parties: dict[str, Party]) -> QuotationEntry:
    speaker = parties.get(one.speaker or "")
    return QuotationEntry(
        **_head(document, f"quotation-{number}", one.content),  # type: ignore[arg-type]
        form=one.form,
        speaker=one.speaker,
        speaker_name=speaker.name if speaker else None,
        speaker_code=speaker.code if speaker else None,
        addressee=list(one.addressee),
        about=[],
        via=list(one.via),
        date=one.date.value if one.date else None,
        medium=one.medium,
        type=one.type,
        cue=" … ".join(_words(document, one.cue)) or None,
        content=" … ".join(_words(document, one.content)),
    )
