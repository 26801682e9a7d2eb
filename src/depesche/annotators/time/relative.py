"""Days, weeks and years counted from the article's date or from the day that the text is speaking of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from . import calendar
from .values import UNKNOWN_DAY, Answer, Moment, Reading, reference, shifted, weekday

Groups = Mapping[str, str]


def weekday_named(groups: Groups, moment: Moment) -> Answer:
    """ "am Donnerstag", "kommenden Freitag", "Montag vergangener Woche"."""
    number = moment.word("WEEKDAY", groups["weekday"])
    if not isinstance(number, int):
        return None
    week = moment.shift(groups, "relweek")
    if week is not None and moment.day is not None:
        monday = moment.day - timedelta(days=moment.day.isoweekday() - 1)
        return Reading("DATE", (monday + timedelta(days=7 * week + number - 1)).isoformat())
    return weekday(number, moment.shift(groups, "rel"), moment)


def deictic(groups: Groups, moment: Moment) -> Answer:
    """ "gestern", "am heutigen Tag", "am morgigen Sonntag"."""
    shift = _deictic_shift(groups, moment)
    if shift is None:
        return None
    return reference(shift) if moment.day is None else Reading("DATE", (moment.day + timedelta(days=shift)).isoformat())


def _deictic_shift(groups: Groups, moment: Moment) -> int | None:
    for table in ("DEICTIC", "DEICTICADJ"):
        value = moment.word(table, groups.get("deictic"))
        if isinstance(value, int):
            return value
    return None


def unit(groups: Groups, moment: Moment) -> Answer:
    """ "vergangene Woche", "dieses Jahr", "am Wochenende", "Ende des Monats"."""
    if "weekend" in groups:
        return _weekend(moment)
    shift = moment.shift(groups, "rel")
    if "now" in groups:
        name = str(moment.word("UNIT", groups["now"]))
        return shifted(moment, 0 if shift is None else shift, name)
    name = str(moment.word("UNIT", groups["unit"]))
    if shift is None:
        return None
    if name == "D":
        return _told_day(moment) if shift == 0 else None  # "am letzten Tag" of something
    return shifted(moment, shift, name)


def _weekend(moment: Moment) -> Answer:
    """The last weekend that has begun, or the coming one where the sentence looks ahead."""
    day = moment.day
    if day is None:
        return Reading("DATE", "XXXX-WXX-WE")
    ahead = moment.tense() == "future"
    saturday = calendar.weekday_after(day, 6) if ahead else calendar.weekday_before(day, 6)
    return Reading("DATE", calendar.shifted(saturday, 0, "W") + "-WE")


def _told_day(moment: Moment) -> Answer:
    if moment.told is not None and moment.told.known_day:
        return Reading("DATE", moment.told.day.isoformat())
    return Reading("DATE", moment.day.isoformat()) if moment.day is not None else Reading("DATE", UNKNOWN_DAY)


def same_day(groups: Groups, moment: Moment) -> Answer:
    """ "am selben Tag"."""
    return _told_day(moment)


def same_unit(groups: Groups, moment: Moment) -> Answer:
    """ "im selben Jahr": the one that the text is speaking of."""
    return _from_told(moment, 0, str(moment.word("UNIT", groups["unit"])))


def nearby(groups: Groups, moment: Moment) -> Answer:
    """ "Vorjahr", "heuer", "Jahresende": a count and a unit kept in the word itself; "Vortag" counts from the day told of."""
    value = str(moment.word("NEARBY", groups["nearby"]))
    count, name = (int(value[:2]), value[2:]) if value[0] in "+-" else (int(value[0]), value[1:])
    if name == "D":
        return _from_told(moment, count, name)
    return shifted(moment, count, name)


def following(groups: Groups, moment: Moment) -> Answer:
    """ "am nächsten Tag", "in der Woche darauf", "tags zuvor": from the day told of; "nächstes Jahr": from the article's."""
    printed = groups.get("unit")
    name = moment.rule.value or str(moment.word("UNIT", printed) or moment.word("UNITS", printed))
    sign = moment.rule.sign or 1
    if name != "D" and not moment.rule.sign and moment.lexicon.value("REL", groups.get("follow", "")) is not None:
        return shifted(moment, 1, name)
    return _from_told(moment, sign, name)


def _from_told(moment: Moment, count: int, name: str) -> Answer:
    base = moment.told
    if base is None or (name in ("D", "W") and not base.known_day):
        base = moment.anchor
    if base is None or (name in ("D", "W") and not base.known_day):
        return Reading("DATE", UNKNOWN_DAY)
    if name in ("S", "M", "H"):
        return Reading("DATE", base.day.isoformat() if base.known_day else UNKNOWN_DAY)
    return Reading("DATE", calendar.shifted(base.day, count, name))


def later(groups: Groups, moment: Moment) -> Answer:
    """ "zwei Tage später", "drei Jahre zuvor": counted from the day, month or year that the text is speaking of."""
    name = _unit_name(groups, moment)
    count = moment.count(groups.get("number"))
    halves = moment.word("FRACTION", groups.get("fraction"))
    if isinstance(halves, int) and name == "Y":
        name, count = "MO", 6 * halves
    if count is None or moment.told is None or not _fits(moment.told.precision, name):
        return Reading("DATE", UNKNOWN_DAY)
    if name in ("S", "M", "H"):
        return Reading("DATE", moment.told.day.isoformat())
    return Reading("DATE", calendar.shifted(moment.told.day, moment.rule.sign * count, name))


def _fits(precision: str, name: str) -> bool:
    return {"day": True, "month": name in ("MO", "Q", "Y", "DE", "CE"), "year": name in ("Y", "DE", "CE")}[precision]


def _unit_name(groups: Groups, moment: Moment) -> str:
    printed = groups.get("unit")
    return str(moment.word("UNIT", printed) or moment.word("UNITS", printed))


def ago(groups: Groups, moment: Moment) -> Answer:
    """ "vor zwei Wochen": the length, with the date it points to; a rule of value `DATE` gives the date itself."""
    return counted(groups, moment, -1)


def ahead(groups: Groups, moment: Moment) -> Answer:
    """ "in drei Tagen": with the date it points to, unless the sentence tells of the past ("in drei Tagen erledigt")."""
    if moment.tense() == "past":
        return _with_length(groups, moment, None)
    return counted(groups, moment, 1)


def counted(groups: Groups, moment: Moment, sign: int) -> Answer:
    """Return the reading of a length counted back (`sign` -1) or ahead from the article's date."""
    name, count = _unit_name(groups, moment), moment.count(groups.get("number"))
    if "fraction" in groups:
        halves = moment.word("FRACTION", groups["fraction"])
        count = halves * 6 if isinstance(halves, int) and name == "Y" else None
        value = _count_from(moment, sign * count, "MO") if count else None
    else:
        value = None if count is None else _count_from(moment, sign * count, name)
    if moment.rule.value == "DATE":
        return Reading("DATE", value) if value is not None else reference(sign)
    return _with_length(groups, moment, value)


def _with_length(groups: Groups, moment: Moment, points_to: str | None) -> Answer:
    name = _unit_name(groups, moment)
    halves = moment.word("FRACTION", groups.get("fraction"))
    if isinstance(halves, int):
        return Reading("DURATION", calendar.half_duration(halves, name), points_to)
    return Reading("DURATION", calendar.duration(moment.count(groups.get("number")), name), points_to)


def _count_from(moment: Moment, count: int, name: str) -> str | None:
    anchor = moment.anchor
    if anchor is None or (name in ("S", "M", "H", "D", "W") and not anchor.known_day):
        return None
    if name in ("MO", "Q") and anchor.precision == "year":
        return None
    if name in ("S", "M", "H"):
        return anchor.day.isoformat() if -24 < count < 24 or name != "H" else _day_of_hours(anchor.day, count)
    try:
        return calendar.shifted(anchor.day, count, name)
    except OverflowError:
        return None


def _day_of_hours(day: date, hours: int) -> str:
    return (day + timedelta(days=round(hours / 24))).isoformat()
