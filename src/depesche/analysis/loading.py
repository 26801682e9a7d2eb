"""Events of a record as light as analysis needs them, streamed: no texts, no evidence, only ids that lead there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from depesche.record import Filters
from depesche.record import schema as tables
from depesche.record.keys import DATINGS, DAY_SHIFT, PRECISIONS, TYPE_SHIFT, day_of, types_by_number
from depesche.record.questions.event_keys import event_branches
from depesche.record.questions.pairs import dates_of_keys, paired_keys
from depesche.record.questions.selecting import unite
from depesche.record.who import find_wanted, names_of_codes

from .coded import REALIS
from .periods import placed_by
from .series import PlacedKey


@dataclass(frozen=True, slots=True)
class LightParty:
    """Who acts or receives."""

    id: str
    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class LightEvent:
    """An event with what analysis looks at."""

    id: str
    type: str
    status: str
    date: str | None
    published: str | None
    happening: str
    actors: tuple[LightParty, ...]
    recipients: tuple[LightParty, ...]


def statuses_of(filters: Filters) -> tuple[str, ...]:
    """Return the statuses asked for; what is presented as having happened where none are."""
    return filters.values("status") or REALIS


def light_events(connection: Connection, filters: Filters) -> Iterator[LightEvent]:
    """Yield all events that match, latest first; limit, offset and cursor play no part.

    Without a status asked for, only what is presented as having happened.
    """
    asked = replace(filters, cursor=None, status=",".join(statuses_of(filters)))
    keys = unite(event_branches(connection, asked)).subquery()
    event, article = tables.events, tables.articles
    rows = connection.execute(
        select(
            event.c.key, event.c.id, event.c.type, event.c.status, event.c.date, event.c.happening, article.c.published
        )
        .join(keys, keys.c.key == event.c.key)
        .join(article, article.c.key == event.c.article_key)
        .order_by(event.c.key.desc())
    ).yield_per(2000)
    sides = _Sides(connection, keys)
    for key, identity, kind, status, date, happening, published in rows:
        actors, recipients = sides.of(key)
        yield LightEvent(identity, kind, status, date, published, happening or identity, actors, recipients)


class _Sides:
    """The parties, read along with the events in the same order."""

    def __init__(self, connection: Connection, keys: Any) -> None:
        party, actor = tables.parties, tables.actors
        self._rows = iter(
            connection.execute(
                select(party.c.event_key, party.c.side, party.c.actor_id, party.c.code, actor.c.name)
                .join(keys, keys.c.key == party.c.event_key)
                .outerjoin(actor, actor.c.id == party.c.actor_id)
                .order_by(party.c.event_key.desc(), party.c.side, party.c.number)
            ).yield_per(5000)
        )
        self._next = next(self._rows, None)
        self._made: dict[tuple[str, str | None], LightParty] = {}

    def of(self, key: int) -> tuple[tuple[LightParty, ...], tuple[LightParty, ...]]:
        """Return actors and recipients of an event; keys come in falling order."""
        actors: list[LightParty] = []
        recipients: list[LightParty] = []
        while self._next is not None and self._next[0] >= key:
            number, side, identity, code, name = self._next
            if number == key:
                (actors if side == "a" else recipients).append(self._party(identity, code, name))
            self._next = next(self._rows, None)
        return tuple(actors), tuple(recipients)

    def _party(self, identity: str, code: str | None, name: str | None) -> LightParty:
        made = self._made.get((identity, code))
        if made is None:
            made = LightParty(identity, name or names_of_codes().get(code or "", identity), code)
            self._made[identity, code] = made
        return made


def placed_keys(connection: Connection, filters: Sequence[Filters], grain: str) -> list[PlacedKey] | None:
    """Return the events that match any of these filters, each once, placed by their keys; no row of an event is read.

    Statuses as for `light_events`. None where the record cannot tell them by pairs of codes.
    """
    found: dict[int, int] = {}
    for own in filters:
        keys = paired_keys(connection, replace(own, cursor=None, status=",".join(statuses_of(own))))
        if keys is None:
            return None
        found.update(keys)
    odd = dates_of_keys(connection, [key for key, dating in found.items() if DATINGS[dating] == "neither"])
    types, periods = types_by_number(), _Periods(grain)
    return [
        (key, types[key >> TYPE_SHIFT & 15], *(placed_by(*odd[key], grain) if key in odd else periods.of(key, dating)))
        for key, dating in found.items()
    ]


class _Periods:
    """The periods of keys whose date is that of the event or of its report; kept, since many events share a day."""

    def __init__(self, grain: str) -> None:
        self._grain = grain
        self._known: dict[tuple[int, int, int], tuple[str | None, bool]] = {}

    def of(self, key: int, dating: int) -> tuple[str | None, bool]:
        """Return the period and whether only the report tells it."""
        asked = (key >> DAY_SHIFT, key & 3, dating)
        found = self._known.get(asked)
        if found is None:
            day, precision, _ = asked
            value = (day_of(day) or "")[: PRECISIONS[precision]] or None
            own = DATINGS[dating] == "event"
            found = self._known[asked] = placed_by(value if own else None, None if own else value, self._grain)
        return found


def keys_wanted(connection: Connection, word: str) -> tuple[str, ...]:
    """Return the codes and ids that a user's word for an actor may mean."""
    return find_wanted(connection, word).keys
