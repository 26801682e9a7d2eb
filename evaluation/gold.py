"""Scores events against the gold readings.

Predicted and gold events of a report are paired one to one, most similar first; a pair needs the same type and at least
one shared sentence. Inside pairs: F1 of actor and recipient codes (of a CONSULT, of all participants), accuracy of
status, date (at the gold's precision) and country (where the gold has one).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from depesche.intake import make_article
from depesche.model import Document, Event, Span
from depesche.pipeline import Failure, read_articles
from evaluation.align import Alignment
from evaluation.figures import f1, share

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
        precision, recall = share(self.paired, self.found), share(self.paired, self.gold)
        result = {"precision": precision, "recall": recall, "f1": f1(precision, recall)}
        for role in ("actor", "recipient"):
            p = share(self.right[role], self.total[f"{role}_found"])
            r = share(self.right[role], self.total[f"{role}_gold"])
            result[f"{role}_f1"] = f1(p, r)
        for name in ("status", "date", "country"):
            result[name] = share(self.right[name], self.total[name])
        return result


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


def read_reports(reports: Sequence[GoldReport]) -> list[Document]:
    """Return Depesche's readings of gold reports, in their order."""
    articles = [
        make_article(report.text, published=report.published, language=report.language, headline=report.headline)
        for report in reports
    ]
    documents = []
    for document in read_articles(articles):
        if isinstance(document, Failure):
            raise document.error
        documents.append(document)
    return documents


def gold_sentences(report: GoldReport, document: Document) -> list[tuple[int, Span]]:
    """Return number and place in the cleaned text of each gold sentence; -1 is the headline."""
    alignment = Alignment(report.text, document.article.text)
    found = [(number, alignment.span(start, end)) for number, start, end in report.bounds]
    headline = [(-1, Span(b.start, b.end)) for b in document.article.blocks if b.kind == "headline"]
    return [(number, span) for number, span in found if span is not None] + headline


def sentence_numbers(sentences: Sequence[tuple[int, Span]], event: Event) -> frozenset[int]:
    """Return the gold sentence numbers that the event's evidence touches."""
    return frozenset(number for number, span in sentences if any(span.overlaps(e) for e in event.evidence))


def codes_of(document: Document, ids: Sequence[str]) -> set[str]:
    """Return the code each actor acts for, `UNK` for one without."""
    by_id = {actor.id: actor for actor in document.actors}
    return {by_id[i].codes[0] if by_id[i].codes else "UNK" for i in ids if i in by_id}


def _overlap(one: set[str], other: set[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 1.0


Found = tuple[Event, frozenset[int], set[str], set[str]]
"""An event found, the gold sentences it touches, the codes of its actors and recipients."""


def found_events(report: GoldReport, document: Document) -> list[Found]:
    """Return the events of the reading with what pairing them takes."""
    sentences = gold_sentences(report, document)
    return [
        (e, sentence_numbers(sentences, e), codes_of(document, e.actors), codes_of(document, e.recipients))
        for e in document.events
    ]


def pairs_of(report: GoldReport, found: Sequence[Found]) -> dict[int, int]:
    """Return the number of the event found for each gold event that has one, the most alike paired first."""
    candidates = []
    for i, gold in enumerate(report.events):
        for j, (event, numbers, actors, recipients) in enumerate(found):
            if gold.type == event.type and gold.sentences & numbers:
                candidates.append((_likeness(gold, numbers, actors, recipients), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def score_report(report: GoldReport, document: Document, tally: Tally, *, explain: bool = False) -> None:
    """Add the report's pairs to `tally`; print them when `explain` is set."""
    found = found_events(report, document)
    pairs = pairs_of(report, found)
    tally.found += len(found)
    tally.gold += len(report.events)
    tally.paired += len(pairs)
    for i, j in pairs.items():
        _score_pair(report.events[i], *found[j], tally)
    if explain:
        _explain(report, found, pairs, set(pairs.values()))


def _likeness(gold: GoldEvent, numbers: frozenset[int], actors: set[str], recipients: set[str]) -> float:
    """How alike two events of one type are: their roles first, then how many sentences they share."""
    sentences = len(gold.sentences & numbers) / 100
    if gold.type == "CONSULT":
        return 2 * _overlap({*gold.actors, *gold.recipients}, actors | recipients) + sentences
    return _overlap(set(gold.actors), actors) + _overlap(set(gold.recipients), recipients) + sentences


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
    found: Sequence[Found],
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
    """Return the figures over all reports of `folder`, and the event F1 of each language."""
    reports = [load_report(path) for path in sorted(folder.glob("*.json"))]
    whole, each = Tally(), {report.language: Tally() for report in reports}
    for report, document in zip(reports, read_reports(reports), strict=True):
        score_report(report, document, whole, explain=explain)
        score_report(report, document, each[report.language])
    return whole.figures() | {f"f1_{language}": tally.figures()["f1"] for language, tally in sorted(each.items())}


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
