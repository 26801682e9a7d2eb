"""Positions: who supports, opposes or stays neutral toward whom, from acts and from statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from depesche.lang import Pack
from depesche.model import Document, Position, Span

_FROM_TYPE: Mapping[str, str] = {
    "SUPPORT": "supports",
    "AID": "supports",
    "COOPERATE": "supports",
    "AGREE": "supports",
    "ACCUSE": "opposes",
    "REJECT": "opposes",
    "SANCTION": "opposes",
    "PROTEST": "opposes",
    "THREATEN": "opposes",
    "ASSAULT": "opposes",
    "COERCE": "opposes",
}
"""Stance that an act of each PLOVER type shows toward its recipient."""


def find_positions(document: Document, *, pack: Pack) -> Document:
    """Return `document` with the positions that its events show, evidence of equal positions joined."""
    gathered: dict[tuple[str, str, str], list[Span]] = {}
    for event in document.events:
        stance = _FROM_TYPE.get(event.type)
        if stance is None or event.status in ("hypothetical", "denied"):
            continue
        for holder in event.actors:
            for target in event.recipients:
                if holder != target:
                    gathered.setdefault((holder, target, stance), []).extend(event.evidence)
    return replace(document, positions=_positions(gathered))


def _positions(gathered: Mapping[tuple[str, str, str], Sequence[Span]]) -> tuple[Position, ...]:
    positions = [
        Position(holder=holder, target=target, stance=stance, evidence=tuple(sorted(set(spans))))
        for (holder, target, stance), spans in gathered.items()
    ]
    return tuple(sorted(positions, key=lambda position: (position.evidence, position.holder, position.target)))
