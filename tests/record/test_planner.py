"""What was written is counted for SQLite's planner, so that the narrow index is taken and not that of the status."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from depesche import api


def test_planner_knows_the_indexes_after_writing(tmp_path: Path):
    path = tmp_path / "record.db"
    with api.open_record(path, create=True) as record:
        api.make_token(record, "desk")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'token'").fetchone() != (0,)


def test_planner_takes_the_pairs_of_a_dyad(demo_record: Path):
    question = (
        "SELECT pair.event_key FROM pair JOIN event ON event.key = pair.event_key "
        "WHERE pair.a = 'ARM' AND pair.b = 'AZE' AND event.status IN ('factual', 'reported')"
    )
    with closing(sqlite3.connect(demo_record)) as connection:
        plan = " ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {question}"))
    assert "event_by_status" not in plan
