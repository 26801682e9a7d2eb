"""What somebody new meets: narrow terminals, used ports, mistyped names, records that came to nothing."""

from __future__ import annotations

import builtins
import signal
import socket
import sqlite3
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from depesche.faces.cli.app import app
from depesche.faces.cli.options import open_for_writing
from depesche.record import Record
from tests.faces.cli.command import GERMAN, Command, started
from tests.record.reports import act, put

RUNNER = CliRunner()
WORDS = "Außenministerin Annalena verurteilte die Völkerrechtsverletzungen."
IDENTITY = "8a0cdd2b77f251a1"


@pytest.fixture
def depesche(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    with Record(tmp_path / "depesche.db") as record:
        put(
            record,
            act(IDENTITY, "ACCUSE", "DEU", "RUS", WORDS, date="2023-03-02"),
            *(act(f"m{a}{b}", "CONSULT", a, b, f"{a} met {b}.", date="2023-04-02")
              for a, b in (("USA", "CHN"), ("FRA", "GBR"), ("ITA", "ESP"), ("POL", "SWE"))),
        )  # fmt: skip
    return Command(capsys, monkeypatch)


@pytest.mark.parametrize("width", [50, 60, 80, 200])
@pytest.mark.parametrize("command", ["events", "happenings"])
def test_no_word_is_cut_whatever_the_width(
    command: str, width: int, depesche: Command, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COLUMNS", str(width))
    out = depesche(command, "--party", "RUS").out
    assert all(word in out for word in [*WORDS.split(), "ACCUSE", "2023-03-02", IDENTITY])
    assert max(map(len, out.splitlines())) <= width
    assert depesche("judge", "wrong", IDENTITY, "--by", "Ada").status == 0
    assert IDENTITY in depesche("judge", "list").out


def test_wide_terminal_has_a_table_and_a_narrow_one_blocks(depesche: Command, monkeypatch: pytest.MonkeyPatch):
    heads = []
    for width in ("200", "60"):
        monkeypatch.setenv("COLUMNS", width)
        heads.append(depesche("events", "--party", "RUS").out.splitlines()[0].split()[:2])
    assert heads == [["Date", "┃"], ["2023-03-02", "ACCUSE"]]


@pytest.mark.parametrize("width", [40, 60])
def test_matrix_goes_on_below_where_there_is_no_room(width: int, depesche: Command, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", str(width))
    table = depesche("matrix").out.partition("\nRows act")[0]
    assert max(map(len, table.splitlines())) <= width
    assert {"DEU", "RUS", "USA", "CHN", "FRA", "GBR", "ITA", "ESP", "POL", "SWE"} <= set(table.split())


def test_serve_on_a_used_port_is_one_line(depesche: Command):
    with socket.socket() as used:
        used.bind(("127.0.0.1", 0))
        used.listen()
        port = used.getsockname()[1]
        done = depesche("serve", "--port", str(port))
    assert (done.status, done.out) == (2, "")
    assert f"port {port}" in done.complaint and "--port" in done.complaint


@pytest.mark.parametrize(("missing", "extra"), [("fastapi", True), ("depesche.faces.lost", False)])
def test_only_what_an_extra_brings_is_said_to_be_missing(
    missing: str, extra: bool, depesche: Command, monkeypatch: pytest.MonkeyPatch
):
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name == "depesche.faces.http":
            raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    if extra:
        assert "depesche[web]" in depesche("serve").complaint
    else:
        assert isinstance(RUNNER.invoke(app, ["serve"]).exception, ModuleNotFoundError)


def test_undo_says_what_it_took_back(depesche: Command):
    depesche("judge", "correct", IDENTITY, "date", "2022-01", "--by", "Ada", "--reason", "misread")
    with sqlite3.connect("depesche.db") as connection:
        number = connection.execute("SELECT max(id) FROM judgement").fetchone()[0]
    connection.close()
    out = depesche("judge", "undo", str(number)).out
    assert all(part in out for part in (IDENTITY, "date: 2022-01", "Ada", "misread"))


@pytest.mark.parametrize(("arguments", "reason"), [
    (("dyad", "RUS", "Nirgendwoland"), "'Nirgendwoland' is not in the record"),
    (("events", "--independent", "-1"), "--independent"),
    (("happenings", "--independent", "-1"), "--independent"),
    (("network", "--minimum", "0"), "--minimum"),
])  # fmt: skip
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...], reason: str, depesche: Command):
    done = depesche(*arguments)
    assert (done.status, done.out) == (2, "")
    assert reason in done.complaint


def test_empty_list_of_tokens_says_so(depesche: Command):
    assert depesche("token", "list").out == "No tokens.\n"


@pytest.mark.parametrize("there", [False, True])
def test_failed_import_takes_away_only_the_record_it_made(there: bool, depesche: Command):
    if there:
        Record(Path("other.db"), create=True).close()
    Path("bad.jsonl").write_text("no json\n", encoding="utf-8")
    done = depesche("import", "--format", "plover-jsonl", "bad.jsonl", "--record", "other.db")
    assert done.status == 2
    assert [path.name for path in Path().glob("other.db")] == ["other.db"] * there


def test_record_made_here_stays_once_something_is_in_it(tmp_path: Path):
    path = tmp_path / "new.db"
    with pytest.raises(KeyboardInterrupt), open_for_writing(str(path)) as record:
        put(record, act("e1", "ACCUSE", "DEU", "RUS", WORDS))
        raise KeyboardInterrupt
    assert path.exists()


def test_record_made_here_stays_while_another_has_it_open(tmp_path: Path):
    path = tmp_path / "new.db"
    other = None
    with pytest.raises(KeyboardInterrupt), open_for_writing(str(path)):
        other = Record(path)
        other.ask(lambda store: None)
        raise KeyboardInterrupt
    assert path.exists()
    assert other is not None
    other.close()


def test_add_stopped_before_the_first_report_leaves_no_record(tmp_path: Path):
    with started(tmp_path, "add", "-", stdin=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob("*.db")) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert list(tmp_path.glob("*.db"))
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(GERMAN.encode(), timeout=60)
    assert (process.returncode, err) == (130, b"depesche: stopped.\n")
    assert not list(tmp_path.glob("*.db*"))
