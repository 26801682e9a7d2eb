"""A web site of our own that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What the site answers at one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    write: Callable[[BaseHTTPRequestHandler], None] | None = None
    """Writes the body its own way, as slowly as it likes."""


@dataclass
class Asked:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes = b""


class Site:
    """Answers by path; `answers[path]` may be changed at any time, or be a function of the request."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[Asked], Answer]] = {}
        self.asked: list[Asked] = []
        self.url = ""

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


@contextmanager
def running_site() -> Iterator[Site]:
    """Give a site that runs while the test does."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve(b"")

        def do_POST(self) -> None:
            self._serve(self.rfile.read(int(self.headers.get("content-length", 0))))

        def _serve(self, body: bytes) -> None:
            asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            site.asked.append(asked)
            found = site.answers.get(self.path, Answer(status=404))
            answer = found(asked) if callable(found) else found
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            if answer.write is None:
                self.send_header("content-length", str(len(answer.body)))
            else:
                self.send_header("connection", "close")
                self.close_connection = True
            self.end_headers()
            try:
                if answer.write is not None:
                    answer.write(self)
                else:
                    self.wfile.write(answer.body)
            except OSError:  # the client has had enough
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
