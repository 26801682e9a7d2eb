"""Measures `depesche run`: reports a second with 1 and 2 workers and on a local Dask cluster, and what poison costs."""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from depesche.api import running
from depesche.intake.shards import RawReport
from depesche.model import Document
from depesche.scale import Refused

EXAMPLES = Path(__file__).parent.parent / "examples"
_POISON = {"kill": "Giftfass Eins.", "loop": "Giftfass Zwei."}
_SECONDS = 30.0


def read_poisoned(reports: Sequence[RawReport], options: Mapping[str, str | None]) -> Iterator[Document | Refused]:
    """Read reports as the product does, except that a poisoned one kills or hangs this process."""
    for report in reports:
        if _POISON["kill"].encode() in report.content:
            os.kill(os.getpid(), signal.SIGKILL)
        while _POISON["loop"].encode() in report.content:
            pass
    yield from running.read_reports(reports, options)


def reports(
    folder: Path, count: int, *, poisoned: int = 0, paragraphs: int | None = None, seed: int = 11
) -> Iterator[dict[str, str]]:
    """Yield reports made of the texts of a folder: other numbers, paragraphs left out, so that no two are alike.

    With `paragraphs` only so many of the body are kept, chosen by chance.
    """
    chance = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    chosen = sorted(chance.sample(range(count), poisoned))
    poison = {number: "loop" if n % 10 == 9 else "kill" for n, number in enumerate(chosen)}
    for number in range(count):
        text = re.sub(r"\b\d{3,}\b", lambda _: str(chance.randint(100, 9999)), texts[number % len(texts)])
        parts = text.split("\n\n")
        if len(parts) > 4:
            del parts[chance.randrange(2, len(parts))]
        if paragraphs is not None and len(parts) > paragraphs:
            kept = sorted(chance.sample(range(1, len(parts)), paragraphs))
            parts = [parts[0], *(parts[place] for place in kept)]
        parts.append(f"Das war Meldung {number}." if number % 2 else f"This was report {number}.")
        if number in poison:
            parts.append(_POISON[poison[number]])
        yield {"id": str(number), "text": "\n\n".join(parts), "published": f"2024-{number % 12 + 1:02d}-15"}


def write_shards(
    folder: Path, count: int, *, shards: int, source: Path, poisoned: int = 0, paragraphs: int | None = None
) -> None:
    """Write reports into JSON Lines shards of equal size."""
    folder.mkdir(parents=True)
    each = -(-count // shards)
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in reports(source, count, poisoned=poisoned, paragraphs=paragraphs)]
    for number in range(shards):
        part = lines[number * each : (number + 1) * each]
        (folder / f"{number:04d}.jsonl").write_text("".join(part), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Measured:
    """One run: seconds by the clock, processor seconds of the worker processes (0 where unknown), and what came of it."""

    seconds: float
    processor: float
    readings: int
    lost: int
    peak: int


def measure(shards: Path, out: Path, *, workers: int, dask: bool = False, poisoned: bool = False) -> Measured:
    """Run over the shards in a fresh folder and return what it took."""
    reader = "evaluation.scale_speed:read_poisoned" if poisoned else "depesche.api.running:read_reports"
    plan = running.plan_run([str(shards)], out, reader=reader, seconds=_SECONDS)
    begin, before = time.perf_counter(), os.times()
    rows = list(running.run_plan(plan, workers=workers, dask=dask))
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    broken = [row.broken for row in rows if row.broken]
    if broken:
        sys.exit(f"a shard could not be read: {broken[0]}")
    return Measured(
        time.perf_counter() - begin,
        0.0 if dask else processor,
        sum(row.readings for row in rows),
        sum(len(row.lost) for row in rows),
        max(row.peak for row in rows),
    )


def compare(count: int, *, rounds: int, source: Path, dask: bool) -> None:
    """Print reports a second of each way to run, in turns, as others use the machine too."""
    ways = {"1 worker": (1, False), "2 workers": (2, False)} | ({"Dask, 2 workers": (2, True)} if dask else {})
    found: dict[str, list[Measured]] = {name: [] for name in ways}
    with tempfile.TemporaryDirectory() as folder:
        shards = Path(folder) / "shards"
        write_shards(shards, count, shards=8, source=source)
        for turn in range(rounds):
            for name, (workers, on_dask) in ways.items():
                out = Path(folder) / f"out-{turn}-{workers}-{on_dask}"
                found[name].append(measure(shards, out, workers=workers, dask=on_dask))
    rates = {name: max(m.readings / m.seconds for m in each) for name, each in found.items()}
    print(f"{count} reports, best of {rounds}; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for name, each in found.items():
        workers = ways[name][0]
        efficiency = rates[name] / workers / rates["1 worker"]
        processor = min(m.processor / m.readings for m in each)
        cost = f", {processor * 1000:.0f} ms of processor a report" if processor else ""
        peak = max(m.peak for m in each) / (1 << 20)
        print(
            f"{name:16} {rates[name]:7.2f} reports/s, efficiency {efficiency:.2f}{cost}, at most {peak:.0f} MB a worker"
        )


def poison(count: int, *, poisoned: int, source: Path, paragraphs: int | None) -> None:
    """Print what becomes of a run in which some reports kill or hang their worker."""
    with tempfile.TemporaryDirectory() as folder:
        shards = max(2, count // 1000)
        write_shards(
            Path(folder) / "shards", count, shards=shards, source=source, poisoned=poisoned, paragraphs=paragraphs
        )
        done = measure(Path(folder) / "shards", Path(folder) / "out", workers=2, poisoned=True)
    print(
        f"{count} reports, {poisoned} poisoned: {done.readings} readings, {done.lost} named failures, "
        f"{done.readings / done.seconds:.2f} reports/s, {done.processor:.0f} s of processor, "
        f"at most {done.peak / (1 << 20):.0f} MB a worker"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=EXAMPLES, help="texts that the reports are made of")
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--no-dask", action="store_true")
    parser.add_argument("--poisoned", type=int, default=0, help="measure a run with so many poisoned reports instead")
    parser.add_argument("--paragraphs", type=int, help="keep only so many of a poisoned run's reports, which saves hours")
    arguments = parser.parse_args()
    if arguments.poisoned:
        poison(
            arguments.reports,
            poisoned=arguments.poisoned,
            source=arguments.folder,
            paragraphs=arguments.paragraphs,
        )
    else:
        compare(arguments.reports, rounds=arguments.rounds, source=arguments.folder, dask=not arguments.no_dask)


if __name__ == "__main__":
    main()
