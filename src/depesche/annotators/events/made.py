"""Actors that no mention stands for: implied by an event, named in a compound, or the state of a town."""

from __future__ import annotations

from depesche import codebook
from depesche.model import Actor, Span

UNKNOWN = "unnamed:UNK/unknown"
_PEOPLE = "population"


def people_of(code: str) -> str:
    """Return the id of the people of a state, whoever they are."""
    return f"unnamed:CIV:{code}/{_PEOPLE}"


def state_of(actor: Actor) -> str | None:
    """Return the ISO code of the state that an actor is or belongs to; None if unknown.

    `CIV` alone is Côte d'Ivoire for the state itself, civilians of an unknown state for somebody unnamed.
    """
    return codebook.state_of_code(actor.codes[0] if actor.codes else None, actor.kind)


def made_actor(identity: str, *, mentions: tuple[Span, ...] = ()) -> Actor:
    """Return the actor of an id of the codebook, of somebody unknown, or of the people of a state."""
    prefix, _, key = identity.partition(":")
    if identity == UNKNOWN:
        return Actor(id=identity, kind="unnamed", name="unknown", codes=("UNK",))
    if prefix == "unnamed":
        code = key.removesuffix(f"/{_PEOPLE}")
        state = codebook.load_states()[code.rpartition(":")[2]]
        return Actor(id=identity, kind="unnamed", name=f"people in {state.name_en}", codes=(code,))
    if prefix == "state":
        state = codebook.load_states()[key]
        return Actor(
            id=identity, kind="state", name=state.name_en, codes=(key,), wikidata=state.wikidata, mentions=mentions
        )
    if prefix == "org":
        organisation = codebook.load_organisations()[key]
        return Actor(
            id=identity, kind="org", name=organisation.name_en, codes=(organisation.acts_for,), mentions=mentions
        )
    group = codebook.load_groups()[key]
    return Actor(id=identity, kind="group", name=group.name_en, codes=(key,), mentions=mentions)
