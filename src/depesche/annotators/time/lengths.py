"""Lengths of time and what comes again: durations and sets."""

from __future__ import annotations

from collections.abc import Mapping

from . import calendar
from .values import Answer, Moment, Reading

Groups = Mapping[str, str]
_GROWN, _OLDEST = 13, 100
"""Years that as an adjective tell someone's age ("der 38-jährige Manager")."""


def _unit(groups: Groups, moment: Moment) -> str:
    for table, name in (("UNIT", "unit"), ("UNITS", "unit"), ("ADJUNIT", "adjunit")):
        value = moment.word(table, groups.get(name))
        if value is not None:
            return str(value)
    return "D"


def length(groups: Groups, moment: Moment) -> Answer:
    """ "zehn Minuten", "anderthalb Jahre", "a decade"."""
    unit = _unit(groups, moment)
    halves = moment.word("FRACTION", groups.get("fraction"))
    if isinstance(halves, int):
        return Reading("DURATION", calendar.half_duration(halves, unit))
    count = moment.count(groups.get("number"))
    return None if count is None else Reading("DURATION", calendar.duration(count, unit))


def and_a_half(groups: Groups, moment: Moment) -> Answer:
    """ "two and a half years", "a year and a half", "half an hour"."""
    count = moment.count(groups.get("number")) if "number" in groups else 0
    if count is None:
        return None
    return Reading("DURATION", calendar.half_duration(2 * count + 1, _unit(groups, moment)))


def adjective(groups: Groups, moment: Moment) -> Answer:
    """ "dreijährig", "two-week"; not the age of a grown person."""
    unit, count = _unit(groups, moment), moment.count(groups.get("number"))
    if count is None or (unit == "Y" and _GROWN <= count < _OLDEST):
        return None
    return Reading("DURATION", calendar.duration(count, unit))


def vague(groups: Groups, moment: Moment) -> Answer:
    """ "mehrere Wochen", "seit Jahren", "in den kommenden Monaten"."""
    return Reading("DURATION", calendar.duration(moment.count(groups.get("number")), _unit(groups, moment)))


def long(groups: Groups, moment: Moment) -> Answer:
    """ "jahrelang", "Viertelstunde"."""
    return Reading("DURATION", str(moment.word("LONG", groups["long"])))


def repeated(groups: Groups, moment: Moment) -> Answer:
    """ "täglich", "jede Woche", "alle zwei Jahre"."""
    if "set" in groups:
        return Reading("SET", str(moment.word("SET", groups["set"])))
    if moment.rule.kind == "rate" and _unit(groups, moment) in ("S", "M", "H"):
        return None  # "80 Kilometer pro Stunde"
    every = int(moment.rule.value) if moment.rule.value else moment.count(groups.get("number")) or 1
    return Reading("SET", calendar.duration(every, _unit(groups, moment)))


def repeated_vaguely(groups: Groups, moment: Moment) -> Answer:
    """ "alle paar Wochen"."""
    return Reading("SET", calendar.duration(None, _unit(groups, moment)))


def repeated_weekday(groups: Groups, moment: Moment) -> Answer:
    """ "jeden Montag", "freitags"."""
    if moment.rule.value:
        return Reading("SET", moment.rule.value)
    number = moment.word("WEEKDAY", groups.get("weekday")) or moment.word("WEEKDAYSET", groups.get("weekdayset"))
    return Reading("SET", f"XXXX-WXX-{number}")


def vague_reference(groups: Groups, moment: Moment) -> Answer:
    """ "jetzt", "damals", "in Zukunft"."""
    return Reading("DATE", moment.rule.value or str(moment.word("REF", groups.get("ref"))))
