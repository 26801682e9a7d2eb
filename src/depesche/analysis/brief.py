"""What changed since a date: meetings, acts, words, plans, shifts of tone, first contacts, new office-holders, quotations.

Each line has the words it rests on, with outlet and article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from depesche.errors import QueryError
from depesche.record import Filters
from depesche.record.days import known_days
from depesche.record.questions.stats import find_stats

from .brief_changes import first_contacts, offices, quotations, shifts, within
from .brief_lines import LINES, Brief, BriefSection, act_line, dated, entries_of
from .coded import quad_of, score_of
from .loading import LightEvent, light_events

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
    happened = list(within(light_events(connection, window), first, until))
    sections = [
        *_act_sections(connection, happened),
        _acts(
            connection,
            "plans",
            "Announced or planned",
            within(light_events(connection, replace(window, status="planned")), first, None),
        ),
        shifts(connection, happened, window, until),
        first_contacts(connection, happened, first),
        offices(connection, window),
        quotations(connection, window),
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
    entries = entries_of(connection, [event.id for event in chosen])
    lines = [act_line(connection, entry) for entry in entries]
    return BriefSection(kind=kind, title=title, lines=dated(lines), more=max(0, len(told) - len(lines)))


def _latest(event: LightEvent) -> int:
    """A key that sorts later events first."""
    days = known_days(event.date or event.published)[0]
    return -date.fromisoformat(days).toordinal() if days else 0
