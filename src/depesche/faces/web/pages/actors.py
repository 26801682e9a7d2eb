"""Actors: the list, and one actor with offices, counterparts, words, tone and meetings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from depesche import api
from depesche.faces.http.routes.single import found
from depesche.faces.http.state import record_of, state_of
from depesche.record import Filters, MeetingEntry, OfficeEntry

from ..asking import ask, parameter
from ..charts import tone_chart
from ..site import render, url
from .maps import points_of

router = APIRouter()
GRAINS = ("week", "month", "year")
_SHOWN, _MAPPED = 8, 200


@router.get("/actors", operation_id="page_actors", summary="Actors")
def actors(request: Request) -> Response:
    """List the actors of the record, most mentioned first."""
    question = ask(request, limit=60)
    entries = api.actors(record_of(request), question.filters)
    more = question.address("/actors", cursor=entries.cursor) if entries.cursor else None
    formats = question.formats("actors", feeds=False)
    return render(request, "actors.html", formats=formats, question=question, entries=entries, more=more)


@router.get("/actors/{id:path}", operation_id="page_actor", summary="One actor")
def actor(request: Request, id: str) -> Response:
    """Show an actor: who it is, with whom it deals, what it did and said, in what tone."""
    record, grain = record_of(request), parameter(request, "grain", GRAINS, "month")
    question = ask(request, limit=_SHOWN)
    view = found(api.actor(record, id, question.filters, meetings=_MAPPED), id)
    own = view.entry.id
    about = api.quotes(record, replace(question.filters, about=own, limit=_SHOWN))
    return render(
        request,
        "actor.html",
        formats={"json": f"/api/v1/actors/{own}", "csv": url("/api/v1/events", party=own, format="csv")},
        view=view,
        grain=grain,
        grains=GRAINS,
        about=about,
        offices=office_track(view.offices),
        points=points_of(view.meetings),
        mapped=len([m for m in view.meetings if m.lat is not None]),
        meetings=view.meetings[:_SHOWN],
    )


@router.get("/tone", operation_id="page_tone", summary="Tone of an actor over time")
def tone(request: Request) -> Response:
    """Show the tone of an actor over time; the actor's page loads it, for on a large record it takes a moment."""
    state, grain = state_of(request), parameter(request, "grain", GRAINS, "month")
    who = request.query_params.get("who", "")[:200]
    filters = ask(request).filters
    points = state.kept.get(
        ("tone", who, filters, grain), lambda: api.tone(state.record, who, filters, grain=grain) if who else []
    )
    formats = {form: url("/api/v1/tone", who=who, grain=grain, format=form) for form in ("json", "csv")} if who else {}
    return render(
        request,
        "tone.html",
        formats=formats,
        who=who,
        grain=grain,
        grains=GRAINS,
        tone=tone_chart(points) if len(points) > 1 else None,
        points=points,
    )


def office_track(offices: list[OfficeEntry]) -> dict[str, Any] | None:
    """Return offices as bars of a time line in percent of its width; None where no office has a date."""
    dated = [office for office in offices if office.start or office.end]
    if not dated:
        return None
    first = min(_year(office.start or office.end, 0) for office in dated)
    last = max([*(_year(office.end or office.start, 1) for office in dated), first + 1])
    width = last - first
    bars = []
    for office in dated:
        start, end = _year(office.start, 0, first), _year(office.end, 1, last)
        left, right = 100 * (start - first) / width, 100 * (max(end, start) - first) / width
        bars.append({"office": office, "left": round(left, 2), "width": round(max(right - left, 1), 2)})
    step = max(1, round(width / 6))
    ticks = [
        {"year": year, "left": round(100 * (year - first) / width, 2)}
        for year in range(int(first), int(last) + 1)
        if not (year - int(first)) % step and year >= first
    ]
    return {"bars": bars, "ticks": ticks}


def _year(date: str | None, end: int, default: float = 0.0) -> float:
    """A date as a number of years; of an unprecise one the beginning, or with `end` the end."""
    if not date:
        return default
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return float(parts[0] + end)
    return parts[0] + (parts[1] - 1 + (end if len(parts) == 2 else 0)) / 12 + (parts[2] / 365 if len(parts) == 3 else 0)


def last_in_person(meetings: list[MeetingEntry]) -> MeetingEntry | None:
    """Return the latest meeting that took place in person, None if the record has none."""
    return next((m for m in meetings if m.format == "in-person" and m.status in ("factual", "reported")), None)


def both(filters: Filters) -> Filters:
    """Return the filters without sides: those of a page whose sides are its own."""
    return replace(filters, actor=None, recipient=None, party=None)
