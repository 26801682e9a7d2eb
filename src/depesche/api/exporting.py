"""Exports of a record and imports into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection

from depesche import __version__, analysis, exchange
from depesche.analysis.loading import light_events, statuses_of
from depesche.exchange import Citation, Skipped
from depesche.exchange.importing import VERSION as PLOVER_VERSION
from depesche.exchange.people import VERSION as PEOPLE_VERSION
from depesche.model import Document
from depesche.record import Filters, Record
from depesche.record.questions.stats import find_stats

EXPORT_FORMATS = exchange.FORMATS
IMPORT_FORMATS = ("plover-jsonl", "ftm")
_PAGING = ("limit", "offset", "cursor")
_BATCH = 100
ALL = Filters()


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: number of entries, how to cite them, and the files."""

    number: int
    """Events, quotations or edges."""
    citation: Citation
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: documents that are new, those that were there, and the lines that could not be read."""

    new: int
    known: int
    skipped: tuple[Skipped, ...]


def format_glosses() -> dict[str, str]:
    """Return what each export format is, in a few words."""
    return {
        **{name: kind.gloss for name, kind in exchange.EVENT_FORMATS.items()},
        **{name: kind.gloss for name, kind in exchange.QUOTATION_FORMATS.items()},
        **exchange.GRAPH_FORMATS,
    }


def export(record: Record, format: str, path: str | Path, filters: Filters = ALL, *, limit: int = 0) -> Exported:
    """Write what matches the filters to a file, whole or not at all, and its citation beside it.

    The citation stands in `NAME.citation.bib` (BibTeX) and `NAME.citation.cff`. Entries are streamed from one state of
    the record: all that match, or the first `limit`; the paging of the filters plays no part. Raises ExchangeError for an unknown format or a file that cannot be written.
    """
    exchange.check_format(format)
    target = Path(path)
    with exchange.whole_file(target) as sink:
        number, citation = record.ask(_write, format, _paged(filters, limit), sink)
    beside = {".citation.bib": citation.bibtex(), ".citation.cff": citation.cff()}
    files = [target]
    for ending, text in beside.items():
        file = target.with_name(target.name + ending)
        exchange.write_whole(file, text)
        files.append(file)
    return Exported(number, citation, tuple(files))


def export_to(record: Record, format: str, sink: BinaryIO, filters: Filters = ALL, *, limit: int = 0) -> Exported:
    """Write what matches the filters to an open binary file, as standard output."""
    exchange.check_format(format)
    number, citation = record.ask(_write, format, _paged(filters, limit), sink)
    return Exported(number, citation, ())


def _paged(filters: Filters, limit: int) -> Filters:
    return replace(filters, limit=limit, offset=0, cursor=None)


def _write(connection: Connection, format: str, filters: Filters, sink: BinaryIO) -> tuple[int, Citation]:
    citation = _citation(connection, format, filters)
    if format in exchange.EVENT_FORMATS:
        return exchange.write_events(connection, format, filters, citation, sink), citation
    if format in exchange.QUOTATION_FORMATS:
        return exchange.write_quotations(connection, format, filters, citation, sink), citation
    network = analysis.network(
        light_events(connection, filters),
        directed=True,
        kinds=analysis.POLITICAL,
        statuses=statuses_of(filters),
    )
    return exchange.write_graphml(network.nodes, network.edges, citation, sink), citation


def cite(record: Record, format: str = "csv", filters: Filters = ALL) -> Citation:
    """Return how the record in its present state is cited."""
    return record.ask(_citation, format, filters)


def _citation(connection: Connection, format: str, filters: Filters) -> Citation:
    stats = find_stats(connection)
    asked = {field.name: getattr(filters, field.name) for field in fields(filters) if field.name not in _PAGING}
    return Citation(
        snapshot=stats.snapshot,
        version=__version__,
        format=format,
        question={name: str(value) for name, value in asked.items() if value not in (None, False)},
        first=stats.first,
        last=stats.last,
        articles=stats.articles,
    )


def import_file(record: Record, format: str, path: str | Path) -> Imported:
    """Put a file of others into the record: PLOVER events (`plover-jsonl`) or FollowTheMoney persons (`ftm`).

    An article that the record has already stays as it is. Raises ExchangeError for an unknown format and for a file
    that cannot be read; lines that cannot be read are in `skipped`.
    """
    source = Path(path)
    if format == "plover-jsonl":
        return _import(record, exchange.read_plover(source), PLOVER_VERSION)
    if format == "ftm":
        people, skipped = exchange.read_people(source)
        done = _import(record, exchange.people_documents(people, source=source.name), PEOPLE_VERSION)
        return Imported(done.new, done.known, (*skipped, *done.skipped))
    raise exchange.unknown_import(format, IMPORT_FORMATS)


def _import(record: Record, found: Iterator[Document | Skipped] | Iterator[Document], version: str) -> Imported:
    from depesche.record import Reading

    new = known = 0
    skipped: list[Skipped] = []
    batch: list[Reading] = []
    for item in found:
        if isinstance(item, Skipped):
            skipped.append(item)
        elif record.holds(item.article.id):
            known += 1
        else:
            batch.append(Reading(item, version, "none"))
        if len(batch) == _BATCH:
            new += sum(record.add_all(batch))
            batch.clear()
    return Imported(new + sum(record.add_all(batch)), known, tuple(skipped))
