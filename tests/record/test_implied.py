from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from depesche import api
from depesche.model import Document, Event, Place
from depesche.record import Filters, Record
from tests.record.older import make_schema_5
from tests.record.reports import act, put


def told(identity: str, text: str, **changed: object) -> Document:
    document = act(identity, "SANCTION", "RUS", "USA", text, outlet=identity)
    event: Event = replace(document.events[0], **changed)  # type: ignore[arg-type]
    return replace(document, events=(event,))


LIMA = Place(name="Lima", country="PER")
IMPLYING = told("e1", "A diplomat was expelled.", implied=("state:USA",), place=LIMA, place_basis="dateline")


def test_an_event_keeps_whom_it_implies_and_what_its_place_rests_on(tmp_path: Path) -> None:
    with Record(tmp_path / "new.db") as record:
        put(record, IMPLYING)
        (event,) = api.events(record, Filters())
        (happening,) = api.happenings(record, Filters())
    assert (event.implied, event.place_basis) == (["state:USA"], "dateline")
    assert (happening.implied, happening.place_basis) == (["state:USA"], "dateline")


@pytest.mark.parametrize(
    ("field", "value", "left"),
    [("recipients", "USA", ([], "dateline")), ("place", "Lima", (["state:USA"], None)), ("status", "denied", None)],
)
def test_what_a_person_sets_is_not_implied(
    tmp_path: Path, field: str, value: str, left: tuple[list[str], str | None] | None
) -> None:
    with Record(tmp_path / "new.db") as record:
        put(record, IMPLYING)
        api.judge(record, "e1", field=field, value=value, by="clara", reason="r")
        (event,) = api.events(record, Filters())
    assert (event.implied, event.place_basis) == (left or (["state:USA"], "dateline"))


def test_a_record_of_schema_3_gets_both_from_its_readings(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Record(path) as record:
        put(record, IMPLYING, told("e2", "Russia expelled an American."))
    make_schema_5(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as old:
        for column in ("implied", "place_basis"):
            old.execute(f"ALTER TABLE event DROP COLUMN {column}")
        old.execute("UPDATE alembic_version SET version_num = '0003'")
        old.commit()
    with Record(path, create=False) as record:
        found = {event.id: (event.implied, event.place_basis) for event in api.events(record, Filters())}
        assert api.check(record) == []
    assert found == {"e1": (["state:USA"], "dateline"), "e2": ([], None)}
