"""Events keep whom they only imply and what their place rests on; both stand in the readings already."""

from __future__ import annotations

import json
import zlib

from alembic import op
from sqlalchemy import Column, String, Text, inspect, text

revision = "0004"
down_revision = "0003"

_BATCH = 200


def upgrade() -> None:
    """Add the two columns and fill them from the stored readings; entries that a person corrected stay as they are."""
    if not inspect(op.get_bind()).has_table("event"):  # from the first schema: the table is made anew after this
        return
    op.add_column("event", Column("implied", Text, nullable=False, server_default="[]"))
    op.add_column("event", Column("place_basis", String))
    last = -1
    while (done := _fill(last)) is not None:
        last = done


def _fill(last: int) -> int | None:
    """Fill the events of the next articles; return the key of the last of them, None where there are no more."""
    connection = op.get_bind()
    rows = connection.execute(
        text("SELECT article_key, data FROM reading WHERE article_key > :last ORDER BY article_key LIMIT :most"),
        {"last": last, "most": _BATCH},
    ).all()
    found = [
        {
            "id": event["id"],
            "implied": json.dumps(event.get("implied", []), ensure_ascii=False),
            "basis": event.get("place_basis"),
        }
        for row in rows
        for event in json.loads(zlib.decompress(row.data))["events"]
        if event.get("implied") or event.get("place_basis")
    ]
    if found:
        connection.execute(
            text("UPDATE event SET implied = :implied, place_basis = :basis WHERE id = :id AND judged = 0"), found
        )
    return int(rows[-1].article_key) if rows else None
