"""Slots: where in a Universal Dependencies tree a role stands, seen from its predicate.

Lexicons write frames in the active voice; passives, participles, relative clauses, infinitives and
coordination are undone here, once for all languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from depesche.errors import LexiconError
from depesche.model import Sentence, Token

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
_CONTRACTIONS = {
    "im": "in",
    "ins": "in",
    "am": "an",
    "ans": "an",
    "zum": "zu",
    "zur": "zu",
    "vom": "von",
    "beim": "bei",
    "aufs": "auf",
    "fürs": "für",
    "durchs": "durch",
    "ums": "um",
    "übers": "über",
}
_CAUSING = frozenset({"prompt", "lead", "cause", "force", "push", "drive", "inspire", "provoke", "encourage"})
"""Verbs whose object does what stands in the infinitive behind it: "prompting Lula to accuse him"."""
_REPROACH_MARKS = frozenset({"of", "for", "from"})
"""Before an English gerund whose subject is the object: "accused Minsk of taking hostages"."""
_AGENT_MARKERS = frozenset({"von", "durch", "by", "seitens"})
_PAIRING = frozenset({"zwischen", "between"})
_CLAUSAL = frozenset({"xcomp", "advcl", "conj", "ccomp", "acl", "parataxis", "root"})
_PARTICLES = frozenset({"away", "back", "down", "off", "out", "over", "up"})
_HYPHENS = frozenset("-‐‑–")
_NEUTER = frozenset({"das", "welches"})
_RELATIVE = frozenset({"der", "die", "das", "den", "dem", "welcher", "who", "that", "which", "whom"})


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


def case_markers(sentence: Sentence, token: Token) -> list[str]:
    """Return the adpositions of a noun as printed lemmas, contractions undone (`zum` → `zu`)."""
    markers = []
    for child in sentence.dependents[token.index]:
        if is_approximate(sentence, child):
            continue
        if child.relation == "case" or (child.relation == "mark" and child.upos in ("ADP", "SCONJ", "ADV", "PART")):
            markers.append(_CONTRACTIONS.get(child.text.lower(), child.lemma.lower()))
    return markers


def is_approximate(sentence: Sentence, token: Token) -> bool:
    """Return whether a token belongs to "up to" before a number: "kidnapped up to 16 advisers"."""
    start = token.index - (token.text.lower() == "to")
    following = sentence.tokens[max(start, 0) : start + 3]
    return [t.text.lower() for t in following[:2]] == ["up", "to"] and following[-1].upos == "NUM"


def with_conjuncts(sentence: Sentence, token: Token) -> list[Token]:
    """Return `token` and the nouns coordinated with it, in text order."""
    found = [token]
    for child in sentence.dependents[token.index]:
        if child.relation == "conj" and child.upos in ("NOUN", "PROPN", "PRON", "X", "ADJ", "NUM"):
            found.extend(with_conjuncts(sentence, child))
    return found


def is_passive(sentence: Sentence, predicate: Token) -> bool:
    """Return whether the predicate stands in the passive voice."""
    children = sentence.dependents[predicate.index]
    if predicate.feats.get("VerbForm") == "Inf" and any(c.deprel == "nsubj" for c in children):
        return False  # "wird besuchen", whatever the parser calls its auxiliary
    finite_after_all = not any(c.relation in ("aux", "cop") for c in children) and predicate.relation != "conj"
    if finite_after_all and any(c.relation == "obj" and c.index > predicate.index for c in children):
        return False  # "troops arrested two men", whatever the parser calls the troops
    if predicate.relation == "conj" and predicate.head >= 0 and predicate.feats.get("VerbForm") == "Part":
        own = any(child.relation in ("nsubj", "aux", "cop") for child in children)
        if not own and sentence.tokens[predicate.head].feats.get("VerbForm") == "Part":
            return is_passive(sentence, sentence.tokens[predicate.head])  # "wurde verhaftet und angeklagt"
    return any(child.deprel in ("nsubj:pass", "aux:pass", "csubj:pass") for child in children)


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
    return found


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
        given = [c for c in children if c.relation == "iobj" or _dative(sentence, c)]
        given = given or _named_subject(sentence, predicate) or _run_into_number(sentence, predicate)
        return given or (_second_subject(sentence, predicate) if sentence.children(predicate, "obj") else [])
    if slot.marker is not None:
        return [c for c in children if c.deprel == f"{slot.relation}:{slot.marker}"]
    found = [c for c in children if c.relation == slot.relation]
    if not found and slot.relation == "xcomp":
        called = ("advcl", "csubj") if any(c.relation in ("nsubj", "expl") for c in children) else ("advcl",)
        found = [c for c in children if c.relation in called and is_infinitive(sentence, c)]  # "threatened on Monday to break"
    return found


def _agents(sentence: Sentence, predicate: Token) -> list[Token]:
    outcomes = [c for c in sentence.children(predicate, "xcomp") if c.upos == "ADJ"]  # "shot dead by police"
    agents = [
        child
        for above in (predicate, *outcomes)
        for child in sentence.dependents[above.index]
        if child.deprel == "obl:agent"
        or (
            child.relation in ("obl", "nmod", "amod")
            and child.upos != "ADJ"
            and not _AGENT_MARKERS.isdisjoint(case_markers(sentence, child))
        )
    ]
    return agents or [
        below  # "wurden in Toledo von Rebellen erschossen", where a parser hangs the rebels on Toledo
        for place in sentence.children(predicate, "obl")
        for below in sentence.children(place, "nmod")
        if place.upos == "PROPN" and not _AGENT_MARKERS.isdisjoint(case_markers(sentence, below))
    ]


def _finite_after_all(sentence: Sentence, predicate: Token) -> bool:
    """Whether a parser took a verb with its object for a participle: "guerrillas wounded two soldiers, police said"."""
    if predicate.relation != "acl" or not sentence.children(predicate, "obj") or predicate.head < 0:
        return False
    noun = sentence.tokens[predicate.head]
    if noun.relation != "nsubj" or noun.head < 0:
        return False
    return len(sentence.children(sentence.tokens[noun.head], "nsubj")) > 1


def _hung_across(sentence: Sentence, predicate: Token) -> list[Token]:
    """The noun before a verb that a parser hung on the object behind it, or made one word with the verb.

    "Malta eased emergency measures", "Maltese police fired tear gas".
    """
    across = [
        token
        for noun in sentence.children(predicate, "obj")
        for token in sentence.children(noun, "compound", "nmod")
        if token.index < predicate.index < noun.index and token.upos == "PROPN" and not case_markers(sentence, token)
    ]
    if across or predicate.feats.get("VerbForm") != "Fin":
        return across
    before = sentence.children(predicate, "compound")
    return [c for c in before if c.index == predicate.index - 1 and c.upos in ("NOUN", "PROPN")]


def _subject_of_verbless(sentence: Sentence, predicate: Token) -> Token | None:
    """The subject of a past that a parser hung on a noun, so that the sentence has no verb: "Doctors from Oslo gave blood".

    "Peru mobilised reservists" may come out as mobilised reservists, too: then the name before the verb does it.
    """
    root = next((t for t in sentence.tokens if t.head < 0), None)
    past = predicate.feats.get("Tense") == "Past" and not sentence.children(predicate, "mark", "aux", "cop")
    if root is None or root.upos not in ("NOUN", "PROPN") or not past or sentence.children(root, "cop", "nsubj"):
        return None
    if predicate.deprel == "acl" and predicate.index > root.index:
        verbs = [predicate, *sentence.children(predicate, "conj")]
        noun = sentence.tokens[predicate.head]
        above = [noun, *sentence.ancestors(noun)]
        tied = all(t.relation in ("nmod", "conj", "appos", "flat", "root") for t in above[: above.index(root) + 1])
        return root if tied and any(sentence.children(verb, "obj") for verb in verbs) else None
    before = sentence.tokens[predicate.index - 1] if predicate.index else None
    if predicate.relation != "amod" or before is None or before.upos not in ("NOUN", "PROPN"):
        return None
    return root if root.index < predicate.index else before if predicate.head == root.index else None


def _attributive_participle(predicate: Token) -> bool:
    return predicate.relation in ("amod", "acl") and predicate.feats.get("VerbForm") == "Part"


def is_epithet(sentence: Sentence, token: Token) -> bool:
    """Return whether a participle only says by a hyphen whose something is: "rebel-held towns", "US-backed rebels"."""
    if token.relation != "amod" or token.feats.get("VerbForm") != "Part" or token.index < 2:
        return False
    hyphen, before = sentence.tokens[token.index - 1], sentence.tokens[token.index - 2]
    return hyphen.text in _HYPHENS and before.head == token.index


def _subject(sentence: Sentence, predicate: Token) -> list[Token]:
    children = sentence.dependents[predicate.index]
    if is_passive(sentence, predicate):
        return _agents(sentence, predicate)
    direct = [c for c in children if c.relation == "nsubj"]
    if direct:
        subject, _ = _split_subjects(sentence, predicate, direct)
        return [_antecedent(sentence, predicate, token) for token in subject]
    if _finite_after_all(sentence, predicate):
        return [sentence.tokens[predicate.head]]
    main = _subject_of_verbless(sentence, predicate)
    if main is not None:
        return [main]
    across = _hung_across(sentence, predicate)
    if across:
        return across
    if _attributive_participle(predicate):
        if predicate.feats.get("Tense") == "Pres" or predicate.text.endswith("ing"):
            return [sentence.tokens[predicate.head]]
        return _agents(sentence, predicate)
    agents = [c for c in children if c.deprel == "obl:agent"]
    if agents:
        return agents
    if predicate.relation == "root" and predicate.feats.get("VerbForm") == "Fin":
        name = [c for c in children if c.index == predicate.index - 1 and _bare_name(sentence, c)]
        return name or [t for t in _hung_too_low(sentence, predicate) if t.index > predicate.index]
    first = _strung_behind(sentence, predicate)
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


def _strung_behind(sentence: Sentence, predicate: Token) -> Token | None:
    """The verb whose subject a finite verb shares though the tree does not say so: "summoned him, told its citizens …".

    "Lobte die Idee, verlangte aber Geld" may come out as something said, "told them not to go and banned imports" as what
    they were told.
    """
    if predicate.feats.get("VerbForm") != "Fin" or predicate.head < 0 or sentence.children(predicate, "mark", "aux", "cop"):
        return None
    governor = sentence.tokens[predicate.head]
    if predicate.relation == "conj" and predicate.feats.get("Tense") == "Past" and is_infinitive(sentence, governor):
        above = (t for t in sentence.ancestors(governor) if t.feats.get("VerbForm") == "Fin")
        return next(above, None)
    comma = predicate.index > 0 and sentence.tokens[predicate.index - 1].text == ","
    strung = predicate.relation in ("parataxis", "ccomp") and governor.index < predicate.index
    return governor if comma and strung and governor.feats.get("VerbForm") != "Inf" else None


def _split_subjects(sentence: Sentence, predicate: Token, subjects: list[Token]) -> tuple[list[Token], list[Token]]:
    """Subjects and objects where a parser calls both so: "Polen unterstützt die Ukraine" with two subjects.

    The one before the verb is taken for the subject, unless its form is an accusative.
    """
    relative = [subject for subject in subjects if subject.feats.get("PronType") == "Rel"]
    if len(subjects) == 2 and len(relative) == 1 and relative[0].index == min(s.index for s in subjects):
        return [s for s in subjects if s is not relative[0]], relative  # "a policy which Berlin criticised"
    verb = predicate.index
    if all(subject.upos == "PROPN" for subject in subjects):  # "Russland will Japan Waffen liefern"
        verb = min([verb, *(c.index for c in sentence.children(predicate, "aux") if c.feats.get("VerbForm") == "Fin")])
    before = [s for s in subjects if s.index < verb]
    after = [s for s in subjects if s.index > verb]
    if len(subjects) != 2 or not before or not after:
        return subjects, []
    return (after, before) if before[0].feats.get("Case") == "Acc" else (before, after)


def _named_subject(sentence: Sentence, predicate: Token) -> list[Token]:
    """The name among two subjects of a passive, to whom something is done: "Kenia wurde Vertragsbruch vorgeworfen"."""
    subjects = sentence.children(predicate, "nsubj")
    names = [subject for subject in subjects if subject.upos == "PROPN"]
    return names if len(subjects) == 2 and len(names) == 1 and is_passive(sentence, predicate) else []


def _run_into_number(sentence: Sentence, predicate: Token) -> list[Token]:
    """The name right behind a verb that a parser made part of a number: "gave Egypt 500 million dollars"."""
    behind = sentence.tokens[predicate.index + 1 : predicate.index + 2]
    return [t for t in behind if t.upos == "PROPN" and t.relation == "compound" and sentence.tokens[t.head].upos == "NUM"]


def _second_subject(sentence: Sentence, predicate: Token) -> list[Token]:
    return _split_subjects(sentence, predicate, sentence.children(predicate, "nsubj"))[1]


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
            c for c in children if (c.relation in told or _dative(sentence, c)) and c.upos in ("NOUN", "PROPN", "PRON")
        ]
        if objects:
            return objects[:1]
    if is_passive(sentence, governor):
        return [c for c in children if c.relation == "nsubj"]
    return _subject(sentence, governor)


def is_infinitive(sentence: Sentence, predicate: Token) -> bool:
    """Return whether the predicate heads an infinitive: "to withdraw", "abzuziehen", "angegriffen zu haben"."""
    verbs = [predicate, *sentence.children(predicate, "aux", "cop")]
    if any(verb.feats.get("VerbForm") == "Fin" for verb in verbs):
        return False
    return predicate.feats.get("VerbForm") == "Inf" or any(
        child.upos == "PART" for verb in verbs for child in sentence.children(verb, "mark")
    )


def _object(sentence: Sentence, predicate: Token) -> list[Token]:
    children = sentence.dependents[predicate.index]
    if is_passive(sentence, predicate):
        subjects = [c for c in children if c.relation == "nsubj"]
        subjects = subjects or _hung_too_low(sentence, predicate)
        if not subjects and predicate.relation == "conj" and predicate.head >= 0:
            governor = sentence.tokens[predicate.head]
            subjects = [c for c in sentence.dependents[governor.index] if c.relation == "nsubj"]
        return [_antecedent(sentence, predicate, token) for token in subjects]
    objects = [c for c in children if c.relation == "obj" and c.feats.get("Reflex") != "Yes"]
    objects = [c for c in objects if not _is_adverbial(sentence, predicate, c)]
    if not objects and any(c.relation == "xcomp" for c in children):
        objects = [c for c in children if c.relation == "iobj"]  # "asked Berlin to send …"
    if not objects:
        objects = _second_subject(sentence, predicate)
    if not objects:
        objects = [c for c in children if _bare_noun(sentence, c)]
    if objects:
        return [_antecedent(sentence, predicate, token) for token in objects]
    if _attributive_participle(predicate) and predicate.feats.get("Tense") != "Pres":
        if predicate.relation == "acl" and _subject_of_verbless(sentence, predicate) is not None:
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


def may_be_genitive(sentence: Sentence, token: Token) -> bool:
    """Return whether a noun without preposition can be a genitive: "der Regierung", "Russlands", not "zehn Menschen"."""
    before = [c for c in sentence.dependents[token.index] if c.index < token.index]
    articles = [c.text.lower() for c in before if c.relation == "det"]
    if articles:
        return all(article.endswith(("s", "r")) for article in articles)
    if any(c.relation == "amod" for c in before):
        return all(c.text.endswith(("er", "en")) for c in before if c.relation == "amod")
    return token.upos in ("PROPN", "PRON", "X") or token.text.endswith("s")


def _dative(sentence: Sentence, token: Token) -> bool:
    return token.deprel == "obl:arg" and not case_markers(sentence, token)


def _bare_noun(sentence: Sentence, token: Token) -> bool:
    """Whether a noun without preposition stands where an object may: "forderte die Rebellen auf", called an adverb."""
    return (
        token.upos in ("NOUN", "PROPN")
        and token.relation in ("advmod", "dep", "obl")
        and not token.deprel.endswith((":agent", ":tmod"))
        and not case_markers(sentence, token)
    )


def _hung_too_low(sentence: Sentence, predicate: Token) -> list[Token]:
    """The subject that a parser hung below a noun before it: "kamen bei einem Anschlag in Goris zehn Menschen ums Leben"."""
    return [
        below
        for child in sentence.dependents[predicate.index]
        if child.relation in ("obl", "advmod")
        for above in (child, *sentence.children(child, "nmod"))
        for below in sentence.dependents[above.index]
        if below.deprel == "nmod" and below.index > above.index and below.upos == "NOUN"
        and not case_markers(sentence, below) and not may_be_genitive(sentence, below)
    ]  # fmt: skip


def _bare_name(sentence: Sentence, token: Token) -> bool:
    """Whether a capitalised word right before the verb is its subject, called an adverb: "Athen wies das zurück"."""
    return token.relation in ("advmod", "dep", "obl") and token.text[:1].isupper() and not case_markers(sentence, token)


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
    return [_antecedent(sentence, predicate, token) for token in found]


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


def _antecedent(sentence: Sentence, predicate: Token, token: Token) -> Token:
    """The noun that a relative pronoun stands for, else `token` itself."""
    if token.upos == "PRON" and (token.feats.get("PronType") == "Rel" or token.lemma.lower() in _RELATIVE):
        for clause in (predicate, *sentence.ancestors(predicate)):
            if clause.relation == "acl" and clause.head >= 0:
                head = sentence.tokens[clause.head]
                return _nearer_neuter(sentence, token, head) or head
    return token


def _nearer_neuter(sentence: Sentence, pronoun: Token, head: Token) -> Token | None:
    """The country right before "das" where the clause hangs on a noun of another gender: "Vorschlag Kenias, das"."""
    neuter = pronoun.text.lower() in _NEUTER and head.feats.get("Gender") in ("Masc", "Fem")
    if not neuter or pronoun.index < 2 or sentence.tokens[pronoun.index - 1].upos != "PUNCT":
        return None
    nearest = sentence.tokens[pronoun.index - 2]
    return nearest if nearest.upos == "PROPN" else None


def descendants_by(sentence: Sentence, token: Token, relations: Iterable[str]) -> list[Token]:
    """Return the direct dependents of `token` in the given relations, coordinated ones included."""
    return [t for child in sentence.children(token, *relations) for t in with_conjuncts(sentence, child)]
