"""Fills a record with invented readings and measures it: `python -m evaluation.record_speed [ARTICLES] [--record …]`.

Prints how many readings a second the store takes (in seconds of the clock and of the processor), how large the record is
for each event, and how long typical questions take (p50 and p95 of many different ones of each kind).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from depesche import api, codebook
from depesche.record import Filters, Reading, Record, prepare_reading

from .synthetic import Synthesiser

_BATCH, _LINKED = 5000, 2000
Question = Callable[[Record], object]


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling a record took."""

    articles: int
    events: int
    wall: float
    cpu: float
    rows: float
    """Seconds of the processor for making the rows, which other processes can do (`depesche load --workers`)."""

    @property
    def line(self) -> str:
        """One line for people."""
        return (
            f"{self.articles} readings with {self.events} events: {self.articles / self.wall:.0f} a second of the clock, "
            f"{self.articles / self.cpu:.0f} a second of the processor; with the rows made in the same process "
            f"{self.articles / (self.cpu + self.rows):.0f} a second of the processor"
        )


def fill(record: Record, articles: int, *, link: bool, seed: int = 7) -> Filled:
    """Add readings in batches; the time of making them up is not counted. Without `link` only the store is measured."""
    made = Synthesiser(seed).documents(articles)
    wall = cpu = making = 0.0
    events = 0
    while batch := [Reading(document, "1", "synthetic") for document in islice(made, _BATCH)]:
        events += sum(len(reading.document.events) for reading in batch)
        before = time.process_time()
        prepared = [prepare_reading(reading) for reading in batch]
        making += time.process_time() - before
        wall_before, cpu_before = time.perf_counter(), time.process_time()
        record.add_all(prepared, link=link)
        wall += time.perf_counter() - wall_before
        cpu += time.process_time() - cpu_before
    return Filled(articles, events, wall, cpu, making)


def questions(record: Record, seed: int = 1) -> Iterator[tuple[str, Callable[[], Question]]]:
    """Yield fourteen kinds of questions, each with a maker of ever new ones of its kind."""
    chance = random.Random(seed)
    codes = [facet.value for facet in api.facets(record, Filters(since="2021-03-01", until="2021-03-31"))["actor"]]
    rare = sorted(codebook.load_states())
    people = [entry.id for entry in api.actors(record, Filters(limit=400)) if entry.kind == "person"]
    words = [word for e in api.events(record, Filters(limit=60)) for word in " ".join(e.evidence).strip(".").split()]
    ids = [entry.id for entry in api.articles(record, Filters(limit=500))]
    kinds = sorted(codebook.load_plover().types)

    def code() -> str:
        return chance.choice(codes if chance.random() < 0.7 else rare)

    def two() -> tuple[str, str]:
        one, other = chance.sample([*codes, *rare[:60]], 2)
        return (one, other) if one != other else two()

    def page(**wanted: str) -> Filters:
        return Filters(limit=50, **wanted)  # type: ignore[arg-type]

    def month() -> str:
        return f"{chance.randint(2020, 2023)}-{chance.randint(1, 12):02d}"

    def dyad() -> Question:
        one, other = two()
        return lambda r: api.dyad(r, one, other, page())

    def window() -> Question:
        filters = page(party=code(), since=(begin := month()), until=begin)
        return lambda r: api.events(r, filters)

    def put(ask: Callable[..., object], make: Callable[[], Filters]) -> Callable[[], Question]:
        def question() -> Question:
            filters = make()
            return lambda r: ask(r, filters)

        return question

    def once(ask: Callable[..., object], make: Callable[[], str]) -> Callable[[], Question]:
        def question() -> Question:
            wanted = make()
            return lambda r: ask(r, wanted)

        return question

    def actor_page() -> Question:
        wanted = chance.choice(people) if chance.random() < 0.5 else code()
        return lambda r: api.actor(r, wanted)

    yield "events, latest", put(api.events, page)
    yield "events of an actor", put(api.events, lambda: page(actor=code()))
    yield "events of a type", put(api.events, lambda: page(type=chance.choice(kinds)))
    yield "events of a month", window
    yield "dyad page", lambda: dyad()
    yield "actor page", actor_page
    yield "timeline of an actor", put(api.timeline, lambda: page(actor=code()))
    yield "timeline of a dyad", put(api.timeline, lambda: page(**dict(zip(("actor", "recipient"), two(), strict=True))))

    def search(record: Record, wanted: str) -> object:
        return api.search(record, wanted, page())

    yield "search, a word", once(search, lambda: chance.choice(words))
    yield "search, two words", once(search, lambda: " ".join(chance.sample(words, 2)))
    yield "search, a word of no text", once(search, lambda: f"zz{chance.randrange(10**6)}")
    yield "quotations of a speaker", put(api.quotes, lambda: page(actor=chance.choice(people)))
    yield "happenings of an actor", put(api.happenings, lambda: page(actor=code()))
    yield "an article whole", once(api.article, lambda: chance.choice(ids))


def measure(record: Record, times: int) -> Iterator[tuple[str, float, float, float]]:
    """Yield each kind of question with p50 and p95 in milliseconds of the clock, and p95 of this process's processor.

    On a machine that others use too, the processor's time tells more; of a PostgreSQL server it knows nothing.
    """
    for name, make in questions(record):
        taken, worked = [], []
        for _ in range(times):
            question = make()
            before, cpu_before = time.perf_counter(), time.process_time()
            question(record)
            taken.append(1000 * (time.perf_counter() - before))
            worked.append(1000 * (time.process_time() - cpu_before))
        cuts = quantiles(taken, n=20)
        yield name, cuts[9], cuts[18], quantiles(worked, n=20)[18]


def main() -> None:
    """Fill, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=int, nargs="?", default=20_000)
    parser.add_argument("--record", help="a file or postgresql:// address to fill [default: a file that is removed]")
    parser.add_argument("--times", type=int, default=60, help="questions of each kind")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument(
        "--filled", action="store_true", help="only ask: the record named by --record is filled already"
    )
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        name = options.record or str(Path(folder) / "record.db")
        figures = ask(name, options.times) if options.filled else run(name, options.articles, options.times)
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")


def run(name: str, articles: int, times: int) -> dict[str, object]:
    """Fill a record and ask it; return the figures, which are printed as they come."""
    with Record(name) as record:
        stored = fill(record, articles, link=False)
        print(f"Stored:  {stored.line}", flush=True)
        size = Path(name).stat().st_size if "://" not in name else 0
        if size:
            print(f"         {size / 1e6:.0f} MB, {size / stored.events:.0f} bytes an event with texts and readings")
        linked = fill(record, min(_LINKED, articles), link=True, seed=8)
        print(f"With copies and happenings, into that record: {linked.line}", flush=True)
    return {
        "stored a second": round(stored.articles / stored.wall),
        "stored a second of the processor": round(stored.articles / stored.cpu),
        "stored a second of the processor, rows made in the same process": round(stored.articles / (stored.cpu + stored.rows)),
        "linked a second": round(linked.articles / linked.wall),
        "bytes an event": round(size / stored.events),
        **ask(name, times),
    }


def ask(name: str, times: int) -> dict[str, object]:
    """Ask a filled record; return the figures, which are printed as they come."""
    with Record(name, create=False) as record:
        held = api.stats(record)
        print(f"Asked of {held.articles} articles with {held.events} events:", flush=True)
        figures: dict[str, object] = {}
        for kind, half, most, cpu in measure(record, times):
            print(f"{kind:28} p50 {half:7.1f} ms   p95 {most:7.1f} ms   processor p95 {cpu:7.1f} ms", flush=True)
            figures[kind] = {"p50": round(half, 1), "p95": round(most, 1), "processor p95": round(cpu, 1)}
    return {"articles": held.articles, "events": held.events, "questions": figures}


if __name__ == "__main__":
    main()
