"""How likely two events of different reports tell of the same happening, and for what reasons."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from depesche.codebook import transcription_fold
from depesche.errors import CodebookError

from .rows import MUTUAL

Participant = tuple[str, str | None]
"""Id of an actor and the code it acts for."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as far as merging goes."""

    key: int
    id: str
    article: str
    type: str
    date: str | None
    published: str | None
    place: str | None
    country: str | None
    signature: frozenset[str]
    actors: tuple[Participant, ...]
    """(id, code) of those who act, `recipients` of those it is done to."""
    recipients: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """A likelihood from 0 to 1, and what speaks for it."""

    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The contents of `merging.toml`."""

    version: str
    days_apart: int
    candidates: int
    threshold: float
    values: Mapping[str, Mapping[str, float]]
    families: tuple[frozenset[str], ...]
    needs_words: frozenset[str]
    least_words: float


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """Return the rules of merging."""
    read = tomllib.loads(files(__package__).joinpath("merging.toml").read_text("utf-8"))
    try:
        return Rules(
            read["version"],
            read["days_apart"],
            read["candidates"],
            read["threshold"],
            {name: read[name] for name in ("weights", "type", "date", "place", "participants")},
            tuple(frozenset(row["types"]) for row in read["family"]),
            frozenset(read["needs_words"]["types"]),
            read["needs_words"]["least"],
        )
    except KeyError as error:
        raise CodebookError(f"merging.toml: {error} is missing.") from error


@lru_cache(maxsize=1)
def common_marks() -> frozenset[str]:
    """Return the marks of words that say nothing."""
    read = tomllib.loads(files(__package__).joinpath("common_words.toml").read_text("utf-8"))
    return frozenset(transcription_fold(word)[:7] for words in read.values() for word in words.split())


def score(one: Told, other: Told) -> Score | None:
    """Return how likely two events tell of the same, None if they cannot."""
    rules = load_rules()
    features = {
        "type": _type(one, other, rules),
        "participants": _participants(one, other, rules.values["participants"]),
        "date": _date(one, other, rules),
        "place": _place(one, other, rules.values["place"]),
        "words": _words(one, other),
    }
    if any(feature is None for feature in features.values()):
        return None
    found = {name: feature for name, feature in features.items() if feature is not None}
    same_words = found["words"][0]
    if one.type in rules.needs_words and same_words < rules.least_words:
        return None
    value = sum(rules.values["weights"][name] * feature[0] for name, feature in found.items())
    return Score(round(value, 3), "; ".join(feature[1] for feature in found.values() if feature[1]))


Feature = tuple[float, str]


def _type(one: Told, other: Told, rules: Rules) -> Feature | None:
    if one.type == other.type:
        return rules.values["type"]["same"], f"both {one.type}"
    if any(one.type in family and other.type in family for family in rules.families):
        return rules.values["type"]["family"], f"{one.type} and {other.type} are akin"
    return None


def _codes(parties: Sequence[Participant]) -> set[str]:
    return {code or identity for identity, code in parties}


def _persons(parties: Sequence[Participant]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for identity, code in parties:
        if identity.startswith("person:"):
            found.setdefault(code or "", set()).add(identity)
    return found


def _participants(one: Told, other: Told, values: Mapping[str, float]) -> Feature | None:
    if one.type in MUTUAL or other.type in MUTUAL:
        every, others = ((*told.actors, *told.recipients) for told in (one, other))
        return _side(every, others, values, at_least=2)
    acting = _side(one.actors, other.actors, values)
    receiving = _side(one.recipients, other.recipients, values)
    if acting is None or receiving is None:
        return _otherwise(one, other, values)
    known = [side for side in (acting, receiving) if side[1]]
    if not known or (not acting[1] and not one.recipients):
        return None
    worst = min(side[0] for side in known)
    return worst, "; ".join(side[1] for side in known)


def _otherwise(one: Told, other: Told, values: Mapping[str, float]) -> Feature | None:
    """The same target of an act laid to another, or both the other way round: reports may differ in who acted."""
    targets = _codes(one.recipients) & _codes(other.recipients)
    if targets and one.type == other.type:
        return values["acted_otherwise"], f"both done to {', '.join(sorted(targets))}"
    swapped = _codes(one.actors) & _codes(other.recipients) and _codes(one.recipients) & _codes(other.actors)
    return (values["acted_otherwise"], "the same two the other way round") if swapped else None


def _side(
    one: Sequence[Participant],
    other: Sequence[Participant],
    values: Mapping[str, float],
    *,
    at_least: int = 1,
) -> Feature | None:
    """How far the participants of one part are the same; without a reason where a report names none."""
    if not one or not other:
        return values["codes"], ""
    shared = [party for party in one if _is_among(party, other)]
    if len(shared) < min(at_least, len(one), len(other)):
        return None
    whole = len(shared) == len(one) and all(_is_among(party, one) for party in other)
    names = ", ".join(sorted({code or identity for identity, code in shared}))
    persons, others = _persons(one), _persons(other)
    both = [code for code in persons if code in others]
    if any(not persons[code] & others[code] for code in both):
        return values["other_person"], f"{names}, but other persons"
    same = sorted({i for i, _ in one if i.startswith("person:")} & {i for i, _ in other})
    if same:
        known = ", ".join(identity.partition(":")[2] for identity in same)
        return values["persons_shared" if whole else "codes"], f"same persons: {known}"
    return values["codes" if whole else "partly"], f"same participants: {names}"


def _is_among(party: Participant, parties: Sequence[Participant]) -> bool:
    return any(party[0] == identity or (party[1] and party[1] == code) for identity, code in parties)


def _date(one: Told, other: Told, rules: Rules) -> Feature | None:
    values = rules.values["date"]
    first, second = one.date or one.published, other.date or other.published
    if first is None or second is None:
        return values["fallback"], ""
    if one.date and one.date == other.date and len(one.date) == 10:
        return values["same"], f"both on {one.date}"
    if first.startswith(second) or second.startswith(first):
        if one.date is None or other.date is None:
            return values["fallback"], f"about {max(first, second, key=len)}"
        return values["within"], f"{first} and {second} agree"
    if min(len(first), len(second)) < 10:
        return _near_months(first, second, values)
    days = abs((date.fromisoformat(first) - date.fromisoformat(second)).days)
    if days > rules.days_apart:
        return None
    if one.date is None or other.date is None:
        return values["fallback" if days <= 1 else "days"], f"about {min(first, second)}"
    return values["day_1" if days == 1 else "days"], f"{first} and {second} are {days} day(s) apart"


def _near_months(first: str, second: str, values: Mapping[str, float]) -> Feature | None:
    """Not the same month: only the turn of a month leaves it open, where a date falls back on the publication."""
    return None if first[:7] != second[:7] else (values["days"], f"{first} and {second}")


def _place(one: Told, other: Told, values: Mapping[str, float]) -> Feature:
    if one.place is None or other.place is None:
        if one.country and one.country == other.country:
            return values["country"], f"both in {one.country}"
        return values["unknown"], ""
    if one.place == other.place:
        return values["same"], f"both in {one.place}"
    if one.country is not None and one.country == other.country:
        from .who import names_of_codes

        country = names_of_codes().get(one.country, one.country)
        nested = country in (one.place, other.place)
        return values["nested" if nested else "country"], f"both in {country}"
    return values["different"], ""


def _words(one: Told, other: Told) -> Feature:
    """The weighted share of the fewer marks that both have; names, numbers and places weigh double."""
    taking_part = {f"@{identity}" for told in (one, other) for identity, _ in (*told.actors, *told.recipients)}
    taking_part |= {f"@state:{code}" for told in (one, other) for _, code in (*told.actors, *told.recipients)}
    left = [told.signature - taking_part - common_marks() for told in (one, other)]
    shared = left[0] & left[1]
    smaller = min((_weight(marks) for marks in left), default=0)
    if not shared or smaller == 0:
        return 0.0, ""
    value = min(1.0, 1.6 * _weight(shared) / max(smaller, 4))
    return value, "in both: " + ", ".join(sorted(mark.lstrip("@#=") for mark in shared)[:8])


def _weight(marks: frozenset[str]) -> int:
    return sum(2 if mark[0] in "@#=" else 1 for mark in marks)
