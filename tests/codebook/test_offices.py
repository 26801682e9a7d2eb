"""Lines of office-holders without overlaps, and without holes where a hole would be felt."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest

from depesche.codebook import Office, Person, holder_of, load_persons, offices_on, transcription_fold

SEVERAL = {"presidency member"}
"""Posts that several persons hold at a time."""
ACTING = {("president", "KOR"): "the prime minister's deputy acted while the president was impeached"}
LINES = [
    *((post, code) for code in ("AUS", "CAN", "GBR", "JPN", "IND", "ITA", "FRA", "CHN", "RUS", "ISR", "UKR")
      for post in ("prime minister", "foreign minister")),
    *((post, code) for code in ("USA", "BRA", "MEX", "ARG", "KOR", "IDN", "ZAF", "TUR") for post in ("president", "foreign minister")),
    ("chancellor", "DEU"), ("president", "DEU"), ("foreign minister", "DEU"), ("king", "SAU"), ("foreign minister", "SAU"),
    ("secretary-general", "UN"), ("secretary-general", "NATO"), ("commission president", "EU"), ("foreign-policy chief", "EU"),
]  # fmt: skip
DAYS = [f"{year}-{month}" for year in range(2001, 2026) for month in ("03-20", "09-20")]
HOLES = {
    ("foreign minister", "UKR"): {"2007-03-20", "2009-03-20", "2009-09-20"},
    ("president", "KOR"): {"2017-03-20"},
}
"""Days on which nobody held the post, or only an acting minister."""


def earliest(day: str) -> str:
    return (day + "-01-01")[:10] if len(day) == 4 else (day + "-01")[:10]


def latest(day: str) -> str:
    return {4: day + "-12-31", 7: day + "-31"}.get(len(day), day)


def lines() -> Iterator[tuple[tuple[str, str], list[tuple[Person, Office]]]]:
    found: dict[tuple[str, str], list[tuple[Person, Office]]] = {}
    for person in load_persons().values():
        for office in person.offices:
            found.setdefault((office.post, office.code), []).append((person, office))
    yield from sorted(found.items())


def together(one: Office, other: Office) -> bool:
    """Whether two offices surely overlap, by more than the day of the change."""
    starts = max(latest(one.start or "0000"), latest(other.start or "0000"))
    return starts < min(earliest(one.end or "9999"), earliest(other.end or "9999"))


def test_offices_of_one_holder_never_overlap():
    found = [
        (line, one.name, other.name)
        for line, held in lines()
        if line[0] not in SEVERAL and line not in ACTING
        for (one, first), (other, second) in combinations(held, 2)
        if together(first, second)
    ]
    assert found == []


def test_offices_surname_tells_who_held_the_post():
    found = [
        (line, one.name, other.name)
        for line, held in lines()
        for (one, first), (other, second) in combinations(held, 2)
        if one.id != other.id
        and together(first, second)
        and {transcription_fold(n) for n in one.surnames} & {transcription_fold(n) for n in other.surnames}
    ]
    assert found == []


def test_offices_begin_before_they_end():
    wrong = [
        (person.id, office)
        for person in load_persons().values()
        for office in person.offices
        if office.start and office.end and earliest(office.start) > latest(office.end)
    ]
    assert wrong == []


def test_offices_ids_follow_one_form():
    assert all(key == person.id and key.startswith("person:") for key, person in load_persons().items())


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line[1]}-{line[0]}")
def test_offices_line_has_no_holes(line: tuple[str, str]):
    """Whether somebody held the post on each day; two are possible where the codebook knows only the month."""
    post, code = line
    empty = {
        day
        for day in DAYS
        if holder_of(post, code, day) is None
        and not any(
            (office.post, office.code) == line for person in load_persons() for office in offices_on(person, day)
        )
    }
    assert empty == HOLES.get(line, set())


@pytest.mark.parametrize(("post", "code", "on", "name"), [
    ("president", "KAZ", "2024-05-01", "Kassym-Jomart Tokayev"), ("prime minister", "JAM", "2020-01-01", "Andrew Holness"),
    ("king", "KWT", "2024-01-10", "Mishal al-Ahmad al-Sabah"), ("prime minister", "NPL", "2024-01-10", "Pushpa Kamal Dahal"),
    ("president", "CHL", "2026-04-01", "José Antonio Kast"), ("vice president", "USA", "2025-05-01", "JD Vance"),
    ("leader", "HEZBOLLAH", "2024-01-01", "Hassan Nasrallah"), ("president", "NORTHERN CYPRUS", "2021-01-01", "Ersin Tatar"),
    ("president", "SOUTH OSSETIA", "2008-08-10", "Eduard Kokoity"), ("secretary-general", "COMMONWEALTH", "2020-01-01", "Patricia Scotland"),
])  # fmt: skip
def test_offices_of_other_states_and_groups(post: str, code: str, on: str, name: str):
    person = holder_of(post, code, on)
    assert person is not None
    assert person.name == name
