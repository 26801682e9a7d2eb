"""The brief: what changed since a date, each line with its source, as a page and as Markdown."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import APIRouter, Request, Response

from depesche import api
from depesche.analysis import Brief
from depesche.faces.http.state import record_of
from depesche.record import EventEntry, Record

from ..asking import ask
from ..site import render
from .chronicle import chosen

router = APIRouter()
_DAYS = 14
_ACTS = ("meetings", "conflict", "cooperation", "words", "plans", "first")


@router.get("/brief", operation_id="page_brief", summary="Brief")
def brief(request: Request) -> Response:
    """Show what changed since a date; without one, in the last two weeks of the record."""
    question, record = ask(request), record_of(request)
    since = question.filters.since or _recent(api.stats(record).last)
    found = api.brief(record, since, question.filters)
    return render(
        request,
        "brief.html",
        formats={
            "json": question.address("/api/v1/brief", since=since),
            "markdown": question.address("/api/v1/brief", since=since, format="markdown"),
        },
        question=question,
        since=since,
        brief=found,
        events=_events(record, found),
        chosen=[one for one in chosen(question, "/brief") if one[0] not in ("since", "until")],
    )


def _events(record: Record, found: Brief) -> dict[str, EventEntry]:
    """The events of which a line tells, by id; shifts, offices and quotations are told in words."""
    ids = [line.id for section in found.sections if section.kind in _ACTS for line in section.lines]
    return {identity: event for identity in ids if (event := api.event(record, identity)) is not None}


def _recent(last: str | None) -> str:
    """The day two weeks before the last of the record; today's for an empty one."""
    try:
        day = date.fromisoformat(last or "")
    except ValueError:
        day = date.today()
    return (day - timedelta(days=_DAYS)).isoformat()
