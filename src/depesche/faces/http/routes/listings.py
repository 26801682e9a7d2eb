"""Listings: events, happenings, meetings, quotations, positions, articles, actors, and the full-text search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from depesche import api
from depesche.errors import QueryError
from depesche.record import (
    ActorEntry,
    ArticleEntry,
    EventEntry,
    Filters,
    HappeningEntry,
    MeetingEntry,
    PositionEntry,
    QuotationEntry,
    Record,
    SearchHit,
)

from ..formats import columns_of, listing
from ..items import items_of
from ..params import Listed, ListParams, filters_of, make_filters
from ..problems import responses
from ..state import record_of

T = TypeVar("T")
router = APIRouter(tags=["listings"])


class Page(BaseModel, Generic[T]):
    """A page of a listing."""

    items: list[T]
    cursor: str | None = Field(description="Leads to the next page; null on the last.")
    next: str | None = Field(description="Address of the next page.")


_FEEDS = ("text/csv", "application/rss+xml", "application/atom+xml", "application/feed+json")


def described(model: Any, text: str) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI responses of a listing of `model` entries."""
    content: dict[str, Any] = {media: {"schema": {"type": "string"}} for media in _FEEDS}
    not_modified = {"description": "Not modified since the ETag that was sent."}
    return {200: {"model": Page[model], "description": text, "content": content}, 304: not_modified, **responses()}


def _add(name: str, ask: Callable[[Record, Filters], Sequence[Any]], model: Any, summary: str) -> None:
    def route(request: Request, params: Listed) -> Response:
        entries = ask(record_of(request), filters_of(params))
        items = items_of(entries)
        return listing(request, entries, format=params.format, name=name, items=items, columns=columns_of(model))

    router.add_api_route(
        f"/{name}",
        route,
        methods=["GET"],
        summary=summary,
        operation_id=f"list_{name}",
        response_class=Response,
        responses=described(model, summary),
    )


_add("events", api.events, EventEntry, "Events as single reports tell them, latest first.")
_add("happenings", api.happenings, HappeningEntry, "What one or several reports tell of, latest first.")
_add("meetings", api.meetings, MeetingEntry, "Meetings, visits and talks, latest first.")
_add("quotations", api.quotes, QuotationEntry, "What was said, latest first.")
_add("positions", api.positions, PositionEntry, "Where holders stand toward targets, latest first.")
_add("articles", api.articles, ArticleEntry, "The articles of the record, latest first.")
_add("actors", api.actors, ActorEntry, "Actors, most mentioned first; `party` or `actor` looks for a name.")


class SearchParams(ListParams):
    """Filters, page, and the words to look for in `q`."""

    q: Annotated[str, Field(min_length=1, max_length=500, description='Words, `"a phrase"`, `actor:RUS` …')]


@router.get(
    "/search",
    summary="Full text: the smallest entries whose words match.",
    operation_id="search",
    response_class=Response,
    responses=described(SearchHit, "Hits, best first."),
)
def search(request: Request, params: Annotated[SearchParams, Query()]) -> Response:
    """Return where the words of `q` stand in the record."""
    asked = params.asked()
    if not asked.words:
        raise QueryError(
            "q holds no words to look for, only filters. Use /api/v1/happenings or /api/v1/events for those."
        )
    hits = api.search(record_of(request), asked.words, make_filters(asked, params))
    return listing(
        request, hits, format=params.format, name="search", items=items_of(hits), columns=columns_of(SearchHit)
    )
