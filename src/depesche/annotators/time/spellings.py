"""Word patterns of the lexicon, spelled out: `vergangen(e|en|es)` stands for three words."""

from __future__ import annotations

from itertools import product

from depesche.errors import LexiconError


def spellings(pattern: str) -> list[str]:
    """Return all words that a pattern stands for; it may hold `(a|b|)`, `[abc]` and `?`, nested; raises LexiconError."""
    words, end = _alternatives(pattern, 0)
    if end != len(pattern):
        raise LexiconError(f"time.toml: {pattern!r}: a bracket too many at {end}.")
    return list(dict.fromkeys(words))


def _alternatives(pattern: str, position: int) -> tuple[list[str], int]:
    found: list[str] = []
    parts: list[list[str]] = []
    while position < len(pattern) and pattern[position] != ")":
        letter = pattern[position]
        if letter == "|":
            found += _joined(parts)
            parts = []
            position += 1
            continue
        choices, position = _piece(pattern, position)
        if pattern[position : position + 1] == "?":
            choices, position = [*choices, ""], position + 1
        parts.append(choices)
    return found + _joined(parts), position


def _piece(pattern: str, position: int) -> tuple[list[str], int]:
    letter = pattern[position]
    if letter == "(":
        choices, end = _alternatives(pattern, position + 1)
        if pattern[end : end + 1] != ")":
            raise LexiconError(f"time.toml: {pattern!r}: the bracket at {position} is not closed.")
        return choices, end + 1
    if letter == "[":
        end = pattern.find("]", position)
        if end < 0:
            raise LexiconError(f"time.toml: {pattern!r}: the bracket at {position} is not closed.")
        return list(pattern[position + 1 : end]), end + 1
    return [letter], position + 1


def _joined(parts: list[list[str]]) -> list[str]:
    return ["".join(chosen) for chosen in product(*parts)]
