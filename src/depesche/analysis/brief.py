"""What changed since a date: meetings, acts, words, plans, shifts of tone, first contacts, new office-holders, quotations.

Each line has the words it rests on, with outlet and article.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from depesche.errors import QueryError
from depesche.record import EventEntry, Filters, QuotationEntry
from depesche.record import schema as tables
from depesche.record.adding import stored_reading
from depesche.record.copies import origins
from depesche.record.days import known_days
from depesche.record.keys import DAY_SHIFT, day_number
from depesche.record.questions.events import event_entries, event_key
from depesche.record.questions.quotations import find_quotations
from depesche.record.questions.stats import find_stats
from depesche.record.who import names_of_codes

from .coded import quad_of, score_of
from .loading import LightEvent, light_events
from .ties import Tie, gather

LINES = 12
"""Lines of a section at most."""
_LEAST, _SHIFT = 3, 2.0
"""Events on each side, and change of the mean value, from which a shift of tone is told."""


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


_SECTIONS: tuple[tuple[str, str, Callable[[LightEvent], bool]], ...] = (
    ("meetings", "Meetings and talks", lambda e: e.type == "CONSULT"),
    ("conflict", "Material conflict", lambda e: quad_of(e) == "material conflict"),
    ("cooperation", "Cooperation and agreements", lambda e: quad_of(e) == "material cooperation" or e.type == "AGREE"),
    ("words", "Threats, demands, accusations, support", lambda e: e.type not in ("CONSULT", "AGREE")),
)


def make_brief(connection: Connection, since: str, filters: Filters) -> Brief:
    """Return what changed since a date (`YYYY[-MM[-DD]]`) among the events that match the filters.

    Raises QueryError for a date that is none.
    """
    first = known_days(since)[0]
    if first is None:
        raise QueryError(f"since {since!r} is no date. Write YYYY, YYYY-MM or YYYY-MM-DD.")
    stats = find_stats(connection)
    window = replace(filters, since=first, status=None)
    until = known_days(filters.until)[1] if filters.until else stats.last
    happened = list(light_events(connection, window))
    sections = [
        *_act_sections(connection, happened),
        _acts(connection, "plans", "Announced or planned", light_events(connection, replace(window, status="planned"))),
        _shifts(connection, happened, window, until),
        _first_contacts(connection, happened, first),
        _offices(connection, window),
        _quotations(connection, window),
    ]
    return Brief(
        since=first,
        until=until,
        events=len({event.happening for event in happened}),
        snapshot=stats.snapshot,
        sections=tuple(section for section in sections if section.lines),
    )


def _act_sections(connection: Connection, events: Sequence[LightEvent]) -> list[BriefSection]:
    """Every event in the first section that it fits."""
    left = list(events)
    sections = []
    for kind, title, fits in _SECTIONS:
        sections.append(_acts(connection, kind, title, (event for event in left if fits(event))))
        left = [event for event in left if not fits(event)]
    return sections


def _acts(connection: Connection, kind: str, title: str, events: Iterable[LightEvent]) -> BriefSection:
    """The happenings with most reports, farthest from zero; each told in the words of its earliest report."""
    told: dict[str, list[LightEvent]] = {}
    for event in events:
        told.setdefault(event.happening, []).append(event)
    ranked = sorted(told.values(), key=lambda same: (-len(same), -abs(score_of(same[0])), _latest(same[0])))
    chosen = [min(same, key=lambda e: (e.published or "9999", e.id)) for same in ranked[:LINES]]
    entries = _entries(connection, [event.id for event in chosen])
    lines = [_act_line(connection, entry) for entry in entries]
    return BriefSection(kind=kind, title=title, lines=_dated(lines), more=max(0, len(told) - len(lines)))


def _latest(event: LightEvent) -> int:
    """A key that sorts later events first."""
    days = known_days(event.date or event.published)[0]
    return -date.fromisoformat(days).toordinal() if days else 0


def _dated(lines: Iterable[BriefLine]) -> tuple[BriefLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.date or line.published or "", line.id), reverse=True))


def _entries(connection: Connection, ids: Sequence[str]) -> list[EventEntry]:
    keys = [key for identity in ids if (key := event_key(connection, identity)) is not None]
    return event_entries(connection, keys)


def _act_line(connection: Connection, entry: EventEntry) -> BriefLine:
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
    return _words([text[start:end] for start, end in told[:2]]) or _words(entry.evidence)


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


def _words(parts: Sequence[str]) -> str:
    return " ".join(" … ".join(parts).split())


def _shifts(connection: Connection, events: Sequence[LightEvent], window: Filters, until: str | None) -> BriefSection:
    """Pairs whose mean value differs from the one in as many days before."""
    assert window.since is not None
    start = date.fromisoformat(window.since)
    days = max(1, (date.fromisoformat(until) - start).days + 1) if until else 1
    before = replace(
        window, since=(start - timedelta(days=days)).isoformat(), until=(start - timedelta(days=1)).isoformat()
    )
    now, then = gather(events, once=True).pairs, gather(light_events(connection, before), once=True).pairs
    found: list[tuple[float, tuple[str, str], Tie, Tie]] = []
    for pair, tie in now.items():
        past = then.get(pair)
        if past is None or tie.events < _LEAST or past.events < _LEAST:
            continue
        change = tie.total / tie.events - past.total / past.events
        if abs(change) >= _SHIFT:
            found.append((change, pair, tie, past))
    found.sort(key=lambda row: (-abs(row[0]), row[1]))
    lines = [_shift_line(connection, *row) for row in found[:LINES]]
    return BriefSection(kind="shifts", title="Shifts of tone", lines=tuple(lines), more=max(0, len(found) - len(lines)))


def _shift_line(connection: Connection, change: float, pair: tuple[str, str], tie: Tie, past: Tie) -> BriefLine:
    """Told with the event that pulls most into the new direction."""
    pulls = max(zip(tie.scores, tie.ids, strict=True), key=lambda item: (item[0] if change > 0 else -item[0], item[1]))
    (entry,) = _entries(connection, [pulls[1]])
    text = (
        f"{_name(pair[0])} → {_name(pair[1])}: mean {past.total / past.events:+.1f} ({past.events} events before) "
        f"to {tie.total / tie.events:+.1f} ({tie.events})"
    )
    return replace(_act_line(connection, entry), text=text, evidence=tie.evidence)


def _name(key: str) -> str:
    return names_of_codes().get(key, key)


def _first_contacts(connection: Connection, events: Sequence[LightEvent], first: str) -> BriefSection:
    """Pairs of codes of which the record has nothing earlier."""
    ties = gather(events, once=True, kinds=("state", "organisation"))
    table, earliest = tables.pairs, day_number(first) << DAY_SHIFT
    ranked = sorted(ties.pairs.items(), key=lambda item: (-item[1].events, item[0]))
    if not connection.scalar(select(tables.events.c.key).where(tables.events.c.key < earliest).limit(1)):
        return BriefSection(kind="first", title="First contacts in the record", lines=(), more=0)
    new: list[tuple[tuple[str, str], Tie]] = []
    for pair, tie in ranked:
        oldest = connection.scalar(
            select(func.min(table.c.event_key)).where(table.c.a == pair[0], table.c.b == pair[1])
        )
        mirrored = (pair[1], pair[0]) in {known for known, _ in new} and pair[0] > pair[1]
        if oldest is not None and oldest >= earliest and not mirrored:
            new.append((pair, tie))
    lines = []
    for pair, tie in new[:LINES]:
        (entry,) = _entries(connection, [tie.ids[-1]])
        text = f"{_name(pair[0])} → {_name(pair[1])}: {entry.type}"
        lines.append(replace(_act_line(connection, entry), text=text, evidence=tie.evidence))
    return BriefSection(
        kind="first", title="First contacts in the record", lines=_dated(lines), more=max(0, len(new) - len(lines))
    )


def _offices(connection: Connection, window: Filters) -> BriefSection:
    """Holders whom reports call newly in office."""
    if window.actor or window.recipient or window.type:
        return BriefSection(kind="offices", title="New in office", lines=(), more=0)
    office, article, actor, reading = tables.offices, tables.articles, tables.actors, tables.readings
    statement = (
        select(office.c.office, office.c.code, office.c.spans, actor.c.name, office.c.person, reading.c.text, article)
        .join(article, article.c.key == office.c.article_key)
        .join(reading, reading.c.article_key == article.c.key)
        .outerjoin(actor, actor.c.id == office.c.person)
        .where(office.c.new == 1, article.c.published >= window.since)
        .order_by(article.c.key.desc(), office.c.person)
    )
    if window.until is not None:
        statement = statement.where(article.c.published <= known_days(window.until)[1])
    found = connection.execute(statement).mappings().all()
    lines = [
        BriefLine(
            text=f"{row['name'] or row['person']}: {row['office']} of {_name(row['code'])}",
            date=row["published"],
            sentence=_spanned(row["text"], row["spans"]),
            outlet=row["outlet"],
            published=row["published"],
            headline=row["headline"],
            url=row["url"],
            article=row["id"],
            id=row["id"],
        )
        for row in found[:LINES]
    ]
    return BriefSection(kind="offices", title="New in office", lines=tuple(lines), more=max(0, len(found) - len(lines)))


def _spanned(text: str, spans: str) -> str:
    return _words([text[start:end] for start, end in json.loads(spans)])


def _quotations(connection: Connection, window: Filters) -> BriefSection:
    """The latest direct words of speakers who act for somebody."""
    asked = replace(window, form="direct,mixed", type=None, quad=None, place=None, limit=200, offset=0, cursor=None)
    found = [quotation for quotation in find_quotations(connection, asked) if quotation.speaker_code is not None]
    lines = tuple(_quotation_line(quotation) for quotation in found[:LINES])
    return BriefSection(
        kind="quotations", title="In their own words", lines=lines, more=max(0, len(found) - len(lines))
    )


def _quotation_line(quotation: QuotationEntry) -> BriefLine:
    name, code = quotation.speaker_name or "unknown", quotation.speaker_code
    return BriefLine(
        text=name if _name(code or "") == name else f"{name} ({code})",
        date=quotation.date,
        sentence=_words([quotation.content]),
        outlet=quotation.outlet,
        published=quotation.published,
        headline=quotation.headline,
        url=quotation.url,
        article=quotation.article,
        id=quotation.id,
    )
