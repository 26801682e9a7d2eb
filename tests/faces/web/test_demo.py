"""The demo record: the same each time, enough to look at, and nothing invented is told of people who exist."""

from __future__ import annotations

import tomllib
from pathlib import Path

from depesche import api, codebook
from depesche.record import Filters
from tools import demo_record as demo


def test_demo_reports_are_the_same_each_time():
    data = tomllib.loads(demo.DATA.read_text(encoding="utf-8"))
    reports = list(demo.make_reports(data))
    assert reports == list(demo.make_reports(data))
    assert len(reports) > 250
    assert not [report for report in reports if "{" in report["text"] + report["headline"]]


def test_demo_tells_nothing_of_people_who_exist(demo_record: Path):
    with api.open_record(demo_record) as record:
        named = {entry.id for entry in api.actors(record, Filters(limit=0)) if entry.kind == "person"}
        real = named & set(codebook.load_persons())
        told = [article for person in real for article in api.articles(record, Filters(party=person))]
    assert len(named) > 15
    assert not [article.headline for article in told if article.outlet is not None]


def test_demo_has_copies_disagreements_and_all_quad_categories(demo_record: Path):
    with api.open_record(demo_record) as record:
        stats, facets = api.stats(record), api.facets(record)
        happenings = api.happenings(record, Filters(limit=0))
    assert stats.copies > 20
    assert len(facets["quad"]) == 4
    assert len(facets["language"]) == 2
    assert any(one.independent > 1 for one in happenings)
    assert any(one.disagreements for one in happenings)
