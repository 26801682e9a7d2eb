"""The layout of a plain text: header date, headline, captions with credits, datelines, subheadings, initials."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from depesche.codebook import find_places, name_from_capitals
from depesche.errors import KnowledgeError

from .dates import find_date

_HEADLINE = 130
_SUBHEADING = 90
_WIDEST = 100
"""Lines no longer than this are taken to be wrapped, as in mails and telegrams; longer ones are whole paragraphs."""
_ENDS = re.compile(r"[.!?…:;][\"“”»«’')\]]*$")
_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?|\d{1,2}\.\d{1,2}\.\d{4}"
_INITIALS = re.compile(r"\s*[(\[]([A-Za-zÄÖÜäöü-]{2,12}(?:\s?[/,;]\s?[A-Za-zÄÖÜäöü. -]{2,20})*)[)\]]\.?\s*$")
_DAY = r"[A-Z]\w+\.? \d{1,2}(?:, \d{4})?|\d{1,2}\.? [A-ZÄÖÜ]\w+\.?(?: \d{4})?|\d{1,2}\.\d{1,2}\.(?:\d{4})?|\d{4}-\d{2}-\d{2}"
_PLACE = r"(?P<place>[A-ZÄÖÜ][\w.'’/ -]{1,40}?)"
_REGION_AND_DAY = rf"(?:, (?P<region>[A-ZÄÖÜ][\w.'’ -]{{2,25}}?))?(?:, (?P<date>{_DAY}))?"
_DATELINE = re.compile(
    _PLACE + _REGION_AND_DAY + r"\s*\((?P<agency>[\w/ .-]{2,25})\)\s*[-–—.:]+\s+"
)
_NOTE = r"(?:\s?\([^()\d]{2,40}\))?"
_BARE_DATELINE = re.compile(
    _PLACE + _NOTE + _REGION_AND_DAY + _NOTE + r"(?P<mark>:?\s+[-–—]\s+|\s*—\s*|\.\s+)(?=[A-ZÄÖÜ\"„“»«])"
)
"""A dateline that credits no agency we know: "ISLAMABAD, Nov 20 - ", "Cairo — ", "Warschau. ", "Tunis (eigener Bericht) – "."""
_LARGE = 200_000
"""People of a town whose bare name and a full stop open a report; smaller ones are called like words and persons."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the report and what it is."""

    kind: str
    text: str


@dataclass(slots=True)
class Layout:
    """A report taken apart."""

    parts: list[Part] = field(default_factory=list)
    published: str | None = None
    dateline: str | None = None
    agencies: list[str] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Words:
    header: re.Pattern[str]
    credit: re.Pattern[str]
    byline: re.Pattern[str]
    agencies: Mapping[str, str]
    months: Mapping[str, int]
    date_line: re.Pattern[str]
    """A line that holds nothing but a day in words or figures: "Thursday, June 6, 2024"."""


@lru_cache(maxsize=1)
def _words() -> _Words:
    path = Path(__file__).parent / "layout.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"{path.name}: cannot be read ({error}). Reinstall the package.") from error

    def choice(key: str) -> str:
        return "|".join(re.escape(word) for word in sorted(table[key], key=len, reverse=True))

    return _Words(
        header=re.compile(rf"(?:{choice('header')})[:\s]\s*(?P<date>{_DATE})(?!\d)[.,;:]?\s*", re.IGNORECASE),
        credit=re.compile(rf"(?:^|(?<=[\s.(]))(?:{choice('credit')})\s?:\s?|©\s?"),
        byline=re.compile(rf"(?:{choice('byline')})\s+(?P<names>[A-ZÄÖÜ][^.!?]{{2,70}})$"),
        agencies=table["agencies"],
        months=table["months"],
        date_line=re.compile(rf"(?:(?:{'|'.join(table['days']['names'])}),?\s)?(?P<date>{_DAY})\.?$"),
    )


def read_layout(text: str, *, headline_known: bool = False) -> Layout:
    """Return the parts of a plain text in their order; `headline_known` says that the first line is none."""
    layout = Layout()
    paragraphs = _paragraphs(_without_header(text, layout))
    for number, paragraph in enumerate(paragraphs):
        layout.parts.extend(_parts(paragraph, number, paragraphs, layout, headline_known=headline_known))
    return layout


def _without_header(text: str, layout: Layout) -> str:
    stripped = text.lstrip()
    match = _words().header.match(stripped)
    if match is None:
        return text
    layout.published = find_date(match.group("date"))
    return stripped[match.end() :]


def _paragraphs(text: str) -> list[str]:
    """The paragraphs with wrapped lines joined and blanks made single."""
    found: list[str] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [" ".join(line.split()) for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if max(map(len, lines)) > _WIDEST:
            found.extend(lines)
            continue
        current = lines[0]
        for before, line in pairwise(lines):
            if len(before) < max(map(len, lines)) * 0.6:
                found.append(current)
                current = line
            else:
                current = f"{current} {line}"
        found.append(current)
    return found


def _parts(
    paragraph: str, number: int, paragraphs: Sequence[str], layout: Layout, *, headline_known: bool
) -> Iterator[Part]:
    words = _words()
    day = words.date_line.match(paragraph)
    if day is not None and not any(part.kind == "paragraph" for part in layout.parts):
        layout.published = layout.published or _find_day(day.group("date"))
        yield Part("dateline", paragraph)
        return
    byline = words.byline.match(paragraph)
    if byline is not None and len(paragraph) < _SUBHEADING:
        layout.bylines.append(byline.group("names").strip())
        yield Part("byline", paragraph)
        return
    credit = _credit_in(paragraph)
    if credit is not None:
        caption = paragraph[: credit[0]].strip(" (")
        layout.credits.append(paragraph[credit[1] :].strip(" )"))
        if caption:
            yield Part("caption", caption)
        yield Part("credit", paragraph[credit[0] :].strip())
        return
    if _is_heading(paragraph, number, paragraphs):
        first = not any(part.kind in ("headline", "paragraph") for part in layout.parts)
        yield Part("headline" if first and not headline_known and number == 0 else "subheading", paragraph)
        return
    yield from _body(paragraph, number, paragraphs, layout)


def _credit_in(paragraph: str) -> tuple[int, int] | None:
    """(start, end) of the word that opens a photo credit which closes the paragraph."""
    found = None
    for match in _words().credit.finditer(paragraph):
        found = match
    if found is None:
        return None
    rest = paragraph[found.end() :]
    if len(rest) > 90 or re.search(r"[.!?]\s+[A-ZÄÖÜ]", rest):
        return None
    return found.start(), found.end()


def _is_heading(paragraph: str, number: int, paragraphs: Sequence[str]) -> bool:
    limit = _HEADLINE if number == 0 else _SUBHEADING
    if len(paragraph) > limit or (_ENDS.search(paragraph) and not paragraph.endswith(("?", "“", "”", "«", '"'))):
        return False
    if re.search(r"[.!]\s+[A-ZÄÖÜ]", paragraph) or paragraph.endswith((".“", '."', ".”")):
        return False
    following = paragraphs[number + 1 : number + 3]
    return any(len(p) > len(paragraph) for p in following)


def _body(paragraph: str, number: int, paragraphs: Sequence[str], layout: Layout) -> Iterator[Part]:
    if layout.dateline is None and not any(part.kind == "paragraph" for part in layout.parts):
        end = _read_dateline(paragraph, layout)
        if end:
            yield Part("dateline", paragraph[:end].strip())
            paragraph = paragraph[end:]
    initials = _INITIALS.search(paragraph)
    if initials is not None and number >= len(paragraphs) - 2:
        agencies, others = _credited(initials.group(1))
        if agencies:
            layout.agencies.extend(a for a in agencies if a not in layout.agencies)
            layout.bylines.extend(others)
            yield Part("paragraph", paragraph[: initials.start()])
            yield Part("byline", paragraph[initials.start() :].strip())
            return
    if paragraph:
        yield Part("paragraph", paragraph)


def _read_dateline(paragraph: str, layout: Layout) -> int:
    """Take place, day and agency of a dateline into the layout; return where it ends, 0 without one."""
    match = _DATELINE.match(paragraph)
    agencies = _credited(match.group("agency"))[0] if match is not None else []
    if not agencies:
        match = _BARE_DATELINE.match(paragraph)
        if match is None or not _is_dateline(match, paragraph):
            return 0
    assert match is not None
    layout.dateline = match.group("place").strip()
    layout.published = layout.published or _find_day(match.group("date") or "")
    layout.agencies.extend(agencies)
    return match.end()


def _is_dateline(match: re.Match[str], paragraph: str) -> bool:
    """Whether a name before a dash is a town's or has a day behind it, or one before a full stop a town's with its day or large."""
    towns = [
        find_places(name) or find_places(name_from_capitals(name))
        for name in re.split(r"\s?/\s?| und | and ", match.group("place").strip())
    ]
    if match.group("mark").startswith("."):
        if match.group("date") is not None:
            return all(towns)
        sole = match.group("region") is None
        large = all(any((town.population or 0) >= _LARGE for town in found) for found in towns)
        return sole and large and len(paragraph) - match.end() > _SUBHEADING
    return all(towns) or match.group("date") is not None


def _find_day(printed: str) -> str | None:
    """The day that is printed in words or figures, None without its year: "12 May 2025", "June 6, 2024"."""
    words = re.findall(r"[^\W\d_]+|\d+", printed)
    month = next((number for word in words if (number := _words().months.get(word)) is not None), None)
    figures = [word for word in words if word.isdigit()]
    if month is None or len(figures) != 2 or len(figures[1]) != 4:
        return find_date(printed)
    return find_date(f"{figures[1]}-{month:02d}-{int(figures[0]):02d}")


def _credited(printed: str) -> tuple[list[str], list[str]]:
    """The agencies and the authors' initials of "afp/er"."""
    known = _words().agencies
    agencies, others = [], []
    for piece in re.split(r"\s?[/,;]\s?", printed):
        name = known.get(piece.strip().lower())
        if name is not None:
            agencies.append(name)
        elif piece.strip():
            others.append(piece.strip())
    return agencies, others
