"""Records as earlier versions wrote them."""

from __future__ import annotations

from sqlalchemy import create_engine, text


def make_schema_5(address: str) -> None:
    """Take out of a record what schema 6 added."""
    engine = create_engine(address)
    with engine.begin() as connection:
        for command in (
            "DROP TABLE tally",
            "DROP INDEX quotation_wrong",
            "DROP INDEX event_by_happening",
            "CREATE INDEX event_by_happening ON event (happening)",
            "CREATE INDEX event_by_country ON event (country, key)",
            "ALTER TABLE pair DROP COLUMN status",
            "ALTER TABLE pair DROP COLUMN dating",
            "UPDATE alembic_version SET version_num = '0005'",
        ):
            connection.execute(text(command))
    engine.dispose()
