"""What many tests share: the folder of shared data, the examples, language packs, a record."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from depesche.lang import Pack
    from depesche.record import Record

ROOT = Path(__file__).parent.parent
os.environ.setdefault("DEPESCHE_THREADS", "1")  # the same bytes and a fair share of the machine


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold and other data that is not part of the project; the test is skipped where it is missing."""
    folder = Path(os.environ.get("DEPESCHE_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip(f"no shared data at ../{folder.name}: name its folder in DEPESCHE_SHARED to score on it")
    return folder


@pytest.fixture(scope="session")
def examples() -> list[Path]:
    """The bundled reports."""
    return sorted((ROOT / "examples").glob("*.txt"))


@pytest.fixture(scope="session")
def demo_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo record that `make demo` builds; tests that write take a copy."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    command = [sys.executable, str(ROOT / "tools" / "demo_record.py"), str(path)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return path


@pytest.fixture(scope="session")
def pack_de() -> Pack:
    from depesche.lang import load_pack

    return load_pack("de")


@pytest.fixture(scope="session")
def pack_en() -> Pack:
    from depesche.lang import load_pack

    return load_pack("en")


_NOTES = pytest.StashKey[list[str]]()


@pytest.fixture
def note(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """A function that puts a line below the test report: figures, and what is known to be wrong."""
    return request.config.stash.setdefault(_NOTES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the notes."""
    for line in config.stash.get(_NOTES, []):
        terminalreporter.write_line(line)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Record]:
    """An empty record in a folder of its own."""
    from depesche.record import Record

    with Record(tmp_path / "record.db") as record:
        yield record


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server of our own; the test is skipped where none can be started."""
    from tests.record.postgres import NoPostgres, running_server

    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'depesche[postgres]'")
    try:
        with running_server() as address:
            yield address
    except NoPostgres as error:
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgresql"])
def any_record(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Record]:
    """An empty record, once in each store."""
    from depesche.record import Record

    if request.param == "sqlite":
        name = str(tmp_path / "record.db")
    else:
        from tests.record.postgres import new_database

        name = new_database(request.getfixturevalue("postgres"))
    with Record(name) as record:
        yield record
