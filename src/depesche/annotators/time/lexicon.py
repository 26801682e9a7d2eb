"""The time words and patterns of a language, compiled from its `time.toml`.

A text becomes a string with one symbol per token; a symbol stands for all classes that its token belongs to (`WEEKDAY`,
`MONTH`, the literal word `bis` …). The rules are regular expressions over these symbols, written with class names in
capitals and words in small letters: `<day:ORDINAL> <month:MONTH> <year:YEAR>?`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from depesche.errors import LexiconError
from depesche.lang import load_pack

from .spellings import spellings

Value = str | int
Classes = frozenset[str]
Words = Mapping[str, Mapping[str, Value]]
_PIECE = re.compile(r"<(?P<group>\w+):|(?P<close>>)|(?P<sign>\(\?<?[=!]|\(\?:|[()|?*+])|(?P<name>[^\s<>()|?*+]+)")
_FIRST_SYMBOL, _FIRST_SHAPE = 0xE000, 0xF000
_MOST_WORDS = 50_000
LITERAL = "="
OTHER = frozenset[str]()
BREAK = "\n"
"""The symbol between two blocks of a text."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over symbols and what is made of its groups."""

    kind: str
    pattern: re.Pattern[str]
    sign: int
    """-1 for what lies before, 1 for what comes after, 0 for neither."""
    value: str
    """A value that the rule itself gives, empty if none."""
    tense: str
    """The tense that the rule itself implies, empty if none."""


@dataclass(frozen=True)
class TimeLexicon:
    """All that a language's time expressions need."""

    language: str
    tokens: re.Pattern[str]
    rules: tuple[Rule, ...]
    words: Words
    symbols: Mapping[Classes, str]
    shapes: Mapping[str, str]
    day_first: bool
    """Whether the day stands before the month in figures."""
    future_lemmas: frozenset[str]
    future_auxiliaries: frozenset[str]
    past_auxiliaries: frozenset[str]
    open_auxiliaries: frozenset[str]
    past_forms: frozenset[str]
    ahead_prepositions: frozenset[str]
    _known: dict[tuple[str, bool], str] = field(default_factory=dict)

    def value(self, table: str, printed: str) -> Value | None:
        """Return the value of a printed word in one of the tables, None if it is not there."""
        rows = self.words.get(table, {})
        for form in (printed, printed.lower(), printed.capitalize()):
            if form in rows:
                return rows[form]
        return None

    def symbol(self, word: str, shape: str | None, *, first: bool) -> str:
        """Return the symbol of a token; `shape` is its numeric class, `first` says whether a sentence may begin with it."""
        if shape is not None and shape in self.shapes:
            return self.shapes[shape]
        key = (word, first)
        known = self._known.get(key)
        if known is None:
            known = self.symbols.get(classes_of(word, self.words, first=first), self.symbols[OTHER])
            if len(self._known) < _MOST_WORDS:
                self._known[key] = known
        return known


def classes_of(word: str, words: Words, *, first: bool) -> Classes:
    """Return the classes of a printed word; where a sentence begins, small spelling counts too."""
    forms = [word]
    if first and word[:1].isupper():
        forms.append(word[:1].lower() + word[1:])
    if len(word) > 3 and word.isupper():
        forms += [word.capitalize(), word.lower()]
    found = {name for name, rows in words.items() if name != LITERAL for form in forms if form in rows}
    if word.lower() in words[LITERAL]:
        found.add(LITERAL + word.lower())
    return frozenset(found)


@lru_cache(maxsize=8)
def load_time_lexicon(language: str) -> TimeLexicon:
    """Return the compiled patterns of a configured language; raises LexiconError if they are malformed."""
    table = load_pack(language).table("time")
    where = f"time.toml ({language})"
    words = {name: _spelled(rows) for name, rows in _table(table, "words", where).items()}
    shapes = {name: str(pattern) for name, pattern in _table(table, "tokens", where).items()}
    rules = table.get("rule")
    if not isinstance(rules, list):
        raise LexiconError(f"{where}: no [[rule]] found.")
    literals = {
        name for row in rules for name in _names(str(row.get("pattern"))) if name not in words and name not in shapes
    }
    bad = sorted(name for name in literals if name != name.lower())
    if bad:
        raise LexiconError(f"{where}: no table [words.{bad[0]}] and no token of that name.")
    words[LITERAL] = dict.fromkeys(literals, 1)
    symbols = _symbols(words)
    numeric = {name: chr(_FIRST_SHAPE + n) for n, name in enumerate(shapes) if not name.startswith("split")}
    return TimeLexicon(
        language=language,
        tokens=_token_pattern(shapes, words, where),
        rules=tuple(_rules(rules, {**_by_class(symbols), **numeric}, where)),
        words=words,
        symbols=symbols,
        shapes=numeric,
        day_first=bool(table.get("day_first", True)),
        future_lemmas=_strings(table, "future_lemmas"),
        future_auxiliaries=_strings(table, "future_auxiliaries"),
        past_auxiliaries=_strings(table, "past_auxiliaries"),
        open_auxiliaries=_strings(table, "open_auxiliaries"),
        past_forms=_strings(table, "past_forms"),
        ahead_prepositions=_strings(table, "ahead_prepositions"),
    )


def _spelled(rows: object) -> dict[str, Value]:
    if not isinstance(rows, dict):
        raise LexiconError("time.toml: a table of [words] must map words to values.")
    return {word: value for pattern, value in rows.items() for word in spellings(pattern)}


def _token_pattern(shapes: Mapping[str, str], words: Words, where: str) -> re.Pattern[str]:
    parts = []
    for name, pattern in shapes.items():
        for table, rows in words.items():
            pattern = pattern.replace("{" + table + "}", "|".join(sorted(map(re.escape, rows), key=len, reverse=True)))
        parts.append(f"(?P<{name}>{pattern})")
    try:
        return re.compile("|".join([*parts, r"[^\W_]+(?:['’](?![sS](?!\w))\w+)?", r"\n\s*\n", r"[^\w\s]"]))
    except re.error as error:
        raise LexiconError(f"{where}: bad pattern in [tokens] ({error}).") from error


def _symbols(words: Words) -> dict[Classes, str]:
    """A symbol for each set of classes that some printed word belongs to."""
    sets = {OTHER}
    for rows in words.values():
        for word in rows:
            for printed in (word, word.upper(), word.capitalize(), word[:1].upper() + word[1:], word.lower()):
                sets.update(classes_of(printed, words, first=first) for first in (True, False))
    return {found: chr(_FIRST_SYMBOL + n) for n, found in enumerate(sorted(sets, key=sorted))}


def _names(pattern: str) -> Iterator[str]:
    for match in _PIECE.finditer(pattern):
        name = match["name"]
        if name and name not in ("_", "^"):
            yield name


def _by_class(symbols: Mapping[Classes, str]) -> dict[str, str]:
    """All symbols of each class; a literal word goes by itself."""
    found: dict[str, str] = {}
    for classes, symbol in symbols.items():
        for name in classes:
            key = name.removeprefix(LITERAL)
            found[key] = found.get(key, "") + symbol
    return found


def _rules(rows: list[dict[str, object]], symbols: Mapping[str, str], where: str) -> Iterator[Rule]:
    for number, row in enumerate(rows, start=1):
        unknown = set(row) - {"kind", "pattern", "sign", "value", "tense", "comment"}
        if unknown:
            raise LexiconError(f"{where}, rule {number}: unread keys {sorted(unknown)}.")
        try:
            pattern = re.compile(_compiled(str(row["pattern"]), symbols))
        except re.error as error:
            raise LexiconError(f"{where}, rule {number}: bad pattern ({error}).") from error
        sign = row.get("sign", 0)
        yield Rule(
            str(row["kind"]),
            pattern,
            sign if isinstance(sign, int) else 0,
            str(row.get("value", "")),
            str(row.get("tense", "")),
        )


def _compiled(text: str, symbols: Mapping[str, str]) -> str:
    parts = []
    for match in _PIECE.finditer(text):
        if match["group"]:
            parts.append(f"(?P<{match['group']}>")
        elif match["close"]:
            parts.append(")")
        elif match["sign"]:
            parts.append(match["sign"] if match["sign"] != "(" else "(?:")
        elif match["name"] == "_":
            parts.append(f"[^{BREAK}]")
        elif match["name"] == "^":
            parts.append(f"(?:^|{BREAK})")
        else:
            parts.append("[" + symbols[match["name"]] + "]")
    return "".join(parts)


def _table(table: Mapping[str, object], key: str, where: str) -> dict[str, object]:
    value = table.get(key)
    if not isinstance(value, dict):
        raise LexiconError(f"{where}: the table [{key}] is missing.")
    return value


def _strings(table: Mapping[str, object], key: str) -> frozenset[str]:
    value = table.get(key, [])
    return frozenset(str(word) for word in value) if isinstance(value, list) else frozenset()
