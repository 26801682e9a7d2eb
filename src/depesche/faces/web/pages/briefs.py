"""The brief: what changed since a date, each line with its source, as a page and as Markdown."""

from __future__ import annotations

from datetime import date, timedelta

from fastapi import APIRouter, Request, Response

from depesche import api
from depesche.faces.http.state import record_of

from ..asking import ask
from ..site import render
from .chronicle import chosen

router = APIRouter()
_DAYS = 14


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
        chosen=[one for one in chosen(question, "/brief") if one[0] not in ("since", "until")],
    )


def _recent(last: str | None) -> str:
    """The day two weeks before the last of the record; today's for an empty one."""
    try:
        day = date.fromisoformat(last or "")
    except ValueError:
        day = date.today()
    return (day - timedelta(days=_DAYS)).isoformat()
