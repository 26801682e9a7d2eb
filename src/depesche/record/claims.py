"""Comparisons that reports make ("first meeting since …"), and what the record says to them.

A claim is contradicted by an entry that cannot be if it is true. It is supported where an entry bears it out; that the
record knows of nothing is support only where the record reaches back far enough. Else it stays undecidable.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from sqlalchemy import Connection, func, select

from depesche import codebook

from . import schema
from .days import days_of, known_days
from .entries import Claim, EventEntry, MeetingEntry, Party
from .filters import Filters
from .keys import day_of

_HAPPENED = ("factual", "reported")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAME = re.compile(r"\b[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?")


@dataclass(frozen=True, slots=True)
class Words:
    """The contents of `claims.toml`."""

    lists: Mapping[str, tuple[str, ...]]
    ordinals: Mapping[int, tuple[str, ...]]
    months: Mapping[int, tuple[str, ...]]
    beginnings: tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Return the words of comparisons."""
    read = tomllib.loads(files(__package__).joinpath("claims.toml").read_text("utf-8"))
    numbered = {
        name: {int(key): tuple(words) for key, words in read.pop(name).items()} for name in ("ordinals", "months")
    }
    beginnings = tuple((row["date"], tuple(row["words"])) for row in read.pop("beginning"))
    lists = {name: tuple(words) for name, words in read.items()}
    return Words(lists, numbered["ordinals"], numbered["months"], beginnings)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a comparison says: its kind, the count it gives, since when, in person only, and of which place."""

    kind: str
    count: int | None
    since: str | None
    open_since: bool
    """Whether it says since when in words that no date is known for."""
    in_person: bool
    year: str | None
    place: str | None


def read_comparison(words: str, *, date: str | None) -> Reading:
    """Return what a report's comparison says; `date` is that of the meeting."""
    text, known = words.lower(), load_words()
    has = {name: _has(text, known.lists[name]) for name in known.lists}
    count = next((number for number, forms in known.ordinals.items() if _has(text, forms)), None)
    since = _since(text, known)
    year = date[:4] if date else None
    if has["this_year"] and year:
        since = since or f"{year}-01-01"
    if has["again"] or (has["last_year"] and not has["first"] and count is None):
        kind, told = "again", _YEAR.search(words)
        before = str(int(year) - 1) if has["last_year"] and year else told.group() if told else None
        return Reading("again", None, None, False, has["in_person"], before, _place(words))
    kind = "first" if has["first"] else "count" if count else "other"
    return Reading(kind, count, since, has["since"] and since is None, has["in_person"], None, None)


def _has(text: str, forms: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(form)}\w{{0,2}}\b", text) for form in forms)


def _since(text: str, known: Words) -> str | None:
    """The day since which, as precise as the words say."""
    match = re.search(rf"\b(?:{'|'.join(known.lists['since'])})\b(.*)", text, re.DOTALL)
    if match is None:
        return None
    rest = match[1]
    for date, forms in known.beginnings:
        if any(form in rest for form in forms):
            return date
    year = _YEAR.search(rest)
    if year is None:
        return None
    month = next((number for number, forms in known.months.items() if any(form in rest for form in forms)), None)
    return f"{year.group()}-{month:02d}" if month else year.group()


def _place(words: str) -> str | None:
    """The place that is named, by the codebook's name."""
    for match in _NAME.finditer(words):
        for name in (match[0], match[0].split()[0]):
            found = codebook.find_places(name)
            if found:
                return max(found, key=lambda place: place.population or 0).name
    return None


def claim_of(connection: Connection, meeting: MeetingEntry) -> Claim | None:
    """Return the claim that a meeting's report makes, with its verdict; None without one."""
    if not meeting.comparison:
        return None
    read = read_comparison(meeting.comparison, date=meeting.date or meeting.published)
    verdict, reason, entry = _verdict(connection, meeting, read)
    return Claim(
        words=meeting.comparison, kind=read.kind, verdict=verdict, reason=reason, entry=entry.id if entry else None
    )


Verdict = tuple[str, str, EventEntry | None]


def _verdict(connection: Connection, meeting: MeetingEntry, read: Reading) -> Verdict:
    day = known_days(meeting.date or meeting.published)[0]
    pair = _pair([*meeting.actors, *meeting.recipients])
    if read.kind == "other":
        return "undecidable", "the comparison is of a kind that the record cannot check", None
    if day is None or pair is None:
        return "undecidable", "the report names no day, or not two sides", None
    if read.open_since:
        return "undecidable", "it is not known since when the report counts", None
    earlier = _earlier(connection, meeting, pair, day, read)
    if read.kind == "again":
        return _again(earlier, read)
    if read.kind == "first":
        return _first(connection, earlier, read)
    return _counted(earlier, read)


def _pair(parties: Sequence[Party]) -> tuple[str, str] | None:
    """The two sides: persons where both are, else the codes they act for."""
    persons = [party.id for party in parties if party.kind == "person"]
    if len(persons) == 2:
        return persons[0], persons[1]
    codes = list(dict.fromkeys(party.code for party in parties if party.code))
    return (codes[0], codes[1]) if len(codes) == 2 else None


def _earlier(
    connection: Connection, meeting: MeetingEntry, pair: tuple[str, str], day: str, read: Reading
) -> list[EventEntry]:
    """Earlier meetings of the two, one for each happening, latest first."""
    from .questions.events import find_events

    asked = Filters(
        party=pair[0], actor=pair[1], type="CONSULT", until=day, since=read.since, status=",".join(_HAPPENED), limit=0
    )
    found: dict[str, EventEntry] = {}
    for event in find_events(connection, asked):
        last = known_days(event.date or event.published)[1]
        if event.happening != meeting.happening and last is not None and last < day and not _by_phone(event, read):
            found.setdefault(event.happening, event)
    return list(found.values())


def _by_phone(event: EventEntry, read: Reading) -> bool:
    return read.in_person and "phone" in event.modes


def _first(connection: Connection, earlier: Sequence[EventEntry], read: Reading) -> Verdict:
    if earlier:
        return "contradicted", f"they met before, on {earlier[0].date or earlier[0].published}", earlier[0]
    if read.since is None:
        return "undecidable", "the record knows of no earlier meeting, but not of all times", None
    begins = _record_begins(connection)
    if begins is not None and begins <= (days_of(read.since)[0] or ""):
        return "supported", f"the record reaches back to {begins} and knows of none since {read.since}", None
    return "undecidable", f"the record knows of none since {read.since}, but does not reach back that far", None


def _record_begins(connection: Connection) -> str | None:
    low = connection.scalar(select(func.min(schema.articles.c.key)).where(schema.articles.c.key >= 1 << 26))
    return day_of(low >> 26) if low else None


def _counted(earlier: Sequence[EventEntry], read: Reading) -> Verdict:
    assert read.count is not None
    known = len(earlier) + 1
    if known == read.count:
        return "supported", f"the record knows of {len(earlier)} earlier meetings", earlier[0]
    if known > read.count:
        return "contradicted", f"the record knows of {len(earlier)} earlier meetings", earlier[0]
    return "undecidable", f"the record knows of only {len(earlier)} earlier meetings", None


def _again(earlier: Sequence[EventEntry], read: Reading) -> Verdict:
    for event in earlier:
        when = event.date or event.published or ""
        if (read.year is None or when.startswith(read.year)) and (
            read.place is None or read.place in (event.place, event.country)
        ):
            return "supported", f"they met on {when}" + (f" in {event.place}" if event.place else ""), event
    return "undecidable", "the record does not know of that meeting", None
