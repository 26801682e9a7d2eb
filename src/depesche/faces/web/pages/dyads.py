"""A dyad: two actors, what passes between them period by period, their meetings, words and positions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response

from depesche import api
from depesche.analysis import DyadSeries
from depesche.faces.http.state import record_of, state_of
from depesche.record import EventEntry, Filters, Record

from ..asking import ask, parameter
from ..charts import dyad_chart
from ..i18n import translate as _
from ..site import render, url
from ..wording import long_date, shorten
from .actors import GRAINS, both, last_in_person

router = APIRouter()
_UNITS = {"week": "yearweek", "month": "yearmonth", "year": "year"}
_POINTED_OUT = 9
_SEARCHED = 520
"""Periods in which changes of level are looked for here, ten years of weeks; the time grows with the square, and the API
looks in all."""
_MEETINGS = 30


@router.get("/dyad", operation_id="page_dyad", summary="A dyad")
def dyad(request: Request) -> Response:
    """Show what two actors do to each other; without them, the busiest dyads to choose from."""
    a, b = _sides(request)
    record = record_of(request)
    if not (a and b):
        facets = state_of(request).facets(ask(request).filters).get("dyad", [])
        return render(request, "dyads.html", a=a, b=b, busiest=[(*one.value.split(">"), one.count) for one in facets])
    grain = parameter(request, "grain", GRAINS, "month")
    question = ask(request, limit=20)
    filters = both(question.filters)
    view = api.dyad(record, a, b, filters, timeline=False, meetings=_MEETINGS)
    series = api.series(
        record, a, b, filters, grain=grain, directed=False, denominator=_all_events(request, filters, grain)
    )
    main = _main_events(record, series)
    one, other = view.a.code or view.a.id, view.b.code or view.b.id
    words = [api.quotes(record, replace(filters, actor=x, about=y, limit=6)) for x, y in ((one, other), (other, one))]
    stances = [
        api.positions(record, replace(filters, actor=x, recipient=y, limit=6)) for x, y in ((one, other), (other, one))
    ]
    return render(
        request,
        "dyad.html",
        formats={
            "json": question.address("/api/v1/dyad", a=a, b=b),
            "csv": question.address("/api/v1/series", a=a, b=b, grain=grain, format="csv"),
        },
        view=view,
        series=series,
        grain=grain,
        grains=GRAINS,
        chart=dyad_chart(series.points, [mark for mark, _event in main], _UNITS[grain]) if series.points else None,
        main=main,
        changes=question.address("/breaks", a=a, b=b, grain=grain),
        words=words,
        stances=stances,
        last=last_in_person(view.meetings),
        question=question,
        a=a,
        b=b,
        more=question.address("/dyad", a=a, b=b, grain=grain, cursor=view.cursor) if view.cursor else None,
    )


@router.get("/breaks", operation_id="page_breaks", summary="Changes of level of a dyad")
def breaks(request: Request) -> Response:
    """Show where the tone between two actors changed lastingly; the dyad's page loads it, for it takes a moment."""
    a, b = _sides(request)
    grain = parameter(request, "grain", GRAINS, "month")
    question = ask(request)
    formats, found, searched = {}, [], True
    if a and b:
        same = {"a": a, "b": b, "grain": grain}
        formats = {
            "json": question.address("/api/v1/series", **same),
            "csv": question.address("/api/v1/series", **same, format="csv"),
        }
        # Scores alone are looked at, so nothing is divided by all events.
        series = api.series(
            record_of(request), a, b, both(question.filters), grain=grain, directed=False, denominator={}
        )
        searched = len(series.points) <= _SEARCHED
        found = api.breaks(series) if searched else []
    return render(
        request,
        "breaks.html",
        formats=formats,
        dyad=question.address("/dyad", a=a, b=b, grain=grain),
        a=a,
        b=b,
        searched=searched,
        breaks=found,
    )


def _sides(request: Request) -> tuple[str, str]:
    a, b = (request.query_params.get(name, "").strip()[:200] for name in ("a", "b"))
    return a, b


def _all_events(request: Request, filters: Filters, grain: str) -> Mapping[str, int]:
    """All events by period; they are the same for every dyad, and counting them takes longest."""
    state = state_of(request)
    key = ("totals", filters.outlet, filters.language, filters.status, grain)
    return state.kept.get(key, lambda: api.totals(state.record, filters, grain=grain))


def _main_events(record: Record, series: DyadSeries) -> list[tuple[dict[str, Any], EventEntry]]:
    """The events farthest from zero, at most one a period, in order of time, with their marks in the chart."""
    first = [(point, point.main[0]) for point in series.points if point.main]
    first.sort(key=lambda pair: (-abs(pair[0].score or 0.0) - pair[0].events / 100, pair[0].start))
    found: list[tuple[dict[str, Any], EventEntry]] = []
    chosen = sorted(first[:_POINTED_OUT], key=lambda pair: pair[0].start)
    events = {event.id: event for event in api.events_by_id(record, [identity for _, identity in chosen])}
    for point, identity in chosen:
        event = events.get(identity)
        if event is not None:
            label = str(len(found) + 1)
            title = f"{label}: {event.type}, {long_date(event.date) or _('No date')}: {shorten(' … '.join(event.evidence), 120)}"
            href = url(f"/happenings/{event.happening}")
            found.append(({"start": point.start, "label": label, "title": title, "href": href}, event))
    return found
