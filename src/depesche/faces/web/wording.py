"""How values are worded: names in the reader's language, dates, scores, shortened texts, and the classes of colours."""

from __future__ import annotations

import re
from datetime import date as Date
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from .i18n import language
from .i18n import translate as _
from .names import actor_name, as_party, code_name, id_name, id_names, place_name, speaker_name, town_name

if TYPE_CHECKING:
    from depesche.analysis import BriefLine

QUADS = {
    "verbal cooperation": "vc",
    "material cooperation": "mc",
    "verbal conflict": "vx",
    "material conflict": "mx",
}
"""Quad categories and their short names in style sheets and charts."""


IMPLIED_PLACES = ("context", "scene", "dateline")
"""What a place can rest on besides the words that name it beside the event."""


def basis(value: str | None) -> str:
    """Return what a place that is not named beside the event rests on."""
    told = {
        "context": _("the place stands in the sentences around"),
        "scene": _("the place is where the report plays"),
        "dateline": _("the place is that of the dateline"),
    }
    return told.get(value or "", "")


_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
_UNITS = ("year", "month", "week", "day", "hour", "minute")


def duration(value: str | None) -> str:
    """Return an ISO 8601 duration in the reader's words, "PT1H30M" as "1 hour 30 minutes"; what is none as it stands."""
    from babel.units import format_unit

    match = _DURATION.fullmatch(value or "")
    if match is None or not any(match.groups()):
        return value or ""
    told = zip(match.groups(), _UNITS, strict=True)
    return " ".join(format_unit(int(n), f"duration-{unit}", locale=_locale()) for n, unit in told if n)


def field_value(value: str, field: str) -> str:
    """Return the value of a field or filter in the reader's words: dates, statuses, codes and ids of actors."""
    if field in ("date", "since", "until"):
        return long_date(value)
    if field in ("status", "quad", "form", "stance"):
        return word(value)
    if field in ("actor", "recipient", "party", "place", "about", "actors", "recipients"):
        return ", ".join(code_name(part) if ":" not in part else id_name(part) for part in value.split(", "))
    return value


def brief_line(line: BriefLine) -> str:
    """Return what a line of a brief tells that is no single event: a shift of tone, a new office, a speaker."""
    if line.figures:
        before, n_before, now, n_now = line.figures
        told = _("mean %(before)s (%(n_before)s events before) to %(now)s (%(n_now)s)") % {
            "before": score(before),
            "n_before": number(n_before),
            "now": score(now),
            "n_now": number(n_now),
        }
        return f"{code_name(line.codes[0])} → {code_name(line.codes[1])}: {told}"
    if line.office is not None:
        return f"{line.text.partition(':')[0]}: {word(line.office)}, {code_name(line.codes[0])}"
    return line.text


def quad_class(quad: str) -> str:
    """Return the short name of a quad category: `vc`, `mc`, `vx` or `mx`."""
    return QUADS.get(quad, "none")


def long_date(value: str | None) -> str:
    """Return a date in the reader's words: "2 March 2023", "March 2023", "2023"; empty without one."""
    return _long_date(value, _locale()) if value else ""


@lru_cache(maxsize=20_000)
def _long_date(value: str, locale: str) -> str:
    from babel.dates import format_date, format_skeleton

    parts = value.split("-")
    try:
        if len(parts) == 3:
            return str(format_date(Date.fromisoformat(value), "long", locale=locale))
        if len(parts) == 2 and parts[1].isdigit():
            return str(format_skeleton("yMMMM", Date(int(parts[0]), int(parts[1]), 1), locale=locale))
    except ValueError:
        return value
    return value


def weekday(value: str | None) -> str:
    """Return the day of the week of a date known to the day, else nothing."""
    from babel.dates import format_date

    try:
        return str(format_date(Date.fromisoformat(value or ""), "EEEE", locale=_locale()))
    except ValueError:
        return ""


def moment(value: str) -> str:
    """Return a moment in UTC in the reader's words: "2 March 2023, 14:05 UTC"."""
    day, _t, time = value.partition("T")
    return f"{long_date(day)}, {time[:5]} UTC" if time else long_date(day)


def _locale() -> str:
    return {"en": "en_GB", "de": "de_DE"}[language()]


_SIGNS = {"en": {}, "de": str.maketrans(",.", ".,")}


def number(value: float | None, digits: int = 0) -> str:
    """Return a number as the reader writes it: "12,345", in German "12.345"; "–" for None."""
    if value is None:
        return "–"
    return f"{value:,.{digits}f}".translate(_SIGNS[language()])


def score(value: float | None) -> str:
    """Return a conflict–cooperation value with its sign: "+1.5", "−3.0"; "–" for None."""
    if value is None:
        return "–"
    return ("+" if value > 0 else "−" if value < 0 else "±") + number(abs(value), 1)


def percent(value: float | None, digits: int = 1) -> str:
    """Return a share as a percentage; "–" for None."""
    return "–" if value is None else f"{number(100 * value, digits)} %"


def shorten(text: str | None, length: int = 320) -> str:
    """Return `text` on one line, cut at a word where it is longer than `length`."""
    line = " ".join((text or "").split())
    return line if len(line) <= length else line[: length - 1].rsplit(" ", 1)[0] + " …"


def marked(text: str, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Return `text` in pieces with whether each is marked: what a search found, without any markup of ours in it."""
    pieces, at = [], 0
    for start, end in sorted(marks):
        if start < at:
            continue
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def code_marks(text: str) -> Markup:
    """Return `text` with what stands between backticks set as code."""
    pieces = text.split("`")
    marked_up = (Markup("<code>{}</code>").format(piece) if n % 2 else escape(piece) for n, piece in enumerate(pieces))
    return Markup("").join(marked_up)


def word(value: str | None) -> str:
    """Return a label of the codebook or of a layer in the reader's language."""
    return _(value) if value else ""


FILTERS = {
    "as_party": as_party,
    "actor_name": actor_name,
    "code_name": code_name,
    "place_name": place_name,
    "quad_class": quad_class,
    "long_date": long_date,
    "weekday": weekday,
    "number": number,
    "score": score,
    "percent": percent,
    "shorten": shorten,
    "marked": marked,
    "word": word,
    "basis": basis,
    "code_marks": code_marks,
    "brief_line": brief_line,
    "town_name": town_name,
    "moment": moment,
    "speaker_name": speaker_name,
    "id_names": id_names,
    "duration": duration,
    "field_value": field_value,
}
