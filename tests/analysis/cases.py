"""Events by hand: who, whom, type and date are what analysis looks at."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from depesche import codebook

_numbers = count()


@dataclass(frozen=True)
class Someone:
    id: str
    name: str
    code: str | None


@dataclass(frozen=True)
class Made:
    id: str
    type: str
    status: str
    date: str | None
    published: str | None
    happening: str
    actors: list[Someone] = field(default_factory=list)
    recipients: list[Someone] = field(default_factory=list)


def someone(word: str) -> Someone:
    """`RUS` stands for the state, `person:x` for somebody without a code."""
    return Someone(word, word.partition(":")[2], None) if ":" in word else Someone(f"state:{word}", word, word)


def made(
    who: str,
    whom: str = "",
    type: str = "ACCUSE",
    date: str | None = "2023-03-02",
    *,
    status: str = "factual",
    published: str | None = "2023-03-03",
    id: str | None = None,
    happening: str | None = None,
) -> Made:
    """`made("RUS", "USA UKR", "ASSAULT", "2023-03-02")`."""
    assert type in codebook.load_plover().types
    identity = id or f"e{next(_numbers)}"
    return Made(
        id=identity,
        type=type,
        status=status,
        date=date,
        published=published,
        happening=happening or identity,
        actors=[someone(word) for word in who.split()],
        recipients=[someone(word) for word in whom.split()],
    )
