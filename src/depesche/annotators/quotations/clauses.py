"""The clauses of a sentence as its punctuation parts them: what kind each is, where it begins and ends.

A parser errs most in long sentences, and reported speech makes sentences long; the comma does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from depesche.model import Sentence, Span, Token

from .words import ClauseWords, in_reporting_mood, is_finite, is_finite_here

_STOPS = frozenset({",", ".", "!", "?"})
_BREAKS = frozenset({",", ";", ":", "–", "—", "-", "(", ")", "[", "]", "...", "…"})


@dataclass(frozen=True)
class Clause:
    """A stretch of tokens `[first, last)` between two breaks."""

    first: int
    last: int
    kind: str
    """`main`, `verb-first`, `that`, `question`, `relative`, `adverbial`, `infinitive`, `phrase` or `quote`."""
    finite: int | None
    """Index of the first finite verb."""
    coordinated: bool
    """Whether it opens with "und", "but" …"""


class Clauses:
    """A sentence cut into clauses, with the quoted stretches kept whole where they stand for themselves."""

    def __init__(self, sentence: Sentence, marked: Sequence[Span], words: ClauseWords) -> None:
        self.sentence = sentence
        self.words = words
        self.quoted = [_range(sentence, span) for span in marked if span.overlaps(sentence.span)]
        self.clauses = self._cut()
        self._number = {i: n for n, clause in enumerate(self.clauses) for i in range(clause.first, clause.last)}

    def number_of(self, index: int) -> int:
        """Return the number of the clause that holds a token; of a break, the clause before it."""
        while index >= 0 and index not in self._number:
            index -= 1
        return self._number.get(index, 0)

    def quote_around(self, index: int) -> tuple[int, int] | None:
        """Return the token range between marks that holds `index`, None if it is not quoted."""
        return next(((a, b) for a, b in self.quoted if a <= index < b), None)

    def in_reporting_mood(self, clause: Clause) -> bool:
        """Return whether the clause's finite verb stands in the reported subjunctive."""
        if clause.finite is None:
            return False
        return in_reporting_mood(self.sentence, self.sentence.tokens[clause.finite], self.words)

    def can_be_reported(self, clause: Clause) -> bool:
        """Return whether the finite verb stands in the reported subjunctive or in a form that goes on with it."""
        if clause.finite is None:
            return False
        word = self.sentence.tokens[clause.finite].text.lower()
        return word in self.words.continuing or self.in_reporting_mood(clause)

    def opener(self, clause: Clause) -> Token:
        """Return the first token that is no conjunction of coordination."""
        tokens = self.sentence.tokens
        at = clause.first
        while at + 1 < clause.last and tokens[at].upos == "CCONJ":
            at += 1
        return tokens[at]

    def _cut(self) -> list[Clause]:
        tokens = self.sentence.tokens
        free = {a: b for a, b in self.quoted if self._stands_alone(a, b)}
        inside = {i for a, b in self.quoted if a not in free for i in range(a, b)}
        found: list[Clause] = []
        start = at = 0
        while at < len(tokens):
            if at in free:
                self._close(found, start, at)
                found.append(Clause(at, free[at], "quote", None, False))
                at = start = free[at]
            elif tokens[at].text in _BREAKS and tokens[at].upos == "PUNCT" and at not in inside:
                self._close(found, start, at)
                at = start = at + 1
            else:
                at += 1
        end = len(tokens)
        while end > start and tokens[end - 1].upos == "PUNCT":
            end -= 1
        self._close(found, start, end)
        return found

    def _stands_alone(self, first: int, last: int) -> bool:
        """Whether quoted words are a clause of their own, not a phrase within one."""
        tokens = self.sentence.tokens
        before = first == 0 or tokens[first - 1].upos == "PUNCT"
        after = last >= len(tokens) or tokens[last].upos == "PUNCT" or is_finite(tokens[last])
        after = after or (last - 2 > first and tokens[last - 2].text in _STOPS)
        words = [t for t in tokens[first:last] if t.upos != "PUNCT"]
        return before and after and (any(is_finite(t) for t in words) or (len(words) > 2 and words[0].upos == "VERB"))

    def _close(self, found: list[Clause], first: int, last: int) -> None:
        tokens = self.sentence.tokens
        while first < last and tokens[first].upos == "PUNCT" and not self.quote_around(first):
            first += 1
        if first >= last:
            return
        finite = next((t.index for t in tokens[first:last] if is_finite_here(t, self.words)), None)
        coordinated = tokens[first].upos == "CCONJ"
        found.append(Clause(first, last, self._kind(first, last, finite), finite, coordinated))

    def _kind(self, first: int, last: int, finite: int | None) -> str:
        tokens, words = self.sentence.tokens, self.words
        while first + 1 < last and tokens[first].upos == "CCONJ":
            first += 1
        opener = tokens[first].text.lower()
        if opener in words.that:
            return "that"
        following = tokens[first + 1].text.lower() if first + 1 < last else ""
        if opener in words.purpose or (opener in words.result and following in words.that):
            return "adverbial"
        if finite is None:
            return "infinitive" if self._has_infinitive(first, last) else "phrase"
        if opener in words.asking and finite != first + 1:
            return "question"
        if self._is_relative(first, last, finite):
            return "relative"
        if tokens[first].upos == "SCONJ":
            return "adverbial"
        return "verb-first" if finite == first else "main"

    def _has_infinitive(self, first: int, last: int) -> bool:
        words = self.words
        return any(
            (t.text.lower() in words.infinitive_marks and t.upos == "PART") or t.xpos in words.infinitive_tags
            for t in self.sentence.tokens[first:last]
        )

    def _is_relative(self, first: int, last: int, finite: int) -> bool:
        tokens, words = self.sentence.tokens, self.words
        opener = tokens[first]
        if opener.xpos in words.relative_tags:
            return True
        if opener.upos == "ADP" and first + 1 < last and tokens[first + 1].xpos in words.relative_tags:
            return True
        if opener.text.lower() not in words.relatives or finite != last - 1 or last - first < 4:
            return False
        return not in_reporting_mood(self.sentence, tokens[finite], words)  # "die auf Kritik gestoßen waren"


def _range(sentence: Sentence, span: Span) -> tuple[int, int]:
    inside = sentence.tokens_in(span)
    return (inside[0].index, inside[-1].index + 1) if inside else (0, 0)
