"""Middleware that stands before every route: hosts, foreign origins, rates, sizes, headers of safety."""

from __future__ import annotations

import time
import zlib
from collections import OrderedDict
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import problem

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Not `no-referrer`: browsers would then send `Origin: null` with our own forms, which looks like another site's.
_SAFETY = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
_MOST_CLIENTS = 10_000


async def _refuse(
    scope: Scope, receive: Receive, send: Send, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> None:
    answer = problem(status, detail, instance=scope["path"], headers=dict(headers or {}))
    await answer(scope, receive, send)


class SafetyHeaders:
    """Adds the content security policy and its companions to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers."""

        async def send_safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SAFETY.items():
                    headers[name] = value
            await send(message)

        await self.app(scope, receive, send_safe if scope["type"] == "http" else send)


class OwnHosts:
    """Refuses requests for another host (DNS rebinding) and writing requests from another origin (CSRF)."""

    def __init__(self, app: ASGIApp, *, hosts: tuple[str, ...]) -> None:
        self.app, self.hosts = app, frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is meant for us."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            host = headers.get("host", "")
            if "*" not in self.hosts and _name(host) not in self.hosts:
                await _refuse(
                    scope,
                    receive,
                    send,
                    421,
                    f"This server does not answer for the host {_name(host)!r}. Start it with --allow-host to add one.",
                )
                return
            if scope["method"] not in SAFE_METHODS and not _same_origin(headers, host):
                await _refuse(scope, receive, send, 403, "Writing from another site's page is refused.")
                return
        await self.app(scope, receive, send)


def _name(host: str) -> str:
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def _same_origin(headers: Headers, host: str) -> bool:
    """Whether a browser says that the request comes from our own page; other programs say nothing of it."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == host.lower()


class RateLimit:
    """Token buckets for each client address: one for asking, a smaller one for writing and reading texts."""

    def __init__(self, app: ASGIApp, *, asks_per_minute: int, readings_per_minute: int) -> None:
        self.app = app
        self._rates = {"ask": asks_per_minute, "read": readings_per_minute}
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on while there is room in the client's bucket."""
        if scope["type"] == "http" and not scope["path"].startswith("/static/"):
            client = scope.get("client") or ("unknown", 0)
            wait = self._wait((str(client[0]), "ask" if scope["method"] in SAFE_METHODS else "read"))
            if wait > 0:
                seconds = str(int(wait) + 1)
                detail = f"Too many requests from this address. Try again in {seconds} seconds."
                await _refuse(scope, receive, send, 429, detail, {"Retry-After": seconds})
                return
        await self.app(scope, receive, send)

    def _wait(self, key: tuple[str, str]) -> float:
        rate = self._rates[key[1]]
        if rate == 0:
            return 0.0
        now = time.monotonic()
        level, last = self._buckets.pop(key, (float(rate), now))
        level = min(float(rate), level + (now - last) * rate / 60)
        allowed = level >= 1
        self._buckets[key] = (level - 1 if allowed else level, now)
        if len(self._buckets) > _MOST_CLIENTS:
            self._buckets.popitem(last=False)
        return 0.0 if allowed else (1 - level) * 60 / rate


class BodyLimit:
    """Reads the request body up to a limit, unpacked if it is gzip, before any route sees it."""

    def __init__(self, app: ASGIApp, *, max_body: int) -> None:
        self.app, self.max_body = app, max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with a body that is small enough."""
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "gzip"):
            await _refuse(scope, receive, send, 415, f"Bodies packed as {encoding!r} are not read; use gzip or none.")
            return
        body = await self._body(receive, packed=encoding == "gzip")
        if isinstance(body, str):
            await _refuse(scope, receive, send, 400, body)
            return
        if body is None:
            detail = f"The body is larger than {self.max_body:,} bytes, packed or unpacked. Send less at a time."
            await _refuse(scope, receive, send, 413, detail)
            return
        await self.app(_unpacked(scope, len(body)), _once(body, receive), send)

    async def _body(self, receive: Receive, *, packed: bool) -> bytes | str | None:
        """The body, None if it is too large, or what is wrong with it."""
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16) if packed else None
        body = bytearray()
        taken = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return "The request broke off."
            chunk = message.get("body", b"")
            taken += len(chunk)
            try:
                body += chunk if inflater is None else inflater.decompress(chunk, self.max_body + 1 - len(body))
            except zlib.error:
                return "The body is no valid gzip."
            if taken > self.max_body or len(body) > self.max_body or (inflater and inflater.unconsumed_tail):
                return None
            if not message.get("more_body", False):
                break
        if inflater is not None and not inflater.eof:
            return "The gzip body ends early."
        return bytes(body)


def _unpacked(scope: Scope, length: int) -> Scope:
    drop = (b"content-encoding", b"content-length", b"transfer-encoding")
    kept = [(name, value) for name, value in scope["headers"] if name not in drop]
    return {**scope, "headers": [*kept, (b"content-length", str(length).encode())]}


def _once(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def receive_body() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_body
