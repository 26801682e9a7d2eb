"""The subject of a cue where the parser errs: words in front of the verb, or right behind it."""

from __future__ import annotations

from dataclasses import replace

from depesche.lang.phrases import case_markers, is_passive
from depesche.model import Sentence, Token

from .cues import Announcement
from .marks import is_name
from .reader import Reader
from .spans import phrase_tokens
from .words import is_finite

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_OBLIQUE = frozenset({"Dat", "Acc"})


def with_subject(reader: Reader, announcement: Announcement) -> Announcement:
    """Return the announcement with the speaker that word order gives where the tree gives none or a wrong one."""
    cue, sentence, token = announcement.cue, announcement.sentence, announcement.token
    if cue.pos == "NOUN" and announcement.speakers and announcement.speakers[0].upos == "ADJ":
        named = bool(reader.actors.at(announcement.speakers[0]))  # "die russische Forderung", not "die neue Forderung"
        return announcement if named else replace(announcement, speakers=())
    if cue.pos != "VERB" or is_passive(sentence, token):
        return announcement
    if cue.kind == "cite":
        return _quoted_and_quoting(announcement)
    if not any(slot.relation == "nsubj" and slot.rest is None for slot in cue.speaker):
        return announcement
    finite = _finite(sentence, token)
    if finite is None:
        return announcement
    pronoun = _pronoun_behind(reader, sentence, finite)
    if pronoun is not None:
        return replace(announcement, speakers=(pronoun,))
    best = _best(reader, announcement, finite)
    return replace(announcement, speakers=(best,)) if best is not None else announcement


def _best(reader: Reader, announcement: Announcement, finite: Token) -> Token | None:
    """The likeliest subject: the tree's if it can be one, else what stands before or behind the verb; actors first."""
    sentence = announcement.sentence
    known = announcement.speakers[0] if announcement.speakers else None
    if known is not None and _is_antecedent(announcement, known):
        return known
    before, behind = _before(reader, announcement, finite), _behind(sentence, finite)
    candidates = [
        t for t in dict.fromkeys((known, before, behind)) if t is not None and _can_be(reader, announcement, finite, t)
    ]
    for candidate in candidates:
        if candidate.upos == "PRON" or any(reader.actors.at(t) for t in phrase_tokens(sentence, candidate, finite)):
            return candidate
    return candidates[0] if candidates else known


def _is_antecedent(announcement: Announcement, known: Token) -> bool:
    """Whether the speaker is found by way of a relative pronoun or a governing verb, not as a dependent."""
    return known.head != announcement.token.index


def _can_be(reader: Reader, announcement: Announcement, finite: Token, noun: Token) -> bool:
    if _is_oblique(announcement.sentence, noun):
        return False
    if noun.index < finite.index and noun.text.lower() in reader.words.anaphors:  # "Das bestätigte der Minister"
        return False
    if noun.upos == "DET" or (noun.upos not in _NOMINAL and not announcement.sentence.children(noun, "det")):
        return False
    quoted = any(m.covers(noun.span) and not m.covers(finite.span) for m in reader.marked)
    return not quoted or is_name(reader.tokens, next(m for m in reader.marked if m.covers(noun.span)))


def share_speaker(announcements: list[Announcement]) -> list[Announcement]:
    """Return the announcements with participles given the speaker of the cue before: "said Meier, adding that"."""
    found: list[Announcement] = []
    for announcement in announcements:
        if announcement.token.xpos == "VBG" and announcement.token.relation in (
            "advcl",
            "conj",
            "xcomp",
            "acl",
            "parataxis",
        ):
            before = [
                a for a in found if a.speakers and a.cue.pos == "VERB" and a.token.index < announcement.token.index
            ]
            if before and before[-1].token.index + 1 < announcement.token.index:
                announcement = replace(
                    announcement, speakers=before[-1].speakers, via=announcement.via or before[-1].via
                )
        found.append(announcement)
    return found


def _finite(sentence: Sentence, token: Token) -> Token | None:
    if is_finite(token):
        return token
    return next((c for c in sentence.dependents[token.index] if is_finite(c)), None)


def _pronoun_behind(reader: Reader, sentence: Sentence, finite: Token) -> Token | None:
    """ "Deren Haltung bezeichnete er": a personal pronoun right behind the verb is its subject."""
    following = sentence.tokens[finite.index + 1 : finite.index + 2]
    if following and following[0].text.lower() in reader.words.subjects and following[0].upos == "PRON":
        return following[0]
    return None


def _is_oblique(sentence: Sentence, noun: Token) -> bool:
    """Whether the noun's article can be no nominative: "Der Zeitung sagte Meier", "den Minister"."""
    for article in sentence.dependents[noun.index]:
        if article.relation != "det" or article.index > noun.index:
            continue
        if article.feats.get("Case") in _OBLIQUE:
            return True
        if (
            article.feats.get("Gender") == "Masc"
            and noun.feats.get("Gender") == "Fem"
            and noun.feats.get("Number") == "Sing"
        ):
            return True
    return False


def _before(reader: Reader, announcement: Announcement, finite: Token) -> Token | None:
    """The noun in front of the verb, also across an apposition: "Meier, Sprecher der Polizei, sagte"."""
    sentence = announcement.sentence
    clauses = reader.clauses(announcement.number)
    number = clauses.number_of(finite.index)
    first = clauses.clauses[number].first
    while number > 0 and first == finite.index and clauses.clauses[number - 1].kind in ("phrase", "relative"):
        number -= 1
        if clauses.clauses[number].kind == "phrase":
            first = clauses.clauses[number].first
            if number == 0 or clauses.clauses[number - 1].kind not in ("phrase", "relative"):
                break
    opener = sentence.tokens[first]
    if first >= finite.index or opener.upos not in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"):
        return None
    if opener.xpos in reader.words.relative_tags:
        return None
    inside = [t for t in sentence.tokens[first : finite.index] if t.upos in _NOMINAL]
    heads = [t for t in inside if not any(a.index >= first and a in inside for a in sentence.ancestors(t))]
    return heads[0] if heads and not case_markers(sentence, heads[0]) else None


def _behind(sentence: Sentence, finite: Token) -> Token | None:
    """The first noun behind the verb that no preposition governs."""
    for token in sentence.tokens[finite.index + 1 : finite.index + 9]:
        if token.upos == "PUNCT" or is_finite(token):
            return None
        if token.upos in _NOMINAL and token.feats.get("Reflex") != "Yes":
            top = _top(sentence, token, finite.index)
            if case_markers(sentence, token) or case_markers(sentence, top):
                continue
            return top
    return None


def _top(sentence: Sentence, token: Token, low: int) -> Token:
    """The head of the noun phrase that begins with `token`."""
    while (
        token.head > low
        and sentence.tokens[token.head].upos in _NOMINAL
        and token.relation in ("compound", "flat", "nmod", "det")
    ):
        if token.head < token.index:
            break
        token = sentence.tokens[token.head]
    return token


def _quoted_and_quoting(announcement: Announcement) -> Announcement:
    """ "zitiert Interfax den Minister": the first noun behind the verb quotes, the second is quoted."""
    if announcement.speakers:
        return announcement
    sentence, token = announcement.sentence, announcement.token
    subjects = [c for c in sentence.dependents[token.index] if c.relation in ("nsubj", "obj", "appos")]
    if len(subjects) < 2:
        return announcement
    return replace(announcement, via=(subjects[0],), speakers=(subjects[1],))
