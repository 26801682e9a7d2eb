"""Reads each story in German and in English: the same report should give the same events.

An event counts as (type, actor codes), for meetings as (type, codes of all participants); codes as in the gold readings.
Agreement is the Jaccard index of the two sets, over all stories together: shared events by all events. The second figure
asks the recipients to agree, too. No date of publication is given.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from depesche.intake import make_article
from depesche.model import Document
from depesche.pipeline import Failure, read_articles
from evaluation.figures import share
from evaluation.gold import codes_of

Signature = tuple[str, frozenset[str], frozenset[str]]


def signatures(document: Document) -> set[Signature]:
    """Return what a reading's events say, without their words."""
    found = set()
    for event in document.events:
        actors, recipients = codes_of(document, event.actors), codes_of(document, event.recipients)
        if event.type == "CONSULT":
            actors, recipients = actors | recipients, set()
        found.add((event.type, frozenset(actors), frozenset(recipients)))
    return found


def _read(paths: Iterable[Path], language: str) -> list[Document]:
    articles = [make_article(path.read_text(encoding="utf-8"), language=language) for path in paths]
    documents = []
    for document in read_articles(articles):
        if isinstance(document, Failure):
            raise document.error
        documents.append(document)
    return documents


def score_parallel(folder: Path, *, explain: bool = False) -> dict[str, float]:
    """Return the agreement on type and actors, on recipients too, and the number of events per language."""
    german = sorted(folder.glob("*.de.txt"))
    english = [path.with_name(path.name.replace(".de.txt", ".en.txt")) for path in german]
    shared = united = acting_shared = acting_united = 0
    counts = {"de": 0, "en": 0}
    for path, de, en in zip(german, _read(german, "de"), _read(english, "en"), strict=True):
        one, other = signatures(de), signatures(en)
        counts["de"] += len(de.events)
        counts["en"] += len(en.events)
        shared += len(one & other)
        united += len(one | other)
        acting_one, acting_other = ({(t, a) for t, a, _ in s} for s in (one, other))
        acting_shared += len(acting_one & acting_other)
        acting_united += len(acting_one | acting_other)
        if explain:
            _explain(path.name, one, other)
    return {
        "agreement": share(acting_shared, acting_united),
        "agreement_with_recipients": share(shared, united),
        "events_de": float(counts["de"]),
        "events_en": float(counts["en"]),
    }


def _explain(name: str, one: set[Signature], other: set[Signature]) -> None:
    print("==", name)
    for mark, found in (("both", one & other), ("de  ", one - other), ("en  ", other - one)):
        for event_type, actors, recipients in sorted((t, sorted(a), sorted(r)) for t, a, r in found):
            print("  ", mark, event_type, actors, ">", recipients)


def main() -> None:
    """Print the figures; `--explain` prints the events of each story."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/parallel"))
    parser.add_argument("--explain", action="store_true")
    arguments = parser.parse_args()
    for name, value in score_parallel(arguments.folder, explain=arguments.explain).items():
        print(f"{name:20} {value:.3f}")


if __name__ == "__main__":
    main()
