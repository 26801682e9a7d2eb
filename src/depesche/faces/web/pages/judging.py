"""Signing in with a token, and the buttons that correct, merge, split and undo."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from pydantic import ValidationError
from starlette.responses import RedirectResponse

from depesche import api
from depesche.faces.http.problems import ProblemError
from depesche.faces.http.routes.writing import JudgementIn, judge
from depesche.faces.http.state import record_of
from depesche.faces.http.tokens import COOKIE, check_form_key, form_key, signed_in, writer_of

from ..site import render

router = APIRouter()
Line = Annotated[str, Form(max_length=2000)]
_SHOWN = 200


def inner(path: str) -> str:
    """Return `path` if it leads to a page of this server, else the chronicle: nobody is sent elsewhere after signing in."""
    good = path.startswith("/") and not path.startswith(("//", "/\\")) and all(c > " " and c != "\\" for c in path)
    return path if good else "/"


@router.get("/sign-in", operation_id="page_sign_in", summary="Sign in with a token")
def sign_in_form(request: Request, next: str = "/") -> Response:
    """Show the form for a token, or who is signed in."""
    writer = signed_in(request)
    key = form_key(request) if writer is not None else ""
    return render(request, "sign_in.html", writer=writer, key=key, next=inner(next), bad=False)


@router.post("/sign-in", operation_id="page_signing_in", summary="Sign in or out")
def sign_in(request: Request, token: Line = "", next: Line = "/", leave: Line = "") -> Response:
    """Keep a valid token in a cookie that scripts cannot read, or forget it."""
    answer: Response = RedirectResponse(inner(next), status_code=303)
    if leave:
        answer.delete_cookie(COOKIE)
        return answer
    if writer_of(request, token.strip()) is None:
        return render(request, "sign_in.html", status=401, writer=None, key="", next=inner(next), bad=True)
    secure = request.url.scheme == "https"
    answer.set_cookie(COOKIE, token.strip(), max_age=30 * 86400, httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/judge", operation_id="page_judge", summary="Correct, mark as wrong, merge, split, undo")
def make_judgement(
    request: Request,
    act: Line = "",
    key: Line = "",
    event: Line = "",
    field: Line = "",
    value: Line = "",
    reason: Line = "",
    judgement: Line = "",
) -> Response:
    """Make the judgement that a form of a signed-in page asks for, and go back to the happening."""
    writer = signed_in(request)
    if writer is None:
        raise ProblemError(401, "Sign in with a token first: /sign-in.")
    check_form_key(request, key)
    try:
        given = JudgementIn.model_validate(
            {
                "act": act,
                "entry": event or None,
                "other": value.strip() if act == "merge" else None,
                "field": field if act == "correct" else None,
                "value": value.strip() if act == "correct" else None,
                "judgement": judgement or None,
                "reason": reason,
            }
        )
    except ValidationError as error:
        raise ProblemError(400, str(error.errors()[0]["msg"])) from error
    judge(record_of(request), given, by=writer.name)
    return RedirectResponse(f"/happenings/{event}" if event else "/judgements", status_code=303)


@router.get("/judgements", operation_id="page_judgements", summary="Judgements")
def judgements(request: Request) -> Response:
    """List the judgements of persons, latest first."""
    found = api.judgements(record_of(request))
    writer = signed_in(request)
    return render(
        request,
        "judgements.html",
        formats={"json": "/api/v1/judgements", "csv": "/api/v1/judgements?format=csv"},
        judgements=list(reversed(found))[:_SHOWN],
        writer=writer,
        key=form_key(request) if writer is not None else "",
    )
