"""Who acts: names, roles, pronouns and collectives of a document, resolved to actors.

`find_actors` gathers mentions in passes, each from surer to less sure evidence: names of the codebook, role
phrases, unknown names, surnames, and at last pronouns and bare role nouns.
"""

from __future__ import annotations

from dataclasses import replace

from depesche.lang import Pack
from depesche.model import Actor, Document, TokenIndex

from .identity import give_home, join_roles_and_names, officeholder_facts, to_actors
from .names import find_known_names
from .owners import find_owners
from .peoples import find_peoples, settle_peoples
from .pronouns import find_pronouns
from .references import find_surnames, resolve_bare_roles
from .roles import find_role_phrases
from .unknown import find_unknown_names

__all__ = ["find_actors"]


def find_actors(document: Document, *, pack: Pack) -> Document:
    """Return `document` with its actors and the offices learnt from its words.

    "Der russische Außenminister Sergej Lawrow sprach mit seinem Kollegen Qin Gang." gives two persons, `RUS` and,
    if the text or the codebook says so, `CHN`.
    """
    index = TokenIndex(document.sentences)
    names = find_peoples(document, find_known_names(document, index, pack=pack), pack=pack)
    owners = find_owners(document, names, pack=pack)
    names = settle_peoples(names, owners)
    phrases = find_role_phrases(document.sentences, names, pack=pack)
    unknown = find_unknown_names(document, names, phrases, pack=pack)
    names = [name for name in names if name.role != "place"]
    joined = join_roles_and_names(names + unknown, phrases, owners)
    mentions = find_surnames(document, joined.mentions, pack=pack)
    mentions = resolve_bare_roles(mentions, joined.bare, owners)
    mentions = find_pronouns(document, mentions, pack=pack)
    mentions = give_home(mentions, joined, owners)
    actors: tuple[Actor, ...] = to_actors(mentions, joined.facts, on=document.article.published)
    return replace(document, actors=actors, offices=officeholder_facts(joined.facts), scene=owners.scene)
