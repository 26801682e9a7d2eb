"""Every page on the demo record and on an empty one; strangers' words stay words; languages; addresses that lead on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from fastapi.testclient import TestClient

from depesche import api
from tests.faces.http.serving import REPORT, client_of, copy_of, empty_record
from tests.record.reports import act, put

PAGES = (
    "/",
    "/?q=minister",
    "/?actor=ARM&recipient=AZE",
    "/facets",
    "/articles",
    "/actors",
    "/actors/state:ARM",
    "/actors/Vardanovich?grain=week",
    "/tone?who=ARM&grain=week",
    "/dyad",
    "/dyad?a=ARM&b=AZE",
    "/dyad?a=LTU&b=BLR&grain=week&since=2025-03",
    "/breaks",
    "/breaks?a=LTU&b=BLR&grain=week",
    "/quotations",
    "/quotations?about=BLR&form=direct",
    "/map",
    "/network",
    "/network?since=2025-03&until=2025-04&minimum=1",
    "/matrix",
    "/matrix?order=bloc&show=count&size=30",
    "/brief",
    "/brief?since=2025-06",
    "/read",
    "/codebook",
    "/about",
    "/api",
    "/sign-in",
    "/judgements",
)
HOSTILE = (
    'Kenya expelled three Sudanese diplomats on Wednesday. "<script>alert(1)</script> They must leave," Kenyan Foreign '
    "Minister Grace Wambugu said. Sudan condemned the </textarea><img src=x onerror=alert(2)> decision & more."
)


class Seen(HTMLParser):
    """Elements, links and event handlers of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def links(self) -> list[str]:
        return [str(a["href"]) for tag, a in self.tags if tag in ("a", "link") and a.get("href")]


@pytest.fixture(scope="module")
def client(demo_record: Path) -> Iterator[TestClient]:
    with client_of(demo_record) as found:
        yield found


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("path", PAGES)
def test_page_is_whole(client: TestClient, path: str, language: str):
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    seen = Seen(answer.text)
    assert [attributes["lang"] for tag, attributes in seen.tags if tag == "html"] == [language]
    assert sum(tag == "h1" for tag, _ in seen.tags) == 1
    for tag, attributes in seen.tags:
        assert "style" not in attributes and not any(name.startswith("on") for name in attributes)
        assert tag != "style"
        if tag == "script":
            assert "src" in attributes or attributes.get("type") == "application/json"


@pytest.mark.parametrize("path", PAGES)
def test_page_offers_its_data(client: TestClient, path: str):
    seen = Seen(client.get(path).text)
    data = [link for link in seen.links() if link.startswith("/api/v1/")]
    assert data or path.split("?")[0] in ("/facets", "/dyad", "/breaks", "/read", "/sign-in")
    for link in data:
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert not answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    "path", ["/", "/?q=minister", "/quotations", "/articles", "/dyad?a=ARM&b=AZE", "/brief", "/network"]
)
def test_page_links_lead_somewhere(client: TestClient, path: str):
    inner = {link.split("#")[0] for link in Seen(client.get(path).text).links() if link.startswith(("/", "?"))}
    kinds: dict[tuple[str, ...], list[str]] = {}
    for link in sorted(inner):
        kinds.setdefault(_kind(link), []).append(link)
    for link in (one for links in kinds.values() for one in links[:4]):
        assert client.get(urljoin(path, link)).status_code == 200, link
    client.cookies.clear()  # one of the links keeps the other language


def _kind(link: str) -> tuple[str, ...]:
    """What links of one sort have in common: the first part of the path and the names of the parameters."""
    address, _, query = link.partition("?")
    return (*address.split("/")[:2], *sorted(pair.partition("=")[0] for pair in query.split("&")))


@pytest.mark.parametrize("path", PAGES)
def test_page_of_an_empty_record_says_what_to_do(tmp_path: Path, path: str):
    with client_of(empty_record(tmp_path)) as client:
        answer = client.get(path)
    named = path.startswith("/actors/") or "a=" in path
    assert answer.status_code in ((200, 404) if named else (200,))


@pytest.mark.parametrize(
    "path",
    [
        "/?since=soon",
        "/?type=PARTY",
        "/matrix?order=colour",
        "/dyad?a=ARM&b=ARM",
        "/brief?since=x",
        "/network?minimum=0",
        "/?q=colour:red",
    ],
)
def test_page_says_what_cannot_be_asked(client: TestClient, path: str):
    answer = client.get(path)
    assert answer.status_code == 400
    assert "This cannot be asked like that" in answer.text


def test_page_more_goes_on_where_the_first_ends(client: TestClient):
    first = client.get("/").text
    following = re.search(r'class="more" hx-get="([^"]+)"', first)
    assert following is not None
    second = client.get(following[1].replace("&amp;", "&")).text
    entries = [set(re.findall(r'<article class="entry" id="([0-9a-f]+)"', text)) for text in (first, second)]
    assert all(entries)
    assert not entries[0] & entries[1]


@pytest.fixture
def turned(tmp_path: Path) -> Path:
    """A record in which Norway supports Ukraine for six months and accuses it from the seventh on."""
    path = tmp_path / "turned.db"
    with api.open_record(path, create=True) as record:
        for month in range(1, 13):
            kind, words = ("SUPPORT", "supports") if month < 7 else ("ACCUSE", "accuses")
            text = f"Norway {words} Ukraine, {month}."
            put(record, act(f"e{month}", kind, "NOR", "UKR", text, date=f"2023-{month:02d}-05"))
    return path


@pytest.mark.parametrize(("grain", "told"), [("month", "from 2023-07 on"), ("year", "does not change lastingly")])
def test_dyad_leads_to_its_changes_of_level(turned: Path, grain: str, told: str):
    with client_of(turned) as client:
        seen = Seen(client.get(f"/dyad?a=NOR&b=UKR&grain={grain}").text)
        (part,) = [link for link in seen.links() if link.startswith("/breaks")]
        assert [a["hx-get"] for _, a in seen.tags if "hx-get" in a and a["hx-select"] == ".breaks"] == [part]
        assert told in client.get(part).text


def test_dyad_says_where_changes_are_not_looked_for(turned: Path):
    with api.open_record(turned) as record:
        put(record, act("old", "ACCUSE", "NOR", "UKR", "Norway accused Ukraine.", date="2008-01-03"))
    with client_of(turned) as client:
        assert "Too many periods" in client.get("/breaks?a=NOR&b=UKR&grain=week").text
        assert "Too many periods" not in client.get("/breaks?a=NOR&b=UKR&grain=week&since=2020").text


def test_report_pieces_are_the_text(client: TestClient):
    identity = client.get("/api/v1/articles?limit=1&outlet=Hafenkurier").json()["items"][0]["id"]
    article = client.get(f"/api/v1/articles/{identity}").json()
    page = client.get(f"/articles/{identity}").text
    blocks = article["reading"]["article"]["blocks"]
    text = article["reading"]["article"]["text"]
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))
    for block in blocks:
        assert re.sub(r"\s+", " ", text[block["start"] : block["end"]]) in plain
    for event in article["events"]:
        assert page.count(event["id"]) >= 2, "the entry and its words"


def test_report_of_a_stranger_is_text_only(demo_record: Path, tmp_path: Path):
    with client_of(copy_of(demo_record, tmp_path)) as client:
        token = api.make_token(client.app.state.depesche.record, "desk")
        added = client.post(
            "/api/v1/articles",
            json={"text": HOSTILE, "headline": "<b onclick=alert(3)>x</b>", "outlet": "'\"><svg onload=alert(4)>"},
            headers={"Authorization": f"Bearer {token}"},
        )
        identity = added.json()["id"]
        paths = [
            "/",
            "/articles",
            f"/articles/{identity}",
            "/quotations?actor=Wambugu",
            "/?q=must+leave",
            "/facets",
            "/actors",
        ]
        for path in paths:
            seen = Seen(client.get(path).text)
            assert not [tag for tag, _ in seen.tags if tag in ("b", "img")], path
            assert not [a for _, a in seen.tags if any(name.startswith("on") for name in a)], path
        event = client.get(f"/api/v1/events?article={identity}").json()["items"][0]
        seen = Seen(client.get(f"/happenings/{event['happening']}").text)
        assert not [tag for tag, _ in seen.tags if tag in ("b", "img")]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example/"])
def test_report_links_only_to_web_addresses(demo_record: Path, tmp_path: Path, address: str):
    with client_of(copy_of(demo_record, tmp_path)) as client:
        token = api.make_token(client.app.state.depesche.record, "desk")
        body = {"text": REPORT, "url": address, "outlet": "Post"}
        added = client.post("/api/v1/articles", json=body, headers={"Authorization": f"Bearer {token}"})
        links = Seen(client.get(added.json()["url"]).text).links()
    assert address not in links


def test_reading_form_shows_the_reading_and_keeps_nothing(client: TestClient):
    before = client.get("/api/v1/stats").json()["articles"]
    answer = client.post("/read", data={"text": REPORT, "published": "2025-03-06"})
    assert answer.status_code == 200
    assert "SANCTION" in answer.text and "This reading is not kept" in answer.text
    assert client.get("/api/v1/stats").json()["articles"] == before


@pytest.mark.parametrize(
    ("form", "status"),
    [({"text": ""}, 400), ({"url": "http://127.0.0.1/"}, 422), ({"text": REPORT, "published": "soon"}, 422)],
)
def test_reading_form_says_what_is_wrong_and_keeps_what_was_typed(
    client: TestClient, form: dict[str, str], status: int
):
    answer = client.post("/read", data=form)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert form.get("text", "")[:20] in answer.text


def test_reading_form_escapes_what_was_typed(client: TestClient):
    answer = client.post("/read", data={"text": HOSTILE, "published": "soon"})
    assert not [tag for tag, _ in Seen(answer.text).tags if tag == "img"]


@pytest.mark.parametrize(
    ("query", "cookie", "header", "language"),
    [
        ("", None, "", "en"),
        ("", None, "de-AT,de;q=0.9,en;q=0.5", "de"),
        ("", None, "fr,en;q=0.2,de;q=0.7", "de"),
        ("", None, "de;q=x", "en"),
        ("", "de", "en", "de"),
        ("?lang=en", "de", "de", "en"),
        ("?lang=xx", None, "de", "de"),
    ],
)
def test_language_follows_address_cookie_browser(
    demo_record: Path, query: str, cookie: str | None, header: str, language: str
):
    with client_of(demo_record) as client:
        if cookie:
            client.cookies.set("lang", cookie)
        answer = client.get(f"/about{query}", headers={"Accept-Language": header})
    assert answer.headers["content-language"] == language


def test_signing_in_lets_judge_and_leaves_no_way_for_others(demo_record: Path, tmp_path: Path):
    with client_of(copy_of(demo_record, tmp_path)) as client:
        token = api.make_token(client.app.state.depesche.record, "clara")
        event = client.get("/api/v1/events?type=SANCTION&limit=1").json()["items"][0]
        page = f"/happenings/{event['happening']}"
        assert 'action="/judge"' not in client.get(page).text
        assert client.post("/judge", data={"act": "wrong", "event": event["id"]}).status_code == 401
        assert client.post("/sign-in", data={"token": "depesche_guess"}).status_code == 401
        signed = client.post("/sign-in", data={"token": token, "next": page}, follow_redirects=False)
        assert (signed.status_code, signed.headers["location"]) == (303, page)
        assert (
            "httponly" in signed.headers["set-cookie"].lower()
            and "samesite=strict" in signed.headers["set-cookie"].lower()
        )
        assert client.post("/judge", data={"act": "wrong", "event": event["id"], "key": "0" * 64}).status_code == 403
        key = re.search(r'name="key" value="([0-9a-f]{64})"', client.get(page).text)
        assert key is not None
        form = {
            "act": "correct",
            "event": event["id"],
            "field": "status",
            "value": "denied",
            "reason": "r",
            "key": key[1],
        }
        assert client.post("/judge", data=form, follow_redirects=False).status_code == 303
        assert client.get(f"/api/v1/events?article={event['article']}&status=denied").json()["items"]
        assert "clara" in client.get("/judgements").text
        assert client.post("/sign-in", data={"leave": "yes"}, follow_redirects=False).status_code == 303
        assert 'action="/judge"' not in client.get(page).text


@pytest.mark.parametrize(
    "next", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\tx"]
)
def test_signing_in_leads_nowhere_else(demo_record: Path, tmp_path: Path, next: str):
    with client_of(copy_of(demo_record, tmp_path)) as client:
        token = api.make_token(client.app.state.depesche.record, "clara")
        answer = client.post("/sign-in", data={"token": token, "next": next}, follow_redirects=False)
    assert answer.headers["location"] == "/"
