"""Entries as an assistant gets them: short, each with its words and with how to cite it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from depesche.record import ArticleView, EventEntry, Party, QuotationEntry, SearchHit

Plain = dict[str, Any]
_AROUND = 200
"""Letters of the article before and after the words of an entry."""


def event_of(entry: EventEntry) -> Plain:
    """Return an event with its words and its citation."""
    found: Plain = {
        "id": entry.id,
        "type": entry.type,
        "modes": entry.modes,
        "status": entry.status,
        "date": entry.date,
        "actors": _parties(entry.actors),
        "recipients": _parties(entry.recipients),
        "place": entry.place,
        "country": entry.country,
        "according_to": entry.attribution,
        "confidence": round(entry.confidence, 3),
        "evidence": entry.evidence,
        "happening": entry.happening,
        "corrected_by_a_person": entry.judged,
        "cite": cite(entry),
    }
    return {key: value for key, value in found.items() if value not in (None, [], False)}


def quotation_of(entry: QuotationEntry) -> Plain:
    """Return a quotation with its citation."""
    found: Plain = {
        "id": entry.id,
        "form": entry.form,
        "speaker": entry.speaker_name or entry.speaker,
        "speaker_code": entry.speaker_code,
        "addressee": entry.addressee,
        "via": entry.via,
        "date": entry.date,
        "words": entry.content,
        "cite": cite(entry),
    }
    return {key: value for key, value in found.items() if value not in (None, [], "")}


def hit_of(hit: SearchHit) -> Plain:
    """Return a place where the words searched for stand."""
    return {"id": hit.id, "kind": hit.kind, "snippet": hit.snippet, "article": hit.article, "cite": cite(hit)}


def cite(entry: EventEntry | QuotationEntry | SearchHit) -> str:
    """Return the report an entry rests on, in one line: outlet, headline, date, address."""
    headline = f"“{entry.headline}”" if entry.headline else None
    parts = (entry.outlet, headline, entry.published, entry.url)
    shown = ", ".join(" ".join(str(part).split()) for part in parts if part)
    return f"{shown or 'report without a name'} [article {entry.article}]"


def context_of(article: ArticleView, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return the words at `spans` with what stands before and after them, the words in ⟦ ⟧."""
    text = article.text
    return [
        f"{text[max(0, start - _AROUND) : start]}⟦{text[start:end]}⟧{text[end : end + _AROUND]}" for start, end in spans
    ]


def _parties(parties: Sequence[Party]) -> list[str]:
    return [
        f"{party.name} ({party.code})" if party.code and party.code != party.name else party.name for party in parties
    ]
