"""What every way of finding content shares: the sentence, the cue, the limits within which words can be said."""

from __future__ import annotations

from dataclasses import dataclass

from depesche.lang import Pack
from depesche.model import Sentence

from .clauses import Clause, Clauses
from .cues import Announcement
from .words import is_finite


@dataclass(frozen=True)
class Content:
    """Token indices of the words said and of the words that announce them."""

    said: frozenset[int]
    announcing: frozenset[int]
    phrase: frozenset[int] = frozenset()
    """Of these the phrase with an adposition or "so", empty for other cues."""


class Finder:
    """A cue in its sentence, cut into clauses."""

    def __init__(self, clauses: Clauses, announcement: Announcement, pack: Pack) -> None:
        self.clauses = clauses
        self.sentence: Sentence = clauses.sentence
        self.announcement = announcement
        self.cue = announcement.token
        self.pack = pack
        self.number = clauses.number_of(self.cue.index)
        around = clauses.quote_around(self.cue.index)
        self.low, self.high = around or (0, self._end())
        if around:
            self.low, self.high = around[0] + 1, around[1] - 1

    def _end(self) -> int:
        tokens = self.sentence.tokens
        end = len(tokens)
        while end > 0 and tokens[end - 1].upos == "PUNCT" and not self.clauses.quote_around(end - 1):
            end -= 1
        return end

    def own_words(self) -> list[int]:
        """Return the indices of the particles that belong to the cue."""
        return [c.index for c in self.sentence.dependents[self.cue.index] if c.deprel == "compound:prt"]

    def finite(self) -> int:
        """Return the index of the finite verb of the cue's clause, the cue itself if there is none."""
        if is_finite(self.cue):
            return self.cue.index
        helpers = [c.index for c in self.sentence.dependents[self.cue.index] if is_finite(c)]
        if helpers:
            return helpers[0]
        if self.cue.head >= 0 and is_finite(self.sentence.tokens[self.cue.head]):
            return self.cue.head
        own = self.clauses.clauses[self.number].finite
        return own if own is not None else self.cue.index

    def takes(self, relation: str) -> bool:
        """Return whether the cue can have a clause in this relation for its content."""
        cue = self.announcement.cue
        return any(slot.relation == relation for slot in cue.content) or cue.pos == "NOUN"

    def is_bracketed(self, clause: Clause) -> bool:
        """Return whether the cue stands alone in brackets: "(Wikinews berichtete)"."""
        before = self.sentence.tokens[clause.first - 1].text if clause.first else ""
        after = self.sentence.tokens[clause.last].text if clause.last < len(self.sentence.tokens) else ""
        return before == "(" and after == ")"

    def opens_with_as(self) -> bool:
        """Return whether the cue's clause is "wie das Ministerium mitteilte", "as the ministry said"."""
        clause = self.clauses.clauses[self.number]
        return self.clauses.opener(clause).text.lower() in self.clauses.words.as_ and clause.kind != "relative"

    def around_clause(self) -> set[int]:
        """Return all words but the cue's clause: "Wie das Ministerium mitteilte, …"; "…, wie er sagte, …"."""
        clause = self.clauses.clauses[self.number]
        last = self.number
        for number in range(self.number + 1, len(self.clauses.clauses)):
            if self.clauses.clauses[number].kind not in ("relative", "phrase"):
                break
            last = number
        end = self.clauses.clauses[last].last if clause.first <= self.low + 1 else clause.last
        return self.trimmed(self.low, clause.first) | self.trimmed(end, self.high)

    def trimmed(self, first: int, last: int) -> set[int]:
        """Return the indices from `first` to before `last` within the limits, without loose punctuation at the ends."""
        return self.edges(set(range(max(first, self.low), min(last, self.high))))

    def edges(self, said: set[int]) -> set[int]:
        """Return the indices without loose punctuation at the outer ends."""
        tokens = self.sentence.tokens
        kept = sorted(said)
        while kept and tokens[kept[0]].upos == "PUNCT" and not self.clauses.quote_around(kept[0]):
            kept = kept[1:]
        while kept and tokens[kept[-1]].upos == "PUNCT" and not self.clauses.quote_around(kept[-1]):
            kept = kept[:-1]
        return set(kept)
