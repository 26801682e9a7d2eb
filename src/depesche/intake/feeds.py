"""Reads feeds: RSS, Atom, JSON Feed and news sitemaps, also damaged ones, as the web has them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from time import struct_time
from typing import Any

from depesche.errors import InputError
from depesche.model import Article

from .article import make_article
from .dates import find_date
from .html import looks_like_html, make_article_from_html

_LONGEST = 20_000
"""Letters of an id, address or title."""
_MOST_ITEMS = 2000
_WHOLE = 700
"""Letters of text from which an item of a feed is held for the whole article."""
_NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_BREAKS = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "tr", "ul", "ol", "figure", "figcaption")
_DROPPED = ("script", "style", "iframe", "form", "noscript", "button")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An entry of a feed: its own id, the article's address, and as much of the article as the feed holds."""

    id: str
    url: str | None
    title: str | None
    html: str
    """The text as the feed has it, HTML or plain; empty where it has none."""
    published: str | None
    """`YYYY-MM-DD`, None where the feed does not say."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The items of a feed, and what was wrong with its form (None where nothing was)."""

    title: str | None
    items: tuple[FeedItem, ...]
    complaint: str | None = None


def parse_feed(content: bytes, *, url: str, kind: str = "") -> Feed:
    """Return the feed in `content`; `kind` is its media type. Raises InputError for what is no feed of a known kind."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return _json_feed(content, url)
    if b"<urlset" in head:
        return _sitemap(content, url)
    if b"<sitemapindex" in head:
        raise InputError(f"{url}: an index of sitemaps. Name the news sitemap that it leads to.")
    return _xml_feed(content, url, kind)


def _xml_feed(content: bytes, url: str, kind: str) -> Feed:
    try:
        import feedparser
    except ImportError as error:
        raise InputError("feedparser is not installed. Install it with `pip install 'depesche[feeds]'`.") from error
    try:
        found = feedparser.parse(
            content, response_headers={"content-location": url, "content-type": kind or "text/xml"}
        )
    except Exception as error:  # a feed that breaks the library
        raise InputError(f"{url}: the feed cannot be taken apart ({type(error).__name__}: {error}).") from error
    entries = found.entries[:_MOST_ITEMS]
    if not found.get("version") and not entries:
        raise InputError(f"{url}: no feed (RSS, Atom, JSON Feed or news sitemap). Name the feed's own address.")
    complaint = f"{found.get('bozo_exception')}" if found.bozo else None
    return Feed(_line(found.feed.get("title")), tuple(_items(map(_entry, entries))), complaint)


def _entry(entry: Any) -> FeedItem:
    contents = [str(part.get("value") or "") for part in entry.get("content", ())]
    contents.append(str(entry.get("summary") or ""))
    url = _line(entry.get("link"))
    return FeedItem(
        _line(entry.get("id")) or url or _line(entry.get("title")) or "",
        url,
        _line(_plain(str(entry.get("title") or ""))),
        max(contents, key=len),
        _day(entry.get("published_parsed") or entry.get("updated_parsed")),
    )


def _day(moment: struct_time | None) -> str | None:
    return f"{moment.tm_year:04d}-{moment.tm_mon:02d}-{moment.tm_mday:02d}" if moment is not None else None


def _json_feed(content: bytes, url: str) -> Feed:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{url}: a JSON feed that is damaged ({type(error).__name__}). Tell its publisher.") from error
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        raise InputError(f"{url}: JSON, but no JSON Feed: it has no `items`. Name the feed's own address.")
    items = (_json_item(item) for item in data["items"][:_MOST_ITEMS] if isinstance(item, dict))
    return Feed(_line(data.get("title")), tuple(_items(items)))


def _json_item(item: dict[str, Any]) -> FeedItem:
    url = _line(item.get("url")) or _line(item.get("external_url"))
    text = item.get("content_html") or item.get("content_text") or item.get("summary") or ""
    printed = item.get("date_published") or item.get("date_modified")
    return FeedItem(
        _line(item.get("id")) or url or "",
        url,
        _line(item.get("title")),
        text if isinstance(text, str) else "",
        find_date(printed) if isinstance(printed, str) else None,
    )


def _sitemap(content: bytes, url: str) -> Feed:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(content, parser)
    if root is None:
        raise InputError(f"{url}: a sitemap that is damaged. Tell its publisher.")
    complaint = str(parser.error_log[0].message) if len(parser.error_log) else None
    items = (
        FeedItem(
            _line(node.findtext(f"{_MAP}loc")) or "",
            _line(node.findtext(f"{_MAP}loc")),
            _line(node.findtext(f"{_NEWS}news/{_NEWS}title")),
            "",
            find_date(node.findtext(f"{_NEWS}news/{_NEWS}publication_date") or node.findtext(f"{_MAP}lastmod") or ""),
        )
        for node in root.findall(f"{_MAP}url")[:_MOST_ITEMS]
    )
    return Feed(None, tuple(_items(items)), complaint)


def _items(items: Iterator[FeedItem]) -> Iterator[FeedItem]:
    """The items that can be told from one another, each once."""
    seen: set[str] = set()
    for item in items:
        if item.id and item.id not in seen:
            seen.add(item.id)
            yield item


def _line(value: object) -> str | None:
    text = " ".join(str(value).split())[:_LONGEST] if isinstance(value, (str, int)) else ""
    return text or None


def text_of(html: str) -> str:
    """Return the text of a piece of HTML, a paragraph a block."""
    if "<" not in html:
        return _plain(html)
    from lxml import etree
    from lxml.html import fragment_fromstring

    try:
        root = fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, ValueError):
        return ""
    for node in list(root.iter(etree.Comment, *_DROPPED)):
        node.drop_tree()
    for node in root.iter(*_BREAKS):
        node.tail = "\n\n" + (node.tail or "")
        node.text = "\n\n" + (node.text or "")
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", str(root.text_content())))
    return "\n\n".join(block for block in blocks if block)


def _plain(text: str) -> str:
    from html import unescape

    return unescape(re.sub(r"<[^>]{0,1000}>", " ", text)) if "<" in text or "&" in text else text


def holds_article(item: FeedItem) -> bool:
    """Return whether a feed gives the whole article, as far as its length tells; else its page is to be fetched."""
    text = text_of(item.html)
    return len(text) >= _WHOLE and not text.rstrip().endswith(("…", "...", "[…]", "[...]"))


def article_of_item(
    item: FeedItem, *, page: str | None = None, outlet: str | None = None, language: str | None = None
) -> Article:
    """Return the article of an item, made of its page or, without one, of what the feed holds; raises InputError."""
    if page is not None and looks_like_html(page):
        return make_article_from_html(
            page, url=item.url, published=item.published, language=language, headline=item.title, outlet=outlet
        )
    return make_article(
        page if page is not None else text_of(item.html),
        published=item.published,
        language=language,
        headline=item.title,
        outlet=outlet,
        url=item.url,
        external_id=item.id,
    )
