"""RSS, Atom and JSON feeds of listings."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One entry of a feed; `date` is YYYY[-MM[-DD]] or None, `path` leads to its page here."""

    id: str
    title: str
    text: str
    date: str | None
    path: str


def moment(date: str | None) -> datetime:
    """Return the first moment of a date in UTC; 1970 where there is none."""
    parts = [int(part) for part in (date or "1970").split("-") if part.isdigit()][:3]
    year, month, day = (*parts, 1, 1, 1)[:3] if len(parts) > 0 else (1970, 1, 1)
    return datetime(year, month, day, tzinfo=UTC)


def _clean(text: str) -> str:
    """Only characters that XML may hold."""
    return "".join(
        c
        for c in text
        if c in "\t\n\r"
        or 0x20 <= ord(c) <= 0xD7FF
        or (0xE000 <= ord(c) <= 0x10FFFF and ord(c) not in (0xFFFE, 0xFFFF))
    )


def _xml(root: ET.Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + bytes(ET.tostring(root, encoding="utf-8"))


def _add(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = _clean(text)


def rss(items: Sequence[FeedItem], *, title: str, base: str, here: str) -> tuple[bytes, str]:
    """Return an RSS 2.0 feed and its media type."""
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", title)
    _add(channel, "link", base + "/")
    _add(channel, "description", "Who met, said and did what to whom, each entry with its words.")
    for item in items:
        node = ET.SubElement(channel, "item")
        _add(node, "title", item.title)
        _add(node, "link", base + item.path)
        _add(node, "guid", item.id, isPermaLink="false")
        _add(node, "description", item.text)
        if item.date:
            _add(node, "pubDate", format_datetime(moment(item.date)))
    return _xml(root), "application/rss+xml"


def atom(items: Sequence[FeedItem], *, title: str, base: str, here: str) -> tuple[bytes, str]:
    """Return an Atom feed and its media type."""
    root = ET.Element("feed", xmlns=ATOM)
    _add(root, "title", title)
    _add(root, "id", here)
    ET.SubElement(root, "link", {"rel": "self", "href": here})
    ET.SubElement(root, "link", {"rel": "alternate", "href": base + "/"})
    _add(root, "updated", max((moment(item.date) for item in items), default=moment(None)).isoformat())
    author = ET.SubElement(root, "author")
    _add(author, "name", "Depesche")
    for item in items:
        node = ET.SubElement(root, "entry")
        _add(node, "title", item.title)
        _add(node, "id", f"urn:depesche:{item.id}")
        ET.SubElement(node, "link", {"rel": "alternate", "href": base + item.path})
        _add(node, "updated", moment(item.date).isoformat())
        _add(node, "summary", item.text, type="text")
    return _xml(root), "application/atom+xml"


def json_feed(items: Sequence[FeedItem], *, title: str, base: str, here: str) -> tuple[bytes, str]:
    """Return a JSON Feed (version 1.1) and its media type."""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": base + "/",
        "feed_url": here,
        "items": [
            {
                "id": item.id,
                "url": base + item.path,
                "title": item.title,
                "content_text": item.text,
                **({"date_published": moment(item.date).isoformat()} if item.date else {}),
            }
            for item in items
        ],
    }
    return json.dumps(content, ensure_ascii=False).encode(), "application/feed+json"
