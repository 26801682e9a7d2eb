"""What only a comparison shows: shifts of tone, first contacts; and new office-holders and quotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import Connection, func, select

from depesche.record import Filters, QuotationEntry
from depesche.record import schema as tables
from depesche.record.days import known_days
from depesche.record.keys import DAY_SHIFT, day_number
from depesche.record.questions.quotations import find_quotations
from depesche.record.who import names_of_codes

from .brief_lines import LINES, BriefLine, BriefSection, act_line, dated, entries_of, words_of
from .loading import LightEvent, light_events
from .ties import Tie, gather

_CHECKED = 2000
"""Pairs looked up for first contacts, those with most events first."""
_LEAST, _SHIFT = 3, 2.0
"""Events on each side, and change of the mean value, from which a shift of tone is told."""


def within(events: Iterable[LightEvent], first: str, last: str | None) -> Iterator[LightEvent]:
    """Those that happened in the window; what is known to the month or year counts when its report appears in it."""
    for event in events:
        told = event.published
        vague = event.date is not None and len(event.date) != 10 and told is not None
        if not vague or _appeared(told, first, last):
            yield event


def _appeared(published: str | None, first: str, last: str | None) -> bool:
    earliest, latest = known_days(published)
    return (latest or "") >= first and (last is None or (earliest or "") <= last)


def shifts(connection: Connection, events: Sequence[LightEvent], window: Filters, until: str | None) -> BriefSection:
    """Pairs whose mean value differs from the one in as many days before."""
    assert window.since is not None
    start = date.fromisoformat(window.since)
    days = max(1, (date.fromisoformat(until) - start).days + 1) if until else 1
    earlier, eve = (start - timedelta(days=days)).isoformat(), (start - timedelta(days=1)).isoformat()
    before = light_events(connection, replace(window, since=earlier, until=eve))
    now = gather(events, once=True).pairs
    then = gather(within(before, earlier, eve), once=True).pairs
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
    (entry,) = entries_of(connection, [pulls[1]])
    text = (
        f"{_name(pair[0])} → {_name(pair[1])}: mean {past.total / past.events:+.1f} ({past.events} events before) "
        f"to {tie.total / tie.events:+.1f} ({tie.events})"
    )
    figures = (past.total / past.events, past.events, tie.total / tie.events, tie.events)
    return replace(act_line(connection, entry), text=text, evidence=tie.evidence, codes=pair, figures=figures)


def _name(key: str) -> str:
    return names_of_codes().get(key, key)


def first_contacts(connection: Connection, events: Sequence[LightEvent], first: str) -> BriefSection:
    """Pairs of codes of which the record has nothing earlier."""
    ties = gather(events, once=True, kinds=("state", "organisation"))
    table, earliest = tables.pairs, day_number(first) << DAY_SHIFT
    ranked = sorted(ties.pairs.items(), key=lambda item: (-item[1].events, item[0]))
    if not connection.scalar(select(tables.events.c.key).where(tables.events.c.key < earliest).limit(1)):
        return BriefSection(kind="first", title="First contacts in the record", lines=(), more=0)
    new: list[tuple[tuple[str, str], Tie]] = []
    for pair, tie in ranked[:_CHECKED]:
        oldest = connection.scalar(
            select(func.min(table.c.event_key)).where(table.c.a == pair[0], table.c.b == pair[1])
        )
        mirrored = (pair[1], pair[0]) in {known for known, _ in new} and pair[0] > pair[1]
        if oldest is not None and oldest >= earliest and not mirrored:
            new.append((pair, tie))
    lines = []
    for pair, tie in new[:LINES]:
        (entry,) = entries_of(connection, [tie.ids[-1]])
        text = f"{_name(pair[0])} → {_name(pair[1])}: {entry.type}"
        lines.append(replace(act_line(connection, entry), text=text, evidence=tie.evidence))
    return BriefSection(
        kind="first", title="First contacts in the record", lines=dated(lines), more=max(0, len(new) - len(lines))
    )


def offices(connection: Connection, window: Filters) -> BriefSection:
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
            codes=(row["code"],),
            office=row["office"],
        )
        for row in found[:LINES]
    ]
    return BriefSection(kind="offices", title="New in office", lines=tuple(lines), more=max(0, len(found) - len(lines)))


def _spanned(text: str, spans: str) -> str:
    return words_of([text[start:end] for start, end in json.loads(spans)])


def quotations(connection: Connection, window: Filters) -> BriefSection:
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
        sentence=words_of([quotation.content]),
        outlet=quotation.outlet,
        published=quotation.published,
        headline=quotation.headline,
        url=quotation.url,
        article=quotation.article,
        id=quotation.id,
    )
