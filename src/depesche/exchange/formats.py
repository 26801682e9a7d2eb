"""The formats an export can have, and how entries stream into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO, TypeVar

from sqlalchemy import Connection

from depesche.errors import ExchangeError
from depesche.record import EventEntry, Filters, Listing, QuotationEntry
from depesche.record.adding import stored_reading
from depesche.record.questions.events import find_events
from depesche.record.questions.quotations import find_quotations

from .citation import Citation
from .ftm import write_ftm
from .gdelt import write_gdelt
from .geojson import write_geojson
from .gqg import write_gqg, write_gqg_csv
from .plover import write_plover
from .polecat import write_polecat
from .reports import EventRow, QuotationRow, Reports
from .tables import write_csv, write_parquet

T = TypeVar("T", EventEntry, QuotationEntry)

_PAGE = 500
"""Entries fetched at once."""
_REALIS = "factual,reported"


@dataclass(frozen=True, slots=True)
class EventFormat:
    """A format that holds events."""

    write: Callable[[Iterable[EventRow], Citation, BinaryIO], int]
    gloss: str
    holds_status: bool = True
    """Whether it can say that an event is planned, possible or denied; if not, those are left out unless asked for."""


@dataclass(frozen=True, slots=True)
class QuotationFormat:
    """A format that holds quotations."""

    write: Callable[[Iterable[QuotationRow], Citation, BinaryIO], int]
    gloss: str


EVENT_FORMATS: Mapping[str, EventFormat] = {
    "plover-jsonl": EventFormat(write_plover, "PLOVER records, one JSON object a line"),
    "polecat": EventFormat(write_polecat, "tab-separated, the 40 columns of POLECAT", holds_status=False),
    "gdelt": EventFormat(write_gdelt, "tab-separated, the 61 columns of GDELT 2.0 events", holds_status=False),
    "csv": EventFormat(write_csv, "every field of every event, one row an event"),
    "parquet": EventFormat(write_parquet, "the same with types, as Parquet"),
    "ftm": EventFormat(write_ftm, "FollowTheMoney entities, one a line"),
    "geojson": EventFormat(write_geojson, "events with coordinates as points"),
}
QUOTATION_FORMATS: Mapping[str, QuotationFormat] = {
    "gqg": QuotationFormat(write_gqg, "quotations by article like GDELT's quotation graph, one article a line"),
    "gqg-csv": QuotationFormat(write_gqg_csv, "the same with one quotation a row"),
}
GRAPH_FORMATS: Mapping[str, str] = {"graphml": "the signed network of the events"}
FORMATS = (*EVENT_FORMATS, *QUOTATION_FORMATS, *GRAPH_FORMATS)


def check_format(name: str) -> None:
    """Raise ExchangeError for a format that is not known."""
    if name not in FORMATS:
        raise ExchangeError(f"format {name!r} is not known. Use one of {', '.join(FORMATS)}.")


def unknown_import(name: str, known: Iterable[str]) -> ExchangeError:
    """Return the error for a format that cannot be imported."""
    return ExchangeError(f"format {name!r} cannot be imported. Use one of {', '.join(known)}.")


def write_events(connection: Connection, name: str, filters: Filters, citation: Citation, sink: BinaryIO) -> int:
    """Write the events that match in the format `name`; return their number."""
    kind = EVENT_FORMATS[name]
    if not kind.holds_status and filters.status is None:
        filters = replace(filters, status=_REALIS)
    reports = _reports(connection)
    entries = _stream(lambda page: find_events(connection, page), filters)
    return kind.write((reports.event(entry) for entry in entries), citation, sink)


def write_quotations(connection: Connection, name: str, filters: Filters, citation: Citation, sink: BinaryIO) -> int:
    """Write the quotations that match in the format `name`; return their number."""
    reports = _reports(connection)
    entries = _stream(lambda page: find_quotations(connection, page), filters)
    return QUOTATION_FORMATS[name].write((reports.quotation(entry) for entry in entries), citation, sink)


def _reports(connection: Connection) -> Reports:
    return Reports(lambda article: stored_reading(connection, article))


def _stream(ask: Callable[[Filters], Listing[T]], filters: Filters) -> Iterator[T]:
    """All entries page by page, so that memory does not grow with their number; a limit is kept."""
    left = filters.limit or None
    while True:
        page = ask(replace(filters, limit=_PAGE if left is None else min(_PAGE, left)))
        yield from page
        left = None if left is None else left - len(page)
        if page.cursor is None or left == 0:
            return
        filters = replace(filters, cursor=page.cursor, offset=0)
