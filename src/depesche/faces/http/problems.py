"""One shape for every error of the API: RFC 9457 problem details."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from depesche.errors import DepescheError, InputError, QueryError, RecordError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
ErrorPage = Callable[[Request, int, str], Response]


class Problem(BaseModel):
    """An error as RFC 9457 describes it."""

    type: str = Field(description="Kind of problem, as `urn:depesche:problem:not-found`.")
    title: str = Field(description="The status in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What went wrong and what to do.")
    instance: str = Field(description="Path of the request.")


class ProblemError(Exception):
    """An error of a face itself, with the status it answers with."""

    def __init__(self, status: int, detail: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers or {}


def problem(status: int, detail: str, *, instance: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return the response that tells of a problem."""
    title = HTTPStatus(status).phrase
    kind = title.lower().replace(" ", "-").replace("'", "")
    content = Problem(
        type=f"urn:depesche:problem:{kind}", title=title, status=status, detail=detail, instance=instance
    ).model_dump()
    return JSONResponse(content, status_code=status, media_type=MEDIA_TYPE, headers=headers)


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the OpenAPI description of the problems a route may answer with."""
    schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: schema}}
        for status in (*statuses, 400, 404, 429)
    }


def status_of(error: DepescheError) -> int:
    """Return the HTTP status of one of Depesche's own errors."""
    if isinstance(error, QueryError):
        return 400
    if isinstance(error, InputError):
        return 422
    return 503 if isinstance(error, RecordError) else 500


def add_handlers(app: FastAPI) -> None:
    """Make `app` answer every error as a problem, or as a page where `app.state.error_page` serves pages."""

    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, ProblemError)
        return _answer(request, error.status, error.detail, error.headers)

    async def on_own(request: Request, error: Exception) -> Response:
        assert isinstance(error, DepescheError)
        return _answer(request, status_of(error), str(error))

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = _DETAILS.get(error.status_code, str(error.detail))
        return _answer(request, error.status_code, detail, dict(error.headers or {}))

    async def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return _answer(request, 400, _invalid(error))

    async def on_any(request: Request, error: Exception) -> Response:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return _answer(request, 500, "The server failed at this. Its log says why; please report it with the request.")

    handlers: list[tuple[type[Exception], Callable[[Request, Exception], Awaitable[Response]]]] = [
        (ProblemError, on_problem),
        (DepescheError, on_own),
        (HTTPException, on_http),
        (RequestValidationError, on_invalid),
        (Exception, on_any),
    ]
    for kind, handler in handlers:
        app.add_exception_handler(kind, handler)


_DETAILS = {
    404: "There is nothing at this address. The list of addresses is at /api/v1/openapi.json.",
    405: "This address does not take this method.",
}


def _answer(request: Request, status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    page: ErrorPage | None = getattr(request.app.state, "error_page", None)
    if page is not None and not request.url.path.startswith("/api/"):
        response = page(request, status, detail)
        response.headers.update(headers or {})
        return response
    return problem(status, detail, instance=request.url.path, headers=headers)


def _invalid(error: RequestValidationError) -> str:
    found = []
    for item in error.errors():
        where = ".".join(str(part) for part in item.get("loc", ()) if part not in ("query", "path", "body"))
        found.append(f"{where or 'body'}: {item.get('msg', 'not valid')}")
    return "; ".join(found[:5])
