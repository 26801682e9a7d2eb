from __future__ import annotations

from typing import Any

import pytest

from depesche import api
from depesche.model import Position, Span
from depesche.record import Filters, Record
from tests.record.reports import put, report

HELD = (
    ("1", "2023-03-01", "RUS", "state:RUS", "state:USA", "opposes"),
    ("2", "2023-03-02", "RUS person:sergei-lavrov/RUS", "person:sergei-lavrov", "state:USA", "opposes"),
    ("3", "2023-03-03", "USA", "state:USA", "state:RUS", "opposes"),
    ("4", "2023-03-04", "IND", "state:IND", "state:RUS", "supports"),
    ("5", "2023-03-05", "RUS", "state:RUS", "state:UKR", "neutral"),
)


@pytest.fixture
def held(any_record: Record) -> Record:
    """A record of five positions, one a day."""
    text = "They said where they stand."
    for name, day, actors, holder, target, stance in HELD:
        position = Position(holder=holder, target=target, stance=stance, evidence=(Span(0, 9),))
        named = f"{actors} {target.partition(':')[2]}"
        put(any_record, report(name, text, published=day, actors=named, positions=[position], outlet=f"Post {name}"))
    return any_record


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "54321"),
        ({"actor": "RUS"}, "521"),
        ({"actor": "Russland"}, "521"),
        ({"actor": "state:RUS"}, "51"),
        ({"actor": "Lawrow"}, "2"),
        ({"recipient": "RUS"}, "43"),
        ({"actor": "RUS", "recipient": "USA"}, "21"),
        ({"actor": "Lavrov", "recipient": "state:USA"}, "2"),
        ({"party": "RUS"}, "54321"),
        ({"party": "USA"}, "321"),
        ({"party": "USA", "actor": "RUS"}, "21"),
        ({"party": "Lavrov"}, "2"),
        ({"stance": "supports,neutral"}, "54"),
        ({"party": "RUS", "outlet": "Post 4"}, "4"),
        ({"party": "RUS", "since": "2023-03-02", "until": "2023-03-04"}, "432"),
        ({"actor": "NOR"}, ""),
    ],
)
def test_positions_are_found_by_every_filter(held: Record, wanted: dict[str, Any], found: str) -> None:
    assert "".join(position.article for position in api.positions(held, Filters(**wanted))) == found


def test_positions_of_a_party_are_paged_once_in_order(held: Record) -> None:
    seen, cursor = [], None
    while True:
        page = api.positions(held, Filters(party="RUS", limit=2, cursor=cursor))
        seen += [position.article for position in page]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == ["5", "4", "3", "2", "1"]
