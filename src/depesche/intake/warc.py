"""Reads web archives (WARC, WARC.gz): the pages in them, and what of a damaged file is lost.

An archive is cut into records here rather than by a library, so that damage is met in a known place: a broken gzip member
or record costs itself only, reading goes on at the next one that begins as a record must, and what lies between is
counted in bytes.
"""

from __future__ import annotations

import io
import mmap
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from depesche.errors import InputError

_MAGIC = b"\x1f\x8b\x08"
_BEGIN = b"WARC/"
_CHUNK = 1 << 18
_HELD = 1 << 26
"""Unpacked bytes of one gzip member that are held back until its checksum is known to be right."""
_LONGEST_HEAD = 1 << 16
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class WarcPage:
    """A page of an archive: its bytes, its address, and the number of its record in the file."""

    content: bytes
    url: str
    record: int
    plain: bool = False
    """Whether it is text that somebody has already taken out of the page (WET)."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch that cannot be read: where it begins in the (packed) file, how many bytes are lost, and why."""

    at: int
    lost: int
    reason: str


Piece = bytes | Damage


def read_warc(path: Path, *, max_bytes: int) -> Iterator[WarcPage | Damage]:
    """Yield the HTML pages answered with status 200, and plain text conversions, in the order of the file.

    Records of other kinds are left aside, those larger than `max_bytes` come as Damage. Raises InputError for a file that
    cannot be opened or where fastwarc is not installed.
    """
    record = 0
    for piece in _records(path, max_bytes):
        if isinstance(piece, Damage):
            yield piece
            continue
        record += 1
        found = _page(piece, record)
        if found is not None:
            yield found


def _records(path: Path, most: int) -> Iterator[Piece]:
    try:
        with path.open("rb") as file:
            if not path.stat().st_size:
                return
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                packed = data[: len(_MAGIC)] == _MAGIC or path.suffix.lower() == ".gz"
                yield from _packed_records(data, most) if packed else _plain_records(data, most)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Check the path and who may read it.") from error


def _plain_records(data: mmap.mmap, most: int) -> Iterator[Piece]:
    cutter = _Cutter(most)
    for start in range(0, len(data), _CHUNK):
        yield from cutter.cut(data[start : start + _CHUNK])
    yield from cutter.end()


def _packed_records(data: mmap.mmap, most: int) -> Iterator[Piece]:
    """The records of a file of gzip members, each usually holding one record."""
    at = 0
    while at < len(data):
        member = _Member(data, at)
        cutter = _Cutter(most, base=at)
        held: list[Piece] = []
        size = 0
        for chunk in member:
            size += len(chunk)
            held += cutter.cut(chunk)
            if size > _HELD:  # many records in one member: its checksum comes too late to wait for
                yield from held
                held = []
        if member.reason is None:
            yield from held
            yield from cutter.end()
            at = member.end
            continue
        if " check" not in member.reason:  # what came whole before the break is right; after a false checksum nothing is
            yield from held
        following = _next_member(data, at + 1)
        yield Damage(at, following - at, member.reason)
        at = following


class _Member:
    """The unpacked chunks of one gzip member; afterwards `end` is where it ends, or `reason` says why it broke."""

    def __init__(self, data: mmap.mmap, start: int) -> None:
        self._data, self._start = data, start
        self.end = start
        self.reason: str | None = None

    def __iter__(self) -> Iterator[bytes]:
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        position = self._start
        try:
            while not inflater.eof and position < len(self._data):
                pending = self._data[position : position + _CHUNK]
                position += len(pending)
                while pending and not inflater.eof:
                    yield inflater.decompress(pending, _CHUNK * 4)
                    pending = inflater.unconsumed_tail
            if not inflater.eof:
                self.reason = "the file ends within a gzip member"
        except zlib.error as error:
            self.reason = f"damaged gzip member ({error})"
        self.end = position - len(inflater.unused_data)


def _next_member(data: mmap.mmap, start: int) -> int:
    """Where the next gzip member begins that holds a record; the end of the file if there is none."""
    at = data.find(_MAGIC, start)
    while at >= 0:
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data[at : at + 4096], 64)
        except zlib.error:
            head = b""
        if head.startswith(_BEGIN):
            return at
        at = data.find(_MAGIC, at + 1)
    return len(data)


class _Cutter:
    """Cuts a stream of bytes into records; what is no record is counted and left."""

    def __init__(self, most: int, *, base: int | None = None) -> None:
        self._most, self._base = most, base
        self._buffer = bytearray()
        self._passed = 0
        self._lost = 0
        self._left = 0

    def cut(self, chunk: bytes) -> list[Piece]:
        """Return the records that are complete with this chunk."""
        self._buffer += chunk
        found: list[Piece] = []
        while (step := self._step()) is not None:
            found += step
        return found

    def end(self) -> list[Piece]:
        """Return what is to be said at the end of the stream: nothing, or that it breaks off."""
        rest = len(self._buffer.strip(b"\r\n\0")) + self._lost + self._left
        return [Damage(self._where(), rest, "the last record breaks off")] if rest else []

    def _where(self) -> int:
        return self._passed if self._base is None else self._base

    def _take(self, count: int) -> bytes:
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        self._passed += count
        return taken

    def _step(self) -> list[Piece] | None:
        """What the next step gives; None if more bytes are needed first."""
        if self._left:
            gone = min(self._left, len(self._buffer))
            self._take(gone)
            self._left -= gone
            return [] if gone else None
        self._take(len(self._buffer) - len(self._buffer.lstrip(b"\r\n")))
        if not self._buffer.startswith(_BEGIN[: len(self._buffer)]):
            return self._resynchronise()
        head = self._buffer.find(b"\r\n\r\n", 0, _LONGEST_HEAD)
        if head < 0:
            return self._resynchronise(1) if len(self._buffer) >= _LONGEST_HEAD else None
        length = _LENGTH.search(self._buffer[:head])
        if length is None:
            return self._resynchronise(1)
        return self._whole(head + 4, int(length[1]))

    def _whole(self, head: int, length: int) -> list[Piece] | None:
        if length > self._most:
            where = self._where()
            self._take(head)
            self._left = length
            return [*self._said(), Damage(where, length, f"a record of {length:,} bytes, larger than is read")]
        end = head + length
        if len(self._buffer) < end + 4:
            # The last record of a member may lack its two empty lines; it is complete by its own count.
            return None if self._base is None or len(self._buffer) != end else [*self._said(), self._take(end)]
        if self._buffer[end : end + 4] != b"\r\n\r\n":
            return self._resynchronise(1)
        return [*self._said(), self._take(end + 4)]

    def _said(self) -> list[Piece]:
        """The damage passed over before the record now found."""
        lost, self._lost = self._lost, 0
        return [Damage(self._where() - (0 if self._base is not None else lost), lost, "no record")] if lost else []

    def _resynchronise(self, start: int = 0) -> list[Piece] | None:
        at = self._buffer.find(_BEGIN + b"1.", start)
        gone = at if at >= 0 else max(len(self._buffer) - len(_BEGIN) - 1, start)
        self._take(gone)
        self._lost += gone
        return [] if gone else None


def _page(record: bytes, number: int) -> WarcPage | Damage | None:
    """The page of a record, None for a record that holds none."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise InputError("fastwarc is not installed. Install it with `pip install 'depesche[warc]'`.") from error
    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    try:
        for found in ArchiveIterator(io.BytesIO(record), wanted, parse_http=True, auto_decode="all"):
            url = found.headers.get("WARC-Target-URI") or ""
            if found.http_headers is not None and found.http_headers.status_code != 200:
                return None
            kind = (found.http_content_type or found.headers.get("Content-Type") or "").partition(";")[0].strip()
            if found.record_type == WarcRecordType.conversion and kind == "text/plain":
                return WarcPage(found.reader.read(), url, number, plain=True)
            return WarcPage(found.reader.read(), url, number) if kind.lower() in _HTML else None
    except (OSError, ValueError) as error:
        return Damage(number, len(record), f"record {number} cannot be taken apart ({error})")
    return None
