"""To whom an act is done that names no recipient: who did what it is about, who is being answered, who is concerned.

"Frankreich verurteilte den Beschuss" is said against whoever the report says has fired. "Ankara warf Athen vor, … Athen
wies das zurück." rejects Ankara. "Helen Clark sagte Hilfe zu", in a report on Timor-Leste, is said to Timor-Leste. All
are marked as implied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from depesche import codebook
from depesche.lang import Pack
from depesche.model import Actor, Document, Event, Span, Token, TokenIndex

from .frames import fitting_frames
from .made import UNKNOWN
from .places import EXPELS

_CALLS = frozenset({"REQUEST", "ACCUSE", "THREATEN", "SANCTION", "REJECT"})
"""Acts that are answered."""
_ANSWERS = frozenset({"REJECT", "CONCEDE", "AGREE", "THREATEN"})
"""Acts that answer."""
_DOMESTIC = frozenset({"REJECT", "REQUEST", "THREATEN", "ACCUSE"})
"""Acts of officials that, without a recipient, are done to their own state: "Der Präsident drohte mit seinem Veto"."""
_DEEDS = frozenset({"CONSULT", "ASSAULT", "COERCE", "MOBILIZE", "SANCTION"})
"""Types that others have something to say about."""
_MUTUAL = frozenset({"AGREE", "COOPERATE", "SUPPORT"})
"""Types whose several actors may act upon one another: "Japan und Kenia einigten sich"."""
_REPEATED = frozenset({"COERCE", "SANCTION"})
"""Types of which a report tells again with other words who suffered it."""
_MATERIAL = ("material conflict", "material cooperation")
_REACH = 3
"""Sentences between call and answer."""


@dataclass(frozen=True)
class _Told:
    """The events of a report with the sentence in which each begins."""

    document: Document
    events: Sequence[Event]
    numbers: Sequence[int]
    actors: Mapping[str, Actor]
    pack: Pack

    def codes(self, ids: Sequence[str]) -> set[str]:
        return {code for identity in ids if identity in self.actors for code in self.actors[identity].codes}

    def before(self, place: int, *, reach: int) -> Iterator[tuple[int, Event]]:
        """The events told before one, latest first, with how many sentences back; `reach` at most."""
        for number, event in zip(reversed(self.numbers[:place]), reversed(self.events[:place]), strict=True):
            if self.numbers[place] - number > reach:
                return
            yield self.numbers[place] - number, event


def add_addressees(
    document: Document, events: Sequence[Event], actors: Mapping[str, Actor], *, pack: Pack
) -> list[Event]:
    """Return the events in their order, those without recipients given the one whom the report implies."""
    tokens = TokenIndex(document.sentences)
    numbers = [tokens.sentence_at(event.evidence[0].start) or 0 for event in events]
    told = _Told(document, events, numbers, actors, pack)
    types = codebook.load_plover().types
    found = []
    for place, event in enumerate(events):
        event = _without_own_diplomats(told, place, _by_the_same(told, place, event))
        one_side = len(told.codes(event.actors)) == 1 or (bool(event.actors) and event.type not in _MUTUAL)
        if one_side and not event.recipients and (types[event.type].implies_scene or event.type == "ASSAULT"):
            recipients = _adversaries(told, place) if event.type == "ASSAULT" else _addressee(told, place)
            event = replace(event, recipients=recipients, implied=(*event.implied, *recipients))
        elif event.type == "CONSULT" and one_side and not event.recipients:
            guests = _guests(told, place)
            event = replace(event, actors=(*event.actors, *guests), implied=(*event.implied, *guests))
        found.append(event)
    return found


def _guests(told: _Told, place: int) -> tuple[str, ...]:
    """The two sides or more of what the report told just before, for whom somebody holds "the talks": "hosted the talks"."""
    event, sentence = told.events[place], told.document.sentences[told.numbers[place]]
    own, talks = told.codes(event.actors), told.pack.words("actors", "talks")
    words = [t for t in sentence.tokens_in(event.evidence[0]) if t.lemma in talks and t.relation in ("obj", "nsubj")]
    if not any(_is_bare(told, place, t) and any(c.feats.get("Definite") == "Def" for c in sentence.dependents[t.index]) for t in words):
        return ()
    for _, other in told.before(place, reach=1):
        doers = other.actors if len(other.actors) > 1 else (*other.actors, *other.recipients)
        sides = tuple(i for i in doers if i != UNKNOWN and not own & told.codes([i]))
        if len(told.codes(sides)) > 1 and _named(other, sides):
            return sides
    return ()


def _by_the_same(told: _Told, place: int, event: Event) -> Event:
    """The event done by whoever did the like in the sentence before, where only an implied state would have done it.

    "Litauen nahm einen Belarussen fest. Der Mann wurde in Vilnius verhaftet."
    """
    if event.type not in _REPEATED or not event.actors or not set(event.actors) <= set(event.implied):
        return event
    for _, other in told.before(place, reach=1):
        if other.type == event.type and other.actors and _named(other, other.actors):
            implied = tuple(i for i in event.implied if i not in event.actors)
            return replace(event, actors=other.actors, implied=(*implied, *other.actors))
    return event


def _without_own_diplomats(told: _Told, place: int, event: Event) -> Event:
    """The event without recipients where a state seems to expel its own: "cut ties with Iran and gave its diplomats a day"."""
    own = told.codes(event.actors)
    if EXPELS not in event.modes or not own or told.codes(event.recipients) != own:
        return event
    others = _named_beside(told, place)
    return replace(event, recipients=others, implied=(*event.implied, *others)) if others else event


def _addressee(told: _Told, place: int) -> tuple[str, ...]:
    event = told.events[place]
    for finding in (_body_of, _teller_of, _victims_of, _doer_of_act, _voters_of, _doer_before_protest):
        if found := finding(told, place):
            return found
    subject = _subject_of(told, place)
    if subject is not None:
        return _doers(told, place, *subject)
    answered = _answered(told, place) if event.type in _ANSWERS else ()
    return answered or _named_beside(told, place) or _concerned(told, event)


def _things(told: _Told, place: int) -> Iterator[Token]:
    """Nouns that an act may be about, in its own words."""
    sentence = told.document.sentences[told.numbers[place]]
    for token in sentence.tokens_in(told.events[place].evidence[0]):
        if token.upos == "NOUN" and token.relation in ("obj", "iobj", "obl", "nsubj", "nmod"):
            yield token


def _body_of(told: _Told, place: int) -> tuple[str, ...]:
    """The organisation whose thing the act is about, if the report names it: "stimmte der Resolution zu"."""
    own, sentence = told.codes(told.events[place].actors), told.document.sentences[told.numbers[place]]
    for token in _things(told, place):
        bodies = told.pack.bodies.get(token.lemma, frozenset()) - own
        if any(child.relation == "nmod" for child in sentence.dependents[token.index]):
            continue  # "a resolution of the conflict"
        for actor in told.document.actors:
            if bodies.intersection(actor.codes):
                return (actor.id,)
    return ()


def _teller_of(told: _Told, place: int) -> tuple[str, ...]:
    """Who said what the act takes up: "begrüßte den Vorstoß"."""
    own = told.codes(told.events[place].actors)
    for token in _things(told, place):
        types = told.pack.told_things.get(token.lemma)
        if types is None or token.relation == "nmod":
            continue
        for event in reversed(told.events[:place]):
            if event.type in types and (tellers := _others_acting(told, event, own)):
                return tellers
    return ()


def _doer_of_act(told: _Told, place: int) -> tuple[str, ...]:
    """Who did last, of others, what a word takes up that says no more: "Aserbaidschan kritisierte die Entscheidung"."""
    acts = told.pack.words("things", "acts")
    things = [token for token in _things(told, place) if token.relation in ("obj", "nsubj")]
    about = any(token.lemma in acts and _is_bare(told, place, token) for token in things)
    if not about:
        return ()
    return next(_done_before(told, place, reach=2, quads=_MATERIAL), ()) or next(_done_before(told, place, reach=2), ())


def _doer_before_protest(told: _Told, place: int) -> tuple[str, ...]:
    """Who did the deed of which the sentence before tells, where somebody protests without a word on what: "Japan protested"."""
    event, sentence = told.events[place], told.document.sentences[told.numbers[place]]
    words = sentence.tokens_in(event.evidence[0])
    if event.type != "ACCUSE" or not any(t.lemma in told.pack.words("things", "protests") for t in words):
        return ()
    against = told.pack.words("actors", "against_prepositions") | told.pack.words("things", "over")
    if any(token.lemma.lower() in against for token in words):
        return ()
    return next(_done_before(told, place, reach=1, quads=_MATERIAL[:1]), ())


def _is_bare(told: _Told, place: int, token: Token) -> bool:
    """Whether nothing below a noun says whose it is."""
    sentence = told.document.sentences[told.numbers[place]]
    return not any(child.relation in ("nmod", "amod", "acl") for child in sentence.dependents[token.index])


def _done_before(told: _Told, place: int, *, reach: int, quads: Sequence[str] = ()) -> Iterator[tuple[str, ...]]:
    """Those who act, of others, at most `reach` sentences before, latest first; with `quads` only in deeds of these classes."""
    own, types = told.codes(told.events[place].actors), codebook.load_plover().types
    for back, event in told.before(place, reach=reach):
        fitting = not quads or types[event.type].quad in quads
        if back and fitting and (doers := _others_acting(told, event, own)):
            yield doers


def _victims_of(told: _Told, place: int) -> tuple[str, ...]:
    """To whom the act that somebody regrets was done: "Die Armee bedauerte den Vorfall"."""
    event = told.events[place]
    types = {t for token in _things(told, place) for t in told.pack.incidents.get(token.lemma, ())}
    if event.type != "CONCEDE" or not types:
        return ()
    for deed in reversed(told.events[:place]):
        if deed.type in types and deed.recipients and not set(event.actors) & set(deed.recipients):
            return deed.recipients
    return ()


def _voters_of(told: _Told, place: int) -> tuple[str, ...]:
    """The body in which somebody votes, the one named most: "Die Gegenstimmen kamen von Kuba"."""
    event = told.events[place]
    if told.pack.votes.isdisjoint(token.lemma for token in _things(told, place)):
        return ()
    own = told.codes(event.actors)
    bodies = [a for a in told.document.actors if a.kind == "org" and a.mentions and not own & set(a.codes)]
    return (max(bodies, key=lambda body: len(body.mentions)).id,) if bodies else ()


def _adversaries(told: _Told, place: int) -> tuple[str, ...]:
    """Whom those who attack have attacked, or been attacked by, elsewhere in the report: "setzte die Offensive fort"."""
    event = told.events[place]
    own = told.codes(event.actors)
    found: Counter[tuple[str, ...]] = Counter()
    for other in told.events:
        if other is event or other.type != "ASSAULT":
            continue
        for one, two in ((other.actors, other.recipients), (other.recipients, other.actors)):
            if own & told.codes(one) and two and UNKNOWN not in two and not own & told.codes(two) and _named(other, two):
                found[two] += 1
    return found.most_common(1)[0][0] if found else ()


def _subject_of(told: _Told, place: int) -> tuple[str, Event | None] | None:
    """Type and event of the deed or meeting that a saying is about: "verurteilte den Angriff", "kritisierte das Treffen"."""
    saying = told.events[place]
    sentence, span = told.document.sentences[told.numbers[place]], saying.evidence[0]
    for token in _things(told, place):
        if token.relation not in ("obj", "obl", "nsubj"):
            continue
        for frame in fitting_frames(sentence, token, pack=told.pack):
            if frame.type in _DEEDS:
                inside = [e for e in told.events if e is not saying and e.evidence[0].covers(token.span)]
                return frame.type, next((e for e in inside if e.type == frame.type and e.evidence[0] != span), None)
    return None


def _doers(told: _Told, place: int, event_type: str, event: Event | None) -> tuple[str, ...]:
    """Who did what a saying is about, in its own words or in those told before; empty if nobody is said to have."""
    own = told.codes(told.events[place].actors)
    before = [e for e in reversed(told.events[:place]) if e.type == event_type]
    for deed in [event, *before] if event is not None else before:
        if doers := _others_acting(told, deed, own):
            return doers
    return ()


def _others_acting(told: _Told, event: Event, own: set[str]) -> tuple[str, ...]:
    """Who acts in an event beside a side of its own, if its words name all of them; nobody unknown."""
    others = tuple(i for i in event.actors if i != UNKNOWN and not own & told.codes([i]))
    return others if _named(event, others) else ()


def _named(event: Event, ids: Sequence[str]) -> bool:
    """Whether the words of the event name all of `ids`."""
    return not set(ids) & set(event.implied)


def _answered(told: _Told, place: int) -> tuple[str, ...]:
    own = told.codes(told.events[place].actors)
    for _, call in told.before(place, reach=_REACH):
        named = UNKNOWN not in call.actors and not own & told.codes(call.actors)
        if named and call.type in _CALLS and own & told.codes(call.recipients):
            return call.actors
    return ()


def _named_beside(told: _Told, place: int) -> tuple[str, ...]:
    """The one other side that the sentence names: "drohte mit dem Abbruch, sollte Baku seine Soldaten nicht abziehen"."""
    event, sentence = told.events[place], told.document.sentences[told.numbers[place]]
    own = told.codes(event.actors)
    sides = {
        actor.id: actor
        for actor in told.document.actors
        if actor.kind in ("state", "group")
        and not own & set(actor.codes)
        and any((event.evidence[0].covers(m) or sentence.span.covers(m)) and not _acts_besides(told, place, m) for m in actor.mentions)
    }
    return tuple(sides) if len(sides) == 1 else ()


def _acts_besides(told: _Told, place: int, mention: Span) -> bool:
    """Whether somebody named does something else in a clause of contrast: "Mali offered troops, while Togo closed its border"."""
    sentence = told.document.sentences[told.numbers[place]]
    for token in sentence.tokens_in(mention):
        if token.deprel != "nsubj" or token.head < 0:
            continue
        marks = sentence.children(sentence.tokens[token.head], "mark")
        return any(mark.lemma.lower() in told.pack.words("clauses", "contrast") for mark in marks)
    return False


def _concerned(told: _Told, event: Event) -> tuple[str, ...]:
    """The state that the report is about, for an act of somebody from elsewhere or of its own opposition and people."""
    scene = told.document.scene
    codes = told.codes(event.actors)
    if scene is None or not codes:
        return ()
    if scene in codes and (event.type not in _DOMESTIC or f"state:{scene}" in event.actors):
        return ()
    return (f"state:{scene}",)
