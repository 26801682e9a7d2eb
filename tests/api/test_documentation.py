from __future__ import annotations

import inspect
import re
from dataclasses import fields
from pathlib import Path

import pytest

from depesche import api
from depesche.api import asking, changing
from depesche.record import Filters, Record
from tests.record.reports import act, put

PAGE = Path(__file__).parents[2] / "docs" / "record.md"
FUNCTIONS = sorted(
    name
    for module in (asking, changing)
    for name, value in vars(module).items()
    if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_question_is_public_and_documented(name: str) -> None:
    assert name in api.__all__
    assert getattr(api, name).__doc__
    assert re.search(rf"\b(?:api\.)?{name}\(", PAGE.read_text()), f"docs/record.md does not tell of {name}"


@pytest.mark.parametrize("name", [field.name for field in fields(Filters)])
def test_every_filter_is_documented(name: str) -> None:
    assert f"`{name}`" in PAGE.read_text()


def test_every_public_name_can_be_had() -> None:
    for name in api.__all__:
        assert getattr(api, name) is not None
    with pytest.raises(AttributeError):
        _ = api.nothing


def test_asking_does_not_change_the_record(store: Record) -> None:
    put(store, act("e1", "CONSULT", "RUS USA", "", "Russia and the USA talked."))
    before = api.stats(store).snapshot
    api.events(store)
    api.happening(store, "e1")
    api.search(store, "talked")
    api.actor(store, "RUS")
    assert api.stats(store).snapshot == before


def test_snapshot_follows_from_the_content_alone(store: Record, tmp_path: Path) -> None:
    documents = [act(f"e{n}", "CONSULT", "RUS USA", "", f"Russia and the USA talked, {n}.") for n in range(4)]
    put(store, *documents)
    with Record(tmp_path / "other.db") as other:
        put(other, *reversed(documents[1:]))
        assert api.stats(other).snapshot != api.stats(store).snapshot
        put(other, documents[0])
        assert api.stats(other).snapshot == api.stats(store).snapshot
        api.judge(other, "e1", by="Ada")
        assert api.stats(other).snapshot != api.stats(store).snapshot
