"""From text to matches: tokens become symbols, rules are tried on the whole string, earlier rules first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .lexicon import BREAK, Rule, TimeLexicon

_OPENS = frozenset(".!?:;„“\"»«‚‘'(–")
_KEEP_HYPHEN = frozenset({"length", "ref", "clock", "date", "year", "month", "decade"})
"""Kinds that may stand before a hyphen: "14-Tage-Frist", "Ex-Minister", "10-12 Uhr"."""


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's match: its place in the text, and the printed words of its groups."""

    rule: Rule
    start: int
    end: int
    groups: Mapping[str, str]


def scan(text: str, lexicon: TimeLexicon) -> list[Match]:
    """Return the matches in text order; none overlaps another."""
    tokens, symbols = _symbols(text, lexicon)
    taken = bytearray(len(tokens))
    found = []
    for rule in lexicon.rules:
        for match in rule.pattern.finditer(symbols):
            first, last = match.span("x") if match.re.groupindex.get("x") and match["x"] else match.span()
            if last == first or any(taken[first:last]) or _in_compound(text, tokens, first, last, rule.kind):
                continue
            taken[first:last] = b"\1" * (last - first)
            found.append(_match(rule, match, text, tokens, first, last))
    return sorted(found, key=lambda m: m.start)


def _match(rule: Rule, match: re.Match[str], text: str, tokens: list[tuple[int, int]], first: int, last: int) -> Match:
    groups = {
        name: text[tokens[match.start(name)][0] : tokens[match.end(name) - 1][1]]
        for name, printed in match.groupdict().items()
        if printed and name != "x"
    }
    return Match(rule, tokens[first][0], tokens[last - 1][1], groups)


def _symbols(text: str, lexicon: TimeLexicon) -> tuple[list[tuple[int, int]], str]:
    tokens, symbols = [], []
    first = True
    for match in lexicon.tokens.finditer(text):
        word = match.group()
        tokens.append(match.span())
        if word[0] == "\n":
            symbols.append(BREAK)
            first = True
            continue
        symbols.append(lexicon.symbol(word, match.lastgroup, first=first))
        first = word[-1] in _OPENS
    return tokens, "".join(symbols)


def _in_compound(text: str, tokens: list[tuple[int, int]], first: int, last: int, kind: str) -> bool:
    """Whether the words are only a part of a hyphenated one: "Mai-Kundgebung", "US-Sommer"."""
    start, end = tokens[first][0], tokens[last - 1][1]
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalpha():
        return True
    return kind not in _KEEP_HYPHEN and text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()
