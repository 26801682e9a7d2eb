"""Sheets on which trees are read and corrected, and what was corrected put with the trees that teach.

`python training/syntax/sheets.py write sentences.conllu --models A B --sheets sheets` writes sheets of 40 sentences whose trees the
models draw differently. `… apply sentences.conllu --sheets sheets --out checked/de.tsv` reads the corrections, a file `NAME.cor`
beside each sheet, and adds their trees; sentences of our own go to `checked/de.conllu`, with their words. How to correct stands
in `checked/GUIDE.md`.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from treebank import Word, digest, read_trees  # noqa: E402

from depesche.syntax.decode import is_tree  # noqa: E402

Words = tuple[Word, ...]
SIZE = 40
"""Sentences of a sheet."""
DOUBTFUL = range(2, 10)
"""How many words of a sentence the models must draw differently: fewer teach little, of more there is mostly something broken."""
LENGTH = range(8, 35)


@dataclass(frozen=True)
class Corrected:
    """What the corrections of one sheet came to."""

    trees: dict[str, Words]
    """The trees that were read, by the number of their sentence."""
    left_out: int
    """Sentences that are broken."""
    faults: tuple[str, ...]
    """Lines that say nothing, sentences nobody looked at, and trees that are none."""


def as_sheet(key: str, words: Words, others: Sequence[Words]) -> str:
    """Return one sentence of a sheet: number, word, tag, head and relation, behind "??" what other models say."""
    lines = [f"# {key}"]
    for number, word in enumerate(words):
        head = f"{word.head}:{words[word.head - 1].form}" if word.head else "0"
        said = dict.fromkeys(
            f"{other[number].head} {other[number].deprel}" for other in others if differs(word, other[number])
        )
        lines.append(
            f"{number + 1} {word.form} {word.upos} {head} {word.deprel}" + (f"  ?? {', '.join(said)}" if said else "")
        )
    return "\n".join(lines) + "\n\n"


def differs(one: Word, other: Word) -> bool:
    """Return whether two models draw a word differently, subtypes not counted."""
    return (one.head, one.relation) != (other.head, other.relation)


def apply_corrections(sentences: dict[str, Words], lines: Sequence[str]) -> Corrected:
    """Return the trees of a sheet with its corrections: "s17 6 3 obj", "s17 6 3 obj NOUN", "s17 ok", "s17 skip"."""
    made = {key: list(words) for key, words in sentences.items()}
    done: dict[str, str] = {}
    faults = []
    for line in lines:
        key, *parts = line.split() or ["#"]
        if key.startswith("#"):
            continue
        try:
            if parts in (["ok"], ["skip"]):
                done[key] = parts[0] if done.get(key) != "fault" else "fault"
                continue
            number, head, deprel, *upos = parts
            word = made[key][int(number) - 1]
            made[key][int(number) - 1] = replace(
                word, head=int(head.partition(":")[0]), deprel=deprel, upos=(upos or [word.upos])[0]
            )
        except (KeyError, IndexError, ValueError):
            faults.append(f"{line}: no correction")
            done[key] = "fault"
    good = {key: tuple(made[key]) for key, state in done.items() if state == "ok" and draws_tree(made[key])}
    faults += [f"{key}: no tree" for key, state in done.items() if state == "ok" and key not in good]
    faults += [f"{key}: nobody looked at it" for key in sentences if key not in done]
    return Corrected(good, sum(state == "skip" for state in done.values()), tuple(faults))


def draws_tree(words: Sequence[Word]) -> bool:
    """Return whether words have one root, which alone is called so, and all lead to it."""
    heads = np.array([0, *(word.head for word in words)])
    inside = int(heads.max()) <= len(words) and all((word.deprel == "root") == (word.head == 0) for word in words)
    return inside and is_tree(heads)


def chosen(
    path: Path, models: Sequence[Path], *, seed: int, about: Collection[str] = ()
) -> Iterator[tuple[Words, list[Words]]]:
    """Yield the sentences of a CoNLL-U file that the models draw differently, in random order, with what they draw.

    With `about`, only those in which they differ on a word that one of them gives such a relation.
    """
    from ensemble import Ensemble

    from depesche.syntax import ShippedParser

    trees = [tree.joined for tree in read_trees(path) if len(tree.joined) in LENGTH]
    random.Random(seed).shuffle(trees)
    forms = [[word.form for word in words] for words in trees]
    drawn = []
    for model in models:
        parsed = ShippedParser("de", Ensemble([model])).parse_tokens(forms)
        drawn.append(
            [
                tuple(replace(w, head=t.head + 1, deprel=t.deprel) for w, t in zip(words, sentence.tokens, strict=True))
                for words, sentence in zip(trees, parsed, strict=True)
            ]
        )
    for number, words in enumerate(trees):
        others = [found[number] for found in drawn]
        doubtful = [
            {word.relation, *(other[k].relation for other in others)}
            for k, word in enumerate(words)
            if any(differs(word, other[k]) for other in others)
        ]
        if len(doubtful) in DOUBTFUL and (not about or any(not found.isdisjoint(about) for found in doubtful)):
            yield words, others


def main() -> None:
    """Write sheets, or read what was corrected on them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("step", choices=["write", "apply"])
    parser.add_argument("sentences", type=Path, help="CoNLL-U with the trees that are to be corrected")
    parser.add_argument(
        "--models", type=Path, nargs="+", default=[], help="folders of the models whose trees are compared"
    )
    parser.add_argument("--sheets", type=Path, default=Path("build/sheets"))
    parser.add_argument("--out", type=Path, help="file that the corrected trees are added to")
    parser.add_argument("--limit", type=int, default=400, help="sentences written at most")
    parser.add_argument("--about", nargs="+", default=[], help="relations on which the models must differ, as conj ccomp")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    if args.step == "write":
        args.sheets.mkdir(parents=True, exist_ok=True)
        found = [
            pair
            for _, pair in zip(
                range(args.limit), chosen(args.sentences, args.models, seed=args.seed, about=args.about), strict=False
            )
        ]
        for first in range(0, len(found), SIZE):
            part = found[first : first + SIZE]
            text = "".join(as_sheet(f"s{first + k}", words, others) for k, (words, others) in enumerate(part))
            (args.sheets / f"{first // SIZE:03d}.txt").write_text(text, encoding="utf-8")
        print(len(found), "sentences on sheets in", args.sheets)
        return
    known = {tuple(word.form for word in tree.joined): tree.joined for tree in read_trees(args.sentences)}
    trees: list[Words] = []
    for sheet in sorted(args.sheets.glob("*.txt")):
        answer = sheet.with_suffix(".cor")
        if not answer.exists():
            continue
        corrected = apply_corrections(dict(read_sheet(sheet, known)), answer.read_text(encoding="utf-8").splitlines())
        trees.extend(corrected.trees.values())
        print(f"{sheet.name}: {len(corrected.trees)} trees, {corrected.left_out} left out")
        print("".join(f"    {fault}\n" for fault in corrected.faults), end="")
    (add_in_full if args.out.suffix == ".conllu" else add_without_words)(args.out, trees)


def add_without_words(path: Path, trees: Iterable[Words]) -> None:
    """Add trees to a file that keeps none of their words; a tree of the same sentence stays beside them."""
    lines = set(path.read_text(encoding="utf-8").splitlines()) if path.exists() else set()
    lines |= {as_line(words) for words in trees}
    path.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


def add_in_full(path: Path, trees: Iterable[Words]) -> None:
    """Add trees to a CoNLL-U file, sentences that it has already left out."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    texts = {line.removeprefix("# text = ") for line in before.splitlines() if line.startswith("# text = ")}
    blocks = []
    for words in trees:
        text = " ".join(word.form for word in words)
        if text in texts:
            continue
        texts.add(text)
        rows = [
            "\t".join(
                [str(k), w.form, w.lemma or "_", w.upos, w.xpos or "_", "_", str(w.head), w.deprel, "_", "_"]
            )
            for k, w in enumerate(words, start=1)
        ]
        blocks.append("\n".join([f"# sent_id = own-{len(texts)}", f"# text = {text}", *rows]) + "\n\n")
    path.write_text(before + "".join(blocks), encoding="utf-8")


def read_sheet(path: Path, known: dict[tuple[str, ...], Words]) -> Iterator[tuple[str, Words]]:
    """Yield the sentences of a sheet by their numbers; those that are not among the known ones are left out."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        first, *rows = block.splitlines() or [""]
        words = known.get(tuple(row.partition("  ?? ")[0].split(" ", 1)[1].rsplit(" ", 3)[0] for row in rows))
        if rows and words is not None:
            yield first.removeprefix("# "), words


def as_line(words: Words) -> str:
    """Return a tree without its words: the digest, a tab, `head/relation/UPOS` for each word."""
    return digest(word.form for word in words) + "\t" + " ".join(f"{w.head}/{w.deprel}/{w.upos}" for w in words)


if __name__ == "__main__":
    main()
