"""What the server is told when it starts: its record, its hosts, its limits."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """Record and limits of one server; the defaults suit one person on one machine."""

    record: str
    hosts: tuple[str, ...] = LOOPBACK
    """Names under which the server answers; another Host header is refused, so that no foreign page can rebind to it."""
    asks_per_minute: int = 600
    """Requests a minute and client address; 0 for no limit."""
    readings_per_minute: int = 20
    """Texts and URLs read a minute and client address."""
    max_body: int = 2_000_000
    """Bytes of a request body, unpacked."""
    max_text: int = 200_000
    """Characters of a text to be read."""
    read_seconds: float = 60.0
    """Time after which a reading is given up."""
    fetch_seconds: float = 15.0
    """Time after which the fetching of a URL is given up."""
    readings_at_once: int = 2
    """Texts read at the same time; more wait, and are refused after `read_seconds`."""
