"""One predicate and its frame become one event: roles, type and status by PLOVER's rulings, circumstances."""

from __future__ import annotations

from collections.abc import Sequence

from depesche import codebook
from depesche.lang import Frame, Pack, find_slot
from depesche.lang.phrases import case_markers, is_infinitive, is_passive
from depesche.model import Actor, Event, Sentence, Token, speakers_of

from .attribution import attribute
from .circumstances import evidence_span, find_date
from .confidence import Grounds, clause_depth, confidence_of
from .frames import fitting_frames
from .implied import implied_roles
from .made import UNKNOWN
from .places import find_place
from .reader import Reader
from .roles import Roles, agentless, find_roles, is_background
from .status import find_status, is_negated

_FUTURE_IS_AGREE = frozenset({"CONSULT", "SUPPORT", "AID", "COOPERATE"})
"""PLOVER: cooperation announced for the future is AGREE."""
_FUTURE_IS_THREAT = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST"})
"""PLOVER: material conflict announced for the future is THREATEN."""
_ALL_ACT = frozenset({"ASSAULT", "CONSULT"})
"""Types of which all sides are actors where it is mutual: a war between two, a meeting of two."""
_GAMES = frozenset({"AGREE", "ASSAULT", "CONCEDE", "CONSULT", "RETREAT", "THREATEN"})
"""Types whose verbs tell of games, too: "met in the final", "beat", "threatened the goal"."""
_ALLEGES = "allege"
"""PLOVER mode of saying that somebody did something."""
_ALLEGED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "THREATEN"})
"""Types of deeds that somebody is accused of."""
_COMPARING = frozenset({"als", "as"})
_MANY = "multilateral"
"""PLOVER mode of meetings of three and more."""
_PROCEEDINGS = "investigate"
"""PLOVER mode of what prosecutors and courts do."""


def code_event(reader: Reader, number: int, predicate: Token, frame: Frame) -> Event | None:
    """Return the event that `predicate` of sentence `number` tells by `frame`; None if nobody political takes part."""
    sentence = reader.document.sentences[number]
    roles = find_roles(sentence, predicate, frame, reader.lookups)
    alleged = _allegation(reader, sentence, predicate)
    if alleged is not None and frame.type in _ALLEGED:
        roles = Roles(roles.actors or alleged.recipients, roles.recipients)
    if frame.type == "ACCUSE" and predicate.relation == "amod" and not roles.actors:
        return None  # "a suspected guerrilla": nobody says so here
    if _is_only_called(sentence, predicate, reader.pack.words("actors", "naming")):
        return None
    implied = Roles((), ())
    if (
        not frame.reciprocal
        and _leaves_open(sentence, predicate, frame, roles, reader.pack)
        and _happens(reader, sentence, predicate, roles)
    ):
        passive = predicate.upos == "VERB" and is_passive(sentence, predicate)
        implied = implied_roles(frame.type, roles, reader.scene(number), passive=passive)
    full = Roles((*roles.actors, *implied.actors), (*roles.recipients, *implied.recipients))
    if not _roles_suffice(sentence, predicate, frame, full):
        return None
    if frame.by is not None and not _is_official(sentence, predicate, frame, full.actors, reader.pack):
        return None
    if frame.type in _GAMES and _is_contest(sentence, full, reader.pack):
        return None
    if _is_saying(frame.type) and _said_by_nobody(reader, sentence, predicate, frame, full):
        return None
    event_type, status = _type_and_status(reader, sentence, predicate, frame)
    if event_type is None:
        return None
    if frame.reciprocal and event_type in _ALL_ACT:
        full = full.united
    if frame.person_type is not None and event_type == frame.type and _are_persons(full.actors):
        event_type = frame.person_type
    if status == "denied":
        return None  # what did not happen is no event, unless somebody denies it
    if status in ("planned", "hypothetical") and not roles.all:
        return None  # "vor bevorstehenden Angriffen": nobody does anything to anybody
    speakers = tuple(actor.id for actor in full.actors) if _is_saying(event_type) else ()
    attribution, status = attribute(reader.document, predicate.span, status, pack=reader.pack, saying_of=speakers)
    if alleged is not None and status == "factual":
        attribution, status = (*(accuser.id for accuser in alleged.actors), *attribution), "reported"
    background = is_background(sentence, predicate, reader.lookups.words)
    located = find_place(reader, sentence, predicate, own_words=background)
    return Event(
        id="",
        type=event_type,
        modes=(frame.mode,) if frame.mode and event_type == frame.type and not _of_two(frame, full) else (),
        contexts=_contexts(reader, sentence, frame),
        status=status,
        actors=tuple(actor.id for actor in full.actors),
        recipients=tuple(actor.id for actor in full.recipients),
        implied=tuple(actor.id for actor in (*implied.actors, *implied.recipients)),
        date=find_date(
            reader.document, sentence, predicate, pack=reader.pack, own_words=background, over=status in ("factual", "reported")
        ),
        place=located.place if located is not None else None,
        place_basis=located.basis if located is not None else None,
        attribution=attribution,
        evidence=(evidence_span(sentence, predicate),),
        confidence=confidence_of(
            Grounds(
                depth=clause_depth(sentence, predicate),
                actor=bool(roles.actors),
                recipient=bool(roles.recipients) or (frame.reciprocal and len(roles.all) > 1),
                specific=bool(frame.needs),
                status=status,
            )
        ),
        frame=frame.id,
    )


def _allegation(reader: Reader, sentence: Sentence, noun: Token) -> Roles | None:
    """Who accuses whom of the deed that a noun names; None if nobody does: "wirft der PKK einen Anschlag in Izmir vor"."""
    verb = sentence.tokens[noun.head] if noun.upos == "NOUN" and noun.relation == "obj" and noun.head >= 0 else None
    if verb is None or verb.upos != "VERB":
        return None
    for frame in fitting_frames(sentence, verb, pack=reader.pack):
        if frame.type == "ACCUSE" and frame.mode == _ALLEGES:
            found = find_roles(sentence, verb, frame, reader.lookups)
            return found if found.actors and found.recipients else None
    return None


def _is_only_called(sentence: Sentence, noun: Token, naming: frozenset[str]) -> bool:
    """Whether a noun is what somebody calls something: "nannte sie eine Einmischung", "described the arrest as a kidnapping"."""
    if noun.upos != "NOUN" or noun.head < 0:
        return False
    above = sentence.tokens[noun.head]
    if not _COMPARING.isdisjoint(t.lemma.lower() for t in sentence.children(noun, "case", "cc", "mark")):
        if above.upos == "NOUN" and above.head >= 0:
            above = sentence.tokens[above.head]  # "die Festnahme | als Entführung"
        return above.lemma in naming
    if noun.relation not in ("obj", "xcomp") or above.lemma not in naming:
        return False
    return any(above.index < c.index < noun.index for c in sentence.children(above, "obj", "nsubj"))


def _of_two(frame: Frame, roles: Roles) -> bool:
    """Whether only two sides meet where the frame speaks of many: "Minister Lawrow ist mit Kim zusammengetroffen"."""
    sides = {actor.codes[0] if actor.codes else actor.id for actor in roles.all}
    return frame.mode == _MANY and len(sides) == 2 and not any(_is_many(actor) for actor in roles.all)


def _is_contest(sentence: Sentence, roles: Roles, pack: Pack) -> bool:
    """Whether states are teams: "Italy will meet Spain in the final"."""
    words = pack.words("things", "contests")
    states = all(actor.kind == "state" for actor in roles.all)
    return states and any(t.relation != "amod" and (t.lemma in words or t.text in words) for t in sentence.tokens)


def _is_saying(event_type: str) -> bool:
    return event_type != "CONSULT" and codebook.load_plover().types[event_type].quad.startswith("verbal")


def _said_by_nobody(reader: Reader, sentence: Sentence, predicate: Token, frame: Frame, roles: Roles) -> bool:
    """Whether a noun or an empty verb tells of something said without a word on who did: "als Kritik geäußert wurde".

    Investigations and trials go on without their prosecutors being named.
    """
    if frame.mode == _PROCEEDINGS or any(actor.id != UNKNOWN for actor in roles.actors):
        return False
    if predicate.upos == "NOUN":
        return True
    return predicate.lemma in reader.lookups.words.light and is_passive(sentence, predicate)


def _leaves_open(sentence: Sentence, predicate: Token, frame: Frame, roles: Roles, pack: Pack) -> bool:
    """Whether the words leave a participant unsaid, instead of naming one that is no political actor.

    A deed is nobody: "Ein Anschlag tötete zwei Soldaten" leaves open who it was; nor are numbers: "Tausende protestierten".
    """
    if (
        predicate.upos == "NOUN"
        or agentless(sentence, predicate)
        or all(slot.relation != "nsubj" for slot in frame.actor)
    ):
        return True
    if roles.actors:
        return frame.type == "PROTEST"
    subjects = sentence.children(predicate, "nsubj")
    if not subjects or is_passive(sentence, predicate):
        return True
    if frame.type == "PROTEST" and any(subject.lemma.lower() in pack.words("actors", "crowds") for subject in subjects):
        return True
    return any(f.type == frame.type for subject in subjects for f in fitting_frames(sentence, subject, pack=pack))


def _happens(reader: Reader, sentence: Sentence, predicate: Token, roles: Roles) -> bool:
    """Whether a noun without participants tells of something that took place: "bei Unruhen", not "Berichte über Folter"."""
    if predicate.upos != "NOUN" or roles.actors:
        return True
    markers = case_markers(sentence, predicate)
    if roles.recipients:
        return reader.lookups.words.against.isdisjoint(markers)  # "sprach sich gegen einen Angriff auf Iran aus"
    if reader.lookups.words.ahead.intersection(markers):
        return False
    if any(span.covers(predicate.span) for span, _ in speakers_of(reader.document)):
        return False
    return predicate.relation in ("nsubj", "obj", "obl", "root")


def _is_many(actor: Actor) -> bool:
    """Whether an actor can meet by itself: an organisation's members, "die Außenminister der EU", western states."""
    if actor.kind in ("org", "collective"):
        return True
    return actor.kind == "unnamed" and any(code in codebook.load_organisations() for code in actor.codes)


def _are_persons(actors: Sequence[Actor]) -> bool:
    """Whether officials act, not states or forces."""
    return bool(actors) and all(actor.kind == "person" or actor.office is not None for actor in actors)


def _is_official(sentence: Sentence, predicate: Token, frame: Frame, actors: Sequence[Actor], pack: Pack) -> bool:
    """Whether states, organisations or those who act for them do it: no crowds, parties, armed groups, no "Georgians"."""
    if not actors or not all(actor.codes and ":" not in actor.codes[0] for actor in actors):
        return False
    heads = [head for slot in frame.actor for head in find_slot(sentence, predicate, slot)]
    people = codebook.people_forms(pack.language)
    return not any(
        t.text in people for head in heads for t in (head, *sentence.children(head, "nmod", "flat", "appos"))
    )


def _roles_suffice(sentence: Sentence, predicate: Token, frame: Frame, roles: Roles) -> bool:
    if not roles.all:
        return False
    if frame.reciprocal and "recipient" in frame.require:
        if any(_is_many(actor) for actor in roles.all):
            return True
        return len({code for actor in roles.all for code in (actor.codes or (actor.id,))}) > 1
    if "recipient" in frame.require and not roles.recipients and not frame.reciprocal:
        return False
    if "actor" in frame.require and not roles.actors:
        return bool(roles.recipients) and agentless(sentence, predicate)
    return True


def _type_and_status(reader: Reader, sentence: Sentence, predicate: Token, frame: Frame) -> tuple[str | None, str]:
    status = find_status(sentence, predicate, pack=reader.pack)
    event_type: str = frame.type
    if status == "denied" and frame.negated and is_negated(sentence, predicate, pack=reader.pack):
        return frame.negated, "factual"
    if frame.status is not None and status == "factual":
        status = frame.status
    if _embedded_as_unreal(sentence, predicate, reader.pack) or _is_asked_for(reader, sentence, predicate):
        return None, status  # the demand or threat that holds it is the event
    if event_type == "AGREE" and frame.status == "planned" and status == "planned":
        return event_type, "factual"  # the promise itself is made
    if status == "planned" and event_type in _FUTURE_IS_AGREE:
        event_type = "AGREE"
    elif status == "planned" and event_type == "RETREAT":
        event_type = "CONCEDE"
    elif event_type in _FUTURE_IS_THREAT and (
        status == "planned" or _may_be_averted(sentence, predicate, status, reader.pack.words("actors", "averting"))
    ):
        event_type = "THREATEN"
    return event_type, status


def _may_be_averted(sentence: Sentence, predicate: Token, status: str, averting: frozenset[str]) -> bool:
    """Whether what is only possible is held out to somebody: "may impose sanctions unless Togo gives in"."""
    if status != "hypothetical":
        return False
    verb = next((t for t in (predicate, *sentence.ancestors(predicate)) if t.upos == "VERB"), predicate)
    clauses = sentence.children(verb, "advcl")
    return any(mark.lemma.lower() in averting for clause in clauses for mark in sentence.children(clause, "mark"))


def _is_asked_for(reader: Reader, sentence: Sentence, predicate: Token) -> bool:
    """Whether an infinitive is what somebody is quoted as asking for: "called on Ethiopia to withdraw"."""
    return is_infinitive(sentence, predicate) and any(
        quotation.type == "REQUEST" and content.covers(predicate.span)
        for quotation in reader.document.quotations
        for content in quotation.content
    )


def _embedded_as_unreal(sentence: Sentence, predicate: Token, pack: Pack) -> bool:
    """Whether the event is only what a demand, threat or plan is about."""
    below = predicate
    for governor in sentence.ancestors(predicate):
        for frame in fitting_frames(sentence, governor, pack=pack):
            if frame.embeds and below.relation in ("xcomp", "ccomp", "obj", "obl", "acl", "nmod"):
                return True
            if frame.embeds and below.relation == "advcl" and is_infinitive(sentence, below):
                return True  # "called on Ethiopia to withdraw"
        if below.relation not in ("obj", "nmod", "obl", "conj", "appos", "amod"):
            break
        below = governor
    return False


def _contexts(reader: Reader, sentence: Sentence, frame: Frame) -> tuple[str, ...]:
    signals = reader.pack.contexts
    found = dict.fromkeys(frame.contexts)
    for token in sentence.tokens:
        context = signals.get(token.lemma)
        if context is not None:
            found[context] = None
    return tuple(sorted(found))
