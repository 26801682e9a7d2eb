"""Whom words of number sum up: "beide Länder", "the two leaders", "die drei"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from depesche import codebook
from depesche.lang import Pack, Role
from depesche.lang.phrases import with_conjuncts
from depesche.model import Document, Sentence, Token

from .mentions import Mention

_REACH = 3
"""How many sentences back those summed up are looked for."""
_FAR_REACH = 12
"""The same for those who are counted by how often they are named, and for office-holders."""
_JUST_NAMED = 0.5
"""How many namings more one of the sentence or the one before counts for."""
_ARGUMENTS = ("nsubj", "obj", "iobj", "obl")
_OPPOSED = ("state", "group")
_SIDES = ("state", "org", "group", "person")
_BESIDE = ("adjective", "demonym", "place")
"""Roles of a state that only describes or lends its town."""

Side = tuple[str, str]
"""Code and id."""


def find_group(
    document: Document, found: Sequence[Mention], number: int, token: Token, *, pack: Pack
) -> Mention | None:
    """Return one mention of all whom a word of number sums up, None if it is none or those named before are not as many."""
    sentence = document.sentences[number]
    counting = _counting_words(sentence, token, pack)
    if not counting:
        return None
    size = _value(counting[0], pack) or 2
    role = pack.roles.get(token.lemma)
    people = role is not None and role.kind == "person"
    reach = _FAR_REACH if people or size == 2 else _REACH
    near = [m for m in found if m.end <= token.start and number - m.sentence <= reach]
    near = [m for m in near if not (m.sentence == number and m.head == token.head)]
    if token.relation in ("obj", "iobj", "obl") and token.head >= 0:  # "er rief beide auf": he is neither
        acting = {c.index for c in sentence.children(sentence.tokens[token.head], "nsubj")}
        doing = [m for m in near if m.sentence == number and m.head in acting]
        own = {m.codes for m in doing if m.kind == "person"}  # nor is the state that he speaks for
        near = [m for m in near if m.ids not in {d.ids for d in doing} and not (m.kind == "state" and m.codes in own)]
    opposed = token.lemma in pack.words("actors", "opponents") or token.lemma in pack.words("actors", "both_sides")
    alone = counting[0].index == token.index and not opposed
    sides = _sides(document, near, number, size, role if people else None, alone=alone, opposed=opposed)
    if len(sides) != size:
        return None
    return _summed(sides, min([token.start, *(word.start for word in counting)]), number, token)


def _counting_words(sentence: Sentence, token: Token, pack: Pack) -> list[Token]:
    """The words that say how many are meant, by a noun for sides or standing alone; a number only where it is definite."""
    both, heads = pack.words("actors", "both"), pack.words("actors", "both_heads")
    below = sentence.dependents[token.index]
    definite = any(c.relation in ("det", "dep") and c.feats.get("Definite") == "Def" for c in below)
    if token.lemma in heads:
        words = [c for c in below if c.lemma.lower() in both or c.text.lower() in both]
        return words or [c for c in below if definite and _value(c, pack)]
    if token.lemma.lower() in both and (token.upos == "PRON" or token.relation in _ARGUMENTS):
        return [token]
    if token.lemma in pack.words("actors", "opponents") and token.feats.get("Number") == "Plur" and definite:
        return [token]
    alone = definite and token.upos in ("NUM", "ADJ", "PRON", "NOUN") and not any(c.relation == "nmod" for c in below)
    return [token] if alone and _value(token, pack) and token.relation not in ("nummod", "amod", "det") else []


def _value(token: Token, pack: Pack) -> int:
    counts = pack.table("actors").get("counts", {})
    value = counts.get(token.text.lower(), 0) if isinstance(counts, dict) else 0
    return value if isinstance(value, int) else 0


def _sides(
    document: Document,
    near: Sequence[Mention],
    number: int,
    size: int,
    role: Role | None,
    *,
    alone: bool,
    opposed: bool,
) -> list[Side]:
    """Those summed up in text order: a list of just as many, else office-holders, states or sides named last."""
    if role is not None:
        holders = [m for m in near if m.kind in ("person", "unnamed") and m.office is not None]
        same = [m for m in holders if role.office is not None and role.office in str(m.office)]
        for mentions in (same, holders):
            last = _last(mentions, size)
            if len(last) == size:
                return last
        return _company(near, number, size)
    named = [m for m in near if m.kind in _SIDES]
    if size == 2 and not opposed and not alone:
        latest = [m for m in named if number - m.sentence <= 1]
        last = _listed(document, latest, size) or _just([m for m in latest if m.kind == "state"], size)
        if last:
            return last
    listed = _listed(document, [m for m in named if number - m.sentence <= 2], size)
    if listed or (alone and size == 2):
        return listed or _company(near, number, size)
    for kinds in (_OPPOSED,) if opposed else (("state",), _SIDES):
        fitting = [m for m in near if m.kind in kinds]
        found = _two(fitting, near, number) if size == 2 else _just(fitting, size)
        if len(found) == size:
            return found
    return _company(near, number, size) if opposed and size == 2 else []


def _listed(document: Document, near: Sequence[Mention], size: int) -> list[Side]:
    """The sides of the last list that names just as many: "Finnland, Schweden und Norwegen"."""
    by_head = {(m.sentence, m.head): m for m in near}
    for mention in sorted(near, key=lambda m: -m.start):
        sentence = document.sentences[mention.sentence]
        head = sentence.tokens[mention.head]
        beside = sentence.children(sentence.tokens[head.head], head.relation) if head.head >= 0 else []
        longer = [head.head] if head.relation in ("conj", "appos") else [t.index for t in beside if t.index != head.index]
        if any((mention.sentence, index) in by_head for index in longer):
            continue
        chain = with_conjuncts(sentence, head)
        members = [m for t in chain if (m := by_head.get((mention.sentence, t.index))) is not None and m.codes]
        sides = {m.codes[0]: _side(m) for m in members}
        if len(chain) == size and len(sides) == size:
            return list(sides.values())
    return []


def _company(near: Sequence[Mention], number: int, size: int) -> list[Side]:
    """The persons of the sentence last told, else its states, if it names just as many: "Ruto met Museveni. The two …"."""
    for before in (number, number - 1, number - 2):
        here = [m for m in near if m.sentence == before and m.codes]
        for kind in ("person", "state"):
            of_kind = [m for m in here if m.kind == kind and m.role not in _BESIDE]
            sides = _by_code(of_kind)
            if len(sides) >= 2:
                return list(sides.values())[::-1] if len(sides) == size else []
    return []


def find_pair_again(document: Document, found: Sequence[Mention], number: int, token: Token) -> Mention | None:
    """Return the two persons or states of the sentence last told that a plural "they" takes up, None if there are not two."""
    if token.relation != "nsubj" or token.feats.get("Number") != "Plur" or token.feats.get("PronType") != "Prs":
        return None
    if token.feats.get("Person", "3") != "3":
        return None
    sides = _company([m for m in found if m.end <= token.start and m.sentence < number], number, 2)
    return _summed(sides, token.start, number, token) if sides else None


def _summed(sides: Sequence[Side], start: int, number: int, token: Token) -> Mention:
    return Mention(
        start=start,
        end=token.end,
        sentence=number,
        head=token.index,
        ids=tuple(identity for _, identity in sides),
        kind="state",
        role="pronoun",
        name="",
        codes=tuple(code for code, _ in sides),
    )


def _by_code(near: Sequence[Mention]) -> dict[str, Side]:
    """The latest mention of each code, latest first."""
    found: dict[str, Side] = {}
    for mention in sorted(near, key=lambda m: -m.start):
        several = len(mention.ids) == len(mention.codes) > 1
        for code, side in reversed(_sides_in(mention)) if several else [(c, _side(mention)) for c in mention.codes[:1]]:
            found.setdefault(code, side)
    return found


def _sides_in(mention: Mention) -> list[tuple[str, Side]]:
    """The sides of a mention of several: "die Außenminister Finnlands und Norwegens"."""
    return [(code, (code, identity)) for identity, code in zip(mention.ids, mention.codes, strict=True)]


def _two(near: Sequence[Mention], everybody: Sequence[Mention], number: int) -> list[Side]:
    """The two sides that the text speaks of most, of equal ones those just named: not whoever offers both to mediate."""
    if not any(number - m.sentence <= _REACH for m in near):
        return []
    sides = _by_code(near)
    named = Counter(code.rpartition(":")[2] for m in everybody if m.role != "pronoun" for code in m.codes[:1])
    just = {code for m in near if number - m.sentence <= 1 for code in m.codes[:1]}
    most = sorted(sides, key=lambda code: -named[code] - _JUST_NAMED * (code in just))[:2]
    return [sides[code] for code in sides if code in most][::-1]


def _just(near: Sequence[Mention], size: int) -> list[Side]:
    """The sides of the sentences last told, if these name just as many."""
    for first in sorted({m.sentence for m in near}, reverse=True):
        sides = _by_code([m for m in near if m.sentence >= first])
        if len(sides) >= size:
            return list(sides.values())[::-1] if len(sides) == size else []
    return []


def _last(near: Sequence[Mention], size: int) -> list[Side]:
    """The office-holders named last."""
    return list(_by_code(near).values())[:size][::-1]


def _side(mention: Mention) -> Side:
    code = mention.codes[0]
    of_state = code in codebook.load_states() and mention.kind not in ("person", "unnamed")
    return code, f"state:{code}" if of_state else mention.ids[0]
