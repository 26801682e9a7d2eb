"""Which words a cue announces: the clauses behind it, before it or around it."""

from __future__ import annotations

from dataclasses import dataclass

from depesche.lang import Pack
from depesche.lang.slots import case_markers, is_passive
from depesche.model import Sentence, Token

from .clauses import Clause, Clauses
from .cues import Announcement
from .phrases import phrase_end, phrase_start
from .words import is_finite

_SAYABLE = frozenset({"that", "question", "main", "verb-first"})
_PASSED_OVER = frozenset({"relative", "phrase", "adverbial"})


@dataclass(frozen=True)
class Content:
    """Token indices of the words said and of the words that announce them."""

    said: frozenset[int]
    announcing: frozenset[int]
    phrase: frozenset[int] = frozenset()
    """Of these the phrase with an adposition or "so", empty for other cues."""


def find_content(clauses: Clauses, announcement: Announcement, *, pack: Pack) -> Content | None:
    """Return what the cue announces, None if no clause depends on it.

    "Das gehe nicht, sagte Lawrow" → "Das gehe nicht", announced by ", sagte Lawrow".
    """
    finder = _Finder(clauses, announcement, pack)
    if announcement.cue.pos == "ADP":
        return finder.beside_phrase(finder.adposition())
    if announcement.cue.pos == "ADV":
        return finder.beside_phrase(finder.adverb()) if announcement.speakers else finder.beside_adverb()
    return finder.of_predicate()


class _Finder:
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

    # --- verbs, nouns, adjectives ---

    def of_predicate(self) -> Content | None:
        said = self._of_predicate()
        if said is None:
            said = self._from_tree()
        if not said:
            return None
        around = min(said) < self.cue.index
        return Content(frozenset(said), self._announcing(said, around))

    def _of_predicate(self) -> set[int] | None:
        if not self.clauses.words.by_comma:
            return None
        clause = self.clauses.clauses[self.number]
        if self._bracketed(clause):
            return set()
        if self.cue.upos == "NOUN":
            return self._behind()
        if self.clauses.opener(clause).text.lower() in self.clauses.words.as_ and clause.kind != "relative":
            return self._behind_own() or self._around_clause()
        if self._inverted():
            before = self._before()
            if before:
                return before | self._after_inversion(before)
        return self._behind()

    def _bracketed(self, clause: Clause) -> bool:
        """Whether the cue stands alone in brackets: "(Wikinews berichtete)"."""
        before = self.sentence.tokens[clause.first - 1].text if clause.first else ""
        after = self.sentence.tokens[clause.last].text if clause.last < len(self.sentence.tokens) else ""
        return before == "(" and after == ")"

    def _behind_own(self) -> set[int] | None:
        """ "…, wie er behauptete, der Bericht sei falsch": a clause with its own subject, in the reported mood."""
        number = self.number + 1
        if number >= len(self.clauses.clauses) or self.clauses.clauses[self.number].first <= self.low + 1:
            return None
        following = self.clauses.clauses[number]
        if following.kind == "that" or (following.kind == "main" and self.clauses.in_reporting_mood(following)):
            return self._trimmed(following.first, self._stop(following.first))
        return None

    def _finite(self) -> int:
        """The finite verb of the cue's clause."""
        if is_finite(self.cue):
            return self.cue.index
        helpers = [c.index for c in self.sentence.dependents[self.cue.index] if is_finite(c)]
        if helpers:
            return helpers[0]
        if self.cue.head >= 0 and is_finite(self.sentence.tokens[self.cue.head]):
            return self.cue.head
        own = self.clauses.clauses[self.number].finite
        return own if own is not None else self.cue.index

    def _inverted(self) -> bool:
        finite = self._finite()
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
            t.upos in ("NOUN", "PROPN", "PRON") and t.feats.get("Reflex") != "Yes" and not case_markers(self.sentence, t)
            for t in tokens[finite + 1 : min(clause.last, finite + 4)]
        )

    def _before(self) -> set[int]:
        """The words before an inverted cue clause, if they are more than an adverbial clause."""
        first = self.clauses.clauses[self.clauses.number_of(self._finite())].first
        inside = [c for c in self.clauses.clauses if self.low <= c.first and c.last <= first]
        if not any(self._can_be_said(c) for c in inside):
            return set()
        return self._trimmed(self.low, first)

    def _can_be_said(self, clause: Clause) -> bool:
        """Whether a clause before the cue is what it announces; of a mere topic only quoted or reported words are."""
        if clause.kind == "quote" or self.clauses.in_reporting_mood(clause):
            return True
        return clause.kind in _SAYABLE and not self.announcement.cue.topic

    def _after_inversion(self, before: set[int]) -> set[int]:
        """What goes on behind an inverted cue clause: "…, sagte der Minister, man werde …"."""
        if any(self.clauses.clauses[self.clauses.number_of(i)].kind == "quote" for i in before):
            return set()
        start = self._start(self.clauses.number_of(max(self._finite(), self.cue.index)) + 1)
        return self._trimmed(start, self.high) if start is not None else set()

    def _around_clause(self) -> set[int]:
        """ "Wie das Ministerium mitteilte, …"; "…, wie er sagte, …"."""
        clause = self.clauses.clauses[self.number]
        last = self.number
        for number in range(self.number + 1, len(self.clauses.clauses)):
            if self.clauses.clauses[number].kind not in ("relative", "phrase"):
                break
            last = number
        end = self.clauses.clauses[last].last if clause.first <= self.low + 1 else clause.last
        return self._trimmed(self.low, clause.first) | self._trimmed(end, self.high)

    def _behind(self) -> set[int] | None:
        own = max([self.cue.index, *self._own()])
        start = self._start(self.clauses.number_of(own) + 1)
        if start is None:
            return None
        return self._trimmed(start, self._stop(start))

    def _own(self) -> list[int]:
        return [c.index for c in self.sentence.dependents[self.cue.index] if c.deprel == "compound:prt"]

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
            if clause.kind == "quote" or (self.sentence.tokens[clause.first - 1].text == ":" and self._is_speech(clause)):
                return clause.first if pending is None else pending
            if clause.kind == "that" and not clause.coordinated:
                return clause.first
            if clause.kind == "question" and not clause.coordinated and (not noun or self.announcement.cue.kind == "ask"):
                return clause.first
            if clause.kind == "infinitive" and self._takes("xcomp") and not clause.coordinated:
                return clause.first
            if clause.kind in ("main", "verb-first"):
                return self._main_start(clause, pending)
            if noun and clause.kind != "relative":
                return None
            if pending is None and clause.kind != "relative":
                pending = clause.first
        return None

    def _is_speech(self, clause: Clause) -> bool:
        """Whether what follows a colon is what the cue announces: any clause of a verb of saying, else reported mood."""
        return not self.announcement.cue.topic or self.clauses.in_reporting_mood(clause)

    def _main_start(self, clause: Clause, pending: int | None) -> int | None:
        mood = self.clauses.in_reporting_mood(clause)
        cue = self.announcement.cue
        loose = cue.topic or cue.medium == "thought" or cue.pos in ("NOUN", "ADJ") or not self._takes("parataxis")
        if clause.coordinated or (loose and not mood):
            return None
        if clause.kind == "main":
            return clause.first
        if pending is not None and (mood or not loose):
            return pending
        return clause.first if mood else None

    def _takes(self, relation: str) -> bool:
        return any(slot.relation == relation for slot in self.announcement.cue.content) or self.announcement.cue.pos == "NOUN"

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
        for child in self.sentence.dependents[self.cue.index]:
            if child.relation != "conj" or child.index <= start or not is_finite(child):
                continue
            before = self.sentence.tokens[child.index - 1]
            if before.upos == "CCONJ" and self.clauses.number_of(child.index) > 0:
                return before.index
        return self.high

    def _from_tree(self) -> set[int]:
        """The clause that the tree puts below the cue; where commas part clauses, only an infinitive without one."""
        heads = [h for h in self.announcement.contents if h.upos in ("VERB", "AUX") or self._is_clause(h)]
        if not heads or self.announcement.cue.topic:
            return set()
        head = heads[0]
        below = self.sentence.subtree(head)
        if self.clauses.words.by_comma:
            first, last = below[0].index, below[-1].index + 1
            marks = self.clauses.words.infinitive_marks
            if is_finite(head) or not any(t.text.lower() in marks and t.upos == "PART" for t in below):
                return set()
            if first <= self.cue.index or self.clauses.number_of(first) != self.number or len(below) != last - first:
                return set()
        own = {t.index for t in self.sentence.subtree(self.cue)} if self.announcement.inverted else {self.cue.index}
        said = {t.index for t in below if self.low <= t.index < self.high} - own
        for other in self._own():
            said.discard(other)
        return self._edges(said)

    def _is_clause(self, head: Token) -> bool:
        return any(c.relation in ("nsubj", "cop", "mark") for c in self.sentence.dependents[head.index])

    def _announcing(self, said: set[int], around: bool) -> frozenset[int]:
        low, high = (self._own_start(said), len(self.sentence.tokens)) if self.low == 0 else (self.low, self.high)
        outside = {i for i in range(low, high) if i not in said}
        end = len(self.sentence.tokens) - 1
        if around or end - 1 in said or end - 1 not in outside:
            outside.discard(end)
        return frozenset(outside)

    def _own_start(self, said: set[int]) -> int:
        """Where the announcing clause begins: at a coordination "und fügte hinzu", or behind an earlier main clause."""
        clauses = self.clauses.clauses
        clause = clauses[self.number]
        if min(said) < self.cue.index or self.cue.upos == "NOUN":
            return 0
        before = [c for c in clauses[: self.number] if c.kind in ("main", "verb-first", "quote")]
        if not before:
            return self._coordinated_start(clause)
        if clause.kind == "main" or (clause.coordinated and clause.kind == "verb-first"):
            return clause.first
        return 0

    def _coordinated_start(self, clause: Clause) -> int:
        """The "und" before a second verb of the same clause."""
        finite = self._finite()
        before = self.sentence.tokens[finite - 1] if finite else None
        if before is not None and before.upos == "CCONJ" and clause.finite != finite and before.index > clause.first:
            return before.index
        return 0

    # --- adpositions and adverbs ---

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
        return clause.last >= self.high and self.sentence.tokens[clause.first].upos not in ("PROPN", "NOUN", "DET", "ADJ")

    def beside_phrase(self, phrase: set[int]) -> Content | None:
        """All of the clause that the phrase comments on, without the phrase."""
        low, high = self._commented(phrase)
        said = self._edges({i for i in range(low, high) if i not in phrase})
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
        number = self.clauses.number_of(max(phrase)) if self.number_is_phrase(phrase) else self.number
        clause = self.clauses.clauses[number]
        if clause.kind in ("relative", "adverbial"):
            return clause.first, clause.last
        low = clause.first if clause.kind == "that" else self._main_low(number)
        return low, self._main_high(max(number, self.clauses.number_of(max(phrase))))

    def number_is_phrase(self, phrase: set[int]) -> bool:
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
            if clause.kind == "main" and self.announcement.cue.pos == "ADP" and not self.clauses.in_reporting_mood(clause):
                return clause.first
        return self.high

    def beside_adverb(self) -> Content | None:
        """ "Demnach plant Moskau …": all but the adverb; "…, wonach …": the clause it opens."""
        clause = self.clauses.clauses[self.number]
        if clause.kind in ("relative", "adverbial") or (self.number > 0 and clause.first == self.cue.index):
            low, high = clause.first, self.high
        else:
            low, high = self.low, self.high
        said = self._edges({i for i in range(low, high) if i != self.cue.index})
        own = frozenset({self.cue.index})
        return Content(frozenset(said), own, own) if len(said) > 1 else None

    # --- edges ---

    def _trimmed(self, first: int, last: int) -> set[int]:
        return self._edges(set(range(max(first, self.low), min(last, self.high))))

    def _edges(self, said: set[int]) -> set[int]:
        """The tokens without loose punctuation at the outer ends."""
        tokens = self.sentence.tokens
        kept = sorted(said)
        while kept and tokens[kept[0]].upos == "PUNCT" and not self.clauses.quote_around(kept[0]):
            kept = kept[1:]
        while kept and tokens[kept[-1]].upos == "PUNCT" and not self.clauses.quote_around(kept[-1]):
            kept = kept[:-1]
        return set(kept)
