"""The outputs of one shard, written from its spool of readings: always the same bytes for the same readings."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from depesche.errors import InputError, one_of
from depesche.model import Document
from depesche.model.restore import loads

from .manifest import whole
from .reading import Refused
from .tables import Rows, article_rows, event_rows, quotation_rows, schema_of

FORMATS = ("parquet", "jsonl")
_GROUP = 5000
"""Readings of one Parquet row group."""
_TABLES: dict[str, Callable[[str, Document], Rows]] = {
    "readings": article_rows,
    "events": event_rows,
    "quotations": quotation_rows,
}


@dataclass(slots=True)
class Written:
    """Digests of the outputs by path below the folder, and the rows of events and quotations in them."""

    digests: dict[str, str] = field(default_factory=dict)
    events: int = 0
    quotations: int = 0


def check_format(format: str) -> None:
    """Raise InputError for an unknown format or one whose library is missing."""
    if format not in FORMATS:
        raise InputError(f"format {format!r} is not known. {one_of(format, FORMATS)}")
    if format == "parquet":
        try:
            import pyarrow.parquet  # noqa: F401
        except ImportError as error:
            raise InputError(
                "pyarrow is not installed. Install it with `pip install 'depesche[parquet]'`, or use --format jsonl."
            ) from error


def write_outputs(spool: Path, out: Path, name: str, format: str, errors: tuple[tuple[str, Refused], ...]) -> Written:
    """Write readings and errors of a shard; return what was written."""
    written = Written()
    if format == "jsonl":
        _write_lines(spool, out / "readings" / f"{name}.jsonl.gz", written)
    else:
        for table in _TABLES:
            _write_table(spool, out / table / f"{name}.parquet", table, written)
    path = out / "errors" / f"{name}.jsonl"
    if errors:
        with whole(path) as file:
            for source, refused in errors:
                row = {"source": source, "kind": refused.kind, "reason": refused.message}
                file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    else:
        path.unlink(missing_ok=True)
    for other in FORMATS:
        if other != format:
            _remove(out, name, other)
    return Written(
        {str(p.relative_to(out)): _digest(p) for p in _paths(out, name, format)}, written.events, written.quotations
    )


def _paths(out: Path, name: str, format: str) -> list[Path]:
    if format == "jsonl":
        return [out / "readings" / f"{name}.jsonl.gz"]
    return [out / table / f"{name}.parquet" for table in _TABLES]


def _remove(out: Path, name: str, format: str) -> None:
    """Take away the outputs of a former run in another format, which would be counted twice."""
    for path in _paths(out, name, format):
        path.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    total = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            total.update(chunk)
    return total.hexdigest()


def _write_lines(spool: Path, path: Path, written: Written) -> None:
    with (
        whole(path) as sink,
        gzip.GzipFile("", "wb", 6, sink, mtime=0) as packed,
        spool.open("rb") as lines,
    ):
        for line in lines:
            document = json.loads(line)
            written.events += len(document["events"])
            written.quotations += len(document["quotations"])
            packed.write(line)


def _write_table(spool: Path, path: Path, table: str, written: Written) -> None:
    import pyarrow
    import pyarrow.parquet

    schema = schema_of(table)
    make = _TABLES[table]
    options = {"compression": "zstd", "use_dictionary": True, "write_page_index": True}
    with (
        whole(path) as sink,
        pyarrow.parquet.ParquetWriter(sink, schema, **options) as writer,
        spool.open("rb") as lines,
    ):
        while group := list(islice(lines, _GROUP if table != "readings" else 500)):
            rows = [row for line in group for row in _rows(line, make)]
            if table != "readings":
                setattr(written, table, getattr(written, table) + len(rows))
            writer.write_table(pyarrow.Table.from_pylist(rows, schema=schema))


def _rows(line: bytes, make: Callable[[str, Document], Rows]) -> Iterator[dict[str, object]]:
    text = line.decode("utf-8").rstrip("\n")
    yield from make(text, loads(text))
