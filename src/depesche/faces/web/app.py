"""Puts the pages and their static files onto the application of the HTTP API."""

from __future__ import annotations

import mimetypes

from fastapi import Depends, FastAPI
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from . import site
from .pages import ROUTERS


class _Static(StaticFiles):
    """Static files; their addresses change with their content, so browsers may keep them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200 and b"v=" in scope.get("query_string", b""):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def add_pages(app: FastAPI) -> None:
    """Add the pages to `app`, and have its errors shown as pages."""
    mimetypes.add_type("text/javascript", ".js")
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False, dependencies=[Depends(site.speak)])
    app.mount("/static", _Static(directory=site.STATIC), name="static")
    app.state.error_page = site.error_page
