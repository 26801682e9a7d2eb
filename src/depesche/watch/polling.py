"""One round of watching: due feeds are asked, new items read into the record, saved queries asked, alerts carried.

Every step is written down before the next begins, so that an end at any moment loses nothing and repeats little: items
wait in the record with what the feed said of them until they are read, and count as done only after the saved queries
have seen them.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace

from depesche.errors import DepescheError, FetchError, InputError
from depesche.intake.encoding import decode
from depesche.intake.feeds import Feed, FeedItem, article_of_item, holds_article, parse_feed, text_of
from depesche.intake.feeds_fetch import Reply, Visitor, host_of
from depesche.model import Article, Document
from depesche.record import Record
from depesche.record.feeds import FeedState, ItemState, feed_states, keep_feed, open_items, set_item

from .alerts import raise_alerts
from .config import FeedSettings, WatchSettings
from .delivery import Postman, deliver

log = logging.getLogger(__name__)

Read = Callable[[Sequence[Article]], Iterator[Document | Exception]]
"""Reads articles: for each, in order, its document or why there is none."""
Add = Callable[[Document], bool]
"""Puts a document into the record; says whether it was new there."""
_AT_ONCE = 8
_BATCH = 32
_TRIES = 4
_RETRY = 600.0
"""Seconds before an article's page is asked for again; four times as long after each failure."""
_LONGEST_PAUSE = 86400.0
_BUSY = (429, 503)
_ENOUGH = 200
"""Letters of a feed's own text with which an item is read where its page cannot be had."""


@dataclass(slots=True)
class Round:
    """What one round did; `failing` are the feeds that have failed for days, with the reason."""

    asked: int = 0
    unchanged: int = 0
    failed: int = 0
    items: int = 0
    new: int = 0
    known: int = 0
    unread: int = 0
    alerts: int = 0
    delivered: int = 0
    undelivered: int = 0
    problems: list[str] = field(default_factory=list)
    failing: list[str] = field(default_factory=list)


class Watcher:
    """Watches feeds into a record; `read` and `add` come from the floor above."""

    def __init__(
        self,
        record: Record,
        settings: WatchSettings,
        *,
        read: Read,
        add: Add,
        postman: Postman,
        clock: Callable[[], float] = time.time,
        seconds: float = 30.0,
    ) -> None:
        self._record, self._settings, self._read, self._add = record, settings, read, add
        self._postman, self._clock, self._seconds = postman, clock, seconds
        self._feeds: Mapping[str, FeedSettings] = {feed.url: feed for feed in settings.feeds}

    def due(self) -> float:
        """Return the moment (seconds since 1970) at which the next feed is to be asked."""
        states = self._states()
        return min((state.due for state in states if not state.gone), default=self._clock() + _LONGEST_PAUSE)

    def round(self) -> Round:
        """Do what is due now and return what was done."""
        done = Round()
        hosts = frozenset(host_of(url) for url in self._feeds)
        with Visitor(trusted=hosts, delay=self._settings.delay, seconds=self._seconds) as visitor:
            self._ask_feeds(visitor, done)
            self._read_items(visitor, done)
        done.delivered, done.undelivered, said = deliver(self._record, self._postman, now=self._clock())
        done.problems += said
        self._report(done)
        return done

    def _states(self) -> list[FeedState]:
        """The states of the feeds that are watched; a new one is due at once."""
        known = {state.url: state for state in self._record.ask(feed_states)}
        return [known.get(url, FeedState(url=url)) for url in self._feeds]

    def _ask_feeds(self, visitor: Visitor, done: Round) -> None:
        now = self._clock()
        due = [state for state in self._states() if state.due <= now and not state.gone]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for state, answer in zip(due, pool.map(lambda s: _ask(visitor, s), due), strict=True):
                done.asked += 1
                self._take_in(state, answer, done)

    def _take_in(self, state: FeedState, answer: Reply | DepescheError, done: Round) -> None:
        """Write down what a feed answered, and its new items."""
        now, every = self._clock(), self._feeds[state.url].every
        if isinstance(answer, DepescheError):
            self._fail(state, str(answer), every, done)
        elif answer.status == 410:
            gone = replace(state, checked=now, gone=1, message="the server says that the feed is gone for good (410)")
            self._record.change(keep_feed, gone)
            done.failed += 1
        elif answer.status == 304:
            self._record.change(keep_feed, _well(state, now, every))
            done.unchanged += 1
        elif answer.status == 200:
            self._take_items(state, answer, done)
        else:
            wait = max(answer.retry_after or 0.0, every) if answer.status in _BUSY else every
            self._fail(state, f"{state.url}: the server answers {answer.status}", wait, done)

    def _take_items(self, state: FeedState, answer: Reply, done: Round) -> None:
        now, every = self._clock(), self._feeds[state.url].every
        try:
            feed: Feed = parse_feed(answer.content, url=state.url, kind=answer.type)
        except InputError as error:
            self._fail(state, str(error), every, done)
            return
        kept = replace(
            _well(state, now, every),
            etag=answer.etag,
            modified=answer.modified,
            title=feed.title,
            location=answer.moved or state.location,
            message=feed.complaint,
        )
        items = [(item.id, json.dumps(asdict(item), ensure_ascii=False)) for item in feed.items]
        done.items += self._record.change(keep_feed, kept, items, now=now)

    def _fail(self, state: FeedState, message: str, wait: float, done: Round) -> None:
        """Write down a failure; each further one doubles the pause, up to a day."""
        now = self._clock()
        pause = min(wait * 2.0 ** min(state.failures, 20), max(_LONGEST_PAUSE, wait))
        failed = replace(
            state,
            checked=now,
            failures=state.failures + 1,
            failing_since=state.failing_since or now,
            due=now + pause,
            message=" ".join(message.split()),
        )
        self._record.change(keep_feed, failed)
        done.failed += 1

    def _read_items(self, visitor: Visitor, done: Round) -> None:
        while items := self._record.ask(open_items, now=self._clock(), most=_BATCH):
            waiting = [item for item in items if item.state == "waiting"]
            # What was tried before may be what ended the program: it is read alone, so that it takes no other with it.
            waiting = [item for item in waiting if item.tries][:1] or waiting
            with ThreadPoolExecutor(_AT_ONCE) as pool:
                made = list(pool.map(lambda item: self._article(visitor, item), self._begun(waiting)))
            articles = [article for article in made if isinstance(article, Article)]
            documents = self._read(articles)
            added = [item for item in items if item.state == "added"]
            for item, article in zip(waiting, made, strict=True):
                found = next(documents) if isinstance(article, Article) else article
                if isinstance(found, Document):
                    added.append(self._keep(item, found, done))
                else:
                    self._postpone(item, found, done)
            for item in added:
                done.alerts += raise_alerts(self._record, item.article_id or "", now=self._clock())
                self._record.change(set_item, item, "done")

    def _begun(self, items: Sequence[ItemState]) -> list[ItemState]:
        """Count the try before it is made: an item that ends the program is not tried for ever."""
        for item in items:
            self._record.change(set_item, item, "waiting", tries=item.tries + 1)
        return list(items)

    def _article(self, visitor: Visitor, state: ItemState) -> Article | DepescheError:
        if state.tries >= _TRIES:
            return InputError("reading it ended the program every time")
        item = FeedItem(**json.loads(state.content or "{}"))
        feed = self._feeds.get(state.feed, FeedSettings(state.feed))
        wanted = feed.page == "always" or (feed.page == "auto" and not holds_article(item))
        try:
            page = self._page(visitor, item, last=state.tries + 1 >= _TRIES) if wanted and item.url else None
            return article_of_item(item, page=page, outlet=feed.outlet, language=feed.language)
        except DepescheError as error:
            return error
        except Exception as error:  # a page that breaks a library must not stop the others
            return InputError(f"cannot be taken apart ({type(error).__name__}: {error})")

    def _page(self, visitor: Visitor, item: FeedItem, *, last: bool) -> str | None:
        """The article's page; None where it cannot be had at the last try and the feed's own words must do."""
        assert item.url is not None
        try:
            reply = visitor.visit(item.url, page=True)
            if reply.status != 200:
                raise FetchError(f"{item.url}: the server answers {reply.status}")
            return decode(reply.content, source=item.url)
        except FetchError:
            if last and len(text_of(item.html)) >= _ENOUGH:
                return None
            raise

    def _keep(self, item: ItemState, document: Document, done: Round) -> ItemState:
        if self._add(document):
            done.new += 1
        else:
            done.known += 1
        self._record.change(set_item, item, "added", article_id=document.article.id)
        return replace(item, state="added", article_id=document.article.id)

    def _postpone(self, item: ItemState, error: Exception, done: Round) -> None:
        """Try again later what the network failed at; what cannot be read is given up."""
        message = f"{type(error).__name__}: {error}" if not isinstance(error, DepescheError) else str(error)
        if isinstance(error, FetchError) and item.tries + 1 < _TRIES:
            due = self._clock() + _RETRY * 4.0**item.tries
            self._record.change(set_item, item, "waiting", due=due, message=message)
            return
        self._record.change(set_item, item, "failed", message=message)
        done.unread += 1
        done.problems.append(f"{item.item}: {message}" if item.item not in message else message)

    def _report(self, done: Round) -> None:
        now = self._clock()
        for state in self._states():
            since = state.failing_since
            if state.gone:
                done.failing.append(f"{state.url}: {state.message}. Take it out of the list.")
            elif since is not None and now - since >= self._settings.report_after:
                days = (now - since) / 86400
                done.failing.append(
                    f"{state.url}: has failed for {days:.0f} days, {state.failures} times: {state.message}"
                )


def _ask(visitor: Visitor, state: FeedState) -> Reply | DepescheError:
    try:
        return visitor.visit(state.location or state.url, etag=state.etag, modified=state.modified)
    except DepescheError as error:
        return error


def _well(state: FeedState, now: float, every: float) -> FeedState:
    return replace(state, checked=now, succeeded=now, failing_since=None, failures=0, due=now + every, message=None)
