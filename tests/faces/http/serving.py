"""A client of a server over a record, without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from depesche import api
from depesche.faces.http import ServerSettings, make_app
from depesche.faces.web import add_pages

REPORT = (
    'Kenya expelled three Sudanese diplomats on Wednesday. "They must leave," Kenyan Foreign Minister Grace Wambugu '
    "said in Nairobi. Sudan condemned the decision."
)


@contextmanager
def client_of(record: Path, **settings: Any) -> Iterator[TestClient]:
    """A client that behaves like a browser on the same machine; the record must exist."""
    given = {"asks_per_minute": 0, "readings_per_minute": 0, **settings}
    app = make_app(ServerSettings(record=str(record), **given), extend=add_pages)
    with TestClient(app, base_url="http://localhost:8765", raise_server_exceptions=False) as client:
        yield client
    app.state.depesche.record.close()


def copy_of(record: Path, folder: Path) -> Path:
    """A copy of a record that may be written to."""
    api.open_record(record).close()
    target = folder / "copy.db"
    for suffix in ("", "-wal", "-shm"):
        source = record.with_name(record.name + suffix)
        if source.exists():
            shutil.copyfile(source, target.with_name(target.name + suffix))
    return target


def empty_record(folder: Path) -> Path:
    """A record without articles."""
    path = folder / "empty.db"
    api.open_record(path, create=True).close()
    return path
