"""Tokens with which other programs and the web pages may write: their hashes, never the tokens themselves."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from depesche.errors import RecordError

from . import schema

PREFIX = "depesche_"
_TABLE = schema.tokens


@dataclass(frozen=True, slots=True)
class TokenEntry:
    """A token that is valid: whose it is and since when."""

    name: str
    made: str
    """UTC time."""


def digest_of(token: str) -> str:
    """Return what is kept of a token. It has 256 bits of chance, so that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_token(connection: Connection, name: str) -> str:
    """Return a new token for `name`, which signs what is written with it; raises RecordError if the name has one."""
    if not name.strip() or len(name) > 100:
        raise RecordError("A token needs a name of 1 to 100 letters: whose it is, or what program's.")
    if connection.scalar(select(_TABLE.c.name).where(_TABLE.c.name == name)) is not None:
        raise RecordError(f"{name!r} has a token already. Withdraw it first, or choose another name.")
    token = PREFIX + secrets.token_urlsafe(32)
    made = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(insert(_TABLE).values(name=name, digest=digest_of(token), made=made))
    return token


def token_owner(connection: Connection, token: str) -> str | None:
    """Return the name of a token, None if it is not valid (any more)."""
    found = connection.scalar(select(_TABLE.c.name).where(_TABLE.c.digest == digest_of(token)))
    return None if found is None else str(found)


def list_tokens(connection: Connection) -> list[TokenEntry]:
    """Return the valid tokens, oldest first."""
    rows = connection.execute(select(_TABLE.c.name, _TABLE.c.made).order_by(_TABLE.c.made, _TABLE.c.name))
    return [TokenEntry(name, made) for name, made in rows]


def withdraw_token(connection: Connection, name: str) -> bool:
    """Make the token of `name` invalid; return False if there is none."""
    return connection.execute(delete(_TABLE).where(_TABLE.c.name == name)).rowcount > 0
