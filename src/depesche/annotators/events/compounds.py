"""States and organisations named in the first part of a compound: "US-Angriff", "Ukraine-Krieg", "Russlandsanktionen"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from depesche import codebook
from depesche.model import Actor, Token

from .made import made_actor

_LINKS = ("", "s", "-")
_SHORTEST = 4


@lru_cache(maxsize=4)
def _names(language: str) -> Mapping[str, codebook.ActorForm]:
    return {f.form: f for f in codebook.actor_forms(language) if f.kind in ("state", "org", "group") and f.code}


def named_in_compound(token: Token, *, language: str) -> tuple[Actor, bool] | None:
    """Return the actor in the first part of the noun and whether it acts; None if the noun names nobody so.

    Short names act ("US-Sanktionen", "EU-Kritik"); full names are acted on ("Iran-Sanktionen", "Ukrainekrieg").
    """
    first, hyphen, _ = token.text.partition("-")
    form = _names(language).get(first) if hyphen else _longest_first_part(token.text, language)
    if form is None or form.role not in ("name", "seat", "capital"):
        return None
    return made_actor(form.id), first.isupper() or form.kind != "state"


def _longest_first_part(text: str, language: str) -> codebook.ActorForm | None:
    names = _names(language)
    for cut in range(len(text) - 3, _SHORTEST - 1, -1):
        for link in _LINKS:
            first = text[:cut].removesuffix(link) if link else text[:cut]
            form = names.get(first)
            if form is not None and len(first) >= _SHORTEST:
                return form
    return None
