"""The entries that answer questions about what reports tell: events, meetings, quotations, positions, articles."""

from __future__ import annotations

from dataclasses import dataclass, field

from depesche.model import Document

SpanPair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts, speaks or receives: id, name, and whom they act for."""

    id: str
    name: str
    code: str | None
    kind: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportEntry:
    """What every entry says of the report it comes from."""

    id: str
    article: str
    """Id of the article."""
    outlet: str | None
    language: str
    published: str | None
    headline: str | None
    url: str | None
    spans: list[SpanPair]
    """`[start, end)` of the words in the article's text, in code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry(ReportEntry):
    """An event of the record with its words; corrected values are in place, `judged` says so."""

    type: str
    quad: str
    score: float
    """Conflict–cooperation value of the type, -10 to 10."""
    modes: list[str]
    contexts: list[str]
    status: str
    date: str | None
    """`YYYY[-MM[-DD]]`, None where the report gives none."""
    date_printed: str | None
    actors: list[Party]
    recipients: list[Party]
    implied: list[str] = field(default_factory=list)
    """Ids of those of them whom the words do not name but leave no doubt about."""
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    place_basis: str | None = None
    """What the place rests on: `named`, `context`, `scene` or `dateline`; None without place or where a person set it."""
    attribution: list[str]
    confidence: float
    evidence: list[str]
    """The words, one for each span."""
    happening: str
    """Id of the happening it tells of; its own id where no other report tells of it."""
    judged: bool = False
    """Whether a person corrected a field."""
    wrong: bool = False
    """Whether a person judged it wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A comparison that a report makes ("first meeting in person since …") and what the record says to it."""

    words: str
    kind: str
    """`first`, `count`, `again` or `other`."""
    verdict: str
    """`supported`, `contradicted` or `undecidable`."""
    reason: str
    entry: str | None = None
    """Id of the event that decides it, None where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry(EventEntry):
    """A meeting, visit or talk with what its report says of it; None where it says nothing."""

    format: str | None
    venue: str | None
    duration: str | None
    """ISO 8601."""
    duration_status: str | None
    occasion: str | None
    comparison: str | None
    series: str | None = None
    """Name of the series it belongs to ("G20 foreign ministers"), None if it is in none."""
    claim: Claim | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationEntry(ReportEntry):
    """A quotation of the record."""

    form: str
    speaker: str | None
    """Id of the actor."""
    speaker_name: str | None
    speaker_code: str | None
    addressee: list[str]
    about: list[str]
    """Ids and codes of the actors that the words name."""
    via: list[str]
    date: str | None
    medium: str
    type: str | None
    cue: str | None
    content: str
    """The words, parts joined by " … "."""
    judged: bool = False
    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionEntry(ReportEntry):
    """Where a holder stands toward a target."""

    holder: Party
    target: Party
    stance: str
    evidence: list[str]
    judged: bool = False
    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry:
    """An article of the record with the number of its entries."""

    id: str
    outlet: str | None
    language: str
    published: str | None
    headline: str | None
    url: str | None
    agencies: list[str]
    events: int
    quotations: int
    added: str
    copy_of: str | None = None
    """Id of the earliest article that it copies or is cut from; None if it is its own."""
    share: float | None = None
    """Share of the words of the shorter text found in the other, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """An article whole: its text, its blocks, and every layer with its spans."""

    entry: ArticleEntry
    text: str
    document: Document
    """The reading as first made: blocks, sentences, times, places, actors, offices, issues; sentences hold no tokens."""
    events: list[EventEntry]
    """With corrections, and also those judged wrong."""
    quotations: list[QuotationEntry]
    positions: list[PositionEntry]
    copies: list[ArticleEntry]
    """Other articles of the same origin."""
    pipeline: str
    lexicon: str
    external_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A place where the words searched for stand."""

    id: str
    """Id of the quotation, event or article."""
    kind: str
    """`quotation`, `event` or `article`: the smallest entry whose words match."""
    snippet: str
    marks: list[SpanPair]
    """Where the words stand in the snippet."""
    spans: list[SpanPair]
    """Where the words stand in the article's text."""
    article: str
    outlet: str | None
    language: str
    published: str | None
    headline: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a field and how many entries have it."""

    value: str
    count: int
    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """What happened in one period; a period less precise than the grain ("2023-03" among days) stands for itself."""

    period: str
    """`2023`, `2023-Q1`, `2023-03`, `2023-W09` or `2023-03-02`."""
    events: int
    cooperation: int
    conflict: int
    score: float
    """Mean conflict–cooperation value."""
    types: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What a record holds, and what it was made with."""

    articles: int
    events: int
    quotations: int
    positions: int
    actors: int
    happenings: int
    """Happenings told of by more than one report."""
    judgements: int
    """Judgements by persons."""
    copies: int
    languages: dict[str, int]
    first: str | None
    """First and last day an article was published."""
    last: str | None
    snapshot: str
    """Id that follows from the content: two records with the same articles, readings and judgements have the same."""
    schema: str
    pipelines: dict[str, int]
    lexicons: dict[str, int]
    store: str
    """`sqlite` or `postgresql`."""
