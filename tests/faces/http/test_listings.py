"""Listings: five formats, pages that lead on, filters, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient

from depesche.errors import QueryError
from depesche.faces.http.formats import csv_text
from depesche.faces.http.words import parse_words, write_words

from .serving import client_of

LISTINGS = ("events", "happenings", "meetings", "quotations", "positions", "articles", "actors")


@pytest.fixture(scope="module")
def client(demo_record: Path) -> Iterator[TestClient]:
    with client_of(demo_record) as found:
        yield found


@pytest.mark.parametrize("name", LISTINGS)
def test_listing_pages_lead_to_every_entry_once(client: TestClient, name: str):
    whole = client.get(f"/api/v1/{name}?limit=500").json()
    first = client.get(f"/api/v1/{name}?limit=7")
    ids = [entry["id"] for entry in first.json()["items"]]
    answer = first
    while (following := answer.json()["next"]) and len(ids) < 60:
        assert f'<{following}>; rel="next"' in answer.headers["link"]
        answer = client.get(following)
        ids += [entry["id"] for entry in answer.json()["items"]]
    assert len(whole["items"]) > 7
    assert ids == [entry["id"] for entry in whole["items"]][: len(ids)]


@pytest.mark.parametrize("name", LISTINGS)
def test_listing_csv_holds_the_same_entries(client: TestClient, name: str):
    answer = client.get(f"/api/v1/{name}?limit=20&format=csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    entries = client.get(f"/api/v1/{name}?limit=20").json()["items"]
    assert [row["id"] for row in rows] == [entry["id"] for entry in entries]


@pytest.mark.parametrize(
    ("form", "media", "items"),
    [("rss", "application/rss+xml", "channel/item"), ("atom", "application/atom+xml", "{*}entry")],
)
@pytest.mark.parametrize("name", LISTINGS)
def test_listing_feeds_are_whole(client: TestClient, name: str, form: str, media: str, items: str):
    answer = client.get(f"/api/v1/{name}?limit=5&format={form}")
    assert answer.headers["content-type"].startswith(media)
    root = ET.fromstring(answer.content)
    assert len(root.findall(items)) == 5
    for entry in root.findall(items):
        link = entry.find("link") if form == "rss" else entry.find("{*}link")
        address = link.text if form == "rss" else link.get("href")
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("name", LISTINGS)
def test_listing_json_feed_is_whole(client: TestClient, name: str):
    answer = client.get(f"/api/v1/{name}?limit=5&format=jsonfeed")
    assert answer.headers["content-type"] == "application/feed+json"
    feed = answer.json()
    assert feed["version"].endswith("/1.1")
    assert len(feed["items"]) == 5
    assert all(item["id"] and item["url"].startswith("http://localhost:8765/") for item in feed["items"])


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("actor=LTU&type=SANCTION", {"type": "SANCTION"}),
        ("q=actor:LTU type:sanction", {"type": "SANCTION"}),
        ("quad=material conflict&language=de", {"quad": "material conflict", "language": "de"}),
        ("q=status:planned lang:en", {"status": "planned", "language": "en"}),
        ('q=outlet:"The Meridian Post"', {"outlet": "The Meridian Post"}),
    ],
)
def test_listing_filters_hold_for_every_entry(client: TestClient, query: str, wanted: dict[str, str]):
    entries = client.get(f"/api/v1/events?{query}").json()["items"]
    assert entries
    for entry in entries:
        assert {name: entry[name] for name in wanted} == wanted


def test_listing_answers_not_modified_to_its_etag(client: TestClient):
    first = client.get("/api/v1/events?limit=3")
    again = client.get("/api/v1/events?limit=3", headers={"If-None-Match": first.headers["etag"]})
    other = client.get("/api/v1/events?limit=4", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert other.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "events?type=PARTY",
        "events?limit=0",
        "events?limit=100000",
        "events?cursor=;;;",
        "events?since=yesterday",
        "events?unheard=of",
        "events?q=unheard:of",
        "events?q=some words",
        "events?format=exe",
        "search?q=actor:RUS",
        "search?q=",
        "dyad?a=ARM",
        "dyad?a=ARM&b=ARM",
        "series?a=ARM&b=AZE&grain=second",
        "brief",
        "network?minimum=0",
        "quotations?form=sung",
    ],
)
def test_listing_refuses_what_cannot_be_asked(client: TestClient, query: str):
    answer = client.get(f"/api/v1/{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "detail", "instance"}
    assert problem["status"] == 400
    assert problem["instance"] == f"/api/v1/{query.partition('?')[0]}"
    assert problem["detail"]


@pytest.mark.parametrize(
    "path", ["articles/none", "happenings/none", "actors/Nobody Atall", "nothing", "articles/none/further"]
)
def test_what_is_not_there_is_a_problem(client: TestClient, path: str):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer.json()["type"] == "urn:depesche:problem:not-found"


def test_article_holds_reading_and_entries_of_one_text(client: TestClient):
    identity = client.get("/api/v1/articles?limit=1&language=de").json()["items"][0]["id"]
    article = client.get(f"/api/v1/articles/{identity}").json()
    text = article["reading"]["article"]["text"]
    assert article["reading"]["schema"] == "depesche-reading/1"
    assert article["events"]
    for event in article["events"]:
        assert event["evidence"] == [text[start:end] for start, end in event["spans"]]


def test_series_tells_the_denominator(client: TestClient):
    answer = client.get("/api/v1/series?a=ARM&b=AZE&grain=month").json()
    points = answer["series"]["points"]
    assert sum(point["events"] for point in points) > 20
    for point in points:
        assert point["events"] == sum(point["counts"].values()) <= point["total"]


def test_network_and_matrix_lead_to_events(client: TestClient):
    edge = client.get("/api/v1/network?kind=state&minimum=3").json()["network"]["edges"][0]
    cell = client.get("/api/v1/matrix?kind=state").json()["cells"][0]
    known = {entry["id"] for entry in client.get(f"/api/v1/events?party={edge['a']}&limit=500").json()["items"]}
    assert set(edge["evidence"]) <= known
    assert len(cell["evidence"]) == min(50, cell["events"])


def test_brief_is_markdown_too(client: TestClient):
    answer = client.get("/api/v1/brief?since=2025-06-15&format=markdown")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.text.startswith("# What changed since 2025-06-15")


@pytest.mark.parametrize(
    ("word", "value"),
    [("act", "actor:"), ("actor:arm", "actor:ARM"), ("type:san", "type:SANCTION"), ("to:Norw", "to:NOR")],
)
def test_complete_knows_fields_codes_and_names(client: TestClient, word: str, value: str):
    items = client.get("/api/v1/complete", params={"q": word}).json()["items"]
    assert value in [item["value"] for item in items]


@pytest.mark.parametrize("line", ["actor:RUS to:USA", 'outlet:"The Post" grain', "type:CONSULT,AGREE lang:de"])
def test_words_are_written_as_they_are_parsed(line: str):
    asked = parse_words(line)
    assert parse_words(write_words(asked.filters, asked.words)) == asked


@pytest.mark.parametrize(
    ("line", "filters", "words"),
    [
        ("date:2023-03..2023-05", {"since": "2023-03", "until": "2023-05"}, ""),
        ("date:2023", {"since": "2023", "until": "2023"}, ""),
        ("see http://a.example/b", {}, "see http://a.example/b"),
        ('"to: whom" type:agree', {"type": "AGREE"}, '"to: whom"'),
        ("type:agree type:consult", {"type": "AGREE,CONSULT"}, ""),
    ],
)
def test_words_tell_fields_from_words(line: str, filters: dict[str, str], words: str):
    asked = parse_words(line)
    assert (dict(asked.filters), asked.words) == (filters, words)


def test_words_name_the_fields_there_are():
    with pytest.raises(QueryError, match="actor, to"):
        parse_words("colour:red")


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2", "@cmd", "\tx"])
def test_csv_cells_are_no_formulas(text: str):
    (row,) = list(csv.DictReader(io.StringIO(csv_text([{"headline": text}]))))
    assert row["headline"] == "'" + text


def test_openapi_document_names_every_route_of_the_api(client: TestClient):
    document = client.get("/api/v1/openapi.json").json()
    assert json.dumps(document).count("operationId") == sum(len(path) for path in document["paths"].values())
    for path in document["paths"].values():
        for operation in path.values():
            assert "400" in operation["responses"]
            assert "422" not in operation["responses"] or operation["operationId"] in ("read", "add_article")
