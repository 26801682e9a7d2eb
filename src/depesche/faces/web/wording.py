"""How values are worded: names in the reader's language, dates, scores, shortened texts, and the classes of colours."""

from __future__ import annotations

from datetime import date as Date
from functools import lru_cache
from typing import Any

from depesche import codebook
from depesche.model import Actor
from depesche.record import Party

from .i18n import language, translate

QUADS = {
    "verbal cooperation": "vc",
    "material cooperation": "mc",
    "verbal conflict": "vx",
    "material conflict": "mx",
}
"""Quad categories and their short names in style sheets and charts."""


@lru_cache(maxsize=4)
def _names(language: str) -> dict[str, str]:
    """Names of states and bodies by code: the first form of a language that takes no ending, else the English name."""
    found: dict[str, str] = {}
    for table in (codebook.load_states(), codebook.load_organisations(), codebook.load_groups()):
        for code, body in table.items():
            forms = body.names.get(language) or ()
            first = forms[0] if language != "en" and forms and "~" not in forms[0] else None
            found[code] = first or str(body.name_en)
    return found


def actor_name(party: Any) -> str:
    """Return the name of a party or actor; states and bodies in the reader's language."""
    kind, _, code = party.id.partition(":")
    if kind in ("state", "org", "group") and code in _names(language()):
        return _names(language())[code]
    return str(party.name)


def code_name(code: str | None) -> str:
    """Return the name of a state or body in the reader's language, the code itself where it is not known."""
    return _names(language()).get(code or "", code or "")


def place_name(entry: Any) -> str:
    """Return where an entry happened: "Lima, Peru"; a country alone in the reader's language."""
    country = code_name(entry.country)
    if not country or entry.place in (country, _names("en").get(entry.country)):
        return country or str(entry.place)
    return f"{entry.place}, {country}"


def quad_class(quad: str) -> str:
    """Return the short name of a quad category: `vc`, `mc`, `vx` or `mx`."""
    return QUADS.get(quad, "none")


def long_date(value: str | None) -> str:
    """Return a date in the reader's words: "2 March 2023", "March 2023", "2023"; empty without one."""
    if not value:
        return ""
    from babel.dates import format_date, format_skeleton

    parts = value.split("-")
    try:
        if len(parts) == 3:
            return str(format_date(Date.fromisoformat(value), "long", locale=_locale()))
        if len(parts) == 2 and parts[1].isdigit():
            return str(format_skeleton("yMMMM", Date(int(parts[0]), int(parts[1]), 1), locale=_locale()))
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


def percent(value: float | None) -> str:
    """Return a share as a percentage; "–" for None."""
    return "–" if value is None else f"{number(100 * value, 1)} %"


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


def word(value: str | None) -> str:
    """Return a label of the codebook or of a layer in the reader's language."""
    return translate(value or "")


def as_party(actor: Actor) -> Party:
    """Return an actor of a document as a party."""
    return Party(actor.id, actor.name, actor.codes[0] if actor.codes else None, actor.kind, actor.sector)


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
}
