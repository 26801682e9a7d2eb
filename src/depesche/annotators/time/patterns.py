"""The time patterns of a language, compiled from its `time.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from depesche.errors import LexiconError
from depesche.lang import load_pack

Value = str | int
Words = Mapping[str, tuple[tuple[re.Pattern[str], Value], ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what is made of its groups."""

    kind: str
    pattern: re.Pattern[str]
    sign: int
    needs_future: bool
    not_before: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """All that a language's time expressions need."""

    rules: tuple[Rule, ...]
    words: Words
    future: frozenset[str]
    past: frozenset[str]
    adjectives: Mapping[str, str]

    def value_of(self, table: str, printed: str) -> Value | None:
        """Return the value of a printed word in one of the tables, None if it is not there."""
        for pattern, value in self.words.get(table, ()):
            if pattern.fullmatch(printed):
                return value
        return None


@lru_cache(maxsize=8)
def load_time_lexicon(language: str) -> TimeLexicon:
    """Return the compiled patterns of a configured language; raises LexiconError if they are malformed."""
    table = load_pack(language).table("time")
    words = table.get("words")
    if not isinstance(words, dict):
        raise LexiconError(f"time.toml ({language}): the tables [words.…] are missing.")
    choices = {name: "|".join(sorted(rows, key=len, reverse=True)) for name, rows in words.items()}
    compiled: Words = {
        name: tuple((re.compile(word, re.IGNORECASE), value) for word, value in rows.items())
        for name, rows in words.items()
    }
    adjectives = table.get("adjectives", {})
    return TimeLexicon(
        rules=tuple(_rules(table.get("rule"), choices, language)),
        words=compiled,
        future=_strings(table, "future"),
        past=_strings(table, "past"),
        adjectives=adjectives if isinstance(adjectives, dict) else {},
    )


def _rules(rows: object, choices: Mapping[str, str], language: str) -> Iterator[Rule]:
    if not isinstance(rows, list):
        raise LexiconError(f"time.toml ({language}): no [[rule]] found.")
    for number, row in enumerate(rows, start=1):
        text = str(row["pattern"])
        for name, choice in choices.items():
            text = text.replace("{" + name + "}", choice)
        flags = 0 if row.get("cased", True) else re.IGNORECASE
        try:
            pattern = re.compile(rf"(?<![\w-])(?:{text})(?!\w)", flags)
        except re.error as error:
            raise LexiconError(f"time.toml ({language}), rule {number}: bad pattern ({error}).") from error
        before = row.get("not_before")
        yield Rule(
            str(row["kind"]),
            pattern,
            int(row.get("sign", 1)),
            bool(row.get("needs_future")),
            re.compile(rf"(?:{before})$") if before else None,
        )


def _strings(table: Mapping[str, object], key: str) -> frozenset[str]:
    value = table.get(key, [])
    return frozenset(str(word) for word in value) if isinstance(value, list) else frozenset()
