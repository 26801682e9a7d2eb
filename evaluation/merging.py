"""Scores the merging of happenings against `merging/pairs.toml`: `python -m evaluation.merging`."""

from __future__ import annotations

import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from depesche import api
from depesche.record import Filters, Record

PAIRS = Path(__file__).parent / "merging" / "pairs.toml"


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair: whether its reports tell of the same, and whether the record says so, with what it read in each."""

    name: str
    same: bool
    merged: bool
    found: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision and recall of the pairs merged."""

    precision: float
    recall: float
    pairs: int


def judge_pairs(path: Path = PAIRS) -> list[Judged]:
    """Return each pair with what the record makes of it, each in a record of its own."""
    return [_judge(pair) for pair in tomllib.loads(path.read_text("utf-8"))["pair"]]


def _judge(pair: dict[str, object]) -> Judged:
    with tempfile.TemporaryDirectory() as folder, Record(Path(folder) / "pair.db") as record:
        ids = []
        for side in ("a", "b"):
            fields = dict(pair[side])  # type: ignore[call-overload]
            document = api.read(fields.pop("text"), **fields)
            record.add(document, pipeline="evaluation", lexicon="evaluation")
            ids.append(document.article.id)
        merged = [h for h in api.happenings(record, Filters(limit=0)) if h.reports == 2]
        found = " | ".join(
            "; ".join(
                f"{e.type} {'+'.join(p.id for p in e.actors)}>{'+'.join(p.id for p in e.recipients)} {e.date} {e.place}"
                for e in api.events(record, Filters(article=identity, limit=0))
            )
            for identity in ids
        )
    return Judged(str(pair["name"]), bool(pair["same"]), bool(merged), found)


def score_pairs(judged: list[Judged]) -> Figures:
    """Return precision and recall of the pairs merged."""
    right = sum(j.same and j.merged for j in judged)
    merged, same = sum(j.merged for j in judged), sum(j.same for j in judged)
    return Figures(right / merged if merged else 1.0, right / same if same else 1.0, len(judged))


def main() -> None:
    """Print each wrong pair and the figures."""
    judged = judge_pairs()
    for pair in judged:
        if pair.same != pair.merged or "-v" in sys.argv:
            print(f"{'missed' if pair.same else 'merged'}: {pair.name}\n    {pair.found}")
    figures = score_pairs(judged)
    print(f"{figures.pairs} pairs: precision {figures.precision:.2f}, recall {figures.recall:.2f}")


if __name__ == "__main__":
    main()
