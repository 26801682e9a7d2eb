"""Scores events against the gold readings, as their README defines."""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from depesche.intake import make_article
from depesche.model import Document, Event
from depesche.pipeline import read_article

_LINE = re.compile(r"^\[(-?\d+)\]\s?(.*)$")


@dataclass(frozen=True)
class GoldEvent:
    """One annotated event."""

    type: str
    mode: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    country: str | None
    sentences: frozenset[int]
    gist: str


@dataclass(frozen=True)
class GoldReport:
    """A report with its numbered sentences and annotated events."""

    id: str
    language: str
    headline: str
    published: str
    text: str
    bounds: tuple[tuple[int, int, int], ...]
    """(number, start, end) of each sentence in `text`."""
    events: tuple[GoldEvent, ...]


@dataclass
class Tally:
    """Counts from which the figures follow."""

    found: int = 0
    gold: int = 0
    paired: int = 0
    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)

    def figures(self) -> dict[str, float]:
        """Return event precision, recall and F1, role F1 and accuracies inside pairs."""
        precision = self.paired / self.found if self.found else 0.0
        recall = self.paired / self.gold if self.gold else 0.0
        result = {"precision": precision, "recall": recall, "f1": _f1(precision, recall)}
        for role in ("actor", "recipient"):
            p = self.right[role] / self.total[f"{role}_found"] if self.total[f"{role}_found"] else 0.0
            r = self.right[role] / self.total[f"{role}_gold"] if self.total[f"{role}_gold"] else 0.0
            result[f"{role}_f1"] = _f1(p, r)
        for name in ("status", "date", "country"):
            result[name] = self.right[name] / self.total[name] if self.total[name] else 0.0
        return result


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def load_report(path: Path) -> GoldReport:
    """Return the report of a `NAME.json` and its `NAME.txt`."""
    data = json.loads(path.read_text(encoding="utf-8"))
    parts: list[str] = []
    bounds = []
    length = 0
    for line in path.with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        match = _LINE.match(line)
        if match is None:
            if line.strip() and not line.startswith("#") and parts:
                parts.append("\n\n" + line.strip())
                length += len(parts[-1])
            continue
        sentence = (" " if parts else "") + match.group(2)
        start = length + (1 if parts else 0)
        parts.append(sentence)
        length += len(sentence)
        bounds.append((int(match.group(1)), start, length))
    events = tuple(
        GoldEvent(
            e["type"],
            e["mode"],
            e["status"],
            tuple(e["actors"]),
            tuple(e["recipients"]),
            e["date"],
            e["country"],
            frozenset(e["sentences"]),
            e["gist"],
        )
        for e in data["events"]
    )
    return GoldReport(
        data["id"], data["language"], data["headline"], data["published"], "".join(parts), tuple(bounds), events
    )


def read_report(report: GoldReport) -> Document:
    """Return Depesche's reading of a gold report."""
    return read_article(
        make_article(report.text, published=report.published, language=report.language, headline=report.headline)
    )


def sentence_numbers(report: GoldReport, document: Document, event: Event) -> frozenset[int]:
    """Return the gold sentence numbers that the event's evidence touches; -1 is the headline."""
    text = document.article.text
    body = text.find(report.text[:40])
    numbers: set[int] = set()
    position = 0
    for number, start, end in report.bounds:
        sentence = report.text[start:end]
        at = text.find(sentence[:60].strip(), position)
        if at < 0:
            continue
        position = at
        if any(span.start < at + len(sentence) and at < span.end for span in event.evidence):
            numbers.add(number)
    if any(
        b.kind == "headline" and b.start < s.end and s.start < b.end
        for b in document.article.blocks
        for s in event.evidence
    ):
        numbers.add(-1)
    return frozenset(numbers) if body >= -1 else frozenset()


def _codes(document: Document, ids: Sequence[str]) -> set[str]:
    by_id = {actor.id: actor for actor in document.actors}
    return {by_id[i].codes[0] if by_id[i].codes else "UNK" for i in ids if i in by_id}


def _overlap(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


def score_report(report: GoldReport, document: Document, tally: Tally, *, explain: bool = False) -> None:
    """Add the report's pairs to `tally`; print them when `explain` is set."""
    found = [
        (e, sentence_numbers(report, document, e), _codes(document, e.actors), _codes(document, e.recipients))
        for e in document.events
    ]
    tally.found += len(found)
    tally.gold += len(report.events)
    candidates = []
    for i, gold in enumerate(report.events):
        for j, (event, numbers, actors, recipients) in enumerate(found):
            if gold.type == event.type and gold.sentences & numbers:
                likeness = _overlap(set(gold.actors), actors) + _overlap(set(gold.recipients), recipients)
                candidates.append((likeness + len(gold.sentences & numbers) / 100, i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    tally.paired += len(pairs)
    for i, j in pairs.items():
        _score_pair(report.events[i], *found[j], tally)
    if explain:
        _explain(report, found, pairs, taken)


def _score_pair(
    gold: GoldEvent, event: Event, numbers: frozenset[int], actors: set[str], recipients: set[str], tally: Tally
) -> None:
    gold_actors, gold_recipients = set(gold.actors), set(gold.recipients)
    if gold.type == "CONSULT":
        gold_actors, actors = gold_actors | gold_recipients, actors | recipients
        gold_recipients, recipients = gold_actors, actors
    for role, mine, theirs in (("actor", actors, gold_actors), ("recipient", recipients, gold_recipients)):
        tally.right[role] += len(mine & theirs)
        tally.total[f"{role}_found"] += len(mine)
        tally.total[f"{role}_gold"] += len(theirs)
    tally.total["status"] += 1
    tally.right["status"] += event.status == gold.status
    if gold.date is not None:
        tally.total["date"] += 1
        tally.right["date"] += event.date is not None and event.date.value[: len(gold.date)] == gold.date
    if gold.country is not None:
        tally.total["country"] += 1
        tally.right["country"] += event.place is not None and event.place.country == gold.country


def _explain(
    report: GoldReport,
    found: Sequence[tuple[Event, frozenset[int], set[str], set[str]]],
    pairs: dict[int, int],
    taken: set[int],
) -> None:
    print(f"== {report.id}")
    for i, gold in enumerate(report.events):
        mark = "+" if i in pairs else "-"
        print(
            f" {mark} {gold.type} {gold.status} {list(gold.actors)} > {list(gold.recipients)} {gold.date} {gold.country} {sorted(gold.sentences)} {gold.gist}"
        )
        if i in pairs:
            _explain_found(*found[pairs[i]], mark="      =")
    for j, item in enumerate(found):
        if j not in taken:
            _explain_found(*item, mark="   extra")


def _explain_found(event: Event, numbers: frozenset[int], actors: set[str], recipients: set[str], *, mark: str) -> None:
    print(
        f" {mark} {event.type} {event.status} {sorted(actors)} > {sorted(recipients)} "
        f"{event.date.value if event.date else None} {event.place.country if event.place else None} {sorted(numbers)} {event.frame}"
    )


def score_gold(folder: Path, *, explain: bool = False) -> dict[str, float]:
    """Return the figures over all reports of `folder`."""
    tally = Tally()
    for path in sorted(folder.glob("*.json")):
        report = load_report(path)
        score_report(report, read_report(report), tally, explain=explain)
    return tally.figures()


def main() -> None:
    """Print the figures; `--explain` prints each event with its pair."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/gold/dev"))
    parser.add_argument("--explain", action="store_true")
    arguments = parser.parse_args()
    for name, value in score_gold(arguments.folder, explain=arguments.explain).items():
        print(f"{name:12} {value:.3f}")


if __name__ == "__main__":
    main()
