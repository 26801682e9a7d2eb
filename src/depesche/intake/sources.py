"""Where reports come from: files, folders, standard input, URLs, JSON Lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from depesche.errors import DepescheError, EncodingError, InputError
from depesche.model import Article
from depesche.settings import load_settings

from .article import make_article
from .fetch import fetch
from .html import looks_like_html, make_article_from_html

SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson")
_JSONL_KEYS = {"id", "text", "headline", "published", "language", "outlet", "url"}


@dataclass(frozen=True, slots=True)
class Overrides:
    """What the user says of the reports, above what they say of themselves."""

    published: str | None = None
    language: str | None = None
    headline: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that could not be made an article, and why."""

    source: str
    error: DepescheError


def decode(content: bytes, *, source: str) -> str:
    """Return the text of `content`; raises EncodingError for bytes that are no text, InputError for too many."""
    limit = load_settings().max_bytes
    if len(content) > limit:
        raise InputError(
            f"{source}: {len(content):,} bytes are more than one report has (limit {limit:,}). "
            "Split the file, or raise DEPESCHE_MAX_BYTES."
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _guessed(content, source)
    if "\0" in text:
        raise EncodingError(f"{source}: not a text but binary data. Give a plain text or HTML file.")
    return text


def _guessed(content: bytes, source: str) -> str:
    from charset_normalizer import from_bytes

    odd = sum(byte < 9 or 13 < byte < 32 for byte in content[:4096])
    if b"\0" in content[:4096] or odd > len(content[:4096]) // 20:
        raise EncodingError(f"{source}: not a text but binary data. Give a plain text or HTML file.")
    best = from_bytes(content[:200_000], cp_isolation=["cp1252", "iso8859_15", "cp1250", "cp1251", "mac_roman"]).best()
    if best is None:
        raise EncodingError(f"{source}: the text's encoding is not recognised. Save it as UTF-8 and try again.")
    try:
        return content.decode(best.encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise EncodingError(f"{source}: not readable as {best.encoding}. Save it as UTF-8 and try again.") from error


def find_sources(names: Iterable[str]) -> Iterator[str]:
    """Yield each name, folders replaced by the readable files below them in order of name."""
    for name in names:
        path = Path(name)
        if name != "-" and "://" not in name and path.is_dir():
            yield from (str(p) for p in sorted(path.rglob("*")) if p.is_file() and p.suffix.lower() in SUFFIXES)
        else:
            yield name


def read_source(name: str, *, overrides: Overrides | None = None, jsonl: bool = False) -> Iterator[Article | Unread]:
    """Yield the articles of a file, of standard input (`-`) or a URL; what cannot be used comes as Unread."""
    known = overrides or Overrides()
    try:
        content, url = _load(name)
        text = decode(content, source=name)
        if jsonl or Path(name).suffix.lower() in (".jsonl", ".ndjson"):
            yield from _jsonl(text, name, known)
            return
        if looks_like_html(text):
            yield make_article_from_html(
                text,
                url=url,
                published=known.published,
                language=known.language,
                headline=known.headline,
                outlet=known.outlet,
            )
        else:
            yield make_article(
                text,
                url=url,
                published=known.published,
                language=known.language,
                headline=known.headline,
                outlet=known.outlet,
            )
    except DepescheError as error:
        yield Unread(name, error)


def load_text(name: str) -> str:
    """Return the text of a file, of standard input (`-`) or a URL as it stands; raises InputError if it cannot be read."""
    return decode(_load(name)[0], source=name)


def _load(name: str) -> tuple[bytes, str | None]:
    """The bytes of a source, and its URL if it has one."""
    if name == "-":
        return sys.stdin.buffer.read(), None
    if "://" in name:
        return fetch(name), name
    path = Path(name)
    try:
        limit = load_settings().max_bytes
        if path.stat().st_size > limit and path.suffix.lower() not in (".jsonl", ".ndjson"):
            raise InputError(
                f"{name}: {path.stat().st_size:,} bytes are more than one report has (limit {limit:,}). "
                "Split the file, or raise DEPESCHE_MAX_BYTES."
            )
        return path.read_bytes(), None
    except FileNotFoundError:
        raise InputError(f"{name}: there is no such file. Check the path.") from None
    except IsADirectoryError:
        raise InputError(f"{name}: a folder, not a file. `depesche add` reads folders.") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}).") from error


def _jsonl(text: str, name: str, known: Overrides) -> Iterator[Article | Unread]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        source = f"{name}:{number}"
        try:
            yield _article_from_line(line, source, known)
        except DepescheError as error:
            yield Unread(source, error)


def _article_from_line(line: str, source: str, known: Overrides) -> Article:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{source}: not JSON ({error.msg}). Each line must be one JSON object.") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(f"{source}: a JSON object with a string `text` is needed.")
    fields = {key: str(row[key]) for key in _JSONL_KEYS - {"text"} if row.get(key) not in (None, "")}
    return make_article(
        row["text"],
        published=known.published or fields.get("published"),
        language=known.language or fields.get("language"),
        headline=known.headline or fields.get("headline"),
        outlet=known.outlet or fields.get("outlet"),
        url=fields.get("url"),
        external_id=fields.get("id"),
    )
