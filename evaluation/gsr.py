"""Scores type, first actor state and first recipient state against the PLOVER gold standard records."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from depesche import codebook
from depesche.intake import make_article
from depesche.model import Document, Event
from depesche.pipeline import Failure, read_articles


def best_event(document: Document) -> Event | None:
    """Return the event the text is mainly about: real before unreal, the widest clause, surest, then the first told."""
    order = {"factual": 0, "reported": 0, "planned": 0, "denied": 1, "hypothetical": 1}
    return min(
        document.events,
        key=lambda e: (
            order.get(e.status, 2),
            e.evidence[0].start - e.evidence[0].end,
            -e.confidence,
            e.evidence[0].start,
        ),
        default=None,
    )


def _first_state(document: Document, ids: tuple[str, ...]) -> str | None:
    """Return the state of the first side that has one; an armed group counts for its home, as in the records."""
    by_id = {actor.id: actor for actor in document.actors}
    groups = codebook.load_groups()
    for identity in ids:
        for code in by_id[identity].codes:
            body = code.rpartition(":")[2]
            group = groups.get(body)
            return group.state if group is not None and group.state else body
    return None


def _gold_state(side: object) -> str | None:
    """Return the state a record names first; None for a body that is no state (IGO, REB, MNC, ...)."""
    if isinstance(side, list) and side and isinstance(side[0], Mapping):
        code = str(side[0].get("code") or "")[:3]
        return code if code in codebook.load_states() else None
    return None


def score_gsr(path: Path, *, explain: bool = False) -> dict[str, float]:
    """Return type accuracy over all records and state accuracies over the records that name one."""
    records = json.loads(path.read_text(encoding="utf-8"))
    articles = [make_article(r["text"], language="en", published=r.get("date")) for r in records]
    right = {"type": 0, "actor": 0, "recipient": 0}
    total = {"type": 0, "actor": 0, "recipient": 0}
    for record, document in zip(records, read_articles(articles), strict=True):
        event = None if isinstance(document, Failure) else best_event(document)
        total["type"] += 1
        right["type"] += event is not None and event.type == record["event"]
        found: dict[str, str | None] = {"actor": None, "recipient": None}
        if event is not None and not isinstance(document, Failure):
            found = {
                "actor": _first_state(document, event.actors),
                "recipient": _first_state(document, event.recipients),
            }
            if not event.recipients and len(event.actors) > 1:
                found["recipient"] = _first_state(document, event.actors[1:])
        for role, side in (("actor", "source"), ("recipient", "target")):
            gold = _gold_state(record.get(side))
            if gold is not None:
                total[role] += 1
                right[role] += found[role] == gold
        if explain:
            mark = "+" if event is not None and event.type == record["event"] else "-"
            print(
                mark,
                record["event"],
                _gold_state(record.get("source")),
                ">",
                _gold_state(record.get("target")),
                "|",
                event and (event.type, found, event.frame),
                "|",
                record["text"],
            )
    return {name: right[name] / total[name] if total[name] else 0.0 for name in total}


def main() -> None:
    """Print the figures; `--explain` prints each record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", default=Path("../shared/plover/gsr_dev.json"))
    parser.add_argument("--explain", action="store_true")
    arguments = parser.parse_args()
    for name, value in score_gsr(arguments.path, explain=arguments.explain).items():
        print(f"{name:12} {value:.3f}")


if __name__ == "__main__":
    main()
