"""The codebook and the completion of the search box."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from depesche import api, codebook
from depesche.record import Filters, Record

from ..formats import json_response
from ..problems import responses
from ..state import State, state_of
from ..words import FIELDS

router = APIRouter(tags=["codebook"])
_MOST = 12


class Completion(BaseModel):
    """A completion of a word of the search box."""

    value: str = Field(description="What the word becomes: `actor:RUS`.")
    label: str | None = Field(description="What it means.")


class Completions(BaseModel):
    """Completions, best first."""

    items: list[Completion]


class TypeOut(BaseModel):
    """An event type of the codebook."""

    name: str
    quad: str
    score: float = Field(description="Conflict-cooperation value, -10 to 10.")
    gloss: str
    modes: list[str]


class CodebookOut(BaseModel):
    """The labels of the record."""

    types: list[TypeOut]
    statuses: list[str]
    contexts: list[str]
    sectors: list[str]


@router.get(
    "/codebook", summary="Types, statuses, contexts and sectors.", operation_id="codebook", responses=responses()
)
def show_codebook() -> CodebookOut:
    """Return the labels that entries are coded with."""
    plover = codebook.load_plover()
    types = [
        TypeOut(name=t.name, quad=t.quad, score=t.score, gloss=t.gloss, modes=list(t.modes))
        for t in plover.types.values()
    ]
    return CodebookOut(
        types=types,
        statuses=list(plover.statuses),
        contexts=sorted(plover.contexts),
        sectors=sorted(plover.sectors),
    )


@router.get(
    "/complete",
    summary="Completions of one word of the search box.",
    operation_id="complete",
    response_class=Response,
    responses={200: {"model": Completions, "description": "Completions, best first."}, **responses()},
)
def complete(request: Request, q: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Return what the word `q`, as `actor:ru`, may become."""
    field, colon, start = q.strip().partition(":")
    if not colon:
        found = [
            Completion(value=f"{name}:", label=None) for name in (*FIELDS, "date") if name.startswith(field.lower())
        ]
    else:
        found = _values(state_of(request), field.lower(), start.strip('"'))
    return json_response({"items": [item.model_dump() for item in found[:_MOST]]})


def _values(state: State, field: str, start: str) -> list[Completion]:
    plover = codebook.load_plover()
    labels: dict[str, dict[str, str | None]] = {
        "type": {name: t.gloss for name, t in plover.types.items()},
        "status": dict.fromkeys(plover.statuses),
        "quad": dict.fromkeys(sorted({t.quad for t in plover.types.values()})),
        "context": dict.fromkeys(sorted(plover.contexts)),
        "form": dict.fromkeys(("direct", "indirect", "free-indirect", "mixed", "reported")),
    }
    if field in labels:
        return [
            Completion(value=_written(field, value), label=label)
            for value, label in labels[field].items()
            if value.lower().startswith(start.lower())
        ]
    if field in ("outlet", "lang"):
        return _from_record(state, field, start)
    if field in ("actor", "to", "with", "about", "place"):
        return _who(state.record, field, start)
    return []


def _written(field: str, value: str) -> str:
    return f'{field}:"{value}"' if " " in value else f"{field}:{value}"


def _from_record(state: State, field: str, start: str) -> list[Completion]:
    facets = state.facets()["outlet" if field == "outlet" else "language"]
    return [
        Completion(value=_written(field, one.value), label=str(one.count))
        for one in facets
        if one.value.lower().startswith(start.lower())
    ]


def _who(record: Record, field: str, start: str) -> list[Completion]:
    """States and bodies whose code or a name in any language begins so; then actors of the record."""
    wanted = start.lower()
    if not wanted:
        return []
    found: dict[str, str] = {}
    for table in (codebook.load_states(), codebook.load_organisations()):
        for code, body in table.items():
            names = [name for forms in body.names.values() for name in forms if "~" not in name]
            hit = next((name for name in names if name.lower().startswith(wanted)), None)
            if code.lower().startswith(wanted) or hit is not None:
                found.setdefault(code, hit or body.name_en)
    items = [Completion(value=_written(field, code), label=name) for code, name in sorted(found.items())]
    items.sort(key=lambda item: (not item.value.lower().endswith(f":{wanted}"), item.label or ""))
    if field != "place" and len(wanted) > 1:
        people = api.actors(record, Filters(actor=start, limit=_MOST))
        items += [
            Completion(value=_written(field, entry.id), label=entry.name) for entry in people if entry.kind == "person"
        ]
    return items
