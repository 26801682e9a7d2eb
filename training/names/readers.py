"""Reads the annotated texts that names are learnt from: tokens with one BIO label each."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from depesche.annotators.names.features import parts_of
from depesche.syntax.tokens import load_tokenizer

Labels = tuple[str, ...]
_KINDS = {"person": "person", "organization": "organisation", "location": "place"}
_UNER = {"PER": "person", "ORG": "organisation", "LOC": "place"}


@dataclass(frozen=True)
class Example:
    """A sentence with its labels: `O`, `B-person`, `I-place` …, one for each part of a hyphenated word."""

    tokens: tuple[str, ...]
    labels: Labels
    language: str
    source: str


def kind_of(label: str) -> str | None:
    """Return the kind of a MobIE or SmartData type (`location-city` → `place`), None for what is no name."""
    head = label.partition("-")[0]
    return _KINDS.get(head)


def read_mobie(path: Path) -> list[Example]:
    """Return the sentences of a MobIE file: token, tag, lemma and BIO label a line."""
    return [_mobie_example(rows) for rows in _blocks(path) if not rows[0].startswith("-DOCSTART-")]


def _mobie_example(rows: list[str]) -> Example:
    tokens: list[str] = []
    labels: list[str] = []
    for row in rows:
        cells = row.split("\t")
        tokens.append(cells[0])
        mark, _, name = cells[-1].partition("-")
        kind = kind_of(name)
        labels += spread(cells[0], f"{mark}-{kind}" if kind else "O")
    return Example(tuple(tokens), tuple(labels), "de", "mobie")


def spread(form: str, label: str) -> list[str]:
    """Return the label of a word for each of its parts."""
    inner = "O" if label == "O" else f"I-{label[2:]}"
    return [label, *[inner] * (len(parts_of(form)) - 1)]


def read_uner(path: Path) -> list[Example]:
    """Return the sentences of a Universal NER file: number, token and BIO label."""
    found = []
    for rows in _blocks(path):
        cells = [row.split("\t") for row in rows if not row.startswith("#")]
        if not cells:
            continue
        labels: list[str] = []
        for cell in cells:
            mark, _, name = cell[2].partition("-")
            labels += spread(cell[1], f"{mark}-{_UNER[name]}" if name in _UNER else "O")
        found.append(Example(tuple(cell[1] for cell in cells), tuple(labels), "en", "uner"))
    return found


def read_smartdata(path: Path) -> list[Example]:
    """Return the sentences of a SmartData file of concatenated JSON documents, cut by the German tokeniser."""
    tokenizer = load_tokenizer("de")
    found = []
    for document in _documents(path):
        text = document["text"]["string"]
        spans = [
            (m["span"]["start"], m["span"]["end"], kind)
            for m in document["conceptMentions"]["array"]
            if (kind := kind_of(m["type"])) is not None
        ]
        source = "smartdata-" + document["refids"]["map"]["source"]
        for sentence in tokenizer.sentences(text):
            parts = [(a + c, a + d) for a, b in sentence for c, d in parts_of(text[a:b])]
            labels = labels_from_spans(parts, spans)
            found.append(Example(tuple(text[a:b] for a, b in sentence), labels, "de", source))
    return found


def read_articles(folder: Path) -> list[tuple[str, ...]]:
    """Return the bare sentences of tokenised articles; nothing that is annotated in them is read."""
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [tuple(sentence["tokens"]) for article in articles for sentence in article["sentences"]]


def labels_from_spans(tokens: Iterable[tuple[int, int]], spans: Iterable[tuple[int, int, str]]) -> Labels:
    """Return BIO labels of tokens at the given offsets; of overlapping names the longest counts."""
    places = list(tokens)
    labels = ["O"] * len(places)
    for start, end, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        inside = [n for n, (a, b) in enumerate(places) if a < end and start < b]
        if inside and all(labels[n] == "O" for n in inside):
            for n in inside:
                labels[n] = f"{'B' if n == inside[0] else 'I'}-{kind}"
    return tuple(labels)


def _documents(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    decoder, position = json.JSONDecoder(), 0
    while (position := _next(text, position)) < len(text):
        document, position = decoder.raw_decode(text, position)
        yield document


def _next(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _blocks(path: Path) -> Iterator[list[str]]:
    rows: list[str] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            rows.append(line)
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows
