"""The numbers of words, letters, tags, features, scripts and labels, counted over the training sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from treebank import Tree, Word

from depesche.syntax.features import word_key
from depesche.syntax.scripts import KEEP, lemma_script


@dataclass
class Vocabulary:
    """All inventories; the position in each list is the number."""

    words: list[str]
    letters: list[str]
    upos: list[str]
    xpos: list[str]
    feats: dict[str, list[str]]
    """Feature name to its values; the empty value stands for "not there"."""
    scripts: list[str]
    labels: list[str]
    lemmas: dict[str, str] = field(default_factory=dict)
    """"form|UPOS" to lemma, for words whose lemma never varied."""
    tails: bool = False

    def as_json(self) -> dict[str, object]:
        """Return the inventories as plain data."""
        return asdict(self)


def _fixed_lemmas(words: Iterable[Word]) -> dict[str, str]:
    seen: dict[str, Counter[str]] = {}
    for word in words:
        if word.lemma is not None:
            seen.setdefault(f"{word.form}|{word.upos}", Counter())[word.lemma] += 1
    fixed = {}
    for key, lemmas in seen.items():
        (lemma, count), total = lemmas.most_common(1)[0], sum(lemmas.values())
        if count >= 2 and count == total:
            fixed[key] = lemma
    return fixed


def count_vocabulary(gold: list[Tree], checked: list[Tree], extra: list[Tree], *, min_word_count: int,
                     min_extra: int = 4) -> Vocabulary:
    """Return the inventories of the gold trees, with the words of the checked and the frequent words of the extra trees."""
    words = [word for tree in gold for word in (*tree.split, *(tree.joined if tree.joined is not tree.split else ()))]
    more = [word for tree in (*checked, *extra) for word in tree.joined]
    counts = Counter(word_key(word.form) for tree in (*gold, *checked) for word in tree.joined)
    far = Counter(word_key(word.form) for tree in extra for word in tree.joined)
    known = sorted(w for w in counts.keys() | far.keys() if counts[w] >= min_word_count or counts[w] + far[w] >= min_extra)
    letters = Counter(letter for word in (*words, *more) for letter in word.form)
    scripts = Counter(lemma_script(word.form, word.lemma or word.form) for word in words)
    scripts += Counter(lemma_script(word.form, word.lemma or word.form) for word in more if word.upos not in ("PROPN", "X"))
    feats: dict[str, set[str]] = {}
    for word in words:
        for name, value in word.feats or ():
            feats.setdefault(name, set()).add(value)
    return Vocabulary(
        words=["<pad>", "<unknown>", "<root>", *known],
        letters=["<pad>", "<unknown>", "<root>", *sorted(c for c, n in letters.items() if n >= 3)],
        upos=sorted({word.upos for word in words}),
        xpos=sorted({word.xpos for word in words if word.xpos}),
        feats={name: ["", *sorted(values)] for name, values in sorted(feats.items())},
        scripts=[KEEP, *sorted(s for s, n in scripts.items() if n >= 2 and s != KEEP)],
        labels=sorted({word.deprel for word in words}),
        lemmas=_fixed_lemmas(words),
    )
