"""Single things: an article with its layers, a happening, an actor, a dyad; and what the record holds in all."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import ConfigDict

from depesche import api
from depesche.model.serial import to_json
from depesche.record import ArticleView, TimelineEntry

from ..formats import columns_of, csv_response, json_response
from ..params import Filtered, FilterParams, filters_of
from ..problems import ProblemError, responses
from ..state import record_of, state_of

router = APIRouter(tags=["single"])
Id = Annotated[str, Path(max_length=300)]
Who = Annotated[str, Query(min_length=1, max_length=200, description="A code (RUS), an id, or a name.")]
Grain = Literal["day", "week", "month", "quarter", "year"]


def _json(text: str, *more: str) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {"application/json": {"schema": {"type": "object"}}}
    content |= {media: {"schema": {"type": "string"}} for media in more}
    return {200: {"description": text, "content": content}, **responses()}


def found(entry: Any, name: str) -> Any:
    """Return `entry`; raises ProblemError 404 where it is None."""
    if entry is None:
        raise ProblemError(404, f"{name!r} is not in this record. Look for it with the search.")
    return entry


def article_content(view: ArticleView) -> dict[str, Any]:
    """Return an article whole as plain data: entry, reading, entries with corrections, copies."""
    return {
        "entry": view.entry,
        "reading": to_json(view.document),
        "events": view.events,
        "quotations": view.quotations,
        "positions": view.positions,
        "copies": view.copies,
        "pipeline": view.pipeline,
        "lexicon": view.lexicon,
        "external_id": view.external_id,
    }


@router.get(
    "/articles/{id}",
    summary="An article with its text, its layers and its entries.",
    operation_id="article",
    response_class=Response,
    responses=_json("The article: `reading` as `depesche read --json` gives it, entries with corrections."),
)
def article(request: Request, id: Id) -> Response:
    """Return an article whole."""
    return json_response(article_content(found(api.article(record_of(request), id), id)))


@router.get(
    "/happenings/{id}",
    summary="A happening: all reports of it, why they are one, where they differ.",
    operation_id="happening",
    response_class=Response,
    responses=_json("The happening; `id` may be that of any of its events."),
)
def happening(request: Request, id: Id) -> Response:
    """Return a happening whole."""
    return json_response(found(api.happening(record_of(request), id), id))


@router.get(
    "/actors/{id:path}",
    summary="An actor: offices, aliases, counterparts, acts, words.",
    operation_id="actor",
    response_class=Response,
    responses=_json("The actor; `id` may be a code, an id or a name."),
)
def actor(request: Request, id: Id, params: Filtered) -> Response:
    """Return an actor whole."""
    return json_response(found(api.actor(record_of(request), id, filters_of(params)), id))


class DyadParams(FilterParams):
    """The two sides, and filters."""

    model_config = ConfigDict(extra="forbid")

    a: Who
    b: Who


@router.get(
    "/dyad",
    summary="What two sides do to each other.",
    operation_id="dyad",
    response_class=Response,
    responses=_json("Counts, tone, meetings, time line and events of both directions."),
)
def dyad(request: Request, params: Annotated[DyadParams, Query()]) -> Response:
    """Return a dyad whole."""
    return json_response(api.dyad(record_of(request), params.a, params.b, filters_of(params)))


class TimelineParams(FilterParams):
    """Filters and the grain of the time line."""

    grain: Grain = "month"
    format: Literal["json", "csv"] = "json"


@router.get(
    "/timeline",
    summary="How many events of what kind in each period.",
    operation_id="timeline",
    response_class=Response,
    responses=_json("Periods, earliest first.", "text/csv"),
)
def timeline(request: Request, params: Annotated[TimelineParams, Query()]) -> Response:
    """Return the periods in which matching events happened."""
    periods = api.timeline(record_of(request), filters_of(params), grain=params.grain)
    return (
        csv_response(periods, "timeline", columns_of(TimelineEntry))
        if params.format == "csv"
        else json_response({"items": periods})
    )


@router.get(
    "/facets",
    summary="Which values the matching events have, and how many of each.",
    operation_id="facets",
    response_class=Response,
    responses=_json("At most 20 values of each field, most frequent first."),
)
def facets(request: Request, params: Filtered) -> Response:
    """Return facets with counts."""
    return json_response(state_of(request).facets(filters_of(params)))


@router.get(
    "/stats",
    summary="What the record holds, its versions, and an id of its content to cite.",
    operation_id="stats",
    response_class=Response,
    responses=_json("Counts and versions."),
)
def stats(request: Request) -> Response:
    """Return what the record holds."""
    return json_response(api.stats(record_of(request)))
