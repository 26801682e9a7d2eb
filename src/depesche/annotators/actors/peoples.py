"""Peoples that are no state's here: "ethnic Albanians" are of the state they live in, "Iraqi Kurds" are people of Iraq."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from depesche import codebook
from depesche.lang import Pack
from depesche.model import Document, Sentence, Token

from .mentions import Mention
from .names import slug
from .owners import Owners

_PEOPLE = "CIV"
_NAMES_STATE = ("adjective", "name")
_NOMINAL = ("NOUN", "PROPN")


def find_peoples(document: Document, names: Sequence[Mention], *, pack: Pack) -> list[Mention]:
    """Return the names with those of a people taken for its members in some state, without a code where none is named.

    "Ethnic Albanian" as an attribute names nobody: the rebels that it describes are of the state in which they fight.
    """
    ethnic = pack.words("actors", "ethnic")
    by_place = {(m.sentence, m.head): m for m in names}
    found = []
    for mention in names:
        sentence = document.sentences[mention.sentence]
        first, head = sentence.tokens_in(mention.span)[0], sentence.tokens[mention.head]
        before = sentence.tokens[first.index - 1] if first.index else None
        if mention.kind in ("state", "unnamed") and before is not None and before.lemma.lower() in ethnic:
            if _is_noun(head, mention):
                found.append(_members(mention, before, code=None))
            continue
        state = _home_named(sentence, mention, head, before, by_place)
        found.append(_members(mention, before, code=state.codes[0]) if state is not None and before else mention)
    return found


def settle_peoples(names: Sequence[Mention], owners: Owners) -> list[Mention]:
    """Return the names, members of a people without a code given to the state in which they live by the report."""
    settled = []
    for mention in names:
        if mention.role == "crowd" and not mention.codes:
            home = owners.home(mention.sentence, mention.head) or next(iter(owners.sides), None)
            own = f"{_PEOPLE}:{home}" if home is not None else _PEOPLE
            mention = replace(mention, ids=(f"unnamed:{own}/{slug(mention.name)}",), codes=(own,))
        settled.append(mention)
    crowds = [m for m in settled if m.role == "crowd"]
    return [m for m in settled if m.role == "crowd" or not any(c.span.covers(m.span) for c in crowds)]


def _is_noun(head: Token, mention: Mention) -> bool:
    """Whether the name stands for the people, not as an attribute: "ethnic Albanians", not "ethnic Albanian rebels"."""
    return mention.role in ("demonym", "crowd") or (head.upos in _NOMINAL and head.relation not in ("amod", "compound"))


def _home_named(
    sentence: Sentence,
    mention: Mention,
    head: Token,
    before: Token | None,
    by_place: dict[tuple[int, int], Mention],
) -> Mention | None:
    """The state whose adjective stands right before the name of a people: "Iraqi Kurds", "die irakischen Kurden"."""
    if before is None or head.upos not in _NOMINAL or not _is_a_people(mention, head):
        return None
    state = by_place.get((mention.sentence, before.index))
    tied = before.relation in ("amod", "compound", "nmod") and before.head == head.index
    if state is None or not tied or state.kind != "state" or state.role not in _NAMES_STATE:
        return None
    return state if state.codes and state.codes != mention.codes else None


def _is_a_people(mention: Mention, head: Token) -> bool:
    if mention.kind == "state":
        return mention.role == "demonym"
    blocs = codebook.load_collectives()
    bloc = blocs.get(mention.ids[0].partition(":")[2])
    return mention.kind == "collective" and bloc is not None and bloc.is_people and head.relation != "compound"


def _members(mention: Mention, before: Token, *, code: str | None) -> Mention:
    own = f"{_PEOPLE}:{code}" if code is not None else None
    return replace(
        mention,
        start=before.start,
        ids=(f"unnamed:{own or _PEOPLE}/{slug(mention.name)}",),
        kind="unnamed",
        role="crowd",
        codes=(own,) if own else (),
        sector="CVL",
    )
