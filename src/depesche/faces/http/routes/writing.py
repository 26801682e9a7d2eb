"""Judgements over HTTP: correct, mark as wrong, merge, split, undo. Reading them is open, making them needs a token."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from depesche import api
from depesche.record import JudgementEntry, Record

from ..formats import columns_of, csv_response, json_response
from ..problems import responses
from ..state import record_of
from ..tokens import Writer, require_token

router = APIRouter(tags=["judgements"])
Act = Literal["correct", "wrong", "merge", "split", "undo"]
_NEEDS: dict[str, tuple[str, ...]] = {
    "correct": ("entry", "field"),
    "wrong": ("entry",),
    "merge": ("entry", "other"),
    "split": ("entry",),
    "undo": ("judgement",),
}
Id = Annotated[str | None, Field(max_length=200)]


class JudgementIn(BaseModel):
    """What a person decides; it is signed with the name of the token."""

    model_config = ConfigDict(extra="forbid")

    act: Annotated[Act, Field(description="`correct` a field, mark as `wrong`, `merge`, `split`, or `undo`.")]
    entry: Annotated[Id, Field(description="Id of the event, quotation, position, happening or actor.")] = None
    other: Annotated[Id, Field(description="For `merge`, and for `split` of a pair: the other id.")] = None
    field: Annotated[Id, Field(description="For `correct`: type, status, date, place, speaker …")] = None
    value: Annotated[
        str | None, Field(max_length=2000, description="For `correct`: the right value; null empties.")
    ] = None
    judgement: Annotated[int | None, Field(ge=1, le=2**53, description="For `undo`: number of the judgement.")] = None
    reason: Annotated[str, Field(max_length=2000)] = ""

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> JudgementIn:
        lacking = [name for name in _NEEDS[self.act] if getattr(self, name) in (None, "")]
        if lacking:
            raise ValueError(f"{self.act} needs {', '.join(lacking)}")
        return self


class JudgementsOut(BaseModel):
    """Judgements, oldest first."""

    items: list[JudgementEntry]


@router.get(
    "/judgements",
    summary="Judgements of persons, with `rules` those of rules too; with `entry` those on it.",
    operation_id="list_judgements",
    response_class=Response,
    responses={
        200: {
            "model": JudgementsOut,
            "description": "Oldest first.",
            "content": {"text/csv": {"schema": {"type": "string"}}},
        },
        **responses(),
    },
)
def list_judgements(
    request: Request,
    entry: Annotated[str | None, Query(max_length=200)] = None,
    rules: bool = False,
    limit: Annotated[int, Query(ge=1, le=5000)] = 500,
    format: Literal["json", "csv"] = "json",
) -> Response:
    """Return judgements."""
    found = api.judgements(record_of(request), entry, rules=rules, limit=limit)
    return (
        csv_response(found, "judgements", columns_of(JudgementEntry))
        if format == "csv"
        else json_response({"items": found})
    )


@router.post(
    "/judgements",
    summary="Make a judgement, or undo one. Needs a token.",
    operation_id="make_judgement",
    status_code=201,
    response_class=Response,
    responses={201: {"model": JudgementsOut, "description": "The judgements that were made."}, **responses(401, 413)},
)
def make_judgement(request: Request, given: JudgementIn, writer: Annotated[Writer, Depends(require_token)]) -> Response:
    """Return the judgements that were made."""
    made = judge(record_of(request), given, by=writer.name)
    return json_response({"items": made}, status=201)


def judge(record: Record, given: JudgementIn, *, by: str) -> list[JudgementEntry]:
    """Do what a person decides; return the judgements made. Raises QueryError for what is not in the record."""
    signed: dict[str, Any] = {"by": by, "reason": given.reason}
    entry, other = given.entry or "", given.other or ""
    if given.act == "undo":
        assert given.judgement is not None
        return [api.undo(record, given.judgement, **signed)]
    if given.act == "merge":
        return [api.merge(record, entry, other, **signed)]
    if given.act == "split":
        return api.split(record, entry, other or None, **signed)
    if given.act == "wrong":
        return [api.judge(record, entry, **signed)]
    return [api.judge(record, entry, field=given.field, value=given.value or None, **signed)]
