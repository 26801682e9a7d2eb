"""Words of the pages: what is only implied is marked, and German pages speak German of states, charts and sources."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from depesche.faces.web import names, wording
from depesche.faces.web.i18n import use_language
from tests.faces.http.serving import client_of

IMPLIED = re.compile(r'<span class="implied" title="([^"]+)">\[(.*?)\]</span>')


@pytest.fixture(scope="module")
def client(demo_record: Path) -> Iterator[TestClient]:
    with client_of(demo_record) as found:
        yield found


@pytest.fixture(scope="module")
def implying(client: TestClient) -> dict[str, Any]:
    """An event that names neither a participant nor its place."""
    events = client.get("/api/v1/events?limit=500").json()["items"]
    return next(one for one in events if one["implied"] and one["place_basis"] in wording.IMPLIED_PLACES)


@pytest.mark.parametrize(("language", "key"), [("en", "[In brackets]:"), ("de", "[In Klammern]:")])
@pytest.mark.parametrize("path", ["/articles/{article}", "/happenings/{happening}"])
def test_page_marks_what_is_implied(client: TestClient, implying: dict[str, Any], path: str, language: str, key: str):
    page = client.get(f"{path.format(**implying)}?lang={language}").text
    marked = [(title, html.unescape(re.sub(r"<[^>]+>", "", words))) for title, words in IMPLIED.findall(page)]
    use_language(language)
    assert key in page
    assert any(title == wording.basis(implying["place_basis"]) for title, _words in marked)
    party = next(one for one in (*implying["actors"], *implying["recipients"]) if one["id"] in implying["implied"])
    assert any(words.startswith(names.id_name(party["id"]) if ":" not in party["name"] else "") for _t, words in marked)


@pytest.mark.parametrize("path", ["/brief", "/quotations", "/", "/actors/state:ARM", "/dyad?a=ARM&b=AZE"])
def test_german_page_names_states_in_german(client: TestClient, path: str):
    page = client.get(path, headers={"Accept-Language": "de"}).text
    who = re.findall(r'<a href="/actors/state[^"]*">([^<]+)</a>', page)
    assert who
    assert not {"Armenia", "Azerbaijan", "Belarus (Weißrussland)", "Egypt", "Lithuania"} & set(who)


@pytest.mark.parametrize("path", ["/dyad?a=ARM&b=AZE", "/tone?who=ARM"])
def test_german_chart_is_labelled_in_german(client: TestClient, path: str):
    page = client.get(path, headers={"Accept-Language": "de"}).text
    assert "Mittlerer Wert" in page
    assert "Mean score" not in page


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        ("PT2H", "2 hours", "2 Stunden"),
        ("PT1H30M", "1 hour 30 minutes", "1 Stunde 30 Minuten"),
        ("P3D", "3 days", "3 Tage"),
        ("soon", "soon", "soon"),
    ],
)
def test_duration_is_told_in_words(value: str, english: str, german: str):
    for language, expected in (("en", english), ("de", german)):
        use_language(language)
        assert wording.duration(value) == expected


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        ("state:CHE", "Schweiz"),
        ("Interfax", "Interfax"),
        ("person:ada-lovelace", "Ada Lovelace"),
        ("unnamed:USA/official", "Official"),
    ],
)
def test_ids_are_named(identity: str, expected: str):
    use_language("de")
    assert names.id_name(identity) == expected


def test_codes_of_roles_are_named():
    use_language("de")
    assert names.code_name("CIV:ARM") == "Zivilbevölkerung (Armenien)"
    assert names.town_name("Yerevan", "ARM") == "Eriwan"
    use_language("en")
    assert names.code_name("CIV:ARM") == "civilians (Armenia)"
    assert names.town_name("Yerevan", "ARM") == "Yerevan"
