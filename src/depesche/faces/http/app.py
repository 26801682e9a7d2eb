"""The application: guards in their order, error shapes, routes."""

from __future__ import annotations

from collections.abc import Callable
from threading import BoundedSemaphore

from fastapi import FastAPI

from depesche import __version__, api

from .config import ServerSettings
from .etags import ConditionalGet
from .guard import BodyLimit, OwnHosts, RateLimit, SafetyHeaders
from .problems import Problem, add_handlers
from .routes import analysis, codebook, listings, reading, single, writing
from .state import State

PREFIX = "/api/v1"
_ABOUT = (
    "The record of international relations: who met, said and did what to whom, when and where, and according to whom; "
    "every entry leads back to the words it rests on. Reading needs no token, writing does (`depesche token`). Errors are "
    "RFC 9457 problem details. Listings come in pages (`cursor`), as JSON, CSV, RSS, Atom or JSON Feed (`format`), with "
    "ETags for conditional requests."
)


def make_app(settings: ServerSettings, *, extend: Callable[[FastAPI], None] | None = None) -> FastAPI:
    """Return the application over the record that `settings` name; `extend` adds pages to it.

    Raises RecordError if the record cannot be opened.
    """
    app = FastAPI(
        title="Depesche",
        version=__version__,
        description=_ABOUT,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        swagger_ui_oauth2_redirect_url=None,
    )
    slots = BoundedSemaphore(settings.readings_at_once)
    app.state.depesche = State(api.open_record(settings.record), settings, slots)
    add_handlers(app)
    for router in (listings.router, single.router, analysis.router, codebook.router, reading.router, writing.router):
        app.include_router(router, prefix=PREFIX)
    if extend is not None:
        extend(app)
    _describe_problems(app)
    # The last one added stands first: headers of safety on every answer, refusals included.
    app.add_middleware(ConditionalGet)
    app.add_middleware(BodyLimit, max_body=settings.max_body)
    app.add_middleware(
        RateLimit, asks_per_minute=settings.asks_per_minute, readings_per_minute=settings.readings_per_minute
    )
    app.add_middleware(OwnHosts, hosts=settings.hosts)
    app.add_middleware(SafetyHeaders)
    return app


def _describe_problems(app: FastAPI) -> None:
    """Put the shape of errors into the OpenAPI document, to which the routes refer."""
    describe = app.openapi

    def openapi() -> dict[str, object]:
        document = describe()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault("Problem", Problem.model_json_schema())
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        for path in document["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None) if _is_default(operation) else None
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _is_default(operation: dict[str, dict[str, dict[str, object]]]) -> bool:
    """Whether the 422 is FastAPI's own, which our handlers turn into 400."""
    return "HTTPValidationError" in str(operation["responses"].get("422", ""))
