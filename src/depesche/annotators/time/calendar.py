"""Dates as precise as they are known, and how to count from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_DAY_UNITS = {"D": 1, "W": 7}
_PART_NAMES = {"MO": "", "Q": "Q", "HY": "H"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The moment a text speaks from: a day, or only its month or year."""

    day: date
    precision: str
    """`day`, `month` or `year`."""

    @property
    def known_day(self) -> bool:
        """Whether the day itself is known."""
        return self.precision == "day"


def anchor_from(published: str | None) -> Anchor | None:
    """Return the anchor of a `YYYY[-MM[-DD]]` date, its first day where the day is unknown; None without a date."""
    if published is None:
        return None
    parts = [int(part) for part in published[:10].split("-") if part.isdigit()]
    if not parts or not 1 <= parts[0] <= 9999:
        return None
    try:
        day = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    except ValueError:
        return None
    return Anchor(day, ("year", "month", "day")[min(len(parts), 3) - 1])


def shifted(day: date, count: int, unit: str) -> str:
    """Return the TIMEX3 value of the unit that lies `count` units from `day`; its precision is the unit's.

    Raises OverflowError beyond the years 1 to 9999.
    """
    if unit in _DAY_UNITS:
        moved = day + timedelta(days=count * _DAY_UNITS[unit])
        if unit == "D":
            return moved.isoformat()
        year, week, _ = moved.isocalendar()
        return f"{year}-W{week:02d}"
    parts = {"MO": 12, "Q": 4, "HY": 2}.get(unit, 1)
    position = day.year * parts + (day.month - 1) * parts // 12 + count if parts > 1 else 0
    year = position // parts if parts > 1 else day.year + count * {"DE": 10, "CE": 100}.get(unit, 1)
    if not 0 < year < 10_000:
        raise OverflowError(f"year {year}")
    if parts > 1:
        return f"{year:04d}-{_PART_NAMES[unit]}{position % parts + 1:0{2 if unit == 'MO' else 1}d}"
    if unit in ("Y", "DE", "CE"):
        return f"{year:04d}"[: {"Y": 4, "DE": 3, "CE": 2}[unit]]
    return day.isoformat()


def duration(count: int | None, unit: str) -> str:
    """Return the ISO duration of `count` units, `X` where the count is vague: `PT10M`, `PXY`."""
    number = "X" if count is None else str(count)
    if unit in ("S", "M", "H"):
        return f"PT{number}{unit}"
    if unit == "HY":
        return f"P{number if count is None else 6 * count}M"
    return f"P{number}{'M' if unit == 'MO' else unit}"


_HALVES = {"Y": (6, "MO"), "H": (30, "M"), "M": (30, "S"), "D": (12, "H"), "DE": (5, "Y"), "CE": (50, "Y")}


def half_duration(halves: int, unit: str) -> str:
    """Return the ISO duration of so many halves of a unit: three half years are `P18M`."""
    factor, smaller = _HALVES.get(unit, (0, unit))
    return duration(halves * factor, smaller) if factor else duration(None, unit).replace("X", f"{halves / 2:g}")


def easter(year: int) -> date:
    """Return Easter Sunday of a year (Meeus, Jones and Butcher's rule for the Gregorian calendar)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def holiday(value: str, year: int) -> str:
    """Return the day of a holiday written as `MM-DD`, `easter+N` or `thursday+4/11` (the fourth one in November)."""
    if value.startswith("easter"):
        return (easter(year) + timedelta(days=int(value.removeprefix("easter")))).isoformat()
    if "/" not in value:
        return f"{year:04d}-{value}"
    rule, month = value.split("/")
    weekday, number = _WEEKDAYS.index(rule[:-2]) + 1, int(rule[-2:])
    if number > 0:
        first = weekday_after(date(year, int(month), 1), weekday)
        return (first + timedelta(days=7 * (number - 1))).isoformat()
    last = date(year + int(month) // 12, int(month) % 12 + 1, 1) - timedelta(days=1)
    return weekday_before(last, weekday).isoformat()


def nearest_weekday(day: date, weekday: int) -> date:
    """Return the date of an ISO weekday at most three days from `day`."""
    ahead = (weekday - day.isoweekday()) % 7
    return day + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def weekday_before(day: date, weekday: int) -> date:
    """Return the last date of an ISO weekday up to and with `day`."""
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)


def weekday_after(day: date, weekday: int) -> date:
    """Return the next date of an ISO weekday from `day` on."""
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def valid(year: int, month: int, day: int) -> bool:
    """Return whether such a day exists."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
