"""Events: frames evoked by predicates, their roles filled by actors, their circumstances, their status."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from depesche import codebook
from depesche.lang import Frame, Pack
from depesche.model import Actor, ActorIndex, Document, Event, Sentence, Token, speakers_of

from .circumstances import evidence_span, find_date, find_place
from .demands import find_demands
from .frames import find_frames
from .merge import in_text_order, merge_events
from .roles import Roles, agentless, find_roles
from .status import find_status, is_negated

__all__ = ["find_events"]

_FUTURE_IS_AGREE = frozenset({"CONSULT", "SUPPORT", "AID", "COOPERATE"})
"""PLOVER: cooperation announced for the future is AGREE."""


_FUTURE_IS_THREAT = frozenset({"SANCTION", "COERCE", "ASSAULT"})
"""PLOVER: material conflict announced for the future is THREATEN."""


@dataclass(frozen=True)
class _Reader:
    """The layers that reading events takes, looked up once."""

    document: Document
    pack: Pack
    index: ActorIndex
    locative: frozenset[str]
    towns: Mapping[int, Actor]
    """State of each town that is named, by where the name begins."""


def find_events(document: Document, *, pack: Pack) -> Document:
    """Return `document` with its events, one for each happening, in text order.

    Needs the layers actors, times, places and quotations.
    """
    words = pack.table("actors").get("locative", [])
    locative = frozenset(str(word) for word in words) if isinstance(words, list) else frozenset()
    before = document.actors
    towns = _towns(document)
    document = replace(document, actors=(*document.actors, *(a for a in towns.values() if a not in document.actors)))
    reader = _Reader(document, pack, ActorIndex(document, speakers_of(document)), locative, towns)
    found = [event for sentence in document.sentences for event in _events_in(reader, sentence)]
    found = in_text_order([*found, *find_demands(document, reader.index, pack=pack)])
    merged = merge_events(found, reader.index.by_id)
    used = {identity for event in merged for identity in (*event.actors, *event.recipients)}
    named = tuple(a for a in document.actors if a.id in used or a not in towns.values() or a in before)
    return replace(document, actors=named, events=tuple(_identified(document, event) for event in merged))


def _towns(document: Document) -> dict[int, Actor]:
    """The states of the towns and regions that the text names, those that it names only so made from the codebook."""
    known = {actor.id: actor for actor in document.actors}
    taken = [mention for actor in document.actors for mention in actor.mentions]
    found: dict[int, Actor] = {}
    for toponym in document.places:
        state = codebook.load_states().get(toponym.place.country or "")
        if state is None or any(mention.overlaps(toponym.span) for mention in taken):
            continue
        identity = f"state:{state.code}"
        made = Actor(
            id=identity, kind="state", name=state.name_en, codes=(state.code,), wikidata=state.wikidata,
            mentions=(toponym.span,),
        )
        found[toponym.start] = known.setdefault(identity, made)
    return found


def _events_in(reader: _Reader, sentence: Sentence) -> Iterator[Event]:
    kept: list[tuple[Token, Event]] = []
    specific: dict[int, int] = {}
    for predicate, frame in find_frames(sentence, pack=reader.pack):
        if specific.get(predicate.index, 0) > len(frame.needs):
            continue
        event = _event(reader, sentence, predicate, frame)
        if event is not None:
            specific[predicate.index] = len(frame.needs)
        if event is None or any(_told_already(sentence, predicate, event, other, told) for other, told in kept):
            continue
        kept.append((predicate, event))
    yield from (event for _, event in kept)


def _told_already(sentence: Sentence, predicate: Token, event: Event, other: Token, told: Event) -> bool:
    """Whether the event only repeats one that the same clause tells by another word."""
    return told.type == event.type and (
        predicate.index == other.index
        or (set(event.actors) <= set(told.actors) and set(event.recipients) <= set(told.recipients))
    )


def _event(reader: _Reader, sentence: Sentence, predicate: Token, frame: Frame) -> Event | None:
    roles = find_roles(
        sentence,
        predicate,
        actor=frame.actor,
        recipient=frame.recipient,
        reciprocal=frame.reciprocal,
        index=reader.index,
        towns=reader.towns,
    )
    if not _roles_suffice(sentence, predicate, frame, roles):
        return None
    event_type, status = _type_and_status(reader, sentence, predicate, frame)
    if event_type is None:
        return None
    if frame.person_type is not None and event_type == frame.type and _are_persons(roles.actors):
        event_type = frame.person_type
    attribution, status = _attribution(reader, predicate, status)
    place = find_place(reader.document, sentence, predicate, locative=reader.locative)
    return Event(
        id="",
        type=event_type,
        modes=(frame.mode,) if frame.mode and event_type == frame.type else (),
        contexts=_contexts(reader, sentence, frame),
        status=status,
        actors=tuple(actor.id for actor in roles.actors),
        recipients=tuple(actor.id for actor in roles.recipients),
        date=find_date(reader.document, sentence, predicate),
        place=place,
        attribution=attribution,
        evidence=(evidence_span(sentence, predicate),),
        confidence=_confidence(frame, roles, status),
        frame=frame.id,
    )


def _is_many(actor: Actor) -> bool:
    """Whether an actor can meet by itself: an organisation's members, "die Außenminister der EU", western states."""
    if actor.kind in ("org", "collective"):
        return True
    return actor.kind == "unnamed" and any(code in codebook.load_organisations() for code in actor.codes)


def _are_persons(actors: Sequence[Actor]) -> bool:
    """Whether officials act, not states or forces."""
    return bool(actors) and all(actor.kind == "person" or actor.office is not None for actor in actors)


def _roles_suffice(sentence: Sentence, predicate: Token, frame: Frame, roles: Roles) -> bool:
    if not roles.actors and not roles.recipients:
        return False
    if frame.reciprocal and "recipient" in frame.require:
        if any(_is_many(actor) for actor in roles.actors):
            return True
        return len({code for actor in roles.actors for code in (actor.codes or (actor.id,))}) > 1
    if "recipient" in frame.require and not roles.recipients and not frame.reciprocal:
        return False
    if "actor" in frame.require and not roles.actors:
        return bool(roles.recipients) and agentless(sentence, predicate)
    return True


def _type_and_status(reader: _Reader, sentence: Sentence, predicate: Token, frame: Frame) -> tuple[str | None, str]:
    status = find_status(sentence, predicate, pack=reader.pack)
    event_type: str = frame.type
    if status == "denied" and frame.negated and is_negated(sentence, predicate, pack=reader.pack):
        return frame.negated, "factual"
    if frame.status is not None and status == "factual":
        status = frame.status
    if status in ("factual", "planned") and _embedded_as_unreal(sentence, predicate, reader.pack):
        return None, "hypothetical"  # the demand or threat that holds it is the event
    if event_type == "AGREE" and frame.status == "planned" and status == "planned":
        return event_type, "factual"  # the promise itself is made
    if status == "planned" and event_type in _FUTURE_IS_AGREE:
        event_type = "AGREE"
    elif status == "planned" and event_type == "RETREAT":
        event_type = "CONCEDE"
    elif status == "planned" and event_type in _FUTURE_IS_THREAT:
        event_type = "THREATEN"
    return event_type, status


def _embedded_as_unreal(sentence: Sentence, predicate: Token, pack: Pack) -> bool:
    """Whether the event is only what a demand, threat or plan is about."""
    below = predicate
    for governor in sentence.ancestors(predicate):
        pos = "NOUN" if governor.upos == "NOUN" else "VERB"
        for frame in pack.frames_by_lemma.get((pos, governor.lemma), ()):
            if frame.embeds and below.relation in ("xcomp", "ccomp", "obj", "obl", "acl", "nmod"):
                return True
        if below.relation not in ("obj", "nmod", "obl", "conj", "appos", "amod"):
            break
        below = governor
    return False


def _attribution(reader: _Reader, predicate: Token, status: str) -> tuple[tuple[str, ...], str]:
    """The sources on whose word alone the event stands, nearest first."""
    holding = [q for q in reader.document.quotations if any(s.covers(predicate.span) for s in q.content)]
    holding.sort(key=lambda q: sum(s.end - s.start for s in q.content))
    chain: list[str] = []
    for quotation in holding:
        if quotation.form == "reported":
            continue
        if quotation.speaker is not None:
            chain.append(quotation.speaker)
        chain.extend(reversed(quotation.via))
        if status == "factual":
            status = "reported"
    return tuple(dict.fromkeys(chain)), status


def _contexts(reader: _Reader, sentence: Sentence, frame: Frame) -> tuple[str, ...]:
    signals = reader.pack.contexts
    found = dict.fromkeys(frame.contexts)
    for token in sentence.tokens:
        context = signals.get(token.lemma)
        if context is not None:
            found[context] = None
    return tuple(sorted(found))


def _confidence(frame: Frame, roles: Roles, status: str) -> float:
    score = 0.6
    if roles.actors:
        score += 0.1
    if roles.recipients or (frame.reciprocal and len(roles.actors) > 1):
        score += 0.15
    if frame.needs:
        score += 0.05
    if status in ("hypothetical", "denied"):
        score -= 0.3
    return round(score, 2)


def _identified(document: Document, event: Event) -> Event:
    """The event with an id that follows from article, type, participants and words."""
    content = "|".join(
        [
            document.article.id,
            event.type,
            *event.actors,
            ">",
            *event.recipients,
            *(f"{span.start}-{span.end}" for span in event.evidence),
        ]
    )
    return replace(event, id=hashlib.sha256(content.encode()).hexdigest()[:16])
