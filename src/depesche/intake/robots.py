"""What sites ask of programs in robots.txt, and how long to wait between two requests to one host."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from depesche.errors import FetchError
from depesche.settings import load_settings

if TYPE_CHECKING:
    from protego import Protego

_KEPT = 24 * 3600.0
"""Seconds after which a site's rules are asked for again."""
_KEPT_UNREACHABLE = 600.0
_LONGEST_DELAY = 60.0


@dataclass(slots=True)
class _Rules:
    """`rules` is None where everything is allowed; `closed` says why the site's rules cannot be had for now."""

    rules: Protego | None
    until: float
    closed: str | None = None


Fetched = tuple[int, bytes]


class Robots:
    """Keeps the rules of sites; `fetch` gives status and content of a robots.txt, and may raise FetchError.

    As RFC 9309 has it: no file allows everything, a server that fails for the time being allows nothing.
    """

    def __init__(self, fetch: Callable[[str], Fetched]) -> None:
        self._fetch = fetch
        self._kept: dict[str, _Rules] = {}

    def check(self, url: str) -> None:
        """Raise FetchError where the site asks programs to leave `url` alone."""
        found = self._of(url)
        if found.closed is not None:
            raise FetchError(f"{url}: not fetched, as the site's robots.txt cannot be had for now ({found.closed})")
        if found.rules is not None and not found.rules.can_fetch(url, load_settings().user_agent):
            raise FetchError(
                f"{url}: the site asks programs not to fetch this page. Save it by hand and read the file."
            )

    def delay(self, url: str) -> float:
        """Return the seconds that the site wants between two requests, 0 where it does not say."""
        found = self._of(url)
        wanted = found.rules.crawl_delay(load_settings().user_agent) if found.rules is not None else None
        return min(float(wanted or 0.0), _LONGEST_DELAY)

    def _of(self, url: str) -> _Rules:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        kept = self._kept.get(site)
        if kept is None or kept.until < time.monotonic():
            kept = self._kept[site] = self._ask(site)
        return kept

    def _ask(self, site: str) -> _Rules:
        from protego import Protego

        now = time.monotonic()
        try:
            status, content = self._fetch(f"{site}/robots.txt")
        except FetchError as error:
            return _Rules(None, now + _KEPT_UNREACHABLE, closed=str(error))
        if status >= 500 or status == 429:
            return _Rules(None, now + _KEPT_UNREACHABLE, closed=f"the server answers {status}")
        if status != 200:
            return _Rules(None, now + _KEPT)
        return _Rules(Protego.parse(content.decode("utf-8", errors="replace")), now + _KEPT)


@dataclass
class HostGate:
    """Lets one request at a time through to a host, and the next only after a while."""

    seconds: float = 1.0
    _hosts: dict[str, tuple[threading.Lock, list[float]]] = field(default_factory=dict)
    _own: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def passing(self, url: str, *, delay: float = 0.0) -> Iterator[None]:
        """Wait until the host of `url` may be asked again, by the site's own `delay` where that is longer."""
        with self._own:
            lock, last = self._hosts.setdefault(urlsplit(url).netloc, (threading.Lock(), [float("-inf")]))
        with lock:
            time.sleep(max(0.0, last[0] + max(self.seconds, delay) - time.monotonic()))
            try:
                yield
            finally:
                last[0] = time.monotonic()
