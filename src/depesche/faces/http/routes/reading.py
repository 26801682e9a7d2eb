"""Reading a text or a web page for the asker, and putting articles into the record."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as GaveUp
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from depesche import api
from depesche.model.serial import to_json

from ..formats import json_response
from ..problems import ProblemError, responses
from ..state import State, state_of
from ..tokens import Writer, require_token

log = logging.getLogger(__name__)
router = APIRouter(tags=["reading"])
T = TypeVar("T")
Short = Annotated[str | None, Field(max_length=500)]


class ArticleIn(BaseModel):
    """A report to be read: its text, plain or HTML, or the address of its page."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str | None, Field(description="The text, plain or HTML.", max_length=2_000_000)] = None
    url: Annotated[Short, Field(description="Public web address of the page to read, if there is no text.")] = None
    published: Annotated[Short, Field(description="YYYY[-MM[-DD]], above what the text says of itself.")] = None
    language: Annotated[Short, Field(description="`de` or `en`.")] = None
    headline: Short = None
    outlet: Short = None

    @model_validator(mode="after")
    def _text_or_url(self) -> ArticleIn:
        if not (self.text or "").strip() and not (self.url or "").strip():
            raise ValueError("text or url is needed")
        return self


class AddedOut(BaseModel):
    """What became of an article given to the record."""

    id: str = Field(description="Id of the article.")
    new: bool = Field(description="Whether it was not in the record yet.")
    url: str = Field(description="Address of its page.")


_SCHEMA = {"type": "object", "required": ["schema", "article", "events", "quotations"]}
_READING = {
    "description": "The reading, as `depesche read --json` gives it.",
    "content": {"application/json": {"schema": _SCHEMA}},
}


@router.post(
    "/read",
    summary="Read a text or a public web page; nothing is kept.",
    operation_id="read",
    response_class=Response,
    responses={200: _READING, **responses(413, 415, 422, 503, 504)},
)
def read(request: Request, article: ArticleIn) -> Response:
    """Return the reading of a report."""
    document = read_for(state_of(request), article)
    return json_response(to_json(document))


@router.post(
    "/articles",
    summary="Read a report and put it into the record. Needs a token.",
    operation_id="add_article",
    status_code=201,
    response_model=AddedOut,
    responses={
        200: {"model": AddedOut, "description": "It was there already."},
        **responses(401, 413, 415, 422, 503, 504),
    },
)
def add_article(
    request: Request, response: Response, article: ArticleIn, _: Annotated[Writer, Depends(require_token)]
) -> AddedOut:
    """Return the id of the article; 200 where it was in the record already."""
    state = state_of(request)
    document = read_for(state, article)
    new = api.add_document(state.record, document)
    response.status_code = 201 if new else 200
    return AddedOut(id=document.article.id, new=new, url=f"/articles/{document.article.id}")


def read_for(state: State, article: ArticleIn) -> Any:
    """Return the document of a report; raises ProblemError for one that is too long or takes too long."""
    settings = state.settings
    url: str | None = None
    text = article.text or ""
    if not text.strip():
        page = api.fetch_page(str(article.url), max_bytes=settings.max_body, seconds=settings.fetch_seconds)
        text, url = page.text, page.url
    elif len(text) > settings.max_text:
        raise ProblemError(
            413, f"{len(text):,} characters are more than are read at a time ({settings.max_text:,}). Split the text."
        )
    options = {"published": article.published, "language": article.language, "headline": article.headline}

    def job() -> Any:
        return api.read(text, outlet=article.outlet, url=url or article.url, **options)

    return in_slot(state, job)


def in_slot(state: State, job: Callable[[], T]) -> T:
    """Return what `job` gives, run in one of the few slots for reading; gives up after the time allowed.

    A thread cannot be stopped from outside, so a job that was given up keeps its slot until it ends: texts that take too
    long can fill the slots, but never the machine.
    """
    seconds = state.settings.read_seconds
    if not state.slots.acquire(timeout=seconds):
        raise ProblemError(
            503, "All slots for reading are taken. Try again in a minute.", headers={"Retry-After": "60"}
        )
    worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
    running = worker.submit(job)
    running.add_done_callback(lambda _: state.slots.release())
    worker.shutdown(wait=False)
    try:
        return running.result(timeout=seconds)
    except GaveUp as error:
        log.warning("a reading was given up after %.0f s", seconds)
        raise ProblemError(504, f"The reading took longer than {seconds:.0f} seconds. Split the text.") from error
