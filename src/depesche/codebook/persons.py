"""Office-holders since 2000: who held which post for whom, and from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .folding import transcription_fold
from .periods import holds
from .reading import PERSONS, read_entries

_FIRST = "0000"


@dataclass(frozen=True, slots=True)
class Office:
    """A post held for a state or organisation; dates as precise as known, None where open or unknown."""

    post: str
    code: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who holds or held an office."""

    id: str
    name: str
    names: tuple[str, ...]
    """Further spellings of the whole name."""
    surnames: tuple[str, ...]
    """Surname in all known spellings."""
    wikidata: str | None
    offices: tuple[Office, ...]


@lru_cache(maxsize=1)
def load_persons() -> Mapping[str, Person]:
    """Return the persons by id (`person:sergei-lavrov`)."""
    found: dict[str, Person] = {}
    for path in sorted(PERSONS.glob("*.toml")):
        for entry in read_entries(path, "person"):
            name, names = entry.needed("name"), entry.strings("names")
            surname = entry.text("surname") or name.split()[-1]
            own = [surname, *entry.strings("surnames")]
            own += [other.split()[-1] for other in names if surname == name.split()[-1] and len(other.split()) > 1]
            offices = tuple(
                Office(o.needed("post"), o.needed("code"), o.text("from"), o.text("to")) for o in entry.tables("office")
            )
            person = Person(entry.needed("id"), name, names, tuple(dict.fromkeys(own)), entry.text("wikidata"), offices)
            entry.done()
            known = found.get(person.id)
            found[person.id] = person if known is None else _joined(known, person)
    return found


def _joined(one: Person, other: Person) -> Person:
    """One person told of in two files."""
    return Person(
        one.id,
        one.name,
        tuple(dict.fromkeys([*one.names, *other.names])),
        tuple(dict.fromkeys([*one.surnames, *other.surnames])),
        one.wikidata or other.wikidata,
        tuple(dict.fromkeys([*one.offices, *other.offices])),
    )


def _holds(office: Office, on: str | None) -> bool:
    """Whether the office may have been held on a date given to the day, month or year; an open date holds if current."""
    return office.end is None if on is None else holds(office.start, office.end, on)


def offices_on(person_id: str, on: str | None) -> tuple[Office, ...]:
    """Return the offices a person held on a date (`YYYY[-MM[-DD]]`; None asks for the present), latest first."""
    person = load_persons().get(person_id)
    if person is None:
        return ()
    held = [office for office in person.offices if _holds(office, on)]
    return tuple(sorted(held, key=lambda o: o.start or _FIRST, reverse=True))


def codes_on(person: Person, on: str | None) -> tuple[str, ...]:
    """Return whom a person acted for on a date: by office; without one then, by the nearest earlier or any office."""
    held = offices_on(person.id, on)
    if held:
        return tuple(dict.fromkeys(office.code for office in held))[:1]
    earlier = [o for o in person.offices if on is None or (o.start or _FIRST) <= on]
    known = sorted(earlier or person.offices, key=lambda o: o.start or _FIRST, reverse=True)
    return (known[0].code,) if known else ()


@lru_cache(maxsize=1)
def _by_post() -> Mapping[tuple[str, str], tuple[tuple[Person, Office], ...]]:
    found: dict[tuple[str, str], list[tuple[Person, Office]]] = {}
    for person in load_persons().values():
        for office in person.offices:
            found.setdefault((office.post, office.code), []).append((person, office))
    return {key: tuple(pairs) for key, pairs in found.items()}


@lru_cache(maxsize=1)
def _by_folded_name() -> Mapping[tuple[str, str], tuple[Person, ...]]:
    found: dict[tuple[str, str], list[Person]] = {}
    for person in load_persons().values():
        for name in dict.fromkeys([person.name, *person.names]):
            words = name.split()
            if len(words) > 1:
                found.setdefault((transcription_fold(words[0]), transcription_fold(words[-1])), []).append(person)
    return {key: tuple(dict.fromkeys(persons)) for key, persons in found.items()}


@lru_cache(maxsize=1)
def _by_surname() -> Mapping[str, tuple[Person, ...]]:
    found: dict[str, list[Person]] = {}
    for person in load_persons().values():
        for key in {transcription_fold(surname) for surname in person.surnames}:
            found.setdefault(key, []).append(person)
    return {key: tuple(persons) for key, persons in found.items()}


@lru_cache(maxsize=1)
def known_surnames() -> frozenset[str]:
    """Return the surnames of all persons as they are spelt."""
    return frozenset(surname for person in load_persons().values() for surname in person.surnames)


def person_named(name: str) -> Person | None:
    """Return the person of a full name in any transcription ("Mahmud Ahmadinedschad"); None for nobody or several."""
    words = name.split()
    if len(words) < 2:
        return None
    persons = _by_folded_name().get((transcription_fold(words[0]), transcription_fold(words[-1])), ())
    return persons[0] if len(persons) == 1 else None


def holders_named(surname: str, on: str | None, *, code: str | None = None) -> tuple[Person, ...]:
    """Return the persons of a surname in any transcription who held an office on a date, for `code` if it is given.

    Without a date (None) any office counts, and the persons come in the order of their first office.
    """
    persons = _by_surname().get(transcription_fold(surname), ())
    found = [
        person
        for person in persons
        if any(code is None or office.code == code for office in (offices_on(person.id, on) if on else person.offices))
    ]
    return tuple(sorted(found, key=lambda person: min((o.start or _FIRST for o in person.offices), default=_FIRST)))


def holder_of(post: str, code: str, on: str | None) -> Person | None:
    """Return who held a post on a date; None if nobody is known, or several are."""
    holders = {person.id: person for person, office in _by_post().get((post, code), ()) if _holds(office, on)}
    return next(iter(holders.values())) if len(holders) == 1 else None
