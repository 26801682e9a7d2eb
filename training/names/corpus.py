"""The sentences to learn from and to score on, with the tags that the shipped parser gives them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from gum import read_gum, read_proper_nouns
from readers import Example, read_mobie, read_smartdata, read_uner

from depesche.syntax.parser import ShippedParser

_READERS = {"mobie": read_mobie, "smartdata": read_smartdata, "uner": read_uner, "gum": read_gum}


@dataclass(frozen=True)
class Tagged:
    """A sentence with universal tags and labels."""

    tokens: tuple[str, ...]
    tags: tuple[str, ...]
    labels: tuple[str, ...]
    language: str
    source: str


def load_corpus(files: Sequence[Mapping[str, str]], data: Path, work: Path) -> list[Tagged]:
    """Return the tagged sentences of the listed files (`path`, `format`); tags are kept in `work`."""
    found = []
    for entry in files:
        path = data / entry["path"]
        key = hashlib.sha256(path.read_bytes() + Path(__file__).with_name("gum.py").read_bytes()).hexdigest()[:12]
        kept = work / f"{path.name}.{key}.json"
        if not kept.exists():
            kept.write_text(json.dumps([asdict(t) for t in tagged(_READERS[entry["format"]](path))]), encoding="utf-8")
        rows = json.loads(kept.read_text(encoding="utf-8"))
        found += [Tagged(tuple(r["tokens"]), tuple(r["tags"]), tuple(r["labels"]), r["language"], r["source"]) for r in rows]
    return found


def load_raw(files: Sequence[Mapping[str, str]], data: Path, work: Path) -> list[tuple[Tagged, list[tuple[int, int]] | None]]:
    """Return sentences without labels, with the stretches of proper nouns where a treebank marks them."""
    found: list[tuple[Tagged, list[tuple[int, int]] | None]] = []
    for entry in files:
        path = data / entry["path"]
        kept = work / f"{path.name}.raw.json"
        if not kept.exists():
            kept.write_text(json.dumps([(asdict(t), spans) for t, spans in _raw(path, entry["format"])]), encoding="utf-8")
        for r, spans in json.loads(kept.read_text(encoding="utf-8")):
            sentence = Tagged(tuple(r["tokens"]), tuple(r["tags"]), tuple(r["labels"]), r["language"], r["source"])
            found.append((sentence, None if spans is None else [(a, b) for a, b in spans]))
    return found


def _raw(path: Path, kind: str) -> Iterator[tuple[Tagged, list[tuple[int, int]] | None]]:
    if kind == "proper-nouns":
        rows = read_proper_nouns(path)
        examples = [Example(tokens, ("O",) * len(tokens), "en", "silver") for tokens, _ in rows]
        yield from zip(tagged(examples), [spans for _, spans in rows], strict=True)
        return
    texts = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(path.glob("*.json"))]
    sentences = [tuple(s["tokens"]) for text in texts for s in text["sentences"] if s["tokens"]]
    yield from ((t, None) for t in tagged([Example(s, ("O",) * len(s), "de", "silver") for s in sentences]))


def tagged(examples: Sequence[Example]) -> list[Tagged]:
    """Return the examples with tags."""
    examples = [e for e in examples if e.tokens]
    if not examples:
        return []
    parser = ShippedParser(examples[0].language)
    sentences = parser.parse_tokens([e.tokens for e in examples])
    return [
        Tagged(e.tokens, tuple(t.upos for t in s.tokens), e.labels, e.language, e.source)
        for e, s in zip(examples, sentences, strict=True)
    ]
