"""What may be searched for: words, "phrases", prefix*, AND, OR, NOT and brackets; and how each store is asked for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Union

from depesche.errors import QueryError

from .entries import SpanPair
from .folds import bare, spelt_out

_PIECE = re.compile(r'\s*(?:(?P<open>\()|(?P<close>\))|"(?P<phrase>[^"]*)"(?P<star>\*?)|(?P<word>[^\s()"]+))')
WORD = re.compile(r"[^\W_]+")
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Term:
    """Words in a row, each without marks and spelt out; `prefix`: the last one may go on."""

    plain: tuple[str, ...]
    spelt: tuple[str, ...]
    prefix: bool


@dataclass(frozen=True, slots=True)
class All:
    """Everything in `parts` and nothing in `without`."""

    parts: tuple[Expression, ...]
    without: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Any_:
    """At least one of `parts`."""

    parts: tuple[Expression, ...]


Expression = Union[Term, All, Any_]


def parse_expression(text: str) -> Expression:
    """Return what is searched for; raises QueryError where it is malformed or holds no word."""
    pieces = _pieces(text)
    if not pieces:
        raise QueryError("The search is empty. Give at least one word.")
    found, rest = _any(pieces, 0, 0)
    if rest < len(pieces):
        raise QueryError(f"The search {text!r} has a closing bracket too many.")
    return found


Piece = tuple[str, str]


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    position = 0
    text = text.translate({ord(mark): '"' for mark in "„“”«»"}).rstrip()
    while position < len(text):
        match = _PIECE.match(text, position)
        if match is None:
            raise QueryError(f"The search {text!r} has a quotation mark too many or too few.")
        position = match.end()
        if match["word"] is None or WORD.search(match["word"]):  # an "&" or a dash between words says nothing
            pieces.append(_piece(match))
    return pieces


def _piece(match: re.Match[str]) -> Piece:
    if match["open"] or match["close"]:
        return match[0].strip(), ""
    if match["phrase"] is not None:
        return "term", match["phrase"] + match["star"]
    word = match["word"]
    if word in ("AND", "OR", "NOT"):
        return word, ""
    if word.startswith("-") and len(word) > 1:
        return "-", word[1:]
    return "term", word


def _any(pieces: Sequence[Piece], at: int, depth: int) -> tuple[Expression, int]:
    if depth > _DEEPEST:
        raise QueryError(f"The search has more than {_DEEPEST} brackets within one another. Make it simpler.")
    first, at = _all(pieces, at, depth)
    parts = [first]
    while at < len(pieces) and pieces[at][0] == "OR":
        part, at = _all(pieces, at + 1, depth)
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Any_(tuple(parts))), at


def _all(pieces: Sequence[Piece], at: int, depth: int) -> tuple[Expression, int]:
    parts: list[Expression] = []
    without: list[Expression] = []
    while at < len(pieces) and pieces[at][0] not in ("OR", ")"):
        kind = pieces[at][0]
        if kind == "AND":
            if not parts and not without:
                raise QueryError("The search has an AND with nothing before it.")
            at += 1
            if at >= len(pieces) or pieces[at][0] in ("AND", "OR", ")"):
                raise QueryError("The search has an AND with nothing after it.")
            continue
        if kind == "NOT":
            part, at = _atom(pieces, at + 1, depth)
            without.append(part)
        elif kind == "-":
            without.append(_term(pieces[at][1]))
            at += 1
        else:
            part, at = _atom(pieces, at, depth)
            parts.append(part)
    if not parts:
        raise QueryError(
            "The search has an empty part: each side of OR and each bracket needs a word that is not negated."
        )
    return (parts[0] if len(parts) == 1 and not without else All(tuple(parts), tuple(without))), at


def _atom(pieces: Sequence[Piece], at: int, depth: int) -> tuple[Expression, int]:
    kind, value = pieces[at] if at < len(pieces) else ("end", "")
    if kind == "(":
        found, at = _any(pieces, at + 1, depth + 1)
        if at >= len(pieces) or pieces[at][0] != ")":
            raise QueryError("The search has an opening bracket that is never closed.")
        return found, at + 1
    if kind == "term":
        return _term(value), at + 1
    raise QueryError("The search has NOT with nothing after it.")


def _term(value: str) -> Term:
    prefix = value.endswith("*")
    plain, spelt = tuple(WORD.findall(bare(value))), tuple(WORD.findall(spelt_out(value)))
    if not plain:
        raise QueryError(f"The search term {value!r} holds no letters or digits.")
    return Term(plain, spelt, prefix)


def for_fts5(found: Expression) -> str:
    """Return the expression as FTS5 takes it."""
    if isinstance(found, Term):
        star = "*" if found.prefix else ""
        forms = dict.fromkeys([" ".join(found.plain), " ".join(found.spelt)])
        return "(" + " OR ".join(f'"{form}" {star}' for form in forms) + ")"
    if isinstance(found, Any_):
        return "(" + " OR ".join(map(for_fts5, found.parts)) + ")"
    wanted = " AND ".join(map(for_fts5, found.parts))
    if not found.without:
        return f"({wanted})"
    return f"(({wanted}) NOT ({' OR '.join(map(for_fts5, found.without))}))"


def for_tsquery(found: Expression) -> str:
    """Return the expression as PostgreSQL's tsquery."""
    if isinstance(found, Term):
        star = ":*" if found.prefix else ""
        forms = dict.fromkeys([found.plain, found.spelt])
        return "(" + " | ".join("(" + " <-> ".join(f"'{w}'" for w in form) + star + ")" for form in forms) + ")"
    if isinstance(found, Any_):
        return "(" + " | ".join(map(for_tsquery, found.parts)) + ")"
    wanted = [*map(for_tsquery, found.parts), *(f"!{for_tsquery(part)}" for part in found.without)]
    return "(" + " & ".join(wanted) + ")"


def without_not(found: Expression) -> Expression:
    """Return the expression without its exclusions: what holds of any text of which a part satisfies the whole."""
    if isinstance(found, Term):
        return found
    parts = tuple(map(without_not, found.parts))
    if isinstance(found, Any_):
        return Any_(parts)
    return parts[0] if len(parts) == 1 else All(parts, ())


@lru_cache(maxsize=100_000)
def _bare(word: str) -> str:
    return bare(word)


@lru_cache(maxsize=100_000)
def _spelt(word: str) -> str:
    return spelt_out(word)


def _positions(words: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, word in enumerate(words):
        found.setdefault(word, []).append(number)
    return found


class Words:
    """The words of a text, to be matched against terms."""

    def __init__(self, text: str) -> None:
        self._found = [match.span() for match in WORD.finditer(text)]
        plain = [_bare(text[start:end]) for start, end in self._found]
        spelt = plain if text.isascii() else [_spelt(text[start:end]) for start, end in self._found]
        self._forms = ((plain, _positions(plain)), (spelt, _positions(spelt)))

    def spans(self, term: Term) -> Iterator[SpanPair]:
        """Yield where a term stands, in text order for each way of spelling."""
        for (words, positions), wanted in zip(self._forms, (term.plain, term.spelt), strict=True):
            last = len(wanted) - 1
            starts = range(len(words)) if term.prefix and last == 0 else positions.get(wanted[0], ())
            for start in starts:
                if start + last < len(words) and self._stands(words, wanted, start, term.prefix):
                    yield self._found[start][0], self._found[start + last][1]

    @staticmethod
    def _stands(words: Sequence[str], wanted: Sequence[str], start: int, prefix: bool) -> bool:
        end, last = words[start + len(wanted) - 1], wanted[-1]
        if not (end.startswith(last) if prefix else end == last):
            return False
        return all(words[start + number] == wanted[number] for number in range(len(wanted) - 1))

    def satisfy(self, found: Expression) -> bool:
        """Return whether the text is what is searched for."""
        if isinstance(found, Term):
            return next(self.spans(found), None) is not None
        if isinstance(found, Any_):
            return any(map(self.satisfy, found.parts))
        return all(map(self.satisfy, found.parts)) and not any(map(self.satisfy, found.without))

    def marks(self, found: Expression) -> list[SpanPair]:
        """Return where the wanted terms stand, in text order."""
        if isinstance(found, Term):
            return sorted(set(self.spans(found)))
        return sorted({span for part in found.parts for span in self.marks(part)})
