"""The chronicle: day by day what happened, newest first, with facets; and the hits where words are searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response

from depesche import api
from depesche.faces.http.state import record_of, state_of
from depesche.record import Facet, HappeningEntry

from .. import names, wording
from ..asking import Question, ask
from ..i18n import translate as _
from ..site import render, set_language

router = APIRouter()
_SHOWN = 10
FACETS = (
    ("quad", "quad", "Quad category"),
    ("type", "type", "Type"),
    ("dyad", "dyad", "Who toward whom"),
    ("actor", "party", "Actor"),
    ("status", "status", "Status"),
    ("place", "place", "Place"),
    ("outlet", "outlet", "Outlet"),
    ("language", "language", "Language"),
)
"""Facets: name in the record, filter it sets, title."""


@router.get("/", operation_id="page_chronicle", summary="Chronicle")
def chronicle(request: Request) -> Response:
    """Show what happened day by day, or what a search for words found."""
    question = ask(request)
    if question.asked.words:
        return _search(request, question)
    entries = api.happenings(record_of(request), question.filters)
    return render(
        request,
        "chronicle.html",
        formats=question.formats("happenings"),
        question=question,
        days=by_day(entries),
        more=question.address("/", cursor=entries.cursor) if entries.cursor else None,
        chosen=chosen(question, "/"),
        first=question.filters.cursor is None,
    )


def _search(request: Request, question: Question) -> Response:
    hits = api.search(record_of(request), question.asked.words, question.filters)
    return render(
        request,
        "search.html",
        formats={
            form: question.address("/api/v1/search", format=None if form == "json" else form)
            for form in ("json", "csv", "rss", "atom", "jsonfeed")
        },
        question=question,
        hits=hits,
        more=question.address("/", cursor=hits.cursor) if hits.cursor else None,
        chosen=chosen(question, "/"),
    )


@router.get("/facets", operation_id="page_facets", summary="Facets of the chronicle")
def facets(request: Request) -> Response:
    """Show the values of what the chronicle shows, with counts; each leads to the chronicle narrowed by it."""
    question = ask(request)
    set_language(request)
    found = state_of(request).facets(question.filters)
    groups = [(title, field, _links(question, field, found.get(name, []))) for name, field, title in FACETS]
    return render(request, "facets.html", groups=groups, chosen=question.asked.filters, question=question)


def _links(question: Question, field: str, values: Iterable[Facet]) -> list[dict[str, Any]]:
    links = []
    for one in list(values)[:_SHOWN]:
        if field == "dyad":
            actor, _arrow, recipient = one.value.partition(">")
            label = f"{names.code_name(actor)} → {names.code_name(recipient)}"
            href = question.address("/", actor=actor, recipient=recipient, cursor=None)
        else:
            label = _label(field, one)
            on = question.asked.filters.get(field) == one.value
            href = question.address("/", **{field: None if on else one.value})
        links.append({"value": one.value, "label": label, "count": one.count, "href": href})
    return links


def _label(field: str, one: Facet) -> str:
    if field in ("party", "place"):
        return names.code_name(one.value) or one.label or one.value
    if field == "language":
        return {"de": _("German"), "en": _("English")}.get(one.value, one.value)
    return wording.word(one.value) if field in ("quad", "status") else one.value


def chosen(question: Question, path: str) -> list[tuple[str, str, str]]:
    """Return the filters that hold: field, value, and the address without it."""
    return [(name, value, question.address(path, **{name: None})) for name, value in question.asked.filters.items()]


def by_day(entries: Sequence[HappeningEntry]) -> list[tuple[str | None, list[HappeningEntry]]]:
    """Return happenings in groups of the same date, in their order."""
    return [(date, list(group)) for date, group in groupby(entries, key=lambda entry: entry.date)]
