"""Scores time expressions against KRAUTS TimeML files.

Strict: same span. Relaxed: overlap. Relaxed with value: overlap and the same normal form. Found and annotated
expressions are paired one to one, same spans first, then in text order. The document's creation time in the file is
the date of the report; the annotated offsets are carried over into the cleaned text.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from depesche.intake import make_article
from depesche.model import Document, Timex
from depesche.pipeline import Failure, read_articles
from evaluation.align import Alignment
from evaluation.figures import Counts


@dataclass(frozen=True)
class TimeText:
    """A text with its annotated time expressions."""

    name: str
    created: str
    text: str
    times: tuple[Timex, ...]


def load_time_text(path: Path) -> TimeText:
    """Return the text of a `.tml` file; expressions without words, which only other annotations refer to, are left out."""
    root = ElementTree.parse(path).getroot()
    created = root.find("DCT/TIMEX3")
    body = root.find("TEXT")
    if created is None or body is None:
        raise ValueError(f"{path.name}: no TimeML text with a creation time.")
    parts: list[str] = []
    times: list[Timex] = []
    _collect(body, parts, times)
    kept = tuple(sorted((t for t in times if t.end > t.start), key=lambda t: (t.start, t.end)))
    return TimeText(path.name, created.attrib["value"][:10], "".join(parts), kept)


def _collect(element: ElementTree.Element, parts: list[str], times: list[Timex]) -> None:
    start = sum(map(len, parts))
    parts.append(element.text or "")
    for child in element:
        _collect(child, parts, times)
        parts.append(child.tail or "")
    if element.tag == "TIMEX3":
        end = sum(map(len, parts))
        times.append(Timex(start=start, end=end, type=element.attrib["type"], value=element.attrib["value"]))


def gold_in(document: Document, given: TimeText) -> list[Timex]:
    """Return the annotated expressions with offsets of the cleaned text; one that intake dropped counts where it stood."""
    alignment = Alignment(given.text, document.article.text)
    moved = []
    for timex in given.times:
        span = alignment.span(timex.start, timex.end)
        start, end = (span.start, span.end) if span is not None else (-timex.end - 1, -timex.start - 1)
        moved.append(Timex(start=start, end=end, type=timex.type, value=timex.value))
    return moved


def pair_times(found: Sequence[Timex], gold: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Return overlapping expressions one to one."""
    exact = {(t.start, t.end): t for t in found}
    pairs = [(exact[g.start, g.end], g) for g in gold if (g.start, g.end) in exact]
    taken = {id(t) for pair in pairs for t in pair}
    for g in gold:
        if id(g) in taken:
            continue
        for t in found:
            if id(t) not in taken and t.start < g.end and g.start < t.end:
                pairs.append((t, g))
                taken.update((id(t), id(g)))
                break
    return pairs


def score_timex(folder: Path, *, explain: bool = False) -> dict[str, float]:
    """Return strict F1, relaxed F1 with its precision and recall, relaxed F1 with value, and with type."""
    texts = [load_time_text(path) for path in sorted(folder.glob("*.tml"))]
    articles = [make_article(t.text, language="de", published=t.created) for t in texts]
    strict, relaxed, value, kind = Counts(), Counts(), Counts(), Counts()
    for given, document in zip(texts, read_articles(articles), strict=True):
        if isinstance(document, Failure):
            raise document.error
        gold = gold_in(document, given)
        pairs = pair_times(document.times, gold)
        sizes = (len(document.times), len(gold))
        strict.add(*sizes, sum((t.start, t.end) == (g.start, g.end) for t, g in pairs))
        relaxed.add(*sizes, len(pairs))
        value.add(*sizes, sum(t.value == g.value for t, g in pairs))
        kind.add(*sizes, sum(t.type == g.type for t, g in pairs))
        if explain:
            _explain(given, document, gold, pairs)
    return {
        "strict_f1": strict.f1,
        "relaxed_p": relaxed.precision,
        "relaxed_r": relaxed.recall,
        "relaxed_f1": relaxed.f1,
        "value_f1": value.f1,
        "type_f1": kind.f1,
    }


def _explain(given: TimeText, document: Document, gold: list[Timex], pairs: list[tuple[Timex, Timex]]) -> None:
    def shown(timex: Timex) -> str:
        return f"{document.article.text[max(timex.start, 0) : max(timex.end, 0)]!r} {timex.type} {timex.value}"

    print("==", given.name, given.created)
    paired = {id(t) for pair in pairs for t in pair}
    for t, g in pairs:
        if (t.start, t.end, t.value, t.type) != (g.start, g.end, g.value, g.type):
            print("  differs", shown(g), "| found", shown(t))
    for g in gold:
        if id(g) not in paired:
            print("  missed ", shown(g))
    for t in document.times:
        if id(t) not in paired:
            print("  extra  ", shown(t))


def main() -> None:
    """Print the figures; `--explain` prints each expression that differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/timex/krauts_dolomiten42"))
    parser.add_argument("--explain", action="store_true")
    arguments = parser.parse_args()
    for name, value in score_timex(arguments.folder, explain=arguments.explain).items():
        print(f"{name:12} {value:.3f}")


if __name__ == "__main__":
    main()
