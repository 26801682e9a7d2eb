"""Reports: the list, one report with its layers, and a text or web page read at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from depesche import api
from depesche.errors import DepescheError
from depesche.faces.http.problems import ProblemError, status_of
from depesche.faces.http.routes.reading import ArticleIn, read_for
from depesche.faces.http.routes.single import found
from depesche.faces.http.state import record_of, state_of

from ..asking import ask
from ..report import report_of_document, report_of_view
from ..site import render
from .chronicle import chosen

router = APIRouter()
Field = Annotated[str, Form(max_length=500)]


@router.get("/articles", operation_id="page_articles", summary="Reports")
def articles(request: Request) -> Response:
    """List the reports of the record."""
    question = ask(request)
    entries = api.articles(record_of(request), question.filters)
    more = question.address("/articles", cursor=entries.cursor) if entries.cursor else None
    return render(
        request,
        "articles.html",
        formats=question.formats("articles"),
        question=question,
        entries=entries,
        more=more,
        chosen=chosen(question, "/articles"),
    )


@router.get("/articles/{id}", operation_id="page_article", summary="One report with its layers")
def article(request: Request, id: str) -> Response:
    """Show a report: its text, and every entry with the words it rests on."""
    view = found(api.article(record_of(request), id), id)
    formats = {"json": f"/api/v1/articles/{view.entry.id}", "csv": f"/api/v1/events?article={view.entry.id}&format=csv"}
    return render(request, "report.html", formats=formats, report=report_of_view(view), entry=view.entry)


@router.get("/read", operation_id="page_read", summary="Read a text or a web page")
def read_form(request: Request) -> Response:
    """Show the form for a text or an address."""
    return render(request, "read.html", given=None, problem=None)


@router.post("/read", operation_id="page_reading", summary="The reading of a text or a web page")
def read(
    request: Request,
    text: Annotated[str, Form()] = "",
    url: Field = "",
    published: Field = "",
    headline: Field = "",
) -> Response:
    """Show the reading of what the form gives; nothing is kept."""
    given = {"text": text, "url": url.strip(), "published": published.strip(), "headline": headline.strip()}
    try:
        if not text.strip() and not given["url"]:
            raise ProblemError(400, "Paste a text, or give the address of a page.")
        document = read_for(state_of(request), ArticleIn(**{name: value or None for name, value in given.items()}))
    except (DepescheError, ProblemError) as error:
        status = error.status if isinstance(error, ProblemError) else status_of(error)
        detail = error.detail if isinstance(error, ProblemError) else str(error)
        return render(request, "read.html", given=given, problem=detail, status=status)
    return render(request, "report.html", report=report_of_document(document), entry=None)
