"""The map: events by place and time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from depesche import api
from depesche.faces.http.state import record_of
from depesche.record import EventEntry

from .. import names, wording
from ..asking import ask
from ..site import render, url
from .chronicle import chosen

router = APIRouter()
MOST = 5000
"""Events on one map; the latest are shown where there are more."""


@router.get("/map", operation_id="page_map", summary="Map")
def show_map(request: Request) -> Response:
    """Show where events happened, with a slider for the time."""
    question = ask(request)
    entries = api.events(record_of(request), replace(question.filters, limit=MOST, cursor=None))
    points = points_of(entries)
    days = sorted({day for point in points for day, _quad in point["events"]})
    return render(
        request,
        "map.html",
        formats=question.formats("events"),
        question=question,
        points=points,
        days=days,
        shown=sum(len(point["events"]) for point in points),
        entries=len(entries),
        most=MOST,
        chosen=chosen(question, "/map"),
    )


def points_of(entries: Iterable[EventEntry]) -> list[dict[str, Any]]:
    """Return the places of events with, for each event, its day and the number of its quad category; busiest first.

    Events without a place on the map or without a date are left out; a date known to the month stands at its first day.
    """
    quads = list(wording.QUADS)
    found: dict[tuple[float, float], dict[str, Any]] = {}
    for entry in entries:
        if entry.lat is None or entry.lon is None or entry.date is None:
            continue
        point = found.setdefault(
            (entry.lat, entry.lon),
            {
                "name": names.town_name(entry.place or "", entry.country),
                "country": entry.country,
                "lat": entry.lat,
                "lon": entry.lon,
                "href": url("/", place=entry.place),
                "events": [],
            },
        )
        point["events"].append([_day(entry.date), quads.index(entry.quad)])
    return sorted(found.values(), key=lambda point: (-len(point["events"]), point["name"]))


def _day(date: str) -> str:
    return (date + "-01-01")[:10] if len(date) < 10 else date
