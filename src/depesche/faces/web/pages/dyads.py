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
_SEARCHED = 260
"""Periods in which changes of level are looked for here; the time grows with the square. The API looks in all."""


@router.get("/dyad", operation_id="page_dyad", summary="A dyad")
def dyad(request: Request) -> Response:
    """Show what two actors do to each other; without them, the busiest dyads to choose from."""
    a, b = (request.query_params.get(name, "").strip()[:200] for name in ("a", "b"))
    record = record_of(request)
    if not (a and b):
        facets = state_of(request).facets(ask(request).filters).get("dyad", [])
        return render(request, "dyads.html", a=a, b=b, busiest=[(*one.value.split(">"), one.count) for one in facets])
    grain = parameter(request, "grain", GRAINS, "month")
    question = ask(request, limit=20)
    filters = both(question.filters)
    view = api.dyad(record, a, b, filters, timeline=False)
    series = api.series(
        record, a, b, filters, grain=grain, directed=False, denominator=_all_events(request, filters, grain)
    )
    main = _main_events(record, series)
    one, other = view.a.code or view.a.id, view.b.code or view.b.id
    words = [api.quotes(record, replace(filters, actor=x, about=y, limit=6)) for x, y in ((one, other), (other, one))]
    stances = [
        api.positions(record, replace(filters, actor=x, recipient=y, limit=6)) for x, y in ((one, other), (other, one))
    ]
    meetings = api.meetings(record, replace(filters, actor=one, recipient=other, limit=30))
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
        breaks=api.breaks(series) if len(series.points) <= _SEARCHED else [],
        words=words,
        stances=stances,
        meetings=meetings,
        last=last_in_person(meetings),
        question=question,
        a=a,
        b=b,
        more=question.address("/dyad", a=a, b=b, grain=grain, cursor=view.cursor) if view.cursor else None,
    )


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
    for point, identity in sorted(first[:_POINTED_OUT], key=lambda pair: pair[0].start):
        event = api.event(record, identity)
        if event is not None:
            label = str(len(found) + 1)
            title = f"{label}: {event.type}, {long_date(event.date) or _('No date')}: {shorten(' … '.join(event.evidence), 120)}"
            href = url(f"/happenings/{event.happening}")
            found.append(({"start": point.start, "label": label, "title": title, "href": href}, event))
    return found
