"""What a matched time expression means: its TIMEX3 type and value, counted from the anchor."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from . import calendar
from .calendar import Anchor
from .patterns import Rule, TimeLexicon

Answer = tuple[str, str] | None
_UNKNOWN_DAY = "XXXX-XX-XX"
_FAR = 4
"""Months ahead of the anchor from which a month without a year belongs to the year before."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a match is resolved against."""

    lexicon: TimeLexicon
    rule: Rule
    anchor: Anchor | None
    future: bool
    """Whether the sentence speaks of what is to come."""

    def word(self, table: str, printed: str | None) -> str | int | None:
        """Return the value of a printed word, None if nothing is printed."""
        return None if printed is None else self.lexicon.value_of(table, printed)

    def number(self, printed: str | None) -> int:
        """Return a number in digits or words, 1 if none is printed."""
        if printed is None:
            return 1
        if printed.isdigit():
            return int(printed)
        value = self.word("numbers", printed)
        return value if isinstance(value, int) else 1


def value_of(match: re.Match[str], moment: Moment) -> Answer:
    """Return (type, value) of a match, None where it is no time expression after all."""
    groups = {name: found for name, found in match.groupdict().items() if found is not None}
    return _KINDS[moment.rule.kind](groups, moment)


def _year_near(month: int, moment: Moment) -> int | None:
    """The year of a month named without one: this year's, or last year's where it lies far ahead."""
    if moment.anchor is None:
        return None
    day = moment.anchor.day
    if moment.anchor.precision == "year":
        return day.year
    ahead = month - day.month
    if ahead >= _FAR and not moment.future:
        return day.year - 1
    return day.year + 1 if ahead <= -8 and moment.future else day.year


def _date(groups: Mapping[str, str], moment: Moment) -> Answer:
    if "monthnumber" in groups:
        month = int(groups["monthnumber"])
    else:
        printed = groups.get("month") or groups.get("month2") or groups.get("month3")
        value = moment.word("months", printed)
        month = value if isinstance(value, int) else 0
    if not 1 <= month <= 12:
        return None
    year = int(groups["year"]) if "year" in groups else _year_near(month, moment)
    shift = moment.word("relative", groups.get("relmonth"))
    if isinstance(shift, int) and moment.anchor is not None:
        year = _year_shifted(month, shift, moment.anchor.day)
    if year is None:
        return "DATE", f"XXXX-{month:02d}" + (f"-{int(groups['day']):02d}" if "day" in groups else "")
    if "day" not in groups:
        return "DATE", f"{year:04d}-{month:02d}"
    day = int(groups["day"])
    return ("DATE", f"{year:04d}-{month:02d}-{day:02d}") if calendar.valid(year, month, day) else None


def _year_shifted(month: int, shift: int, day: date) -> int:
    """ "im vergangenen Dezember": the last one before the anchor; "kommenden März": the next after it."""
    if shift < 0:
        return day.year if month < day.month else day.year - 1
    if shift > 0:
        return day.year if month > day.month else day.year + 1
    return day.year


def _month_of(groups: Mapping[str, str], moment: Moment) -> Answer:
    month, shift = moment.word("months", groups["month"]), moment.word("relative", groups["relative"])
    if moment.anchor is None or not isinstance(month, int) or not isinstance(shift, int):
        return "DATE", "XXXX-XX"
    return "DATE", f"{moment.anchor.day.year + shift:04d}-{month:02d}"


def _season(groups: Mapping[str, str], moment: Moment) -> Answer:
    season = moment.word("seasons", groups["season"])
    if "year" in groups:
        return "DATE", f"{groups['year']}-{season}"
    shift = moment.word("relative", groups.get("relative"))
    if moment.anchor is None or not isinstance(shift, int):
        return None
    return "DATE", f"{moment.anchor.day.year + shift:04d}-{season}"


def _quarter(groups: Mapping[str, str], moment: Moment) -> Answer:
    number = moment.word("ordinals", groups["ordinal"])
    year = groups.get("year") or (f"{moment.anchor.day.year:04d}" if moment.anchor else "XXXX")
    return "DATE", f"{year}-Q{number}"


def _holiday(groups: Mapping[str, str], moment: Moment) -> Answer:
    value = moment.word("holidays", groups["holiday"])
    if "year" in groups:
        return "DATE", calendar.holiday(str(value), int(groups["year"]))
    if moment.anchor is None:
        return "DATE", _UNKNOWN_DAY
    return "DATE", calendar.holiday(str(value), moment.anchor.day.year)


def _decade(groups: Mapping[str, str], moment: Moment) -> Answer:
    return "DATE", groups["decade"][:3]


def _offset(groups: Mapping[str, str], moment: Moment) -> Answer:
    if moment.rule.needs_future and not moment.future:
        return "DURATION", calendar.duration(moment.number(groups["number"]), str(moment.word("units", groups["unit"])))
    unit = str(moment.word("units", groups["unit"]))
    if moment.anchor is None:
        return "DATE", "PAST_REF" if moment.rule.sign < 0 else "FUTURE_REF"
    count = moment.rule.sign * moment.number(groups["number"])
    if unit in ("S", "M", "H"):
        return "DATE", moment.anchor.day.isoformat() if moment.anchor.known_day else "PAST_REF"
    return "DATE", calendar.shifted(moment.anchor.day, count, unit)


def weekday_date(weekday: int, shift: int | None, moment: Moment) -> date | None:
    """Return the day that a weekday means: the last one, the next one for plans, the nearest where only the month is known."""
    anchor = moment.anchor
    if anchor is None:
        return None
    if not anchor.known_day:
        return None
    if shift == 1 or (shift is None and moment.future):
        return calendar.weekday_after(anchor.day + timedelta(days=1 if shift == 1 else 0), weekday)
    if shift == -1:
        return calendar.weekday_before(anchor.day - timedelta(days=1), weekday)
    return calendar.weekday_before(anchor.day, weekday)


def _weekday(groups: Mapping[str, str], moment: Moment) -> Answer:
    weekday, shift = moment.word("weekdays", groups["weekday"]), moment.word("relative", groups.get("relative"))
    if not isinstance(weekday, int):
        return None
    found = weekday_date(weekday, shift if isinstance(shift, int) else None, moment)
    return "DATE", found.isoformat() if found is not None else f"XXXX-WXX-{weekday}"


def _weekday_part(groups: Mapping[str, str], moment: Moment) -> Answer:
    answer = _weekday(groups, moment)
    part = moment.word("parts", groups.get("part") or groups.get("part2"))
    return None if answer is None else ("TIME", f"{answer[1]}T{part}")


def _deictic(groups: Mapping[str, str], moment: Moment) -> Answer:
    shift = -1 if "last" in groups else moment.word("deictic", groups["deictic"])
    if not isinstance(shift, int):
        return None
    if moment.anchor is None or not moment.anchor.known_day:
        return "DATE", "PRESENT_REF" if shift == 0 else _UNKNOWN_DAY
    return "DATE", (moment.anchor.day + timedelta(days=shift)).isoformat()


def _deictic_part(groups: Mapping[str, str], moment: Moment) -> Answer:
    answer = _deictic(groups, moment)
    part = moment.word("parts", groups.get("part") or groups.get("part2"))
    return None if answer is None else ("TIME", f"{answer[1]}T{part}")


def _time(groups: Mapping[str, str], moment: Moment) -> Answer:
    hour, minute = int(groups["hour"]), groups.get("minute", "00")
    if "half" in groups:
        hour = hour % 12 + (12 if groups["half"] == "p" else 0)
    if hour > 24:
        return None
    day = moment.anchor.day.isoformat() if moment.anchor is not None and moment.anchor.known_day else _UNKNOWN_DAY
    return "TIME", f"{day}T{hour:02d}:{minute}"


def _unit(groups: Mapping[str, str], moment: Moment) -> Answer:
    if "relyear" in groups:
        return "DATE", f"{moment.anchor.day.year - 1:04d}" if moment.anchor else "PAST_REF"
    shift = moment.word("relative", groups["relative"])
    unit = moment.word("units", groups["unit"])
    if "number" in groups:
        return "DURATION", calendar.duration(moment.number(groups["number"]), str(unit))
    if not isinstance(shift, int):
        return None
    if moment.anchor is None:
        return "DATE", ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[shift + 1]
    if unit is None:
        return _weekend(shift, moment.anchor)
    if unit in ("S", "M", "H", "D") or (unit in ("W",) and not moment.anchor.known_day):
        return "DATE", ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[shift + 1]
    if unit == "MO" and moment.anchor.precision == "year":
        return "DATE", f"{moment.anchor.day.year:04d}"
    return "DATE", calendar.shifted(moment.anchor.day, shift, str(unit))


def _weekend(shift: int, anchor: Anchor) -> Answer:
    if not anchor.known_day:
        return "DATE", ("PAST_REF", "PRESENT_REF", "FUTURE_REF")[shift + 1]
    return "DATE", calendar.shifted(anchor.day, shift, "W") + "-WE"


def _vague_units(groups: Mapping[str, str], moment: Moment) -> Answer:
    return "DURATION", calendar.duration(None, str(moment.word("units", groups["unit"])))


def _duration(groups: Mapping[str, str], moment: Moment) -> Answer:
    unit = moment.lexicon.adjectives.get(groups.get("adjective", "")) or moment.word("units", groups.get("unit"))
    return "DURATION", calendar.duration(moment.number(groups["number"]), str(unit))


def _set(groups: Mapping[str, str], moment: Moment) -> Answer:
    return "SET", str(moment.word("sets", groups["set"]))


def _set_unit(groups: Mapping[str, str], moment: Moment) -> Answer:
    weekday = moment.word("weekdays", groups["unit"])
    if weekday is not None:
        return "SET", f"XXXX-WXX-{weekday}"
    return "SET", calendar.duration(1, str(moment.word("units", groups["unit"])))


def _year(groups: Mapping[str, str], moment: Moment) -> Answer:
    return "DATE", groups["year"]


def _ref(groups: Mapping[str, str], moment: Moment) -> Answer:
    return "DATE", str(moment.word("refs", groups["ref"]))


_KINDS: Mapping[str, Callable[[Mapping[str, str], Moment], Answer]] = {
    "date": _date,
    "month_of": _month_of,
    "season": _season,
    "quarter": _quarter,
    "holiday": _holiday,
    "decade": _decade,
    "offset": _offset,
    "weekday": _weekday,
    "weekday_part": _weekday_part,
    "deictic": _deictic,
    "deictic_part": _deictic_part,
    "time": _time,
    "unit": _unit,
    "vague_units": _vague_units,
    "duration": _duration,
    "set": _set,
    "set_unit": _set_unit,
    "year": _year,
    "ref": _ref,
}
