"""The sentences to learn from and to score on, with the tags that the shipped parser gives them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gum import read_gum
from readers import Example, read_articles, read_mobie, read_smartdata, read_uner

from depesche.annotators.names.features import parts_of
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
    return [t for entry in files for t in tagged(_READERS[entry["format"]](data / entry["path"]), work)]


def load_raw(folders: Sequence[str], data: Path, work: Path) -> list[Tagged]:
    """Return the sentences of tokenised German articles, without labels."""
    sentences = [tokens for folder in folders for tokens in read_articles(data / folder) if tokens]
    return tagged([Example(tokens, _no_labels(tokens), "de", "silver") for tokens in sentences], work)


def _no_labels(tokens: Sequence[str]) -> tuple[str, ...]:
    return ("O",) * sum(len(parts_of(token)) for token in tokens)


def tagged(examples: Sequence[Example], work: Path) -> list[Tagged]:
    """Return the examples with the tags that the shipped parser gives them."""
    examples = [e for e in examples if e.tokens]
    if not examples:
        return []
    key = hashlib.sha256(json.dumps([e.tokens for e in examples]).encode()).hexdigest()[:16]
    kept = work / f"tags-{key}.json"
    if not kept.exists():
        sentences = ShippedParser(examples[0].language).parse_tokens([e.tokens for e in examples])
        kept.write_text(json.dumps([[t.upos for t in s.tokens] for s in sentences]), encoding="utf-8")
    tags = json.loads(kept.read_text(encoding="utf-8"))
    return [_split(e, t) for e, t in zip(examples, tags, strict=True)]


def _split(example: Example, tags: Sequence[str]) -> Tagged:
    """The example with hyphenated words cut, as the tagger reads them."""
    parts = [(token[a:b], tag) for token, tag in zip(example.tokens, tags, strict=True) for a, b in parts_of(token)]
    tokens, spread = zip(*parts, strict=True)
    assert len(tokens) == len(example.labels)
    return Tagged(tokens, spread, example.labels, example.language, example.source)
