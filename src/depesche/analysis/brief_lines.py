"""Lines and sections of a brief, and how an event becomes a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from depesche.record import EventEntry
from depesche.record import schema as tables
from depesche.record.adding import stored_reading
from depesche.record.copies import origins
from depesche.record.questions.events import event_entries, event_key

LINES = 12
"""Lines of a section at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefLine:
    """One thing that changed."""

    text: str
    """In a few words: "SANCTION: European Union → Belarus"."""
    date: str | None
    sentence: str
    """The words it rests on."""
    outlet: str | None
    published: str | None
    headline: str | None
    url: str | None
    article: str
    id: str
    """Id of the event or quotation; of the article for an office."""
    reports: int = 1
    independent: int = 1
    """Reports that tell of it, and how many of them copy no other."""
    evidence: tuple[str, ...] = ()
    """For shifts and first contacts: ids of the events counted."""
    codes: tuple[str, ...] = ()
    """For shifts from whom to whom, for new offices of which body; `text` has their English names."""
    figures: tuple[float, ...] = ()
    """For shifts: mean score and number of events before, then now."""
    office: str | None = None
    """For new offices: the post."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSection:
    """Lines of one kind, the most recent first."""

    kind: str
    """`meetings`, `conflict`, `cooperation`, `words`, `plans`, `shifts`, `first`, `offices` or `quotations`."""
    title: str
    lines: tuple[BriefLine, ...]
    more: int
    """Further ones that are not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What changed since a day."""

    since: str
    until: str | None
    """Last day looked at: the one asked for, else the last on which the record has an article."""
    events: int
    """Events in this time that are presented as having happened, every happening once."""
    snapshot: str
    sections: tuple[BriefSection, ...]
    """Those that have lines."""


def dated(lines: Iterable[BriefLine]) -> tuple[BriefLine, ...]:
    """Return the lines, latest first."""
    return tuple(sorted(lines, key=lambda line: (line.date or line.published or "", line.id), reverse=True))


def entries_of(connection: Connection, ids: Sequence[str]) -> list[EventEntry]:
    """Return the events of these ids."""
    keys = [key for identity in ids if (key := event_key(connection, identity)) is not None]
    return event_entries(connection, keys)


def act_line(connection: Connection, entry: EventEntry) -> BriefLine:
    """Return an event as a line, with its sentence and its reports."""
    reports, independent = _reports(connection, entry)
    return BriefLine(
        text=_told(entry),
        date=entry.date,
        sentence=_sentence(connection, entry),
        outlet=entry.outlet,
        published=entry.published,
        headline=entry.headline,
        url=entry.url,
        article=entry.article,
        id=entry.id,
        reports=reports,
        independent=independent,
    )


def _sentence(connection: Connection, entry: EventEntry) -> str:
    """The sentences in which the evidence stands, those of the text before that of the headline; two at most."""
    reading = json.loads(stored_reading(connection, entry.article) or "{}")
    text = reading.get("article", {}).get("text", "")
    heads = [(b["start"], b["end"]) for b in reading.get("article", {}).get("blocks", ()) if b["kind"] == "headline"]
    found = [
        (s["start"], s["end"])
        for s in reading.get("sentences", ())
        if any(s["start"] < end and start < s["end"] for start, end in entry.spans)
    ]
    told = [span for span in found if not any(a <= span[0] < b for a, b in heads)] or found
    return words_of([text[start:end] for start, end in told[:2]]) or words_of(entry.evidence)


def _reports(connection: Connection, entry: EventEntry) -> tuple[int, int]:
    event, article = tables.events, tables.articles
    statement = (
        select(article.c.id)
        .join(event, event.c.article_key == article.c.key)
        .where(event.c.happening == entry.happening)
        .distinct()
    )
    ids = list(connection.scalars(statement)) or [entry.article]
    return len(ids), len(set(origins(connection, ids).values())) or 1


def _told(entry: EventEntry) -> str:
    mode = f" ({', '.join(entry.modes)})" if entry.modes else ""
    who = ", ".join(party.name for party in entry.actors) or "unknown"
    whom = ", ".join(party.name for party in entry.recipients)
    hearsay = ", reported" if entry.status == "reported" else ""
    place = f", in {entry.place}" if entry.place else ""
    return f"{entry.type}{mode}: {who}" + (f" → {whom}" if whom else "") + place + hearsay


def words_of(parts: Sequence[str]) -> str:
    """Return words on one line, parts apart by an ellipsis."""
    return " ".join(" … ".join(parts).split())
