"""Tokens and sentences by rule: abbreviations, ordinals, quotation marks, clitics.

Decides where a token and where a sentence ends; the words it must know for that are the pack's `tokens.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from depesche.errors import LexiconError
from depesche.model import Block

from .attachment import Beside
from .mood import Subjunctive

TokenSpan = tuple[int, int]
LEXICONS = Path(__file__).parent.parent / "lang"
LONGEST_SENTENCE = 140
"""Tokens after which a sentence is cut, at the last comma or semicolon if there is one."""

_SHORTEST_BEFORE = 4
"""Tokens that a sentence needs before a full stop without a blank can end it."""

_CLOSERS = frozenset("“”\"»«’‘')]›‹")
_OPENERS = frozenset("„“\"»«‚‘'([›‹–—-")
_URL = r"(?:https?://|www\.)[^\s<>\"“”«»]+[^\s<>\"“”«».,;:!?)\]]|[\w.+-]+@[\w-]+\.[\w.-]*\w|@\w+|\#\w+"
_NUMBER = r"\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?(?![^\W\d_])"
_DOTTED = r"(?:[^\W\d_]\.){2,}"
_WORD = r"[^\W_]+(?:[*:_]in(?:nen)?\b)?(?:(?:['’]|[-‑])[^\W_]+)*-?(?=\W|$)|[^\W_]+"
_OTHER = r"\.{2,}|…|--+|[^\w\s]|_+|\w"


class Tokenizer:
    """Cuts the text of one language into sentences of tokens."""

    def __init__(self, language: str) -> None:
        table = _read(LEXICONS / language / "lexicons" / "tokens.toml")
        self._abbreviations = frozenset(_words(table, "abbreviations")) | frozenset(
            _words(table, "closing_abbreviations")
        )
        self._closing = frozenset(_words(table, "closing_abbreviations"))
        self._before_numbers = frozenset(_words(table, "number_abbreviations"))
        self._starters = frozenset(_words(table, "starters"))
        self._inflected = tuple(_words(table, "ordinal_endings"))
        self.break_verbs = frozenset(_words(table, "break_verbs"))
        self.break_marks = frozenset(_words(table, "break_marks"))
        self._ordinal_before = frozenset(_words(table, "ordinal_before"))
        self._ordinal_after = frozenset(_words(table, "ordinal_after"))
        self._clitics = tuple(sorted(_words(table, "clitics"), key=len, reverse=True))
        self._kept = tuple(_words(table, "keep_hyphenated"))
        self._split_hyphens = bool(table.get("split_hyphens"))
        self._ordinals = bool(table.get("ordinals"))
        self.cases = _cases(table)
        self.two_accusatives = frozenset(_words(table, "two_accusatives"))
        self.subjunctive = _subjunctive(table)
        self.beside = _beside(table)
        self.separable = bool(table.get("separable_verbs"))
        short = "|".join(re.escape(a) for a in sorted(self._abbreviations, key=len, reverse=True))
        numbered = "|".join(re.escape(a) for a in sorted(self._before_numbers, key=len, reverse=True)) or "(?!)"
        short = rf"(?<!\w)(?:(?:{short})(?!\w)|(?:{numbered})(?=\s?\d))"
        self._pattern = re.compile(rf"{short}|{_URL}|{_NUMBER}|{_DOTTED}|{_WORD}|{_OTHER}")

    def sentences(self, text: str, blocks: Sequence[Block] = ()) -> list[list[TokenSpan]]:
        """Return the sentences of `text`, each a list of token offsets; no sentence crosses a block."""
        found: list[list[TokenSpan]] = []
        for start, end in [(b.start, b.end) for b in blocks] or [(0, len(text))]:
            found.extend(self._split(text, self.tokens(text, start, end)))
        return found

    def tokens(self, text: str, start: int = 0, end: int | None = None) -> list[TokenSpan]:
        """Return the offsets of the tokens in `text[start:end]`."""
        stop = len(text) if end is None else end
        found: list[TokenSpan] = []
        for match in self._pattern.finditer(text, start, stop):
            found.extend(self._parts(text, match.start(), match.end()))
        return list(self._joined(text, found))

    def _parts(self, text: str, start: int, end: int) -> Iterator[TokenSpan]:
        """Clitics and, where the language writes so, the parts of hyphenated words."""
        word = text[start:end]
        if not word[:1].isalpha() or word in self._abbreviations:
            yield start, end
            return
        for clitic in self._clitics:
            if len(word) > len(clitic) and word.lower().endswith(clitic):
                cut = end - (1 if clitic[0] == "s" else len(clitic))
                yield from self._hyphened(text, start, cut)
                yield cut, end
                return
        if self._clitics and word.lower() == "cannot":
            yield start, start + 3
            yield start + 3, end
            return
        yield from self._hyphened(text, start, end)

    def _hyphened(self, text: str, start: int, end: int) -> Iterator[TokenSpan]:
        word = text[start:end]
        if not self._split_hyphens or "-" not in word[1:-1] or word.lower().startswith(self._kept):
            yield start, end
            return
        position = start
        for piece in re.split("(-)", word):
            if piece:
                yield position, position + len(piece)
            position += len(piece)

    def _joined(self, text: str, tokens: list[TokenSpan]) -> Iterator[TokenSpan]:
        """Tokens with the full stop of initials ("J.") and German ordinals ("2.") put back."""
        number = 0
        while number < len(tokens):
            start, end = tokens[number]
            following = tokens[number + 1] if number + 1 < len(tokens) else None
            if following is not None and text[end : following[1]] == "." and self._takes_stop(text, tokens, number):
                yield start, following[1]
                number += 2
                continue
            yield start, end
            number += 1

    def _takes_stop(self, text: str, tokens: list[TokenSpan], number: int) -> bool:
        start, end = tokens[number]
        word = text[start:end]
        after = text[slice(*tokens[number + 2])] if number + 2 < len(tokens) else ""
        if len(word) == 1 and word.isalpha() and word.isupper():
            return after[:1].isupper() and after not in self._starters
        if not self._ordinals or not word.isdigit() or len(word) > 3 or not after:
            return False
        before = text[slice(*tokens[number - 1])] if number else ""
        if after[:1].islower() or after in self._ordinal_after:
            return True
        if not after[:1].isalpha():
            return False
        if before in self._ordinal_before or before in ("„", "»"):
            return True
        # "die kommende 2. Liga", "des in Baucau stationierten 1. Bataillons"; but "Sie siegten 1. Der Trainer …"
        return before[:1].islower() and before.endswith(self._inflected) and after not in self._starters

    def _split(self, text: str, tokens: Sequence[TokenSpan]) -> Iterator[list[TokenSpan]]:
        sentence: list[TokenSpan] = []
        closing = False
        for number, (start, end) in enumerate(tokens):
            if closing and not (text[start] in _CLOSERS and not _spaced(text, start, end)):
                if self._opens(text, tokens, number, sentence):
                    yield from _cut(text, sentence)
                    sentence = []
                closing = False
            sentence.append((start, end))
            word = text[start:end]
            if word in (".", "!", "?", "…") or word.startswith("..") or word in self._closing:
                closing = True
        if sentence:
            yield from _cut(text, sentence)

    def _opens(self, text: str, tokens: Sequence[TokenSpan], number: int, before: Sequence[TokenSpan]) -> bool:
        """Whether a new sentence opens at token `number`, after what looks like the end of one."""
        start, end = tokens[number]
        if start == before[-1][1] and text[start] not in _OPENERS:
            return _run_together(text, tokens, number, before)
        ending = next((text[s:e] for s, e in reversed(before) if text[s] not in _CLOSERS), "")
        word = text[start:end]
        if ending in self._closing:
            return word in self._starters
        position = number
        while (
            position < len(tokens)
            and text[tokens[position][0]] in _OPENERS
            and tokens[position][1] - tokens[position][0] == 1
        ):
            position += 1
        if position == len(tokens):
            return False
        first = text[tokens[position][0]]
        return first.isupper() or first.isdigit() or (not first.isalpha() and position == number and word not in ",;:")


def _run_together(text: str, tokens: Sequence[TokenSpan], number: int, before: Sequence[TokenSpan]) -> bool:
    """Whether the blank after a full stop is missing, as in "freien Wahl.Unterdessen"; not in "spiegel.de" or "J.P."."""
    if len(before) < _SHORTEST_BEFORE or text[before[-1][0] : before[-1][1]] not in (".", "!", "?"):
        return False
    last, first = text[slice(*before[-2])], text[slice(*tokens[number])]
    return len(last) > 2 and last[-1].islower() and len(first) > 1 and first[0].isupper() and first[1:].islower()


def _spaced(text: str, start: int, end: int) -> bool:
    """Whether a mark stands free to the left and joined to the right, as an opening one does."""
    return start > 0 and text[start - 1].isspace() and end < len(text) and not text[end].isspace()


def _cut(text: str, sentence: list[TokenSpan]) -> Iterator[list[TokenSpan]]:
    while len(sentence) > LONGEST_SENTENCE:
        breaks = [k for k in range(20, LONGEST_SENTENCE) if text[slice(*sentence[k])] in (";", ",", ":", "–")]
        place = (breaks[-1] if breaks else LONGEST_SENTENCE - 1) + 1
        yield sentence[:place]
        sentence = sentence[place:]
    yield sentence


def _read(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path.name}: cannot be read ({error}). A language pack needs this file.") from error


def _words(table: dict[str, object], key: str) -> Iterable[str]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise LexiconError(f"tokens.toml: {key!r} must be a list of strings.")
    return [str(word) for word in value]


def _cases(table: dict[str, object]) -> dict[str, frozenset[str]]:
    value = table.get("cases", {})
    if not isinstance(value, dict):
        raise LexiconError("tokens.toml: 'cases' must be a table of lists.")
    return {str(form): frozenset(_words(value, form)) for form in value}


def _subjunctive(table: dict[str, object]) -> Subjunctive:
    value = table.get("subjunctive", {})
    if not isinstance(value, dict):
        raise LexiconError("tokens.toml: 'subjunctive' must be a table.")
    words = {key: frozenset(_words(value, key)) for key in ("forms", "first_person")}
    return Subjunctive(ending=str(value.get("ending", "")), infinitive=str(value.get("infinitive", "")), **words)


def _beside(table: dict[str, object]) -> Beside:
    value = table.get("beside", {})
    if not isinstance(value, dict):
        raise LexiconError("tokens.toml: 'beside' must be a table.")
    return Beside(**{key: tuple(_words(value, key)) for key in ("past", "named", "counts", "apart")})


@lru_cache(maxsize=8)
def load_tokenizer(language: str) -> Tokenizer:
    """Return the tokeniser of a configured language."""
    return Tokenizer(language)
