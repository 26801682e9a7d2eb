"""Judgements: kept decisions of rules and persons about entries. They are only ever added to."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, or_, select

from . import schema
from .views import JudgementEntry

_TABLE = schema.judgements


def reasons_for(connection: Connection, ids: Sequence[str]) -> list[JudgementEntry]:
    """Return the judgements that hold among entries, oldest first."""
    return judgement_entries(
        connection,
        or_(_TABLE.c.left_id.in_(ids), _TABLE.c.right_id.in_(ids))
        & (_TABLE.c.kind == "event")
        & (_TABLE.c.verdict != "undone"),
    )


def judgement_entries(connection: Connection, condition: object, *, limit: int = 0) -> list[JudgementEntry]:
    """Return the judgements for which a condition holds, oldest first."""
    later = _TABLE.alias()
    undone = select(later.c.id).where(later.c.undoes == _TABLE.c.id).exists()
    statement = select(_TABLE, undone.label("undone")).where(condition).order_by(_TABLE.c.id)  # type: ignore[arg-type]
    names = ("id", "kind", "verdict", "field", "value", "by", "reason", "at", "score")
    return [
        JudgementEntry(
            **{name: row[name] for name in names},
            left=row["left_id"],
            right=row["right_id"],
            undone=bool(row["undone"]),
        )
        for row in connection.execute(statement.limit(limit) if limit else statement).mappings()
    ]
