"""The entries that put reports together: happenings, actors, dyads, judgements."""

from __future__ import annotations

from dataclasses import dataclass, field

from .entries import EventEntry, Facet, MeetingEntry, Party, QuotationEntry, TimelineEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningEntry:
    """What one or several reports tell of: merged best values (most precise date, place, mode)."""

    id: str
    type: str
    quad: str
    score: float
    modes: list[str]
    contexts: list[str]
    status: str
    date: str | None
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    place_basis: str | None = None
    """What the place rests on in the report that tells it."""
    actors: list[Party]
    recipients: list[Party]
    implied: list[str] = field(default_factory=list)
    """Ids of those of them whom no report names."""
    reports: int
    """Articles that tell of it."""
    independent: int
    """Reports that do not copy one another."""
    outlets: list[str]
    languages: list[str]
    earliest: str
    """Id of the article that told of it first."""
    earliest_published: str | None
    headline: str | None
    """Of the earliest article."""
    evidence: list[str]
    """Words of the earliest report."""
    disagreements: list[str]
    """Fields in which reports differ: `date`, `status`, `place`, `actors`, `recipients`, `number`."""


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a disagreement: the value, and who says so in which words."""

    value: str
    event: str
    article: str
    outlet: str | None
    published: str | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field in which reports of one happening differ, with the words of each side."""

    field: str
    versions: list[Version]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementEntry:
    """A kept decision by a rule or a person."""

    id: int
    kind: str
    """`event` (two events are one happening), `actor` (two ids are one actor), `wrong` or `value` (a corrected field)."""
    left: str
    right: str | None
    verdict: str
    """`same`, `different`, `wrong`, `right` or `corrected`."""
    field: str | None
    value: str | None
    by: str
    """A person's name, or the rule with its version."""
    reason: str
    at: str
    """UTC time."""
    score: float | None
    undone: bool
    """Whether a later judgement takes it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningView:
    """A happening whole."""

    entry: HappeningEntry
    events: list[EventEntry]
    """One for each report, earliest first."""
    reasons: list[JudgementEntry]
    """Why they are held to be the same."""
    disagreements: list[Disagreement]
    meeting: MeetingEntry | None
    """For meetings: the fullest account."""
    series: list[MeetingEntry]
    """Other meetings of the same series, latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEntry:
    """A post held, shipped with the codebook or learnt from reports."""

    office: str
    code: str
    start: str | None
    """As precise as known; for learnt offices the first report that says so."""
    end: str | None
    """None where open or unknown; for learnt offices the last report that says so."""
    source: str
    """`codebook` or `reports`."""
    articles: list[str]
    """Ids of articles that say so."""
    words: str | None
    """The words of the first of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry:
    """An actor of the record and how often it is named."""

    id: str
    name: str
    kind: str
    code: str | None
    office: str | None
    """In the latest article that tells one."""
    sector: str | None
    wikidata: str | None
    articles: int
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """Whom an actor deals with, how often and in what tone; who acts side by side with it is none."""

    party: Party
    events: int
    score: float
    """Mean conflict–cooperation value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """An actor whole. `others` lists further actors that the word asked for may mean."""

    entry: ActorEntry
    aliases: list[str]
    """Names under which reports and the codebook know it."""
    ids: list[str]
    """Its own id and those judged the same."""
    offices: list[OfficeEntry]
    counterparts: list[Counterpart]
    meetings: list[MeetingEntry]
    """Last meetings, latest first."""
    acting: list[EventEntry]
    receiving: list[EventEntry]
    said: list[QuotationEntry]
    acts: int
    """Events in which it acts; `receives` and `says` count alike."""
    receives: int
    says: int
    tone_given: float | None
    """Mean conflict–cooperation value of what it does and of what is done to it; None without events."""
    tone_received: float | None
    types: list[Facet]
    others: list[ActorEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadView:
    """What two sides do to each other."""

    a: Party
    b: Party
    forth: int
    """Events of a toward b; `back` the other way; `mutual` meetings and other reciprocal events."""
    back: int
    mutual: int
    tone_forth: float | None
    tone_back: float | None
    types: list[Facet]
    meetings: list[MeetingEntry]
    timeline: list[TimelineEntry]
    """By month."""
    events: list[EventEntry]
    """Page of both directions, latest first."""
    cursor: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something `check` found wrong: where, and what."""

    kind: str
    entry: str
    message: str
