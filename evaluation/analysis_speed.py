"""Measures analyses and exports on a record of 100,000 invented events: processor seconds for each, and memory of the exports.

`python -m evaluation.analysis_speed [--events 100000] [--record FILE]`; a record that is there already is used again.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from depesche import analysis, api
from depesche.analysis.loading import light_events
from depesche.record import Filters, Reading, Record

from .synthetic import Synthesiser

T = TypeVar("T")
_EVENTS_AN_ARTICLE = 7.5


class _Sink(io.RawIOBase):
    """Counts what is written to it."""

    size = 0

    def write(self, data: object) -> int:
        self.size += len(data)  # type: ignore[arg-type]
        return len(data)  # type: ignore[arg-type]

    def writable(self) -> bool:
        return True


def fill(record: Record, events: int) -> None:
    """Put invented articles with about so many events into the record."""
    documents = Synthesiser().documents(round(events / _EVENTS_AN_ARTICLE))
    while batch := [Reading(document, "synthetic", "none") for document in islice(documents, 500)]:
        record.add_all(batch)


def timed(name: str, act: Callable[[], T]) -> T:
    """Print the processor time an act took, as others may use the machine; return what it returned."""
    begin = time.process_time()
    done = act()
    print(f"{name:44} {time.process_time() - begin:8.2f} s", flush=True)
    return done


def measure(record: Record) -> None:
    """Print the seconds of each analysis and export."""
    events = timed("events, light, from the record", lambda: record.ask(lambda c: list(light_events(c, Filters()))))
    print(f"{len(events)} events counted")
    timed("pure: dyad series of all", lambda: analysis.dyad_series(events, "RUS", "USA"))
    timed("pure: tone", lambda: analysis.tone(events, "RUS"))
    timed("pure: matrix, all actors", lambda: analysis.matrix(events, size=0))
    network = timed("pure: network", lambda: analysis.network(events))
    print(f"{len(network.nodes)} actors, {len(network.edges)} edges")
    timed("pure: blocs", lambda: analysis.blocs(network))
    timed("pure: balance", lambda: analysis.balance(network))
    one, other = (actor.key for actor in network.nodes[:2])
    series = timed("record: series of the busiest dyad, weeks", lambda: api.series(record, one, other, grain="week"))
    timed("record: change points of it", lambda: api.breaks(series))
    last = api.stats(record).last or "2020"
    timed("record: matrix of the last year", lambda: api.matrix(record, Filters(since=str(int(last[:4]) - 1))))
    timed("record: brief of the last month", lambda: api.brief(record, last[:7]))
    for name in api.EXPORT_FORMATS:
        sink = _Sink()
        done = timed(f"export: {name}", lambda name=name, sink=sink: api.export_to(record, name, sink))  # type: ignore[misc,arg-type]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{'':44} {done.number} entries, {sink.size / 1e6:.0f} MB, peak memory so far {peak} MB")


def main() -> int:
    """Measure on a record, which is filled first where it is empty."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--record", type=Path, help="keep the record here [default: a temporary file]")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Record(arguments.record or Path(folder) / "speed.db") as record:
        if not api.stats(record).articles:
            timed(f"filled with about {arguments.events} events", lambda: fill(record, arguments.events))
        measure(record)
    return 0


if __name__ == "__main__":
    sys.exit(main())
