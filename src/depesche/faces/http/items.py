"""Entries as items of feeds: a title, the words, the page that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

from depesche.record import (
    ActorEntry,
    ArticleEntry,
    EventEntry,
    HappeningEntry,
    Party,
    PositionEntry,
    QuotationEntry,
    SearchHit,
)

from .feeds import FeedItem


def _names(parties: Iterable[Party]) -> str:
    return ", ".join(party.code or party.name for party in parties)


def _did(entry: EventEntry | HappeningEntry) -> str:
    who = _names(entry.actors) or "?"
    whom = f" → {_names(entry.recipients)}" if entry.recipients else ""
    status = f" ({entry.status})" if entry.status != "factual" else ""
    place = f", {entry.place}" if entry.place else ""
    return f"{entry.type}: {who}{whom}{place}{status}"


def event_item(entry: EventEntry) -> FeedItem:
    """Return an event, also a meeting, as a feed item."""
    words = " … ".join(entry.evidence)
    return FeedItem(
        entry.id, _did(entry), words, entry.date or entry.published, f"/articles/{entry.article}#{entry.id}"
    )


def happening_item(entry: HappeningEntry) -> FeedItem:
    """Return a happening as a feed item."""
    words = " … ".join(entry.evidence)
    return FeedItem(entry.id, _did(entry), words, entry.date or entry.earliest_published, f"/happenings/{entry.id}")


def quotation_item(entry: QuotationEntry) -> FeedItem:
    """Return a quotation as a feed item."""
    title = f"{entry.speaker_name or '?'} ({entry.form})"
    return FeedItem(
        entry.id, title, entry.content, entry.date or entry.published, f"/articles/{entry.article}#{entry.id}"
    )


def article_item(entry: ArticleEntry) -> FeedItem:
    """Return an article as a feed item."""
    return FeedItem(entry.id, entry.headline or entry.id, entry.outlet or "", entry.published, f"/articles/{entry.id}")


def position_item(entry: PositionEntry) -> FeedItem:
    """Return a position as a feed item."""
    title = f"{entry.holder.name} {entry.stance} {entry.target.name}"
    return FeedItem(entry.id, title, " … ".join(entry.evidence), entry.published, f"/articles/{entry.article}")


def actor_item(entry: ActorEntry) -> FeedItem:
    """Return an actor as a feed item."""
    facts = [entry.kind, entry.code, entry.office, f"{entry.articles} articles"]
    return FeedItem(
        entry.id, entry.name, ", ".join(fact for fact in facts if fact), None, f"/actors/{quote(entry.id, safe='')}"
    )


def hit_item(entry: SearchHit) -> FeedItem:
    """Return a search hit as a feed item."""
    anchor = "" if entry.kind == "article" else f"#{entry.id}"
    return FeedItem(
        entry.id,
        entry.headline or entry.kind,
        entry.snippet,
        entry.published,
        f"/articles/{entry.article}{anchor}",
    )


def items_of(entries: Sequence[object]) -> list[FeedItem]:
    """Return entries of one kind as feed items."""
    makers = {
        HappeningEntry: happening_item,
        QuotationEntry: quotation_item,
        ArticleEntry: article_item,
        PositionEntry: position_item,
        ActorEntry: actor_item,
        SearchHit: hit_item,
    }
    return [makers.get(type(entry), event_item)(entry) for entry in entries]  # type: ignore[operator]
