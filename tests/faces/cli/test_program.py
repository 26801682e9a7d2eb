"""What a program of its own shows: pipes, signals, terminals, environment."""

from __future__ import annotations

import json
import os
import pty
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from tests.faces.cli.command import ENGLISH, ENVIRONMENT, GERMAN, PROGRAM, started


def write_reports(folder: Path, count: int) -> None:
    for number in range(count):
        (folder / f"report{number:03}.txt").write_text(f"{GERMAN} Bericht Nummer {number}.", encoding="utf-8")


def run(*arguments: str, cwd: Path, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=cwd,
        input=given,
        capture_output=True,
        env={**ENVIRONMENT, **environment},
        timeout=180,
        check=False,
    )


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_program_closed_pipe_ends_it_quietly(options: list[str], tmp_path: Path):
    write_reports(tmp_path, 8)
    with subprocess.Popen(
        [*PROGRAM, "read", *options, "."],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.wait(timeout=180) == 0
        assert process.stderr.read() == b""


def test_program_stopped_by_the_user_leaves_whole_reports_only(tmp_path: Path):
    write_reports(tmp_path, 60)
    with started(tmp_path, "add", ".", stdout=subprocess.PIPE) as process:
        record = tmp_path / "depesche.db"
        deadline = time.monotonic() + 120
        while not articles_in(record) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=180)
    assert (process.returncode, out) == (130, b"")
    assert err == b"depesche: stopped.\n"
    kept = articles_in(record)
    assert 0 < kept < 60
    assert articles_in(record, "JOIN reading ON reading.article_key = article.key") == kept


def articles_in(record: Path, joined: str = "") -> int:
    if not record.exists():
        return 0
    connection = sqlite3.connect(f"file:{record}?mode=ro", uri=True)
    try:
        return int(connection.execute(f"SELECT count(*) FROM article {joined}").fetchone()[0])
    except sqlite3.OperationalError:  # the tables are not made yet
        return 0
    finally:
        connection.close()


@pytest.mark.parametrize(("command", "told"), [("add", "depesche.db: 6 new"), ("read", "Events (")])
def test_program_without_terminal_shows_neither_bar_nor_colour(command: str, told: str, tmp_path: Path):
    write_reports(tmp_path, 6)
    done = run(command, ".", cwd=tmp_path)
    assert done.stderr == b""
    assert told.encode() in done.stdout and b"\x1b" not in done.stdout


def in_terminal(*arguments: str, cwd: Path, **environment: str) -> str:
    """What the command writes to a terminal."""
    outer, inner = pty.openpty()
    with subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=cwd,
        env={**ENVIRONMENT, "TERM": "xterm-256color", **environment},
        stdin=inner,
        stdout=inner,
        stderr=inner,
    ) as process:
        os.close(inner)
        written = b""
        try:
            while chunk := os.read(outer, 65536):
                written += chunk
        except OSError:  # Linux says so when the other end is closed
            pass
        os.close(outer)
        assert process.wait(timeout=180) == 0
    return written.decode()


def test_program_on_a_terminal_shows_a_bar_for_many_reports(tmp_path: Path):
    write_reports(tmp_path, 6)
    assert "6/6" in in_terminal("add", ".", cwd=tmp_path)


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_program_colours_unless_asked_not_to(environment: dict[str, str], coloured: bool, tmp_path: Path):
    write_reports(tmp_path, 1)
    written = in_terminal("read", "report000.txt", cwd=tmp_path, **environment)
    assert ("\x1b[32m" in written or "\x1b[33m" in written) is coloured


def test_program_standard_input_is_a_report(tmp_path: Path):
    done = run("read", "--json", "--published", "2023-03", "-", cwd=tmp_path, given=GERMAN.encode())
    reading = json.loads(done.stdout)
    assert (reading["article"]["text"], reading["article"]["published"]) == (GERMAN, "2023-03")


def test_program_standard_input_takes_json_lines(tmp_path: Path):
    lines = "\n".join(json.dumps({"id": str(n), "text": text}) for n, text in enumerate([GERMAN, ENGLISH]))
    done = run("read", "--json", "--from", "jsonl", "-", cwd=tmp_path, given=lines.encode())
    assert [json.loads(line)["article"]["external_id"] for line in done.stdout.splitlines()] == ["0", "1"]


def test_program_endless_input_is_refused(tmp_path: Path):
    with Path("/dev/zero").open("rb") as zeros:
        done = subprocess.run(
            [*PROGRAM, "read", "-"],
            cwd=tmp_path,
            stdin=zeros,
            capture_output=True,
            env={**ENVIRONMENT, "DEPESCHE_MAX_BYTES": "100000"},
            timeout=180,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"depesche: standard input: 100,001 bytes are more than one report has")


def test_program_output_is_utf8_whatever_the_locale(tmp_path: Path):
    done = run("read", "--json", "-", cwd=tmp_path, given=GERMAN.encode(), PYTHONIOENCODING="latin-1", LC_ALL="C")
    assert json.loads(done.stdout.decode("utf-8"))["article"]["text"] == GERMAN


def test_program_setting_that_is_no_number_is_named(tmp_path: Path):
    done = run("read", "-", cwd=tmp_path, given=GERMAN.encode(), DEPESCHE_MAX_BYTES="many")
    assert done.returncode == 2
    assert b"DEPESCHE_MAX_BYTES=many" in done.stderr and done.stderr.count(b"\n") == 1


def test_program_same_report_gives_the_same_bytes(tmp_path: Path):
    first, second = (run("read", "--json", "-", cwd=tmp_path, given=GERMAN.encode()).stdout for _ in range(2))
    assert first == second != b""
