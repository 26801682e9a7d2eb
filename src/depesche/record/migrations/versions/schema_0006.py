"""Events counted by code and month, what a series of a dyad needs beside the pairs of codes, and fewer entries of indexes."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, String, inspect, text

from depesche.record.keys import UNKNOWN_STATUS, dating_of, status_numbers
from depesche.record.tallies import tally_record

revision = "0006"
down_revision = "0005"

_BATCH = 5000


def upgrade() -> None:
    """Add the table and the columns, filled from the rows of the events; articles made anew later count themselves."""
    if not inspect(op.get_bind()).has_table("pair"):  # from the first schema: all is made anew
        return
    for name in ("status", "dating"):
        op.add_column("pair", Column(name, Integer, nullable=False, server_default="0"))
    op.create_index(
        "quotation_wrong", "quotation", ["key"], sqlite_where=text("wrong = 1"), postgresql_where=text("wrong = 1")
    )
    op.drop_index("event_by_country", "event")  # no question walks along it
    op.drop_index("event_by_happening", "event")
    present = text("happening IS NOT NULL")
    op.create_index("event_by_happening", "event", ["happening"], sqlite_where=present, postgresql_where=present)
    op.create_table(
        "tally",
        *(Column(name, String, primary_key=True) for name in ("code", "side")),
        *(Column(name, Integer, primary_key=True) for name in ("month", "low")),
        Column("events", Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    cases = " ".join(f"WHEN '{name}' THEN {number}" for name, number in status_numbers().items())
    number = f"CASE event.status {cases} ELSE {UNKNOWN_STATUS} END"
    op.execute(f"UPDATE pair SET status = (SELECT {number} FROM event WHERE event.key = pair.event_key)")
    last: int | None = -1
    while last is not None:
        last = _fill_dating(last)
    tally_record(op.get_bind())


def _fill_dating(last: int) -> int | None:
    """Say of the next events whose date their keys have; return the last key, None where there are no more."""
    connection = op.get_bind()
    rows = connection.execute(
        text(
            "SELECT event.key, event.date, article.published FROM event JOIN article ON article.key = event.article_key"
            " WHERE event.key > :last ORDER BY event.key LIMIT :most"
        ),
        {"last": last, "most": _BATCH},
    ).all()
    found = [{"key": row.key, "dating": dating_of(row.date, row.published)} for row in rows]
    found = [values for values in found if values["dating"]]
    if found:
        connection.execute(text("UPDATE pair SET dating = :dating WHERE event_key = :key"), found)
    return int(rows[-1].key) if rows else None
