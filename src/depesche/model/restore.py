"""Documents back from the JSON of the contract; tokens are not part of it, so sentences come without."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from .document import Article, Document
from .layers import Actor, Event, OfficeFact, Place, Position, Quotation, Timex, Toponym
from .serial import Json
from .text import Issue, Sentence


def loads(text: str) -> Document:
    """Return the document of a reading written as JSON."""
    return from_json(json.loads(text))


def from_json(data: Json) -> Document:
    """Return the document of a reading; fields that this version does not know are left out."""
    layers: Json = {
        "article": _restore(Article, data["article"]),
        "sentences": tuple(Sentence(span["start"], span["end"], ()) for span in data["sentences"]),
        "times": _layer(Timex, data["times"]),
        "places": tuple(
            Toponym(start=row["start"], end=row["end"], place=_restore(Place, row)) for row in data["places"]
        ),
        "actors": _layer(Actor, data["actors"]),
        "offices": _layer(OfficeFact, data["offices"]),
        "quotations": tuple(_quotation(row) for row in data["quotations"]),
        "events": _layer(Event, data["events"]),
        "positions": _layer(Position, data["positions"]),
        "issues": _layer(Issue, data["issues"]),
    }
    known = {field.name for field in fields(Document)}
    plain = {name: value for name, value in data.items() if name in known and name not in layers}
    return Document(**layers, **plain)


def _layer(kind: Any, rows: list[Json]) -> tuple[Any, ...]:
    return tuple(_restore(kind, row) for row in rows)


def _quotation(row: Json) -> Quotation:
    made: Quotation = _restore(Quotation, {**row, "cue": row["cue_spans"]})
    return made


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _restore(kind: Any, value: Any) -> Any:
    """The value as the type says: records, tuples of them, or what stands in JSON."""
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _restore(next(part for part in get_args(kind) if part is not type(None)), value)
    if origin is tuple:
        return tuple(_restore(get_args(kind)[0], item) for item in value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{f.name: _restore(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value})
    return value
