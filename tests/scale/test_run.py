from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from depesche.api import running
from depesche.errors import InputError
from depesche.scale import ShardRow, Status

READERS = "tests.scale.readers"
ROOT = Path(__file__).parent.parent.parent


def lines(folder: Path, name: str, texts: list[str]) -> Path:
    """A JSON Lines shard."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
    return path


def reports(count: int, *, first: int = 0) -> list[str]:
    codes = ("RUS", "USA", "FRA", "IND")
    return [
        f"{codes[n % 4]} meets {codes[(n + 1) % 4]} on 2024-{n % 12 + 1:02d}-02. Report {n}."
        for n in range(first, first + count)
    ]


def run(
    shards: Path | list[Path],
    out: Path,
    *,
    reader: str = "read",
    workers: int = 1,
    seconds: float = 20.0,
    **options: object,
) -> list[ShardRow]:
    names = [str(path) for path in ([shards] if isinstance(shards, Path) else shards)]
    plan = running.plan_run(names, out, reader=f"{READERS}:{reader}", seconds=seconds, **options)  # type: ignore[arg-type]
    return list(running.run_plan(plan, workers=workers))


def readings(out: Path) -> list[str]:
    """The texts of all readings, in order of shard and report."""
    found = []
    for path in sorted((out / "readings").glob("*.jsonl.gz")):
        with gzip.open(path, "rt") as file:
            found += [json.loads(line)["article"]["text"] for line in file]
    return found


def digests(out: Path) -> dict[str, str]:
    files = (p for p in out.rglob("*") if p.is_file() and p.name != ".lock")
    return {str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_run_reads_every_report_in_order(tmp_path: Path):
    texts = reports(40)
    lines(tmp_path / "in", "a.jsonl", texts[:25])
    lines(tmp_path / "in" / "deeper", "b.jsonl", texts[25:])
    rows = run(tmp_path / "in", tmp_path / "out", workers=2, format="jsonl")
    assert readings(tmp_path / "out") == texts
    assert {row.shard: row.readings for row in rows} == {"a.jsonl": 25, "deeper~b.jsonl": 15}
    assert not list((tmp_path / "out").rglob("*.part"))


@pytest.mark.parametrize(
    ("reader", "word", "reason"),
    [
        ("read", "SEGFAULT", "SIGSEGV"),
        ("read_whole", "KILLED", "SIGKILL"),
        ("read", "EXIT", "exit status 3"),
        ("read", "RAISES", "RuntimeError: a bug"),
        ("read", "MEMORY", "MemoryError"),
    ],
)
def test_run_report_that_kills_its_worker_costs_only_itself(tmp_path: Path, reader: str, word: str, reason: str):
    texts = reports(20)
    bad = [*texts[:7], f"{texts[7]} {word}", *texts[7:]]
    (row,) = run(lines(tmp_path, "a.jsonl", bad), tmp_path / "out", reader=reader, format="jsonl")
    assert readings(tmp_path / "out") == texts
    assert [(lost["source"], lost["kind"]) for lost in row.lost] == [("a.jsonl:8", "killed")]
    assert reason in row.lost[0]["reason"]
    assert (row.reports, row.readings, row.broken) == (21, 20, None)


@pytest.mark.parametrize("reader", ["read", "read_whole"])
def test_run_report_that_loops_is_ended_after_its_time(tmp_path: Path, reader: str):
    texts = reports(8)
    bad = [*texts[:3], f"{texts[3]} LOOP", *texts[3:]]
    (row,) = run(lines(tmp_path, "a.jsonl", bad), tmp_path / "out", reader=reader, seconds=1.5, format="jsonl")
    assert readings(tmp_path / "out") == texts
    assert [(lost["source"], lost["kind"]) for lost in row.lost] == [("a.jsonl:4", "hung")]


def test_run_several_poisoned_reports_beside_one_another(tmp_path: Path):
    texts = reports(12)
    bad = [f"{texts[0]} KILLED", *texts[:6], f"{texts[1]} EXIT", f"{texts[2]} SEGFAULT", *texts[6:], f"{texts[3]} EXIT"]
    (row,) = run(lines(tmp_path, "a.jsonl", bad), tmp_path / "out", reader="read_whole", format="jsonl")
    assert readings(tmp_path / "out") == texts
    assert [lost["source"] for lost in row.lost] == [f"a.jsonl:{n}" for n in (1, 8, 9, 16)]


def test_run_refused_reports_are_counted_by_kind_and_named_in_a_file(tmp_path: Path):
    texts = reports(3)
    (row,) = run(lines(tmp_path, "a.jsonl", [texts[0], "EMPTY", *texts[1:]]), tmp_path / "out")
    assert row.refused == {"InputError": 1}
    assert not row.lost
    named = [json.loads(line) for line in (tmp_path / "out/errors/a.jsonl.jsonl").read_text().splitlines()]
    assert named == [{"source": "a.jsonl:2", "kind": "InputError", "reason": "empty"}]


def test_run_second_time_reads_only_what_is_missing_or_changed(tmp_path: Path):
    for name in ("a", "b", "c"):
        lines(tmp_path / "in", f"{name}.jsonl", reports(3))
    out = tmp_path / "out"
    assert len(run(tmp_path / "in", out)) == 3
    assert run(tmp_path / "in", out) == []
    lines(tmp_path / "in", "b.jsonl", reports(4))
    os.utime(tmp_path / "in" / "a.jsonl", (1, 1))  # another date, the same bytes
    (out / "events" / "c.jsonl.parquet").unlink()
    assert [row.shard for row in run(tmp_path / "in", out)] == ["b.jsonl", "c.jsonl"]
    assert len((out / "manifest.jsonl").read_text().splitlines()) == 3
    assert len(run(tmp_path / "in", out, format="jsonl")) == 3
    assert not list((out / "events").iterdir())


def test_run_broken_shard_is_named_and_tried_again(tmp_path: Path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1 not a table")
    good = lines(tmp_path, "b.jsonl", reports(2))
    rows = run([tmp_path / "a.parquet", good], tmp_path / "out")
    assert [(row.shard, row.readings, bool(row.damage or row.broken)) for row in rows] == [
        ("a.parquet", 0, True),
        ("b.jsonl", 2, False),
    ]


def test_run_reader_that_cannot_be_loaded_says_so(tmp_path: Path):
    (row,) = run(lines(tmp_path, "a.jsonl", reports(1)), tmp_path / "out", reader="nowhere")
    assert row.broken is not None


DRIVER = """
import sys
from depesche.api import running
plan = running.plan_run([sys.argv[1]], sys.argv[2], reader=sys.argv[3])
for row in running.run_plan(plan, workers=2):
    print(row.shard, flush=True)
"""


def test_run_killed_at_any_moment_and_resumed_gives_the_same_bytes(tmp_path: Path):
    for n in range(5):
        texts = reports(60, first=n * 100)
        if n == 2:
            texts.insert(20, f"{texts[0]} KILLED")
        lines(tmp_path / "in", f"{n}.jsonl", texts)
    arguments = [sys.executable, "-c", DRIVER, str(tmp_path / "in"), str(tmp_path / "out"), f"{READERS}:read_slowly"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    chance = random.Random(4)
    for _ in range(2):
        with subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE) as driver:
            assert driver.stdout is not None
            driver.stdout.readline()  # something is done, so something is under way
            time.sleep(chance.uniform(0, 0.4))
            driver.send_signal(signal.SIGKILL)
    run(tmp_path / "in", tmp_path / "out", reader="read_slowly", workers=2)
    run(tmp_path / "in", tmp_path / "whole", reader="read_slowly", workers=1)
    assert digests(tmp_path / "out") == digests(tmp_path / "whole")
    assert sum(json.loads(row)["readings"] for row in (tmp_path / "out/manifest.jsonl").read_text().splitlines()) == 300


def test_run_workers_end_with_the_program_that_started_them(tmp_path: Path):
    lines(tmp_path / "in", "a.jsonl", [*reports(3), f"{reports(1)[0]} LOOP"])
    arguments = [sys.executable, "-c", DRIVER, str(tmp_path / "in"), str(tmp_path / "out"), f"{READERS}:read"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}
    with subprocess.Popen(arguments, env=environment, stdout=subprocess.DEVNULL) as driver:
        spool = tmp_path / "out/spool/a.jsonl.part"
        wait_until(lambda: spool.exists() and spool.stat().st_size > 0)
        (worker,) = children(driver.pid)
        driver.send_signal(signal.SIGKILL)
    wait_until(lambda: not Path(f"/proc/{worker}").exists() or state(worker) == "Z")


def children(pid: int) -> list[int]:
    paths = Path(f"/proc/{pid}/task").glob("*/children")
    return sorted({int(child) for path in paths for child in path.read_text().split()})


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def wait_until(true: object, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def test_run_two_runs_do_not_write_to_one_folder(tmp_path: Path):
    lines(tmp_path / "in", "a.jsonl", reports(2))
    lines(tmp_path / "in", "b.jsonl", reports(2))
    plan = running.plan_run([str(tmp_path / "in")], tmp_path / "out", reader=f"{READERS}:read")
    first = running.run_plan(plan, workers=1)
    next(first)
    with pytest.raises(InputError, match="another run writes here"):
        list(running.run_plan(plan, workers=1))
    assert len(list(first)) == 1


def test_run_tells_how_far_it_is(tmp_path: Path):
    path = lines(tmp_path, "a.jsonl", reports(5))
    heard: list[Status] = []
    plan = running.plan_run([str(path)], tmp_path / "out", reader=f"{READERS}:read")
    list(running.run_plan(plan, workers=1, told=heard.append))
    assert heard == [Status("a.jsonl", n + 1, 5) for n in range(5)]


def test_run_on_dask_gives_the_same_bytes_and_isolates_the_same_report(tmp_path: Path):
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'depesche[dask]'")
    for n in range(3):
        lines(
            tmp_path / "in",
            f"{n}.jsonl",
            [*reports(4, first=n * 10), f"{reports(1)[0]} SEGFAULT", *reports(3, first=50)],
        )
    plan = running.plan_run([str(tmp_path / "in")], tmp_path / "dask", reader=f"{READERS}:read")
    rows = list(running.run_plan(plan, workers=2, dask=True))
    run(tmp_path / "in", tmp_path / "local")
    assert sorted(row.readings for row in rows) == [7, 7, 7]
    assert digests(tmp_path / "dask") == digests(tmp_path / "local")
