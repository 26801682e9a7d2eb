"""Fetches web pages: robots-aware, with limits on size, time and content types, and an error that says what to do."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from depesche.errors import FetchError
from depesche.settings import load_settings

from .guard import find_target, unpack

if TYPE_CHECKING:
    import httpx

_TIMEOUT = 20.0
_MOST_REDIRECTS = 5
_MOST_ROBOTS_BYTES = 500_000
_REDIRECTS = (301, 302, 303, 307, 308)
_PAGES = ("text/html", "text/plain", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Page:
    """What was fetched: the bytes, and the address they came from in the end."""

    content: bytes
    url: str


@dataclass(slots=True)
class _Limits:
    """How much may be fetched, until when, from where."""

    max_bytes: int
    deadline: float
    public_only: bool
    types: tuple[str, ...] | None = None
    trusted: frozenset[str] = frozenset()
    """Hosts that the user named: these may stand in a private network even where only public ones may be asked."""


def fetch(url: str) -> bytes:
    """Return the bytes at `url`, wherever it is; raises FetchError if it may not or cannot be fetched."""
    return _fetch(url, _limits(public_only=False)).content


def fetch_public(url: str, *, max_bytes: int | None = None, seconds: float = _TIMEOUT) -> Page:
    """Return the page at a public `url`: for fetching on behalf of others.

    Private, loopback and link-local addresses are refused, after each redirect too; so is what is no HTML or plain text,
    what is larger than `max_bytes` unpacked, and what takes longer than `seconds` in all. Raises FetchError.
    """
    limits = _limits(public_only=True, seconds=seconds)
    limits.max_bytes = min(limits.max_bytes, max_bytes or limits.max_bytes)
    limits.types = _PAGES
    return _fetch(url, limits)


def _limits(*, public_only: bool, seconds: float = _TIMEOUT * 3) -> _Limits:
    return _Limits(load_settings().max_bytes, time.monotonic() + seconds, public_only)


def _fetch(url: str, limits: _Limits) -> Page:
    import httpx

    headers = {"User-Agent": load_settings().user_agent, "Accept-Encoding": "gzip, deflate"}
    try:
        # A proxy would resolve names itself, so the check would be of another address than the one connected to.
        with httpx.Client(
            timeout=_TIMEOUT, follow_redirects=False, headers=headers, trust_env=not limits.public_only
        ) as client:
            return _follow(client, url, limits)
    except httpx.InvalidURL as error:
        raise FetchError(f"{url}: not a web address ({error}). Write it with http:// or https://.") from error
    except httpx.HTTPError as error:
        raise FetchError(
            f"{url}: cannot be reached ({error or type(error).__name__}). Check address and network."
        ) from error


def _follow(client: httpx.Client, url: str, limits: _Limits) -> Page:
    """Ask for `url` and go where it sends us, each hop checked like the first and asked of its own robots.txt."""
    here = url
    allowed: set[str] = set()
    for _ in range(_MOST_REDIRECTS + 1):
        find_target(here, public_only=False)  # not a web address: say so before asking for robots.txt
        parts = urlsplit(here)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in allowed:
            _ask_robots(client, f"{site}/robots.txt", here, limits)
            allowed.add(site)
        answer = _get(client, here, limits)
        if answer.redirect is None:
            if answer.status >= 400:
                raise FetchError(f"{url}: the server answers {answer.status}. Check the address.")
            return Page(answer.content, here)
        here = answer.redirect
    raise FetchError(f"{url}: more than {_MOST_REDIRECTS} redirects. Give the address where they end.")


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    content: bytes
    redirect: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def _get(client: httpx.Client, url: str, limits: _Limits, headers: Mapping[str, str] | None = None) -> _Answer:
    target = find_target(url, public_only=False)
    if limits.public_only and target.host not in limits.trusted:
        target = find_target(url, public_only=True)
    request = client.build_request(
        "GET",
        target.connect_url,
        headers={"Host": target.host_header, **(headers or {})},
        extensions={"sni_hostname": target.host},
    )
    request.extensions["timeout"] = {
        name: max(0.1, min(_TIMEOUT, limits.deadline - time.monotonic()))
        for name in ("connect", "read", "write", "pool")
    }
    response = client.send(request, stream=True)
    try:
        if response.status_code in _REDIRECTS and "location" in response.headers:
            return _Answer(response.status_code, b"", _joined(url, response.headers["location"]), response.headers)
        if response.status_code < 400:
            _check_type(url, response.headers.get("content-type", ""), limits.types)
        return _Answer(response.status_code, _body(response, url, limits), None, response.headers)
    finally:
        response.close()


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise FetchError(f"{url}: sends on to what is no address. Give the address of the article itself.") from error


def _check_type(url: str, printed: str, types: tuple[str, ...] | None) -> None:
    kind = printed.partition(";")[0].strip().lower()
    if types is not None and kind and kind not in types:
        raise FetchError(f"{url}: not a page but {kind}. Give the address of an article as HTML or plain text.")


def _body(response: httpx.Response, url: str, limits: _Limits) -> bytes:
    content = bytearray()
    for piece in unpack(response.iter_raw(), encoding=response.headers.get("content-encoding", "").strip().lower()):
        content += piece
        if len(content) > limits.max_bytes:
            raise FetchError(f"{url}: larger than {limits.max_bytes:,} bytes; raise DEPESCHE_MAX_BYTES to read it.")
        if time.monotonic() > limits.deadline:
            raise FetchError(
                f"{url}: the server sends too slowly. Try again later, or save the page and read the file."
            )
    return bytes(content)


def _ask_robots(client: httpx.Client, robots: str, url: str, limits: _Limits) -> None:
    """Raise FetchError where the site's robots.txt asks us to stay away; none, or an unreadable one, allows."""
    from protego import Protego

    bounds = _Limits(min(_MOST_ROBOTS_BYTES, limits.max_bytes), limits.deadline, limits.public_only)
    for _ in range(_MOST_REDIRECTS + 1):
        answer = _get(client, robots, bounds)
        if answer.redirect is None:
            break
        robots = answer.redirect
    else:
        return
    if answer.status != 200:
        return
    rules = Protego.parse(answer.content.decode("utf-8", errors="replace"))
    if not rules.can_fetch(url, load_settings().user_agent):
        raise FetchError(f"{url}: the site asks programs not to fetch this page. Save it by hand and read the file.")
