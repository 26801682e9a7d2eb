"""Reading texts for the asker, tokens, adding articles and judging over HTTP."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from depesche import api
from depesche.errors import RecordError

from .serving import REPORT, client_of, copy_of, empty_record


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(empty_record(tmp_path)) as found:
        yield found


@pytest.fixture
def token(client: TestClient) -> dict[str, str]:
    made = api.make_token(client.app.state.depesche.record, "desk 3")
    return {"Authorization": f"Bearer {made}"}


@pytest.fixture
def judged(demo_record: Path, tmp_path: Path) -> Iterator[TestClient]:
    with client_of(copy_of(demo_record, tmp_path)) as found:
        made = api.make_token(found.app.state.depesche.record, "clara")
        found.headers["Authorization"] = f"Bearer {made}"
        yield found


def test_read_gives_the_reading_of_the_contract(client: TestClient):
    answer = client.post("/api/v1/read", json={"text": REPORT, "published": "2025-03-06"})
    assert answer.status_code == 200
    reading = answer.json()
    assert reading["schema"] == "depesche-reading/1"
    assert {event["type"] for event in reading["events"]} >= {"SANCTION", "ACCUSE"}
    assert client.get("/api/v1/stats").json()["articles"] == 0


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"text": "  "}, 400),
        ({"text": REPORT, "colour": "red"}, 400),
        ({"text": REPORT, "published": "soon"}, 422),
        ({"text": REPORT, "language": "tlh"}, 422),
        ({"text": "0123456789 " * 30}, 422),
        ({"text": "x" * 200_001}, 413),
        ({"url": "http://127.0.0.1:1/"}, 422),
        ({"url": "http://[::ffff:169.254.169.254]/"}, 422),
        ({"url": "file:///etc/passwd"}, 422),
        ([], 400),
        ("text", 400),
    ],
)
def test_read_refuses_what_cannot_be_read(client: TestClient, body: object, status: int):
    answer = client.post("/api/v1/read", json=body)
    assert answer.status_code == status
    assert answer.json()["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_read_is_given_up_after_the_time_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    done = threading.Event()
    monkeypatch.setattr("depesche.api.reading.read", lambda *_, **__: done.wait(20))
    with client_of(empty_record(tmp_path), read_seconds=0.2, readings_at_once=1) as client:
        assert client.post("/api/v1/read", json={"text": REPORT}).status_code == 504
        full = client.post("/api/v1/read", json={"text": REPORT})
        assert full.status_code == 503
        assert full.headers["retry-after"] == "60"
        done.set()


def test_read_is_limited_by_client(tmp_path: Path):
    with client_of(empty_record(tmp_path), readings_per_minute=1) as client:
        assert client.post("/api/v1/read", json={"url": "file:///a"}).status_code == 422
        assert client.post("/api/v1/read", json={"url": "file:///a"}).status_code == 429


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer depesche_wrong"}, {"Authorization": "Basic YTpi"}])
@pytest.mark.parametrize(
    ("path", "body"), [("articles", {"text": REPORT}), ("judgements", {"act": "wrong", "entry": "x"})]
)
def test_writing_needs_a_token(client: TestClient, path: str, body: dict[str, str], header: dict[str, str]):
    answer = client.post(f"/api/v1/{path}", json=body, headers=header)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert client.get("/api/v1/stats").json()["articles"] == 0


def test_articles_are_added_once(client: TestClient, token: dict[str, str]):
    first = client.post("/api/v1/articles", json={"text": REPORT, "outlet": "Post"}, headers=token)
    again = client.post("/api/v1/articles", json={"text": REPORT, "outlet": "Post"}, headers=token)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    assert [entry["outlet"] for entry in client.get("/api/v1/articles").json()["items"]] == ["Post"]


def test_tokens_are_kept_as_hashes_and_can_be_withdrawn(tmp_path: Path):
    path = empty_record(tmp_path)
    with api.open_record(path) as record:
        token = api.make_token(record, "desk")
        assert api.token_owner(record, token) == "desk"
        assert [entry.name for entry in api.tokens(record)] == ["desk"]
        with pytest.raises(RecordError, match="already"):
            api.make_token(record, "desk")
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert token.encode() not in stored
    with api.open_record(path) as record:
        assert api.withdraw_token(record, "desk")
        assert not api.withdraw_token(record, "desk")
        assert api.token_owner(record, token) is None


def test_judgements_correct_and_are_undone(judged: TestClient):
    event = judged.get("/api/v1/events?type=SANCTION&limit=1").json()["items"][0]
    made = judged.post(
        "/api/v1/judgements",
        json={"act": "correct", "entry": event["id"], "field": "type", "value": "COERCE", "reason": "arrests"},
    )
    assert made.status_code == 201
    (judgement,) = made.json()["items"]
    assert (judgement["by"], judgement["field"], judgement["value"]) == ("clara", "type", "COERCE")
    article = judged.get(f"/api/v1/articles/{event['article']}").json()
    assert next(e for e in article["events"] if e["id"] == event["id"])["type"] == "COERCE"
    undone = judged.post("/api/v1/judgements", json={"act": "undo", "judgement": judgement["id"]})
    assert undone.status_code == 201
    article = judged.get(f"/api/v1/articles/{event['article']}").json()
    assert next(e for e in article["events"] if e["id"] == event["id"])["type"] == "SANCTION"
    assert len(judged.get("/api/v1/judgements").json()["items"]) == 2


def test_judgements_merge_and_split_happenings(judged: TestClient):
    one, other = judged.get("/api/v1/events?type=CONSULT&actor=JPN&limit=2").json()["items"]
    judged.post("/api/v1/judgements", json={"act": "merge", "entry": one["id"], "other": other["id"]})
    merged = judged.get(f"/api/v1/happenings/{one['id']}").json()
    assert {one["id"], other["id"]} <= {event["id"] for event in merged["events"]}
    assert any(reason["by"] == "clara" for reason in merged["reasons"])
    judged.post("/api/v1/judgements", json={"act": "split", "entry": one["id"], "other": other["id"]})
    split = judged.get(f"/api/v1/happenings/{one['id']}").json()
    assert other["id"] not in {event["id"] for event in split["events"]}


@pytest.mark.parametrize(
    "body",
    [
        {"act": "correct", "entry": "x"},
        {"act": "merge", "entry": "x"},
        {"act": "undo"},
        {"act": "burn", "entry": "x"},
        {"act": "wrong", "entry": "not-there"},
        {"act": "undo", "judgement": 999999},
    ],
)
def test_judgements_refuse_what_cannot_be_decided(judged: TestClient, body: dict[str, object]):
    answer = judged.post("/api/v1/judgements", json=body)
    assert answer.status_code == 400
    assert judged.get("/api/v1/judgements").json()["items"] == []
