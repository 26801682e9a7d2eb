"""What analysis needs of an event: who, toward whom, when, of which type; and which events count.

Analysis works on anything that has these fields: entries of a record, or objects built by hand.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from depesche import codebook
from depesche.record.rows import MUTUAL
from depesche.record.who import names_of_codes

REALIS = ("factual", "reported")
"""Statuses that count unless others are asked for: what reports present as having happened."""

_PAIRED = 6
"""Keys of one side that are paired, as in the record: a summit of twenty is no dyad of each two."""


class CodedParty(Protocol):
    """Who acts or receives."""

    @property
    def id(self) -> str:
        """Id of the actor."""

    @property
    def name(self) -> str:
        """Name of the actor."""

    @property
    def code(self) -> str | None:
        """Whom it acts for, None where that is open."""


class CodedEvent(Protocol):
    """An event as analysis sees it."""

    @property
    def id(self) -> str:
        """Id, so that every figure leads back to its evidence."""

    @property
    def type(self) -> str:
        """PLOVER type."""

    @property
    def status(self) -> str:
        """`factual`, `reported`, `planned`, `hypothetical` or `denied`."""

    @property
    def date(self) -> str | None:
        """`YYYY[-MM[-DD]]`, None where the report gives none."""

    @property
    def published(self) -> str | None:
        """Date of the report."""

    @property
    def happening(self) -> str:
        """Id of what it tells of, shared with other reports of the same."""

    @property
    def actors(self) -> Sequence[CodedParty]:
        """Who acts."""

    @property
    def recipients(self) -> Sequence[CodedParty]:
        """Toward whom."""


def key_of(party: CodedParty) -> str:
    """Return the code that the party acts for, or its id where it acts for none."""
    return party.code or party.id


def names_of(party: CodedParty) -> str:
    """Return the usual English name of what `key_of` stands for: "Russia" for Sergei Lavrov (RUS)."""
    return names_of_codes().get(party.code, party.name) if party.code else party.name


def score_of(event: CodedEvent) -> float:
    """Return the conflict–cooperation value of the event's type, -10 to 10."""
    return codebook.load_plover().types[event.type].score


def quad_of(event: CodedEvent) -> str:
    """Return the quad category of the event's type, as `verbal conflict`."""
    return codebook.load_plover().types[event.type].quad


def sides_of(event: CodedEvent) -> tuple[tuple[CodedParty, ...], tuple[CodedParty, ...]]:
    """Return who acts toward whom; all participants of a meeting stand on both sides, which are then one object."""
    actors, recipients = tuple(event.actors), tuple(event.recipients)
    if event.type in MUTUAL:
        everyone = actors + recipients
        return everyone, everyone
    return actors, recipients


def dyads_of(event: CodedEvent) -> list[tuple[CodedParty, CodedParty]]:
    """Return the ordered pairs (who, toward whom) of different keys, each pair of keys once."""
    actors, recipients = (_by_key(side) for side in sides_of(event))
    return [(a, b) for one, a in actors.items() for other, b in recipients.items() if one != other]


def _by_key(parties: Sequence[CodedParty]) -> dict[str, CodedParty]:
    found: dict[str, CodedParty] = {}
    for party in parties:
        if len(found) < _PAIRED:
            found.setdefault(key_of(party), party)
    return found


def counted(
    events: Iterable[CodedEvent], *, statuses: Collection[str] = REALIS, once: bool = False
) -> Iterator[CodedEvent]:
    """Yield the events of these statuses; with `once`, only the first of the events that tell of one happening."""
    seen: set[str] = set()
    for event in events:
        if event.status not in statuses:
            continue
        if once:
            if event.happening in seen:
                continue
            seen.add(event.happening)
        yield event
