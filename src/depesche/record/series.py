"""Series of meetings: the G20 foreign ministers of 2022 and of 2023 belong together."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from depesche import codebook
from depesche.model import Document, Event, Meeting


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    read = tomllib.loads(files(__package__).joinpath("series.toml").read_text("utf-8"))
    return tuple((row["name"], tuple(row["words"])) for row in read["kind"])


@lru_cache(maxsize=1)
def _margins() -> tuple[str, ...]:
    return tuple(tomllib.loads(files(__package__).joinpath("series.toml").read_text("utf-8"))["margins"])


@lru_cache(maxsize=1)
def _bodies() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern that finds names of organisations, also as the first part of a compound, and their codes."""
    names: dict[str, str] = {}
    for code, body in codebook.load_organisations().items():
        for name in (code, body.name_en, *body.names["de"], *body.names["en"]):
            names.setdefault(name, code)
    ordered = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?=[\W_]|$)"), names


def series_of(meeting: Meeting, document: Document, event: Event) -> str | None:
    """Return the name of the series a meeting belongs to, None if it is in none."""
    words = " … ".join(document.article.text[span.start : span.end] for span in event.evidence)
    if meeting.occasion and any(margin in meeting.occasion.lower() for margin in _margins()):
        words = words.replace(meeting.occasion, " … ")
    elif meeting.occasion:
        words = f"{words} … {meeting.occasion}"
    folded = words.lower()
    if any(margin in folded for margin in _margins()):
        return None
    kind = next((name for name, forms in _kinds() if any(form in folded for form in forms)), None)
    if kind is None:
        return None
    pattern, codes = _bodies()
    taking_part = [i.partition(":")[2] for i in (*event.actors, *event.recipients) if i.startswith("org:")]
    named = [codes[match[0]] for match in pattern.finditer(words)]
    code = next(iter([*named, *taking_part]), None)
    return f"{code} {kind}" if code else None
