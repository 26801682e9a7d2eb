"""What a phrase beside a clause announces: "laut Interfax", "so der Minister", "demnach"."""

from __future__ import annotations

from .clauses import Clause
from .finder import Content, Finder
from .phrases import phrase_end, phrase_start


class Beside(Finder):
    """Finds the clause that a phrase with an adposition or an adverb comments on."""

    def content(self) -> Content | None:
        """Return the content of the phrase, None if it comments on nothing."""
        if self.announcement.cue.pos == "ADP":
            return self.beside_phrase(self.adposition())
        return self.beside_phrase(self.adverb()) if self.announcement.speakers else self.beside_adverb()

    def adposition(self) -> set[int]:
        """The tokens of "nach Angaben der Polizei" or "Berichten zufolge"."""
        noun = self.announcement.speakers[0]
        if noun.index < self.cue.index:
            return set(range(phrase_start(self.sentence, self.cue.index, self.low), self.cue.index + 1))
        return set(range(self.cue.index, phrase_end(self.sentence, self.clauses, self.cue, noun)))

    def adverb(self) -> set[int]:
        """The tokens of "so der Minister" with what stands in apposition to him."""
        clauses = self.clauses.clauses
        end = clauses[self.number].last
        for clause in clauses[self.number + 1 :]:
            if clause.kind != "phrase" or self._is_list_end(clause):
                break
            end = clause.last
        return set(range(self.cue.index, end))

    def _is_list_end(self, clause: Clause) -> bool:
        return clause.last >= self.high and self.sentence.tokens[clause.first].upos not in (
            "PROPN",
            "NOUN",
            "DET",
            "ADJ",
        )

    def beside_phrase(self, phrase: set[int]) -> Content | None:
        """All of the clause that the phrase comments on, without the phrase."""
        low, high = self._commented(phrase)
        said = self.edges({i for i in range(low, high) if i not in phrase})
        if len(said) < 2:
            return None
        return Content(frozenset(said), frozenset(self._with_commas(phrase)), frozenset(phrase))

    def _with_commas(self, phrase: set[int]) -> set[int]:
        """The phrase with the commas around it."""
        tokens = self.sentence.tokens
        around = (min(phrase) - 1, max(phrase) + 1)
        return phrase | {i for i in around if 0 <= i < len(tokens) and tokens[i].text == ","}

    def _commented(self, phrase: set[int]) -> tuple[int, int]:
        """The clause with what depends on it, from its own beginning to the next main clause."""
        number = self.clauses.number_of(max(phrase)) if self._fills_clause(phrase) else self.number
        clause = self.clauses.clauses[number]
        if clause.kind in ("relative", "adverbial"):
            return clause.first, clause.last
        low = clause.first if clause.kind == "that" else self._main_low(number)
        last = max(number, self.clauses.number_of(max(phrase)))
        opens = self._fills_clause(phrase) and min(phrase) <= self.low
        return low, self._main_high(last + opens)

    def _fills_clause(self, phrase: set[int]) -> bool:
        """Whether the phrase fills its clause: ", so Meier,"."""
        clause = self.clauses.clauses[self.number]
        return clause.first in phrase and clause.last - 1 in phrase

    def _main_low(self, number: int) -> int:
        clauses = self.clauses.clauses
        for at in range(number, -1, -1):
            clause = clauses[at]
            if clause.first < self.low:
                break
            if clause.kind == "main" and at > 0 and self.announcement.cue.pos == "ADP":
                return clause.first
        return self.low

    def _main_high(self, number: int) -> int:
        for clause in self.clauses.clauses[number + 1 :]:
            if clause.first >= self.high:
                break
            if (
                clause.kind == "main"
                and self.announcement.cue.pos == "ADP"
                and not self.clauses.can_be_reported(clause)
            ):
                return clause.first
        return self.high

    def beside_adverb(self) -> Content | None:
        """ "Demnach plant Moskau …": all but the adverb; "…, wonach …": the clause it opens."""
        clause = self.clauses.clauses[self.number]
        if clause.kind in ("relative", "adverbial") or (self.number > 0 and clause.first == self.cue.index):
            low, high = clause.first, self.high
        else:
            low, high = self.low, self.high
        said = self.edges({i for i in range(low, high) if i != self.cue.index})
        own = frozenset({self.cue.index})
        return Content(frozenset(said), own, own) if len(said) > 1 else None
