"""Codebook, About, and the list of the API's addresses."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request, Response

from depesche import api, codebook
from depesche.faces.http.state import record_of, state_of

from ..site import STATIC, render

router = APIRouter()


@router.get("/codebook", operation_id="page_codebook", summary="Codebook")
def show_codebook(request: Request) -> Response:
    """Show types, statuses, forms and contexts."""
    plover = codebook.load_plover()
    counts = {one.value: one.count for one in state_of(request).facets().get("type", [])}
    return render(request, "codebook.html", formats={"json": "/api/v1/codebook"}, plover=plover, counts=counts)


@router.get("/about", operation_id="page_about", summary="About")
def about(request: Request) -> Response:
    """Show versions, data, licences, and how to cite."""
    stats = api.stats(record_of(request))
    licences = [line for line in _notes().splitlines() if " · " in line]
    return render(request, "about.html", formats={"json": "/api/v1/stats"}, stats=stats, licences=licences)


def _notes() -> str:
    return Path(STATIC / "vendor" / "LICENCES.txt").read_text(encoding="utf-8")


@router.get("/api", operation_id="page_api", summary="HTTP API")
def show_api(request: Request) -> Response:
    """Show the addresses of the API with their parameters."""
    document = request.app.openapi()
    routes = [
        (method.upper(), path, operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    ]
    return render(request, "api.html", formats={"json": "/api/v1/openapi.json"}, routes=routes, document=document)
