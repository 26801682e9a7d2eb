"""Who toward whom: events gathered by ordered pair, the base of matrix and network."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from depesche import codebook

from .coded import REALIS, CodedEvent, CodedParty, counted, dyads_of, key_of, names_of, score_of

KINDS = ("state", "organisation", "group", "collective", "other")
POLITICAL = KINDS[:4]
"""Kinds of actors of whom relations are usually asked."""

EVIDENCE = 50
"""Event ids kept for each pair; `events` counts them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever acts or receives in the events counted."""

    key: str
    """Code (`RUS`, `EU`), or the actor's id where it acts for no code."""
    name: str
    kind: str
    """`state`, `organisation`, `group`, `collective` (the West) or `other` (people, rebels, unnamed)."""
    events: int
    """Events in which it stands on either side, together with another."""


@dataclass(slots=True)
class Tie:
    """What goes from one key to another, an entry for each event."""

    ids: list[str] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)

    def add(self, score: float, event: str) -> None:
        """Count one event of this value."""
        self.ids.append(event)
        self.scores.append(score)

    @property
    def events(self) -> int:
        """How many."""
        return len(self.ids)

    @property
    def total(self) -> float:
        """Sum of their values."""
        return sum(self.scores)

    @property
    def cooperation(self) -> int:
        """How many have a value above 0."""
        return sum(score > 0 for score in self.scores)

    @property
    def conflict(self) -> int:
        """How many have a value below 0."""
        return sum(score < 0 for score in self.scores)

    @property
    def evidence(self) -> tuple[str, ...]:
        """Ids of the first events, at most `EVIDENCE`."""
        return tuple(self.ids[:EVIDENCE])


@dataclass(slots=True)
class Ties:
    """All ordered pairs with their events, and the actors in them."""

    pairs: dict[tuple[str, str], Tie] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)
    counted: int = 0
    """Events counted."""
    alone: int = 0
    """Events among them without two different sides; they are in no pair."""

    def actors(self, keys: Iterable[str]) -> tuple[Actor, ...]:
        """Return the actors of these keys, in the order given."""
        return tuple(
            Actor(key=key, name=self.names[key], kind=kind_of(key), events=self.events.get(key, 0)) for key in keys
        )


def kind_of(key: str) -> str:
    """Return which of `KINDS` a key stands for."""
    if key in codebook.load_states():
        return "state"
    if key in codebook.load_organisations() or key.startswith("org:"):
        return "organisation"
    if key in codebook.load_groups() or key.startswith("group:"):
        return "group"
    return "collective" if key in codebook.load_collectives() or key.startswith("collective:") else "other"


def gather(
    events: Iterable[CodedEvent],
    *,
    statuses: Collection[str] = REALIS,
    once: bool = False,
    kinds: Collection[str] | None = None,
) -> Ties:
    """Return the events by ordered pair of keys; `kinds` keeps only pairs of actors of these kinds."""
    ties = Ties()
    for event in counted(events, statuses=statuses, once=once):
        ties.counted += 1
        score = score_of(event)
        keys: set[str] = set()
        for actor, recipient in dyads_of(event):
            one, other = key_of(actor), key_of(recipient)
            if kinds is not None and (kind_of(one) not in kinds or kind_of(other) not in kinds):
                continue
            ties.pairs.setdefault((one, other), Tie()).add(score, event.id)
            for key, party in ((one, actor), (other, recipient)):
                keys.add(key)
                _name(ties, key, party)
        for key in keys:
            ties.events[key] = ties.events.get(key, 0) + 1
        ties.alone += not keys
    return ties


def _name(ties: Ties, key: str, party: CodedParty) -> None:
    if key not in ties.names:
        ties.names[key] = names_of(party)
