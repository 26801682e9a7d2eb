"""Every route and page is in the documentation, and the documentation names none that is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from depesche.faces.web.pages import ROUTERS
from tests.faces.http.serving import client_of, empty_record

DOCS = Path(__file__).parents[3] / "docs"
PAGES = sorted({route.path for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)})


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(empty_record(tmp_path_factory.mktemp("record"))) as found:
        yield found


def documented(name: str) -> set[str]:
    """The addresses between backticks, without their queries."""
    text = (DOCS / name).read_text(encoding="utf-8")
    return {found.split("?")[0] for found in re.findall(r"`(?:GET |POST )?(/[^` ]*)`", text)}


def test_documented_every_route_of_the_api(client: TestClient):
    document = client.get("/api/v1/openapi.json").json()
    routes = set(document["paths"])
    named = {path for path in documented("http-api.md") if path.startswith("/api/v1/") and "…" not in path}
    assert routes == named - {"/api/v1/openapi.json"}


@pytest.mark.parametrize("path", PAGES)
def test_documented_every_page(path: str):
    assert path.replace(":path", "") in documented("web.md")


def test_documented_pages_are_there():
    assert documented("web.md") - {path.replace(":path", "") for path in PAGES} == set()


def test_documented_filters_and_fields(client: TestClient):
    from depesche.faces.http.params import FilterParams
    from depesche.faces.http.words import FIELDS

    text = (DOCS / "http-api.md").read_text(encoding="utf-8")
    assert not [name for name in FilterParams.model_fields if f"`{name}`" not in text]
    assert not [name for name in FIELDS if f"`{name}:`" not in text]


def test_documented_limits_are_those_of_the_server():
    from depesche.faces.http import ServerSettings

    limits = ServerSettings(record="x")
    text = (DOCS / "http-api.md").read_text(encoding="utf-8")
    for words in (
        f"{limits.asks_per_minute} a minute",
        f"{limits.readings_per_minute} that read texts",
        f"{limits.max_text:,} characters",
        f"{limits.read_seconds:.0f} seconds, two at a time",
        f"{limits.fetch_seconds:.0f} seconds in all",
        f"{limits.max_body / 1e6:.0f} MB, packed",
    ):
        assert words in text


def test_documented_pictures_are_there():
    text = (DOCS / "web.md").read_text(encoding="utf-8")
    for picture in re.findall(r"\]\((images/[^)]+)\)", text):
        assert (DOCS / picture).exists()
