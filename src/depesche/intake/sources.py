"""Where reports come from: files, folders, standard input, URLs, JSON Lines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from depesche.errors import DepescheError, InputError
from depesche.model import Article
from depesche.settings import load_settings

from .article import make_article
from .encoding import check_size, decode
from .fetch import fetch
from .html import looks_like_html, make_article_from_html

SUFFIXES = (".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson")
_JSONL_SUFFIXES = (".jsonl", ".ndjson")
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


def find_sources(names: Iterable[str]) -> Iterator[str]:
    """Yield each name, folders replaced by the readable files below them in order of name.

    A folder without any comes as itself, to be complained of when it is read.
    """
    for name in names:
        path = Path(name)
        if name != "-" and "://" not in name and path.is_dir():
            below = sorted(p for p in path.rglob("*") if _is_report(p))
            yield from (str(p) for p in below) if below else (name,)
        else:
            yield name


def _is_report(path: Path) -> bool:
    """Whether a file of a folder is one to read; a note on the folder itself is none."""
    return path.suffix.lower() in SUFFIXES and path.stem.upper() != "README" and path.is_file()


def count_reports(names: Iterable[str], *, jsonl: bool = False) -> int:
    """Return how many reports the names stand for: lines of JSON Lines files, one of anything else."""
    return sum(_line_count(name) if _is_jsonl(name, jsonl) else 1 for name in find_sources(names))


def _is_jsonl(name: str, asked: bool) -> bool:
    return asked or Path(name).suffix.lower() in _JSONL_SUFFIXES


def _line_count(name: str) -> int:
    try:
        with Path(name).open("rb") as file:
            return sum(1 for line in file if line.strip())
    except OSError:  # standard input, an address, or a file that will be complained of when it is read
        return 1


def read_source(name: str, *, overrides: Overrides | None = None, jsonl: bool = False) -> Iterator[Article | Unread]:
    """Yield the articles of a file, of standard input (`-`) or a URL; what cannot be used comes as Unread."""
    known = overrides or Overrides()
    yield from _read_lines(name, known) if _is_jsonl(name, jsonl) else [_read_whole(name, known)]


def _read_whole(name: str, known: Overrides) -> Article | Unread:
    shown = "standard input" if name == "-" else name
    try:
        content, url = _load(name)
        text = decode(content, source=shown)
        make = make_article_from_html if looks_like_html(text) else make_article
        return make(
            text,
            url=url,
            published=known.published,
            language=known.language,
            headline=known.headline,
            outlet=known.outlet,
        )
    except Exception as error:  # a text that breaks a library must not stop the others
        return Unread(shown, named(error, shown))


def named(error: Exception, source: str) -> DepescheError:
    """Return the error with the name of its source before it; one that nobody foresaw asks to be reported."""
    if not isinstance(error, DepescheError):
        return InputError(
            f"{source}: cannot be taken apart ({type(error).__name__}: {error}). Please report it with the text."
        )
    message = str(error)
    if message.startswith(source):
        return error
    return type(error)(f"{source}: {message if message[1:2].isupper() else message[:1].lower() + message[1:]}")


def load_text(name: str) -> str:
    """Return the text of a file, of standard input (`-`) or a URL as it stands; raises InputError if it cannot be read."""
    return decode(_load(name)[0], source=name)


def _load(name: str) -> tuple[bytes, str | None]:
    """The bytes of a source, and its URL if it has one."""
    if name == "-":
        return _at_most(sys.stdin.buffer), None
    if "://" in name:
        return fetch(name), name
    with _file_errors(name), Path(name).open("rb") as file:
        check_size(os.fstat(file.fileno()).st_size, source=name)
        return _at_most(file), None


def _at_most(file: IO[bytes]) -> bytes:
    """The bytes of a file or stream, one more than a report may have if there are more, however many there are."""
    return file.read(load_settings().max_bytes + 1)


@contextmanager
def _file_errors(name: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise InputError(f"{name}: there is no such file. Check the path.") from None
    except IsADirectoryError:
        raise InputError(
            f"{name}: a folder without reports. Name a file, or a folder with {', '.join(SUFFIXES)} files."
        ) from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}). Check the path and who may read it.") from error
    except ValueError as error:  # a zero byte in the name
        raise InputError(f"{name!r}: not a path ({error}). Check the name.") from error


def _lines(name: str) -> Iterator[bytes]:
    if name == "-":
        yield from _lines_of(sys.stdin.buffer)
    elif "://" in name:
        yield from fetch(name).split(b"\n")
    else:
        with _file_errors(name), Path(name).open("rb") as file:
            yield from _lines_of(file)


def _lines_of(file: IO[bytes]) -> Iterator[bytes]:
    """The lines, one that is too long in pieces that are too long."""
    longest = load_settings().max_bytes + 1
    while line := file.readline(longest):
        yield line


def _read_lines(name: str, known: Overrides) -> Iterator[Article | Unread]:
    """The articles of JSON Lines, read line by line, so that a file may be of any size."""
    shown = "standard input" if name == "-" else name
    number = 0
    try:
        for number, line in enumerate(_lines(name), start=1):
            if line.strip():
                source = f"{shown}:{number}"
                try:
                    yield article_from_line(decode(line, source=source), source, known)
                except Exception as error:  # a line that breaks a library must not stop the others
                    yield Unread(source, named(error, source))
    except DepescheError as error:
        yield Unread(shown, error)
        return
    if not number:
        yield Unread(shown, InputError(f"{shown}: the file is empty. Each line must be one JSON object."))


def article_from_line(line: str, source: str, known: Overrides) -> Article:
    """Return the article of one JSON object with a `text`; raises InputError, naming the source, where it is none."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise InputError(f"{source}: not JSON ({reason}). Each line must be one JSON object.") from error
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
