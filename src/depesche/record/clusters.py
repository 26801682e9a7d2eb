"""Happenings as groups of events: who belongs together after all judgements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, or_, select, update

from . import schema

_CHUNK = 500
_EVENT, _JUDGEMENT = schema.events, schema.judgements


class Clusters:
    """The happenings that some events belong to, with all their members; they can be united."""

    def __init__(self, connection: Connection, ids: Iterable[str]) -> None:
        self._group: dict[str, set[str]] = {}
        self.keys: list[int] = []
        self.changed: set[str] = set()
        named: dict[str, set[str]] = {}
        for identity, happening, key in _rows_with_members(connection, sorted(set(ids))):
            self.keys.append(key)
            if happening is None:
                self._group[identity] = {identity}
            else:
                group = named.setdefault(happening, set())
                group.add(identity)
                self._group[identity] = group

    @property
    def ids(self) -> list[str]:
        """All members."""
        return sorted(self._group)

    def of(self, identity: str) -> set[str]:
        """Return the happening of an event; the same object for all its members."""
        return self._group[identity]

    def unite(self, one: str, other: str) -> None:
        """Make the happenings of two events one."""
        left, right = self._group[one], self._group[other]
        if left is not right:
            left |= right
            for identity in right:
                self._group[identity] = left
            self.changed.add(one)


def _rows_with_members(connection: Connection, ids: Sequence[str]) -> Iterable[tuple[str, str | None, int]]:
    """(id, happening, key) of the events and of all others in their happenings."""
    found: dict[str, tuple[str, str | None, int]] = {}
    happenings: set[str] = set()
    columns = (_EVENT.c.id, _EVENT.c.happening, _EVENT.c.key)
    for start in range(0, len(ids), _CHUNK):
        for row in connection.execute(select(*columns).where(_EVENT.c.id.in_(ids[start : start + _CHUNK]))):
            found[row.id] = (row.id, row.happening, row.key)
            if row.happening is not None:
                happenings.add(row.happening)
    wanted = sorted(happenings)
    for start in range(0, len(wanted), _CHUNK):
        for row in connection.execute(select(*columns).where(_EVENT.c.happening.in_(wanted[start : start + _CHUNK]))):
            found[row.id] = (row.id, row.happening, row.key)
    return [found[identity] for identity in sorted(found)]


def assign(connection: Connection, clusters: Clusters) -> None:
    """Write the united happenings: each is named after the lowest id among its events."""
    done: set[str] = set()
    for identity in sorted(clusters.changed):
        group = clusters.of(identity)
        name = min(group)
        if name not in done:
            done.add(name)
            _name(connection, group, name)


def _name(connection: Connection, group: Iterable[str], name: str | None) -> None:
    ids = sorted(group)
    for start in range(0, len(ids), _CHUNK):
        connection.execute(update(_EVENT).where(_EVENT.c.id.in_(ids[start : start + _CHUNK])).values(happening=name))


def standing(connection: Connection, ids: Sequence[str]) -> list[tuple[str, str, str, int, float | None]]:
    """Return the judgements on pairs of events that are not undone: (left, right, verdict, by a person, score)."""
    later = _JUDGEMENT.alias()
    undone = select(later.c.id).where(later.c.undoes == _JUDGEMENT.c.id).exists()
    found: dict[int, tuple[str, str, str, int, float | None]] = {}
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        rows = connection.execute(
            select(
                _JUDGEMENT.c.id,
                _JUDGEMENT.c.left_id,
                _JUDGEMENT.c.right_id,
                _JUDGEMENT.c.verdict,
                _JUDGEMENT.c.human,
                _JUDGEMENT.c.score,
            ).where(
                _JUDGEMENT.c.kind == "event",
                or_(_JUDGEMENT.c.left_id.in_(chunk), _JUDGEMENT.c.right_id.in_(chunk)),
                ~undone,
            )
        )
        for identity, left, right, verdict, human, value in rows:
            found[identity] = (left, right, verdict, human, value)
    return [found[identity] for identity in sorted(found)]


def kept_apart(connection: Connection, ids: Sequence[str]) -> set[frozenset[str]]:
    """Return the pairs of events that a person holds to be different, or whose likeness a person took back."""
    apart: set[frozenset[str]] = set()
    for left, right, verdict, _, _ in standing(connection, ids):
        if verdict == "different":
            apart.add(frozenset((left, right)))
    later = _JUDGEMENT.alias()
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        rows = connection.execute(
            select(_JUDGEMENT.c.left_id, _JUDGEMENT.c.right_id)
            .join(later, later.c.undoes == _JUDGEMENT.c.id)
            .where(
                _JUDGEMENT.c.kind == "event",
                _JUDGEMENT.c.verdict == "same",
                _JUDGEMENT.c.left_id.in_(chunk),
                later.c.human == 1,
            )
        )
        apart |= {frozenset((left, right)) for left, right in rows}
    return apart


def withdraw_rules(connection: Connection, article_key: int) -> None:
    """Take back what rules judged of an article's events, which are about to be written anew and judged anew."""
    later = _JUDGEMENT.alias()
    undone = select(later.c.id).where(later.c.undoes == _JUDGEMENT.c.id).exists()
    own = select(_EVENT.c.id).where(_EVENT.c.article_key == article_key, _EVENT.c.happening.is_not(None))
    rows = connection.execute(
        select(_JUDGEMENT.c.id, _JUDGEMENT.c.left_id, _JUDGEMENT.c.right_id, _JUDGEMENT.c.by).where(
            _JUDGEMENT.c.kind == "event",
            _JUDGEMENT.c.human == 0,
            _JUDGEMENT.c.verdict == "same",
            or_(_JUDGEMENT.c.left_id.in_(own), _JUDGEMENT.c.right_id.in_(own)),
            ~undone,
        )
    ).all()
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for identity, left, right, by in rows:
        connection.execute(
            insert(_JUDGEMENT).values(
                kind="event", left_id=left, right_id=right, verdict="undone", by=by, human=0,
                reason="the report was read anew", at=now, undoes=identity,
            )
        )  # fmt: skip


def recluster(connection: Connection, ids: Iterable[str]) -> None:
    """Make the happenings of some events anew from the judgements that stand.

    Persons come before rules, likelier pairs before others; no pair that a person holds to be different comes together.
    """
    touched = {row[0] for row in _rows_with_members(connection, sorted(set(ids)))}
    touched = _reached(connection, touched)
    verdicts = standing(connection, sorted(touched))
    apart = {frozenset((left, right)) for left, right, verdict, *_ in verdicts if verdict == "different"}
    group = {identity: {identity} for identity in touched}
    same = [v for v in verdicts if v[2] == "same" and v[0] in group and v[1] in group]
    for left, right, _, _, _ in sorted(same, key=lambda v: (-v[3], -(v[4] or 1.0), v[0], v[1])):
        one, other = group[left], group[right]
        if one is other or any(frozenset((a, b)) in apart for a in one for b in other):
            continue
        one |= other
        for identity in other:
            group[identity] = one
    done: set[int] = set()
    for members in group.values():
        if id(members) not in done:
            done.add(id(members))
            _name(connection, members, min(members) if len(members) > 1 else None)


def _reached(connection: Connection, ids: set[str]) -> set[str]:
    """The events in the record that these lead to by judgements that they are the same."""
    found, left = set(ids), set(ids)
    while left:
        pairs = [v for v in standing(connection, sorted(left)) if v[2] == "same"]
        named = {identity for left_id, right_id, *_ in pairs for identity in (left_id, right_id)} - found
        left = {row[0] for row in _rows_with_members(connection, sorted(named))} - found
        found |= left
    present = set()
    wanted = sorted(found)
    for start in range(0, len(wanted), _CHUNK):
        present |= set(connection.scalars(select(_EVENT.c.id).where(_EVENT.c.id.in_(wanted[start : start + _CHUNK]))))
    return present
