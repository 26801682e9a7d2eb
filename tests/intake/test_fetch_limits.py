"""Fetching for others: private addresses, rebinding, redirects, zip bombs, slow and foreign bodies."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from depesche.errors import FetchError
from depesche.intake import guard
from depesche.intake.fetch import fetch, fetch_public
from depesche.intake.guard import find_target, is_public, unpack

PAGES: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, b"<html><body>Hello</body></html>"),
    "/packed": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(b"words " * 50)),
    "/bomb": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"0" * 30_000_000)),
    "/cut": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"words " * 500)[:-9]),
    "/picture": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/brotli": (200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"\x00"),
    "/away": (302, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/hop": (301, {"Location": "/page"}, b""),
    "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /secret\n"),
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = PAGES.get(self.path, (404, {}, b"none"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def loopback_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test server stands for a public one; all other addresses are judged as ever."""
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1" or is_public(address))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00:ec2::254", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_guard_address_is_public(address: str, public: bool):
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:8765/api",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0/",
        "http://user:word@example.invalid/",
        "file:///etc/passwd",
        "gopher://example.invalid/",
        "http://",
        "http://[::1/",
        "http://example.invalid:99999/",
    ],
)
def test_fetch_public_refuses_inner_and_odd_addresses(url: str):
    with pytest.raises(FetchError):
        fetch_public(url)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/away", "private network"),
        ("/file", "not a web address"),
        ("/round", "redirects"),
        ("/bomb", "larger than"),
        ("/cut", "ends early"),
        ("/picture", "image/png"),
        ("/brotli", "'br'"),
        ("/secret", "asks programs not to fetch"),
        ("/missing", "404"),
    ],
)
@pytest.mark.usefixtures("loopback_is_public")
def test_fetch_public_refuses_what_is_no_page(site: str, path: str, message: str):
    with pytest.raises(FetchError, match=message):
        fetch_public(site + path, max_bytes=1_000_000)


@pytest.mark.usefixtures("loopback_is_public")
def test_fetch_public_reads_pages_packed_and_behind_redirects(site: str):
    assert fetch_public(site + "/page").content == PAGES["/page"][2]
    assert fetch_public(site + "/packed").content == b"words " * 50
    assert fetch_public(site + "/hop").url == site + "/page"


def test_fetch_public_connects_to_the_address_it_checked(monkeypatch: pytest.MonkeyPatch):
    answers = iter(["93.184.216.34", "127.0.0.1", "127.0.0.1"])
    asked: list[str] = []
    reached: list[str] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        address = next(answers)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        reached.append(address[0])
        raise OSError("not reached in a test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError):
        fetch_public("http://rebinding.example/")
    assert asked == ["rebinding.example"]
    assert reached == ["93.184.216.34"]


def test_fetch_keeps_host_name_when_it_connects_to_an_address(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(guard, "_addresses", lambda *_: ["2606:2800:220:1::1"])
    target = find_target("https://paper.example:8443/a?b=c", public_only=True)
    assert target.connect_url == "https://[2606:2800:220:1::1]:8443/a?b=c"
    assert target.host_header == "paper.example:8443"


def test_fetch_of_ones_own_page_may_be_local(site: str):
    assert fetch(site + "/page") == PAGES["/page"][2]


def test_unpack_gives_small_pieces_of_a_bomb():
    pieces = unpack([gzip.compress(b"0" * 10_000_000)], encoding="gzip")
    assert len(next(iter(pieces))) <= 1 << 16
