"""Which actors a user's word may mean: a code, an id, or a name in any language and transcription."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, select

from depesche import codebook
from depesche.codebook import transcription_fold

from . import schema

BODIES = ("state", "org", "group", "collective")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Codes and actor ids that a word may mean; both empty where nothing is known by it."""

    codes: tuple[str, ...]
    ids: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Codes and ids."""
        return (*self.codes, *self.ids)


def find_wanted(connection: Connection, word: str) -> Wanted:
    """Return what `word` may mean: with a colon an id, else a code, else every actor of that name or surname."""
    word = word.strip()
    if word.partition(":")[0] in (*BODIES, "person", "unnamed"):
        return Wanted((), _with_same(connection, [word]))
    codes, ids = _from_codebook(word)
    folds = " ".join(f for f in (transcription_fold(part) for part in word.replace("-", " ").split()) if f)
    if not codes and folds:
        table = schema.aliases
        found = connection.scalars(
            select(table.c.actor_id).where(table.c.fold.in_([folds, f"~{folds}"])).order_by(table.c.actor_id)
        )
        ids += list(found)
        codes += [identity.partition(":")[2] for identity in ids if identity.partition(":")[0] in BODIES]
        ids = [identity for identity in ids if identity.partition(":")[0] not in BODIES]
    if not codes and not ids:
        codes = [word]
    return Wanted(tuple(dict.fromkeys(codes)), _with_same(connection, ids))


def _with_same(connection: Connection, ids: list[str]) -> tuple[str, ...]:
    """The ids and all that were judged to be the same actor."""
    if not ids:
        return ()
    table = schema.actors
    canonical = select(table.c.canonical).where(table.c.id.in_(ids) | table.c.canonical.in_(ids))
    same = connection.scalars(select(table.c.id).where(table.c.canonical.in_(canonical)).order_by(table.c.id))
    return tuple(dict.fromkeys([*ids, *same]))


@lru_cache(maxsize=10_000)
def _known(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    known_codes = {
        *codebook.load_states(),
        *codebook.load_organisations(),
        *codebook.load_groups(),
        *codebook.load_collectives(),
    }
    codes = [word.upper()] if word.upper() in known_codes else []
    persons, bodies = _forms()
    codes += bodies.get(word.casefold(), ())
    ids = list(persons.get(word.casefold(), ()))
    if not codes:
        ids += _surnames().get(transcription_fold(word), ())
    return tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(ids))


def _from_codebook(word: str) -> tuple[list[str], list[str]]:
    codes, ids = _known(word)
    return list(codes), list(ids)


@lru_cache(maxsize=1)
def _forms() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    persons: dict[str, list[str]] = {}
    bodies: dict[str, list[str]] = {}
    for language in ("de", "en"):
        for form in codebook.actor_forms(language):
            if form.kind == "person":
                persons.setdefault(form.form.casefold(), []).append(form.id)
            elif form.code is not None:
                bodies.setdefault(form.form.casefold(), []).append(form.code)
    return persons, bodies


@lru_cache(maxsize=1)
def _surnames() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person in codebook.load_persons().values():
        for surname in person.surnames:
            found.setdefault(transcription_fold(surname), []).append(person.id)
    return found


@lru_cache(maxsize=1)
def names_of_codes() -> dict[str, str]:
    """Return the English name of each code."""
    return {
        **{code: state.name_en for code, state in codebook.load_states().items()},
        **{code: body.name_en for code, body in codebook.load_organisations().items()},
        **{code: body.name_en for code, body in codebook.load_groups().items()},
        **{code: body.name_en for code, body in codebook.load_collectives().items()},
    }
