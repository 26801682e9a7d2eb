"""Names out of GUM's entity annotation.

GUM marks whole noun phrases ("the Czech president Vaclav Havel"); of each the name alone is kept: the head, if it is a
proper noun, with the proper nouns joined to it. Titles before a person's name are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from readers import Example, spread

_KINDS = {"person": "person", "organization": "organisation", "place": "place"}
_BRACKET = re.compile(r"\((\d+)-(\w+)-[^()]*|(\d+)\)|\)")
_TITLES = (
    "president mr mr. mrs mrs. ms ms. dr dr. prof prof. professor senator sen. king queen prince princess pope sir lord "
    "lady judge justice general gen. captain colonel col. minister chancellor governor gov. mayor secretary rep. "
    "representative congressman sheikh ayatollah imam rev. reverend father sister brother uncle aunt miss chairman "
    "director coach emperor doctor drs. drs aunts uncles dear officer agent detective sergeant sgt. lt. major maj. capt. admiral "
    "commander commissioner ambassador congresswoman archbishop bishop cardinal"
)
TITLES = frozenset(_TITLES.split())
_NOT_IN_PERSONS = frozenset({"of", "and", "in", "the", "'s", "on", "for"})
_SMALL = frozenset({"of", "and", "for", "&", "'s", "the", "on", "in", "-", "de", "von", "van", "der", "la", "el", "al", "du", "di", "."})


@dataclass(frozen=True)
class Row:
    """A token of a treebank."""

    form: str
    upos: str
    head: int
    deprel: str
    feats: str
    entity: str


def read_trees(path: Path) -> Iterator[list[Row]]:
    """Yield the sentences of a treebank, words only."""
    rows: list[Row] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            if rows:
                yield rows
            rows = []
        elif line[0].isdigit():
            cells = line.split("\t")
            if cells[0].isdigit():
                found = re.search(r"Entity=([^|]+)", cells[9])
                rows.append(Row(cells[1], cells[3], int(cells[6]), cells[7], cells[5], found.group(1) if found else ""))
    if rows:
        yield rows


def read_gum(path: Path) -> list[Example]:
    """Return GUM's sentences with labels for the names of persons, organisations and places."""
    return [Example(tuple(r.form for r in rows), _labels(rows, _mentions(rows)), "en", "gum") for rows in read_trees(path)]


def _mentions(rows: Sequence[Row]) -> list[tuple[int, int, str]]:
    """First token, last token and kind of every mention; brackets of one number nest."""
    stack: dict[str, list[tuple[int, str]]] = {}
    found = []
    for number, row in enumerate(rows):
        opened: list[str] = []
        for match in _BRACKET.finditer(row.entity):
            if match.group(1):
                stack.setdefault(match.group(1), []).append((number, match.group(2)))
                opened.append(match.group(1))
                continue
            key = match.group(3) or (opened.pop() if opened else "")
            if stack.get(key):
                start, kind = stack[key].pop()
                found.append((start, number, kind))
    return found


def _labels(rows: Sequence[Row], mentions: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    labels = ["O"] * len(rows)
    names = []
    for start, end, kind in mentions:
        if kind in _KINDS:
            span = name_in(rows, start, end, person=kind == "person")
            if span is not None:
                names.append((*span, _KINDS[kind]))
    for start, end, kind in sorted(names, key=lambda n: (n[0] - n[1], n)):
        if all(labels[n] == "O" for n in range(start, end + 1)):
            for n in range(start, end + 1):
                labels[n] = f"{'B' if n == start else 'I'}-{kind}"
    return tuple(part for row, label in zip(rows, labels, strict=True) for part in spread(row.form, label))


def name_in(rows: Sequence[Row], start: int, end: int, *, person: bool) -> tuple[int, int] | None:
    """Return first and last token of the name that heads the phrase `start..end`, None if a common noun stands alone.

    "the prominent critic Eduard Hanslick": a name in apposition counts as the head.
    """
    head = next((n for n in range(start, end + 1) if not start <= rows[n].head - 1 <= end), None)
    if head is not None and rows[head].upos == "NOUN":
        head = next((n for n in range(head + 1, min(head + 4, end + 1)) if _names(rows[n], head)), None)
    if head is None or rows[head].upos != "PROPN" or (person and "Number=Plur" in rows[head].feats):
        return None
    first, last = _grown(rows, start, end, head, person)
    small = ("the", "-", ".", "and", "'s", "of")
    while first < last and rows[first].form.lower() in small:
        first += 1
    if person:
        titles = [n for n in range(first, last + 1) if rows[n].form.lower() in TITLES]
        first = titles[-1] + 1 if titles else first
    return (first, last) if first <= last else None


def _names(row: Row, head: int) -> bool:
    return row.upos == "PROPN" and row.head - 1 == head and row.deprel in ("appos", "flat")


def _grown(rows: Sequence[Row], start: int, end: int, head: int, person: bool) -> tuple[int, int]:
    first = last = head
    while last + 1 <= end and _extends(rows, last + 1, end, person):
        last += 1
    while first - 1 >= start and (rows[first - 1].upos == "PROPN" or _capital_part(rows, first - 1)):
        first -= 1
    while last > head and rows[last].upos not in ("PROPN", "NUM"):
        last -= 1
    return first, last


def _extends(rows: Sequence[Row], number: int, end: int, person: bool) -> bool:
    """Whether a name goes on with this token: a proper noun, or a small word before one."""
    row, word = rows[number], rows[number].form.lower()
    if row.upos == "PROPN":
        return True
    if word not in _SMALL or (person and word in _NOT_IN_PERSONS):
        return False
    after = [r.upos for r in rows[number + 1 : min(number + 3, end + 1)]]
    if word == "of" and number + 1 <= end and rows[number + 1].form.lower() == "the":
        return after[1:] == ["PROPN"]
    return after[:1] == ["PROPN"]


def _capital_part(rows: Sequence[Row], number: int) -> bool:
    row = rows[number]
    if row.form in ("-", "&", "of"):
        return number > 0 and rows[number - 1].upos == "PROPN"
    return row.form[:1].isupper() and row.upos in ("ADJ", "NOUN", "VERB", "NUM") and number > 0
