"""Times of day: clock times, and parts of the day with or without the day they belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from .relative import deictic, following, same_day, weekday_named
from .tense import OPEN
from .values import UNKNOWN_DAY, Answer, Moment, Reading

Groups = Mapping[str, str]


def _day(moment: Moment) -> str:
    """The day of a time without one: the day just named, else the article's.

    A bare note ("Konzert, 20 Uhr") does not go on from the note before it.
    """
    day = moment.here or (moment.near if moment.tense() != OPEN else None) or moment.day
    return day.isoformat() if day is not None else UNKNOWN_DAY


def _part(groups: Groups, moment: Moment) -> str | None:
    for table in ("PART", "MOMENT", "TAIL"):
        value = moment.word(table, groups.get("part"))
        if value is not None:
            return str(value)
    return None


def clock(groups: Groups, moment: Moment) -> Answer:
    """ "20.30 Uhr", "8 p.m.", "halb acht"; None where there is no such hour."""
    if "hourhalf" in groups:
        number = moment.count(groups["hourhalf"])
        return (
            None if number is None or not 1 <= number <= 24 else Reading("TIME", f"{_day(moment)}T{number - 1:02d}:30")
        )
    parts = re.findall(r"\d+", groups.get("hour", ""))
    hour = int(parts[0]) if parts else moment.count(groups.get("hourword"))
    minute = int(parts[1]) if len(parts) > 1 else 0
    if hour is None or hour > 24 or minute > 59:
        return None
    half = groups.get("half") or groups.get("hour", "").lstrip("0123456789:.")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return Reading("TIME", f"{_day(moment)}T{hour:02d}:{minute:02d}")


def part(groups: Groups, moment: Moment) -> Answer:
    """ "am Abend", "in den frühen Morgenstunden", "vergangene Nacht"."""
    name = _part(groups, moment)
    if moment.shift(groups, "rel") == -1 and moment.day is not None:
        return Reading("TIME", f"{(moment.day - timedelta(days=1)).isoformat()}T{name}")
    return Reading("TIME", f"{_day(moment)}T{name}")


def weekday_part(groups: Groups, moment: Moment) -> Answer:
    """ "Montagabend"."""
    return _joined(weekday_named(groups, moment), groups, moment)


def deictic_part(groups: Groups, moment: Moment) -> Answer:
    """ "gestern Abend", "am heutigen Nachmittag", "last night"."""
    return _joined(deictic(groups, moment), groups, moment)


def night(groups: Groups, moment: Moment) -> Answer:
    """ "last night", "tonight", "overnight"."""
    day = moment.day + timedelta(days=moment.rule.sign) if moment.day is not None else None
    return Reading("TIME", f"{day.isoformat() if day is not None else UNKNOWN_DAY}TNI")


def next_part(groups: Groups, moment: Moment) -> Answer:
    """ "am nächsten Morgen"."""
    day = following({}, moment)
    return _joined(day, groups, moment)


def same_part(groups: Groups, moment: Moment) -> Answer:
    """ "am selben Abend"."""
    return _joined(same_day(groups, moment), groups, moment)


def _joined(day: Answer, groups: Groups, moment: Moment) -> Answer:
    if day is None:
        return None
    value = UNKNOWN_DAY if day.value.endswith("_REF") else day.value
    return Reading("TIME", f"{value}T{_part(groups, moment)}")


def night_to(groups: Groups, moment: Moment) -> Answer:
    """ "Nacht zum Freitag": the night that begins on the day before."""
    day = weekday_named(groups, moment)
    if day is None or day.value.startswith("XXXX"):
        return Reading("TIME", f"{UNKNOWN_DAY}TNI")
    return Reading("TIME", f"{(date.fromisoformat(day.value) - timedelta(days=1)).isoformat()}TNI")
