"""Shards: files or folders of many reports, each read from beginning to end as one piece of work.

Taking a shard apart is cheap and done in order; making an article of a raw report (decoding, HTML, language) is not, and
can go wrong, so it is a step of its own.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from depesche.errors import DepescheError, InputError
from depesche.model import Article
from depesche.settings import load_settings

from .article import make_article
from .encoding import decode
from .html import looks_like_html, make_article_from_html
from .sources import SUFFIXES, Overrides, article_from_line
from .warc import Damage, read_warc

_TEXTS = tuple(suffix for suffix in SUFFIXES if suffix not in (".jsonl", ".ndjson"))
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz", ".jsonl.zst", ".ndjson.zst")
_KINDS = {**dict.fromkeys(_LINES, "jsonl"), ".parquet": "parquet", ".warc": "warc", ".warc.gz": "warc"}
_KEYS = ("id", "text", "headline", "published", "language", "outlet", "url")
_CHUNK = 1 << 20
_ROWS = 256
_PACKED = 1 << 14


@dataclass(frozen=True, slots=True)
class Shard:
    """A file or folder of reports; `name` is its path below the folder that was given, which names its output."""

    path: str
    name: str
    kind: str
    """`jsonl`, `parquet`, `warc` or `texts` (a folder)."""


@dataclass(frozen=True, slots=True)
class RawReport:
    """A report as it lies in its shard, not yet looked at; `source` says where: `news.jsonl:12`."""

    source: str
    content: bytes
    kind: str
    """`line` (one JSON object), `page` (HTML or text)."""
    url: str | None = None


def find_shards(names: Iterable[str]) -> list[Shard]:
    """Return the shards in files and folders, in order of name.

    In a folder every shard file is one, and so is every folder that holds texts directly. Raises InputError for a name
    that is none, and for two shards whose outputs would bear the same name.
    """
    found: dict[str, Shard] = {}
    for name in names:
        path = Path(name)
        if not path.exists():
            raise InputError(f"{name}: there is no such file. Check the path.")
        shards = list(_below(path)) if path.is_dir() else [_shard_of_file(path, path.name)]
        if not shards:
            raise InputError(f"{name}: a folder without shards. Name one with {', '.join(sorted(_KINDS))} files or texts.")
        for shard in shards:
            if found.setdefault(shard.name, shard).path != shard.path:
                raise InputError(
                    f"{shard.path}: its output would bear the same name as that of {found[shard.name].path}. "
                    "Give the folder above both."
                )
    return [found[name] for name in sorted(found)]


def _below(folder: Path) -> Iterator[Shard]:
    for path in (folder, *sorted(p for p in folder.rglob("*") if p.is_dir())):
        name = folder.resolve().name if path == folder else str(path.relative_to(folder))
        if any(_is_text(p) for p in path.iterdir()):
            yield Shard(str(path), _flat(name), "texts")
        for file in sorted(path.iterdir()):
            if file.is_file() and _kind(file) is not None:
                yield _shard_of_file(file, str(file.relative_to(folder)))


def _shard_of_file(path: Path, name: str) -> Shard:
    kind = _kind(path)
    if kind is None:
        raise InputError(f"{path}: not a shard. Use {', '.join(sorted(_KINDS))}, or a folder of texts.")
    return Shard(str(path), _flat(name), kind)


def _flat(name: str) -> str:
    """The name as that of one file: `2024/01/news.jsonl` is `2024~01~news.jsonl`."""
    return name.replace("\\", "/").replace("/", "~")


def _kind(path: Path) -> str | None:
    name = path.name.lower()
    return next((kind for suffix, kind in _KINDS.items() if name.endswith(suffix)), None)


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in _TEXTS and path.stem.upper() != "README" and path.is_file()


def _texts(folder: str) -> list[Path]:
    return sorted(path for path in Path(folder).iterdir() if _is_text(path))


def size_of(shard: Shard) -> tuple[int, int]:
    """Return bytes and the time of the last change in nanoseconds, which tell cheaply that a shard is the same."""
    paths = _texts(shard.path) if shard.kind == "texts" else [Path(shard.path)]
    stats = [path.stat() for path in paths]
    return sum(s.st_size for s in stats), max((s.st_mtime_ns for s in stats), default=0)


def digest_and_count(shard: Shard) -> tuple[str, int | None]:
    """Return the SHA-256 of a shard's bytes (of a folder: of the names and bytes of its texts) and its reports.

    The number is None where it is not known without unpacking the shard.
    """
    total = hashlib.sha256()
    if shard.kind == "texts":
        paths = _texts(shard.path)
        for path in paths:
            total.update(path.name.encode("utf-8", "surrogateescape") + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest(), len(paths)
    lines = 0
    last = b"\n"
    with Path(shard.path).open("rb") as file:
        while chunk := file.read(_CHUNK):
            total.update(chunk)
            lines += chunk.count(b"\n")
            last = chunk[-1:]
    plain = Path(shard.path).suffix.lower() in (".jsonl", ".ndjson")
    return total.hexdigest(), lines + (last != b"\n") if plain else None


def read_raw(shard: Shard) -> Iterator[RawReport | Damage]:
    """Yield the reports of a shard in order, and what of it is damaged; raises InputError where nothing can be read."""
    readers = {"jsonl": _raw_lines, "parquet": _raw_rows, "warc": _raw_pages, "texts": _raw_texts}
    yield from readers[shard.kind](shard)


def _raw_texts(shard: Shard) -> Iterator[RawReport | Damage]:
    most = load_settings().max_bytes
    for path in _texts(shard.path):
        with path.open("rb") as file:
            yield RawReport(f"{shard.name}/{path.name}", file.read(most + 1), "page")


def _raw_pages(shard: Shard) -> Iterator[RawReport | Damage]:
    for found in read_warc(Path(shard.path), max_bytes=load_settings().max_bytes):
        if isinstance(found, Damage):
            yield found
        else:
            yield RawReport(f"{shard.name}:{found.record}", found.content, "page", found.url or None)


def _raw_lines(shard: Shard) -> Iterator[RawReport | Damage]:
    longest = load_settings().max_bytes + 1
    number = 0
    try:
        with _opened(Path(shard.path)) as file:
            while line := file.readline(longest):
                number += 1
                if line.strip():
                    yield RawReport(f"{shard.name}:{number}", line, "line")
    except (EOFError, zlib.error, OSError) as error:
        yield Damage(number, 0, f"damaged after line {number}, the rest is lost ({error})")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() == ".gz":
        with gzip.open(path, "rb") as packed:
            yield cast("IO[bytes]", packed)
    elif path.suffix.lower() == ".zst":
        with path.open("rb") as raw, _zstd(raw) as unpacked:
            yield unpacked
    else:
        with path.open("rb") as file:
            yield file


def _zstd(raw: IO[bytes]) -> IO[bytes]:
    try:
        import zstandard
    except ImportError as error:
        raise InputError("zstandard is not installed. Install it with `pip install 'depesche[warc]'`.") from error

    def chunks() -> Iterator[bytes]:
        frame = None
        while chunk := raw.read(_PACKED):
            while chunk:
                frame = frame or zstandard.ZstdDecompressor().decompressobj()
                try:
                    yield frame.decompress(chunk)
                except zstandard.ZstdError as error:
                    raise OSError(str(error)) from error
                chunk, frame = (frame.unused_data, None) if frame.eof else (b"", frame)
        if frame is not None:
            raise EOFError("the file ends within a frame")

    return io.BufferedReader(_Chunks(chunks()), _CHUNK)


class _Chunks(io.RawIOBase):
    """A stream of the bytes that an iterator gives."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, b""

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer; return how many bytes were put there, 0 at the end."""
        while not self._left:
            found = next(self._chunks, None)
            if found is None:
                return 0
            self._left = found
        taken = self._left[: len(buffer)]
        buffer[: len(taken)] = taken
        self._left = self._left[len(taken) :]
        return len(taken)


def _raw_rows(shard: Shard) -> Iterator[RawReport | Damage]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("pyarrow is not installed. Install it with `pip install 'depesche[parquet]'`.") from error
    number = 0
    try:
        with pyarrow.parquet.ParquetFile(shard.path) as file:
            columns = [name for name in _KEYS if name in file.schema_arrow.names]
            if "text" not in columns:
                raise InputError(f"{shard.path}: has no column `text`. Name the column of the reports so.")
            for batch in file.iter_batches(batch_size=_ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    fields = {key: str(value) for key, value in row.items() if value is not None}
                    yield RawReport(f"{shard.name}:{number}", json.dumps(fields).encode(), "line")
    except (pyarrow.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0][:200]
        yield Damage(number, 0, f"damaged after row {number}, the rest is lost ({reason})")


def article_of(raw: RawReport, overrides: Overrides | None = None) -> Article:
    """Return the article of a raw report; raises a DepescheError that names its source where it is none."""
    known = overrides or Overrides()
    try:
        text = decode(raw.content, source=raw.source)
        if raw.kind == "line":
            return article_from_line(text, raw.source, known)
        make = make_article_from_html if looks_like_html(text) else make_article
        return make(
            text,
            url=raw.url,
            published=known.published,
            language=known.language,
            headline=known.headline,
            outlet=known.outlet,
        )
    except DepescheError:
        raise
    except Exception as error:  # a text that breaks a library must not stop the others
        raise InputError(f"cannot be taken apart ({type(error).__name__}: {error}).") from error
