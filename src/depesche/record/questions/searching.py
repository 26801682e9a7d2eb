"""Full-text search over articles, quotations and evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, Connection, Select, Table, column, func, literal_column, select, table

from depesche.errors import QueryError

from .. import schema
from ..entries import SearchHit, SpanPair
from ..expressions import Expression, Words, for_fts5, for_tsquery, parse_expression, without_not
from ..filters import Filters, cursor_of
from ..listing import Listing
from .articles import article_select
from .event_keys import event_branches
from .events import spans_of
from .quotations import quotation_branches
from .selecting import Condition, Key, unite

KINDS = ("article", "quotation", "event")
_FTS = table("words", column("rowid", BigInteger), column("words"), column("article_key", BigInteger), column("vector"))
_AROUND, _LONGEST = 80, 260
_MOST = 200
"""Articles that are looked at at once."""
_WALKED = 1000


def find_hits(
    connection: Connection, text: str, filters: Filters, kind: str | None = None, *, walked: int = _WALKED
) -> Listing[SearchHit]:
    """Return a page of hits, latest article first; in PostgreSQL the latest `walked` articles are looked at one by one.

    Without `kind` one hit for each article, which names the first quotation or event whose own words match; with it
    every such entry. An article's hits are never divided between pages, so a page may be a little longer than its limit.
    """
    if kind is not None and kind not in KINDS:
        raise QueryError(f"kind {kind!r} is not known. Use one of {', '.join(KINDS)}.")
    asked = parse_expression(text)
    searched = without_not(asked) if kind in ("quotation", "event") else asked
    found: list[SearchHit] = []
    size = min(filters.limit + 1, _MOST) if filters.limit else _MOST
    skipped, last, cursor = filters.offset, filters.after(), None
    while True:
        following = replace(filters, cursor=cursor_of(last) if last else None)
        keys = _matching(connection, searched, following, size, walked)
        hits = _hits(connection, keys, asked, filters, kind)
        for key in keys:
            if filters.limit and len(found) >= filters.limit:
                return Listing(found, cursor=cursor)
            found += hits[key][skipped:]
            skipped = max(0, skipped - len(hits[key]))
            last, cursor = key, cursor_of(key)
        if len(keys) < size:
            return Listing(found)


def _matching(connection: Connection, asked: Expression, filters: Filters, size: int, walked: int) -> list[int]:
    """The keys of the articles that match, latest first.

    PostgreSQL cannot tell how rare a word is that its statistics do not know, and may walk through all articles for one
    that is in none. So only the latest are walked through, among which frequent words are found soon; the others are
    asked of the index of words, in the order of a sum, so that the planner sees no way to walk.
    """
    if connection.dialect.name == "sqlite":
        key = _FTS.c.rowid
        statement = _statement(connection, key, _FTS.c.words.op("MATCH")(for_fts5(asked)), filters)
        return list(connection.scalars(statement.order_by(key.desc()).limit(size)))
    key = _FTS.c.article_key
    match = _FTS.c.vector.op("@@")(func.to_tsquery("simple", for_tsquery(asked)))
    statement = _statement(connection, key, match, filters)
    window = Filters(since=filters.since, until=filters.until, cursor=filters.cursor)
    latest = article_select(connection, window)
    first = connection.scalar(latest.order_by(latest.selected_columns[0].desc()).offset(walked).limit(1))
    near = statement if first is None else statement.where(key > first)
    keys = list(connection.scalars(near.order_by(key.desc()).limit(size)))
    if first is not None and len(keys) < size:
        far = statement.where(key <= first).order_by((key + literal_column("0")).desc())
        keys += connection.scalars(far.limit(size - len(keys)))
    return keys


def _statement(connection: Connection, key: Key, match: Condition, filters: Filters) -> Select[Any]:
    statement = select(key).where(match)
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
    marks: list[SpanPair]


def _hits(
    connection: Connection, keys: Sequence[int], asked: Expression, filters: Filters, kind: str | None
) -> dict[int, list[SearchHit]]:
    """The hits in each article."""
    articles, readings = schema.articles, schema.readings
    rows = connection.execute(
        select(articles, readings.c.text)
        .join(readings, readings.c.article_key == articles.c.key)
        .where(articles.c.key.in_(keys))
    ).mappings()
    found: dict[int, list[SearchHit]] = {}
    reports = {}
    for row in rows:
        words = Words(row["text"])
        reports[row["key"]] = _Report(row, words.marks(asked))
    entries = _entries(connection, keys, filters, kind)
    for key in keys:
        report = reports[key]
        hits = list(_satisfying(report, asked, entries.get(key, ()), first=kind is None))
        if kind in (None, "article") and not hits:
            hits = [_hit(report, "article", report.row["id"], report.marks)]
        found[key] = hits
    return found


Entry = tuple[str, str, list[SpanPair]]
"""Kind, id and spans."""


def _entries(connection: Connection, keys: Sequence[int], filters: Filters, kind: str | None) -> dict[int, list[Entry]]:
    """The quotations and events of articles in the order of the text: where they are asked for, those that match."""
    found: dict[int, list[Entry]] = {}
    for name, layer in (("quotation", schema.quotations), ("event", schema.events)):
        if kind not in (None, name):
            continue
        wanted = layer.c.wrong == 0
        if kind is not None:
            wanted = layer.c.key.in_(_of(connection, layer, keys, filters))
        rows = connection.execute(
            select(layer.c.article_key, layer.c.id, layer.c.spans)
            .where(layer.c.article_key.in_(keys), wanted)
            .order_by(layer.c.key.desc())
        )
        for article, identity, spans in rows:
            found.setdefault(article, []).append((name, identity, spans_of(spans)))
    return found


def _of(connection: Connection, layer: Table, keys: Sequence[int], filters: Filters) -> Any:
    own = replace(filters, cursor=None, offset=0, limit=0)
    branches = quotation_branches(connection, own) if layer is schema.quotations else event_branches(connection, own)
    inside = select(layer.c.key).where(layer.c.article_key.in_(keys)).scalar_subquery()
    return unite([branch.where(branch.selected_columns[0].element.in_(inside)) for branch in branches])


def _satisfying(report: _Report, asked: Expression, entries: Sequence[Entry], *, first: bool) -> Iterator[SearchHit]:
    """The entries whose own words are what is searched for; only the first where `first` is set."""
    text = report.row["text"]
    for kind, identity, spans in entries:
        marks = [m for m in report.marks if any(start <= m[0] and m[1] <= end for start, end in spans)]
        if marks and Words(" … ".join(text[start:end] for start, end in spans)).satisfy(asked):
            yield _hit(report, kind, identity, marks)
            if first:
                return


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
