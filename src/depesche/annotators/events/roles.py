"""Who fills the roles of a frame: the actors that stand in its slots, or below what stands there."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from depesche import codebook
from depesche.lang import Frame, Slot, find_slot, load_pack
from depesche.lang.needs import is_measure, is_one_of
from depesche.lang.phrases import case_markers, is_epithet, is_passive
from depesche.lang.slots import slot_from
from depesche.model import Actor, ActorIndex, Sentence, Token

from .compounds import named_in_compound
from .frames import fitting_frames

_BELOW = ("appos", "flat", "compound", "amod", "nmod", "det", "obl", "acl", "ccomp", "obj")
_ROLE_DEPTH = 2
_SUBJECT = slot_from("nsubj", where="roles")
_OBJECT = slot_from("obj", where="roles")
_OF_CLAUSE = slot_from("ccomp.nsubj", where="roles")
_DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
"""Types of deeds that are condemned."""
_SENT = frozenset({"ACCUSE", "AGREE", "AID", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Types whose noun may tell whence it comes; one retreats from where one stands."""
_STAND_INS = frozenset({"es", "it"})
"""Objects that a clause behind the verb spells out."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The filled roles of one event."""

    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]

    @property
    def all(self) -> tuple[Actor, ...]:
        """Actors and recipients."""
        return (*self.actors, *self.recipients)

    @property
    def united(self) -> Roles:
        """Everybody as actors: all who take part in a meeting."""
        return Roles(self.all, ())


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """Words that tell whether the subject of a clause does what its noun names; a language's own."""

    light: frozenset[str]
    taking_part: frozenset[str]
    """Verbs whose passive subject does what stands behind "in": "were engaged in ethnic cleansing"."""
    occasion: frozenset[str]
    manner: frozenset[str]
    ahead: frozenset[str]
    shunning: frozenset[str]
    """Verbs of those who warn of a deed or flee from it, which is not theirs: "warnte vor Kämpfen"."""
    background: frozenset[str]
    against: frozenset[str]
    papers: frozenset[str]
    """What somebody says something in: "in einer Erklärung der Regierung"."""
    origin: tuple[Slot, ...]
    """Where stands whence something said or given comes: "Kritik aus Moskau"."""
    condition: frozenset[str]
    """Words that open a condition: "unless", "falls"."""
    arriving: frozenset[str]
    """Verbs that say no more than that it comes: "aus Moskau kam Kritik"."""


@dataclass(frozen=True, slots=True)
class Lookups:
    """What filling roles takes from a document and its language."""

    index: ActorIndex
    towns: Mapping[int, Actor]
    """State of each town that is named, by where the name begins."""
    words: ClauseWords
    language: str


def actors_at(
    sentence: Sentence, token: Token, lookups: Lookups, *, against: bool = True, beside: Container[int] = ()
) -> list[Actor]:
    """Return the actors that the phrase headed by `token` refers to; words at the places `beside` are passed over.

    Where the head is no actor, those below it are taken: "den Angriff Russlands" → RUS; also whom a thing is `against`,
    unless that is not wanted: "Waffen für den Kampf gegen Russland" go to somebody else.
    """
    here = [actor for actor in lookups.index.at(token) if actor.codes or actor.kind in ("person", "unnamed")]
    if not here and token.start in lookups.towns:
        return []  # "die Kritik aus Moskau an Polen", where a parser hangs Poland on Moscow
    passing = _Passing(against, beside)
    return here or _inside(token, lookups) or _below(sentence, token, lookups, passing, depth=_ROLE_DEPTH)


def _inside(token: Token, lookups: Lookups) -> list[Actor]:
    """The actor that acts in the first part of a compound: "NATO-Angriffe"."""
    named = named_in_compound(token, language=lookups.language) if token.upos == "NOUN" else None
    return [named[0]] if named is not None and named[1] else []


@dataclass(frozen=True, slots=True)
class _Passing:
    """What is passed over below a phrase."""

    against: bool
    """Whether whom a thing is against counts, right below it."""
    beside: Container[int]
    """Places of words that stand for something else."""


def _below(sentence: Sentence, token: Token, lookups: Lookups, passing: _Passing, *, depth: int) -> list[Actor]:
    """The actors below a token that is none itself; whom a thing is against is looked for right below it at most."""
    for relation in _BELOW:
        found: list[Actor] = []
        for child in sentence.dependents[token.index]:
            if child.relation != relation or child.index in passing.beside or is_epithet(sentence, child):
                continue
            if not passing.against and lookups.words.against.intersection(case_markers(sentence, child)):
                continue
            here = [actor for actor in lookups.index.at(child) if actor.codes]
            if not here and depth > 1 and child.upos in ("NOUN", "PROPN", "VERB", "ADJ"):
                here = _below(sentence, child, lookups, replace(passing, against=False), depth=depth - 1)
            found.extend(here)
            if here:
                for conjunct in sentence.dependents[child.index]:
                    if conjunct.relation == "conj":
                        found.extend(actor for actor in lookups.index.at(conjunct) if actor.codes)
        if found:
            return list(dict.fromkeys(found))
    return []


def fill(
    sentence: Sentence,
    predicate: Token,
    slots: Iterable[Slot],
    lookups: Lookups,
    *,
    against: bool = True,
    beside: Container[int] = (),
) -> list[Actor]:
    """Return the actors of the first slot that is filled by any; words at the places `beside` are passed over."""
    for slot in slots:
        found: list[Actor] = []
        for head in find_slot(sentence, predicate, slot):
            if head.index != predicate.index and head.index not in beside:
                found.extend(actors_at(sentence, head, lookups, against=against, beside=beside))
        if found:
            return list(dict.fromkeys(found))
    return []


def fill_all(sentence: Sentence, predicate: Token, slots: Iterable[Slot], lookups: Lookups) -> list[Actor]:
    """Return the actors of every slot."""
    return list(dict.fromkeys(actor for slot in slots for actor in fill(sentence, predicate, [slot], lookups)))


def find_roles(sentence: Sentence, predicate: Token, frame: Frame, lookups: Lookups) -> Roles:
    """Return actors and recipients of a predicate; of a reciprocal one with whom the subject does it are recipients."""
    if frame.reciprocal:
        return _both_sides(sentence, predicate, frame, lookups)
    acting = _by_paper(sentence, predicate, frame, lookups)
    acting = acting or fill(sentence, predicate, frame.actor, lookups, beside=(predicate.index,))
    if not acting:
        whence = [slot for slot in frame.actor if slot.marker in {origin.marker for origin in lookups.words.origin}]
        acting = _by_town(sentence, predicate, whence, lookups.towns)
    acting = acting or _of_bare_past(sentence, predicate, frame, lookups)
    hostile = "conflict" in codebook.load_plover().types[frame.type].quad
    beside = _named_beside(sentence, predicate, frame)
    receiving = fill(sentence, predicate, frame.recipient, lookups, against=hostile, beside=beside)
    if not acting:
        acting = subject_of_clause(sentence, predicate, lookups, reciprocal=False)
        if acting and not receiving:
            receiving = fill(sentence, sentence.tokens[predicate.head], [_OBJECT], lookups)
    if frame.type == "ACCUSE":
        receiving = _doers_of_object(sentence, predicate, frame, receiving, lookups)
    if not acting and predicate.upos == "VERB" and frame.type in _SENT:
        acting = _in_writing(sentence, predicate, lookups)
    if not acting and predicate.upos == "NOUN" and frame.type in _SENT:
        acting = _from_where(sentence, predicate, lookups)
        for bearer in _bearers(sentence, predicate, lookups.words) if acting and not receiving else ():
            receiving = receiving or fill(sentence, bearer, frame.recipient, lookups, against=hostile, beside=beside)
    if not receiving and acting and predicate.upos == "VERB":
        receiving = _run_together(sentence, predicate, lookups)
    if not receiving and acting:
        receiving = _of_clause(sentence, predicate, lookups)
    if not receiving and acting and _OF_CLAUSE in frame.recipient:
        receiving = _behind_that(sentence, predicate, lookups)
    if not receiving and acting and frame.type == "THREATEN":
        receiving = _who_may_avert(sentence, predicate, lookups)
    if not receiving:
        receiving = _by_town(sentence, predicate, frame.recipient, lookups.towns)
    inside = named_in_compound(predicate, language=lookups.language) if predicate.upos == "NOUN" else None
    if inside is not None:
        named, acts = inside
        if acts and not acting:
            acting.append(named)
        elif not acts and not receiving:
            receiving.append(named)
    receiving = [r for r in receiving if r not in acting]
    return Roles(_distinct(acting), _distinct(receiving))


def _named_beside(sentence: Sentence, predicate: Token, frame: Frame) -> frozenset[int]:
    """Places of words that the frame asks for elsewhere than in its roles: the court in "den Streit vor ein Gericht bringen"."""
    slots = {slot.relation for slot in (*frame.actor, *frame.recipient)}
    return frozenset(
        head.index
        for slot, lemmas in frame.needs
        if lemmas and slot.relation not in slots
        for head in find_slot(sentence, predicate, slot)
        if is_one_of(head, lemmas)
    )


def _both_sides(sentence: Sentence, predicate: Token, frame: Frame, lookups: Lookups) -> Roles:
    """The sides of something done together: "Japan und Indien schlossen", "Indien schloss mit Japan", "NATO-Gespräche"."""
    with_whom = [slot for slot in frame.recipient if not slot.pairs]
    partners = fill(sentence, predicate, with_whom, lookups)
    pairs = [slot for slot in frame.recipient if slot.pairs]
    subjects = fill_all(sentence, predicate, [*(s for s in frame.actor if s not in with_whom), *pairs], lookups)
    if len({code for actor in (*subjects, *partners) for code in actor.codes}) < 2:  # else both sides are named already
        subjects += subject_of_clause(sentence, predicate, lookups, reciprocal=True)
    inside = named_in_compound(predicate, language=lookups.language) if predicate.upos == "NOUN" else None
    if inside is not None:
        subjects.append(inside[0])
    both = _distinct([*subjects, *partners])
    acting = tuple(actor for actor in both if actor in subjects)
    return Roles(acting, tuple(actor for actor in both if actor not in subjects))


def subject_of_clause(sentence: Sentence, noun: Token, lookups: Lookups, *, reciprocal: bool) -> list[Actor]:
    """Return the actors who, as subjects of the clause, do what one of its nouns names.

    "Die OSZE übte Kritik": she criticises. "Nach Gesprächen mit Blinken reiste Lawrow ab": he talked, too. But in "Nach
    dem Angriff sprach Lawrow" he attacks nobody.
    """
    words = lookups.words
    allowed = words.manner | words.occasion if reciprocal else words.manner
    below = noun
    while below.relation == "nmod" and is_measure(sentence.tokens[below.head]):
        below = sentence.tokens[below.head]  # "began two days of talks"
    for governor in sentence.ancestors(below):
        if governor.upos in ("VERB", "AUX"):
            break
        if not reciprocal or governor.upos != "NOUN" or words.occasion.isdisjoint(case_markers(sentence, below)):
            return []  # "bei ihrem Auftritt bei einem Treffen der Minister sagte Rice"
        below = governor
    else:
        return []
    light = governor.lemma in words.light and below.relation == "obj"
    if governor.lemma in words.taking_part and below.relation == "obl":
        heads = find_slot(sentence, governor, _OBJECT if is_passive(sentence, governor) else _SUBJECT)
        return [a for head in heads for a in actors_at(sentence, head, lookups)]
    if is_passive(sentence, governor) or noun.upos != "NOUN" or governor.lemma in words.shunning:
        return []
    if not light and not (below.relation == "obl" and not allowed.isdisjoint(case_markers(sentence, below))):
        return []
    return [a for head in find_slot(sentence, governor, _SUBJECT) for a in actors_at(sentence, head, lookups)]


def _run_together(sentence: Sentence, predicate: Token, lookups: Lookups) -> list[Actor]:
    """The side that a parser took for part of the name before it: "hatten in Anwesenheit von Lawrow Russland kritisiert"."""
    for before, token in pairwise(sentence.tokens):
        if token.upos != "PROPN" or token.relation not in ("flat", "appos", "nmod") or case_markers(sentence, token):
            continue
        first, second = lookups.index.at(before), lookups.index.at(token)
        apart = second and first and second[0].kind in ("state", "org") and first[0].id != second[0].id
        clause = next((t for t in sentence.ancestors(token) if t.upos in ("VERB", "AUX")), None)
        if apart and before.index == token.head and clause is not None and clause.index == predicate.index:
            return [second[0]]
    return []


def _doers_of_object(
    sentence: Sentence, predicate: Token, frame: Frame, receiving: list[Actor], lookups: Lookups
) -> list[Actor]:
    """Who did the deed that is condemned, never to whom it was done: "verurteilte den Angriff auf die Ukraine"."""
    elsewhere = [slot for slot in frame.recipient if slot.relation != "obj"]
    if _OBJECT not in frame.recipient or fill(sentence, predicate, elsewhere, lookups):
        return receiving
    for head in find_slot(sentence, predicate, _OBJECT):
        if head.upos != "NOUN" or any(actor in receiving for actor in lookups.index.at(head)):
            continue
        for deed in fitting_frames(sentence, head, pack=load_pack(lookups.language)):
            if deed.type in _DEEDS and not deed.reciprocal:
                return fill(sentence, head, deed.actor, lookups) or _inside(head, lookups)
    return receiving


def _in_writing(sentence: Sentence, predicate: Token, lookups: Lookups) -> list[Actor]:
    """Whose paper says what a passive leaves without a sayer: "wurden in einem Schreiben der Botschaft aufgefordert"."""
    if not is_passive(sentence, predicate):
        return []
    papers = [c for c in sentence.children(predicate, "obl", "nmod") if c.lemma in lookups.words.papers]
    return [actor for paper in papers for actor in actors_at(sentence, paper, lookups)]


def _of_bare_past(sentence: Sentence, predicate: Token, frame: Frame, lookups: Lookups) -> list[Actor]:
    """The subject of a past without auxiliary that a parser took for a passive: "the party rallied behind him"."""
    if any(slot.relation == "obj" for slot in frame.recipient) or sentence.children(predicate, "aux", "cop"):
        return []
    below = [c for c in sentence.children(predicate, "nsubj") if c.deprel == "nsubj:pass"]
    root = predicate.upos == "VERB" and predicate.relation == "root" and _SUBJECT in frame.actor
    return [a for c in below for a in actors_at(sentence, c, lookups)] if root else []


def _by_paper(sentence: Sentence, predicate: Token, frame: Frame, lookups: Lookups) -> list[Actor]:
    """Who passed or issued the paper that does something: "parliament passed a law banning the party"."""
    if predicate.upos != "VERB" or _SUBJECT not in frame.actor:
        return []
    for paper in find_slot(sentence, predicate, _SUBJECT):
        verb = sentence.tokens[paper.head] if paper.head >= 0 else None
        if verb is None or verb.upos != "VERB" or paper.lemma not in lookups.words.papers:
            continue
        if any(paper.index == told.index for told in find_slot(sentence, verb, _OBJECT)):
            return [a for head in find_slot(sentence, verb, _SUBJECT) for a in actors_at(sentence, head, lookups)]
    return []


def _bearers(sentence: Sentence, noun: Token, words: ClauseWords) -> list[Token]:
    """The noun, and the verb that says no more than that it comes: "aus Moskau kam Kritik an Polen"."""
    above = sentence.tokens[noun.head] if noun.head >= 0 and noun.relation in ("nsubj", "obj", "advmod") else noun
    return [noun, above] if above.lemma in words.arriving else [noun]


def _from_where(sentence: Sentence, noun: Token, lookups: Lookups) -> list[Actor]:
    """Those from whose place something said or given comes: "Kritik aus Moskau", "Zusagen gibt es aus Italien"."""
    words = lookups.words
    bearers = _bearers(sentence, noun, words)
    heads = [head for bearer in bearers for slot in words.origin for head in find_slot(sentence, bearer, slot)]
    found = [actor for head in heads for actor in lookups.index.at(head) if actor.codes]
    return found or [lookups.towns[head.start] for head in heads if head.start in lookups.towns]


def _of_clause(sentence: Sentence, predicate: Token, lookups: Lookups) -> list[Actor]:
    """Whom the clause is about that "es" stands for: "begrüßen es, Serbien den Status zu verleihen"."""
    if not any(token.text.lower() in _STAND_INS for token in sentence.children(predicate, "obj", "expl")):
        return []
    for clause in sentence.children(predicate, "xcomp", "ccomp"):
        for relation in ("iobj", "nsubj", "obj", "obl"):
            found = [a for child in sentence.children(clause, relation) for a in actors_at(sentence, child, lookups)]
            if found:
                return list(dict.fromkeys(found))
    return []


def _behind_that(sentence: Sentence, predicate: Token, lookups: Lookups) -> list[Actor]:
    """Who stands right behind "that", whatever the parser made of its verb: "demanded that the US cancel plans"."""
    for clause in sentence.children(predicate, "ccomp"):
        for mark in sentence.children(clause, "mark"):
            for token in sentence.tokens[mark.index + 1 : mark.index + 4]:
                found = [a for a in lookups.index.at(token) if a.codes and a.kind in ("state", "org", "group")]
                if found and token.upos == "PROPN":
                    return found
    return []


def _who_may_avert(sentence: Sentence, predicate: Token, lookups: Lookups) -> list[Actor]:
    """Whom a threat is meant for: who is not to do, or has to do, what its condition says: "unless Baku releases them"."""
    for above in (predicate, *sentence.children(predicate, "xcomp", "ccomp")):
        for clause in sentence.children(above, "advcl"):
            if any(mark.lemma.lower() in lookups.words.condition for mark in sentence.children(clause, "mark")):
                found = fill(sentence, clause, [_SUBJECT], lookups)
                if found:
                    return found
    return []


def _by_town(
    sentence: Sentence, predicate: Token, slots: Sequence[Slot], towns: Mapping[int, Actor]
) -> list[Actor]:
    """The states whose towns stand in a slot: "beschoss Odessa" is done to Ukraine."""
    for slot in slots:
        found = [towns[head.start] for head in find_slot(sentence, predicate, slot) if head.start in towns]
        if found:
            return list(dict.fromkeys(found))
    return []


def _distinct(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """Actors without a state that a person among them already acts for."""
    unique = list(dict.fromkeys(actors))
    covered = {code for actor in unique if actor.kind == "person" for code in actor.codes}
    return tuple(
        a for a in unique if a.kind == "person" or not a.codes or a.codes[0] not in covered or a.kind == "unnamed"
    )


def is_background(sentence: Sentence, predicate: Token, words: ClauseWords) -> bool:
    """Return whether a noun tells of something known that the clause only refers to.

    "wegen seines Krieges", "seit Beginn des Krieges".
    """
    if predicate.upos != "NOUN":
        return False
    for token in (predicate, *sentence.ancestors(predicate)):
        if token.upos in ("VERB", "AUX"):
            return False
        if not words.background.isdisjoint(case_markers(sentence, token)):
            return True
        if token.relation not in ("nmod", "obl", "appos", "conj"):
            return False
    return False


def agentless(sentence: Sentence, predicate: Token) -> bool:
    """Return whether the predicate is a passive that leaves its agent unsaid."""
    return is_passive(sentence, predicate) or (
        predicate.relation in ("amod", "acl") and predicate.feats.get("VerbForm") == "Part"
    )
