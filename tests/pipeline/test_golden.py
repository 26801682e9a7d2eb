"""Whole invented pages and what a reading of each must hold; `tests/golden/XX/OUTLET-DATE.json` says it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from depesche import read
from depesche.model import Document

PAGES = sorted((Path(__file__).parent.parent / "golden").glob("*/*.html"))
each_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)


@cache
def reading(path: Path) -> Document:
    return read(path.read_text(encoding="utf-8"))


def expected(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.with_suffix(".json").read_text(encoding="utf-8")))


@each_page
def test_golden_page_tells_of_itself(path: Path):
    article = reading(path).article
    wanted = expected(path)["article"]
    found = {key: getattr(article, key) for key in wanted}
    assert {key: list(value) if isinstance(value, tuple) else value for key, value in found.items()} == wanted


@each_page
def test_golden_page_gives_its_text_and_nothing_around_it(path: Path):
    text = reading(path).article.text
    assert [words for words in expected(path)["holds"] if words not in text] == []
    assert [words for words in expected(path)["leaves"] if words in text] == []


@each_page
def test_golden_page_tells_of_its_events(path: Path):
    document = reading(path)
    for wanted in expected(path)["events"]:
        alike = [e for e in document.events if e.type == wanted["type"] and list(e.actors) == wanted["actors"]]
        assert alike, f"no {wanted} among {[(e.type, e.actors) for e in document.events]}"


@each_page
def test_golden_page_tells_what_was_said(path: Path):
    document = reading(path)
    said = [(q.form, document.article.text[s.start : s.end]) for q in document.quotations for s in q.content]
    for wanted in expected(path)["quotations"]:
        assert any(form == wanted["form"] and wanted["words"] in words for form, words in said)
