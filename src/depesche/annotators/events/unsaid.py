"""Who fills a role that the slots of a frame leave empty: subjects of the clause, papers, places of origin, conditions."""

from __future__ import annotations

from itertools import pairwise

from depesche.lang import Frame, find_slot, load_pack
from depesche.lang.needs import is_measure
from depesche.lang.phrases import case_markers, is_infinitive, is_passive, verb_above
from depesche.lang.slots import slot_from
from depesche.model import Actor, Sentence, Token

from .filling import ClauseWords, Lookups, acting_in_compound, actors_at, fill
from .frames import fitting_frames

SUBJECT = slot_from("nsubj", where="roles")
OBJECT = slot_from("obj", where="roles")
_CONDEMNED = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
"""Types of deeds that are condemned."""
_STAND_INS = frozenset({"es", "it"})
"""Objects that a clause behind the verb spells out."""


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
        if governor.upos == "ADV":
            continue  # "anders als bei einem Treffen"
        if not reciprocal or governor.upos != "NOUN" or words.occasion.isdisjoint(case_markers(sentence, below)):
            return []  # "bei ihrem Auftritt bei einem Treffen der Minister sagte Rice"
        below = governor
    else:
        return []
    light = governor.lemma in words.light and below.relation == "obj"
    if light and governor.lemma in words.ending and _is_sent_for(sentence, governor):
        return []  # "schickte Soldaten, um Ausschreitungen zu beenden"
    if governor.lemma in words.taking_part and below.relation == "obl":
        heads = find_slot(sentence, governor, OBJECT if is_passive(sentence, governor) else SUBJECT)
        return [a for head in heads for a in actors_at(sentence, head, lookups)]
    if is_passive(sentence, governor) or noun.upos != "NOUN" or governor.lemma in words.shunning:
        return []
    if not light and not (below.relation == "obl" and not allowed.isdisjoint(case_markers(sentence, below))):
        return []
    return [a for head in find_slot(sentence, governor, SUBJECT) for a in actors_at(sentence, head, lookups)]


def _is_sent_for(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb tells what something else is done for: "um … zu beenden"."""
    return verb.relation == "advcl" and is_infinitive(sentence, verb)


def run_together(sentence: Sentence, predicate: Token, lookups: Lookups) -> list[Actor]:
    """Return the side that a parser took for part of the name before it: "hatten in Anwesenheit von Lawrow Russland kritisiert"."""
    for before, token in pairwise(sentence.tokens):
        if token.upos != "PROPN" or token.relation not in ("flat", "appos", "nmod") or case_markers(sentence, token):
            continue
        first, second = lookups.index.at(before), lookups.index.at(token)
        apart = second and first and second[0].kind in ("state", "org") and first[0].id != second[0].id
        clause = verb_above(sentence, token)
        if apart and before.index == token.head and clause is not None and clause.index == predicate.index:
            return [second[0]]
    return []


def doers_of_object(
    sentence: Sentence, predicate: Token, frame: Frame, receiving: list[Actor], lookups: Lookups
) -> list[Actor]:
    """Return who did the deed that is condemned, never to whom it was done: "verurteilte den Angriff auf die Ukraine"."""
    elsewhere = [slot for slot in frame.recipient if slot.relation != "obj"]
    if OBJECT not in frame.recipient or fill(sentence, predicate, elsewhere, lookups):
        return receiving
    for head in find_slot(sentence, predicate, OBJECT):
        if head.upos != "NOUN" or any(actor in receiving for actor in lookups.index.at(head)):
            continue
        for deed in fitting_frames(sentence, head, pack=load_pack(lookups.language)):
            if deed.type in _CONDEMNED and not deed.reciprocal:
                return fill(sentence, head, deed.actor, lookups) or acting_in_compound(head, lookups)
    return receiving


def in_writing(sentence: Sentence, predicate: Token, lookups: Lookups) -> list[Actor]:
    """Return whose paper says what a passive leaves without a sayer: "wurden in einem Schreiben der Botschaft aufgefordert"."""
    if not is_passive(sentence, predicate):
        return []
    papers = [c for c in sentence.children(predicate, "obl", "nmod") if c.lemma in lookups.words.papers]
    return [actor for paper in papers for actor in actors_at(sentence, paper, lookups)]


def of_bare_past(sentence: Sentence, predicate: Token, frame: Frame, lookups: Lookups) -> list[Actor]:
    """Return the subject of a past without auxiliary that a parser took for a passive: "the party rallied behind him"."""
    if any(slot.relation == "obj" for slot in frame.recipient) or sentence.children(predicate, "aux", "cop"):
        return []
    below = [c for c in sentence.children(predicate, "nsubj") if c.deprel == "nsubj:pass"]
    root = predicate.upos == "VERB" and predicate.relation == "root" and SUBJECT in frame.actor
    return [a for c in below for a in actors_at(sentence, c, lookups)] if root else []


def by_paper(sentence: Sentence, predicate: Token, frame: Frame, lookups: Lookups) -> list[Actor]:
    """Return who passed or issued the paper that does something: "parliament passed a law banning the party"."""
    if predicate.upos != "VERB" or SUBJECT not in frame.actor:
        return []
    for paper in find_slot(sentence, predicate, SUBJECT):
        verb = sentence.tokens[paper.head] if paper.head >= 0 else None
        if verb is None or verb.upos != "VERB" or paper.lemma not in lookups.words.papers:
            continue
        if any(paper.index == told.index for told in find_slot(sentence, verb, OBJECT)):
            return [a for head in find_slot(sentence, verb, SUBJECT) for a in actors_at(sentence, head, lookups)]
    return []


def bearers(sentence: Sentence, noun: Token, words: ClauseWords) -> list[Token]:
    """Return the noun, and the verb that says no more than that it comes: "aus Moskau kam Kritik an Polen"."""
    above = sentence.tokens[noun.head] if noun.head >= 0 and noun.relation in ("nsubj", "obj", "advmod") else noun
    return [noun, above] if above.lemma in words.arriving else [noun]


def from_where(sentence: Sentence, noun: Token, lookups: Lookups) -> list[Actor]:
    """Return those from whose place something said or given comes: "Kritik aus Moskau", "Zusagen gibt es aus Italien"."""
    words = lookups.words
    coming = bearers(sentence, noun, words)
    heads = [head for bearer in coming for slot in words.origin for head in find_slot(sentence, bearer, slot)]
    found = [actor for head in heads for actor in lookups.index.at(head) if actor.codes]
    return found or [lookups.towns[head.start] for head in heads if head.start in lookups.towns]


def of_clause(sentence: Sentence, predicate: Token, lookups: Lookups) -> list[Actor]:
    """Return whom the clause is about that "es" stands for: "begrüßen es, Serbien den Status zu verleihen"."""
    if not any(token.text.lower() in _STAND_INS for token in sentence.children(predicate, "obj", "expl")):
        return []
    for clause in sentence.children(predicate, "xcomp", "ccomp"):
        for relation in ("iobj", "nsubj", "obj", "obl"):
            found = [a for child in sentence.children(clause, relation) for a in actors_at(sentence, child, lookups)]
            if found:
                return list(dict.fromkeys(found))
    return []


def behind_that(sentence: Sentence, predicate: Token, lookups: Lookups) -> list[Actor]:
    """Return who stands right behind "that", whatever the parser made of its verb: "demanded that the US cancel plans"."""
    for clause in sentence.children(predicate, "ccomp"):
        for mark in sentence.children(clause, "mark"):
            for token in sentence.tokens[mark.index + 1 : mark.index + 4]:
                found = [a for a in lookups.index.at(token) if a.codes and a.kind in ("state", "org", "group")]
                if found and token.upos == "PROPN":
                    return found
    return []


def who_may_avert(sentence: Sentence, predicate: Token, lookups: Lookups) -> list[Actor]:
    """Return whom a threat is meant for: who is not to do, or has to do, what its condition says: "unless Baku releases them"."""
    for above in (predicate, *sentence.children(predicate, "xcomp", "ccomp")):
        for clause in sentence.children(above, "advcl"):
            if any(mark.lemma.lower() in lookups.words.condition for mark in sentence.children(clause, "mark")):
                found = fill(sentence, clause, [SUBJECT], lookups)
                if found:
                    return found
    return []
