"""Days, months, seasons, quarters, years, decades and feasts that a text names by the calendar."""

from __future__ import annotations

import re
from collections.abc import Mapping

from . import calendar
from .tense import FUTURE, PAST
from .values import Answer, Moment, Reading, reference, shifted, year_near, year_of, year_shifted

Groups = Mapping[str, str]
_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}


def day_of_month(groups: Groups, moment: Moment) -> Answer:
    """ "2. März 2023", "02.03.2023", "2. März": a day; None where there is no such day."""
    if "iso" in groups:
        return _checked(*(int(part) for part in groups["iso"].split("-")))
    if "numeric" in groups:
        return _numeric(groups["numeric"], moment)
    month = moment.word("MONTH", groups.get("month"))
    printed = groups.get("day", "")
    day = int(re.sub(r"\D", "", printed)) if printed else moment.count(groups.get("dayword"))
    if not isinstance(month, int) or day is None or not 1 <= day <= 31:
        return None
    return _day(day, month, groups, moment)


def _numeric(printed: str, moment: Moment) -> Answer:
    parts = [int(part) for part in re.findall(r"\d+", printed)]
    if len(parts) == 3:
        day, month = parts[:2] if moment.lexicon.day_first else parts[1::-1]
        return _checked(year_of(str(parts[2])) if parts[2] < 100 else parts[2], month, day)
    day, month = parts
    return _day(day, month, {}, moment) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _day(day: int, month: int, groups: Groups, moment: Moment) -> Answer:
    year = int(groups["year"]) if "year" in groups else None
    if year is None and "relyear" in groups and moment.anchor is not None:
        year = moment.anchor.day.year + (moment.shift(groups, "relyear") or 0)
    if year is None:
        year = year_near(month, day, moment)
    if year is None:
        return Reading("DATE", f"XXXX-{month:02d}-{day:02d}")
    return _checked(year, month, day)


def _checked(year: int, month: int, day: int) -> Answer:
    return Reading("DATE", f"{year:04d}-{month:02d}-{day:02d}") if calendar.valid(year, month, day) else None


def month_of_year(groups: Groups, moment: Moment) -> Answer:
    """ "Ende März 2023", "im vergangenen Dezember", "Juli dieses Jahres"."""
    month = moment.word("MONTH", groups["month"])
    if not isinstance(month, int):
        return None
    year: int | None
    if "year" in groups:
        year = year_of(groups["year"])
    elif "relyear" in groups and moment.anchor is not None:
        year = moment.anchor.day.year + (moment.shift(groups, "relyear") or 0)
    elif "rel" in groups and moment.anchor is not None:
        year = year_shifted(month, moment.shift(groups, "rel") or 0, moment.anchor.day)
    else:
        year = year_near(month, None, moment)
    return Reading("DATE", f"XXXX-{month:02d}" if year is None else f"{year:04d}-{month:02d}")


def season(groups: Groups, moment: Moment) -> Answer:
    """ "Sommer 2013", "im Sommer vergangenen Jahres", "vergangenen Winter", "im Herbst"."""
    name = str(moment.word("SEASON", groups["season"]))
    if "year" in groups:
        return Reading("DATE", f"{year_of(groups['year']):04d}-{name}")
    if moment.anchor is None:
        return Reading("DATE", f"XXXX-{name}")
    anchor, year = moment.anchor.day, moment.anchor.day.year
    begin, end = _SEASON_MONTHS[name]
    shift = moment.shift(groups, "rel")
    if "relyear" in groups:
        year += moment.shift(groups, "relyear") or 0
    elif shift == -1:
        year -= 0 if end < anchor.month else 1
    elif shift == 1:
        year += 0 if begin > anchor.month else 1
    elif shift is None:
        tense = moment.tense()
        if begin > anchor.month and (tense == PAST or (tense != FUTURE and begin - anchor.month > 4)):
            year -= 1
        elif end < anchor.month and tense == FUTURE and anchor.month - end > 1:
            year += 1
    return Reading("DATE", f"{year:04d}-{name}")


def quarter(groups: Groups, moment: Moment) -> Answer:
    """ "im dritten Quartal 2013", "the first half of the year", "last quarter"."""
    part = str(moment.word("QUARTER", groups["quarter"]))
    if "relq" in groups:
        return shifted(moment, moment.shift(groups, "relq") or 0, "Q" if part == "Q" else "HY")
    number = moment.count(groups.get("ordinal"))
    if number is None or number > (4 if part == "Q" else 2):
        return None
    if "year" in groups:
        return Reading("DATE", f"{year_of(groups['year']):04d}-{part}{number}")
    if moment.anchor is None:
        return Reading("DATE", f"XXXX-{part}{number}")
    year = moment.anchor.day.year + (moment.shift(groups, "relyear") or 0)
    begins = (number - 1) * (3 if part == "Q" else 6) + 1
    if "relyear" not in groups and begins > moment.anchor.day.month and moment.tense() == PAST:
        year -= 1
    return Reading("DATE", f"{year:04d}-{part}{number}")


def fiscal_year(groups: Groups, moment: Moment) -> Answer:
    """ "Geschäftsjahr 2013/14", "fiscal 2024", "the current fiscal year"."""
    if "year" in groups:
        return Reading("DATE", f"FY{year_of(groups['year']):04d}")
    shift = moment.shift(groups, "rel") or 0
    return reference(shift) if moment.anchor is None else Reading("DATE", f"FY{moment.anchor.day.year + shift:04d}")


def decade(groups: Groups, moment: Moment) -> Answer:
    """ "1990er Jahre", "neunziger Jahre", "the late 1980s"."""
    if "decadeword" in groups:
        return Reading("DATE", f"19{moment.word('DECADEWORD', groups['decadeword'])}")
    digits = re.sub(r"\D", "", groups["decade"])
    if len(digits) == 4:
        return Reading("DATE", digits[:3])
    return Reading("DATE", f"{19 if int(digits) >= 20 else 20}{digits[0]}")


def century(groups: Groups, moment: Moment) -> Answer:
    """ "19. Jahrhundert"."""
    number = moment.count(groups["ordinal"])
    return None if number is None else Reading("DATE", f"{number - 1:02d}")


def year(groups: Groups, moment: Moment) -> Answer:
    """ "2013", "Jahr 2013", "2013/14"; a bare round figure ("einer von 2000") is none."""
    if moment.rule.kind == "bareyear" and int(groups["year"]) % 100 == 0:
        return None
    return Reading("DATE", f"{year_of(groups['year']):04d}")


def holiday(groups: Groups, moment: Moment) -> Answer:
    """ "Pfingsten 2013", "an Weihnachten"; without a year the one that the tense points to."""
    value = moment.rule.value or str(moment.word("HOLIDAY", groups.get("holiday")))
    if "year" in groups:
        return Reading("DATE", calendar.holiday(value, int(groups["year"])))
    if moment.anchor is None:
        return Reading("DATE", "XXXX-XX-XX" if "+" in value or "/" in value else f"XXXX-{value}")
    anchor = moment.anchor.day
    found = calendar.holiday(value, anchor.year)
    tense = moment.tense()
    if found > anchor.isoformat() and tense == PAST:
        found = calendar.holiday(value, anchor.year - 1)
    elif found < anchor.isoformat() and tense == FUTURE:
        found = calendar.holiday(value, anchor.year + 1)
    elif int(found[5:7]) - anchor.month > 8:
        found = calendar.holiday(value, anchor.year - 1)
    return Reading("DATE", found)
