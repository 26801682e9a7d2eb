"""A reading is the same as JSON and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from depesche import read
from depesche.model.restore import loads
from depesche.model.serial import dumps
from tests.conftest import ROOT


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.txt")), ids=lambda path: path.stem)
def test_serial_reading_comes_back_whole(path: Path):
    document = read(path.read_text(encoding="utf-8"))
    restored = loads(dumps(document))
    assert dumps(restored) == dumps(document)
    assert [sentence.span for sentence in restored.sentences] == [sentence.span for sentence in document.sentences]
    for layer in ("article", "times", "places", "actors", "offices", "events", "quotations", "positions", "issues"):
        assert getattr(restored, layer) == getattr(document, layer)


def test_serial_keys_stand_in_the_order_of_the_contract():
    reading = json.loads(dumps(read("Russland verurteilte den Angriff.", language="de")))
    wanted = [
        "schema",
        "article",
        "sentences",
        "times",
        "places",
        "actors",
        "events",
        "quotations",
        "positions",
        "issues",
    ]
    assert [key for key in reading if key in wanted] == wanted
