"""ETag and conditional GET: what has not changed is not sent again."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ConditionalGet:
    """Gives every successful GET an ETag made of its body, and answers 304 where the client has that body."""

    def __init__(self, app: ASGIApp, *, max_body: int = 8_000_000) -> None:
        self.app, self.max_body = app, max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; hold the response back until its end, or until it is too large for that."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"].startswith("/static/"):
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Held(scope, send, self.max_body).take)


class _Held:
    """A response that waits for its end."""

    def __init__(self, scope: Scope, send: Send, max_body: int) -> None:
        self.known = Headers(scope=scope).get("if-none-match", "")
        self.send, self.max_body = send, max_body
        self.start: Message | None = None
        self.body: list[bytes] = []
        self.size = 0

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            self.start = message
            return
        if self.start is None or message["type"] != "http.response.body":
            await self.send(message)
            return
        self.body.append(message.get("body", b""))
        self.size += len(self.body[-1])
        if message.get("more_body", False):
            if self.size > self.max_body:
                await self._release(more=True)
            return
        await self._finish()

    async def _finish(self) -> None:
        assert self.start is not None
        digest = hashlib.sha256(b"".join(self.body)).hexdigest()[:32]
        etag = f'W/"{digest}"'
        headers = MutableHeaders(scope=self.start)
        headers.setdefault("etag", etag)
        headers.setdefault("cache-control", "private, no-cache")
        if _matches(self.known, headers["etag"]):
            for name in ("content-length", "content-type"):
                if name in headers:
                    del headers[name]
            await self.send({**self.start, "status": 304})
            await self.send({"type": "http.response.body", "body": b""})
            return
        await self._release(more=False)

    async def _release(self, *, more: bool) -> None:
        assert self.start is not None
        start, self.start = self.start, None
        await self.send(start)
        await self.send({"type": "http.response.body", "body": b"".join(self.body), "more_body": more})
        self.body = []


def _matches(known: str, etag: str) -> bool:
    return any(one.strip() in ("*", etag) or f"W/{one.strip()}" == etag for one in known.split(",") if one.strip())
