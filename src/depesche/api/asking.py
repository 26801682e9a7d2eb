"""Questions to a record. Lists are `Listing`s: latest first, in the same order in every call, with a cursor for the next page.

Every function raises QueryError for a question that cannot be answered and RecordError where the record fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from depesche.record import (
    ActorEntry,
    ActorView,
    ArticleEntry,
    ArticleView,
    DyadView,
    EventEntry,
    Facet,
    Filters,
    HappeningEntry,
    HappeningView,
    Listing,
    MeetingEntry,
    PositionEntry,
    QuotationEntry,
    Record,
    SearchHit,
    Stats,
    TimelineEntry,
)
from depesche.record.questions.actors import find_actors, view_actor
from depesche.record.questions.articles import find_articles, view_article
from depesche.record.questions.dyads import view_dyad
from depesche.record.questions.events import (
    event_entries,
    event_key,
    find_events,
    find_events_by_id,
    find_meetings,
)
from depesche.record.questions.facets import find_facets
from depesche.record.questions.happenings import find_happenings, view_happening
from depesche.record.questions.positions import find_positions
from depesche.record.questions.quotations import find_quotations, quotation_entries, quotation_key
from depesche.record.questions.searching import find_hits
from depesche.record.questions.stats import find_stats
from depesche.record.questions.timeline import find_timeline

ALL = Filters()


def open_record(path: str | Path, *, create: bool = False) -> Record:
    """Return the record at a file or `postgresql://` address.

    Raises RecordError if it is none, or if there is none and `create` is not set; RecordVersionError if it is newer.
    """
    return Record(path, create=create)


def events(record: Record, filters: Filters = ALL) -> Listing[EventEntry]:
    """Return the events that match."""
    return record.ask(find_events, filters)


def event(record: Record, identity: str) -> EventEntry | None:
    """Return one event, None if it is not in the record."""
    key = record.ask(event_key, identity)
    return record.ask(event_entries, [key])[0] if key is not None else None


def events_by_id(record: Record, ids: Sequence[str]) -> list[EventEntry]:
    """Return the events of these ids, in their order, without those that are not in the record."""
    return record.ask(find_events_by_id, ids)


def meetings(record: Record, filters: Filters = ALL) -> Listing[MeetingEntry]:
    """Return the meetings, visits and talks that match, with format, venue, duration, occasion and claims."""
    return record.ask(find_meetings, filters)


def quotes(record: Record, filters: Filters = ALL) -> Listing[QuotationEntry]:
    """Return the quotations that match; `actor` is the speaker, `recipient` the addressee."""
    return record.ask(find_quotations, filters)


def quote(record: Record, identity: str) -> QuotationEntry | None:
    """Return one quotation, None if it is not in the record."""
    key = record.ask(quotation_key, identity)
    return record.ask(quotation_entries, [key])[0] if key is not None else None


def positions(record: Record, filters: Filters = ALL) -> Listing[PositionEntry]:
    """Return the positions that match; `actor` is the holder, `recipient` the target."""
    return record.ask(find_positions, filters)


def articles(record: Record, filters: Filters = ALL) -> Listing[ArticleEntry]:
    """Return the articles that match; dates are those of publication, `party` is anyone named."""
    return record.ask(find_articles, filters)


def article(record: Record, identity: str) -> ArticleView | None:
    """Return an article with its text, all layers with their spans, entries and copies; None if it is not there."""
    return record.ask(view_article, identity)


def happenings(record: Record, filters: Filters = ALL) -> Listing[HappeningEntry]:
    """Return the happenings of which a report tells that matches."""
    return record.ask(find_happenings, filters)


def happening(record: Record, identity: str) -> HappeningView | None:
    """Return a happening, given by its id or that of any of its events; None if it is not in the record."""
    return record.ask(view_happening, identity)


def actors(record: Record, filters: Filters = ALL) -> Listing[ActorEntry]:
    """Return actors, most mentioned first; `party` looks for a name or code."""
    return record.ask(find_actors, filters)


def actor(
    record: Record, wanted: str, filters: Filters | None = None, *, meetings: int | None = None
) -> ActorView | None:
    """Return an actor by code, id or name in any transcription; None if it is not in the record.

    `filters` limits the events, meetings and statements shown (10 of each without), `meetings` these alone.
    """
    return record.ask(view_actor, wanted, filters or Filters(limit=10), meetings)


def dyad(
    record: Record, a: str, b: str, filters: Filters = ALL, *, timeline: bool = True, meetings: int = 10
) -> DyadView:
    """Return what `a` and `b` do to each other: counts and tone both ways, meetings, timeline, a page of events.

    `meetings` is how many of the latest are shown. Without `timeline` that one is empty, and a busy dyad is answered sooner.
    """
    return record.ask(view_dyad, a, b, filters, timeline, meetings)


def timeline(record: Record, filters: Filters = ALL, grain: str = "month") -> list[TimelineEntry]:
    """Return counts and tone of the events that match by `day`, `week`, `month`, `quarter` or `year`, earliest first."""
    return record.ask(find_timeline, filters, grain)


def search(record: Record, text: str, filters: Filters = ALL, *, kind: str | None = None) -> Listing[SearchHit]:
    """Return where words stand in articles, quotations and evidence, latest article first.

    `text` takes words (all must be there), "phrases", prefix*, AND, OR, NOT (or -word) and brackets; letters with and
    without marks are alike ("aussenminister" finds "Außenminister"). `kind` asks for `quotation` or `event` only.
    """
    return record.ask(find_hits, text, filters, kind)


def facets(record: Record, filters: Filters = ALL) -> dict[str, list[Facet]]:
    """Return the values among the latest 20,000 events that match, for `actor`, `dyad`, `type`, `quad`, `status`, `place`, `outlet`, `language`."""
    return record.ask(find_facets, replace(filters, cursor=None))


def stats(record: Record) -> Stats:
    """Return what the record holds and an id of its content."""
    return record.ask(find_stats)
