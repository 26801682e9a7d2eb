"""Positions: who supports, opposes or stays neutral toward whom, from acts and from what is said of a stance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from depesche import codebook
from depesche.lang import Pack, Slot, Stance, find_slot, fits
from depesche.model import Actor, ActorIndex, Document, Position, Sentence, Span, Token

_UNREAL = ("hypothetical", "denied")
_REACH = 2
"""Sentences back in which "Andere verhalten sich neutral" finds toward whom."""
_POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ", "ADV": "ADJ"}
Found = tuple[str, str, str, Span]
"""Holder, target, stance and the words."""


def find_positions(document: Document, *, pack: Pack) -> Document:
    """Return `document` with the positions that its events and its words of stance show, equal ones joined.

    Whom an event only implies holds no position.
    """
    gathered: dict[tuple[str, str, str], list[Span]] = {}
    for holder, target, stance, span in (*_from_events(document), *_from_words(document, pack)):
        gathered.setdefault((holder, target, stance), []).append(span)
    return replace(document, positions=_positions(gathered))


def _from_events(document: Document) -> Iterator[Found]:
    types = codebook.load_plover().types
    for event in document.events:
        stance = types[event.type].stance
        if stance is None or event.status in _UNREAL:
            continue
        for holder in event.actors:
            for target in event.recipients:
                if holder != target and not {holder, target} & set(event.implied):
                    yield from ((holder, target, stance, span) for span in event.evidence)


def _from_words(document: Document, pack: Pack) -> list[Found]:
    actors = ActorIndex(document)
    found: list[Found] = []
    for number, sentence in enumerate(document.sentences):
        for token in sentence.tokens:
            for stance in pack.stances_by_lemma.get((_POS.get(token.upos, ""), token.lemma), ()):
                if fits(sentence, token, needs=stance.needs, without=stance.without) and not _negated(token, sentence, pack):
                    found.extend(_taken(document, number, token, stance, actors, found))
    return found


def _negated(token: Token, sentence: Sentence, pack: Pack) -> bool:
    words = pack.status_words.negation
    return any(c.lemma.lower() in words or c.text.lower() in words for c in sentence.dependents[token.index])


def _taken(
    document: Document, number: int, token: Token, stance: Stance, actors: ActorIndex, before: Sequence[Found]
) -> Iterator[Found]:
    """The positions that one word tells of; a neutral one without a target is neutral between those told before."""
    sentence = document.sentences[number]
    governor = sentence.tokens[token.head] if token.upos in ("ADJ", "ADV") and token.relation in ("xcomp", "advmod") and token.head >= 0 else token
    holders = _actors(sentence, token, stance.holder, actors) or _actors(sentence, governor, stance.holder, actors)
    targets = [actor.id for actor in _actors(sentence, token, stance.target, actors)]
    if not targets and stance.stance == "neutral":
        start = document.sentences[max(0, number - _REACH)].start
        targets = list(dict.fromkeys(target for _, target, _, span in before if span.start >= start))
    words = [t for t in sentence.subtree(governor) if t.relation != "punct"]
    for holder in holders:
        for target in targets:
            if target != holder.id:
                yield holder.id, target, stance.stance, Span(words[0].start, words[-1].end)


def _actors(sentence: Sentence, token: Token, slots: Sequence[Slot], actors: ActorIndex) -> list[Actor]:
    found: list[Actor] = []
    for slot in slots:
        for head in find_slot(sentence, token, slot):
            found.extend(actor for actor in actors.at(head) if actor.codes)
        if found:
            break
    return list(dict.fromkeys(found))


def _positions(gathered: Mapping[tuple[str, str, str], Sequence[Span]]) -> tuple[Position, ...]:
    positions = [
        Position(holder=holder, target=target, stance=stance, evidence=tuple(sorted(set(spans))))
        for (holder, target, stance), spans in gathered.items()
    ]
    return tuple(sorted(positions, key=lambda position: (position.evidence, position.holder, position.target)))
