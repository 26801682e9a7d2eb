"""Reads treebanks for training: German contractions may be joined, tags of two schemes brought together."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

SILVER = "silver"
"""The source of all trees of other models."""
CHECKED = "checked"
"""The source of the silver trees that were read and corrected."""
PUD_VERB_FORMS = {"VBC": "Fin", "VBN": "Part", "VB": "Inf"}


@dataclass(frozen=True)
class Word:
    """One word of a treebank; `head` counts from 1, 0 is the root.

    Lemma, tag or features are None where nothing is to be learnt from them: another scheme, language or annotator.
    """

    form: str
    lemma: str | None
    upos: str
    xpos: str | None
    feats: tuple[tuple[str, str], ...] | None
    head: int
    deprel: str
    source: str = ""
    """The treebank."""

    @property
    def relation(self) -> str:
        """The relation without its subtype."""
        return self.deprel.partition(":")[0]


@dataclass(frozen=True)
class Tree:
    """One sentence: its words as printed (`joined`) and as the treebank splits them."""

    split: tuple[Word, ...]
    joined: tuple[Word, ...]
    weight: float = 1.0


def _feats(text: str) -> tuple[tuple[str, str], ...]:
    if text == "_":
        return ()
    return tuple(tuple(pair.split("=", 1)) for pair in text.split("|"))  # type: ignore[misc]


def _word(columns: list[str], *, foreign_tags: bool, source: str) -> Word:
    feats = dict(_feats(columns[5]))
    xpos: str | None = columns[4]
    if foreign_tags and columns[3] in ("VERB", "AUX") and columns[4] in PUD_VERB_FORMS:
        feats["VerbForm"] = PUD_VERB_FORMS[columns[4]]
    if foreign_tags or xpos == "_":
        xpos = None
    deprel = columns[7]
    feats.pop("Typo", None)
    lemma = columns[2] if columns[2] != "_" or columns[1] == "_" else columns[1]
    return Word(columns[1], lemma, columns[3], xpos, tuple(sorted(feats.items())), int(columns[6]), deprel,
                source)


def _join(words: list[Word], ranges: list[tuple[int, int, str]]) -> tuple[Word, ...]:
    """Join "in dem" to the printed "im": tag and head of the preposition, features of the article."""
    drop: dict[int, int] = {}
    made = list(words)
    for first, last, form in ranges:
        if last != first + 1 or words[first].upos != "DET" and words[last - 1].upos != "DET":
            continue
        if words[first - 1].upos != "ADP":
            continue
        article = tuple((k, v) for k, v in words[last - 1].feats or () if k in ("Case", "Gender", "Number"))
        joined = replace(words[first - 1], form=form, xpos=words[first - 1].xpos and "APPRART", feats=article)
        made[first - 1] = joined
        drop[last] = first
    if not drop:
        return tuple(words)
    kept = [number for number in range(1, len(words) + 1) if number not in drop]
    new = {old: position for position, old in enumerate(kept, start=1)}
    new[0] = 0
    for old, first in drop.items():
        new[old] = new[first]
    result = []
    for number in kept:
        word = made[number - 1]
        result.append(replace(word, head=new[word.head]))
    return tuple(result)


def relative_clauses(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Give GSD the subtypes that PUD has: "acl" with a relative pronoun below it, "flat" between names."""
    relative = {w.head for w in words if ("PronType", "Dem,Rel") in (w.feats or ()) or w.xpos in ("PRELS", "PRELAT")}
    made = []
    for number, word in enumerate(words, start=1):
        if word.deprel == "acl" and number in relative and word.upos in ("VERB", "AUX", "NOUN", "ADJ"):
            word = replace(word, deprel="acl:relcl")
        elif word.deprel == "flat" and word.upos == "PROPN" and words[word.head - 1].upos == "PROPN":
            word = replace(word, deprel="flat:name")
        made.append(word)
    return tuple(made)


def read_trees(path: Path, *, join: bool = False, foreign_tags: bool = False, relabel: bool = False) -> Iterator[Tree]:
    """Yield the trees of a CoNLL-U file; with `join`, German contractions also as one token."""
    source = path.stem
    words: list[Word] = []
    ranges: list[tuple[int, int, str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if not line:
            if words:
                split = tuple(words)
                joined = _join(words, ranges) if join else split
                if relabel:
                    split, joined = relative_clauses(split), relative_clauses(joined)
                yield Tree(split, joined)
            words, ranges = [], []
            continue
        if line.startswith("#"):
            continue
        columns = line.split("\t")
        if "." in columns[0]:
            continue
        if "-" in columns[0]:
            first, last = columns[0].split("-")
            ranges.append((int(first), int(last), columns[1]))
            continue
        words.append(_word(columns, foreign_tags=foreign_tags, source=source))


def split_dev(trees: list[Tree], *, every: int) -> tuple[list[Tree], list[Tree]]:
    """Return (train, dev): every n-th sentence is held out; none where `every` is 0."""
    if every == 0:
        return trees, []
    train = [tree for number, tree in enumerate(trees) if number % every]
    return train, trees[::every]


def only_trees(tree: Tree) -> Tree:
    """Return the tree of another language: its universal tags and relations teach, its words do not."""
    words = tuple(replace(word, lemma=None, xpos=None, feats=None) for word in tree.split)
    return Tree(words, words)


def without_features(tree: Tree, *, source: str = SILVER) -> Tree:
    """Return a tree of another model without the features, which nobody has checked."""
    words = with_bare_lemmas([replace(word, feats=None, source=source) for word in tree.joined])
    return Tree(words, words)


def with_bare_lemmas(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words with "lehnen" for "lehnte … ab", as treebanks have it; our own trees have "ablehnen"."""
    made = list(words)
    for word in words:
        if word.deprel != "compound:prt" or not word.head:
            continue
        verb, particle = made[word.head - 1], word.form.lower()
        if verb.lemma and verb.lemma.startswith(particle) and not verb.form.lower().startswith(particle):
            made[word.head - 1] = replace(verb, lemma=verb.lemma.removeprefix(particle))
    return tuple(made)


def digest(forms: Iterable[str]) -> str:
    """Return what stands for a sentence whose words are not kept: the first 16 hexadecimal digits of the SHA-256 of its words."""
    return hashlib.sha256(" ".join(forms).encode()).hexdigest()[:16]


def read_checked(corrections: Path, sentences: Iterable[Tree]) -> Iterator[Tree]:
    """Yield the trees that were read and corrected, with the heads, relations and tags that they were given.

    A CoNLL-U file holds its sentences itself. In any other file a line is a sentence: its digest, a tab, then for each word
    `head/relation/UPOS`; the words are those of `sentences`, and what these lack is left out. A word whose tag was changed
    has no finer tag and no lemma. Nobody has looked at features.
    """
    if corrections.suffix == ".conllu":
        for tree in read_trees(corrections):
            yield without_features(tree, source=CHECKED)
        return
    found = {digest(word.form for word in tree.joined): tree for tree in sentences}
    for line in corrections.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition("\t")
        tree = found.get(key)
        if tree is None:
            continue
        words = []
        for word, entry in zip(tree.joined, rest.split(), strict=True):
            head, deprel, upos = entry.split("/")
            same = upos == word.upos
            words.append(replace(word, upos=upos, head=int(head), deprel=deprel, feats=None, source=CHECKED,
                                 xpos=word.xpos if same else None, lemma=word.lemma if same else None))
        bare = with_bare_lemmas(words)
        yield Tree(bare, bare)


def choose_form(tree: Tree, chance: random.Random, *, joined_share: float) -> tuple[Word, ...]:
    """Return the joined or the split words of `tree`."""
    if tree.joined is tree.split or chance.random() < joined_share:
        return tree.joined
    return tree.split
