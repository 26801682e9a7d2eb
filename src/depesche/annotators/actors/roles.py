"""Role nouns: posts, bodies, forces and crowds, the state they serve, and the name that stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from depesche.lang import Pack, Role
from depesche.lang.slots import is_passive, with_conjuncts
from depesche.model import Sentence, Token

from .mentions import Mention
from .names import slug

_STATE_KINDS = frozenset({"state", "org", "group", "collective"})
_BODIES = ("body", "force")


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role noun with its modifiers: who is served (None if the phrase does not say), and how far it reaches."""

    sentence: int
    token: Token
    role: Role
    start: int
    end: int
    served: Mention | None
    also: tuple[Mention, ...]
    """Further ones beside `served`: "die Außenminister Frankreichs und Italiens"."""
    counterpart: bool
    newly: bool
    indefinite: bool
    plural: bool


def find_role(sentence: Sentence, token: Token, *, roles: Mapping[str, Role]) -> Role | None:
    """Return the role of a noun, by a post in several words or the last part of a compound: "US-Außenminister"."""
    if token.upos not in ("NOUN", "PROPN", "ADJ") or not token.text[:1].isalpha():
        return None
    several = _several_words(sentence, token, roles)
    if several is not None:
        return several
    for word in dict.fromkeys((token.lemma, token.text)):
        if word in roles:
            return roles[word]
    for word in dict.fromkeys((token.lemma, token.text)):
        found = _by_last_part(token, word.rpartition("-")[2], roles)
        if found is not None:
            return found
    return None


def _by_last_part(token: Token, tail: str, roles: Mapping[str, Role]) -> Role | None:
    """The role of a compound's last part: "Außenminister" of "US-Außenminister"."""
    if tail in roles:
        return roles[tail]
    if token.text[:1].isupper() and token.upos in ("NOUN", "PROPN") and len(tail) > 7:
        for cut in range(2, len(tail) - 3):
            candidate = tail[cut:].capitalize()
            if candidate in roles and len(candidate) >= 4:
                return roles[candidate]
    return None


def _several_words(sentence: Sentence, token: Token, roles: Mapping[str, Role]) -> Role | None:
    """The role of "foreign minister" or "Secretary of State", found at its head."""
    word = token.lemma.lower()
    before = sentence.tokens[token.index - 1].text.lower() if token.index else ""
    after = [t.text.lower() for t in sentence.tokens[token.index + 1 : token.index + 3]]
    return roles.get(f"{before} {word}") or roles.get(" ".join([word, *after]))


def find_role_phrases(sentences: Sequence[Sentence], names: Sequence[Mention], *, pack: Pack) -> list[RolePhrase]:
    """Return every role noun of the text with its modifiers, in text order."""
    by_place = {(name.sentence, name.head): name for name in names}
    inside: dict[tuple[int, int], Mention] = {}
    for mention in names:
        for token in sentences[mention.sentence].tokens_in(mention.span):
            inside[mention.sentence, token.index] = mention
    roles = pack.roles
    words = pack.table("actors")
    words_of_members = pack.words("actors", "members")
    phrases = []
    for number, sentence in enumerate(sentences):
        for token in sentence.tokens:
            role = find_role(sentence, token, roles=roles)
            if role is None or (role.kind == "weapon" and not _acts(sentence, token)):
                continue
            if (
                role.kind == "crowd"
                and token.lemma in words_of_members
                and _is_member(sentence, number, token, inside, roles)
            ):
                continue  # "Angehörige des Innenministeriums": the ministry acts
            if role.kind == "weapon":
                role = replace(role, kind="force")
            name = inside.get((number, token.index))
            if name is not None and name.role == "place":
                continue
            if name is not None and name.end >= token.end and name.kind != "media":
                if name.role == "adjective" or name.kind == "person" or name.end > token.end:
                    continue
                if name.end == token.end and name.start == token.start:
                    continue
            phrases.append(_phrase(sentence, number, token, role, by_place, inside, words, roles))
    return phrases


def _is_member(
    sentence: Sentence, number: int, token: Token, inside: Mapping[tuple[int, int], Mention], roles: Mapping[str, Role]
) -> bool:
    """Whether somebody belongs to a body, force or organisation that is named below."""
    for child in sentence.dependents[token.index]:
        if child.relation != "nmod":
            continue
        role, name = find_role(sentence, child, roles=roles), inside.get((number, child.index))
        if (role is not None and role.kind in _BODIES) or (name is not None and name.kind in ("org", "group")):
            return True
    return False


def _acts(sentence: Sentence, token: Token) -> bool:
    """Whether a weapon stands for those who use it: "Kampfjets bombardierten", "von Drohnen angegriffen"."""
    if token.deprel == "nsubj" and not is_passive(sentence, sentence.tokens[token.head]):
        return True
    return token.deprel == "obl:agent"


def _word_list(words: Mapping[str, object], key: str) -> frozenset[str]:
    value = words.get(key, ())
    return frozenset(str(word) for word in value) if isinstance(value, list) else frozenset()


def _phrase(
    sentence: Sentence,
    number: int,
    token: Token,
    role: Role,
    by_place: Mapping[tuple[int, int], Mention],
    inside: Mapping[tuple[int, int], Mention],
    words: Mapping[str, object],
    roles: Mapping[str, Role],
) -> RolePhrase:
    served = _served_by(sentence, number, token, by_place, inside, words, body=role.kind == "body")
    if served is None and role.kind == "person" and role.code_prefix is None:
        served = _served_by_body(sentence, number, token, by_place, inside, words, roles)
    start, end = token.start, token.end
    newly = _word_list(words, "newly")
    is_new = indefinite = False
    for child in sentence.dependents[token.index]:
        if (
            child.relation in ("det", "amod", "nummod", "compound")
            and child.index < token.index
            and (child.lemma not in _word_list(words, "calendar_names"))
        ):
            start = min(start, child.start)
        is_new |= child.relation == "amod" and child.lemma.lower() in newly
        indefinite |= child.relation == "det" and child.feats.get("Definite") == "Ind"
        if child.deprel == "nmod:poss" and child.index < token.index:
            start = min(start, min(t.start for t in sentence.subtree(child)))
    if served is not None:
        start, end = min(start, served.start), max(end, served.end)
    has_possessive = any(
        child.deprel in ("det:poss", "nmod:poss") and child.upos in ("DET", "PRON")
        for child in sentence.dependents[token.index]
    )
    return RolePhrase(
        sentence=number,
        token=token,
        role=role,
        start=start,
        end=end,
        served=served,
        also=_also_served(sentence, number, served, inside),
        counterpart=role.kind == "counterpart" or has_possessive,
        newly=is_new,
        indefinite=indefinite,
        plural=token.feats.get("Number") == "Plur",
    )


def _served_by(
    sentence: Sentence,
    number: int,
    token: Token,
    by_place: Mapping[tuple[int, int], Mention],
    inside: Mapping[tuple[int, int], Mention],
    words: Mapping[str, object],
    *,
    body: bool = False,
) -> Mention | None:
    own = inside.get((number, token.index))
    if own is not None and own.kind in _STATE_KINDS:
        return own
    allowed = _word_list(words, "state_prepositions")
    before: list[Mention] = []
    after: list[Mention] = []
    for child in sentence.dependents[token.index]:
        mention = by_place.get((number, child.index)) or inside.get((number, child.index))
        if mention is None or mention.kind not in _STATE_KINDS:
            continue
        if child.relation in ("amod", "compound", "nmod", "det", "flat", "appos"):
            markers = [c.lemma.lower() for c in sentence.dependents[child.index] if c.relation == "case"]
            if child.relation == "nmod" and markers and markers[0] not in allowed and child.deprel != "nmod:poss":
                continue
            if _stands_alone(sentence, token, child, markers, words):
                continue
            (before if child.index < token.index else after).append(mention)
    if not before:
        before.extend(_beside_compound(sentence, number, token, inside))
    if not before and not after:
        after.extend(_origin(sentence, number, token, inside, words, body=body))
    if not before and token.index > 0:
        neighbour = inside.get((number, token.index - 1))
        if (
            neighbour is not None
            and neighbour.kind in _STATE_KINDS
            and (neighbour.role in ("adjective", "demonym") or sentence.tokens[token.index - 1].text.endswith("s"))
        ):
            before.append(neighbour)
    return next(iter(before or after), None)


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
    allowed = _word_list(words, "state_prepositions" if body else "origin_prepositions")
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


def _served_by_body(
    sentence: Sentence,
    number: int,
    token: Token,
    by_place: Mapping[tuple[int, int], Mention],
    inside: Mapping[tuple[int, int], Mention],
    words: Mapping[str, object],
    roles: Mapping[str, Role],
) -> Mention | None:
    """Whom the body serves that somebody belongs to: "eine Sprecherin des russischen Außenministeriums"."""
    for child in sentence.dependents[token.index]:
        role = find_role(sentence, child, roles=roles) if child.relation in ("nmod", "compound") else None
        if role is None or role.code_prefix is not None or role.kind not in (*_BODIES, "person"):
            continue
        served = _served_by(sentence, number, child, by_place, inside, words, body=role.kind == "body")
        if served is not None:
            return replace(served, end=max(served.end, child.end))
    return None


def _also_served(
    sentence: Sentence, number: int, served: Mention | None, inside: Mapping[tuple[int, int], Mention]
) -> tuple[Mention, ...]:
    """The sides coordinated with the one that a role serves, each once."""
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


def holder_from(phrase: RolePhrase, *, code: str | None, text: str) -> Mention:
    """Return the mention for a role phrase without a name: the state itself for bodies and forces, else an unnamed holder."""
    role = phrase.role
    printed = text[phrase.start : phrase.end]
    prefix = role.code_prefix
    if prefix is None and role.kind in ("body", "force") and phrase.served is not None:
        served = phrase.served
        return replace(
            served,
            start=phrase.start,
            end=phrase.end,
            head=phrase.token.index,
            role=role.kind,
            sector=role.sector,
            sentence=phrase.sentence,
        )
    own = with_prefix(prefix, code) if code else prefix
    label = slug(role.office or phrase.token.lemma)
    return Mention(
        start=phrase.start,
        end=phrase.end,
        sentence=phrase.sentence,
        head=phrase.token.index,
        ids=(f"unnamed:{own or 'UNK'}/{label}",),
        kind="unnamed",
        role="post" if role.kind == "person" else role.kind,
        name=printed,
        codes=(own,) if own else (),
        sector=role.sector,
        office=role.office,
    )


def with_prefix(prefix: str | None, code: str) -> str:
    """Return the code of those who act as the prefix says within a side: `OPP:GEO`; one that says so already stays."""
    return f"{prefix}:{code}" if prefix and ":" not in code else code
