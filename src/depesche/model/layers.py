"""What the annotators find: times, places, actors, quotations, events, positions."""

from __future__ import annotations

from dataclasses import dataclass

from .text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression with its TIMEX3 type and value."""

    start: int
    end: int
    type: str
    """`DATE`, `TIME`, `DURATION` or `SET`."""
    value: str
    """TIMEX3 value: `2023-03-02`, `2023-W09`, `PT10M`, `FUTURE_REF` …"""
    date: str | None = None
    """The calendar value that a length points to: of "vor einer Woche" the week before; None where it points to none."""

    @property
    def span(self) -> Span:
        """The printed words."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gazetteer entry; `geonames`, `lat` and `lon` are None where the codebook has none."""

    name: str
    country: str | None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place name in the text and the place it resolves to."""

    start: int
    end: int
    place: Place

    @property
    def span(self) -> Span:
        """The printed words."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name in the text, as the trained tagger sees it; whom it names the actors say."""

    start: int
    end: int
    kind: str
    """`person`, `organisation` or `place`."""
    score: float
    """How sure the tagger is, from 0 to 1."""

    @property
    def span(self) -> Span:
        """The printed words."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Someone who acts or is acted on in one document, with all mentions in text order."""

    id: str
    """`state:RUS`, `org:EU`, `person:sergei-lavrov`, `group:HAMAS`, `collective:WEST`, `unnamed:USA/official`."""
    kind: str
    name: str
    codes: tuple[str, ...] = ()
    """Whom the actor acts for on the article's date: ISO 3166-1 alpha-3 or acronym."""
    sector: str | None = None
    office: str | None = None
    wikidata: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When something happened: EDTF-like value as precise as known, and the words that say so (None if inferred)."""

    value: str
    printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What a report says of a meeting beyond its participants; None where it says nothing."""

    format: str | None = None
    """`in-person`, `phone`, `video` or `multilateral`."""
    venue: str | None = None
    duration: str | None = None
    """ISO 8601 duration, as `PT10M`."""
    duration_status: str | None = None
    """Status of the duration: `reported` where the report has it by hearsay."""
    occasion: str | None = None
    comparison: str | None = None
    """The report's own comparison in its words: "ersten persönlichen Begegnung … seit Beginn des Ukraine-Kriegs"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act of an actor, coded by PLOVER, with the words it rests on."""

    id: str
    type: str
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    status: str = "factual"
    actors: tuple[str, ...] = ()
    """Ids of `Actor`s in the same document."""
    recipients: tuple[str, ...] = ()
    date: EventDate | None = None
    implied: tuple[str, ...] = ()
    """Those of `actors` and `recipients` whom the words do not name but leave no doubt about."""
    place: Place | None = None
    place_basis: str | None = None
    """`named` beside the event, `context` (a sentence before), `scene` (where the report plays) or `dateline`."""
    attribution: tuple[str, ...] = ()
    """Ids of the actors or names of the media that the report names as its source, nearest first."""
    evidence: tuple[Span, ...] = ()
    confidence: float = 0.5
    meeting: Meeting | None = None
    frame: str = ""
    """The lexicon entry that found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Something said, with who said it to whom in which words."""

    form: str
    """`direct`, `indirect`, `free-indirect`, `mixed` or `reported`."""
    content: tuple[Span, ...]
    speaker: str | None = None
    """Id of the speaking `Actor`, None where the text leaves it open."""
    speaker_span: Span | None = None
    addressee: tuple[str, ...] = ()
    addressee_span: Span | None = None
    cue: tuple[Span, ...] = ()
    frame: tuple[Span, ...] = ()
    """The whole announcing clause: speaker, cue and what belongs to them, without the content."""
    via: tuple[str, ...] = ()
    """Media or actors that carry the words, outermost first."""
    date: EventDate | None = None
    place: Place | None = None
    medium: str = "speech"
    """`speech`, `writing` or `thought`."""
    type: str | None = None
    """PLOVER type that the act of saying carries, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a holder stands toward a target."""

    holder: str
    target: str
    stance: str
    """`supports`, `opposes` or `neutral`."""
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFact:
    """An office learnt from the text: person, post, whom it serves, and the words that say so."""

    person: str
    office: str
    code: str
    evidence: tuple[Span, ...]
    new: bool = False
    """Whether the report calls the holder newly in office."""
