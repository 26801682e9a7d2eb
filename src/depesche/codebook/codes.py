"""Codes of actors: `RUS` acts for a state, `CIV:RUS` are its people, and `CIV` alone may be either of two things."""

from __future__ import annotations

from .states import load_states

ROLES = frozenset({"CIV"})
"""Codes of roles that are ISO codes, too: civilians, and Côte d'Ivoire."""
_CIVILIAN = (None, "CVL")


def is_bare_role(code: str | None, kind: str | None, sector: str | None = None) -> bool:
    """Return whether a code says only what somebody is: `CIV` of unnamed hostages, but not of an Ivorian minister."""
    return code in ROLES and kind == "unnamed" and sector in _CIVILIAN


def state_of_code(code: str | None, kind: str | None, sector: str | None = None) -> str | None:
    """Return the ISO code of the state that an actor of this code, kind and sector is or belongs to, None if unknown.

    `RUS` of `RUS` and of `CIV:RUS`; None for an organisation, and for `CIV` alone where it means civilians.
    """
    if code is None or is_bare_role(code, kind, sector):
        return None
    state = code.rpartition(":")[2]
    return state if state in load_states() else None
