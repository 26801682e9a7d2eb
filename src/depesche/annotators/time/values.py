"""What a matched time expression means: its TIMEX3 type and value, counted from the moment it is told at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from . import calendar
from .calendar import Anchor
from .lexicon import Rule, TimeLexicon
from .tense import FUTURE, PAST, PLANNED


@dataclass(frozen=True, slots=True)
class Reading:
    """Type and value of an expression; `date` is the calendar date that a length points to ("vor einer Woche")."""

    type: str
    value: str
    date: str | None = None


Answer = Reading | None
UNKNOWN_DAY = "XXXX-XX-XX"
_REFS = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
_FAR, _BEHIND = 4, -8
"""Months from the anchor beyond which a month without a year belongs to the year before or after."""
_WEEKS_APART = 13
"""Days between article and narrated day from which a weekday in the same sentence belongs to the narrated day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a match is resolved against."""

    lexicon: TimeLexicon
    rule: Rule
    anchor: Anchor | None
    """The article's date."""
    tense: Callable[[], str]
    told: Anchor | None
    """The day, month or year that the text is speaking of, as it last named one."""
    near: date | None
    """The day it named in this sentence or the one before."""
    here: date | None
    """The day it named in this sentence."""
    year: int | None
    """A year that this sentence has named before."""

    def word(self, table: str, printed: str | None) -> str | int | None:
        """Return the value of a printed word, None if nothing is printed."""
        return None if printed is None else self.lexicon.value(table, printed)

    def count(self, printed: str | None) -> int | None:
        """Return a number in digits or words, None if none is printed."""
        if printed is None:
            return None
        digits = printed.rstrip(".stndrh").replace(".", "")
        if digits.isdigit():
            return int(digits)
        for table in ("NUMBER", "ORDINALWORD", "A"):
            value = self.lexicon.value(table, printed)
            if isinstance(value, int):
                return value
        return None

    def shift(self, groups: Mapping[str, str], *names: str) -> int | None:
        """Return -1, 0 or 1 of a word like "vergangen", "dies", "kommend", None if none is printed."""
        for name in names:
            value = self.word("REL", groups.get(name))
            if isinstance(value, int):
                return value
        return None

    @property
    def day(self) -> date | None:
        """The article's day, None if it is not known."""
        return self.anchor.day if self.anchor is not None and self.anchor.known_day else None


def year_of(printed: str) -> int:
    """Return the year of `2013`, `2013/14` or `76`."""
    digits = printed.replace(" ", "").split("/")[0]
    number = int(digits)
    return number if number > 99 else number + (2000 if number < 40 else 1900)


def year_near(month: int, day: int | None, moment: Moment) -> int | None:
    """Return the year of a month or day named without one, None without an anchor."""
    if moment.year is not None and (moment.anchor is None or moment.year <= moment.anchor.day.year):
        return moment.year
    if moment.anchor is None:
        return None
    anchor = moment.anchor.day
    if moment.anchor.precision == "year":
        return anchor.year
    tense = moment.tense()
    ahead = month - anchor.month
    later = ahead > 0 or (ahead == 0 and day is not None and moment.anchor.known_day and day > anchor.day)
    earlier = ahead < 0 or (ahead == 0 and day is not None and moment.anchor.known_day and day < anchor.day)
    if tense == PAST and later and (day is None or ahead > 1):
        return anchor.year - 1
    if tense == FUTURE and earlier and ahead <= -2:
        return anchor.year + 1
    if ahead >= (_FAR if tense != FUTURE else -_BEHIND):
        return anchor.year - 1
    return anchor.year + 1 if ahead <= _BEHIND and tense != PAST else anchor.year


def year_shifted(month: int, shift: int, anchor: date) -> int:
    """Return the year of "im vergangenen Dezember" (the last one before the anchor) or "kommenden März" (the next)."""
    if shift < 0:
        return anchor.year if month < anchor.month else anchor.year - 1
    if shift > 0:
        return anchor.year if month > anchor.month else anchor.year + 1
    return anchor.year


def reference(shift: int) -> Reading:
    """Return the vague reading of what lies before, now or ahead."""
    return Reading("DATE", _REFS[max(-1, min(1, shift))])


def shifted(moment: Moment, shift: int, unit: str) -> Answer:
    """Return the week, month, year … that lies `shift` units from the article's date."""
    anchor = moment.anchor
    if anchor is None:
        return reference(shift)
    if unit == "WE":
        return (
            Reading("DATE", calendar.shifted(anchor.day, shift, "W") + "-WE") if anchor.known_day else reference(shift)
        )
    if unit in ("S", "M", "H", "D", "ML") or (unit == "W" and not anchor.known_day):
        return reference(shift)
    if unit in ("MO", "Q", "HY") and anchor.precision == "year":
        return Reading("DATE", f"{anchor.day.year:04d}")
    return Reading("DATE", calendar.shifted(anchor.day, shift, unit))


def weekday(number: int, shift: int | None, moment: Moment) -> Reading:
    """Return the day that a weekday means: the last one in the past tense, the next one in the future."""
    day = moment.day
    if moment.here is not None and (day is None or abs((day - moment.here).days) > _WEEKS_APART):
        return Reading("DATE", calendar.nearest_weekday(moment.here, number).isoformat())
    if day is None:
        return Reading("DATE", f"XXXX-WXX-{number}")
    if shift == 0:
        return Reading("DATE", calendar.weekday_after(day - timedelta(days=day.isoweekday() - 1), number).isoformat())
    if shift == 1 or (shift is None and moment.tense() in (FUTURE, PLANNED)):
        return Reading("DATE", calendar.weekday_after(day + timedelta(days=1 if shift == 1 else 0), number).isoformat())
    return Reading("DATE", calendar.weekday_before(day - timedelta(days=1 if shift == -1 else 0), number).isoformat())
