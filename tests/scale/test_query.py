from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from depesche import api
from depesche.api import running
from depesche.errors import InputError, QueryError
from depesche.model.restore import loads
from depesche.record import Filters, Reading, Record, prepare_reading
from depesche.scale.query import Asked, Table
from tests.scale.test_run import lines, run

pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'depesche[duckdb]'")

TEXTS = [
    "RUS blames USA on 2024-01-02. a",
    "RUS blames USA on 2024-01-20. b",
    "USA blames RUS on 2024-02-02. c",
    "FRA meets RUS on 2024-02-03. d",
    "FRA blames IND on 2023-12-31. e",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("query")
    lines(base / "in", "a.jsonl", TEXTS)
    lines(base / "in", "b.jsonl", TEXTS[:1])  # a report that lies in two shards
    run(base / "in", base / "out")
    return base / "out"


def rows(table: Table) -> list[tuple[object, ...]]:
    return [tuple(row[:-1]) for row in table.rows]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Asked(actor="RUS", recipient="USA"), [("2024-01", 2, 0, 2)]),
        (Asked(actor="RUS", recipient="USA", twice=True), [("2024-01", 3, 0, 3)]),
        (Asked(party="RUS", grain="year"), [("2024", 4, 1, 3)]),
        (Asked(party="IND", grain="quarter"), [("2023-Q4", 1, 0, 1)]),
        (Asked(actor="RUS", grain="week"), [("2024-W01", 1, 0, 1), ("2024-W03", 1, 0, 1), ("2024-W05", 1, 1, 0)]),
        (Asked(since="2024-02", grain="day"), [("2024-02-02", 1, 0, 1), ("2024-02-03", 1, 1, 0)]),
        (Asked(until="2024-01-10", grain="day"), [("2023-12-31", 1, 0, 1), ("2024-01-02", 1, 0, 1)]),
        (Asked(actor="FRA", by="dyad"), [("FRA", "IND", 1, 0, 1), ("FRA", "RUS", 1, 1, 0)]),
        (Asked(by="dyad", limit=1), [("RUS", "USA", 2, 0, 2)]),
        (Asked(by="type"), [("ACCUSE", 4, 0, 4), ("CONSULT", 1, 1, 0)]),
        (Asked(type="CONSULT", by="actor"), [("FRA", 1, 1, 0), ("RUS", 1, 1, 0)]),
        (Asked(actor="NOR"), []),
    ],
)
def test_query_counts_events(folder: Path, asked: Asked, expected: list[tuple[object, ...]]):
    assert rows(running.count_events(folder, asked)) == expected


def test_query_takes_sql_but_no_other_files(folder: Path, tmp_path: Path):
    table = running.run_sql(folder, "SELECT speaker_code, count(*) AS n FROM quotations GROUP BY ALL ORDER BY ALL")
    assert table.rows == [("FRA", 2), ("RUS", 3), ("USA", 1)]
    other = tmp_path / "secret.csv"
    other.write_text("a\n1\n")
    for sql in (f"SELECT * FROM '{other}'", f"COPY events TO '{tmp_path / 'x.csv'}'", "SELEC 1"):
        with pytest.raises(QueryError):
            running.run_sql(folder, sql)


@pytest.mark.parametrize("asked", [Asked(by="colour"), Asked(grain="hour")])
def test_query_unknown_group_is_named(folder: Path, asked: Asked):
    with pytest.raises(QueryError, match="not known"):
        running.count_events(folder, asked)


def test_query_folder_without_readings_says_how_to_make_them(tmp_path: Path):
    with pytest.raises(InputError, match="depesche run"):
        running.count_events(tmp_path, Asked())


@pytest.mark.parametrize("format", ["parquet", "jsonl"])
def test_load_puts_readings_into_the_record_once(tmp_path: Path, format: str):
    lines(tmp_path / "in", "a.jsonl", TEXTS)
    run(tmp_path / "in", tmp_path / "out", format=format)
    with Record(tmp_path / "record.db") as record:
        first = running.load_readings(record, tmp_path / "out")
        second = running.load_readings(record, tmp_path / "out")
        events = record.events(Filters(actor="RUS", recipient="USA"))
    assert (first.new, first.known, second.new, second.known) == (5, 0, 0, 5)
    assert sorted(e.evidence[0] for e in events) == TEXTS[:2]


def test_load_with_rows_from_other_processes_writes_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lines(tmp_path / "in", "a.jsonl", TEXTS)
    run(tmp_path / "in", tmp_path / "out")
    monkeypatch.setattr(running, "_BATCH", 2)
    heard: list[int] = []
    with Record(tmp_path / "one.db") as one, Record(tmp_path / "two.db") as two:
        alone = running.load_readings(one, tmp_path / "out", workers=1)
        beside = running.load_readings(two, tmp_path / "out", workers=3, told=heard.append)
        assert alone == beside == running.Loaded(5, 0)
        assert heard == [2, 4, 5]
        assert list(one.events()) == list(two.events())
        assert api.check(two) == []
        article = two.articles()[0].id
        api.judge(two, two.events()[0].id, by="Ada", reason="misread")
        wrong_before = len(two.events())
        assert two.reading(article) == one.reading(article)
        again = [replace(p, pipeline="newer") for p in map(prepare_reading, _readings(two))]
        assert two.add_all(again) == [True] * 5
        assert len(two.events()) == wrong_before


def _readings(record: Record) -> list[Reading]:
    texts = [record.reading(article.id) for article in record.articles()]
    return [Reading(loads(text or ""), "1", "1") for text in texts]


def test_load_ended_process_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lines(tmp_path / "in", "a.jsonl", TEXTS)
    run(tmp_path / "in", tmp_path / "out")
    monkeypatch.setattr(running, "_BATCH", 2)
    monkeypatch.setattr(running, "_prepare", _die)
    with Record(tmp_path / "record.db") as record, pytest.raises(InputError, match="load again"):
        running.load_readings(record, tmp_path / "out", workers=2)


def _die(batch: object) -> None:
    os._exit(1)


def test_load_damaged_output_says_what_to_do(tmp_path: Path):
    lines(tmp_path / "in", "a.jsonl", TEXTS)
    run(tmp_path / "in", tmp_path / "out")
    (tmp_path / "out/readings/a.jsonl.parquet").write_bytes(b"PAR1 nothing")
    with Record(tmp_path / "record.db") as record, pytest.raises(InputError, match="run again"):
        running.load_readings(record, tmp_path / "out")
