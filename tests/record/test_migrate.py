from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, select, text

from depesche import api
from depesche.errors import RecordError, RecordVersionError
from depesche.model.serial import dumps
from depesche.record import Filters, Record, migrate, schema
from tests.record.older import make_schema_5
from tests.record.reports import act, put

SCRIPTS = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations"))
DOCUMENTS = [act(f"e{n}", "ACCUSE", "RUS", "USA", f"Russia accused the USA, {n}.", outlet=str(n)) for n in range(3)]


def make_first_schema(address: str, *, readings: list[str] | None = None) -> None:
    """A record as the first version wrote it."""
    engine = create_engine(address)
    with engine.begin() as connection:
        context = MigrationContext.configure(
            connection, opts={"script": SCRIPTS, "fn": lambda revision, _: SCRIPTS._upgrade_revs("0001", revision)}
        )
        with Operations.context(context):
            context.run_migrations()
        connection.execute(text("DROP TABLE alembic_version"))
        for document, reading in zip(DOCUMENTS, readings or map(dumps, DOCUMENTS), strict=True):
            connection.execute(
                text(
                    "INSERT INTO article (id, language, published, agencies, text, reading, pipeline, lexicon, added)"
                    " VALUES (:id, 'en', '2023-03-03', '[]', :text, :reading, 'p0', 'l0', '2023-03-04T00:00:00+00:00')"
                ),
                {"id": document.article.id, "text": document.article.text, "reading": reading},
            )
    engine.dispose()


def tables_of(record: Record) -> dict[str, set[str]]:
    inspector = inspect(record._engine)
    return {name: {column["name"] for column in inspector.get_columns(name)} for name in inspector.get_table_names()}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_migrate_from_the_first_schema_keeps_everything(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        name = str(tmp_path / "old.db")
        make_first_schema(f"sqlite:///{name}")
    else:
        from tests.record.postgres import new_database

        name = new_database(request.getfixturevalue("postgres"))
        make_first_schema(name.replace("postgresql:", "postgresql+psycopg:"))
    with Record(name, create=False) as record, Record(tmp_path / "fresh.db") as fresh:
        put(fresh, *DOCUMENTS)
        assert [e.id for e in api.events(record, Filters(actor="RUS"))] == [e.id for e in api.events(fresh)]
        view = api.article(record, "a-e1")
        assert view is not None
        assert view.document == DOCUMENTS[1]
        assert (view.pipeline, view.lexicon, view.entry.added) == ("p0", "l0", "2023-03-04T00:00:00+00:00")
        assert api.check(record) == []
        migrated = tables_of(record)
        assert {n: c for n, c in migrated.items() if not n.startswith("words")} == {
            n: c for n, c in tables_of(fresh).items() if not n.startswith("words")
        }
    with Record(name, create=False) as again:
        assert api.stats(again).articles == 3


def test_migrate_counts_the_events_of_a_record_without_tallies(any_record: Record) -> None:
    weekly = act("e8", "AID", "RUS", "USA", "Russia helped the USA in that week.", date="2023-W09")
    undated = act("e9", "AID", "RUS", "USA", "Russia helped the USA.", date=None)
    planned = act("e7", "AID", "RUS", "USA", "Russia will help the USA.", status="planned")
    put(any_record, weekly, undated, planned, *DOCUMENTS)
    with any_record._engine.connect() as connection:
        tables = [connection.execute(select(table)).all() for table in (schema.pairs, schema.tallies)]
    asked = (api.series(any_record, "RUS", "USA"), api.timeline(any_record, Filters(actor="RUS")))
    make_schema_5(str(any_record._engine.url.render_as_string(hide_password=False)))
    with Record(any_record.name, create=False) as record:
        with record._engine.connect() as connection:
            for table, rows in zip((schema.pairs, schema.tallies), tables, strict=True):
                assert sorted(connection.execute(select(table)).all()) == sorted(rows)
        assert (api.series(record, "RUS", "USA"), api.timeline(record, Filters(actor="RUS"))) == asked
        assert api.check(record) == []


def test_migrate_takes_civilians_of_an_unknown_state_from_the_code_of_a_state(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    hostages = act("e9", "ASSAULT", "RUS", "unnamed:CIV/hostage/CIV", "Russia took hostages.")
    with Record(path) as record:
        put(record, hostages, *DOCUMENTS)
    make_schema_5(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as old:
        old.execute("UPDATE alembic_version SET version_num = '0004'")
        old.execute("UPDATE party SET code = 'CIV' WHERE actor_id LIKE 'unnamed:%'")
        old.execute("UPDATE appearance SET code = 'CIV' WHERE actor_id LIKE 'unnamed:%'")
        old.execute("UPDATE pair SET b = 'CIV' WHERE b = ''")
        old.commit()
    with Record(path) as record:
        assert api.events(record, Filters(recipient="CIV")) == []
        assert [e.recipients[0].code for e in api.events(record, Filters(type="ASSAULT"))] == [None]
        assert len(api.events(record)) == 4
        assert api.check(record) == []


def test_migrate_copies_the_file_before(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    make_first_schema(f"sqlite:///{path}")
    Record(path).close()
    with closing(sqlite3.connect(tmp_path / "old.db.schema1")) as copy:
        assert copy.execute("SELECT count(*) FROM article").fetchone() == (3,)


def test_migrate_leaves_a_record_as_it_was_where_it_fails(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    damaged = [dumps(DOCUMENTS[0]), json.dumps({"schema": "depesche-reading/1"}), dumps(DOCUMENTS[2])]
    make_first_schema(f"sqlite:///{path}", readings=damaged)
    with pytest.raises(RecordError, match="a-e1"):
        Record(path)
    with closing(sqlite3.connect(path)) as record:
        assert record.execute("SELECT count(*) FROM article").fetchone() == (3,)
        assert record.execute("SELECT count(*) FROM sqlite_master WHERE name = 'judgement'").fetchone() == (0,)


def test_a_newer_record_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    Record(path).close()
    with closing(sqlite3.connect(path)) as record:
        record.execute("UPDATE alembic_version SET version_num = '9999'")
        record.commit()
    with pytest.raises(RecordVersionError, match="newer"):
        Record(path)


@pytest.mark.parametrize(
    "make", ["CREATE TABLE mine (x)", "CREATE TABLE article (x)", "CREATE TABLE alembic_version (version_num)"]
)
def test_tables_of_another_program_are_refused_and_untouched(tmp_path: Path, make: str) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute(make)
        other.commit()
    before = path.read_bytes()
    with pytest.raises(RecordError, match="no record"):
        Record(path)
    assert path.read_bytes() == before


def test_the_newest_migration_is_that_of_the_schema() -> None:
    head = SCRIPTS.get_current_head()
    assert head is not None
    assert int(head) == schema.VERSION
