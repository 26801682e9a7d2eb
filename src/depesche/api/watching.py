"""Follows feeds into a record, and keeps the saved queries that raise alerts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from depesche import pipeline
from depesche.model import Article, Document
from depesche.record import Record
from depesche.record.feeds import (
    Alert,
    FeedState,
    SavedQuery,
    add_query,
    feed_states,
    find_alerts,
    item_counts,
    remove_query,
    saved_queries,
)
from depesche.settings import load_settings
from depesche.watch import Round, Watcher, load_watch
from depesche.watch.alerts import check_query
from depesche.watch.atom import atom_of
from depesche.watch.delivery import Postman

from .serving import add_document

__all__ = [
    "Alert",
    "FeedReport",
    "Round",
    "SavedQuery",
    "add_alert",
    "alert_feed",
    "alerts",
    "feed_reports",
    "remove_alert",
    "saved_alerts",
    "watch",
]

_LONGEST_SLEEP = 60.0


def watch(
    record: Record,
    feeds: str | Path,
    *,
    once: bool = False,
    seconds: float = 30.0,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Round]:
    """Ask the feeds that a TOML file names, put what is new into the record, and yield what each round did.

    Goes on for ever unless `once`; what it knows of the feeds is kept in the record. `seconds` is the longest time for
    one answer. Raises InputError for a file that is not understood.
    """
    settings = load_settings()
    postman = Postman(settings.webhook_secret, settings.smtp, settings.mail_from)
    watcher = Watcher(
        record,
        load_watch(Path(feeds)),
        read=_read,
        add=lambda document: add_document(record, document),
        postman=postman,
        seconds=seconds,
    )
    while True:
        yield watcher.round()
        if once:
            return
        sleep(min(max(watcher.due() - time.time(), 1.0), _LONGEST_SLEEP))


def _read(articles: Sequence[Article]) -> Iterator[Document | Exception]:
    for found in pipeline.read_articles(articles):
        yield found.error if isinstance(found, pipeline.Failure) else found


@dataclass(frozen=True, slots=True)
class FeedReport:
    """What is known of a feed, and its items by state."""

    state: FeedState
    items: dict[str, int]


def feed_reports(record: Record) -> list[FeedReport]:
    """Return what the record knows of every feed that was ever watched into it."""
    counts = record.ask(item_counts)
    return [FeedReport(state, counts.get(state.url, {})) for state in record.ask(feed_states)]


def add_alert(
    record: Record, name: str, *, filters: dict[str, Any], channels: Sequence[str] = (), kind: str = "events"
) -> SavedQuery:
    """Save a query that is asked of every new article; return it. Raises QueryError, or RecordError for a taken name."""
    query = SavedQuery(name, kind, {key: value for key, value in filters.items() if value}, tuple(channels))
    check_query(query)
    record.change(add_query, query, now=time.time())
    return query


def saved_alerts(record: Record) -> list[SavedQuery]:
    """Return the saved queries in order of name."""
    return record.ask(saved_queries)


def remove_alert(record: Record, name: str) -> bool:
    """Remove a saved query and its alerts; return False if there is none."""
    return record.change(remove_query, name)


def alerts(record: Record, name: str | None = None, *, limit: int = 100) -> list[Alert]:
    """Return the alerts of a saved query, or of all, latest first."""
    return record.ask(find_alerts, name, most=limit)


def alert_feed(record: Record, name: str, *, limit: int = 200) -> bytes:
    """Return the alerts of a saved query as an Atom feed."""
    return atom_of(name, alerts(record, name, limit=limit))
