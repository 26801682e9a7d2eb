"""Analyses: series of a dyad, tone of an actor, matrix, signed network, brief."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from depesche import api
from depesche.analysis import Cell, Edge, TonePoint

from ..formats import columns_of, csv_response, json_response
from ..params import FilterParams, filters_of
from ..problems import responses
from ..state import record_of

router = APIRouter(tags=["analysis"])
Table = Literal["json", "csv"]
Who = Annotated[str, Field(min_length=1, max_length=200, description="A code (RUS), an id, or a name.")]
Grain = Literal["week", "month", "year"]
Kind = Literal["state", "organisation", "group", "other"]
Once = Annotated[bool, Field(description="Count a happening once, however many reports tell of it.")]


def _described(text: str, *more: str) -> dict[int | str, dict[str, Any]]:
    content: dict[str, Any] = {"application/json": {"schema": {"type": "object"}}}
    content |= {media: {"schema": {"type": "string"}} for media in more}
    return {200: {"description": text, "content": content}, **responses()}


class SeriesParams(FilterParams):
    """The two sides and how they are counted."""

    a: Who
    b: Who
    grain: Grain = "month"
    directed: bool = False
    once: Once = False
    format: Table = "json"


@router.get(
    "/series",
    summary="A dyad period by period: quad categories, mean score, share of all that was reported.",
    operation_id="series",
    response_class=Response,
    responses=_described(
        "Periods without gaps, each with its denominator; points where the level changed.", "text/csv"
    ),
)
def series(request: Request, params: Annotated[SeriesParams, Query()]) -> Response:
    """Return the series of a dyad."""
    found = api.series(
        record_of(request),
        params.a,
        params.b,
        filters_of(params),
        grain=params.grain,
        directed=params.directed,
        once=params.once,
    )
    if params.format == "csv":
        rows = [
            {
                "period": p.period,
                "start": p.start,
                **{quad.replace(" ", "_"): count for quad, count in p.counts.items()},
                "events": p.events,
                "score": p.score,
                "total": p.total,
                "share": p.share,
            }
            for p in found.points
        ]
        return csv_response(rows, "series")
    return json_response({"series": found, "breaks": api.breaks(found)})


class ToneParams(FilterParams):
    """The actor whose tone is asked for."""

    who: Who
    grain: Grain = "month"
    once: Once = False
    format: Table = "json"


@router.get(
    "/tone",
    summary="Tone of an actor over time: what it does, and what is done to it.",
    operation_id="tone",
    response_class=Response,
    responses=_described("Periods, earliest first.", "text/csv"),
)
def tone(request: Request, params: Annotated[ToneParams, Query()]) -> Response:
    """Return the tone of an actor."""
    points = api.tone(record_of(request), params.who, filters_of(params), grain=params.grain, once=params.once)
    return (
        csv_response(points, "tone", columns_of(TonePoint))
        if params.format == "csv"
        else json_response({"items": points})
    )


class MatrixParams(FilterParams):
    """Filters and size of the matrix."""

    size: Annotated[int, Field(ge=2, le=100, description="Busiest actors.")] = 30
    kind: Annotated[list[Kind], Field(description="Kinds of actors; all if left out.")] = []  # noqa: RUF012
    once: Once = False
    format: Table = "json"


@router.get(
    "/matrix",
    summary="Who did how much in what tone toward whom.",
    operation_id="matrix",
    response_class=Response,
    responses=_described("Actors, busiest first, and the cells that hold events.", "text/csv"),
)
def matrix(request: Request, params: Annotated[MatrixParams, Query()]) -> Response:
    """Return the matrix."""
    kinds = params.kind or None
    found = api.matrix(record_of(request), filters_of(params), size=params.size, kinds=kinds, once=params.once)
    return csv_response(found.cells, "matrix", columns_of(Cell)) if params.format == "csv" else json_response(found)


class NetworkParams(FilterParams):
    """Filters of the network."""

    minimum: Annotated[int, Field(ge=1, le=10_000, description="Events that an edge needs.")] = 1
    kind: Annotated[list[Kind], Field(description="Kinds of actors; all if left out.")] = []  # noqa: RUF012
    once: Once = False
    format: Table = "json"


@router.get(
    "/network",
    summary="The signed, weighted network with its blocs and balance.",
    operation_id="network",
    response_class=Response,
    responses=_described("Nodes, edges with evidence, blocs, balance.", "text/csv"),
)
def network(request: Request, params: Annotated[NetworkParams, Query()]) -> Response:
    """Return the network."""
    kinds = params.kind or None
    found = api.network(record_of(request), filters_of(params), minimum=params.minimum, kinds=kinds, once=params.once)
    if params.format == "csv":
        return csv_response(found.edges, "network", columns_of(Edge))
    return json_response({"network": found, "blocs": api.blocs(found), "balance": api.balance(found)})


class BriefParams(FilterParams):
    """Since when."""

    since: Annotated[str, Field(min_length=4, max_length=10, description="YYYY[-MM[-DD]].")]
    format: Literal["json", "markdown"] = "json"


@router.get(
    "/brief",
    summary="What changed since a date, each line with its source.",
    operation_id="brief",
    response_class=Response,
    responses=_described("Sections with lines; as Markdown too.", "text/markdown"),
)
def brief(request: Request, params: Annotated[BriefParams, Query()]) -> Response:
    """Return a brief."""
    found = api.brief(record_of(request), params.since, filters_of(params))
    if params.format == "markdown":
        return Response(api.brief_markdown(found), media_type="text/markdown; charset=utf-8")
    return json_response(found)
