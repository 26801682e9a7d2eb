"""The quotations browser, and the words around one quotation."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from depesche import api
from depesche.faces.http.routes.single import found
from depesche.faces.http.state import record_of
from depesche.record.filters import FORMS

from ..asking import ask
from ..site import render
from .chronicle import chosen

router = APIRouter()
_AROUND = 400


@router.get("/quotations", operation_id="page_quotations", summary="Quotations")
def quotations(request: Request) -> Response:
    """List quotations by speaker, about whom, form and carrier."""
    question = ask(request)
    entries = api.quotes(record_of(request), question.filters)
    return render(
        request,
        "quotations.html",
        formats=question.formats("quotations"),
        question=question,
        entries=entries,
        forms=FORMS,
        more=question.address("/quotations", cursor=entries.cursor) if entries.cursor else None,
        chosen=chosen(question, "/quotations"),
    )


@router.get("/quotations/{id}/context", operation_id="page_quotation_context", summary="The words around a quotation")
def context(request: Request, id: str) -> Response:
    """Show the words of the report before and after a quotation."""
    record = record_of(request)
    quotation = found(api.quote(record, id), id)
    view = found(api.article(record, quotation.article), quotation.article)
    start = max(0, min((span[0] for span in quotation.spans), default=0) - _AROUND)
    end = max((span[1] for span in quotation.spans), default=0) + _AROUND
    marks = [(first - start, last - start) for first, last in quotation.spans]
    text = view.text[start:end]
    fragment = request.headers.get("hx-request") == "true"
    template = "context_fragment.html" if fragment else "context.html"
    return render(
        request, template, quotation=quotation, text=text, marks=marks, before=start > 0, after=end < len(view.text)
    )
