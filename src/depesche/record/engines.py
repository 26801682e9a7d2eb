"""Opens the two stores: an SQLite file, or a PostgreSQL database."""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from depesche.errors import RecordError

log = logging.getLogger(__name__)

_HEADER = b"SQLite format 3\0"
_BUSY_MS = 30_000
_CACHE_KIB, _WRITING_KIB = 65_536, 262_144
"""Memory for pages: one that writes keeps those that many reports of a batch change, or each would be written many times."""
_ADDRESS = re.compile(r"(postgres(?:ql)?)(\+psycopg)?://", re.IGNORECASE)


def is_address(name: str) -> bool:
    """Return whether `name` is the address of a PostgreSQL database."""
    return _ADDRESS.match(name) is not None


def hidden(name: str) -> str:
    """Return `name` as it may be shown: an address without its password."""
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:…@", name)


def open_engine(name: str) -> Engine:
    """Return the engine of a record's file or address; raises RecordError where there can be none."""
    return _postgres(name) if is_address(name) else _sqlite(name)


def check_file(path: Path, *, create: bool) -> None:
    """Raise RecordError if `path` is no record and cannot become one."""
    if not path.exists():
        if not create:
            raise RecordError(
                f"{path}: there is no such record. Make one with `depesche add`, or name it with --record."
            )
        if not path.absolute().parent.is_dir():
            raise RecordError(f"{path}: the folder for the record does not exist. Make it first.")
        return
    if path.is_dir():
        raise RecordError(f"{path}: a folder, not a record. Name a file with --record.")
    try:
        with path.open("rb") as file:
            head = file.read(len(_HEADER))
    except OSError as error:
        raise RecordError(f"{path}: cannot be read ({error.strerror}). Check its rights.") from error
    if head and head != _HEADER:
        raise RecordError(f"{path}: not a record (no SQLite file). Name another file with --record.")
    if head and not path.with_name(path.name + "-wal").exists() and not _may_hold_record(path):
        raise RecordError(f"{path}: holds tables, but no record of Depesche. Name another with --record.")


def _may_hold_record(path: Path) -> bool:
    """Whether an SQLite file is empty or holds a record; looked up without changing a byte of another program's file."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:  # damaged: said when the record is opened
        return True
    return not tables or {"alembic_version", "article"} <= tables or {"article", "event", "party"} <= tables


def _sqlite(name: str) -> Engine:
    engine = create_engine(f"sqlite:///{name}")

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # we say ourselves when a transaction begins
        for setting in (
            f"busy_timeout = {_BUSY_MS}",
            "journal_mode = WAL",
            "synchronous = FULL",  # a committed report survives a power cut
            "foreign_keys = ON",
            "wal_autocheckpoint = 16384",  # pages; many are written again by the next reports
            "secure_delete = OFF",  # some builds fill freed pages with zeros: 8 % of the time of storing
            f"cache_size = -{_CACHE_KIB}",
            "temp_store = MEMORY",
            "mmap_size = 2147418112",  # as much as SQLite takes; pages are read in place, not copied
        ):
            connection.execute(f"PRAGMA {setting}")

    return engine


def _postgres(name: str) -> Engine:
    address = _ADDRESS.sub("postgresql+psycopg://", name, count=1)
    try:
        return create_engine(address, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        raise RecordError(
            f"{hidden(name)}: psycopg is not installed. Install it with `pip install 'depesche[postgres]'`."
        ) from error
    except (ArgumentError, ValueError) as error:
        raise RecordError(
            f"{hidden(name)}: not an address of a database. Write postgresql://user@host:port/name."
        ) from error


def count_for_planner(engine: Engine) -> None:
    """Let SQLite sample how many entries its indexes tell apart; PostgreSQL does so by itself.

    Without it a question for one dyad walks along all factual events: 130 ms instead of 15 on 20,000 articles.
    """
    if engine.dialect.name != "sqlite":
        return
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA analysis_limit = 1000")
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
    except DBAPIError:  # another program writes; it counts when it is done
        log.debug("planner statistics were not taken", exc_info=True)


@contextmanager
def reading(engine: Engine, name: str) -> Iterator[Connection]:
    """A connection that sees one state of the record from beginning to end."""
    with _explained(name), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield connection
        finally:
            connection.rollback()


@contextmanager
def writing(engine: Engine, name: str) -> Iterator[Connection]:
    """A connection in a transaction that is written whole or not at all; writers wait for one another."""
    with _explained(name), engine.connect() as connection:
        sqlite = engine.dialect.name == "sqlite"
        if sqlite:
            connection.exec_driver_sql(f"PRAGMA cache_size = -{_WRITING_KIB}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(6873377)")
        try:
            yield connection
            connection.commit()
        except BaseException:
            connection.rollback()
            raise
        finally:
            if sqlite:
                connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE_KIB}")


@contextmanager
def _explained(name: str) -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise RecordError(_message(hidden(name), str(error.orig).strip().splitlines()[0])) from error
    except SQLAlchemyError as error:
        raise RecordError(f"{hidden(name)}: {str(error).splitlines()[0]}.") from error


def _message(name: str, reason: str) -> str:
    advice = "If another program writes to it, try again; else restore a copy."
    if "disk is full" in reason or "No space left" in reason or "disk I/O error" in reason:
        advice = "Nothing of the report in hand was kept, all before it is safe. Make room on the disk and add again."
    elif "locked" in reason:
        advice = "Another program has been writing to it for half a minute. Try again."
    elif "readonly" in reason or "unable to open" in reason:
        advice = "Check the rights of the file and of its folder."
    elif "malformed" in reason or "not a database" in reason:
        advice = "The file is damaged. Restore a copy."
    elif "connection" in reason:
        advice = "Is the server running, and may this user log in?"
    return f"{name}: {reason}. {advice}"
