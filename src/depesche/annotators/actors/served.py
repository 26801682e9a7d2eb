"""Whom a role noun serves by the words of its own phrase: "der russische Außenminister", "ein Beamter Norwegens"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from depesche.lang import Role
from depesche.lang.phrases import with_conjuncts
from depesche.model import Sentence, Token

from .mentions import Mention
from .role_nouns import BODIES, find_role

_STATE_KINDS = frozenset({"state", "org", "group", "collective"})
_SENDING = frozenset({"von", "of"})
"""Prepositions behind an envoy of the state that sends him, not of the one he is sent to."""


def word_list(words: Mapping[str, object], key: str) -> frozenset[str]:
    """Return a list of a word table as a set, empty if there is none."""
    value = words.get(key, ())
    return frozenset(str(word) for word in value) if isinstance(value, list) else frozenset()


def served_by(
    sentence: Sentence,
    number: int,
    token: Token,
    by_place: Mapping[tuple[int, int], Mention],
    inside: Mapping[tuple[int, int], Mention],
    words: Mapping[str, object],
    *,
    body: bool = False,
) -> Mention | None:
    """Return the side that a role noun serves by its adjective, genitive or preposition, None if none of them tells.

    `body` says that the noun names a body, so that what stands right behind it is where it sits: "der Regierung in Paris".
    """
    own = inside.get((number, token.index))
    seat = _sent_to(sentence, number, token, inside, words)
    if own is not None and own.kind in _STATE_KINDS and seat is None:
        return own
    allowed = word_list(words, "state_prepositions")
    before: list[Mention] = []
    after: list[Mention] = []
    for child in sentence.dependents[token.index]:
        mention = by_place.get((number, child.index)) or inside.get((number, child.index))
        if mention is None or mention.kind not in _STATE_KINDS or mention == seat:
            continue
        if child.relation in ("amod", "compound", "nmod", "det", "flat", "appos"):
            markers = [c.lemma.lower() for c in sentence.dependents[child.index] if c.relation == "case"]
            behind = child.relation == "nmod" and child.deprel != "nmod:poss"
            if behind and markers and markers[0] not in allowed:
                continue
            if _is_left(sentence, token, markers, words) or (seat and behind and not _SENDING.issuperset(markers)):
                continue
            if _stands_alone(sentence, token, child, markers, words):
                continue
            (before if child.index < token.index else after).append(mention)
    if not before:
        before.extend(_leader(sentence, number, token, inside, words))
    if not before:
        before.extend(_beside_compound(sentence, number, token, inside))
    if not before and not after and seat is None:
        after.extend(_origin(sentence, number, token, inside, words, body=body))
    if not before and token.index > 0:
        neighbour = inside.get((number, token.index - 1))
        if (
            neighbour is not None
            and neighbour.kind in _STATE_KINDS
            and (neighbour.role in ("adjective", "demonym") or sentence.tokens[token.index - 1].text.endswith("s"))
        ):
            before.append(neighbour)
    return next(iter(before or after), seat)


def _sent_to(
    sentence: Sentence, number: int, token: Token, inside: Mapping[tuple[int, int], Mention], words: Mapping[str, object]
) -> Mention | None:
    """The organisation to which a state sends somebody, if one is named: "der russische UN-Botschafter" is Russia's."""
    if token.lemma.rpartition("-")[2].lower() not in word_list(words, "envoys"):
        return None
    near = [inside.get((number, t.index)) for t in (token, *sentence.children(token, "compound"))]
    return next((m for m in near if m is not None and m.kind == "org"), None)


def _leader(
    sentence: Sentence, number: int, token: Token, inside: Mapping[tuple[int, int], Mention], words: Mapping[str, object]
) -> list[Mention]:
    """Who leads them, and so acts: "NATO-led troops", "von Katar geführte Truppen"; who only backs them does not."""
    leading = word_list(words, "leading")
    found = []
    for child in sentence.dependents[token.index]:
        if child.relation not in ("amod", "acl") or child.lemma.lower() not in leading:
            continue
        for leader in sentence.dependents[child.index]:
            mention = inside.get((number, leader.index))
            if mention is not None and mention.kind in _STATE_KINDS:
                found.append(mention)
    return found


def _is_left(sentence: Sentence, token: Token, markers: Sequence[str], words: Mapping[str, object]) -> bool:
    """Whether what stands behind "from" is what they go from, not whose they are: "the withdrawal of forces from Panama"."""
    if not markers or markers[0] not in word_list(words, "origin_prepositions") or token.head < 0:
        return False
    return sentence.tokens[token.head].lemma in word_list(words, "leaving")


def _origin(
    sentence: Sentence,
    number: int,
    token: Token,
    inside: Mapping[tuple[int, int], Mention],
    words: Mapping[str, object],
    *,
    body: bool,
) -> list[Mention]:
    """What stands right behind the noun, whatever the parser hung it on: "a militia from Tripoli", "der Regierung in Paris"."""
    behind = sentence.tokens[token.index + 1 : token.index + 3]
    if behind and _is_left(sentence, token, [behind[0].text.lower()], words):
        return []
    allowed = word_list(words, "state_prepositions" if body else "origin_prepositions")
    if len(behind) < 2 or behind[0].text.lower() not in allowed:
        return []
    mention = inside.get((number, behind[1].index))
    return [mention] if mention is not None and mention.kind in _STATE_KINDS and mention.role != "adjective" else []


def _beside_compound(
    sentence: Sentence, number: int, token: Token, inside: Mapping[tuple[int, int], Mention]
) -> list[Mention]:
    """The adjective that a parser hung on the first noun of a compound: "the Canadian mining company"."""
    parts = [c for c in sentence.dependents[token.index] if c.relation == "compound" and c.index < token.index]
    attributes = [a for part in parts for a in sentence.dependents[part.index] if a.relation == "amod"]
    mentions = [m for a in attributes if (m := inside.get((number, a.index))) is not None]
    return [m for m in mentions if m.kind in _STATE_KINDS and m.role == "adjective"]


def served_by_body(
    sentence: Sentence,
    number: int,
    token: Token,
    by_place: Mapping[tuple[int, int], Mention],
    inside: Mapping[tuple[int, int], Mention],
    words: Mapping[str, object],
    roles: Mapping[str, Role],
) -> Mention | None:
    """Return whom the body serves that somebody belongs to: "eine Sprecherin des russischen Außenministeriums"."""
    for child in sentence.dependents[token.index]:
        role = find_role(sentence, child, roles=roles) if child.relation in ("nmod", "compound") else None
        if role is None or role.code_prefix is not None or role.kind not in (*BODIES, "person"):
            continue
        served = served_by(sentence, number, child, by_place, inside, words, body=role.kind == "body")
        if served is not None:
            return replace(served, end=max(served.end, child.end))
    return None


def served_by_origin(
    sentence: Sentence,
    number: int,
    token: Token,
    inside: Mapping[tuple[int, int], Mention],
    words: Mapping[str, object],
    roles: Mapping[str, Role],
) -> Mention | None:
    """Return the state of what somebody comes from: "soldiers from three Kenyan units", "Ärzte aus einer finnischen Klinik"."""
    origins = word_list(words, "origin_prepositions")
    for child in sentence.dependents[token.index]:
        markers = {c.lemma.lower() for c in sentence.dependents[child.index] if c.relation == "case"}
        if child.relation != "nmod" or markers.isdisjoint(origins) or find_role(sentence, child, roles=roles) is not None:
            continue
        named = [m for c in sentence.dependents[child.index] if (m := inside.get((number, c.index))) is not None]
        served = next((m for m in named if m.kind in _STATE_KINDS and m.role == "adjective"), None)
        if served is not None:
            return replace(served, end=max(served.end, child.end))
    return None


def also_served(
    sentence: Sentence, number: int, served: Mention | None, inside: Mapping[tuple[int, int], Mention]
) -> tuple[Mention, ...]:
    """Return the sides coordinated with the one that a role serves, each once."""
    if served is None:
        return ()
    found = [
        mention
        for token in with_conjuncts(sentence, sentence.tokens[served.head])[1:]
        if (mention := inside.get((number, token.index))) is not None and mention.kind in _STATE_KINDS
    ]
    return tuple({m.ids: m for m in found if m.ids != served.ids}.values())


def _stands_alone(
    sentence: Sentence, token: Token, child: Token, markers: Sequence[str], words: Mapping[str, object]
) -> bool:
    """Whether a name behind a role lacks the genitive that would tie it: "warf ein Beamter Norwegen vor"."""
    if not words.get("genitive_names") or child.index < token.index or child.relation not in ("nmod", "appos", "flat"):
        return False
    if markers or child.text.endswith(("s", "x", "z", "ß", "’", "'")) or child.upos != "PROPN":
        return False
    return child.index == token.index + 1 and not any(c.relation == "det" for c in sentence.dependents[child.index])
