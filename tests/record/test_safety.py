from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from depesche import api
from depesche.errors import RecordError
from depesche.record import Reading, Record
from evaluation.synthetic import Synthesiser
from tests.conftest import ROOT
from tests.record.reports import act, put

ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}
REPORTS = 50
KILLS = int(os.environ.get("DEPESCHE_KILLS", "5"))
"""How often `add` is killed; 50 with `DEPESCHE_KILLS=50`."""


def start(path: Path, count: int, seed: int = 7) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.record.adding", str(path), str(count), str(seed)]
    return subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)


def documents(count: int, seed: int = 7) -> list[str]:
    return [document.article.id for document in Synthesiser(seed).documents(count)]


def test_killing_loses_no_committed_report_and_leaves_no_half_one(tmp_path: Path) -> None:
    path, chance, wanted = tmp_path / "record.db", random.Random(4), documents(REPORTS)
    for _ in range(KILLS):
        process = start(path, REPORTS)
        assert process.stdout is not None
        said = [process.stdout.readline()]
        for _ in range(chance.randint(0, REPORTS // 2)):
            said.append(process.stdout.readline())
        time.sleep(chance.random() / 100)
        process.kill()
        said += process.stdout.read().splitlines()
        process.wait()
        process.stdout.close()
        committed = {wanted[int(line)] for line in said if line.strip().isdigit()}
        with Record(path) as record:
            assert api.check(record) == []
            assert committed <= {entry.id for entry in record.articles(limit=0)}
    process = start(path, REPORTS)
    assert process.wait(timeout=120) == 0
    assert process.stdout is not None
    process.stdout.close()
    with Record(path) as record, Record(tmp_path / "whole.db") as whole:
        put(whole, *Synthesiser().documents(REPORTS))
        assert api.check(record) == []
        assert [e.id for e in record.events(limit=0)] == [e.id for e in whole.events(limit=0)]
        assert api.stats(record).articles == REPORTS


def test_two_writers_at_once_lose_nothing(any_record: Record, tmp_path: Path) -> None:
    path, number = any_record.name, 40
    writers = [start(Path(path) if "://" not in path else path, number, seed) for seed in (1, 2)]  # type: ignore[arg-type]
    seen: list[int] = []
    while any(writer.poll() is None for writer in writers):
        seen.append(len(any_record.articles(limit=0)))  # reading while others write
        time.sleep(0.05)
    for writer in writers:
        assert writer.returncode == 0
        assert writer.stdout is not None
        writer.stdout.close()
    assert seen == sorted(seen)
    assert api.stats(any_record).articles == 2 * number
    assert api.check(any_record) == []


def test_a_reader_sees_one_state_while_another_writes(any_record: Record) -> None:
    put(any_record, act("e1", "ACCUSE", "RUS", "USA", "Russia accused the USA."))
    with Record(any_record.name) as writer:

        def question(connection: object) -> tuple[int, int]:
            from depesche.record.questions.stats import find_stats

            before = find_stats(connection).articles  # type: ignore[arg-type]
            thread = threading.Thread(
                target=put, args=(writer, act("e2", "ACCUSE", "RUS", "IND", "Russia accused India."))
            )
            thread.start()
            thread.join()
            return before, find_stats(connection).articles  # type: ignore[arg-type]

        assert any_record.ask(question) == (1, 1)
    assert api.stats(any_record).articles == 2


def test_a_batch_is_written_whole_or_not_at_all(any_record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from depesche.record import adding

    def fails(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(adding, "link_events", fails)
    made = [Reading(act(f"e{n}", "ACCUSE", "RUS", "USA", f"Russia accused the USA {n}."), "1", "l") for n in range(5)]
    with pytest.raises(RuntimeError):
        any_record.add_all(made)
    assert api.stats(any_record).articles == 0
    assert api.check(any_record) == []


def _add_until_full(path: str) -> None:
    size = Path(path).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 400_000, size + 400_000))
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with Record(path) as record:
        for document in Synthesiser().documents(2000):
            record.add(document, pipeline="1", lexicon="l")


def in_process(act: Callable[[str], None], path: Path) -> subprocess.CompletedProcess[str]:
    code = f"from tests.record.test_safety import {act.__name__} as act; act({str(path)!r})"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True)


def test_a_full_disk_gives_a_clear_error_and_an_intact_record(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    with Record(path) as record:
        put(record, *Synthesiser().documents(5))
    done = in_process(_add_until_full, path)
    assert done.returncode != 0
    assert "RecordError" in done.stderr.splitlines()[-1]
    assert "Make room" in done.stderr.splitlines()[-1]
    with Record(path) as record:
        assert api.check(record) == []
        assert api.stats(record).articles >= 5
        put(record, *Synthesiser().documents(60))
        assert api.stats(record).articles == 60


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small file system")
def test_a_full_file_system_gives_a_clear_error_and_an_intact_record(tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", folder], capture_output=True).returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    try:
        path = folder / "record.db"
        with pytest.raises(RecordError, match="Make room"), Record(path) as record:
            for document in Synthesiser().documents(2000):
                record.add(document, pipeline="1", lexicon="l")
        with Record(path) as record:
            assert api.check(record) == []
            assert api.stats(record).articles > 0
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("damage", ["DELETE FROM reading", "DELETE FROM article", "UPDATE event SET spans = '[[0,99999]]'",
                                    "UPDATE event SET spans = '[]'", "UPDATE reading SET data = x'00'",
                                    "UPDATE article SET events = 7", "UPDATE actor SET mentions = 99",
                                    "UPDATE tally SET events = 2", "DELETE FROM tally WHERE code = 'RUS'",
                                    "UPDATE event SET happening = 'x'", "DELETE FROM words_docsize",
                                    "DELETE FROM event"])  # fmt: skip
def test_check_finds_damage(tmp_path: Path, damage: str) -> None:
    import sqlite3
    from contextlib import closing

    path = tmp_path / "record.db"
    with Record(path) as record:
        put(record, act("e1", "ACCUSE", "RUS", "USA", "Russia accused the USA."))
        assert api.check(record) == []
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(damage)
        connection.commit()
    with Record(path) as record:
        assert api.check(record) != []
