"""How far an event's confidence can be trusted: the share of right events among those of like confidence.

An event of the gold reports is right where it is paired with a gold event, as in `evaluation.gold`: same type, a shared
sentence. `python -m evaluation.calibration` prints the reliability table of docs/events-errors.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evaluation.gold import found_events, load_report, pairs_of, read_reports

BINS = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """Events of like confidence: bounds, how many, their mean confidence, the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def judged_events(folder: Path) -> list[tuple[float, bool]]:
    """Return confidence and rightness of each event found in the gold reports of `folder`."""
    reports = [load_report(path) for path in sorted(folder.glob("*.json"))]
    judged = []
    for report, document in zip(reports, read_reports(reports), strict=True):
        right = set(pairs_of(report, found_events(report, document)).values())
        judged.extend((event.confidence, number in right) for number, event in enumerate(document.events))
    return judged


def reliability(judged: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Return the bins that hold any events, from the least sure to the surest."""
    bins = []
    for low, high in zip(BINS, BINS[1:], strict=False):
        inside = [(c, r) for c, r in judged if low <= c < high or (high == BINS[-1] and c == high)]
        if inside:
            count = len(inside)
            bins.append(Bin(low, high, count, sum(c for c, _ in inside) / count, sum(r for _, r in inside) / count))
    return bins


def expected_error(bins: Sequence[Bin]) -> float:
    """Return the mean distance between confidence and rightness, weighted by the events of each bin."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.confidence - b.right) for b in bins) / total if total else 0.0


def main() -> None:
    """Print the reliability table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/gold/dev"))
    bins = reliability(judged_events(parser.parse_args().folder))
    print("confidence    events  mean  right")
    for b in bins:
        print(f"{b.low:.1f} – {b.high:.1f}  {b.count:8}  {b.confidence:.2f}   {b.right:.2f}")
    print(f"expected calibration error {expected_error(bins):.3f}")


if __name__ == "__main__":
    main()
