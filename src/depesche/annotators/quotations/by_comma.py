"""What a cue announces where a comma parts every clause from the next: the clauses behind it, before it, around it."""

from __future__ import annotations

from depesche.lang.phrases import case_markers, is_passive

from .clauses import Clause
from .finder import Finder
from .words import is_finite

_SAYABLE = frozenset({"that", "question", "main", "verb-first"})
_MAIN = frozenset({"main", "verb-first"})
_PASSED_OVER = frozenset({"relative", "phrase", "adverbial"})


class ByComma(Finder):
    """Finds content by the punctuation of a sentence."""

    def said(self) -> set[int]:
        """Return the token indices of the words said, empty if there are none."""
        said = self._by_clauses()
        return self._infinitive() if said is None else said

    def _by_clauses(self) -> set[int] | None:
        clause = self.clauses.clauses[self.number]
        if self.is_bracketed(clause):
            return set()
        if self.cue.upos == "NOUN":
            return self._behind()
        if self.opens_with_as():
            return self._behind_own() or self.around_clause()
        if self._inverted() and not self._that_behind():
            before = self._before()
            if before:
                return before | self._after_inversion(before)
        return self._behind()

    def _behind_own(self) -> set[int] | None:
        """ "…, wie er behauptete, der Bericht sei falsch": a clause with its own subject, in the reported mood."""
        number = self.number + 1
        if number >= len(self.clauses.clauses) or self.clauses.clauses[self.number].first <= self.low + 1:
            return None
        following = self.clauses.clauses[number]
        if following.kind == "that" or (following.kind == "main" and self.clauses.in_reporting_mood(following)):
            return self.trimmed(following.first, self._stop(following.first))
        return None

    def _that_behind(self) -> bool:
        """Whether a that-clause follows the cue at once: "Auf die Kritik, es fehle Geld, entgegnete er, dass …"."""
        number = self.clauses.number_of(max([self.cue.index, *self.own_words()])) + 1
        return number < len(self.clauses.clauses) and self.clauses.clauses[number].kind == "that"

    def _inverted(self) -> bool:
        finite = self.finite()
        clause = self.clauses.clauses[self.clauses.number_of(finite)]
        if clause.finite != finite or finite - clause.first > clause.coordinated:
            before = self.sentence.tokens[clause.first : finite]
            if not (len(before) == 1 and before[0].text.lower() == "so"):
                return False
        if clause.first <= self.low:
            return False
        if self.announcement.speakers:
            return self.announcement.speakers[0].index > finite
        return is_passive(self.sentence, self.cue) or self._has_nominal_after(finite, clause)

    def _has_nominal_after(self, finite: int, clause: Clause) -> bool:
        """Whether something follows the verb that can be its subject: "sagte Meier", not "teilte jedoch mit"."""
        tokens = self.sentence.tokens
        return any(
            t.upos in ("NOUN", "PROPN", "PRON")
            and t.feats.get("Reflex") != "Yes"
            and not case_markers(self.sentence, t)
            for t in tokens[finite + 1 : min(clause.last, finite + 4)]
        )

    def _before(self) -> set[int]:
        """The words before an inverted cue clause, if they are more than an adverbial clause."""
        first = self.clauses.clauses[self.clauses.number_of(self.finite())].first
        inside = [c for c in self.clauses.clauses if self.low <= c.first and c.last <= first]
        if not any(self._can_be_said(c, opens=c is inside[0]) for c in inside):
            return set()
        return self.trimmed(self.low, first)

    def _can_be_said(self, clause: Clause, *, opens: bool) -> bool:
        """Whether a clause before the cue is what it announces; of a mere topic only quoted or reported words are."""
        if clause.kind == "quote" or (self.clauses.in_reporting_mood(clause) and clause.kind in _MAIN):
            return True
        return (clause.kind in _MAIN or (opens and clause.kind in _SAYABLE)) and not self.announcement.cue.topic

    def _after_inversion(self, before: set[int]) -> set[int]:
        """What goes on behind an inverted cue clause: "…, sagte der Minister, man werde …"."""
        if any(self.clauses.clauses[self.clauses.number_of(i)].kind == "quote" for i in before):
            return set()
        start = self._start(self.clauses.number_of(max(self.finite(), self.cue.index)) + 1)
        return self.trimmed(start, self.high) if start is not None else set()

    def _behind(self) -> set[int] | None:
        own = max([self.cue.index, *self.own_words()])
        start = self._start(self.clauses.number_of(own) + 1)
        if start is None:
            return None
        return self.trimmed(start, self._stop(start))

    def _start(self, number: int) -> int | None:
        """Where the words said begin, looking from clause `number` on; None if another cue stands before them."""
        start = self._first_start(number)
        return None if start is None or self._other_cue_between(start) else start

    def _other_cue_between(self, start: int) -> bool:
        """Whether a second predicate announces them: "nannte das eine Tragödie und erklärte, man helfe"."""
        for token in self.sentence.tokens[self.cue.index + 1 : start]:
            if token.upos != "VERB" or token.relation != "conj" or not is_finite(token):
                continue
            if any(not cue.topic for cue in self.pack.cues_by_lemma.get(("VERB", token.lemma), ())):
                return True
        return False

    def _first_start(self, number: int) -> int | None:
        all_clauses = self.clauses.clauses
        pending: int | None = None
        noun = self.cue.upos == "NOUN"
        for clause in all_clauses[number:]:
            if clause.first >= self.high:
                return None
            if clause.kind == "quote" or (
                self.sentence.tokens[clause.first - 1].text == ":" and self._is_speech(clause)
            ):
                return clause.first
            if clause.kind == "that" and not clause.coordinated:
                return clause.first
            if (
                clause.kind == "question"
                and not clause.coordinated
                and (not noun or self.announcement.cue.kind == "ask")
            ):
                return clause.first
            if clause.kind == "relative" and self.announcement.cue.topic and self.clauses.in_reporting_mood(clause):
                return clause.first  # "sprach von einem Plan, der alles verändern werde"
            if (
                clause.kind == "infinitive"
                and self.takes("xcomp")
                and not clause.coordinated
                and not self._in_purpose(clause)
            ):
                if pending is None or not self._main_behind(clause):
                    return clause.first
                continue
            if clause.kind in ("main", "verb-first"):
                return self._main_start(clause, pending)
            if noun and clause.kind != "relative":
                return None
            if pending is None and clause.kind != "relative":
                pending = clause.first
        return None

    def _main_behind(self, clause: Clause) -> bool:
        """Whether a reported main clause goes on behind an infinitive: "über den Plan, zu gehen, sei er froh"."""
        number = self.clauses.number_of(clause.first) + 1
        following = self.clauses.clauses[number] if number < len(self.clauses.clauses) else None
        return following is not None and following.kind == "verb-first" and self.clauses.in_reporting_mood(following)

    def _in_purpose(self, clause: Clause) -> bool:
        """Whether an infinitive goes on with an "um" before the comma: "um über Werte, Ideale zu reden"."""
        number = self.clauses.number_of(clause.first)
        return (
            number > 0
            and self.clauses.opener(self.clauses.clauses[number - 1]).text.lower() in self.clauses.words.purpose
        )

    def _is_speech(self, clause: Clause) -> bool:
        """Whether what follows a colon is what the cue announces: any clause of a verb of saying, else reported mood."""
        return not self.announcement.cue.topic or self.clauses.in_reporting_mood(clause)

    def _main_start(self, clause: Clause, pending: int | None) -> int | None:
        mood = (self.clauses.in_reporting_mood if self.cue.upos == "NOUN" else self.clauses.can_be_reported)(clause)
        cue = self.announcement.cue
        loose = cue.topic or cue.medium == "thought" or cue.pos in ("NOUN", "ADJ") or not self.takes("parataxis")
        loose = loose or self._has_object()
        adverb = self.clauses.opener(clause).upos == "ADV"  # "…, allerdings kam er nicht"
        if clause.coordinated or ((loose or adverb) and not mood):
            return None
        if clause.kind == "main":
            return clause.first
        if pending is not None and (mood or not loose):
            return pending
        return clause.first if mood else None

    def _has_object(self) -> bool:
        """Whether the cue has a noun for its object, so that a clause behind it is hardly what is said."""
        if any(slot.relation == "obj" for slot in self.announcement.cue.addressee):
            return False
        return any(c.relation == "obj" and c.upos == "NOUN" for c in self.sentence.dependents[self.cue.index])

    def _stop(self, start: int) -> int:
        """Where the words said end: at the end of the sentence, or where the announcing clause goes on."""
        first = self.clauses.number_of(start)
        opening = self.clauses.clauses[first]
        open_clause = not self._complete_before(start)
        reported = opening.kind != "main" or self.clauses.in_reporting_mood(opening)
        explained = opening.kind in _PASSED_OVER
        for number in range(first + 1, len(self.clauses.clauses)):
            clause = self.clauses.clauses[number]
            if clause.first >= self.high:
                break
            mood = self.clauses.in_reporting_mood(clause)
            if clause.kind == "quote" and self.sentence.tokens[clause.first - 1].text == ":":
                return clause.first
            if clause.kind == "verb-first" and not explained and not mood and (open_clause or clause.coordinated):
                return clause.first
            if clause.coordinated and clause.kind == "main" and reported and not mood and opening.kind != "question":
                return clause.first
            if clause.kind == "verb-first" and not explained and not mood and self._is_other_cue(clause):
                return clause.first
            explained = clause.kind in _PASSED_OVER and (explained or clause.kind == "adverbial")
        return min(self.high, self._coordination(start))

    def _complete_before(self, start: int) -> bool:
        """Whether the announcing clause is a main clause that has its finite verb before the words said."""
        if self.low > 0 and self.low == start:
            return True
        kinds = [
            c.kind for c in self.clauses.clauses if c.last <= start and c.finite is not None and c.first >= self.low
        ]
        return any(kind in ("main", "verb-first") for kind in kinds)

    def _is_other_cue(self, clause: Clause) -> bool:
        token = self.sentence.tokens[clause.first]
        return any(not cue.topic for cue in self.pack.cues_by_lemma.get(("VERB", token.lemma), ()))

    def _coordination(self, start: int) -> int:
        """Where a second verb of the cue's subject begins: "er sagte, er komme und | kündigte an"."""
        tokens, that = self.sentence.tokens, self.clauses.clauses[self.clauses.number_of(start)].kind == "that"
        for token in tokens[start + 2 : self.high - 2] if that else ():
            # in a that-clause the verb stands last: "dass sie anhalten | und warnte vor neuen"
            if (
                token.upos == "CCONJ"
                and is_finite(tokens[token.index + 1])
                and tokens[token.index - 1].upos in ("VERB", "AUX")
            ):
                return token.index
        for child in self.sentence.dependents[self.cue.index]:
            if child.relation != "conj" or child.index <= start or not is_finite(child):
                continue
            before = self.sentence.tokens[child.index - 1]
            if before.upos == "CCONJ" and self.clauses.number_of(child.index) > 0:
                return before.index
        return self.high

    def _infinitive(self) -> set[int]:
        """An infinitive that no comma parts from its cue: "kündigte an zu gehen"."""
        marks = self.clauses.words.infinitive_marks
        for head in self.announcement.contents:
            below = self.sentence.subtree(head)
            first, last = below[0].index, below[-1].index + 1
            if self.announcement.cue.topic or is_finite(head) or len(below) != last - first:
                continue
            if not any(t.text.lower() in marks and t.upos == "PART" for t in below):
                continue
            if first > self.cue.index and self.clauses.number_of(first) == self.number:
                return self.edges({t.index for t in below} - set(self.own_words()))
        return set()
