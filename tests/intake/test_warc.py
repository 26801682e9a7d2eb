from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from depesche.intake.shards import Shard, read_raw
from depesche.intake.warc import Damage, WarcPage, read_warc

pytest.importorskip("fastwarc", reason="fastwarc is not installed: pip install 'depesche[warc]'")


def record(number: int, *, kind: str = "response", status: int = 200, type: str = "text/html", body: bytes | None = None) -> bytes:
    page = body if body is not None else f"<html><body><p>Page {number} {'word ' * 50}</p></body></html>".encode()
    http = b"HTTP/1.1 %d OK\r\nContent-Type: %s\r\n\r\n" % (status, type.encode()) + page
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
        f"WARC-Target-URI: http://outlet.example/{number}\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def archive(path: Path, members: list[bytes]) -> Path:
    path.write_bytes(b"".join(members))
    return path


def packed(numbers: range) -> list[bytes]:
    return [gzip.compress(record(n), mtime=0) for n in numbers]


def read(path: Path, *, max_bytes: int = 10_000_000) -> tuple[list[str], list[Damage]]:
    found = list(read_warc(path, max_bytes=max_bytes))
    pages = [f.url.rpartition("/")[2] for f in found if isinstance(f, WarcPage)]
    return pages, [f for f in found if isinstance(f, Damage)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_warc_gives_html_pages_of_good_answers(tmp_path: Path, name: str):
    records = [
        record(1),
        record(2, status=404),
        record(3, type="image/png"),
        record(4, kind="request"),
        record(5, type="application/xhtml+xml; charset=utf-8"),
    ]
    members = [gzip.compress(r) for r in records] if name.endswith("gz") else records
    assert read(archive(tmp_path / name, members)) == (["1", "5"], [])


def test_warc_one_gzip_member_with_many_records_is_read(tmp_path: Path):
    path = archive(tmp_path / "a.warc.gz", [gzip.compress(b"".join(record(n) for n in range(30)))])
    assert read(path) == ([str(n) for n in range(30)], [])


def test_warc_chunked_body_is_joined(tmp_path: Path):
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    ).encode()
    (page,) = read_warc(archive(tmp_path / "a.warc", [head + http + b"\r\n\r\n"]), max_bytes=1000)
    assert isinstance(page, WarcPage)
    assert page.content == b"hello"


@pytest.mark.parametrize("where", ["head", "middle", "end"])
def test_warc_damaged_gzip_member_costs_only_itself(tmp_path: Path, where: str):
    members = packed(range(10))
    bad = bytearray(members[4])
    at = {"head": 1, "middle": len(bad) // 2, "end": len(bad) - 6}[where]
    bad[at : at + 4] = bytes(255 - byte for byte in bad[at : at + 4])
    start, size = sum(map(len, members[:4])), len(members[4])
    members[4] = bytes(bad)
    pages, damage = read(archive(tmp_path / "a.warc.gz", members))
    assert pages == ["0", "1", "2", "3", "5", "6", "7", "8", "9"]
    assert [(d.at, d.lost) for d in damage] == [(start, size)]


def test_warc_stretch_of_zeros_over_several_members_is_passed_over(tmp_path: Path):
    members = packed(range(10))
    data = bytearray(b"".join(members))
    first, last = sum(map(len, members[:3])) + 20, sum(map(len, members[:6])) + 20
    data[first:last] = bytes(last - first)
    pages, damage = read(archive(tmp_path / "a.warc.gz", [bytes(data)]))
    assert pages == ["0", "1", "2", "7", "8", "9"]
    assert sum(d.lost for d in damage) == sum(map(len, members[3:7]))


def test_warc_file_that_breaks_off_loses_its_last_record(tmp_path: Path):
    data = b"".join(packed(range(5)))
    pages, (damage,) = read(archive(tmp_path / "a.warc.gz", [data[:-30]]))
    assert pages == ["0", "1", "2", "3"]
    assert "ends within" in damage.reason


@pytest.mark.parametrize("cut", [slice(0, 40), slice(-60, None), slice(200, 260)])
def test_warc_plain_file_resynchronises_at_the_next_record(tmp_path: Path, cut: slice):
    records = [bytearray(record(n)) for n in range(6)]
    del records[2][cut]
    pages, damage = read(archive(tmp_path / "a.warc", [bytes(r) for r in records]))
    assert pages == ["0", "1", "3", "4", "5"]
    assert sum(d.lost for d in damage) >= len(records[2]) - 8


def test_warc_record_larger_than_the_limit_is_passed_over(tmp_path: Path):
    members = [gzip.compress(r) for r in (record(1), record(2, body=b"x" * 2_000_000), record(3))]
    pages, (damage,) = read(archive(tmp_path / "a.warc.gz", members), max_bytes=1_000_000)
    assert pages == ["1", "3"]
    assert damage.lost > 2_000_000


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"\x1f\x8b\x08 broken from the start", bytes(5000)])
def test_warc_what_is_no_archive_gives_no_pages(tmp_path: Path, content: bytes):
    pages, damage = read(archive(tmp_path / "a.warc.gz", [content]))
    assert pages == []
    assert bool(damage) is bool(content)


def test_warc_shard_names_the_record_of_each_page(tmp_path: Path):
    path = archive(tmp_path / "a.warc.gz", [gzip.compress(record(1, kind="request")), *packed(range(2, 4))])
    raw = list(read_raw(Shard(str(path), "a.warc.gz", "warc")))
    assert [(r.source, r.url) for r in raw] == [  # type: ignore[union-attr]
        ("a.warc.gz:2", "http://outlet.example/2"),
        ("a.warc.gz:3", "http://outlet.example/3"),
    ]
