"""The search box's syntax: `actor:RUS to:USA type:CONSULT date:2023-03..2023-05 "free words"`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from depesche.errors import QueryError

FIELDS = {
    "actor": "actor",
    "to": "recipient",
    "with": "party",
    "about": "about",
    "type": "type",
    "quad": "quad",
    "mode": "mode",
    "context": "context",
    "status": "status",
    "form": "form",
    "via": "via",
    "place": "place",
    "since": "since",
    "until": "until",
    "outlet": "outlet",
    "lang": "language",
}
"""Words of the box and the filters they set; `date:A..B` sets `since` and `until`."""
_PART = re.compile(r'([a-z]+):(?!//)("[^"]*"|\S+)|("[^"]*"|\S+)')


@dataclass(frozen=True, slots=True)
class Asked:
    """What a line of the search box asks for: filters by name, and the words that are left."""

    filters: Mapping[str, str]
    words: str


def parse_words(line: str) -> Asked:
    """Return the filters and free words of `line`; raises QueryError for an unknown field.

    `parse_words('actor:RUS to:USA grain deal').filters` is `{"actor": "RUS", "recipient": "USA"}`.
    """
    filters: dict[str, str] = {}
    words = []
    for key, value, word in _PART.findall(line.replace("\0", " ")):
        if not key:
            words.append(word)
            continue
        _set(filters, key, value.strip('"'))
    return Asked(filters, " ".join(words))


def _set(filters: dict[str, str], key: str, value: str) -> None:
    if key == "date":
        first, dots, last = value.partition("..")
        wanted = {"since": first, "until": last if dots else first}
        filters.update({name: date for name, date in wanted.items() if date})
        return
    if key not in FIELDS:
        raise QueryError(
            f"{key}: is no field to search in. Use one of {', '.join((*FIELDS, 'date'))}, or quote the words."
        )
    name = FIELDS[key]
    if name == "type":
        value = value.upper()
    elif name == "quad":
        value = value.replace("-", " ").replace("_", " ")
    filters[name] = f"{filters[name]},{value}" if name in filters and name in _SEVERAL else value


_SEVERAL = frozenset({"type", "quad", "mode", "context", "status", "form", "outlet", "language"})


def write_words(filters: Mapping[str, str], words: str = "") -> str:
    """Return the line that asks for `filters` and `words`: the reverse of `parse_words`."""
    back = {name: word for word, name in FIELDS.items()}
    parts = [f"{back[name]}:{_quoted(value)}" for name, value in filters.items() if name in back]
    return " ".join([*parts, words]).strip()


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
