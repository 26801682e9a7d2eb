"""When: the time expressions of a text with their TIMEX3 values, counted from its date and from the dates it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from depesche.model import Block, Span, Timex

from . import calendar
from .calendar import Anchor, anchor_from
from .patterns import Rule, TimeLexicon, load_time_lexicon
from .values import Moment, value_of

__all__ = ["find_timexes"]

_FULL = re.compile(r"\d{4}-\d\d-\d\d$")
_FREE_WEEKDAY = re.compile(r"XXXX-WXX-(\d)(.*)$")


def find_timexes(
    text: str, *, language: str, anchor: str | None, sentences: Sequence[Span] = (), blocks: Sequence[Block] = ()
) -> tuple[Timex, ...]:
    """Return the time expressions of `text` in text order.

    `anchor` is the article's date (`YYYY[-MM[-DD]]`, None if unknown). Where it names no day, weekdays are the ones
    nearest to the latest full date that the text itself names: "Am Donnerstag …" beside "am 2. März 2023".
    """
    lexicon = load_time_lexicon(language)
    moment = anchor_from(anchor)
    found = [
        timex for span in (sentences or [Span(0, len(text))]) for timex in _in_sentence(text, span, lexicon, moment)
    ]
    if moment is None or not moment.known_day:
        reference = _latest_full_date(found, anchor)
        if reference is not None:
            found = [_with_weekday(timex, reference) for timex in found]
    return tuple(found)


def _in_sentence(text: str, span: Span, lexicon: TimeLexicon, anchor: Anchor | None) -> list[Timex]:
    sentence = text[span.start : span.end]
    words = set(re.findall(r"\w+", sentence))
    future = bool(words & lexicon.future) and not words & lexicon.past
    found: list[Timex] = []
    taken = bytearray(len(sentence))
    for rule in lexicon.rules:
        for match in rule.pattern.finditer(sentence):
            if match.end() == match.start() or any(taken[match.start() : match.end()]):
                continue
            timex = _timex(match, rule, Moment(lexicon, rule, anchor, future), span.start)
            if timex is not None:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append(timex)
    return sorted(found, key=lambda t: t.start)


def _timex(match: re.Match[str], rule: Rule, moment: Moment, offset: int) -> Timex | None:
    if rule.not_before is not None and rule.not_before.search(match.string[: match.start()]):
        return None
    answer = value_of(match, moment)
    if answer is None:
        return None
    return Timex(start=offset + match.start(), end=offset + match.end(), type=answer[0], value=answer[1])


def _latest_full_date(found: Sequence[Timex], anchor: str | None) -> date | None:
    """The latest day named in the month or year that the article is of."""
    days = [t.value for t in found if _FULL.match(t.value) and t.value.startswith(anchor or "")]
    return date.fromisoformat(max(days)) if days else None


def _with_weekday(timex: Timex, reference: date) -> Timex:
    match = _FREE_WEEKDAY.match(timex.value)
    if match is None or timex.type == "SET":
        return timex
    day = calendar.nearest_weekday(reference, int(match.group(1)))
    return Timex(start=timex.start, end=timex.end, type=timex.type, value=day.isoformat() + match.group(2))
