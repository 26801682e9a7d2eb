"""Scores names of persons, organisations and places by exact span against Universal NER, SmartData and MobIE.

What is scored is the document's names layer: what the tagger and the codebook together take for a person, an
organisation or a place. Gold types that have no counterpart in the report's world (streets, stops, routes) and what is
found on them do not count. SmartData is scored on its newswire texts only; MobIE, traffic and company news, shows what
happens far from politics.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from depesche.errors import InputError
from depesche.intake import make_article
from depesche.model import Article, Document, Span
from depesche.pipeline import Failure, read_articles
from evaluation.align import Alignment
from evaluation.figures import Counts

TYPES = {
    "PER": "person",
    "person": "person",
    "ORG": "organisation",
    "organization": "organisation",
    "organization-company": "organisation",
    "LOC": "place",
    "location": "place",
    "location-city": "place",
}
_UNSCORED = ("location-street", "location-stop", "location-route")
Name = tuple[str, int, int]


@dataclass(frozen=True)
class NamedText:
    """A text with its annotated names: (type, start, end) with the data set's own types."""

    text: str
    names: tuple[Name, ...]


def load_iob(path: Path, *, word: int, tag: int) -> list[NamedText]:
    """Return the texts of a tab-separated IOB file, up to forty sentences of one document together."""
    texts: list[NamedText] = []
    sentences: list[list[tuple[str, str]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("-DOCSTART-", "# newdoc")) or len(sentences) > 40:
            texts.append(_joined(sentences))
            sentences = [[]]
        fields = line.split("\t")
        if len(fields) > max(word, tag):
            sentences[-1].append((fields[word], fields[tag]))
        elif not line.strip():
            sentences.append([])
    texts.append(_joined(sentences))
    return [text for text in texts if text.text]


def _joined(sentences: Sequence[Sequence[tuple[str, str]]]) -> NamedText:
    parts: list[str] = []
    names: list[Name] = []
    length = 0
    for sentence in sentences:
        for number, (form, tag) in enumerate(sentence):
            parts.append((" " if number else "\n\n" if parts else "") + form)
            length += len(parts[-1])
            if tag.startswith("B-"):
                names.append((tag[2:], length - len(form), length))
            elif tag.startswith("I-") and names and names[-1][0] == tag[2:]:
                names[-1] = (*names[-1][:2], length)
    return NamedText("".join(parts), tuple(names))


def load_smartdata(path: Path) -> list[NamedText]:
    """Return the newswire texts of a SmartData file, which holds JSON objects one after another."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rest = file.read()
    decoder, position, texts = json.JSONDecoder(), 0, []
    while (position := _next(rest, position)) < len(rest):
        row, position = decoder.raw_decode(rest, position)
        if 'featureName="source" featureValue="news"' in str(row["raw"]):
            names = ((m["type"], m["span"]["start"], m["span"]["end"]) for m in row["conceptMentions"]["array"])
            texts.append(NamedText(row["text"]["string"], tuple(names)))
    return texts


def _next(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def found_names(document: Document) -> set[Name]:
    """Return the names of persons, organisations and places in the layer that the tagger and the codebook make."""
    return {(name.kind, name.start, name.end) for name in document.names}


def _articles(texts: Sequence[NamedText], language: str) -> Iterator[tuple[NamedText, Article]]:
    for text in texts:
        try:
            yield text, make_article(text.text, language=language)
        except InputError:  # a text of numbers and signs only
            continue


def score_texts(texts: Sequence[NamedText], language: str) -> dict[str, Counts]:
    """Return the counts of each type over texts of one language."""
    counts = {kind: Counts() for kind in ("person", "organisation", "place")}
    pairs = list(_articles(texts, language))
    for (given, _), document in zip(pairs, read_articles(article for _, article in pairs), strict=True):
        if isinstance(document, Failure):
            raise document.error
        alignment = Alignment(given.text, document.article.text)
        gold, unscored = set(), []
        for label, start, end in given.names:
            span = alignment.span(start, end) or Span(-end - 1, -start - 1)
            if label in TYPES:
                gold.add((TYPES[label], span.start, span.end))
            elif label in _UNSCORED:
                unscored.append(span)
        found = {n for n in found_names(document) if not any(Span(n[1], n[2]).overlaps(u) for u in unscored)}
        for kind, count in counts.items():
            mine, theirs = ({n for n in names if n[0] == kind} for names in (found, gold))
            count.add(len(mine), len(theirs), len(mine & theirs))
    return counts


SETS: dict[str, tuple[str, str, Callable[[Path], list[NamedText]]]] = {
    "ewt": ("uner_en_ewt_dev.iob2", "en", lambda path: load_iob(path, word=1, tag=2)),
    "smartdata": ("smartdata_v1_test.json.gz", "de", load_smartdata),
    "mobie": ("mobie_dev.conll", "de", lambda path: load_iob(path, word=0, tag=3)),
}


def score_names(folder: Path) -> dict[str, float]:
    """Return F1 of each type in each data set, and of all types together."""
    figures = {}
    for name, (file, language, load) in SETS.items():
        counts = score_texts(load(folder / file), language)
        for kind, count in counts.items():
            figures[f"{name}_{kind}_f1"] = count.f1
        whole = Counts()
        for count in counts.values():
            whole.add(count.found, count.gold, count.right)
        figures[f"{name}_f1"] = whole.f1
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/ner"))
    for name, value in score_names(parser.parse_args().folder).items():
        print(f"{name:28} {value:.3f}")


if __name__ == "__main__":
    main()
