"""Cues: which words of a sentence announce speech, who speaks, to whom, and what is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from depesche.lang import Cue, Pack, Slot, find_slot
from depesche.lang.phrases import is_passive, verb_above
from depesche.model import Sentence, Token

from .words import clause_words

_POS = {"VERB": "VERB", "AUX": "VERB", "NOUN": "NOUN", "PROPN": "NOUN", "ADJ": "ADJ", "ADP": "ADP", "ADV": "ADV"}
_THAT = frozenset({"dass", "daß", "that"})
_SHORTEST_PART = 3
"""Letters of the shortest first part of a compound."""
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "X"})
_NAMED = ("NOUN", "ADJ")
_VERBAL = frozenset({"VERB", "AUX", "ADJ", "NOUN", "PRON"})


@dataclass(frozen=True)
class Announcement:
    """A cue in its sentence with the heads of what it announces."""

    number: int
    sentence: Sentence
    token: Token
    cue: Cue
    speakers: tuple[Token, ...]
    addressees: tuple[Token, ...]
    contents: tuple[Token, ...]
    """Heads of the clauses or phrases said."""
    inverted: bool
    """The cue hangs below what is said ("…, sagte Lawrow"; "laut Interfax")."""
    via: tuple[Token, ...] = ()


def find_announcements(number: int, sentence: Sentence, *, pack: Pack) -> list[Announcement]:
    """Return the cues of a sentence in text order; for each word the best that takes a clause, then the best with a topic."""
    found = []
    for token in sentence.tokens:
        pos = _POS.get(token.upos)
        if pos is None:
            continue
        if pos == "NOUN" and _is_verb_after_all(sentence, token):
            pos = "VERB"
        candidates = pack.cues_by_lemma.get((pos, token.lemma), ()) or pack.cues_by_lemma.get(
            (pos, token.text.lower()), ()
        )
        if pos in ("ADV", "ADJ", "VERB") and (not candidates or token.relation == "case"):
            candidates = pack.cues_by_lemma.get(("ADP", token.text.lower()), ()) or candidates
        if not candidates and pos == "NOUN" and pack.language == "de":
            candidates = _by_tail(token, pack)
        fitting = [cue for cue in candidates if _needs_met(sentence, token, cue, pack)]
        fitting = fitting or [c for c in pack.cues_by_lemma.get(("ADV", token.text.lower()), ()) if pos == "ADP"]
        for topic in (False, True) if fitting else ():
            best = _best(number, sentence, token, [cue for cue in fitting if cue.topic == topic], pack)
            found.extend([best] if best is not None else [])
    return found


def _is_verb_after_all(sentence: Sentence, token: Token) -> bool:
    """Whether a noun has a subject and no copula: "Diplomats fear that …"."""
    children = sentence.dependents[token.index]
    return any(c.deprel == "nsubj" for c in children) and not any(c.relation in ("cop", "det", "aux") for c in children)


def _best(number: int, sentence: Sentence, token: Token, cues: Sequence[Cue], pack: Pack) -> Announcement | None:
    """The announcement of the cues that need most, one with content if there is any."""
    most = max((len(cue.needs) for cue in cues), default=0)
    announcements = [
        announcement
        for cue in cues
        if len(cue.needs) == most and (announcement := _announcement(number, sentence, token, cue, pack)) is not None
    ]
    return max(announcements, key=lambda a: bool(a.contents), default=None)


def _by_tail(token: Token, pack: Pack) -> tuple[Cue, ...]:
    for cut in range(2, len(token.lemma) - 4):
        tail = token.lemma[cut:].lstrip("-").capitalize()
        if ("NOUN", tail) in pack.cues_by_lemma:
            return pack.cues_by_lemma["NOUN", tail]
    return ()


def _needs_met(sentence: Sentence, token: Token, cue: Cue, pack: Pack) -> bool:
    """Whether the words that the cue needs stand in their slots, and none that it shuns; an adposition's is its noun."""
    if any(_is_one_of(head, lemmas) for slot, lemmas in cue.without for head in find_slot(sentence, token, slot)):
        return False
    if cue.pos == "ADP":
        noun = governed(sentence, token, pack)
        return noun is not None and all(_is_one_of(noun, lemmas) for _, lemmas in cue.needs)
    return all(any(_is_one_of(head, lemmas) for head in find_slot(sentence, token, slot)) for slot, lemmas in cue.needs)


def _is_one_of(token: Token, lemmas: Iterable[str]) -> bool:
    return any(
        token.lemma.lower() == lemma.lower()
        or token.text.lower() == lemma.lower()
        or (len(lemma) > 4 and lemma[0].isupper() and _is_compound(token.lemma.lower(), lemma.lower()))
        for lemma in lemmas
    )


def _is_compound(word: str, tail: str) -> bool:
    """Whether a word ends in another behind a first part: "Geheimdienstangabe", but not "Vermittlung" and "Ermittlung"."""
    return word == tail or (word.endswith(tail) and len(word) >= len(tail) + _SHORTEST_PART)


def _announcement(number: int, sentence: Sentence, token: Token, cue: Cue, pack: Pack) -> Announcement | None:
    if cue.pos == "ADP":
        return _adposition(number, sentence, token, cue, pack)
    if cue.pos == "ADV":
        return _adverb(number, sentence, token, cue)
    speakers = _first(sentence, token, cue.speaker)
    if speakers and _is_nobody(sentence, speakers[0]):
        return None
    contents, inverted = _contents(sentence, token, cue)
    if (
        cue.type is not None
        and cue.needs
        and any(head.upos in _NAMED and _is_denied(sentence, head, pack) for head in contents)
    ):
        cue = replace(cue, type=None)  # "said the plan was no provocation"
    return Announcement(
        number,
        sentence,
        token,
        cue,
        tuple(speakers),
        tuple(_first(sentence, token, cue.addressee)),
        tuple(contents),
        inverted,
        tuple(_first(sentence, token, cue.via)),
    )


def _is_denied(sentence: Sentence, head: Token, pack: Pack) -> bool:
    """Whether what is said is that something is not so."""
    negation = pack.status_words.negation
    return any(c.lemma.lower() in negation or c.text.lower() in negation for c in sentence.dependents[head.index])


def _is_nobody(sentence: Sentence, speaker: Token) -> bool:
    """Whether the speaker is "no group", "keine Partei"."""
    return any(
        c.relation == "det" and (c.feats.get("PronType") == "Neg" or c.lemma.lower() in ("no", "kein"))
        for c in sentence.dependents[speaker.index]
    )


def _first(sentence: Sentence, token: Token, slots: Iterable[Slot]) -> list[Token]:
    for slot in slots:
        heads = find_slot(sentence, token, slot)
        if heads:
            return heads[:1]
    return []


def _contents(sentence: Sentence, token: Token, cue: Cue) -> tuple[list[Token], bool]:
    """The heads of what is said; True beside them if the cue stands below them in the tree."""
    for slot in cue.content:
        heads = [
            head
            for head in find_slot(sentence, token, slot)
            if slot.relation not in ("parataxis", "ccomp") or head.upos in _VERBAL or _has_subject(sentence, head)
        ]
        if heads and not cue.topic:
            return heads[:1], False
        if heads:
            return heads[:1], False
    marked = any(c.relation in ("mark", "cc") for c in sentence.dependents[token.index])
    if token.relation in ("parataxis", "advcl", "discourse") and token.head >= 0 and not marked:
        return [sentence.tokens[token.head]], True
    return [head for head in sentence.children(token, "advcl", "acl") if _is_that_clause(sentence, head)][:1], False


def _is_that_clause(sentence: Sentence, head: Token) -> bool:
    """Whether a clause opens with "dass" or "that", whatever the parser calls it."""
    return any(c.relation == "mark" and c.text.lower() in _THAT for c in sentence.dependents[head.index])


def _has_subject(sentence: Sentence, head: Token) -> bool:
    return any(child.relation == "nsubj" for child in sentence.dependents[head.index])


def with_carriers(announcement: Announcement, *, pack: Pack) -> Announcement:
    """Return a verb of saying with who carries its words, outermost first.

    "sprach laut Interfax von …" is carried by Interfax; "meldete Tass unter Berufung auf den Kreml" is the Kremlin's
    word, carried by Tass.
    """
    if announcement.cue.pos in ("ADP", "ADV"):
        return announcement
    sentence, speakers = announcement.sentence, announcement.speakers
    carriers: list[Token] = []
    named: list[Token] = []
    sources = clause_words(pack).sources
    for child in sentence.dependents[announcement.token.index]:
        if child.lemma in sources:
            named.extend(sentence.children(child, "nmod", "obl")[:1])
        for marker in sentence.dependents[child.index]:
            cues = pack.cues_by_lemma.get(("ADP", marker.text.lower()), ())
            if marker.relation in ("case", "mark") and any(_needs_met(sentence, marker, cue, pack) for cue in cues):
                carriers.append(child)
    if named and speakers and announcement.cue.pos == "VERB":
        return replace(announcement, speakers=tuple(named[:1]), via=(*carriers, *speakers))
    return replace(announcement, via=(*carriers, *announcement.via))


def governed(sentence: Sentence, adposition: Token, pack: Pack) -> Token | None:
    """Return the noun of an adposition, before it or behind it: "laut Interfax", "Berichten zufolge"; None without one."""
    if adposition.xpos == "APPO" or adposition.text.lower() in clause_words(pack).postpositions:
        return _noun_before(sentence, adposition)
    if adposition.head >= 0 and adposition.relation in ("case", "mark", "fixed") and adposition.upos in ("ADP", "VERB"):
        return sentence.tokens[adposition.head]
    if adposition.upos == "ADP" and adposition.deprel != "compound:prt":
        return None
    return _noun_behind(sentence, adposition)


def _noun_before(sentence: Sentence, adposition: Token) -> Token | None:
    noun = sentence.tokens[adposition.index - 1] if adposition.index else adposition
    while noun.relation in ("nmod", "flat", "appos", "conj") and 0 <= noun.head < noun.index:
        noun = sentence.tokens[noun.head]
    return noun if noun.upos in _NOMINAL else None


def _noun_behind(sentence: Sentence, adposition: Token) -> Token | None:
    for token in sentence.tokens[adposition.index + 1 : adposition.index + 5]:
        if token.upos in _NOMINAL:
            return token
        if token.upos not in ("DET", "ADJ", "NUM"):
            return None
    return None


def _adposition(number: int, sentence: Sentence, token: Token, cue: Cue, pack: Pack) -> Announcement | None:
    """ "Laut Interfax plant Russland …": the noun is the speaker, the clause above it the content."""
    noun = governed(sentence, token, pack)
    if noun is None or noun.upos not in _NOMINAL:
        return None
    return Announcement(number, sentence, token, cue, (noun,), (), (verb_above(sentence, noun) or noun,), True)


def _adverb(number: int, sentence: Sentence, token: Token, cue: Cue) -> Announcement | None:
    """ "…, so der Minister": the noun behind the adverb is the speaker, the rest of the sentence the content."""
    following = sentence.tokens[token.index + 1 : token.index + 2]
    before = sentence.tokens[token.index - 1] if token.index else None
    root = next((t for t in sentence.tokens if t.head < 0), None)
    if root is None:
        return None
    if not cue.speaker:
        clause = next((t for t in (token, *sentence.ancestors(token)) if t.upos in ("VERB", "AUX")), root)
        return Announcement(number, sentence, token, cue, (), (), (clause,), True)
    if before is None or before.text not in (",", "“", "”", "«", "–", "-") or not following:
        return None
    noun = next(
        (
            t
            for t in sentence.tokens[token.index + 1 : token.index + 8]
            if t.upos in ("NOUN", "PROPN", "PRON") and t.relation not in ("compound", "case")
        ),
        None,
    )
    if noun is None or any(
        t.upos in ("VERB", "AUX", "ADP", "SCONJ", "ADV") for t in sentence.tokens[token.index + 1 : noun.index]
    ):
        return None
    top = noun
    while top.head > token.index:
        top = sentence.tokens[top.head]
    return Announcement(number, sentence, token, cue, (top,), (), (root,), True)


def is_cited(announcement: Announcement) -> bool:
    """Return whether the cue is a passive, as in "wird der Beamte von den Medien zitiert"."""
    return is_passive(announcement.sentence, announcement.token)
