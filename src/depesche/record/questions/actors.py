"""Actors as entries, and one actor whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, or_, select

from depesche import codebook

from .. import schema
from ..entries import Facet
from ..filters import Filters
from ..keys import types_by_number
from ..listing import Listing
from ..offices import offices_of
from ..rows import MUTUAL
from ..views import ActorEntry, ActorView
from ..who import BODIES, Wanted, find_wanted
from .counterparts import find_counterparts
from .event_keys import types_wanted
from .events import find_events, find_meetings, party_of_id
from .quotations import find_quotations, quotation_branches
from .selecting import unite
from .timeline import count_types, mean_score

_ACTOR = schema.actors
_SHOWN = 10


def find_actors(connection: Connection, filters: Filters) -> Listing[ActorEntry]:
    """Return actors, most mentioned first; `party` (or `actor`) looks for a name, `language` and dates are not used."""
    statement = _merged()
    wanted = filters.party or filters.actor
    if wanted is not None:
        statement = statement.where(_is_one_of(find_wanted(connection, wanted)))
    skipped = filters.offset + (filters.after() or 0)
    statement = statement.order_by(func.sum(_ACTOR.c.mentions).desc(), _ACTOR.c.canonical).offset(skipped)
    statement = statement.limit(
        filters.limit + 1 if filters.limit else (-1 if connection.dialect.name == "sqlite" else None)
    )
    found = _entries(connection, statement)
    if filters.limit and len(found) > filters.limit:
        from ..filters import cursor_of

        return Listing(found[: filters.limit], cursor=cursor_of(skipped + filters.limit))
    return Listing(found)


def _merged() -> Any:
    return select(
        _ACTOR.c.canonical, func.sum(_ACTOR.c.articles).label("articles"), func.sum(_ACTOR.c.mentions).label("mentions")
    ).group_by(_ACTOR.c.canonical)


def _is_one_of(wanted: Wanted) -> Any:
    bodies = [f"{kind}:{code}" for code in wanted.codes for kind in BODIES]
    return or_(_ACTOR.c.id.in_([*wanted.ids, *bodies]), _ACTOR.c.code.in_(wanted.codes))


def _entries(connection: Connection, statement: Any) -> list[ActorEntry]:
    rows = connection.execute(statement).all()
    ids = [row.canonical for row in rows]
    own = {row["id"]: row for row in connection.execute(select(_ACTOR).where(_ACTOR.c.id.in_(ids))).mappings()}
    names = ("id", "name", "kind", "code", "office", "sector", "wikidata")
    found = []
    for row in rows:
        known = own.get(row.canonical)
        fields = {name: known[name] for name in names} if known else _unseen(row.canonical)
        found.append(ActorEntry(**_shown(fields), articles=row.articles, mentions=row.mentions))
    return found


def _unseen(identity: str) -> dict[str, Any]:
    party = party_of_id(identity)
    return {
        "id": identity, "name": party.name, "kind": party.kind or "person", "code": party.code,
        "office": None, "sector": None, "wikidata": None,
    }  # fmt: skip


def _shown(fields: dict[str, Any]) -> dict[str, Any]:
    """Persons of the codebook under its name and with its Wikidata id."""
    person = codebook.load_persons().get(fields["id"])
    if person is None:
        return fields
    return {**fields, "name": person.name, "wikidata": fields["wikidata"] or person.wikidata}


def view_actor(connection: Connection, word: str, filters: Filters, meetings: int | None = None) -> ActorView | None:
    """Return an actor whole, the most mentioned that `word` may mean; None if none is in the record."""
    candidates = _candidates(connection, find_wanted(connection, word))
    if not candidates:
        return None
    entry, others = candidates[0], candidates[1:]
    asked = entry.code if entry.kind in BODIES and entry.code else entry.id
    ids = list(connection.scalars(select(_ACTOR.c.id).where(_ACTOR.c.canonical == entry.id).order_by(_ACTOR.c.id)))
    mine = replace(filters, limit=filters.limit or _SHOWN, actor=None, recipient=None, party=None)
    acting, receiving = replace(mine, actor=asked), replace(mine, recipient=asked, type=_one_sided(filters))
    given, received = count_types(connection, acting), count_types(connection, receiving)
    said = quotation_branches(connection, acting)
    return ActorView(
        entry=entry,
        aliases=_aliases(connection, ids, entry),
        ids=ids,
        offices=offices_of(connection, ids),
        counterparts=find_counterparts(connection, replace(mine, party=asked)),
        meetings=list(find_meetings(connection, replace(mine, party=asked, limit=meetings or mine.limit))),
        acting=list(find_events(connection, acting)),
        receiving=list(find_events(connection, receiving)),
        said=list(find_quotations(connection, acting)),
        acts=sum(given.values()),
        receives=sum(received.values()),
        says=int(connection.scalar(select(func.count()).select_from(unite(said).subquery())) or 0),
        tone_given=mean_score(given),
        tone_received=mean_score(received),
        types=[Facet(name, count) for name, count in sorted(given.items(), key=lambda p: (-p[1], p[0]))],
        others=others,
    )


def _one_sided(filters: Filters) -> str:
    """The types wanted of which one side is done to; meetings stand among what both sides did."""
    wanted = types_wanted(filters)
    every = types_by_number() if wanted is None else wanted
    return ",".join(name for name in every if name not in MUTUAL)


def _candidates(connection: Connection, wanted: Wanted) -> list[ActorEntry]:
    """What a word may mean: the body itself where it is a code, before persons of that name."""
    bodies = [f"{kind}:{code}" for code in wanted.codes for kind in BODIES]
    statement = _merged().where(_ACTOR.c.id.in_([*bodies, *wanted.ids]))
    found = _entries(connection, statement.order_by(func.sum(_ACTOR.c.mentions).desc(), _ACTOR.c.canonical))
    if found or not wanted.codes:
        return found
    served = _merged().where(_ACTOR.c.code.in_(wanted.codes)).order_by(func.sum(_ACTOR.c.mentions).desc())
    return _entries(connection, served.limit(20))


def _aliases(connection: Connection, ids: Sequence[str], entry: ActorEntry) -> list[str]:
    seen = connection.scalars(
        select(schema.aliases.c.name)
        .where(schema.aliases.c.actor_id.in_(ids))
        .distinct()
        .order_by(schema.aliases.c.name)
    )
    person = codebook.load_persons().get(entry.id)
    shipped = (person.name, *person.names) if person else ()
    return [name for name in dict.fromkeys([*shipped, *seen]) if name != entry.name]
