"""How actors, codes and places are called in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from depesche import codebook
from depesche.codebook.reading import DATA, read_toml
from depesche.model import Actor
from depesche.record import Party

from .i18n import language
from .i18n import translate as _


@lru_cache(maxsize=4)
def _names(language: str) -> dict[str, str]:
    """Names of states and bodies by code: the first form of a language that takes no ending, else the English name."""
    found: dict[str, str] = {}
    for table in (codebook.load_states(), codebook.load_organisations(), codebook.load_groups()):
        for code, body in table.items():
            forms = body.names.get(language) or ()
            first = forms[0] if language != "en" and forms and "~" not in forms[0] else None
            found[code] = first or str(body.name_en)
    return found


@lru_cache(maxsize=4)
def _towns(language: str) -> dict[tuple[str, str], str]:
    """Names of towns by state and English name, where the codebook has one in the language."""
    found: dict[tuple[str, str], str] = {}
    if language == "en":
        return found
    if language == "de":
        for code, names in read_toml(DATA / "exonyms.toml").items():
            assert isinstance(names, dict)
            for own, english in names.items():
                found.setdefault((code, str(english)), own)
    for state in codebook.load_states().values():
        for table in (state.capitals, state.towns):
            alike = len(table["en"]) == len(table[language])
            pairs = zip(table["en"], table[language] if alike else table[language][:1], strict=False)
            found |= {(state.code, english): own for english, own in pairs if "~" not in own}
    return found


ROLES = {
    "CIV": "civilians",
    "GOV": "government",
    "MIL": "military",
    "OPP": "opposition",
    "REB": "rebels",
    "MED": "media",
    "COP": "police",
    "JUD": "judiciary",
    "LEG": "parliament",
    "PTY": "parties",
    "BUS": "business",
    "CRM": "criminals",
    "REL": "religious groups",
    "UNK": "unknown",
}
"""Roles that codes name before a state, "CIV:ARM", in words."""


def actor_name(party: Any) -> str:
    """Return the name of a party or actor; states and bodies in the reader's language."""
    kind, _, code = party.id.partition(":")
    if kind in ("state", "org", "group") and code in _names(language()):
        return _names(language())[code]
    return code_name(party.name) if party.name == party.code else str(party.name)


def code_name(code: str | None) -> str:
    """Return the name of a state or body in the reader's language, the code itself where it is not known."""
    role, colon, state = (code or "").partition(":")
    if role in ROLES and code not in _names(language()):
        return _(ROLES[role]) + (f" ({_names(language()).get(state, state)})" if colon else "")
    return _names(language()).get(code or "", code or "")


def place_name(entry: Any) -> str:
    """Return where an entry happened: "Lima, Peru", both in the reader's language where known."""
    country = code_name(entry.country)
    if not country or entry.place in (country, _names("en").get(entry.country)):
        return country or str(entry.place)
    return f"{town_name(entry.place, entry.country)}, {country}"


def town_name(name: str, country: str | None) -> str:
    """Return the name of a town in the reader's language, as it stands where the codebook has none."""
    return _towns(language()).get((country or "", name), name)


def id_name(identity: str) -> str:
    """Return the name of an actor known by its id only; a name that is no id stays as it is."""
    _kind, colon, rest = identity.partition(":")
    if not colon:
        return identity
    if rest in _names(language()):
        return code_name(rest)
    person = codebook.load_persons().get(identity)
    return person.name if person is not None else rest.rpartition("/")[2].replace("-", " ").title()


def id_names(identities: Iterable[str], actors: Iterable[Actor] = ()) -> str:
    """Return the names of actors known by their ids, of `actors` as these call them."""
    known = {actor.id: actor_name(as_party(actor)) for actor in actors}
    return ", ".join(known.get(identity) or id_name(identity) for identity in identities)


def speaker_name(entry: Any) -> str:
    """Return who says a quotation; states and bodies in the reader's language."""
    kind, _colon, code = (entry.speaker or "").partition(":")
    if kind in ("state", "org", "group") and code in _names(language()):
        return _names(language())[code]
    return str(entry.speaker_name or id_name(entry.speaker or ""))


def as_party(actor: Actor) -> Party:
    """Return an actor of a document as a party."""
    return Party(actor.id, actor.name, actor.codes[0] if actor.codes else None, actor.kind, actor.sector)
