"""The codebook covers what the project promises and contradicts itself nowhere."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from depesche.codebook import (
    actor_forms,
    codes_on,
    find_places,
    holder_of,
    load_groups,
    load_organisations,
    load_persons,
    load_plover,
    load_states,
    offices_on,
    person_named,
    transcription_fold,
)
from depesche.codebook.reading import Entry, read_entries
from depesche.errors import CodebookError

PLOVER_TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT"
)
G20 = [
    "ARG",
    "AUS",
    "BRA",
    "CAN",
    "CHN",
    "FRA",
    "DEU",
    "IND",
    "IDN",
    "ITA",
    "JPN",
    "MEX",
    "RUS",
    "SAU",
    "ZAF",
    "KOR",
    "TUR",
    "GBR",
    "USA",
]


def test_codebook_has_the_sixteen_types():
    assert sorted(load_plover().types) == sorted(PLOVER_TYPES.split())


def test_codebook_every_quad_category_has_four_types():
    quads = [t.quad for t in load_plover().types.values()]
    assert sorted(set(quads)) == ["material conflict", "material cooperation", "verbal conflict", "verbal cooperation"]


@pytest.mark.parametrize("kind", load_plover().types.values(), ids=lambda kind: kind.name)
def test_codebook_score_has_the_sign_of_its_quad(kind):
    assert (kind.score > 0) is kind.quad.endswith("cooperation")
    assert -10 <= kind.score <= 10


def test_codebook_states_are_many_and_named_in_every_language():
    states = load_states()
    assert len(states) >= 193 + 2
    assert {"DEU", "USA", "RUS", "PSE", "XKX", "TWN", "VAT"} <= set(states)
    unnamed = [code for code, state in states.items() if not state.names["de"] or not state.names["en"]]
    assert unnamed == []
    assert all(len(code) == 3 and code.isupper() for code in states)


@pytest.mark.parametrize(("load", "least"), [(load_organisations, 120), (load_groups, 60)])
def test_codebook_holds_at_least(load, least: int):
    assert len(load()) >= least


@pytest.mark.parametrize("post", ["foreign minister"])
@pytest.mark.parametrize("code", G20)
@pytest.mark.parametrize("on", ["2010-03-01", "2023-03-02"])
def test_codebook_knows_the_foreign_ministers_of_the_g20(code: str, post: str, on: str):
    assert holder_of(post, code, on) is not None


@pytest.mark.parametrize(("name", "on", "code"), [
    ("Sergej Lawrow", "2023-03-02", "RUS"), ("Sergei Lavrov", "2023-03-02", "RUS"),
    ("Antony Blinken", "2023-03-02", "USA"), ("Josep Borrell", "2023-03-03", "EU"),
    ("Josep Borrell", "2019-06-01", "ESP"), ("Angela Merkel", "2015-01-01", "DEU"),
])  # fmt: skip
def test_codebook_person_acts_for_whom_they_serve_on_the_day(name: str, on: str, code: str):
    person = person_named(name)
    assert person is not None
    assert code in codes_on(person, on)


def test_codebook_person_out_of_office_is_still_known_by_the_last_one():
    person = person_named("Angela Merkel")
    assert person is not None
    assert offices_on(person.id, "2023-03-02") == ()
    assert codes_on(person, "2023-03-02") == ("DEU",)


def test_codebook_offices_begin_before_they_end():
    wrong = [
        (person.id, office.post)
        for person in load_persons().values()
        for office in person.offices
        if office.start and office.end and office.start[: len(office.end)] > office.end[: len(office.start)]
    ]
    assert wrong == []


def test_codebook_offices_serve_someone_known():
    known = set(load_states()) | set(load_organisations()) | {o.acts_for for o in load_organisations().values()}
    known |= set(load_groups()) | {group.code for group in load_groups().values()}
    unknown = {office.code for person in load_persons().values() for office in person.offices} - known
    assert unknown == set()


@pytest.mark.parametrize(("code", "year"), [(code, year) for code in ("DEU", "USA", "FRA", "GBR", "RUS", "CHN") for year in range(2001, 2025, 4)])  # fmt: skip
def test_codebook_no_two_hold_one_post_on_one_day(code: str, year: int):
    """But in the month of a change, where the codebook knows no day."""
    for step in range(0, 365, 30):
        on = (date(year, 1, 15) + timedelta(step)).isoformat()
        holders = {
            person.id
            for person in load_persons().values()
            for office in offices_on(person.id, on)
            if (office.post, office.code) == ("foreign minister", code)
            and on[:7] not in ((office.start or "")[:7], (office.end or "")[:7])
        }
        assert len(holders) <= 1, (on, holders)


@pytest.mark.parametrize(("language", "form", "identity"), [
    ("de", "Russlands", "state:RUS"), ("de", "russischen", "state:RUS"), ("de", "Kreml", "state:RUS"),
    ("de", "Moskau", "state:RUS"), ("de", "Vereinten Nationen", "org:UN"), ("de", "Hamas", "group:HAMAS"),
    ("en", "Russian", "state:RUS"), ("en", "Kremlin", "state:RUS"), ("en", "White House", "state:USA"),
    ("en", "European Union", "org:EU"), ("en", "Hamas", "group:HAMAS"),
])  # fmt: skip
def test_codebook_form_names_its_actor(language: str, form: str, identity: str):
    assert identity in {entry.id for entry in actor_forms(language) if entry.form == form}


@pytest.mark.parametrize("names", [("Lawrow", "Lavrov"), ("Selenskyj", "Zelenskyy", "Zelensky"), ("Tschernomyrdin", "Chernomyrdin")])  # fmt: skip
def test_codebook_transcriptions_fold_together(names: tuple[str, ...]):
    assert len({transcription_fold(name) for name in names}) == 1


@pytest.mark.parametrize("names", [("Lawrow", "Blinken"), ("Merkel", "Macron")])
def test_codebook_other_names_stay_apart(names: tuple[str, str]):
    assert transcription_fold(names[0]) != transcription_fold(names[1])


@pytest.mark.parametrize(("name", "country"), [("Davos", "CHE"), ("Camp David", "USA"), ("Ramstein", "DEU"), ("Neu-Delhi", "IND"), ("New Delhi", "IND")])  # fmt: skip
def test_codebook_knows_where_diplomacy_meets(name: str, country: str):
    assert country in {place.country for place in find_places(name)}


@pytest.mark.parametrize(("text", "reason"), [
    ('[[state]]\ncode = "XXX"', "unknown table"), ("not = [toml", "cannot be read"),
])  # fmt: skip
def test_codebook_damaged_file_is_refused(text: str, reason: str, tmp_path: Path):
    path = tmp_path / "groups.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=reason):
        list(read_entries(path, "group"))


def test_codebook_unread_key_is_refused():
    entry = Entry({"code": "X", "surprise": 1}, "groups.toml#1")
    entry.needed("code")
    with pytest.raises(CodebookError, match="surprise"):
        entry.done()
