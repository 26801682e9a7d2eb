"""Brings trees of another scheme (TIGER, CLEAR) to Universal Dependencies; what becomes what is data.

First heads change: "in ← Moskau" becomes "in → Moskau", an auxiliary hangs on its verb. Then labels are renamed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from depesche.errors import LexiconError

from ..model import Analysis

ROOT = 0
_DONE = "="
"""Marks a relation that is UD's already, for "cc" is one thing in TIGER and another in UD."""
_MOST_STEPS = 8
"""How often a tree may be lifted with one rule for each of its words before the rule is held to run in a circle."""


@dataclass(frozen=True, slots=True)
class Lift:
    """A dependent that takes the place of its head; empty conditions fit everything."""

    labels: frozenset[str]
    leaves: str
    upos: frozenset[str] = frozenset()
    lemmas: frozenset[str] = frozenset()
    below: frozenset[str] = frozenset()
    becomes: str | None = None
    passive_lemmas: frozenset[str] = frozenset()
    passive_tags: frozenset[str] = frozenset()
    passive_leaves: str | None = None

    def fits(self, head: Analysis, child: Analysis) -> bool:
        """Return whether `child` takes the place of `head`."""
        return (
            child.deprel in self.labels
            and (not self.upos or head.upos in self.upos)
            and (not self.lemmas or head.lemma in self.lemmas)
            and (not self.below or child.upos in self.below)
        )

    def left(self, head: Analysis, child: Analysis) -> str:
        """Return the relation with which the old head hangs on the new one."""
        passive = head.lemma in self.passive_lemmas and child.xpos in self.passive_tags
        return self.passive_leaves if passive and self.passive_leaves else self.leaves


@dataclass(frozen=True, slots=True)
class Relation:
    """The UD relation of a label under conditions on the word, its head and its dependents."""

    label: str
    name: str
    upos: frozenset[str] = frozenset()
    head: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    has: frozenset[str] = frozenset()
    feature: tuple[str, str] | None = None
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Scheme:
    """All that is known of a foreign scheme."""

    lifts: tuple[Lift, ...]
    relations: dict[str, tuple[Relation, ...]]
    flat: frozenset[str]
    dropped: frozenset[str]

    @property
    def labels(self) -> frozenset[str]:
        """The labels that can be translated."""
        return frozenset(self.relations)


def _set(entry: dict[str, object], key: str) -> frozenset[str]:
    value = entry.pop(key, [])
    if not isinstance(value, list):
        raise LexiconError(f"syntax plug-in: {key!r} must be a list.")
    return frozenset(str(item) for item in value)


def _lift(entry: dict[str, object]) -> Lift:
    names = ("labels", "upos", "lemmas", "below", "passive_lemmas", "passive_tags")
    made = {name: _set(entry, name) for name in names}
    becomes, passive, leaves = (entry.pop(name, None) for name in ("becomes", "passive_leaves", "leaves"))
    _complete(entry)
    text = [None if value is None else str(value) for value in (becomes, passive)]
    return Lift(leaves=str(leaves), becomes=text[0], passive_leaves=text[1], **made)


def _relation(entry: dict[str, object]) -> Relation:
    made = {name: _set(entry, name) for name in ("upos", "head", "forms", "has")}
    label, name, passive = str(entry.pop("label")), str(entry.pop("is")), bool(entry.pop("passive", False))
    feature = str(entry.pop("feature", "")).partition("=")
    _complete(entry)
    return Relation(label, name, passive=passive, feature=(feature[0], feature[2]) if feature[0] else None, **made)


def _complete(entry: dict[str, object]) -> None:
    if entry:
        raise LexiconError(f"syntax plug-in: unread keys {sorted(entry)}.")


@lru_cache(maxsize=4)
def load_scheme(name: str) -> Scheme:
    """Return the scheme of `name`.toml (`tiger`, `clear`); raises LexiconError for a key that is not known."""
    table = tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))
    found: dict[str, list[Relation]] = {}
    for entry in table.pop("relation", []):
        relation = _relation(entry)
        found.setdefault(relation.label, []).append(relation)
    for label, ud in table.pop("relations", {}).items():
        found.setdefault(label, []).append(Relation(label, str(ud)))
    lifts = tuple(_lift(entry) for entry in table.pop("lift", []))
    features: dict[str, object] = table.pop("features", {})
    flat, dropped = _set(table, "flat"), _set(features, "drop")
    _complete(table)
    return Scheme(lifts, {label: tuple(rules) for label, rules in found.items()}, flat, dropped)


def to_universal(words: Sequence[Analysis], scheme: Scheme) -> list[Analysis]:
    """Return the words with heads, relations and features of Universal Dependencies; heads count from 1."""
    made = list(words)
    for lift in scheme.lifts:
        _apply(made, lift)
    _flatten(made, scheme.flat)
    passive = {word.head for word in made if word.deprel == f"{_DONE}aux:pass"}
    below: dict[int, set[str]] = {}
    for word in made:
        below.setdefault(word.head, set()).add(word.deprel.removeprefix(_DONE))
    return [
        replace(
            word,
            deprel=_name(number, word, made, below.get(number, set()), word.head in passive, scheme),
            feats={k: v for k, v in word.feats.items() if k not in scheme.dropped},
        )
        for number, word in enumerate(made, start=1)
    ]


def _apply(words: list[Analysis], lift: Lift) -> None:
    """Lift from below upwards, so that a chain of auxiliaries ends on the full verb."""
    for _ in range(_MOST_STEPS * len(words)):
        pairs = [
            (number, word.head)
            for number, word in enumerate(words, start=1)
            if word.head and lift.fits(words[word.head - 1], word)
        ]
        heads = {head for _, head in pairs}
        pair = next(((child, head) for child, head in pairs if child not in heads), None)
        if pair is None:
            return
        _swap(words, *pair, lift)


def _swap(words: list[Analysis], child: int, head: int, lift: Lift) -> None:
    old, new = words[head - 1], words[child - 1]
    for number, word in enumerate(words, start=1):
        if word.head == head and number != child:
            words[number - 1] = replace(word, head=child)
    words[child - 1] = replace(new, head=old.head, deprel=lift.becomes or old.deprel)
    words[head - 1] = replace(old, head=child, deprel=_DONE + lift.left(old, new))


def _flatten(words: list[Analysis], labels: frozenset[str]) -> None:
    """Hang each member of a coordination on the first, and a conjunction on the member that follows it."""
    for number, word in enumerate(words, start=1):
        head = word.head
        while word.deprel in labels and _is_member(words, head, labels):
            head = words[head - 1].head
        if head != word.head:
            words[number - 1] = replace(word, head=head)
    for number, word in enumerate(words, start=1):
        if word.upos == "CCONJ" and word.head and word.head < number:
            following = (k for k in range(number + 1, len(words) + 1) if words[k - 1].deprel in labels)
            place = next((k for k in following if words[k - 1].head == _first(words, word.head, labels)), None)
            if place is not None:
                words[number - 1] = replace(word, head=place)


def _first(words: list[Analysis], number: int, labels: frozenset[str]) -> int:
    return words[number - 1].head if _is_member(words, number, labels) else number


def _is_member(words: list[Analysis], number: int, labels: frozenset[str]) -> bool:
    """Whether a word hangs on another as a member of a coordination; the root does not, however it is labelled."""
    return number > 0 and words[number - 1].head > 0 and words[number - 1].deprel in labels


def _name(
    number: int, word: Analysis, words: list[Analysis], below: set[str], head_passive: bool, scheme: Scheme
) -> str:
    """The UD relation of a word; what lifting gave is UD's already, unknown labels become `dep`."""
    if word.head == ROOT:
        return "root"
    if word.deprel.startswith(_DONE):
        return word.deprel.removeprefix(_DONE)
    head = words[word.head - 1].upos
    for rule in scheme.relations.get(word.deprel, ()):
        if (
            (not rule.upos or word.upos in rule.upos)
            and (not rule.head or head in rule.head)
            and (not rule.forms or word.feats.get("VerbForm") in rule.forms)
            and (not rule.has or rule.has & below)
            and (rule.feature is None or word.feats.get(rule.feature[0]) == rule.feature[1])
            and (not rule.passive or head_passive)
        ):
            return rule.name
    return "dep"
