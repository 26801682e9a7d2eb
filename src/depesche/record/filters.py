"""What can be asked: one set of filters for every listing, and the cursor that leads to its next page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from depesche import codebook
from depesche.errors import QueryError, one_of

FORMS = ("direct", "indirect", "free-indirect", "mixed", "reported")
STANCES = ("supports", "opposes", "neutral")
GRAINS = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for; None leaves a field open. Raises QueryError for a value that cannot be.

    `type`, `quad`, `mode`, `context`, `status`, `form`, `stance`, `outlet`, `language` take several values, separated by
    commas. Filters that mean nothing for an entry (`form` for events) are ignored.
    """

    actor: str | None = None
    """Code (`RUS`), id (`person:sergei-lavrov`) or name of who acts, speaks or holds a position."""
    recipient: str | None = None
    """The same of whom it is done to, said to, or toward whom a position is held."""
    party: str | None = None
    """The same of anyone taking part, on either side; for articles: anyone named."""
    about: str | None = None
    """The same of whom the words of a quotation name."""
    type: str | None = None
    quad: str | None = None
    mode: str | None = None
    context: str | None = None
    status: str | None = None
    form: str | None = None
    stance: str | None = None
    via: str | None = None
    """Who carries the words of a quotation: `interfax`."""
    since: str | None = None
    """`YYYY[-MM[-DD]]`; an entry known to the month is found by any day of its month."""
    until: str | None = None
    place: str | None = None
    """Country code or name of the place."""
    outlet: str | None = None
    language: str | None = None
    article: str | None = None
    """Id of one article."""
    independent: int | None = None
    """Happenings with at least so many independent reports."""
    wrong: bool = False
    """Also entries that were judged wrong."""
    limit: int = 100
    """Entries at most; 0 for all."""
    offset: int = 0
    cursor: str | None = None
    """The `cursor` of the page before: go on after its last entry."""

    def __post_init__(self) -> None:
        plover = codebook.load_plover()
        _each("type", self.type, list(plover.types))
        _each("status", self.status, plover.statuses)
        _each("quad", self.quad, sorted({t.quad for t in plover.types.values()}))
        _each("form", self.form, FORMS)
        _each("stance", self.stance, STANCES)
        if self.limit < 0 or self.offset < 0:
            raise QueryError("Limit and offset count from 0; give a number that is not negative.")
        for name in ("since", "until"):
            _date(name, getattr(self, name))
        self.after()

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values asked for in the field `name`, none if it is left open."""
        return split(getattr(self, name))

    def after(self) -> int | None:
        """Return the key after which the page starts; raises QueryError for a cursor that none of our pages gave."""
        if self.cursor is None:
            return None
        try:
            return int(self.cursor, 36)
        except ValueError:
            raise QueryError(
                f"cursor {self.cursor!r} is not one of a page. Leave it out to start from the top."
            ) from None


def split(value: str | None) -> tuple[str, ...]:
    """Return the parts of a list written with commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if value is not None else ()


def _each(name: str, value: str | None, allowed: Sequence[str]) -> None:
    for part in split(value):
        if part not in allowed:
            raise QueryError(f"{name} {part!r} is not known. {one_of(part, allowed)}")


def _date(name: str, value: str | None) -> None:
    from .days import days_of

    if value is not None:
        try:
            days_of(value)
        except ValueError:
            raise QueryError(f"{name} {value!r} is no date. Write YYYY, YYYY-MM or YYYY-MM-DD.") from None


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def cursor_of(key: int) -> str:
    """Return the cursor that stands for a key."""
    digits = ""
    while key:
        key, digit = divmod(key, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
