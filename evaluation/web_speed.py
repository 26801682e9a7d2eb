"""Measures the pages on loopback: `python -m evaluation.web_speed [ARTICLES] [--record FILE] [--asks N]`.

Fills a record with invented readings (or takes the one given), serves it in a process of its own, and asks for chronicle,
actor, dyad (and the changes of level that it loads after itself) and search pages with ever new filters. Prints p50 and
p95 of the clock, and of the server's processor time, which does not depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import httpx

from depesche import api
from depesche.record import Filters, Record

from .record_speed import fill

GOAL = 200
"""Milliseconds that p95 should stay below on 200,000 articles."""


def main() -> None:
    """Fill, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=20_000)
    parser.add_argument("--record", type=Path, help="keep the record here; one that is there is taken as it is")
    parser.add_argument("--asks", type=int, default=100, help="requests of each kind")
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = options.record or Path(folder) / "speed.db"
        if not path.exists():
            with api.open_record(path, create=True) as record:
                print(fill(record, options.articles, link=True).line, flush=True)
        with api.open_record(path) as record:
            stats = api.stats(record)
            kinds = makers(record)
        print(f"{stats.articles:,} articles, {stats.events:,} events, {path.stat().st_size / 1e6:,.0f} MB", flush=True)
        with serving(path) as (process, client):
            for name, make in kinds.items():
                print(measure(client, process.pid, name, make, options.asks), flush=True)


def makers(record: Record, seed: int = 3) -> dict[str, Callable[[], tuple[str, dict[str, str]]]]:
    """Return for each kind of page a maker of ever new addresses."""
    chance = random.Random(seed)
    facets = api.facets(record, Filters(since="2021-03-01", until="2021-03-31"))
    codes = [facet.value for facet in facets["actor"]]
    types = [facet.value for facet in facets["type"]]
    people = [entry.id for entry in api.actors(record, Filters(limit=300)) if entry.kind == "person"]
    words = [word for entry in api.events(record, Filters(limit=60)) for word in " ".join(entry.evidence).split()]
    words = sorted({word.strip(".,") for word in words if len(word) > 4})

    def chronicle() -> tuple[str, dict[str, str]]:
        wanted = [{}, {"actor": chance.choice(codes)}, {"type": chance.choice(types)}, {"party": chance.choice(codes)}]
        return "/", {**chance.choice(wanted), "until": f"{chance.randint(2015, 2024)}-{chance.randint(1, 12):02d}"}

    def actor() -> tuple[str, dict[str, str]]:
        return f"/actors/{chance.choice([*people, *codes])}", {}

    def dyad() -> tuple[str, dict[str, str]]:
        a, b = chance.sample(codes, 2)
        return "/dyad", {"a": a, "b": b, "grain": chance.choice(("week", "month", "year"))}

    def changes() -> tuple[str, dict[str, str]]:
        return "/breaks", dyad()[1]

    def search() -> tuple[str, dict[str, str]]:
        return "/", {"q": " ".join(chance.sample(words, chance.randint(1, 2)))}

    return {"chronicle": chronicle, "actor": actor, "dyad": dyad, "changes": changes, "search": search}


@contextmanager
def serving(path: Path) -> Iterator[tuple[subprocess.Popen[bytes], httpx.Client]]:
    """A server in a process of its own, and a client of it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "depesche", "serve", "--record", str(path), "--port", str(port), "--asks", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            for _ in range(200):
                try:
                    client.get("/codebook")
                    break
                except httpx.ConnectError:
                    time.sleep(0.1)
            yield process, client
    finally:
        process.terminate()
        process.wait()


def measure(
    client: httpx.Client, pid: int, name: str, make: Callable[[], tuple[str, dict[str, str]]], asks: int
) -> str:
    """Return one line of figures for `asks` requests of a kind, after a few that warm the caches."""
    for _ in range(5):
        _ask(client, *make())
    clock, processor = [], []
    for _ in range(asks):
        path, query = make()
        before, start = processor_ms(pid), time.perf_counter()
        _ask(client, path, query)
        clock.append(1000 * (time.perf_counter() - start))
        processor.append(processor_ms(pid) - before)
    figures = [quantiles(values, n=20, method="inclusive") for values in (clock, processor)]
    told = "   ".join(
        f"{what} p50 {cuts[9]:5.0f} ms, p95 {cuts[18]:5.0f} ms"
        for what, cuts in zip(("clock", "processor"), figures, strict=True)
    )
    sign = "" if figures[0][18] < GOAL else f"   clock above the goal of {GOAL} ms"
    return f"{name:<10} {told}{sign}"


def _ask(client: httpx.Client, path: str, query: dict[str, str]) -> None:
    answer = client.get(path, params=query)
    if answer.status_code not in (200, 404):
        raise SystemExit(f"web_speed: {answer.url} answers {answer.status_code}.")


def processor_ms(pid: int) -> float:
    """Return the processor time that all threads of a process have used, in milliseconds."""
    total = 0
    for file in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        total += int(file.read_text(encoding="ascii").split()[0])
    return total / 1e6


if __name__ == "__main__":
    main()
