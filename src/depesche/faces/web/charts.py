"""Charts as Vega-Lite specifications; colours are written `$name` and filled in from the style sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from depesche.analysis import SeriesPoint, TonePoint
from depesche.record import TimelineEntry

from . import wording
from .i18n import translate as _

Spec = dict[str, Any]
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def _time_axis(title: str | None = None) -> Spec:
    return {"title": title, "format": "%b %Y", "labelOverlap": True, "grid": False}


def _quad_colours() -> Spec:
    names = list(wording.QUADS)
    return {
        "field": "quad",
        "type": "nominal",
        "scale": {"domain": [_(name) for name in names], "range": [f"${wording.QUADS[name]}" for name in names]},
        "legend": None,
    }


def dyad_chart(points: Sequence[SeriesPoint], marks: Sequence[Mapping[str, Any]], unit: str) -> Spec:
    """Return cooperation up and conflict down by quad category, mean score, and share of all that was reported.

    `marks` are the main happenings to point out: `start` (first day of the period), `label`, `title`.
    """
    rows = [
        {
            "start": point.start,
            "period": point.period,
            "quad": _(quad),
            "n": count if "cooperation" in quad else -count,
            "count": count,
            "order": list(wording.QUADS).index(quad),
        }
        for point in points
        for quad, count in point.counts.items()
        if count
    ]
    x = {"field": "start", "type": "temporal", "timeUnit": unit, "title": None, "bandPosition": 0.5}
    return {
        "$schema": _SCHEMA,
        "spacing": 8,
        "vconcat": [
            *_marks(marks, x),
            {"height": 190, **_bars(rows, x)},
            {"height": 90, **_scores(points, x)},
            {"height": 60, **_shares(points, x)},
        ],
    }


def _bars(rows: Sequence[Mapping[str, Any]], x: Spec) -> Spec:
    return {
        "data": {"values": rows},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {**x, "axis": None},
            "y": {"field": "n", "type": "quantitative", "title": _("Events")},
            "color": _quad_colours(),
            "order": {"field": "order"},
            "tooltip": [
                {"field": "period", "title": _("Period")},
                {"field": "quad", "title": _("Quad category")},
                {"field": "count", "title": _("Events")},
            ],
        },
    }


def _marks(marks: Sequence[Mapping[str, Any]], x: Spec) -> list[Spec]:
    if not marks:
        return []
    text = {
        "height": 14,
        "data": {"values": list(marks)},
        "mark": {"type": "text", "fontWeight": "bold", "color": "$ink", "y": 8, "cursor": "pointer"},
        "encoding": {"x": {**x, "axis": None}, "text": {"field": "label"}, "tooltip": {"field": "title"}},
    }
    return [text]


def _scores(points: Sequence[SeriesPoint], x: Spec) -> Spec:
    rows = [{"start": p.start, "period": p.period, "score": p.score} for p in points if p.score is not None]
    zero = {
        "data": {"values": [{"y": 0}]},
        "mark": {"type": "rule", "color": "$muted", "strokeDash": [2, 2]},
        "encoding": {"y": {"field": "y", "type": "quantitative"}},
    }
    line = {
        "data": {"values": rows},
        "mark": {
            "type": "line",
            "point": {"size": 26, "filled": True, "color": "$ink"},
            "color": "$ink",
            "strokeWidth": 1.5,
        },
        "encoding": {
            "x": {**x, "axis": None},
            "y": {
                "field": "score",
                "type": "quantitative",
                "title": _("Mean score"),
                "scale": {"domain": [-10, 10]},
                "axis": {"values": [-10, -5, 0, 5, 10]},
            },
            "tooltip": [
                {"field": "period", "title": _("Period")},
                {"field": "score", "format": "+.2f", "title": _("Mean score")},
            ],
        },
    }
    return {"layer": [zero, line]}


def _shares(points: Sequence[SeriesPoint], x: Spec) -> Spec:
    rows = [
        {"start": p.start, "period": p.period, "share": p.share, "of": f"{p.events} / {p.total}"}
        for p in points
        if p.share is not None
    ]
    return {
        "data": {"values": rows},
        "mark": {"type": "bar", "color": "$none", "opacity": 0.6},
        "encoding": {
            "x": {**x, "axis": _time_axis()},
            "y": {"field": "share", "type": "quantitative", "title": _("Share of coverage"), "axis": {"format": "%"}},
            "tooltip": [
                {"field": "period", "title": _("Period")},
                {"field": "of", "title": _("of all events")},
                {"field": "share", "format": ".1%", "title": _("Share of coverage")},
            ],
        },
    }


def tone_chart(points: Sequence[TonePoint]) -> Spec:
    """Return the tone of an actor over time: what it does, and what is done to it."""
    given, received = _("what it does"), _("what is done to it")
    rows = [
        {"start": p.start, "period": p.period, "who": who, "score": score, "n": count}
        for p in points
        for who, score, count in ((given, p.given, p.given_events), (received, p.received, p.received_events))
        if score is not None
    ]
    line = {
        "mark": {"type": "line", "point": {"filled": True, "size": 34}, "strokeWidth": 1.5},
        "data": {"values": rows},
        "encoding": {
            "x": {"field": "start", "type": "temporal", "title": None, "axis": _time_axis()},
            "y": {
                "field": "score",
                "type": "quantitative",
                "title": _("Mean score"),
                "scale": {"domain": [-10, 10]},
                "axis": {"values": [-10, -5, 0, 5, 10]},
            },
            "color": {"field": "who", "scale": {"domain": [given, received], "range": ["$mc", "$vx"]}},
            "shape": {"field": "who", "scale": {"domain": [given, received], "range": ["circle", "triangle-up"]}},
            "strokeDash": {"field": "who", "scale": {"domain": [given, received], "range": [[1, 0], [4, 3]]}},
            "tooltip": [
                {"field": "period", "title": _("Period")},
                {"field": "who", "title": _("Tone")},
                {"field": "score", "format": "+.2f", "title": _("Mean score")},
                {"field": "n", "title": _("Events")},
            ],
        },
    }
    return {"$schema": _SCHEMA, "height": 150, "layer": [line]}


def activity_chart(periods: Sequence[TimelineEntry]) -> Spec:
    """Return cooperation and conflict by month."""
    rows = [
        {"month": p.period, "what": what, "n": n}
        for p in periods
        if len(p.period) == 7
        for what, n in ((_("cooperation"), p.cooperation), (_("conflict"), -p.conflict))
    ]
    colour = {"domain": [_("cooperation"), _("conflict")], "range": ["$vc", "$vx"]}
    return {
        "$schema": _SCHEMA,
        "height": 120,
        "data": {"values": rows},
        "mark": "bar",
        "encoding": {
            "x": {"field": "month", "type": "temporal", "timeUnit": "yearmonth", "title": None, "axis": _time_axis()},
            "y": {"field": "n", "type": "quantitative", "title": _("Events")},
            "color": {"field": "what", "scale": colour},
        },
    }
