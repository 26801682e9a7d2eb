"""The record: readings kept in one SQLite file or PostgreSQL database, added once, asked by filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, select

from depesche.model import Document

from . import engines, schema
from .adding import Prepared, Reading, add_readings
from .entries import ArticleEntry, EventEntry, MeetingEntry, PositionEntry, QuotationEntry
from .filters import Filters
from .listing import Listing
from .migrate import prepare
from .views import HappeningEntry

T = TypeVar("T")
P = ParamSpec("P")


class Record:
    """A record file or database; made if it does not exist. Use it as a context manager, or call `close()`.

    `path` is a file name or an address as `postgresql://user@host/name`. Raises RecordError, RecordVersionError.
    """

    def __init__(self, path: str | Path = "depesche.db", *, create: bool = True) -> None:
        self.name = str(path)
        if not engines.is_address(self.name) and self.name != ":memory:":
            engines.check_file(Path(path), create=create)
        self._engine = engines.open_engine(self.name)
        self._written = False
        prepare(self._engine, self.name)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the record; what was written is counted for the store's planner, or it may take a wrong index."""
        if self._written:
            engines.count_for_planner(self._engine)
        self._engine.dispose()

    def ask(self, question: Callable[Concatenate[Connection, P], T], *args: P.args, **options: P.kwargs) -> T:
        """Return the answer to a question, asked of one unchanging state of the record."""
        with engines.reading(self._engine, self.name) as connection:
            return question(connection, *args, **options)

    def change(self, act: Callable[Concatenate[Connection, P], T], *args: P.args, **options: P.kwargs) -> T:
        """Return what `act` returns, done in one transaction."""
        self._written = True
        with engines.writing(self._engine, self.name) as connection:
            return act(connection, *args, **options)

    def holds(self, article_id: str) -> bool:
        """Return whether the article is in the record."""
        return (
            self.ask(lambda c: c.scalar(select(schema.articles.c.key).where(schema.articles.c.id == article_id)))
            is not None
        )

    def add(self, document: Document, *, pipeline: str, lexicon: str) -> bool:
        """Write a reading in one transaction; return False where the article is there, read by the same version."""
        return self.add_all([Reading(document, pipeline, lexicon)])[0]

    def add_all(self, readings: Sequence[Reading | Prepared], *, link: bool = True) -> list[bool]:
        """Write readings in one transaction, all or none; return for each whether it was new or read anew.

        Readings may come as rows that other processes prepared (`prepare_reading`), which saves half of the work here.
        """
        return self.change(add_readings, readings, link=link)

    def reading(self, article_id: str) -> str | None:
        """Return the stored reading of an article as JSON, None if it is not in the record."""
        from .adding import stored_reading

        return self.ask(stored_reading, article_id)

    def events(self, filters: Filters | None = None, **wanted: Any) -> Listing[EventEntry]:
        """Return the events that match, latest first; `wanted` takes the fields of `Filters`."""
        from .questions.events import find_events

        return self.ask(find_events, _filters(filters, wanted))

    def meetings(self, filters: Filters | None = None, **wanted: Any) -> Listing[MeetingEntry]:
        """Return the meetings that match, latest first."""
        from .questions.events import find_meetings

        return self.ask(find_meetings, _filters(filters, wanted))

    def quotations(self, filters: Filters | None = None, **wanted: Any) -> Listing[QuotationEntry]:
        """Return the quotations that match, latest first."""
        from .questions.quotations import find_quotations

        return self.ask(find_quotations, _filters(filters, wanted))

    def positions(self, filters: Filters | None = None, **wanted: Any) -> Listing[PositionEntry]:
        """Return the positions that match, latest first."""
        from .questions.positions import find_positions

        return self.ask(find_positions, _filters(filters, wanted))

    def articles(self, filters: Filters | None = None, **wanted: Any) -> Listing[ArticleEntry]:
        """Return the articles that match, latest first."""
        from .questions.articles import find_articles

        return self.ask(find_articles, _filters(filters, wanted))

    def happenings(self, filters: Filters | None = None, **wanted: Any) -> Listing[HappeningEntry]:
        """Return the happenings that match, latest first."""
        from .questions.happenings import find_happenings

        return self.ask(find_happenings, _filters(filters, wanted))


def _filters(filters: Filters | None, wanted: dict[str, Any]) -> Filters:
    return filters if filters is not None else Filters(**wanted)
