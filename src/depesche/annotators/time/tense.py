"""Whether the clause around a time expression tells of what has been or of what is to come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from depesche.model import Sentence, Span, Token

from .lexicon import TimeLexicon

PAST, FUTURE, PLANNED, OPEN = "past", "future", "planned", "open"
_AUXILIARY = ("aux", "cop")


class Tenses:
    """The tense of the clause that a span stands in."""

    def __init__(self, sentences: Sequence[Sentence], lexicon: TimeLexicon) -> None:
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._lexicon = lexicon

    def at(self, span: Span) -> str:
        """Return `past`, `future`, `planned` (announced, expected …), or `open` where nothing says which.

        A present tense counts as future: "Am Donnerstag trifft er den Minister."
        """
        number = bisect_right(self._starts, span.start) - 1
        if number < 0:
            return OPEN
        sentence = self._sentences[number]
        token = sentence.head_of(span) if span.start < sentence.end else None
        if token is None:
            return OPEN
        for verb in (token, *sentence.ancestors(token)):
            if verb.upos in ("VERB", "AUX") or sentence.children(verb, "cop"):
                found = self._of_clause(sentence, verb)
                if found == PLANNED and verb.index == token.head and self._is_told(sentence, verb, token):
                    return PAST
                if found is not None:
                    return found
        return OPEN

    def _is_told(self, sentence: Sentence, verb: Token, token: Token) -> bool:
        """Whether the day is the one of the planning itself: "kündigte am Freitag an", not "kündigte für Freitag an"."""
        auxiliaries = sentence.children(verb, *_AUXILIARY)
        past = self._is_past([verb, *auxiliaries]) or {t.lemma for t in auxiliaries} & self._lexicon.past_auxiliaries
        ahead = {t.lemma.lower() for t in sentence.children(token, "case")} & self._lexicon.ahead_prepositions
        return bool(past) and not ahead

    def _of_clause(self, sentence: Sentence, verb: Token) -> str | None:
        """The tense of one verb with its auxiliaries; None where it has none of its own ("zu treffen")."""
        lexicon = self._lexicon
        auxiliaries = sentence.children(verb, *_AUXILIARY)
        lemmas = {token.lemma for token in auxiliaries}
        past = self._is_past([verb, *auxiliaries])
        perfect = any(t.lemma in lexicon.past_auxiliaries and t.feats.get("VerbForm") == "Inf" for t in auxiliaries)
        if perfect and verb.feats.get("VerbForm") == "Part" and lemmas & lexicon.open_auxiliaries and not past:
            return PAST  # "soll beschossen haben"
        if verb.lemma in lexicon.future_lemmas:
            return PLANNED
        if (
            any(t.lemma in lexicon.future_auxiliaries and t.feats.get("VerbForm") != "Part" for t in auxiliaries)
            and not past
        ):
            return FUTURE
        if lemmas & lexicon.open_auxiliaries:
            return OPEN if past else FUTURE
        form = verb.feats.get("VerbForm")
        if past or (form == "Part" and (not auxiliaries or lemmas & lexicon.past_auxiliaries)):
            return PAST
        if form in ("Inf", "Ger") and not auxiliaries:
            return None
        finite = [token for token in (verb, *auxiliaries) if token.feats.get("VerbForm") == "Fin"]
        return FUTURE if finite else None

    def _is_past(self, tokens: Sequence[Token]) -> bool:
        return any(
            (token.feats.get("Tense") == "Past" and token.feats.get("VerbForm") == "Fin")
            or token.text.lower() in self._lexicon.past_forms
            or (token.upos == "VERB" and _regular_past(token))
            for token in tokens
        )


def _regular_past(token: Token) -> bool:
    """ "sagte" of "sagen", where the features fail to tell."""
    stem, word = token.lemma.removesuffix("n").removesuffix("e"), token.text.lower()
    return len(stem) > 2 and any(
        word.endswith("te" + end) and stem.endswith(word.removesuffix("te" + end)) for end in ("", "n")
    )
