"""Quotations like GDELT's quotation graph, with what it lacks: who speaks to whom about whom, through whom."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from typing import BinaryIO

from .citation import Citation
from .reports import QuotationRow, line
from .tables import csv_line

COLUMNS = (
    "id",
    "date",
    "url",
    "lang",
    "form",
    "speaker",
    "speaker_name",
    "speaker_code",
    "office",
    "addressee",
    "about",
    "via",
    "pre",
    "cue",
    "quote",
    "post",
    "medium",
    "type",
    "said",
    "outlet",
    "title",
    "article",
    "spans",
)


def write_gqg(rows: Iterable[QuotationRow], citation: Citation, sink: BinaryIO) -> int:
    """Write JSON lines, one for each run of quotations of one article; return the number of quotations."""
    number = 0
    for _, group in groupby(rows, key=lambda row: row.quotation.article):
        run = list(group)
        head = _article(run[0])
        quotes = [{key: value for key, value in _said(row).items() if value not in (None, [], "")} for row in run]
        record = {**head, "quotes": quotes}
        sink.write((json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8"))
        number += len(run)
    return number


def write_gqg_csv(rows: Iterable[QuotationRow], citation: Citation, sink: BinaryIO) -> int:
    """Write one quotation a row with header; return their number."""
    sink.write(csv_line(COLUMNS))
    number = 0
    for row in rows:
        values = {**_article(row), **_said(row)}
        sink.write(csv_line(values[column] for column in COLUMNS))
        number += 1
    return number


def _article(row: QuotationRow) -> dict[str, object]:
    quotation = row.quotation
    return {
        "date": quotation.published,
        "url": quotation.url,
        "lang": quotation.language,
        "title": quotation.headline,
        "outlet": quotation.outlet,
        "article": quotation.article,
    }


def _said(row: QuotationRow) -> dict[str, object]:
    quotation = row.quotation
    pre, post = row.around()
    return {
        "pre": pre,
        "quote": line(quotation.content),
        "post": post,
        "id": quotation.id,
        "form": quotation.form,
        "speaker": quotation.speaker,
        "speaker_name": quotation.speaker_name,
        "speaker_code": quotation.speaker_code,
        "office": row.speaker.office if row.speaker else None,
        "addressee": quotation.addressee,
        "about": quotation.about,
        "via": quotation.via,
        "cue": quotation.cue,
        "medium": quotation.medium,
        "type": quotation.type,
        "said": quotation.date,
        "spans": [list(span) for span in quotation.spans],
    }
