"""When: the time expressions of a text with their TIMEX3 values, counted from its date and from the dates it names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from depesche.model import Sentence, Span, Timex

from . import calendar
from .calendar import Anchor, anchor_from
from .kinds import KINDS
from .lexicon import TimeLexicon, load_time_lexicon
from .scan import Match, scan
from .tense import OPEN, Tenses
from .values import Moment, Reading

__all__ = ["find_timexes"]

_FULL = re.compile(r"\d{4}-\d\d-\d\d$")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?$")
_JOINS = re.compile(r" (?:\w+ )?\w{2,3} | ")
_NEXT_TO = 14
_STOP = re.compile(r"(?<!\b\d)(?<!\b\d\d)[.!?:]\W*\s(?=\W*[^\W\d_a-zäöüß])|\n\s*\n")
"""Where a sentence may end, for texts that come without trees."""
_FREE_WEEKDAY = re.compile(r"XXXX-WXX-(\d)(.*)$")


def find_timexes(
    text: str, *, language: str, anchor: str | None, sentences: Sequence[Sentence] = ()
) -> tuple[Timex, ...]:
    """Return the time expressions of `text` in text order.

    `anchor` is the article's date (`YYYY[-MM[-DD]]`, None if unknown). The trees of `sentences` tell what is past and
    what is to come; without them both are open. Where the anchor names no day, weekdays are the ones nearest to the
    latest full date that the text itself names: "Am Donnerstag …" beside "am 2. März 2023".
    """
    lexicon = load_time_lexicon(language)
    reader = _Reader(lexicon, anchor_from(anchor), sentences, text)
    found = [timex for match in scan(text, lexicon) if (timex := reader.read(match)) is not None]
    found = [_with_day_after(timex, after, text) for timex, after in zip(found, [*found[1:], None], strict=False)]
    if reader.anchor is None or not reader.anchor.known_day:
        day = _latest_full_date(found, anchor)
        if day is not None:
            found = [_with_weekday(timex, day) for timex in found]
    return tuple(found)


@dataclass
class _Told:
    """What the text has spoken of so far, and in which sentence."""

    last: Anchor | None = None
    day: date | None = None
    day_sentence: int = -9
    year: int | None = None
    year_sentence: int = -9


class _Reader:
    """Reads matches in text order and remembers the days and years they name."""

    def __init__(self, lexicon: TimeLexicon, anchor: Anchor | None, sentences: Sequence[Sentence], text: str) -> None:
        self.anchor = anchor
        self._lexicon = lexicon
        self._tenses = Tenses(sentences, lexicon) if sentences else None
        self._starts = [s.start for s in sentences] or [m.end() for m in _STOP.finditer(text)]
        self._told = _Told()

    def read(self, match: Match) -> Timex | None:
        sentence = bisect_right(self._starts, match.start)
        told, span = self._told, Span(match.start, match.end)
        near = told.day if sentence - told.day_sentence <= 1 else None
        moment = Moment(
            lexicon=self._lexicon,
            rule=match.rule,
            anchor=self.anchor,
            tense=lambda: match.rule.tense or (self._tenses.at(span) if self._tenses is not None else OPEN),
            told=told.last,
            near=near,
            here=told.day if sentence == told.day_sentence else None,
            year=told.year if sentence == told.year_sentence else None,
        )
        try:
            reading = KINDS[match.rule.kind](match.groups, moment)
        except (OverflowError, ValueError):  # a day beyond the calendar, as "vor 900000 Jahren"
            return None
        if reading is None:
            return None
        self._remember(reading, match, sentence)
        return Timex(start=match.start, end=match.end, type=reading.type, value=reading.value, date=reading.date)

    def _remember(self, reading: Reading, match: Match, sentence: int) -> None:
        value = reading.date or reading.value
        if reading.type == "SET" or not value[:4].isdigit():
            return
        day = _DAY.match(value)
        if reading.type == "TIME" and not {"weekday", "deictic", "follow"} & set(match.groups):
            return
        if day is not None:
            self._told = replace(self._told, day=date.fromisoformat(day.group(1)), day_sentence=sentence)
        if "year" in match.groups and reading.type == "DATE":
            self._told = replace(self._told, year=int(value[:4]), year_sentence=sentence)
        self._told.last = anchor_from(value.partition("T")[0]) or self._told.last


def _with_day_after(timex: Timex, after: Timex | None, text: str) -> Timex:
    """ "at 9:30 p.m. on Tuesday": the time is of the day named right after it."""
    if timex.type != "TIME" or after is None or after.type != "DATE" or not _FULL.match(after.value):
        return timex
    between = text[timex.end : after.start]
    day, mark, clock = timex.value.partition("T")
    if len(between) > _NEXT_TO or not _JOINS.fullmatch(between) or not mark or day == after.value:
        return timex
    return replace(timex, value=f"{after.value}T{clock}")


def _latest_full_date(found: Sequence[Timex], anchor: str | None) -> date | None:
    """The latest day named in the month or year that the article is of."""
    days = [t.value for t in found if _FULL.match(t.value) and t.value.startswith(anchor or "")]
    return date.fromisoformat(max(days)) if days else None


def _with_weekday(timex: Timex, reference: date) -> Timex:
    match = _FREE_WEEKDAY.match(timex.value)
    if match is None or timex.type == "SET":
        return timex
    day = calendar.nearest_weekday(reference, int(match.group(1)))
    return replace(timex, value=day.isoformat() + match.group(2))
