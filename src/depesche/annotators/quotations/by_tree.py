"""What a cue announces where clauses are joined without commas: by the tree, with the punctuation for its edges."""

from __future__ import annotations

from depesche.model import Token

from .clauses import Clause
from .finder import Finder
from .words import is_finite


class ByTree(Finder):
    """Finds content by the tree: "Lavrov said Russia planned exercises"."""

    def said(self) -> set[int]:
        """Return the token indices of the words said, empty if there are none."""
        clause = self.clauses.clauses[self.number]
        if self.is_bracketed(clause):
            return set()
        if self.announcement.cue.pos == "NOUN":
            return self._below_noun()
        if self.opens_with_as() and not self._heads_behind(clause.last):
            return self._around() if self.announcement.speakers else set()
        if self._is_inserted(clause):
            return self._around()
        return self._behind()

    def _heads_behind(self, end: int) -> list[Token]:
        """The heads of clauses said that stand behind the cue."""
        low = max([self.cue.index, *self.own_words()])
        return [h for h in self.announcement.contents if self._first(h) > low and h.index < end and self._is_clause(h)]

    def _is_clause(self, head: Token) -> bool:
        if head.upos in ("VERB", "AUX"):
            return not self._is_as_saying(head)
        return any(c.relation in ("nsubj", "cop", "mark", "aux") for c in self.sentence.dependents[head.index])

    def _is_as_saying(self, head: Token) -> bool:
        """Whether the clause is itself the cue: "was quoted as saying that"."""
        return (
            any(not cue.topic for cue in self.pack.cues_by_lemma.get(("VERB", head.lemma), ())) and head.xpos == "VBG"
        )

    def _first(self, head: Token) -> int:
        """Where the clause of `head` begins, behind the cue if the tree draws it across."""
        inside = [t.index for t in self.sentence.subtree(head)]
        behind = [i for i in inside if i > self.cue.index]
        return min(behind if head.index > self.cue.index and behind else inside)

    def _is_inserted(self, clause: Clause) -> bool:
        """Whether the cue's clause stands behind or within what is said: "…, the minister said, …"."""
        if clause.first <= self.low or self._heads_behind(clause.last) or self.announcement.cue.topic:
            return False
        before = self.sentence.tokens[clause.first - 1]
        if before.upos != "PUNCT" or before.text in (":", ";"):
            return False
        if not self.announcement.speakers or self.cue.relation in ("conj", "acl") or clause.coordinated:
            return False
        if any(c.relation == "mark" for c in self.sentence.dependents[self.cue.index]):
            return False  # "…, shortly before India claimed victory"
        if self.cue.relation in ("ccomp", "xcomp") and self.cue.head >= clause.first:
            return False  # "Lula, who …, said Brazil would answer"
        speaker = self.announcement.speakers[0]
        if not clause.first <= speaker.index < clause.last:
            return False
        left = [c for c in self.clauses.clauses[: self.number] if c.first >= self.low]
        return any(c.finite is not None or c.kind == "quote" for c in left) or self.cue.relation == "parataxis"

    def _around(self) -> set[int]:
        """The words before the cue's clause and behind it, up to another cue: "…, he said, adding that …"."""
        clause = self.clauses.clauses[self.number]
        left = self.trimmed(self.low, clause.first)
        if any(self.clauses.clauses[self.clauses.number_of(i)].kind == "quote" for i in left):
            return left
        start = clause.last
        for following in self.clauses.clauses[self.number + 1 :]:
            if following.kind != "relative":
                break
            start = following.last
        behind = self.sentence.tokens[clause.last : clause.last + 1]
        if behind and behind[0].upos != "PUNCT":
            return left
        right = self.trimmed(start, self._stop(start))
        return left | (self._without_conjunction(right) if right else set())

    def _without_conjunction(self, said: set[int]) -> set[int]:
        first = min(said)
        return said - {first} if self.sentence.tokens[first].upos == "CCONJ" else said

    def _behind(self) -> set[int]:
        heads = self._heads_behind(self.high)
        colon = self._behind_colon()
        if colon is not None:
            return self.trimmed(colon, self.high)
        if not heads or (self.announcement.cue.topic and not self.takes("ccomp")):
            return set()
        start = self._first(heads[0])
        for own in sorted(self.own_words()):
            start = own + 1 if start == own else start
        stop = self._stop(start)
        if heads[0].relation == "xcomp" and any(t.deprel == "mark" for t in self.sentence.dependents[heads[0].index]):
            stop = min(stop, self._contrast(start))
        return self.trimmed(start, stop)

    def _contrast(self, start: int) -> int:
        """Where a clause on somebody else begins, which an infinitive does not hold: "offered to help, while Rome refused"."""
        for clause in self.clauses.clauses:
            opener = self.sentence.tokens[clause.first]
            if clause.first > start and clause.finite is not None and opener.text.lower() in self.clauses.words.contrast:
                return clause.first
        return self.high

    def _behind_colon(self) -> int | None:
        clause = self.clauses.clauses[self.number]
        after = self.sentence.tokens[clause.last : clause.last + 1]
        return clause.last + 1 if after and after[0].text == ":" and not self.announcement.cue.topic else None

    def _stop(self, start: int) -> int:
        """Where the words said end: at a semicolon, before a second verb of the cue's subject, or another cue behind a comma."""
        tokens = self.sentence.tokens
        for token in tokens[start + 1 : self.high]:
            if token.text == ";" and tokens[token.index + 1].upos not in ("SCONJ", "CCONJ", "PUNCT"):
                return token.index
            if token.upos not in ("VERB", "AUX"):
                continue
            if token.relation == "conj" and token.head == self.cue.index and self._first(token) > start:
                return self._first(token)
            clause = self.clauses.clauses[self.clauses.number_of(token.index)]
            if clause.first > start and tokens[clause.first - 1].text == "," and self._is_new_cue(clause, token):
                return clause.first
        return self.high

    def _is_new_cue(self, clause: Clause, verb: Token) -> bool:
        """Whether a clause goes on with the speaker: ", adding that"; ", but he ruled out"."""
        if not any(True for cue in self.pack.cues_by_lemma.get(("VERB", verb.lemma), ())):
            return False
        if verb.xpos == "VBG" and verb.index == clause.first:
            return True
        before = self.sentence.tokens[clause.first : verb.index]
        pronouns = [t for t in before if t.upos == "PRON" and t.text.lower() in self.clauses.words.subjects]
        return clause.coordinated and is_finite(verb) and len(before) <= 3 and (bool(pronouns) or len(before) == 1)

    def _below_noun(self) -> set[int]:
        """The clause below a noun: "the claim by the ministry that …", "the threat to …"."""
        heads = [h for h in self.announcement.contents if h.index > self.cue.index]
        if not heads:
            below = self.sentence.subtree(self.cue)
            heads = [
                t for t in below if t.relation in ("acl", "ccomp") and t.deprel != "acl:relcl" and self._is_that(t)
            ]
        if not heads:
            return set()
        said = {t.index for t in self.sentence.subtree(heads[0]) if t.index > self.cue.index}
        return self.edges(said)

    def _is_that(self, head: Token) -> bool:
        return any(
            c.relation == "mark" and c.text.lower() in self.clauses.words.that
            for c in self.sentence.dependents[head.index]
        )
