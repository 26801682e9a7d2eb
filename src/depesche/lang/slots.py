"""Slots: where in a Universal Dependencies tree a role stands, seen from its predicate.

Lexicons write frames in the active voice; passives, participles, relative clauses, infinitives and
coordination are undone here, once for all languages.
"""

from __future__ import annotations

from dataclasses import dataclass

from depesche.errors import LexiconError
from depesche.model import Sentence, Token

from .misparses import (
    bare_name,
    bare_noun,
    finite_after_all,
    hung_across,
    hung_too_low,
    named_subject,
    run_into_number,
    second_subject,
    split_subjects,
    strung_behind,
    subject_of_verbless,
)
from .phrases import (
    agents_of,
    antecedent,
    case_markers,
    dative,
    is_approximate,
    is_infinitive,
    is_passive,
    may_be_genitive,
    with_conjuncts,
)

_RELATIONS = frozenset(
    [
        "nsubj",
        "obj",
        "iobj",
        "obl",
        "nmod",
        "amod",
        "det",
        "compound",
        "appos",
        "ccomp",
        "xcomp",
        "parataxis",
        "advmod",
        "advcl",
        "acl",
        "flat",
        "nummod",
        "expl",
        "case",
        "cop",
        "mark",
        "discourse",
        "conj",
        "aux",
        "vocative",
        "root",
    ]
)
_CAUSING = frozenset({"prompt", "lead", "cause", "force", "push", "drive", "inspire", "provoke", "encourage"})
"""Verbs whose object does what stands in the infinitive behind it: "prompting Lula to accuse him"."""
_REPROACH_MARKS = frozenset({"of", "for", "from"})
"""Before an English gerund whose subject is the object: "accused Minsk of taking hostages"."""
_PAIRING = frozenset({"zwischen", "between"})
_CLAUSAL = frozenset({"xcomp", "advcl", "conj", "ccomp", "acl", "parataxis", "root"})
_PARTICLES = frozenset({"away", "back", "down", "off", "out", "over", "up"})


@dataclass(frozen=True, slots=True)
class Slot:
    """One step from the predicate: a relation with the preposition or subtype it must bear, then the rest of the path."""

    relation: str
    marker: str | None = None
    rest: Slot | None = None

    @property
    def pairs(self) -> bool:
        """Whether both sides of something mutual stand in the slot: `nmod:zwischen`."""
        return self.rest.pairs if self.rest is not None else self.marker in _PAIRING


def slot_from(text: str, *, where: str) -> Slot:
    """Return the slot written as `obl:mit` or `ccomp.nsubj`; raises LexiconError on an unknown relation."""
    first, _, rest = text.partition(".")
    relation, _, marker = first.partition(":")
    if relation not in _RELATIONS:
        raise LexiconError(f"{where}: unknown relation {relation!r} in slot {text!r}. See docs/lexicons.md.")
    return Slot(relation, marker or None, slot_from(rest, where=where) if rest else None)


def find_slot(sentence: Sentence, predicate: Token, slot: Slot) -> list[Token]:
    """Return the heads that fill `slot` of `predicate`, coordinated ones included, in text order."""
    heads = _step(sentence, predicate, slot)
    if slot.rest is None:
        return [token for head in heads for token in with_conjuncts(sentence, head)]
    return [token for head in heads for token in find_slot(sentence, head, slot.rest)]


def _step(sentence: Sentence, predicate: Token, slot: Slot) -> list[Token]:
    found = _own_step(sentence, predicate, slot)
    if not found and slot.relation in ("obj", "iobj", "obl"):
        partner = _sharing(sentence, predicate)
        return _own_step(sentence, partner, slot) if partner is not None else []
    if not found and slot.relation == "nmod" and slot.marker is not None and predicate.upos == "NOUN":
        return _right_behind(sentence, predicate, slot.marker)
    return found


def _right_behind(sentence: Sentence, noun: Token, marker: str) -> list[Token]:
    """What the adposition right behind a noun brings, hung on the noun's verb: "half nach dem Angriff | auf das Land"."""
    behind = sentence.tokens[noun.index + 1 : noun.index + 2]
    if not behind or behind[0].relation != "case" or behind[0].head < 0 or noun.head < 0:
        return []
    brought = sentence.tokens[behind[0].head]
    beside = brought.head == noun.head and brought.relation == "obl" and noun.relation == "obl"
    return [brought] if beside and marker in case_markers(sentence, brought) else []


def _sharing(sentence: Sentence, predicate: Token) -> Token | None:
    """The second of two verbs whose objects are the first one's, too: "donated and delivered medicine to Niger"."""
    if predicate.upos != "VERB" or is_passive(sentence, predicate):
        return None
    behind = [c for c in sentence.dependents[predicate.index] if c.index > predicate.index and c.upos != "PUNCT"]
    second = behind[0] if len(behind) == 1 else None
    if second is None or second.relation != "conj" or second.upos != "VERB" or is_passive(sentence, second):
        return None
    return None if sentence.children(second, "nsubj", "aux", "cop", "mark") else second


def _own_step(sentence: Sentence, predicate: Token, slot: Slot) -> list[Token]:
    verbal = predicate.upos in ("VERB", "AUX") or (predicate.upos == "ADJ" and slot.relation in ("nsubj", "obj"))
    if verbal and slot.relation == "nsubj":
        return _subject(sentence, predicate)
    if verbal and slot.relation == "obj":
        return _object(sentence, predicate)
    if slot.relation in ("obl", "nmod"):
        return _oblique(sentence, predicate, slot.marker)
    children = sentence.dependents[predicate.index]
    if slot.relation == "iobj":
        given = [c for c in children if c.relation == "iobj" or dative(sentence, c)]
        given = given or named_subject(sentence, predicate) or run_into_number(sentence, predicate)
        return given or (second_subject(sentence, predicate) if sentence.children(predicate, "obj") else [])
    if slot.marker is not None:
        return [c for c in children if c.deprel == f"{slot.relation}:{slot.marker}"]
    found = [c for c in children if c.relation == slot.relation]
    if not found and slot.relation == "xcomp":
        called = ("advcl", "csubj") if any(c.relation in ("nsubj", "expl") for c in children) else ("advcl",)
        found = [
            c for c in children if c.relation in called and is_infinitive(sentence, c)
        ]  # "threatened on Monday to break"
    return found


def _attributive_participle(predicate: Token) -> bool:
    return predicate.relation in ("amod", "acl") and predicate.feats.get("VerbForm") == "Part"


def _subject(sentence: Sentence, predicate: Token) -> list[Token]:
    children = sentence.dependents[predicate.index]
    if is_passive(sentence, predicate):
        return agents_of(sentence, predicate)
    direct = [c for c in children if c.relation == "nsubj"]
    if direct:
        subject, _ = split_subjects(sentence, predicate, direct)
        return [antecedent(sentence, predicate, token) for token in subject]
    if finite_after_all(sentence, predicate):
        return [sentence.tokens[predicate.head]]
    main = subject_of_verbless(sentence, predicate)
    if main is not None:
        return [main]
    across = hung_across(sentence, predicate)
    if across:
        return across
    if _attributive_participle(predicate):
        if predicate.feats.get("Tense") == "Pres" or predicate.text.endswith("ing"):
            return [sentence.tokens[predicate.head]]
        return agents_of(sentence, predicate)
    agents = [c for c in children if c.deprel == "obl:agent"]
    if agents:
        return agents
    if predicate.relation == "root" and predicate.feats.get("VerbForm") == "Fin":
        name = [c for c in children if c.index == predicate.index - 1 and bare_name(sentence, c)]
        return name or [t for t in hung_too_low(sentence, predicate) if t.index > predicate.index]
    first = strung_behind(sentence, predicate)
    if first is not None:
        return _subject(sentence, first)
    infinitive_called_subject = predicate.relation == "csubj" and is_infinitive(sentence, predicate)
    if (predicate.relation in _CLAUSAL or infinitive_called_subject) and predicate.head >= 0:
        governor = sentence.tokens[predicate.head]
        if predicate.relation == "acl":
            gerund = predicate.feats.get("VerbForm") == "Ger"  # "accused Minsk of taking hostages"
            owned = is_infinitive(sentence, predicate)  # "Japan's plans to lend", whose plans they are
            return [governor] if gerund or owned or predicate.deprel == "acl:relcl" else []
        clause = predicate.relation in ("xcomp", "advcl", "conj") or is_infinitive(sentence, predicate)
        if governor.upos in ("VERB", "AUX", "ADJ") and clause:
            return _controller(sentence, predicate, governor)
    return [c for c in children if c.relation == "expl" and c.index < predicate.index]  # "it is willing to withdraw"


def _controller(sentence: Sentence, predicate: Token, governor: Token) -> list[Token]:
    """The one whom an infinitive or a second conjunct has for its subject."""
    children = sentence.dependents[governor.index]
    asked = predicate.relation == "advcl" and is_infinitive(sentence, predicate)  # "urged Baku to release them"
    reproached = predicate.relation == "advcl" and not _REPROACH_MARKS.isdisjoint(
        child.lemma for child in sentence.children(predicate, "mark")
    )
    if asked or reproached or predicate.relation in ("xcomp", "ccomp"):
        purpose = asked and not reproached and governor.lemma.lower() not in _CAUSING
        told = ("iobj",) if purpose else ("obj", "iobj")
        objects = [
            c for c in children if (c.relation in told or dative(sentence, c)) and c.upos in ("NOUN", "PROPN", "PRON")
        ]
        if objects:
            return objects[:1]
    if is_passive(sentence, governor):
        return [c for c in children if c.relation == "nsubj"]
    return _subject(sentence, governor)


def _object(sentence: Sentence, predicate: Token) -> list[Token]:
    children = sentence.dependents[predicate.index]
    if is_passive(sentence, predicate):
        subjects = [c for c in children if c.relation == "nsubj"]
        subjects = subjects or hung_too_low(sentence, predicate)
        if not subjects and predicate.relation == "conj" and predicate.head >= 0:
            governor = sentence.tokens[predicate.head]
            subjects = [c for c in sentence.dependents[governor.index] if c.relation == "nsubj"]
        return [antecedent(sentence, predicate, token) for token in subjects]
    objects = [c for c in children if c.relation == "obj" and c.feats.get("Reflex") != "Yes"]
    objects = [c for c in objects if not _is_adverbial(sentence, predicate, c)]
    if not objects and not any(c.relation == "ccomp" for c in children):
        objects = [c for c in children if c.relation == "iobj"]  # "asked Berlin to send …", "urged both sides to wait"
    if not objects:
        objects = second_subject(sentence, predicate)
    if not objects:
        objects = [c for c in children if bare_noun(sentence, c)]
    if objects:
        return [antecedent(sentence, predicate, token) for token in objects]
    if _attributive_participle(predicate) and predicate.feats.get("Tense") != "Pres":
        if predicate.relation == "acl" and subject_of_verbless(sentence, predicate) is not None:
            return []
        return [sentence.tokens[predicate.head]]
    return []


def _is_adverbial(sentence: Sentence, predicate: Token, token: Token) -> bool:
    """Whether what a parser calls an object stands behind a preposition: "demonstrated outside parliament".

    Not so where a particle looks like one ("cut off supplies"), or a number stands behind it ("over 700 soldiers").
    """
    cases = [c for c in sentence.children(token, "case") if not is_approximate(sentence, c)]
    particle = any(c.index == predicate.index + 1 and c.text.lower() in _PARTICLES for c in cases)
    return bool(cases) and not particle and not sentence.children(token, "nummod")


def _oblique(sentence: Sentence, predicate: Token, marker: str | None) -> list[Token]:
    found = []
    for child in sentence.dependents[predicate.index]:
        if child.relation not in ("obl", "nmod", "advmod", "obj", "iobj") and child.deprel != "nmod:poss":
            continue
        markers = case_markers(sentence, child)
        if (
            (marker == "gen" and child.relation == "nmod" and not markers and may_be_genitive(sentence, child))
            or (marker == "poss" and child.deprel in ("nmod:poss", "det:poss"))
            or (marker is not None and marker in markers)
            or (marker == child.deprel.partition(":")[2] and marker in ("agent", "tmod", "arg"))
            or (marker is None and child.relation in ("obl", "nmod"))
        ):
            found.append(child)
    if not found and marker is not None:
        found = _further_below(sentence, predicate, marker)
    if marker in _PAIRING and len(found) == 1 and not sentence.children(found[0], "conj"):
        found += [c for c in sentence.children(predicate, "conj") if _closes_pair(sentence, found[0], c)]
    return [antecedent(sentence, predicate, token) for token in found]


def _closes_pair(sentence: Sentence, first: Token, second: Token) -> bool:
    """Whether a parser hung the second of a pair one step too high: "Begegnung zwischen Lawrow und Blinken"."""
    return second.index > first.index and any(c.relation == "cc" for c in sentence.dependents[second.index])


def _further_below(sentence: Sentence, predicate: Token, marker: str) -> list[Token]:
    """Phrases that a parser hangs one step too low: "übte Kritik an Ungarn" with "an Ungarn" below the noun."""
    if marker == "gen":
        return [
            c
            for c in sentence.dependents[predicate.index]
            if c.relation == "appos"
            and c.upos == "PROPN"
            and c.index == predicate.index + 1
            and c.text.endswith(("s", "’", "'"))
        ]
    if marker in ("poss", "agent", "tmod", "arg"):
        return []
    return [
        below
        for child in sentence.dependents[predicate.index]
        if child.relation in ("obj", "nmod", "appos", "obl", "nsubj") and child.index > predicate.index - 12
        for below in sentence.dependents[child.index]
        if below.relation in ("nmod", "obl") and marker in case_markers(sentence, below)
    ]
