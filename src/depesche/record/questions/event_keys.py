"""Which events match the filters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, and_, false, func, or_, select

from depesche import codebook

from .. import schema
from ..columns import type_column
from ..filters import Filters
from ..keys import type_numbers
from ..rows import MUTUAL
from ..tallies import mutual_have_recipients
from ..who import Wanted, find_wanted
from .selecting import Condition, Key, after, contains_item, in_window, of_articles

_EVENT, _PARTY, _PAIR, _ARTICLE = schema.events, schema.parties, schema.pairs, schema.articles
_OTHER = _EVENT.alias()
_WRONG = select(_OTHER.c.key).where(_OTHER.c.wrong == 1)
_TYPES_APART = 4
"""Types asked for at once that are each walked along the index of types."""


def event_branches(connection: Connection, filters: Filters) -> list[Select[Any]]:
    """Return selects whose union are the keys of the events that match."""
    conditions = _own_conditions(connection, filters)
    return [_branch(key, found, filters, conditions) for key, found in _ways(connection, filters)]


def pair_branch(connection: Connection, filters: Filters, found: list[Condition]) -> Select[Any]:
    """Return the select of the keys of pairs that meet conditions of their own and match, whoever takes part."""
    return _branch(_PAIR.c.event_key, found, filters, _own_conditions(connection, filters))


def _branch(key: Key, found: list[Condition], filters: Filters, conditions: list[Condition]) -> Select[Any]:
    of_article = of_articles(filters)
    statement = select(key.label("key"))
    if conditions or of_article:
        if key.table is not _EVENT:
            statement = statement.join(_EVENT, _EVENT.c.key == key)
        if of_article:
            statement = statement.join(_ARTICLE, _ARTICLE.c.key == _EVENT.c.article_key)
    window = [*in_window(key, filters), *after(key, filters), *_not_wrong(key, filters)]
    return statement.where(and_(True, *found, *window, *_of_type(key, filters), *conditions, *of_article))


def types_wanted(filters: Filters) -> list[str] | None:
    """Return the types that `type` and `quad` leave, None for all."""
    if filters.type is None and filters.quad is None:
        return None
    types, quads = filters.values("type"), filters.values("quad")
    known = codebook.load_plover().types
    return [
        name
        for name in known
        if (filters.type is None or name in types) and (filters.quad is None or known[name].quad in quads)
    ]


def _of_type(key: Key, filters: Filters) -> list[Condition]:
    types = types_wanted(filters)
    if types is None:
        return []
    numbers = [type_numbers()[name] for name in types]
    return [type_column(key).in_(numbers)]


def _own_conditions(connection: Connection, filters: Filters) -> list[Condition]:
    """Conditions on the event's own row; empty where the key alone decides."""
    found: list[Condition] = []
    if filters.status is not None:
        found.append(_EVENT.c.status.in_(filters.values("status")))
    for name, column in (("mode", _EVENT.c.modes), ("context", _EVENT.c.contexts)):
        if getattr(filters, name) is not None:
            found.append(contains_item(column, filters.values(name)))
    if filters.place is not None:
        codes = find_wanted(connection, filters.place).codes
        found.append(or_(_EVENT.c.country.in_(codes), func.lower(_EVENT.c.place) == filters.place.strip().lower()))
    return found


def _not_wrong(key: Key, filters: Filters) -> list[Condition]:
    """Without the few entries judged wrong; asked of the key alone, so that counting reads no row of an event."""
    return [] if filters.wrong else [key.not_in(_WRONG)]


def _ways(connection: Connection, filters: Filters) -> Iterator[tuple[Key, list[Condition]]]:
    """The indexes to walk along, each with its conditions."""
    actor = find_wanted(connection, filters.actor) if filters.actor is not None else None
    recipient = find_wanted(connection, filters.recipient) if filters.recipient is not None else None
    party = find_wanted(connection, filters.party) if filters.party is not None else None
    key = _PAIR.c.event_key if actor and recipient and not actor.ids and not recipient.ids else _PARTY.c.event_key
    types = types_wanted(filters)
    only_mutual = bool(types) and all(name in MUTUAL for name in types or ())
    sides = ("a",) if only_mutual and not mutual_have_recipients(connection) else ("a", "r")
    also = [_takes_part(key, party)] if party is not None and (actor or recipient) else []
    if key is _PAIR.c.event_key and actor and recipient:
        for a in actor.codes:
            for b in recipient.codes:
                yield _PAIR.c.event_key, [_PAIR.c.a == a, _PAIR.c.b == b, *also]
    elif actor:
        also += [_has_recipient(recipient)] if recipient else []
        for match in _matches(actor):
            yield _PARTY.c.event_key, [match, _PARTY.c.side == "a", *also]
    elif recipient:
        mutual = [type_numbers()[name] for name in MUTUAL if types is None or name in types]
        for match in _matches(recipient):
            if "r" in sides:
                yield _PARTY.c.event_key, [match, _PARTY.c.side == "r", *also]
            if mutual:
                is_mutual = type_column(_PARTY.c.event_key).in_(mutual)
                yield _PARTY.c.event_key, [match, _PARTY.c.side == "a", is_mutual, *also]
    elif party:
        for match in _matches(party):
            for side in sides:
                yield _PARTY.c.event_key, [match, _PARTY.c.side == side]
    else:
        if types and len(types) <= _TYPES_APART:
            for name in types:
                yield _EVENT.c.key, [_EVENT.c.type == name]
        elif types == []:
            yield _EVENT.c.key, [false()]
        else:
            yield _EVENT.c.key, []


def _matches(wanted: Wanted) -> list[Condition]:
    return [
        *(_PARTY.c.code == code for code in wanted.codes),
        *(_PARTY.c.actor_id == identity for identity in wanted.ids),
    ]


def _takes_part(key: Key, wanted: Wanted) -> Condition:
    other = schema.parties.alias()
    match = or_(other.c.code.in_(wanted.codes), other.c.actor_id.in_(wanted.ids))
    return key.in_(select(other.c.event_key).where(match))


def _has_recipient(wanted: Wanted) -> Condition:
    """The recipient, or for mutual events, whose participants are all actors, another participant."""
    other = schema.parties.alias()
    match = or_(other.c.code.in_(wanted.codes), other.c.actor_id.in_(wanted.ids))
    mutual = [type_numbers()[name] for name in MUTUAL]
    is_mutual = type_column(other.c.event_key).in_(mutual)
    return (
        select(other.c.number)
        .where(other.c.event_key == _PARTY.c.event_key, match, or_(other.c.side == "r", is_mutual))
        .correlate(_PARTY)
        .exists()
    )
