"""Persons under several spellings: who is one, by a rule whose judgements are kept and can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from sqlalchemy import Connection, or_, select, update

from depesche import codebook

from . import schema
from .folds import alias_folds
from .inserting import insert_rows

RULE = "merge.names/1"
_CHUNK = 500
_ACTOR, _ALIAS, _JUDGEMENT = schema.actors, schema.aliases, schema.judgements


def identify_persons(connection: Connection, ids: Iterable[str]) -> None:
    """Judge new persons the same as known ones where the whole name is one in other letters and they serve the same.

    "Jerlan Schumabajew" and "Yerlan Shumabayev" are one; two people of one surname stay two.
    """
    wanted = sorted({identity for identity in ids if identity.startswith("person:")})
    made: list[tuple[str, str, str]] = []
    for start in range(0, len(wanted), _CHUNK):
        made += _namesakes(connection, wanted[start : start + _CHUNK])
    if made:
        _keep(connection, made)
        set_canonical(connection, {identity for left, right, _ in made for identity in (left, right)})


def _namesakes(connection: Connection, ids: Sequence[str]) -> list[tuple[str, str, str]]:
    """(id, other id, reason) of persons whose whole name is spelt alike, not judged yet."""
    one, other = _ALIAS.alias(), _ALIAS.alias()
    mine, theirs = _ACTOR.alias(), _ACTOR.alias()
    rows = connection.execute(
        select(one.c.actor_id, other.c.actor_id, one.c.name, other.c.name)
        .join(other, (other.c.fold == one.c.fold) & (other.c.actor_id != one.c.actor_id))
        .join(mine, mine.c.id == one.c.actor_id)
        .join(theirs, theirs.c.id == other.c.actor_id)
        .where(
            one.c.actor_id.in_(ids),
            one.c.fold.like("% %"),
            other.c.actor_id.like("person:%"),
            or_(mine.c.code == theirs.c.code, mine.c.code.is_(None), theirs.c.code.is_(None)),
            mine.c.canonical != theirs.c.canonical,
        )
        .order_by(one.c.actor_id, other.c.actor_id)
    ).all()
    judged = _judged(connection, ids)
    found: dict[tuple[str, str], str] = {}
    for left, right, name, known in [*map(tuple, rows), *_shipped(connection, ids)]:
        pair = (min(left, right), max(left, right))
        if pair not in judged:
            found.setdefault(pair, f"one name in two spellings: {name}, {known}")
    return [(left, right, reason) for (left, right), reason in found.items()]


def _shipped(connection: Connection, ids: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """New persons whom the codebook knows by another spelling."""
    persons = codebook.load_persons()
    unknown = [identity for identity in ids if identity not in persons]
    rows = connection.execute(
        select(_ALIAS.c.actor_id, _ALIAS.c.fold, _ALIAS.c.name, _ACTOR.c.code)
        .join(_ACTOR, _ACTOR.c.id == _ALIAS.c.actor_id)
        .where(_ALIAS.c.actor_id.in_(unknown), _ALIAS.c.fold.like("% %"))
    )
    known = _codebook_folds()
    found = []
    for identity, fold, name, code in rows:
        for person_id in known.get(fold, ()):
            if code is None or code in {office.code for office in persons[person_id].offices}:
                found.append((identity, person_id, name, persons[person_id].name))
    return found


@lru_cache(maxsize=1)
def _codebook_folds() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for person in codebook.load_persons().values():
        for name in (person.name, *person.names):
            for fold in alias_folds(name, person=True)[:1]:
                found.setdefault(fold, {})[person.id] = None
    return {fold: tuple(ids) for fold, ids in found.items()}


def _judged(connection: Connection, ids: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs of actors about which there is a judgement already, also one that was undone."""
    rows = connection.execute(
        select(_JUDGEMENT.c.left_id, _JUDGEMENT.c.right_id).where(
            _JUDGEMENT.c.kind == "actor", or_(_JUDGEMENT.c.left_id.in_(ids), _JUDGEMENT.c.right_id.in_(ids))
        )
    )
    return {(left, right) for left, right in rows}


def _keep(connection: Connection, made: Sequence[tuple[str, str, str]]) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    rows = [
        {"kind": "actor", "left_id": left, "right_id": right, "verdict": "same", "by": RULE, "human": 0,
         "reason": reason, "at": now}
        for left, right, reason in made
    ]  # fmt: skip
    insert_rows(connection, "judgement", list(rows))


def set_canonical(connection: Connection, ids: Iterable[str]) -> None:
    """Show actors under one id where the judgements that stand say so, starting from some of them."""
    group = _groups(connection, set(ids))
    for identity, members in group.items():
        connection.execute(update(_ACTOR).where(_ACTOR.c.id == identity).values(canonical=_best(connection, members)))


def _best(connection: Connection, members: set[str]) -> str:
    """The id of the codebook before others, then the most mentioned."""
    known = sorted(members & set(codebook.load_persons()))
    if known:
        return known[0]
    rows = connection.execute(
        select(_ACTOR.c.id).where(_ACTOR.c.id.in_(sorted(members))).order_by(_ACTOR.c.articles.desc(), _ACTOR.c.id)
    )
    return next((row[0] for row in rows), min(members))


def _groups(connection: Connection, ids: set[str]) -> dict[str, set[str]]:
    """The actors that judgements lead to from these, each with all that are the same as it."""
    pairs: dict[tuple[str, str], str] = {}
    found, left = set(ids), set(ids)
    while left:
        rows = _standing(connection, sorted(left))
        pairs |= rows
        named = {identity for pair in rows for identity in pair}
        left = named - found
        found |= named
    apart = {frozenset(pair) for pair, verdict in pairs.items() if verdict == "different"}
    group = {identity: {identity} for identity in found}
    for (one, other), verdict in pairs.items():
        a, b = group[one], group[other]
        if verdict != "same" or a is b or any(frozenset((x, y)) in apart for x in a for y in b):
            continue
        a |= b
        for identity in b:
            group[identity] = a
    return group


def _standing(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], str]:
    """The judgements on pairs of actors that are not undone, persons' first; the latest on a pair counts."""
    later = _JUDGEMENT.alias()
    undone = select(later.c.id).where(later.c.undoes == _JUDGEMENT.c.id).exists()
    found: dict[tuple[str, str], str] = {}
    rows = connection.execute(
        select(_JUDGEMENT.c.left_id, _JUDGEMENT.c.right_id, _JUDGEMENT.c.verdict)
        .where(
            _JUDGEMENT.c.kind == "actor",
            or_(_JUDGEMENT.c.left_id.in_(ids), _JUDGEMENT.c.right_id.in_(ids)),
            ~undone,
        )
        .order_by(_JUDGEMENT.c.human, _JUDGEMENT.c.id)
    )
    for left, right, verdict in rows:
        found[(left, right)] = verdict
    return found
