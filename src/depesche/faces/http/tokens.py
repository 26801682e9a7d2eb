"""Who may write: tokens in the Authorization header, or in the cookie that the sign-in page sets."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from depesche import api

from .problems import ProblemError
from .state import record_of

COOKIE = "depesche-token"
_bearer = HTTPBearer(auto_error=False, description="A token made by `depesche token new NAME`.")


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the name of the token, which judgements are signed with."""

    name: str


def require_token(request: Request, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> Writer:
    """Return the owner of the token in the header; raises ProblemError 401 without a valid one."""
    writer = writer_of(request, given.credentials if given is not None else None)
    if writer is None:
        raise ProblemError(
            401,
            "Writing needs a token: `depesche token new NAME` makes one; send it as `Authorization: Bearer TOKEN`.",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return writer


def writer_of(request: Request, token: str | None) -> Writer | None:
    """Return the owner of a token, None where it is missing, unknown or withdrawn."""
    if not token or len(token) > 200 or not token.isascii():
        return None
    name = api.token_owner(record_of(request), token)
    return None if name is None else Writer(name)


def signed_in(request: Request) -> Writer | None:
    """Return who is signed in on the web pages, None if nobody is."""
    return writer_of(request, request.cookies.get(COOKIE))


def form_key(request: Request) -> str:
    """Return the key that forms of a signed-in page carry, so that no other site can send them: it follows from the cookie."""
    token = request.cookies.get(COOKIE, "")
    return hmac.new(token.encode(), b"depesche form", hashlib.sha256).hexdigest()


def check_form_key(request: Request, given: str) -> None:
    """Raise ProblemError 403 if a form was not made by a page of the one who is signed in."""
    if not hmac.compare_digest(form_key(request), given):
        raise ProblemError(403, "The form is not from a page of this session. Load the page again.")
