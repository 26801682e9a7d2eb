"""Which function reads which kind of rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import clock, dates, lengths, relative
from .values import Answer, Moment

Kind = Callable[[Mapping[str, str], Moment], Answer]

KINDS: Mapping[str, Kind] = {
    "date": dates.day_of_month,
    "month": dates.month_of_year,
    "season": dates.season,
    "quarter": dates.quarter,
    "fiscal": dates.fiscal_year,
    "decade": dates.decade,
    "century": dates.century,
    "year": dates.year,
    "bareyear": dates.year,
    "holiday": dates.holiday,
    "weekday": relative.weekday_named,
    "deictic_weekday": relative.deictic,
    "deictic": relative.deictic,
    "unit": relative.unit,
    "nearby": relative.nearby,
    "next": relative.following,
    "same_day": relative.same_day,
    "same_unit": relative.same_unit,
    "later": relative.later,
    "ago": relative.ago,
    "ahead": relative.ahead,
    "clock": clock.clock,
    "part": clock.part,
    "weekday_part": clock.weekday_part,
    "deictic_part": clock.deictic_part,
    "lastnight": clock.night,
    "next_part": clock.next_part,
    "same_part": clock.same_part,
    "nightto": clock.night_to,
    "length": lengths.length,
    "halflength": lengths.and_a_half,
    "halfunit": lengths.and_a_half,
    "adjective": lengths.adjective,
    "vague": lengths.vague,
    "period": lengths.vague,
    "long": lengths.long,
    "set": lengths.repeated,
    "rate": lengths.repeated,
    "setvague": lengths.repeated_vaguely,
    "setweekday": lengths.repeated_weekday,
    "ref": lengths.vague_reference,
}
