"""Scores the syntax models on held-out trees as the CoNLL 2018 shared task does, and sentence ends on running text.

Held out is what `training/syntax/XX.toml` keeps from training. Tokens are given, so every F1 of the task but that of
content words is plain accuracy; labels count without their subtypes, and once more with them.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from depesche.intake import make_article
from depesche.model import Article, Sentence
from depesche.pipeline import parse_article
from depesche.syntax import load_parser

TRAINING = Path(__file__).parent.parent / "training" / "syntax"
LANGUAGES = ("de", "en")
CORE = ("nsubj", "obj", "iobj", "obl", "ccomp", "appos", "conj")
FUNCTIONAL = frozenset(("aux", "cop", "mark", "det", "clf", "case", "cc", "punct"))
"""Relations that CLAS leaves out."""
FIGURES = ("uas", "las", "las_subtypes", "clas", "upos", "xpos", "feats", "lemma", "core")


@dataclass(frozen=True, slots=True)
class Row:
    """One word of a tree; `head` counts from 1, 0 is the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    deprel: str

    @property
    def relation(self) -> str:
        """The label without its subtype."""
        return self.deprel.partition(":")[0]


@dataclass
class Tally:
    """Counts over sentences from which the figures follow."""

    right: Counter[str] = field(default_factory=Counter)
    words: int = 0
    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    arcs: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Sequence[Row], found: Sequence[Row]) -> None:
        """Count one sentence."""
        for theirs, ours in zip(gold, found, strict=True):
            self.words += 1
            head = theirs.head == ours.head
            labelled = head and theirs.relation == ours.relation
            self.right["uas"] += head
            self.right["las"] += labelled
            self.right["las_subtypes"] += head and theirs.deprel == ours.deprel
            for name in ("upos", "xpos", "feats", "lemma"):
                self.right[name] += getattr(theirs, name) in ("_", getattr(ours, name)) or (
                    name == "lemma" and theirs.lemma == "_"
                )
            self.gold[theirs.relation] += 1
            self.found[ours.relation] += 1
            self.arcs[theirs.relation] += labelled

    def figures(self) -> dict[str, float]:
        """Return each figure between 0 and 1; `core` is the mean F1 of the core relations that the gold trees have."""
        figures = {name: self.right[name] / max(1, self.words) for name in FIGURES if name in self.right}
        figures["clas"] = self._f1([r for r in self.gold | self.found if r not in FUNCTIONAL])
        core = [self._f1([relation]) for relation in CORE if self.gold[relation]]
        figures["core"] = sum(core) / max(1, len(core))
        figures["words"] = float(self.words)
        return figures

    def relations(self) -> dict[str, float]:
        """Return the F1 of each core relation."""
        return {relation: self._f1([relation]) for relation in CORE if self.gold[relation]}

    def _f1(self, relations: Iterable[str]) -> float:
        names = list(relations)
        total = sum(self.gold[r] + self.found[r] for r in names)
        return 2 * sum(self.arcs[r] for r in names) / total if total else 0.0


def read_rows(path: Path) -> Iterator[list[Row]]:
    """Yield the syntactic words of each sentence of a CoNLL-U file."""
    rows: list[Row] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if not line and rows:
            yield rows
            rows = []
        columns = line.split("\t")
        if columns[0].isdigit():
            rows.append(Row(columns[1], columns[2], columns[3], columns[4], columns[5], int(columns[6]), columns[7]))


def held_out(folder: Path, language: str) -> dict[str, list[list[Row]]]:
    """Return, by treebank, the sentences that training keeps for itself to be tested on."""
    config = tomllib.loads((TRAINING / f"{language}.toml").read_text(encoding="utf-8"))
    found: dict[str, list[list[Row]]] = {}
    for entry in config["treebank"]:
        if entry["dev_every"]:
            found[Path(entry["path"]).stem] = list(read_rows(folder / entry["path"]))[:: entry["dev_every"]]
    return found


def _row(sentence: Sentence) -> list[Row]:
    return [
        Row(
            token.text,
            token.lemma,
            token.upos,
            token.xpos or "_",
            "|".join(f"{name}={value}" for name, value in sorted(token.feats.items())) or "_",
            token.head + 1,
            token.deprel,
        )
        for token in sentence.tokens
    ]


def score_language(folder: Path, language: str) -> dict[str, Tally]:
    """Return the tally of each treebank of one language."""
    parser = load_parser(language)
    tallies: dict[str, Tally] = {}
    for name, sentences in held_out(folder, language).items():
        tally = tallies[name] = Tally()
        parsed = parser.parse_tokens([[row.form for row in sentence] for sentence in sentences])
        for gold, sentence in zip(sentences, parsed, strict=True):
            tally.add(gold, _row(sentence))
    return tallies


def _letters_before(text: str) -> list[int]:
    """How many characters other than blanks stand before each offset."""
    return list(accumulate((not letter.isspace() for letter in text), initial=0))


def _spans(before: Sequence[int], spans: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    return {(before[start], before[end]) for start, end in spans}


def score_article(data: dict[str, list[dict[str, int]]], article: Article) -> Counter[str]:
    """Return how many sentences and sentence ends of an article are right, found and gold; blanks do not count."""
    text = str(data["originalText"])
    gold = _spans(_letters_before(text), [(s["charBegin"], s["charEnd"]) for s in data["sentences"]])
    sentences = parse_article(article)
    found = _spans(_letters_before(article.text), [(sentence.start, sentence.end) for sentence in sentences])
    ends = {end for _, end in gold}, {end for _, end in found}
    counts = {"right": len(gold & found), "found": len(found), "gold": len(gold)}
    return Counter(
        counts | {"ends_right": len(ends[0] & ends[1]), "ends_found": len(ends[1]), "ends_gold": len(ends[0])}
    )


def score_sentences(folder: Path) -> dict[str, float]:
    """Return figures of the sentences of raw German articles, whole ones and ends alone; empty if there are none."""
    total: Counter[str] = Counter()
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        total += score_article(data, make_article(data["originalText"], language="de"))
    if not total["gold"]:
        return {}
    return {
        "sentence_p": total["right"] / max(1, total["found"]),
        "sentence_r": total["right"] / total["gold"],
        "sentence_f1": 2 * total["right"] / (total["found"] + total["gold"]),
        "sentence_end_f1": 2 * total["ends_right"] / (total["ends_found"] + total["ends_gold"]),
    }


def score_treebanks(folder: Path) -> dict[str, dict[str, float]]:
    """Return the figures by treebank, by language (`de`, `en`) and of sentence ends (`raw_text`).

    `folder` holds the treebanks; the raw articles are looked for in `quotations/dev` beside it.
    """
    scores: dict[str, dict[str, float]] = {}
    for language in LANGUAGES:
        total = Tally()
        for name, tally in score_language(folder, language).items():
            scores[name] = tally.figures()
            for part in ("right", "gold", "found", "arcs"):
                getattr(total, part).update(getattr(tally, part))
            total.words += tally.words
        scores[language] = total.figures() | {f"f1_{name}": value for name, value in total.relations().items()}
    sentences = score_sentences(folder.parent / "quotations" / "dev")
    return scores | ({"raw_text": sentences} if sentences else {})


def main() -> None:
    """Print a table of all figures in per cent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/treebanks"))
    scores = score_treebanks(parser.parse_args().folder)
    print(f"{'':12}" + "".join(f"{name:>13}" for name in FIGURES) + f"{'words':>8}")
    for name, figures in scores.items():
        if "las" in figures:
            cells = "".join(f"{100 * figures[figure]:13.2f}" for figure in FIGURES)
            print(f"{name:12}{cells}{figures['words']:8.0f}")
    for language in LANGUAGES:
        relations = {k[3:]: v for k, v in scores[language].items() if k.startswith("f1_")}
        print(f"{language}: " + "  ".join(f"{name} {100 * value:.1f}" for name, value in relations.items()))
    for name, value in scores.get("raw_text", {}).items():
        print(f"{name:16} {100 * value:.2f}")


if __name__ == "__main__":
    main()
