"""Role nouns: posts, bodies, forces and crowds, the state they serve, and the name that stands beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from depesche.lang import Pack, Role
from depesche.lang.phrases import is_epithet, is_passive
from depesche.model import Sentence, Token

from .mentions import Mention
from .names import slug
from .role_nouns import BODIES, end_of_title, find_role, is_part_of_title
from .served import also_served, served_by, served_by_body, served_by_origin, word_list


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
            if is_part_of_title(sentence, token, roles=roles):
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
        body = role is not None and role.kind in BODIES
        if body or (name is not None and (name.kind in ("org", "group") or name.role == "seat")):
            return True  # also "Angehörige der CIA"
    return False


def _acts(sentence: Sentence, token: Token) -> bool:
    """Whether a weapon stands for those who use it: "Kampfjets bombardierten", "von Drohnen angegriffen"."""
    if token.deprel == "nsubj" and not is_passive(sentence, sentence.tokens[token.head]):
        return True
    return token.deprel == "obl:agent"


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
    served = served_by(sentence, number, token, by_place, inside, words, body=role.kind == "body")
    if served is None and role.kind in ("force", "crowd"):
        served = served_by_origin(sentence, number, token, inside, words, roles)
    if served is None and role.kind == "person" and role.code_prefix is None:
        served = served_by_body(sentence, number, token, by_place, inside, words, roles)
    has_possessive = any(
        child.deprel in ("det:poss", "nmod:poss") and child.upos in ("DET", "PRON")
        for child in sentence.dependents[token.index]
    )
    if has_possessive and served is not None and served.start > token.end:
        served = None  # "recalled its ambassador from Minsk"
    start, end = token.start, end_of_title(sentence, token, roles=roles).end
    newly = word_list(words, "newly")
    is_new = indefinite = False
    for child in sentence.dependents[token.index]:
        if (
            child.relation in ("det", "amod", "nummod", "compound")
            and child.index < token.index
            and (child.lemma not in word_list(words, "calendar_names"))
            and not is_epithet(sentence, child)  # "Rwandan-backed rebels"
        ):
            start = min(start, child.start)
        is_new |= child.relation == "amod" and child.lemma.lower() in newly
        indefinite |= child.relation == "det" and child.feats.get("Definite") == "Ind"
        if child.deprel == "nmod:poss" and child.index < token.index:
            start = min(start, min(t.start for t in sentence.subtree(child)))
    if served is not None:
        start, end = min(start, served.start), max(end, served.end)
    return RolePhrase(
        sentence=number,
        token=token,
        role=role,
        start=start,
        end=end,
        served=served,
        also=also_served(sentence, number, served, inside),
        counterpart=role.kind == "counterpart" or has_possessive,
        newly=is_new,
        indefinite=indefinite,
        plural=token.feats.get("Number") == "Plur",
    )


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
