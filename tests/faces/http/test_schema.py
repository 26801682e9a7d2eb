"""The API does what its OpenAPI document says, whatever is sent: schemathesis tries."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from depesche import api
from depesche.faces.http import ServerSettings, make_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is missing: pip install schemathesis")

_EXAMPLES = 10


@pytest.fixture(scope="module")
def schema(demo_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    path = tmp_path_factory.mktemp("schema") / "copy.db"
    api.open_record(demo_record).close()
    shutil.copyfile(demo_record, path)
    limits = {"asks_per_minute": 0, "readings_per_minute": 0, "fetch_seconds": 1.0}
    app = make_app(ServerSettings(record=str(path), hosts=("*",), **limits))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def operations(schema: Any) -> dict[str, Any]:
    return {f"{one.ok().method.upper()} {one.ok().path}": one.ok() for one in schema.get_all_operations()}


def test_schema_names_the_operations(schema: Any):
    assert len(operations(schema)) >= 24


@given(data=st.data())
@settings(
    max_examples=_EXAMPLES * 24,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
)
def test_schema_is_kept(schema: Any, data: st.DataObject):
    known = operations(schema)
    name = data.draw(st.sampled_from(sorted(known)))
    case = data.draw(known[name].as_strategy())
    response = case.call()
    case.validate_response(response, checks=_checks())


def _checks() -> list[Any]:
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_headers_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    return [
        not_a_server_error,
        status_code_conformance,
        content_type_conformance,
        response_headers_conformance,
        response_schema_conformance,
    ]
