"""The file that names the feeds to watch."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from depesche.errors import InputError, one_of
from depesche.lang import CONFIGURED_LANGUAGES

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_PAGES = ("auto", "always", "never")
_LEAST = 60.0
"""Seconds between two visits to a feed, at least: nobody publishes faster than that may be asked."""


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """One feed: where it is, whose it is, and when its articles' pages are fetched."""

    url: str
    outlet: str | None = None
    language: str | None = None
    every: float = 900.0
    """Seconds between two visits."""
    page: str = "auto"
    """`auto`: where the feed does not hold the whole article; `always`; `never`."""


@dataclass(frozen=True, slots=True)
class WatchSettings:
    """All feeds, and how patient and polite the watcher is."""

    feeds: tuple[FeedSettings, ...]
    delay: float = 1.0
    """Seconds between two requests to one host."""
    report_after: float = 2 * 86400.0
    """Seconds after which a feed that fails is reported."""


def load_watch(path: Path) -> WatchSettings:
    """Return the feeds that a TOML file names; raises InputError for what cannot be read or is not understood."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file. Write one with a [[feed]] table for each feed.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}). Mend the file.") from error
    general = _Table(data.pop("watch", {}), f"{path}: [watch]")
    rows = data.pop("feed", [])
    if data:
        raise InputError(f"{path}: {', '.join(sorted(data))} is not known. Use [watch] and [[feed]].")
    if not isinstance(rows, list) or not rows:
        raise InputError(f"{path}: names no feed. Write a [[feed]] table with `url` for each.")
    every = general.seconds("every", 900.0)
    found = WatchSettings(
        tuple(_feed(_Table(row, f"{path}: feed {number}"), every) for number, row in enumerate(rows, start=1)),
        general.seconds("delay", 1.0),
        general.seconds("report_after", 2 * 86400.0),
    )
    general.done()
    urls = [feed.url for feed in found.feeds]
    for url in urls:
        if urls.count(url) > 1:
            raise InputError(f"{path}: {url} is named twice. Leave it once.")
    return found


def _feed(table: _Table, every: float) -> FeedSettings:
    url = table.text("url")
    if url is None or not url.startswith(("http://", "https://")):
        raise InputError(f"{table.where}: needs a `url` with http:// or https://.")
    language = table.text("language")
    if language is not None and language not in CONFIGURED_LANGUAGES:
        raise InputError(f"{table.where}: language {language!r}. {one_of(language, CONFIGURED_LANGUAGES)}")
    page = table.text("page") or "auto"
    if page not in _PAGES:
        raise InputError(f"{table.where}: page {page!r}. {one_of(page, _PAGES)}")
    made = FeedSettings(url, table.text("outlet"), language, max(_LEAST, table.seconds("every", every)), page)
    table.done()
    return made


class _Table:
    """A table of the file, which complains of what nobody read."""

    def __init__(self, row: Any, where: str) -> None:
        if not isinstance(row, dict):
            raise InputError(f"{where}: must be a table.")
        self._row, self.where = dict(row), where

    def text(self, name: str) -> str | None:
        value = self._row.pop(name, None)
        if value is not None and not isinstance(value, str):
            raise InputError(f"{self.where}: {name} must be a text.")
        return value

    def seconds(self, name: str, default: float) -> float:
        value = self._row.pop(name, None)
        if value is None:
            return default
        if isinstance(value, (int, float)) and not isinstance(value, bool) and value >= 0:
            return float(value)
        match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd])", value) if isinstance(value, str) else None
        if match is None:
            raise InputError(f'{self.where}: {name} must be seconds, or as "30s", "15m", "2h", "1d".')
        return float(match[1]) * _UNITS[match[2]]

    def done(self) -> None:
        if self._row:
            raise InputError(f"{self.where}: {', '.join(sorted(self._row))} is not known here. Check the spelling.")
