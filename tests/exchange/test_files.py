from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from depesche import __version__, api
from depesche.errors import ExchangeError
from depesche.exchange import Citation, whole_file
from depesche.record import Filters
from tests.exchange.cases import make_record


def test_export_puts_the_citation_beside_the_file(tmp_path: Path):
    with make_record(tmp_path / "r.db") as record:
        done = api.export(record, "gdelt", tmp_path / "e.tsv", Filters(actor="NOR"))
        snapshot = api.stats(record).snapshot
    bib, cff = (tmp_path / f"e.tsv.citation.{ending}" for ending in ("bib", "cff"))
    assert done.files == (tmp_path / "e.tsv", bib, cff)
    for text in (bib.read_text(), cff.read_text()):
        assert snapshot in text and __version__ in text and "actor=NOR" in text
    assert bib.read_text().startswith("@misc{depesche-")
    assert "year = {2024}" in bib.read_text()


def test_export_citation_file_is_yaml_in_the_citation_file_format(tmp_path: Path):
    yaml = pytest.importorskip("yaml")
    found = yaml.safe_load(Citation(snapshot="abc", version="1", format="csv", question={"place": 'a"b: c'}).cff())
    assert (found["cff-version"], found["type"], found["authors"][0]["name"]) == (
        "1.2.0",
        "dataset",
        "The Depesche developers",
    )
    assert 'place=a"b: c' in found["abstract"]


def test_citation_escapes_what_bibtex_would_read_as_command():
    text = Citation(snapshot="abc", version="1", format="csv", question={"place": "50% {x} \\input{y} a_b"}).bibtex()
    assert r"50\% x" in " ".join(text.split()) and r"a\_b" in text and r"\input" not in text


def test_whole_file_leaves_the_old_file_after_an_error(tmp_path: Path):
    path = tmp_path / "e.csv"
    path.write_text("old")
    with pytest.raises(RuntimeError), whole_file(path) as file:
        file.write(b"half")
        raise RuntimeError
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_whole_file_keeps_the_rights_of_the_file_it_replaces(tmp_path: Path):
    path = tmp_path / "e.csv"
    path.write_text("old")
    path.chmod(0o640)
    with whole_file(path) as file:
        file.write(b"new")
    assert (path.read_text(), path.stat().st_mode & 0o777) == ("new", 0o640)


@pytest.mark.parametrize(("name", "words"), [("", "a folder"), ("no/where.csv", "folder does not exist")])
def test_whole_file_tells_what_is_wrong_with_the_target(tmp_path: Path, name: str, words: str):
    with pytest.raises(ExchangeError, match=words), whole_file(tmp_path / name):
        pass


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_whole_file_a_full_disk_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExchangeError, match="No space left on device"), whole_file(tmp_path / "e.csv") as file:
        file.write(b"x")
    assert list(tmp_path.iterdir()) == []


def test_export_streams_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from depesche.exchange import formats

    monkeypatch.setattr(formats, "_PAGE", 2)
    with make_record(tmp_path / "r.db") as record:
        small = io.BytesIO()
        assert api.export_to(record, "csv", small).number == 5
        assert api.export_to(record, "csv", io.BytesIO(), limit=3).number == 3
        monkeypatch.undo()
        whole = io.BytesIO()
        api.export_to(record, "csv", whole)
    assert small.getvalue() == whole.getvalue()
