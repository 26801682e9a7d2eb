"""How likely two events of different reports tell of the same happening, and for what reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .merging_rules import Rules, Told, common_marks, load_rules
from .partaking import Feature, participants
from .who import names_of_codes


@dataclass(frozen=True, slots=True)
class Score:
    """A likelihood from 0 to 1, and what speaks for it."""

    value: float
    reason: str


def score(one: Told, other: Told) -> Score | None:
    """Return how likely two events tell of the same, None if they cannot."""
    rules = load_rules()
    found = _features(one, other, rules)
    if found is None:
        return None
    found |= {"place": _place(one, other, rules.values["place"]), "words": _words(one, other)}
    if one.type in rules.needs_words and found["words"][0] < rules.least_words:
        return None
    if _is_vague(one, other, rules) and not _is_particular(found, rules):
        return None
    value = sum(rules.values["weights"][name] * found[name][0] for name in _ORDER)
    return Score(round(value, 3), "; ".join(found[name][1] for name in _ORDER if found[name][1]))


def is_possible(one: Told, other: Told) -> bool:
    """Return whether nothing excludes that two events are one: neither type, people, way of meeting nor date."""
    return _features(one, other, load_rules()) is not None


def are_of_two_days(one: Told, other: Told) -> bool:
    """Return whether two events are dated to two different days."""
    return one.date != other.date and all(told.date is not None and len(told.date) == 10 for told in (one, other))


_ORDER = ("type", "participants", "date", "place", "words")


def _features(one: Told, other: Told, rules: Rules) -> dict[str, Feature] | None:
    """What can exclude that two events are one; None where something does."""
    if one.contact and other.contact and one.contact != other.contact:
        return None
    kind = _type(one, other, rules)
    when = _date(one, other, rules) if kind is not None else None
    who = participants(one, other, rules) if when is not None else None
    return {"type": kind, "participants": who, "date": when} if kind and who and when else None


def _type(one: Told, other: Told, rules: Rules) -> Feature | None:
    if one.type == other.type:
        return rules.values["type"]["same"], f"both {one.type}"
    if any(one.type in family and other.type in family for family in rules.families):
        return rules.values["type"]["family"], f"{one.type} and {other.type} are akin"
    return None


def _own_date(told: Told) -> str | None:
    """The date of the event itself: one known to the month counts only where the words give it."""
    return told.date if told.date is not None and (told.stated or len(told.date) == 10) else None


def _date(one: Told, other: Told, rules: Rules) -> Feature | None:
    values = rules.values["date"]
    own = [_own_date(told) for told in (one, other)]
    first, second = (date or told.published for date, told in zip(own, (one, other), strict=True))
    if first is None or second is None:
        return values["fallback"], ""
    if None not in own and first == second and len(first) == 10:
        return values["same"], f"both on {first}"
    if first.startswith(second) or second.startswith(first):
        if None in own:
            return values["fallback"], f"about {max(first, second, key=len)}"
        return values["within"], f"{first} and {second} agree"
    if min(len(first), len(second)) < 10:
        return _near_months(first, second, values)
    days = _days_between(first, second)
    if days > rules.days_apart:
        return None
    if None in own:
        return values["fallback" if days <= 1 else "days"], f"about {min(first, second)}"
    return values["day_1" if days == 1 else "days"], f"{first} and {second} are {days} day(s) apart"


def _days_between(first: str, second: str) -> int:
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days)


def _near_months(first: str, second: str, values: Mapping[str, float]) -> Feature | None:
    """Not the same month: only the turn of a month leaves it open, where a date falls back on the publication."""
    return None if first[:7] != second[:7] else (values["days"], f"{first} and {second}")


def _is_vague(one: Told, other: Told, rules: Rules) -> bool:
    """Whether one date is known to the month or year only, and the reports are not of the same days."""
    dates = [_own_date(told) or told.published for told in (one, other)]
    if all(date is not None and len(date) == 10 for date in dates):
        return False
    days = [told.published for told in (one, other)]
    if any(day is None or len(day) < 10 for day in days):
        return any(_own_date(told) is not None and len(str(told.date)) < 10 for told in (one, other))
    return _days_between(str(days[0]), str(days[1])) > rules.days_apart


def _is_particular(found: Mapping[str, Feature], rules: Rules) -> bool:
    """Whether persons and place are the same, so that a month is enough to tell what is meant."""
    persons, place = rules.values["participants"]["persons_shared"], rules.values["place"]["same"]
    return found["participants"][0] >= persons and found["place"][0] >= place


def _place(one: Told, other: Told, values: Mapping[str, float]) -> Feature:
    if one.place is None or other.place is None:
        if one.country and one.country == other.country:
            return values["country"], f"both in {one.country}"
        return values["unknown"], ""
    if one.place == other.place:
        return values["same"], f"both in {one.place}"
    if one.country is None or other.country is None:
        return values["different"], ""
    if one.country != other.country:
        return values["elsewhere"], ""
    country = names_of_codes().get(one.country, one.country)
    nested = country in (one.place, other.place)
    return values["nested" if nested else "country"], f"both in {country}"


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
