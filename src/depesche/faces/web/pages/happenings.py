"""A happening: all reports of it side by side, where they differ, why they are held to be one."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from depesche import api, codebook
from depesche.faces.http.routes.single import found
from depesche.faces.http.state import record_of
from depesche.faces.http.tokens import form_key, signed_in

from ..site import render

router = APIRouter()


@router.get("/happenings/{id}", operation_id="page_happening", summary="One happening")
def happening(request: Request, id: str) -> Response:
    """Show a happening whole."""
    view = found(api.happening(record_of(request), id), id)
    writer = signed_in(request)
    plover = codebook.load_plover()
    return render(
        request,
        "happening.html",
        formats={"json": f"/api/v1/happenings/{view.entry.id}"},
        view=view,
        entry=view.entry,
        writer=writer,
        key=form_key(request) if writer is not None else None,
        types=list(plover.types),
        statuses=plover.statuses,
    )
