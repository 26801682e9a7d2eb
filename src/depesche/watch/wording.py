"""An alert in words, for mail and Atom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def title_of(content: Mapping[str, Any]) -> str:
    """Return what happened in one line: "2024-11-20 SANCTION EU → BLR", or who said something."""
    if "actors" in content:
        who = _names(content["actors"])
        whom = _names(content["recipients"])
        parts = [
            content.get("date") or content.get("published") or "",
            content["type"],
            who,
            f"→ {whom}" if whom else "",
        ]
        return " ".join(part for part in parts if part)
    speaker = content.get("speaker_name") or content.get("speaker") or "unnamed"
    return f"{content.get('published') or ''} {speaker}: {content['form']} speech".strip()


def words_of(content: Mapping[str, Any]) -> str:
    """Return the words that the entry rests on."""
    found = content.get("evidence") or [content.get("content") or ""]
    return " … ".join(" ".join(str(part).split()) for part in found)


def line_of(content: Mapping[str, Any]) -> str:
    """Return an entry with its words and its report, as a paragraph of plain text."""
    report = ", ".join(str(part) for part in (content.get("outlet"), content.get("published")) if part)
    lines = [
        title_of(content),
        f"“{words_of(content)}”",
        content.get("headline") or "",
        report,
        content.get("url") or "",
    ]
    return "\n".join(line for line in lines if line)


def _names(parties: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(str(party.get("code") or party.get("name")) for party in parties)
