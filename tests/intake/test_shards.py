from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from depesche.errors import InputError
from depesche.intake.shards import RawReport, Shard, article_of, digest_and_count, find_shards, read_raw
from depesche.intake.warc import Damage

TEXTS = ["Frankreich verurteilte den Angriff am Montag.", "Kenya expelled three Sudanese diplomats on Wednesday."]
LINES = b"".join(json.dumps({"id": str(n), "text": text}).encode() + b"\n" for n, text in enumerate(TEXTS))


def shard(path: Path, kind: str) -> Shard:
    return Shard(str(path), path.name, kind)


def write(path: Path, kind: str) -> Path:
    if kind == "zst":
        zstandard = pytest.importorskip("zstandard")
        path.write_bytes(zstandard.ZstdCompressor().compress(LINES[:60]) + zstandard.ZstdCompressor().compress(LINES[60:]))
    elif kind == "parquet":
        pyarrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")
        rows = [json.loads(line) | {"other": 1} for line in LINES.splitlines()]
        parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    else:
        path.write_bytes(gzip.compress(LINES) if kind == "gz" else LINES)
    return path


@pytest.mark.parametrize(("name", "kind"), [("a.jsonl", ""), ("a.jsonl.gz", "gz"), ("a.ndjson.zst", "zst"), ("a.parquet", "parquet")])
def test_shards_of_every_kind_give_the_same_articles(tmp_path: Path, name: str, kind: str):
    path = write(tmp_path / name, kind)
    (found,) = find_shards([str(path)])
    raw = [r for r in read_raw(found) if isinstance(r, RawReport)]
    assert [r.source for r in raw] == [f"{name}:1", f"{name}:2"]
    articles = [article_of(r) for r in raw]
    assert [(a.text, a.external_id) for a in articles] == [(TEXTS[0], "0"), (TEXTS[1], "1")]


def test_shards_folder_holds_files_and_folders_of_texts(tmp_path: Path):
    (tmp_path / "x" / "y").mkdir(parents=True)
    (tmp_path / "x" / "one.txt").write_text(TEXTS[0])
    (tmp_path / "x" / "README.md").write_text("not a report")
    write(tmp_path / "x" / "y" / "b.jsonl", "")
    found = find_shards([str(tmp_path)])
    assert [(s.name, s.kind) for s in found] == [("x", "texts"), ("x~y~b.jsonl", "jsonl")]
    (raw,) = read_raw(found[0])
    assert isinstance(raw, RawReport)
    assert (raw.source, article_of(raw).text) == ("x/one.txt", TEXTS[0])


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_shards_packed_lines_that_break_off_say_so(tmp_path: Path, kind: str):
    path = write(tmp_path / f"a.jsonl.{kind}", kind)
    path.write_bytes(path.read_bytes()[:-12])
    found = list(read_raw(shard(path, "jsonl")))
    assert isinstance(found[-1], Damage)
    assert "damaged after line" in found[-1].reason


def test_shards_names_that_would_collide_are_refused(tmp_path: Path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "news.jsonl", "")
    with pytest.raises(InputError, match="same name"):
        find_shards([str(tmp_path / "a"), str(tmp_path / "b")])
    assert len(find_shards([str(tmp_path)])) == 2


@pytest.mark.parametrize("name", ["nowhere", "a.pdf", "."])
def test_shards_what_is_none_is_refused(tmp_path: Path, name: str):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(InputError):
        find_shards([str(tmp_path / name)])


def test_shards_digest_follows_names_and_bytes(tmp_path: Path):
    folder = tmp_path / "t"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    first = digest_and_count(shard(folder, "texts"))
    (folder / "a.txt").rename(folder / "b.txt")
    second = digest_and_count(shard(folder, "texts"))
    assert first[1] == second[1] == 1
    assert first[0] != second[0]


@pytest.mark.parametrize("content", [b"{", b'{"no": "text"}', b"[]", b'{"text": ""}', b"\xff\xfe\x00\x00"])
def test_shards_line_that_is_no_report_names_its_source(content: bytes):
    with pytest.raises(InputError) as caught:
        article_of(RawReport("a.jsonl:7", content, "line"))
    assert str(caught.value)
