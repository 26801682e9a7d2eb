from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from depesche.model import Actor, Article, Document, Event, Span
from depesche.record import Filters, Record
from depesche.record.feeds import FeedState, SavedQuery, add_query, feed_states, find_alerts
from depesche.watch import FeedSettings, Round, Watcher, WatchSettings
from depesche.watch.delivery import Postman
from tests.watch.server import Answer, Asked, Site, running_site

pytest.importorskip("feedparser", reason="feedparser is not installed: pip install 'depesche[feeds]'")

WHOLE = (
    "Russia accused the USA of lying. " + "The talks went on for many hours in the old town hall by the river. " * 12
)
PAGE = f"<html><head><title>t</title></head><body><article>{''.join(f'<p>{WHOLE} {n}</p>' for n in range(3))}</article></body></html>"


def rss(*items: tuple[str, str], extra: str = "") -> bytes:
    """A feed with items (id, text); the link of each is /a/ID on the same site."""
    rows = "".join(
        f"<item><guid isPermaLink='false'>{i}</guid><title>Item {i}</title><link>SITE/a/{i}</link>"
        f"<pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate><description><![CDATA[<p>{text}</p>]]></description></item>"
        for i, text in items
    )
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>F</title>{rows}{extra}</channel></rss>".encode()


def read(articles: Sequence[Article]) -> Iterator[Document | Exception]:
    """In every article Russia accuses the USA."""
    for article in articles:
        if "UNREADABLE" in article.text:
            yield ValueError("broke off")
            continue
        actors = tuple(Actor(id=f"state:{c}", kind="state", name=c, codes=(c,)) for c in ("RUS", "USA"))
        event = Event(
            id=f"e-{article.id}",
            type="ACCUSE",
            actors=("state:RUS",),
            recipients=("state:USA",),
            evidence=(Span(0, 10),),
        )
        yield Document(article=article, actors=actors, events=(event,))


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


class Clock:
    """Time that goes on when the test says so."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def watcher(
    record: Record, site: Site, clock: Clock, *, path: str = "/feed", seconds: float = 10.0, **options: object
) -> Watcher:
    feed = FeedSettings(site.url + path, every=900.0, **options)  # type: ignore[arg-type]
    return Watcher(
        record,
        WatchSettings((feed,), delay=0.0),
        read=read,
        add=lambda document: record.add(document, pipeline="1", lexicon="x"),
        postman=Postman(secret="s3cret"),
        clock=clock,
        seconds=seconds,
    )


def serve(site: Site, body: bytes, path: str = "/feed", **headers: str) -> None:
    site.answers[path] = Answer(body.replace(b"SITE", site.url.encode()), headers=headers)


def state(record: Record) -> FeedState:
    (found,) = record.ask(feed_states)
    return found


def test_watch_adds_what_is_new_and_only_that(store: Record, site: Site, clock: Clock):
    serve(site, rss(("1", WHOLE), ("2", WHOLE + " Two.")))
    first = watcher(store, site, clock).round()
    assert (first.items, first.new) == (2, 2)
    serve(site, rss(("2", WHOLE + " Two."), ("3", WHOLE + " Three.")))
    assert watcher(store, site, clock).round().asked == 0  # not due yet
    clock.now += 1000
    second = watcher(store, site, clock).round()  # a new watcher: everything it knows is in the record
    assert (second.items, second.new) == (1, 1)
    assert len(store.articles()) == 3
    assert site.paths() == ["/feed", "/feed"]
    assert {a.published for a in store.articles()} == {"2024-01-02"}


def test_watch_asks_conditionally(store: Record, site: Site, clock: Clock):
    def answer(asked: Asked) -> Answer:
        known = asked.headers.get("if-none-match") == '"v1"' and "if-modified-since" in asked.headers
        headers = {"etag": '"v1"', "last-modified": "Tue, 02 Jan 2024 10:00:00 GMT"}
        return Answer(b"" if known else rss(("1", WHOLE)), 304 if known else 200, headers)

    site.answers["/feed"] = answer
    watcher(store, site, clock).round()
    clock.now += 1000
    done = watcher(store, site, clock).round()
    assert (done.unchanged, done.items, done.failed) == (1, 0, 0)


def test_watch_fetches_the_page_only_where_the_feed_lacks_the_text(store: Record, site: Site, clock: Clock):
    serve(site, rss(("short", "Russia accused …"), ("long", WHOLE)))
    serve(site, PAGE.encode(), "/a/short", **{"content-type": "text/html"})
    done = watcher(store, site, clock).round()
    assert done.new == 2
    assert site.paths() == ["/feed", "/a/short"]


@pytest.mark.parametrize(("page", "asked"), [("never", []), ("always", ["/a/long"])])
def test_watch_pages_are_fetched_as_the_settings_say(
    store: Record, site: Site, clock: Clock, page: str, asked: list[str]
):
    serve(site, rss(("long", WHOLE)))
    serve(site, PAGE.encode(), "/a/long", **{"content-type": "text/html"})
    watcher(store, site, clock, page=page).round()
    assert site.paths() == ["/feed", *asked]


def test_watch_keeps_to_robots(store: Record, site: Site, clock: Clock):
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /a/\n")
    serve(site, rss(("1", "Short.")))
    done = watcher(store, site, clock).round()
    assert (done.new, site.paths()) == (0, ["/feed"])


def test_watch_asks_nothing_while_robots_cannot_be_had(store: Record, site: Site, clock: Clock):
    site.answers["/robots.txt"] = Answer(status=500)
    serve(site, rss(("1", WHOLE)))
    assert watcher(store, site, clock).round().failed == 1
    assert site.paths() == []


def test_watch_remembers_where_a_feed_moved_for_good(store: Record, site: Site, clock: Clock):
    site.answers["/feed"] = Answer(status=301, headers={"location": "/new"})
    serve(site, rss(("1", WHOLE)), "/new")
    watcher(store, site, clock).round()
    clock.now += 1000
    watcher(store, site, clock).round()
    assert site.paths() == ["/feed", "/new", "/new"]


def test_watch_follows_other_redirects_each_time_but_not_for_ever(store: Record, site: Site, clock: Clock):
    site.answers["/feed"] = Answer(status=302, headers={"location": "/feed"})
    assert watcher(store, site, clock).round().failed == 1
    assert "redirects" in (state(store).message or "")


@pytest.mark.parametrize("as_date", [False, True])
def test_watch_waits_as_long_as_the_server_asks(store: Record, site: Site, clock: Clock, as_date: bool):
    after = formatdate(time.time() + 7200, usegmt=True) if as_date else "7200"
    site.answers["/feed"] = Answer(status=429, headers={"retry-after": after})
    watcher(store, site, clock).round()
    assert state(store).due - clock.now == pytest.approx(7200, abs=30)


def test_watch_pauses_grow_with_failures_and_end_with_success(store: Record, site: Site, clock: Clock):
    site.answers["/feed"] = Answer(status=500)
    pauses = []
    for _ in range(4):
        watcher(store, site, clock).round()
        pauses.append(state(store).due - clock.now)
        clock.now = state(store).due
    assert pauses == [900, 1800, 3600, 7200]
    serve(site, rss(("1", WHOLE)))
    assert watcher(store, site, clock).round().new == 1
    assert (state(store).failures, state(store).failing_since) == (0, None)


def test_watch_feed_that_fails_for_days_is_reported(store: Record, site: Site, clock: Clock):
    site.answers["/feed"] = Answer(status=404)
    assert watcher(store, site, clock).round().failing == []
    clock.now += 3 * 86400
    (said,) = watcher(store, site, clock).round().failing
    assert "3 days" in said
    assert "404" in said


def test_watch_feed_that_is_gone_is_reported_and_not_asked_again(store: Record, site: Site, clock: Clock):
    site.answers["/feed"] = Answer(status=410)
    watcher(store, site, clock).round()
    clock.now += 10 * 86400
    done = watcher(store, site, clock).round()
    assert "gone" in done.failing[0]
    assert site.paths() == ["/feed"]


def test_watch_broken_xml_is_read_as_far_as_it_goes(store: Record, site: Site, clock: Clock):
    serve(site, rss(("1", WHOLE)).replace(b"</channel></rss>", b"<item><title>Broken & unfinished"))
    done = watcher(store, site, clock).round()
    assert done.new == 1
    assert state(store).message


@pytest.mark.parametrize(
    "body",
    [b"<html><body><p>no feed</p></body></html>", b"", b"{", b"[]", b"\x00\x01\x02", b"<sitemapindex></sitemapindex>"],
)
def test_watch_what_is_no_feed_fails_with_a_reason(store: Record, site: Site, clock: Clock, body: bytes):
    serve(site, body)
    done = watcher(store, site, clock).round()
    assert (done.failed, done.new) == (1, 0)
    assert state(store).message


def test_watch_huge_body_is_not_read_to_its_end(
    store: Record, site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    from depesche.intake import feeds_fetch

    sent = 0

    def write(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        for _ in range(2000):
            handler.wfile.write(b"x" * 100_000)
            sent += 100_000

    site.answers["/feed"] = Answer(write=write)
    settings = feeds_fetch.load_settings()
    monkeypatch.setattr(
        feeds_fetch, "load_settings", lambda: type(settings)(**{**_fields(settings), "max_bytes": 1_000_000})
    )
    assert watcher(store, site, clock).round().failed == 1
    assert "larger" in (state(store).message or "")
    assert sent < 50_000_000


def _fields(settings: object) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__slots__}  # type: ignore[attr-defined]


def test_watch_slow_drip_is_given_up(store: Record, site: Site, clock: Clock):
    def write(handler: BaseHTTPRequestHandler) -> None:
        for _ in range(100):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)

    site.answers["/feed"] = Answer(write=write)
    begin = time.monotonic()
    assert watcher(store, site, clock, seconds=1.0).round().failed == 1
    assert time.monotonic() - begin < 6
    assert "slowly" in (state(store).message or "")


def test_watch_items_do_not_lead_into_private_networks(store: Record, site: Site, clock: Clock):
    feed = rss(("1", "Short.")).replace(b"SITE/a/1", b"http://localhost:1/secret")
    serve(site, feed)
    done = watcher(store, site, clock).round()
    assert (done.new, done.items) == (0, 1)
    with store._engine.connect() as connection:
        message = connection.exec_driver_sql("SELECT message FROM feed_item").scalar()
    assert "private network" in str(message)


def test_watch_page_that_fails_is_tried_again_and_then_the_feed_must_do(store: Record, site: Site, clock: Clock):
    serve(site, rss(("1", "Russia accused the USA of lying about the talks in the town hall. " * 5 + "…")))
    site.answers["/a/1"] = Answer(status=503)
    for _ in range(4):
        done = watcher(store, site, clock).round()
        clock.now += 86400
    assert site.paths().count("/a/1") == 4
    assert done.new == 1


def test_watch_article_that_cannot_be_read_is_named(store: Record, site: Site, clock: Clock):
    serve(site, rss(("bad", WHOLE + " UNREADABLE"), ("good", WHOLE)))
    done = watcher(store, site, clock).round()
    assert (done.new, done.unread) == (1, 1)
    assert "bad" in done.problems[0]


def test_watch_article_that_ends_the_program_is_left_after_some_tries(store: Record, site: Site, clock: Clock):
    serve(site, rss(*((str(n), f"{WHOLE} {n}") for n in range(5))))

    def deadly(articles: Sequence[Article]) -> Iterator[Document | Exception]:
        if any("river. 3" in article.text for article in articles):
            raise SystemExit(9)
        yield from read(articles)

    for _ in range(5):
        one = watcher(store, site, clock)
        one._read = deadly
        try:
            done = one.round()
        except SystemExit:
            continue
    assert len(store.articles()) == 4
    assert "ended the program" in done.problems[0]


def test_watch_saved_query_raises_an_alert_once_for_each_entry(store: Record, site: Site, clock: Clock, tmp_path: Path):
    for name, filters in (("hit", {"actor": "RUS", "type": "ACCUSE"}), ("miss", {"actor": "FRA"})):
        store.change(add_query, SavedQuery(name, "events", filters, (f"atom:{tmp_path / name}.xml",)), now=0)
    serve(site, rss(("1", WHOLE)))
    done = watcher(store, site, clock).round()
    assert (done.alerts, done.delivered) == (1, 1)
    (alert,) = store.ask(find_alerts)
    assert alert.query == "hit"
    assert alert.content["evidence"] == [store.events(Filters())[0].evidence[0]]
    import feedparser

    feed = feedparser.parse((tmp_path / "hit.xml").read_bytes())
    assert not feed.bozo
    assert "ACCUSE RUS → USA" in feed.entries[0].title
    clock.now += 1000
    assert watcher(store, site, clock).round().alerts == 0


def test_watch_end_between_adding_and_asking_loses_no_alert(
    store: Record, site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    from depesche.watch import polling

    store.change(add_query, SavedQuery("hit", "events", {"actor": "RUS"}, ()), now=0)
    serve(site, rss(("1", WHOLE)))

    def end(*_: object, **__: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(polling, "raise_alerts", end)
        with pytest.raises(KeyboardInterrupt):
            watcher(store, site, clock).round()
    assert store.ask(find_alerts) == []
    done = watcher(store, site, clock).round()
    assert (done.asked, done.alerts) == (0, 1)


def test_watch_json_feeds_and_sitemaps_are_read(store: Record, site: Site, clock: Clock):
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "J",
        "items": [{"id": 7, "content_html": f"<p>{WHOLE}</p>"}],
    }
    serve(site, json.dumps(data).encode(), "/json")
    assert watcher(store, site, clock, path="/json").round().new == 1
    sitemap = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{site.url}/a/s</loc><news:news>
      <news:publication_date>2024-02-03T10:00:00Z</news:publication_date><news:title>From the map</news:title>
      </news:news></url></urlset>"""
    serve(site, sitemap.encode(), "/map")
    serve(site, PAGE.encode(), "/a/s", **{"content-type": "text/html"})
    assert watcher(store, site, clock, path="/map").round().new == 1
    assert {a.headline for a in store.articles()} >= {"From the map"}


def test_watch_waits_between_two_requests_to_one_host(store: Record, site: Site, clock: Clock):
    serve(site, rss(("1", "Short."), ("2", "Short.")))
    moments: list[float] = []

    def page(asked: Asked) -> Answer:
        moments.append(time.monotonic())
        return Answer(PAGE.encode(), headers={"content-type": "text/html"})

    site.answers["/a/1"] = site.answers["/a/2"] = page
    one = watcher(store, site, clock)
    one._settings = WatchSettings(one._settings.feeds, delay=0.4)
    done: Round = one.round()
    assert done.items == 2
    assert moments[1] - moments[0] >= 0.4
