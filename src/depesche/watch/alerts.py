"""Asks saved queries of a new article."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from depesche.errors import QueryError, one_of
from depesche.record import Filters, Record
from depesche.record.feeds import KINDS, SavedQuery, raise_alert, saved_queries
from depesche.record.questions.events import find_events
from depesche.record.questions.quotations import find_quotations

_CHANNELS = ("atom", "webhook", "mail")


def check_query(query: SavedQuery) -> None:
    """Raise QueryError for a saved query that can never be answered or delivered."""
    if not query.name.strip() or len(query.name) > 100:
        raise QueryError("A saved query needs a name of 1 to 100 letters.")
    if query.kind not in KINDS:
        raise QueryError(f"kind {query.kind!r} is not known. {one_of(query.kind, KINDS)}")
    if not query.filters:
        raise QueryError("A saved query without any filter would raise an alert for everything. Give at least one.")
    for channel in query.channels:
        kind, _, target = channel.partition(":")
        if kind not in _CHANNELS or not target:
            raise QueryError(f"channel {channel!r} is not known. Write atom:FILE, webhook:URL or mail:ADDRESS.")
    Filters(**query.filters)


def raise_alerts(record: Record, article_id: str, *, now: float) -> int:
    """Ask every saved query of one article and keep what it finds; return how many alerts are new."""
    raised = 0
    for query in record.ask(saved_queries):
        for entry, content in _matches(record, query, article_id):
            raised += record.change(raise_alert, query, entry=entry, article_id=article_id, content=content, now=now)
    return raised


def _matches(record: Record, query: SavedQuery, article_id: str) -> list[tuple[str, dict[str, Any]]]:
    filters = Filters(**{**query.filters, "article": article_id, "limit": 0})
    if query.kind == "events":
        return [(entry.id, asdict(entry)) for entry in record.ask(find_events, filters)]
    return [(entry.id, asdict(entry)) for entry in record.ask(find_quotations, filters)]
