"""What stands before the routes: hosts, origins, rates, sizes, headers; and inputs meant to break out."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from .serving import client_of, empty_record

PAGES = ["/", "/api/v1/stats", "/nothing", "/static/app.css"]


@pytest.fixture(scope="module")
def client(demo_record: Path) -> Iterator[TestClient]:
    with client_of(demo_record, max_body=50_000) as found:
        yield found


@pytest.mark.parametrize("path", PAGES)
def test_guard_every_answer_forbids_inline_scripts(client: TestClient, path: str):
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.example:8765", "", "[::2]:8765"]
)
def test_guard_other_hosts_are_refused(client: TestClient, host: str):
    answer = client.get("/api/v1/stats", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["status"] == 421
    assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9", "127.0.0.1:8765", "[::1]:8765"])
def test_guard_own_hosts_are_answered(client: TestClient, host: str):
    assert client.get("/api/v1/stats", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/read", "/api/v1/read", "/api/v1/articles", "/judge"])
def test_guard_writing_from_other_sites_is_refused(client: TestClient, path: str, headers: dict[str, str]):
    assert client.post(path, headers=headers, data={"text": "x"}).status_code == 403


def test_guard_rate_is_limited_by_client(demo_record: Path):
    with client_of(demo_record, asks_per_minute=5) as client:
        answers = [client.get("/api/v1/codebook") for _ in range(7)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
        assert int(answers[-1].headers["retry-after"]) >= 1
        assert answers[-1].headers["content-type"] == "application/problem+json"
        assert client.get("/static/app.css").status_code == 200


def test_guard_bodies_are_limited(client: TestClient):
    assert client.post("/api/v1/read", content=b"x" * 60_000).status_code == 413


def test_guard_packed_bodies_are_unpacked_up_to_the_limit(client: TestClient):
    bomb = gzip.compress(b'{"text": "' + b"0" * 20_000_000 + b'"}')
    assert len(bomb) < 50_000
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    assert client.post("/api/v1/read", content=bomb, headers=headers).status_code == 413
    small = gzip.compress(b'{"unknown": 1}')
    assert client.post("/api/v1/read", content=small, headers=headers).status_code == 400
    for damaged in (b"no gzip", small[:-6]):
        assert client.post("/api/v1/read", content=damaged, headers=headers).status_code == 400
    headers["Content-Encoding"] = "br"
    assert client.post("/api/v1/read", content=b"x", headers=headers).status_code == 415


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
        "/static//etc/passwd",
        "/static/vendor/..%5c..%5capp.py",
        "/articles/..%2f..%2fetc%2fpasswd",
        "/api/v1/articles/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/actors/..%2f..%2f..%2fetc%2fpasswd",
        "/static/app.css%00.png",
    ],
)
def test_guard_paths_lead_nowhere_else(client: TestClient, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


HOSTILE = [
    "' OR 1=1 --",
    '"; DROP TABLE event; --',
    "%' UNION SELECT sql FROM sqlite_master --",
    "\\",
    "*",
    '"unclosed',
    "(((((",
    "a AND OR NOT",
    "NEAR(a b, 99999999)",
    "plain:x spelt:y ^z",
    "a" * 200,
    "\u202e\u0000\ud7ff\U0001f4a5",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "-",
    "NOT x",
    '""""',
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("field", ["actor", "recipient", "party", "place", "outlet", "via", "about", "context", "mode"])
def test_guard_filters_are_values_not_commands(client: TestClient, field: str, text: str):
    for name in ("events", "quotations"):
        answer = client.get(f"/api/v1/{name}", params={field: text})
        assert answer.status_code in (200, 400)
        if answer.status_code == 200 and name == "events" and field in ("actor", "place", "outlet"):
            assert answer.json()["items"] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_guard_search_answers_any_words(client: TestClient, text: str):
    for path in ("/api/v1/search", "/"):
        answer = client.get(path, params={"q": f"{text} minister"})
        assert answer.status_code in (200, 400)
        assert "sqlite3" not in answer.text and "Error:" not in answer.text
        assert "Traceback" not in answer.text


def test_guard_record_is_whole_after_all_that(client: TestClient):
    assert client.get("/api/v1/stats").json()["events"] > 500


@pytest.mark.parametrize(
    "path", ["/?q=%ff%fe", "/?cursor=%00", "/api/v1/events?limit=%F0%9F%92%A5", "/map?since=9999999"]
)
def test_guard_odd_bytes_are_refused_or_answered(client: TestClient, path: str):
    assert client.get(path).status_code in (200, 400)


def test_guard_errors_of_pages_are_pages(client: TestClient):
    answer = client.get("/articles/none", headers={"Accept-Language": "de"})
    assert answer.status_code == 404
    assert "Hier ist nichts" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


def test_guard_a_failure_tells_nothing_of_the_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RuntimeError("secret of the house")

    with client_of(empty_record(tmp_path)) as client:
        monkeypatch.setattr("depesche.api.asking.find_stats", fail)
        answer = client.get("/api/v1/stats")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["status"] == 500
