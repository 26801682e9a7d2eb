"""Asks the Parquet outputs of a run directly, through DuckDB: series and tables over more events than a record holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from depesche.errors import InputError, QueryError, one_of

from .manifest import Manifest
from .tables import COLUMNS

if TYPE_CHECKING:
    import duckdb

_DAY = "left(day, 10)"
_MONTH = "left(day, 7)"
_PERIODS = {
    "day": _DAY,
    "week": f"CASE WHEN length(day) >= 10 THEN strftime(TRY_CAST({_DAY} AS DATE), '%G-W%V') ELSE day END",
    "month": _MONTH,
    "quarter": "CASE WHEN length(day) >= 7 THEN left(day, 4) || '-Q' || ((TRY_CAST(substr(day, 6, 2) AS INT) + 2) // 3) ELSE day END",
    "year": "left(day, 4)",
}
GROUPS = ("period", "dyad", "actor", "recipient", "type", "status", "outlet", "language", "country")
_FIGURES = (
    "count(*) AS events, count(*) FILTER (quad LIKE '%cooperation') AS cooperation, "
    "count(*) FILTER (quad LIKE '%conflict') AS conflict, round(avg(score), 4) AS score"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of the events of a run; None leaves a field open. Several values are separated by commas."""

    actor: str | None = None
    """Code of who acts, as RUS."""
    recipient: str | None = None
    party: str | None = None
    """Code of either side."""
    type: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    language: str | None = None
    by: str = "period"
    grain: str = "month"
    twice: bool = False
    """Whether a report that lies in several shards counts as often."""
    limit: int = 0
    """Rows at most, the busiest first; 0 for all, in order of the group."""


@dataclass(frozen=True, slots=True)
class Table:
    """An answer: names of the columns, and rows."""

    columns: list[str]
    rows: list[tuple[Any, ...]] = field(default_factory=list)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows with their column names."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def count_events(out: Path, asked: Asked, *, threads: int = 0) -> Table:
    """Return events, cooperation, conflict and mean score by period, dyad or another group.

    Raises InputError for a folder without Parquet outputs or a missing DuckDB, QueryError for what cannot be asked.
    """
    if asked.by not in GROUPS:
        raise QueryError(f"by {asked.by!r} is not known. {one_of(asked.by, GROUPS)}")
    if asked.grain not in _PERIODS:
        raise QueryError(f"grain {asked.grain!r} is not known. {one_of(asked.grain, _PERIODS)}")
    query, values = _query(asked)
    with _open(out, threads) as connection:
        return _run(connection, query, values)


def run_sql(out: Path, sql: str, *, threads: int = 0) -> Table:
    """Return what an SQL query gives over the views `readings`, `events` and `quotations`; no other file can be read."""
    with _open(out, threads) as connection:
        connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        return _run(connection, sql, {})


def _run(connection: duckdb.DuckDBPyConnection, query: str, values: Mapping[str, object]) -> Table:
    import duckdb

    try:
        found = connection.execute(query, dict(values) or None)
        return Table([column[0] for column in found.description or ()], found.fetchall())
    except duckdb.Error as error:
        raise QueryError(f"DuckDB: {' '.join(str(error).split())[:400]}") from error


def _open(out: Path, threads: int) -> duckdb.DuckDBPyConnection:
    """A connection with a view for each table, over the outputs that the manifest names."""
    try:
        import duckdb
    except ImportError as error:
        raise InputError("DuckDB is not installed. Install it with `pip install 'depesche[duckdb]'`.") from error
    files: dict[str, list[str]] = {table: [] for table in COLUMNS}
    for row in Manifest(out).rows():
        for name in row.outputs:
            table = name.partition("/")[0]
            if name.endswith(".parquet") and table in files:
                files[table].append(str((out / name).absolute()))
    if not files["events"]:
        raise InputError(f"{out}: holds no Parquet. Run with --format parquet, or `depesche load` the readings.")
    connection = duckdb.connect(config={"threads": threads} if threads else {})
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"SET allowed_directories = [{_quoted(str(out.absolute()))}]")
    for table, names in files.items():
        listed = ", ".join(map(_quoted, names))
        connection.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet([{listed}])")
    return connection


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _query(asked: Asked) -> tuple[str, dict[str, object]]:
    conditions, values = _conditions(asked)
    group = {"period": _PERIODS[asked.grain]}.get(asked.by, asked.by)
    keys, source = ["key"], f"SELECT id, {group} AS key, quad, score FROM events"
    if asked.by in ("dyad", "actor", "recipient"):
        keys = {"dyad": ["a", "b"], "actor": ["a"], "recipient": ["b"]}[asked.by]
        parts = ", ".join(f"pair.{key} AS {key}" for key in keys)
        inner = f"SELECT id, quad, score, unnest(pairs) AS pair FROM events{conditions}"
        source = f"SELECT id, {parts}, quad, score FROM ({inner}){_of_pair(asked)}"
    else:
        source += conditions
    distinct = "" if asked.twice and asked.by != "actor" and asked.by != "recipient" else "DISTINCT"
    source = source.replace("SELECT id", f"SELECT {distinct} id", 1)
    names = {"a": "actor", "b": "recipient", "key": asked.by}
    shown = ", ".join(f"{key} AS {names[key]}" for key in keys)
    numbers = ", ".join(str(n + 1) for n in range(len(keys)))
    order = f"events DESC, {numbers} LIMIT {int(asked.limit)}" if asked.limit else f"{numbers} NULLS LAST"
    return f"SELECT {shown}, {_FIGURES} FROM ({source}) GROUP BY {', '.join(keys)} ORDER BY {order}", values


def _of_pair(asked: Asked) -> str:
    """The condition on the single pair: of an event among three, only the pairs that were asked for."""
    parts = []
    if asked.actor is not None:
        parts.append("list_contains($actor, pair.a)")
    if asked.recipient is not None:
        parts.append("list_contains($recipient, pair.b)")
    if asked.party is not None:
        parts.append("(list_contains($party, pair.a) OR list_contains($party, pair.b))")
    return " WHERE " + " AND ".join(parts) if parts else ""


def _conditions(asked: Asked) -> tuple[str, dict[str, object]]:
    parts: list[str] = []
    values: dict[str, object] = {}
    for name in ("type", "status", "outlet", "language"):
        if (given := getattr(asked, name)) is not None:
            parts.append(f"list_contains(${name}, {name})")
            values[name] = _list(given)
    for name in ("actor", "recipient", "party"):
        if (given := getattr(asked, name)) is not None:
            values[name] = _list(given)
    condition = _of_pair(asked).removeprefix(" WHERE ")
    if condition:
        parts.append(f"len(list_filter(pairs, lambda pair: {condition})) > 0")
    if asked.since is not None:
        parts.append("day >= left($since, length(day))")  # a month is found by any of its days
        values["since"] = asked.since
    if asked.until is not None:
        parts.append("left(day, length($until)) <= $until")
        values["until"] = asked.until
    return (" WHERE " + " AND ".join(parts) if parts else ""), values


def _list(given: str) -> Sequence[str]:
    return [part.strip() for part in given.split(",") if part.strip()]
