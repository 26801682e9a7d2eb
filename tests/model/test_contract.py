"""The reading as JSON keeps the contract that the package ships as a JSON Schema."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from depesche import read
from depesche.model.serial import dumps, to_json
from tests.conftest import ROOT

SCHEMA = json.loads((files("depesche.model") / "reading.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_contract_schema_is_itself_valid():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.txt")), ids=lambda path: path.stem)
def test_contract_reading_of_an_example_is_valid(path: Path):
    reading = json.loads(dumps(read(path.read_text(encoding="utf-8"))))
    errors = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(reading)]
    assert errors == []
    assert reading["schema"] == "depesche-reading/1"
    assert reading["events"]


@pytest.mark.parametrize("missing", ["schema", "article", "events", "quotations"])
def test_contract_schema_refuses_a_reading_without(missing: str):
    reading = to_json(read("Russland verurteilte den Angriff auf Moskau.", language="de"))
    del reading[missing]
    assert not VALIDATOR.is_valid(reading)


def test_contract_schema_refuses_an_unknown_key():
    reading = to_json(read("Russland verurteilte den Angriff auf Moskau.", language="de"))
    reading["events"][0]["surprise"] = 1
    assert not VALIDATOR.is_valid(reading)
