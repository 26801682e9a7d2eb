"""Full-text search over articles, quotations and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, column, func, select, table

from depesche.errors import QueryError

from .. import schema
from ..entries import EventEntry, QuotationEntry, SearchHit, SpanPair
from ..expressions import Expression, Words, for_fts5, for_tsquery, parse_expression, without_not
from ..filters import Filters, cursor_of
from ..listing import Listing
from .articles import article_select
from .event_keys import event_branches
from .events import event_entries
from .quotations import quotation_branches, quotation_entries
from .selecting import unite

KINDS = ("article", "quotation", "event")
_FTS = table("words", column("rowid", BigInteger), column("words"), column("article_key", BigInteger), column("vector"))
_AROUND, _LONGEST = 80, 260


def find_hits(connection: Connection, text: str, filters: Filters, kind: str | None = None) -> Listing[SearchHit]:
    """Return a page of hits, latest article first.

    Without `kind` one hit for each article, which names the first quotation or event whose own words match; with it
    every such entry. An article's hits are never divided between pages, so a page may be a little longer than its limit.
    """
    if kind is not None and kind not in KINDS:
        raise QueryError(f"kind {kind!r} is not known. Use one of {', '.join(KINDS)}.")
    asked = parse_expression(text)
    searched = without_not(asked) if kind in ("quotation", "event") else asked
    found: list[SearchHit] = []
    size = filters.limit + 1 if filters.limit else None
    skipped, last, cursor = filters.offset, filters.after(), None
    while True:
        keys = _matching(connection, searched, replace(filters, cursor=cursor_of(last) if last else None), size)
        for key in keys:
            if filters.limit and len(found) >= filters.limit:
                return Listing(found, cursor=cursor)
            hits = _hits(connection, key, asked, filters, kind)
            found += hits[skipped:]
            skipped = max(0, skipped - len(hits))
            last, cursor = key, cursor_of(key)
        if size is None or len(keys) < size:
            return Listing(found)


def _matching(connection: Connection, asked: Expression, filters: Filters, size: int | None) -> list[int]:
    statement = _statement(connection, asked, filters)
    return list(connection.scalars(statement.limit(size) if size else statement))


def _statement(connection: Connection, asked: Expression, filters: Filters) -> Select[Any]:
    if connection.dialect.name == "sqlite":
        key, match = _FTS.c.rowid, _FTS.c.words.op("MATCH")(for_fts5(asked))
    else:
        key, match = _FTS.c.article_key, _FTS.c.vector.op("@@")(func.to_tsquery("simple", for_tsquery(asked)))
    statement = select(key).where(match).order_by(key.desc())
    last = filters.after()
    if last is not None:
        statement = statement.where(key < last)
    articles = article_select(connection, replace(filters, cursor=None))
    if articles.whereclause is not None and _narrows(filters):
        statement = statement.join(schema.articles, schema.articles.c.key == key).where(articles.whereclause)
    return statement


def _narrows(filters: Filters) -> bool:
    names = ("party", "actor", "recipient", "since", "until", "outlet", "language", "article")
    return any(getattr(filters, name) is not None for name in names)


@dataclass(frozen=True, slots=True)
class _Report:
    row: Any
    words: Words
    marks: list[SpanPair]


def _hits(connection: Connection, key: int, asked: Expression, filters: Filters, kind: str | None) -> list[SearchHit]:
    articles, readings = schema.articles, schema.readings
    row = (
        connection.execute(
            select(articles, readings.c.text)
            .join(readings, readings.c.article_key == articles.c.key)
            .where(articles.c.key == key)
        )
        .mappings()
        .one()
    )
    words = Words(row["text"])
    report = _Report(row, words, words.marks(asked))
    if kind == "article":
        return [_hit(report, "article", row["id"], report.marks)]
    own = replace(filters, article=row["id"], cursor=None, offset=0, limit=0)
    found = list(_entries(connection, report, asked, own, kind))
    if kind is not None:
        return found
    return found[:1] or [_hit(report, "article", row["id"], report.marks)]


def _entries(
    connection: Connection, report: _Report, asked: Expression, own: Filters, kind: str | None
) -> Iterator[SearchHit]:
    if kind in (None, "quotation"):
        keys = connection.scalars(_of(connection, schema.quotations, report.row["key"], own, kind))
        yield from _satisfying(report, asked, "quotation", quotation_entries(connection, sorted(keys, reverse=True)))
    if kind in (None, "event"):
        keys = connection.scalars(_of(connection, schema.events, report.row["key"], own, kind))
        yield from _satisfying(report, asked, "event", event_entries(connection, sorted(keys, reverse=True)))


def _of(connection: Connection, entries: Any, article_key: int, own: Filters, kind: str | None) -> Any:
    """The entries of an article: those that match the filters where they are what is asked for, else all."""
    if kind is None:
        return select(entries.c.key).where(entries.c.article_key == article_key, entries.c.wrong == 0)
    branches = quotation_branches(connection, own) if entries is schema.quotations else event_branches(connection, own)
    return unite(branches)


def _satisfying(
    report: _Report, asked: Expression, kind: str, entries: Sequence[QuotationEntry] | Sequence[EventEntry]
) -> Iterator[SearchHit]:
    text = report.row["text"]
    for entry in entries:
        marks = [m for m in report.marks if any(start <= m[0] and m[1] <= end for start, end in entry.spans)]
        if marks and Words(" … ".join(text[start:end] for start, end in entry.spans)).satisfy(asked):
            yield _hit(report, kind, entry.id, marks)


def _hit(report: _Report, kind: str, identity: str, marks: list[SpanPair]) -> SearchHit:
    start, end = _window(report.row["text"], marks)
    fields = ("outlet", "language", "published", "headline", "url")
    return SearchHit(
        id=identity,
        kind=kind,
        snippet=report.row["text"][start:end],
        marks=[(a - start, b - start) for a, b in marks if start <= a and b <= end],
        spans=marks,
        article=report.row["id"],
        **{name: report.row[name] for name in fields},
    )


def _window(text: str, marks: Sequence[SpanPair]) -> SpanPair:
    """The stretch of text around the first mark, cut between words."""
    first = marks[0][0] if marks else 0
    start = max(0, first - _AROUND)
    end = min(len(text), start + _LONGEST)
    if start and " " in text[start:first]:
        start = text.index(" ", start, first) + 1
    if end < len(text) and " " in text[first:end]:
        end = text.rindex(" ", first, end)
    return start, max(end, marks[0][1] if marks else end)
