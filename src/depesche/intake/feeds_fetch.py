"""Asks the web politely and again and again: conditional requests, redirects, robots.txt, one request a host at a time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from depesche.errors import FetchError
from depesche.settings import load_settings

from .fetch import _Answer, _get, _Limits
from .guard import find_target
from .robots import HostGate, Robots

_MOST_REDIRECTS = 5
_PERMANENT = (301, 308)
_PAGES = ("text/html", "text/plain", "application/xhtml+xml")
_ROBOTS_BYTES = 500_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What a site answered in the end; `content` is empty for 304 and errors."""

    status: int
    content: bytes
    url: str
    """Where the answer came from, after redirects."""
    moved: str | None = None
    """Where to ask from now on, if every redirect was for good."""
    etag: str | None = None
    modified: str | None = None
    retry_after: float | None = None
    """Seconds the site asks us to wait, None where it does not say."""
    type: str = ""


class Visitor:
    """Fetches for a watcher; keeps connections, rules of sites and times of the last requests. Close it at the end.

    Hosts in `trusted` (those of the feeds that the user named) may be private; whatever else a feed leads to must be on
    the open internet.
    """

    def __init__(
        self,
        *,
        trusted: frozenset[str] = frozenset(),
        delay: float = 1.0,
        seconds: float = 30.0,
        max_bytes: int | None = None,
    ) -> None:
        import httpx

        self._trusted, self._seconds = trusted, seconds
        self._most = min(max_bytes or load_settings().max_bytes, load_settings().max_bytes)
        self._gate = HostGate(delay)
        self._robots = Robots(self._fetch_robots)
        headers = {"User-Agent": load_settings().user_agent, "Accept-Encoding": "gzip, deflate"}
        self._client = httpx.Client(timeout=seconds, follow_redirects=False, headers=headers, trust_env=False)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def visit(self, url: str, *, etag: str | None = None, modified: str | None = None, page: bool = False) -> Reply:
        """Return what the site answers, redirects followed; `page` refuses what is no HTML or plain text.

        Raises FetchError where it cannot be reached, asks us to stay away, sends too much, too slowly or in circles.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        here, lasting = url, True
        for _ in range(_MOST_REDIRECTS + 1):
            find_target(here, public_only=False)
            self._robots.check(here)
            answer = self._ask(here, self._limits(page=page), headers, delay=self._robots.delay(here))
            if answer.redirect is None:
                return _reply(answer, here, here if lasting and here != url else None)
            lasting = lasting and answer.status in _PERMANENT
            here = answer.redirect
        raise FetchError(f"{url}: more than {_MOST_REDIRECTS} redirects. Give the address where they end.")

    def _limits(self, *, page: bool = False, most: int | None = None) -> _Limits:
        until = time.monotonic() + self._seconds
        return _Limits(most or self._most, until, True, _PAGES if page else None, self._trusted)

    def _ask(self, url: str, limits: _Limits, headers: Mapping[str, str], *, delay: float = 0.0) -> _Answer:
        import httpx

        with self._gate.passing(url, delay=delay):
            limits.deadline = time.monotonic() + self._seconds  # waiting for our turn is not the server's fault
            try:
                return _get(self._client, url, limits, headers)
            except httpx.InvalidURL as error:
                raise FetchError(f"{url}: not a web address ({error}). Write it with http:// or https://.") from error
            except httpx.HTTPError as error:
                raise FetchError(
                    f"{url}: cannot be reached ({error or type(error).__name__}). Check address and network."
                ) from error

    def _fetch_robots(self, url: str) -> tuple[int, bytes]:
        here = url
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._ask(here, self._limits(most=_ROBOTS_BYTES), {})
            if answer.redirect is None:
                return answer.status, answer.content
            here = answer.redirect
        return 404, b""


def host_of(url: str) -> str:
    """Return the host of an address, empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _reply(answer: _Answer, url: str, moved: str | None) -> Reply:
    headers: Any = answer.headers
    return Reply(
        answer.status,
        answer.content if answer.status == 200 else b"",
        url,
        moved,
        headers.get("etag"),
        headers.get("last-modified"),
        retry_after(headers.get("retry-after")),
        headers.get("content-type", "").partition(";")[0].strip().lower(),
    )


def retry_after(printed: str | None) -> float | None:
    """Return the seconds of a Retry-After header, given in seconds or as a date; None where there is none."""
    if not printed:
        return None
    if printed.strip().isdigit():
        return float(printed)
    try:
        when = parsedate_to_datetime(printed)
    except ValueError:
        return None
    when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
