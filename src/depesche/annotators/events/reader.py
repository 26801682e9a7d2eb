"""What reading events takes from the other layers, looked up once for a document."""

from __future__ import annotations

from dataclasses import dataclass

from depesche import codebook
from depesche.lang import Pack, Slot
from depesche.lang.phrases import case_markers, follows, is_relative, verb_above
from depesche.model import Actor, ActorIndex, Document, Sentence, Span, Token, Toponym, speakers_of

from .filling import ClauseWords, Lookups
from .made import made_actor


@dataclass(frozen=True)
class Reader:
    """A document with the look-ups that its events are read by."""

    document: Document
    pack: Pack
    lookups: Lookups
    locative: frozenset[str]
    located: tuple[Toponym | None, ...]
    """For each sentence the place that a phrase of place in it names, none of background."""
    openings: frozenset[int]
    """Sentences that open a part of the report: headings and what stands first below them."""

    def scene(self, number: int) -> str | None:
        """Return the state in which sentence `number` plays: by its own words, those shortly before, or the report's."""
        toponym = self.nearest_place(number)
        return toponym.place.country if toponym is not None else self.document.scene

    def nearest_place(self, number: int, *, reach: int = 5, towns: bool = False) -> Toponym | None:
        """Return the place named in sentence `number` or up to `reach` sentences before it; None if there is none.

        With `towns` states and regions without a point on the map are passed over.
        """
        for earlier in range(number, max(number - reach, 0) - 1, -1):
            toponym = self.located[earlier]
            if toponym is not None and not (towns and toponym.place.lat is None):
                return toponym
            if earlier in self.openings:
                return None
        return None

    def is_venue(self, toponym: Toponym) -> bool:
        """Return whether a place is only where something was said: "wie eine Sprecherin in Brüssel sagte"."""
        sentence = next((s for s in self.document.sentences if s.span.covers(toponym.span)), None)
        head = sentence.head_of(toponym.span) if sentence is not None else None
        verb = verb_above(sentence, head) if sentence is not None and head is not None else None
        return verb is not None and any(
            cue.covers(verb.span) for quotation in self.document.quotations for cue in quotation.cue
        )


def make_reader(document: Document, *, pack: Pack) -> Reader:
    """Return the reader of a document that has sentences, times, actors, places and quotations."""
    locative = pack.words("actors", "place_prepositions")
    clause_words = ClauseWords(
        light=pack.words("actors", "light_verbs"),
        ending=pack.words("actors", "ending_verbs"),
        taking_part=pack.words("actors", "taking_part"),
        occasion=pack.words("actors", "occasion_prepositions"),
        manner=pack.words("actors", "manner_prepositions"),
        ahead=pack.words("actors", "ahead_prepositions"),
        shunning=pack.words("actors", "shunning_verbs"),
        background=pack.words("actors", "background_prepositions"),
        against=pack.words("actors", "against_prepositions"),
        papers=pack.words("things", "papers"),
        condition=pack.status_words.condition,
        arriving=pack.words("actors", "arriving_verbs"),
        origin=tuple(Slot("nmod", word) for word in sorted(pack.words("actors", "origin_prepositions"))),
    )
    located = tuple(_located(document, sentence, locative) for sentence in document.sentences)
    lookups = Lookups(
        index=ActorIndex(document, speakers_of(document)),
        towns=_towns(document),
        words=clause_words,
        language=pack.language,
    )
    return Reader(document, pack, lookups, locative, located, _openings(document))


def _openings(document: Document) -> frozenset[int]:
    headings = [Span(b.start, b.end) for b in document.article.blocks if b.kind in ("headline", "subheading", "caption")]
    inside = {n for n, s in enumerate(document.sentences) if any(h.covers(s.span) for h in headings)}
    return frozenset(inside | {number + 1 for number in inside})


def located_in(document: Document, sentence: Sentence) -> list[Toponym]:
    """Return the toponyms of a sentence in text order."""
    return [toponym for toponym in document.places if sentence.span.covers(toponym.span)]


def is_located(sentence: Sentence, toponym: Toponym, locative: frozenset[str]) -> bool:
    """Return whether the toponym stands in a phrase of place: "in Wien", "near the port of Odessa"."""
    head = sentence.head_of(toponym.span)
    if head is None:
        return False
    name = sentence.tokens_in(toponym.span)
    if follows(sentence, name[0], locative):
        return True  # "30 km north of Goma"
    # A parser may hang the preposition on the last word of a name.
    return any(marker in locative for word in (head, *name) for marker in _markers(sentence, word))


def _markers(sentence: Sentence, head: Token) -> list[str]:
    markers = case_markers(sentence, head)
    if not markers and head.head >= 0 and head.relation in ("appos", "flat", "nmod", "compound"):
        markers = case_markers(sentence, sentence.tokens[head.head])
    return markers


def _located(document: Document, sentence: Sentence, locative: frozenset[str]) -> Toponym | None:
    """The first town, else the first state or region, that a phrase of place names."""
    here = [
        t for t in located_in(document, sentence)
        if is_located(sentence, t, locative) and not _in_relative_clause(sentence, t)
    ]  # fmt: skip
    return next(iter([t for t in here if t.place.lat is not None] or here), None)


def _in_relative_clause(sentence: Sentence, toponym: Toponym) -> bool:
    """Whether the place is that of background: "the truce that they had signed in Kuala Lumpur"."""
    head = sentence.head_of(toponym.span)
    return head is not None and any(is_relative(sentence, above) for above in sentence.ancestors(head))


def _towns(document: Document) -> dict[int, Actor]:
    """The state of each town and region that no mention covers, by where the name begins."""
    taken = [mention for actor in document.actors for mention in actor.mentions]
    return {
        toponym.start: made_actor(f"state:{toponym.place.country}", mentions=(toponym.span,))
        for toponym in document.places
        if toponym.place.country in codebook.load_states()
        and not any(mention.overlaps(toponym.span) for mention in taken)
    }
