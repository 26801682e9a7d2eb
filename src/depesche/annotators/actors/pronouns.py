"""Pronouns and pairs: whom "er", "seines", "its", "beide Länder" stand for."""

from __future__ import annotations

from collections.abc import Sequence

from depesche import codebook
from depesche.lang import Pack, Role
from depesche.model import Document, Sentence, Token

from .mentions import Mention

_DEMONSTRATIVE = frozenset({"dieser", "letzterer"})
_REACH = 3
"""How many sentences back a pronoun looks for its antecedent."""
_FAR_REACH = 12
"""The same for "beide Minister", who are looked for among office-holders only."""
_MANY = "INTL"
"""Code of camps of states that are not named."""
_THINGS = ("state", "org", "group")


def find_pronouns(document: Document, mentions: Sequence[Mention], *, pack: Pack) -> list[Mention]:
    """Return the mentions with those added where a personal pronoun or "beide Länder" refers back to actors."""
    words = pack.table("actors")
    both = {str(word) for word in _list(words, "both")}
    heads = {str(word) for word in _list(words, "both_heads")}
    formal = pack.words("actors", "formal_you")
    others, countries = pack.words("actors", "others"), pack.words("actors", "country_nouns")
    found = sorted(mentions, key=lambda m: m.start)
    for number, sentence in enumerate(document.sentences):
        for token in sentence.tokens:
            if _is_formal_you(document, token, formal):
                continue
            camp = _other_camp(found, number, token, others)
            country = _the_country(document, found, number, token, countries)
            if camp is not None or country is not None:
                found.extend(mention for mention in (camp, country) if mention is not None)
            elif _refers(token) and _third_person(token):
                antecedent = _for_pronoun(document, found, number, token)
                if antecedent is not None:
                    found.append(_pronoun(token, number, antecedent))
            elif token.lemma in heads or (token.lemma.lower() in both and token.upos == "PRON"):
                pair = _pair(sentence, found, number, token, both, pack.roles.get(token.lemma))
                if pair is not None:
                    found.append(pair)
    return sorted(found, key=lambda m: (m.start, m.end))


def _refers(token: Token) -> bool:
    """Whether the token is a pronoun, a possessive, or a demonstrative that stands alone: "Dieser könnte …"."""
    if token.upos == "PRON" or token.feats.get("Poss") == "Yes":
        return True
    return token.upos == "DET" and token.lemma in _DEMONSTRATIVE and token.relation == "nsubj"


def _is_formal_you(document: Document, token: Token, formal: frozenset[str]) -> bool:
    """Whether "Sie" is the polite address: with a capital where no sentence begins."""
    if token.text not in formal:
        return False
    before = document.article.text[: token.start].rstrip("„“»«\"' ")
    return bool(before) and before[-1] not in ".!?:…"


def _other_camp(found: Sequence[Mention], number: int, token: Token, others: frozenset[str]) -> Mention | None:
    """The camp of "Andere verhalten sich neutral", behind "Viele Länder unterstützen …"."""
    if token.lemma.lower() not in others or token.relation != "nsubj" or token.upos in ("NOUN", "PROPN"):
        return None
    before = [m for m in found if m.kind == "collective" and m.start < token.start and number - m.sentence <= _REACH]
    if not before or before[-1].codes != (_MANY,):
        return None
    return Mention(
        start=token.start, end=token.end, sentence=number, head=token.index, ids=(f"collective:{_MANY}/others",),
        kind="collective", role="pronoun", name=token.text, codes=(_MANY,),
    )  # fmt: skip


def _the_country(
    document: Document, found: Sequence[Mention], number: int, token: Token, countries: frozenset[str]
) -> Mention | None:
    """The state that "das Land" takes up: the one named last, shortly before."""
    if token.lemma not in countries or token.feats.get("Number") == "Plur":
        return None
    below = document.sentences[number].dependents[token.index]
    if not any(c.relation == "det" and c.feats.get("Definite") == "Def" for c in below):
        return None
    if any(c.relation in ("amod", "nmod", "acl", "appos", "compound") for c in below):
        return None
    for mention in sorted(found, key=lambda m: -m.start):
        near = mention.end <= token.start and number - mention.sentence <= 1
        if near and mention.ids[0].startswith("state:") and mention.role in ("name", "capital", "place"):
            return _pronoun(token, number, mention)
    return None


def _list(words: dict[str, object], key: str) -> list[object]:
    value = words.get(key, [])
    return value if isinstance(value, list) else []


def _third_person(token: Token) -> bool:
    if token.lemma in _DEMONSTRATIVE and token.relation == "nsubj":
        return True
    if token.text.lower() in ("it", "its") and token.upos == "PRON" and token.relation != "expl":
        return True
    if token.feats.get("PronType") != "Prs" or token.feats.get("Person", "3") != "3":
        return False
    if token.feats.get("Poss") == "Yes":
        return True
    return (
        token.feats.get("Gender") != "Neut"
        and token.feats.get("Reflex") != "Yes"
        and token.text.lower() not in ("es", "it", "sich")
    )


def _pronoun(token: Token, number: int, antecedent: Mention) -> Mention:
    return Mention(
        start=token.start,
        end=token.end,
        sentence=number,
        head=token.index,
        ids=antecedent.ids,
        kind=antecedent.kind,
        role="pronoun",
        name=antecedent.name,
        codes=antecedent.codes,
        sector=antecedent.sector,
        office=antecedent.office,
    )


def _for_pronoun(document: Document, found: Sequence[Mention], number: int, token: Token) -> Mention | None:
    best: tuple[float, Mention] | None = None
    for mention in found:
        if mention.start >= token.start or number - mention.sentence > _REACH:
            continue
        if not _may_stand_for(document, token, mention):
            continue
        score = _nearness(document, number, token, mention)
        if best is None or score > best[0]:
            best = (score, mention)
    return best[1] if best else None


def _may_stand_for(document: Document, token: Token, mention: Mention) -> bool:
    """Whether number and kind allow it: "its" is a state, "er" a person, "sein" either, "sie" and "ihr" also many."""
    if mention.role == "adjective" or mention.kind == "media":
        return False
    possessive = token.feats.get("Poss") == "Yes"
    if token.text.lower() in ("it", "its"):
        return mention.kind in _THINGS and mention.role not in ("capital", "demonym")
    if token.lemma in _DEMONSTRATIVE:
        return True
    head = document.sentences[mention.sentence].tokens[mention.head]
    many = mention.role in ("crowd", "force", "demonym") or head.feats.get("Number") == "Plur"
    personal = mention.kind == "person" or (mention.role in ("post", "pronoun") and not many)
    if token.feats.get("Number", "") == "Plur" and not possessive:
        return not personal and (many or mention.kind == "collective")
    if possessive and token.text.lower().startswith("sein"):
        return personal or (mention.kind in _THINGS and not many and head.feats.get("Gender") != "Fem")
    if possessive and token.text.lower().startswith("ihr"):
        return many or personal or (mention.kind in _THINGS and head.feats.get("Gender") == "Fem")
    if head.feats.get("Gender") == "Fem" and token.feats.get("Gender") == "Fem" and mention.role in ("body", "force"):
        return True
    if token.text.lower() in ("their", "they", "them", "theirs"):
        return many or mention.kind == "collective"
    return personal


def _nearness(document: Document, number: int, token: Token, mention: Mention) -> float:
    """How near a mention stands to a pronoun: sentences between them, subjects before objects before attributes."""
    sentence = document.sentences[mention.sentence]
    head = sentence.tokens[mention.head]
    score = float(mention.sentence - number) * 2 + mention.start / 1e7
    if _is_subject(sentence, head):
        score += 1.5
    elif head.relation in ("nmod", "amod", "compound"):
        score -= 1.0
    elif mention.sentence == number and token.feats.get("Poss") != "Yes":
        score -= 0.5
    return score


def _last_two(near: Sequence[Mention], *, people: bool, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Code and id of the last two actors of different codes, latest first: office-holders, or sides of the given kinds."""
    pair: dict[str, str] = {}
    for mention in sorted(near, key=lambda m: -m.start):
        if people and (mention.kind not in ("person", "unnamed") or mention.office is None):
            continue
        if not people and mention.kind not in kinds:
            continue
        for code in mention.codes[:1]:
            if code not in pair and len(pair) < 2:
                pair[code] = f"state:{code}" if code in codebook.load_states() and not people else mention.ids[0]
    return list(pair.items())


def _is_subject(sentence: Sentence, head: Token) -> bool:
    if head.relation == "nsubj":
        return True
    return head.relation in ("appos", "flat") and head.head >= 0 and sentence.tokens[head.head].relation == "nsubj"


def _pair(
    sentence: Sentence, found: Sequence[Mention], number: int, token: Token, both: set[str], role: Role | None
) -> Mention | None:
    """The two actors that "beide Länder", "beide Minister" or "beide" stand for: the last two states or office-holders."""
    modifiers = [c for c in sentence.dependents[token.index] if c.lemma.lower() in both or c.text.lower() in both]
    if not modifiers and token.lemma.lower() not in both:
        return None
    people = role is not None and role.kind == "person"
    reach = _FAR_REACH if people else _REACH
    near = [
        m
        for m in found
        if m.end <= token.start and number - m.sentence <= reach and not (m.sentence == number and m.head == token.head)
    ]
    if people and role is not None and role.office is not None:
        near = [m for m in near if m.office is not None and role.office in m.office]
    pair = _last_two(near, people=people, kinds=("state",))
    if len(pair) < 2 and not people:
        pair = _last_two(near, people=people, kinds=("state", "org", "group", "person"))
    if len(pair) < 2:
        return None
    codes, ids = [code for code, _ in pair], [identity for _, identity in pair]
    start = min([token.start, *(c.start for c in modifiers)])
    return Mention(
        start=start,
        end=token.end,
        sentence=number,
        head=token.index,
        ids=(ids[1], ids[0]),
        kind="state",
        role="pronoun",
        name="",
        codes=(codes[1], codes[0]),
    )
