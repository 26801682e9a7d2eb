"""Plain tables: events as CSV and Parquet, one row an event, every field of the entry and its words."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

from depesche.errors import ExchangeError

from .citation import Citation
from .reports import EventRow

_TEXT, _LIST, _NUMBER, _SPANS, _INTEGER, _FLAG = "text", "list", "number", "spans", "integer", "flag"
COLUMNS = {
    "id": _TEXT,
    "date": _TEXT,
    "date_printed": _TEXT,
    "type": _TEXT,
    "modes": _LIST,
    "contexts": _LIST,
    "quad": _TEXT,
    "score": _NUMBER,
    "status": _TEXT,
    "actor_ids": _LIST,
    "actor_names": _LIST,
    "actor_codes": _LIST,
    "actor_sectors": _LIST,
    "recipient_ids": _LIST,
    "recipient_names": _LIST,
    "recipient_codes": _LIST,
    "recipient_sectors": _LIST,
    "place": _TEXT,
    "country": _TEXT,
    "lat": _NUMBER,
    "lon": _NUMBER,
    "geonames": _INTEGER,
    "attribution": _LIST,
    "confidence": _NUMBER,
    "happening": _TEXT,
    "judged": _FLAG,
    "article": _TEXT,
    "outlet": _TEXT,
    "language": _TEXT,
    "published": _TEXT,
    "headline": _TEXT,
    "url": _TEXT,
    "spans": _SPANS,
    "evidence": _LIST,
}
"""Columns of both formats with the kind of their values."""

_GROUP = 10_000
"""Rows of one Parquet row group."""


def values_of(row: EventRow) -> dict[str, object]:
    """Return the values of `COLUMNS` for one event."""
    event = row.event
    found: dict[str, object] = {
        name: getattr(event, name)
        for name in COLUMNS
        if name.partition("_")[0] not in ("actor", "recipient", "geonames")
    }
    for side, parties in (("actor", row.actors), ("recipient", row.recipients)):
        found[f"{side}_ids"] = [party.id for party in parties]
        found[f"{side}_names"] = [party.name for party in parties]
        found[f"{side}_codes"] = [party.code or "" for party in parties]
        found[f"{side}_sectors"] = [party.sector or "" for party in parties]
    found["geonames"] = row.geonames
    found["spans"] = [list(span) for span in event.spans]
    return found


def csv_line(values: Iterable[object]) -> bytes:
    """Return one line of CSV: lists parted by `; `, spans as `12-40`, None as an empty cell.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n").writerow([_cell(value) for value in values])
    return sheet.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        parts = ["-".join(map(str, item)) if isinstance(item, list) else str(item) for item in value]
        return _safe("; ".join(parts)) if any(parts) else ""
    if isinstance(value, bool):
        return str(value).lower()
    return _safe(value) if isinstance(value, str) else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "@", "\t", "\r")) else text


def write_csv(rows: Iterable[EventRow], citation: Citation, sink: BinaryIO) -> int:
    """Write header and rows; return the number of events."""
    sink.write(csv_line(COLUMNS))
    number = 0
    for row in rows:
        values = values_of(row)
        sink.write(csv_line(values[column] for column in COLUMNS))
        number += 1
    return number


def write_parquet(rows: Iterable[EventRow], citation: Citation, sink: BinaryIO) -> int:
    """Write a Parquet file with typed columns and the citation in its metadata; return the number of events.

    Raises ExchangeError where pyarrow is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ExchangeError("parquet: needs pyarrow. Install it with `pip install 'depesche[tables]'`.") from error
    schema = _schema(pyarrow, citation)
    number, left = 0, iter(rows)
    with pyarrow.parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        while group := [values_of(row) for row in islice(left, _GROUP)]:
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
            number += len(group)
    return number


def _schema(pyarrow: Any, citation: Citation) -> Any:
    kinds = {
        _TEXT: pyarrow.string(),
        _LIST: pyarrow.list_(pyarrow.string()),
        _NUMBER: pyarrow.float64(),
        _INTEGER: pyarrow.int64(),
        _FLAG: pyarrow.bool_(),
        _SPANS: pyarrow.list_(pyarrow.list_(pyarrow.int64())),
    }
    fields = [(name, kinds[kind]) for name, kind in COLUMNS.items()]
    return pyarrow.schema(fields, metadata={f"depesche:{name}": value for name, value in citation.fields().items()})
