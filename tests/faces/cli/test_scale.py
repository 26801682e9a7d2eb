from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faces.cli.command import ENGLISH, GERMAN, Command, Done
from tests.watch.server import Answer, running_site
from tests.watch.test_watch import rss

Run = Callable[..., Done]


@pytest.fixture
def depesche(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Command:
    monkeypatch.chdir(tmp_path)
    return Command(capsys, monkeypatch)


def shard(path: Path) -> Path:
    rows = [{"id": "1", "text": GERMAN, "published": "2024-01-03"}, {"id": "2", "text": ENGLISH, "published": "2024-01-05"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_cli_run_load_and_analyse(depesche: Command, tmp_path: Path):
    pytest.importorskip("duckdb", reason="DuckDB is not installed: pip install 'depesche[duckdb]'")
    shard(tmp_path / "a.jsonl")
    first = depesche("run", "a.jsonl", "--out", "out", "--workers", "1")
    assert first.status == 0
    assert "1 shards read, 0 done before; 2 readings" in first.out
    assert "0 shards read, 1 done before; 2 readings" in depesche("run", "a.jsonl", "--out", "out").out
    rows = json.loads(depesche("analyse", "out", "--actor", "KEN", "--by", "dyad", "--json").out)
    assert {"actor": "KEN", "recipient": "SDN"}.items() <= rows[0].items()
    assert depesche("load", "out", "--record", "r.db").out == "r.db: 2 new, 0 already there.\n"
    known = json.loads(depesche("events", "--record", "r.db", "--actor", "KEN", "--recipient", "SDN", "--json").out)
    assert len(known) == rows[0]["events"]


def test_cli_run_says_what_was_lost(depesche: Command, tmp_path: Path):
    path = shard(tmp_path / "a.jsonl")
    path.write_text(path.read_text() + '{"text": 3}\n')
    (tmp_path / "b.parquet").write_bytes(b"no table")
    done = depesche("run", ".", "--out", "../out", "--workers", "1", "--format", "jsonl")
    assert done.status == 1
    assert "Without a reading: 1 InputError" in done.out
    assert "b.parquet" in done.complaint


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "nowhere", "--out", "o"], "no such file"),
        (["run", "a.jsonl", "--out", "o", "--format", "xml"], "not known"),
        (["run", "a.jsonl", "--out", "o", "--seconds", "0"], "above 0"),
        (["run", "a.jsonl", "--out", "o", "--dashboard"], "--dask"),
        (["analyse", "nowhere"], "depesche run"),
        (["load", "nowhere"], "depesche run"),
        (["watch", "nowhere.toml"], "no such file"),
        (["alert", "add", "all"], "at least one"),
        (["alert", "add", "x", "--actor", "RUS", "--webhook", "desk"], "http"),
        (["alert", "feed", "x"], "no such record"),
        (["mcp", "--record", "nowhere.db"], "no such record"),
        (["compare", "a.jsonl"], "DEPESCHE_LLM_URL"),
        (["read", "--engine", "oracle", "a.jsonl"], "Use llm"),
    ],
)
def test_cli_what_cannot_be_done_is_said_in_one_line(
    depesche: Command, tmp_path: Path, arguments: list[str], said: str
):
    shard(tmp_path / "a.jsonl")
    done = depesche(*arguments)
    assert done.status == 2
    assert said in done.complaint


def test_cli_watch_and_alert(depesche: Command, tmp_path: Path):
    pytest.importorskip("feedparser", reason="feedparser is not installed: pip install 'depesche[feeds]'")
    added = depesche("alert", "add", "kenya", "--actor", "KEN", "--atom", "kenya.xml", "--record", "r.db")
    assert "from now on" in added.out
    with running_site() as site:
        site.answers["/feed"] = Answer(rss(("1", ENGLISH + " " + ENGLISH * 4)))
        (tmp_path / "feeds.toml").write_text(f'[watch]\ndelay = 0\n[[feed]]\nurl = "{site.url}/feed"\nlanguage = "en"\n')
        done = depesche("watch", "feeds.toml", "--once", "--record", "r.db")
    assert done.status == 0
    assert "1 new items: 1 articles added" in done.out
    assert b"KEN" in (tmp_path / "kenya.xml").read_bytes()
    assert "kenya" in depesche("alert", "show", "--record", "r.db").out
    assert "well" in depesche("watch", "feeds.toml", "--status", "--record", "r.db").out
    assert "no longer asked" in depesche("alert", "remove", "kenya", "--record", "r.db").out
    assert depesche("alert", "remove", "kenya", "--record", "r.db").status == 2


def test_cli_compare_shows_disagreements_and_what_they_cost(
    depesche: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "r.txt").write_text(ENGLISH)
    row = {
        "evidence": "Kenya expelled three Sudanese diplomats on Wednesday",
        "act": "expelled",
        "type": "SANCTION",
        "status": "reported",
        "actors": ["Kenya"],
        "recipients": ["Sudanese diplomats"],
        "date": "on Wednesday",
        "place": None,
    }
    invented = {**row, "evidence": "Kenya bombed Khartoum"}
    body = {
        "choices": [{"message": {"content": json.dumps({"events": [row, invented]})}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 80},
    }
    with running_site() as site:
        site.answers["/v1/chat/completions"] = Answer(json.dumps(body).encode())
        done = depesche("compare", "r.txt", "--url", f"{site.url}/v1", "--model", "m", "--published", "2024-01-05")
    assert done.status == 0
    assert "status: built-in factual, model reported" in done.out
    assert "rejected: the words for evidence do not stand in the text" in done.out
    assert "1 requests, 900 tokens given, 80 made" in done.err
