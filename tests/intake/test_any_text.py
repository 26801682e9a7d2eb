"""Whatever text comes, intake gives an article or says why not, and every span of a reading points into its text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from depesche import read
from depesche.errors import DateError, DepescheError, InputError
from depesche.intake import decode, looks_like_html, make_article, make_article_from_html, parse_date
from depesche.model import Article
from depesche.model.serial import dumps

PIECES = [
    "date 2023-03 ", "Datum: 2.3.2023\n", "BERLIN (dpa) - ", "Von Max Muster\n\n", "By Jane Doe", "Foto: A. B. / AFP\n",
    "Foto: ", "© ", "(afp/er)", "(dpa)", "\n\n", "\r\n", "\r", "\u2028", "„", "“", '"', "'", "»", "…", " – ", ".", "?",
    "Zwischenzeile ohne Punkt", "Russland verurteilte den Angriff auf die Ukraine.", "„Nein“, sagte Blinken.",
    "Lawrow traf am Donnerstag Blinken in Neu-Delhi", "Er sei zufrieden.", "Moskau warnt Kiew davor, ",
    "\u200b", "\u00ad", "e\u0301", "\ufeff", "\ud800", "\0", "𝔐", "日本", "z. B. ", "1.", "G20-", "<p>", "&amp;",
]  # fmt: skip
REPORTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=14).map("".join)
LANGUAGES = st.sampled_from(["de", "en"])
quickly = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def article_of(text: str, language: str = "de", **options: Any) -> Article | None:
    try:
        return make_article(text, language=language, **options)
    except InputError:
        return None


@quickly
@given(REPORTS)
def test_intake_blocks_lie_in_the_text_and_do_not_overlap(text: str):
    article = article_of(text)
    if article is None:
        return
    position = 0
    for block in article.blocks:
        assert position <= block.start < block.end <= len(article.text)
        assert not article.text[position : block.start].strip(), "words outside the blocks"
        position = block.end
    assert position == len(article.text)


@quickly
@given(REPORTS)
def test_intake_text_is_printable(text: str):
    article = article_of(text, headline=text, outlet=text or None, url=text or None, external_id=text or None)
    if article is not None:
        printed = json.dumps(
            [article.text, article.headline, article.outlet, article.url, article.external_id], ensure_ascii=False
        )
        assert not {c for c in printed.encode("utf-8").decode("utf-8") if c < " " or "\x7f" <= c <= "\x9f"}


@quickly
@given(
    st.lists(
        st.one_of(
            st.sampled_from([*PIECES, "<html>", "<body>", "<article>", "</p>", "<h1>", "<!--", "<title>x"]),
            st.text(max_size=8),
        ),
        max_size=14,
    ).map("".join)
)
def test_intake_any_page_gives_an_article_or_says_why_not(page: str):
    try:
        article = make_article_from_html(f"<html><body><article><p>{page}", language="de")
    except InputError:
        return
    assert article.text


@quickly
@given(st.one_of(st.binary(max_size=200), REPORTS.map(lambda text: text.encode("utf-8", "ignore") + b"\xff\xe4")))
def test_intake_any_bytes_are_decoded_or_said_why_not(content: bytes):
    try:
        text = decode(content, source="report.txt")
    except DepescheError as error:
        assert str(error).startswith("report.txt: ")
    else:
        assert looks_like_html(text) in (True, False)


@quickly
@given(st.one_of(st.text(max_size=12), st.from_regex(r"\d{1,5}[-./]\d{1,3}([-./]\d{1,5})?", fullmatch=True)))
def test_intake_any_date_is_read_or_said_why_not(text: str):
    try:
        date = parse_date(text)
    except DateError:
        return
    assert parse_date(date) == date


def spans_in(value: Any) -> Iterator[tuple[int, int]]:
    """Every pair of start and end in a reading."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int):
            yield value["start"], value["end"]
        for below in value.values():
            yield from spans_in(below)
    elif isinstance(value, list):
        for below in value:
            yield from spans_in(below)


@settings(quickly, max_examples=40)
@given(REPORTS, LANGUAGES)
def test_reading_every_span_points_into_the_text(text: str, language: str):
    try:
        reading = json.loads(dumps(read(text, language=language, published="2023-03-02")))
    except InputError:
        return
    length = len(reading["article"]["text"])
    assert [(s, e) for s, e in spans_in(reading) if not 0 <= s < e <= length] == []


@settings(quickly, max_examples=10)
@given(REPORTS, LANGUAGES)
def test_reading_same_text_gives_the_same_bytes(text: str, language: str):
    try:
        first = dumps(read(text, language=language))
    except InputError:
        return
    assert dumps(read(text, language=language)) == first


@pytest.mark.parametrize(("text", "date"), [
    ("2023", "2023"), ("2023-03", "2023-03"), ("2023-03-02", "2023-03-02"), ("2.3.2023", "2023-03-02"),
    ("2023-03-02T10:00:00Z", "2023-03-02"),
])  # fmt: skip
def test_intake_date_is_kept_as_precise_as_given(text: str, date: str):
    assert parse_date(text) == date
