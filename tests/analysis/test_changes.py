from __future__ import annotations

import random

import pytest

from depesche.analysis import change_points, dyad_series
from depesche.analysis.series import DyadSeries
from depesche.errors import QueryError
from tests.analysis.cases import made


def monthly(numbers: list[int], type: str = "ACCUSE") -> DyadSeries:
    events = [
        made("RUS", "USA", type, f"{2015 + month // 12}-{month % 12 + 1:02d}-{day + 1:02d}", id=f"{month}.{day}")
        for month, number in enumerate(numbers)
        for day in range(number)
    ]
    return dyad_series(events, "RUS", "USA")


def test_changes_finds_the_month_in_which_the_level_changes():
    found = change_points(monthly([2, 3, 2, 3, 2, 3, 12, 11, 12, 13, 11, 12]), measure="events")
    assert [(b.period, b.start) for b in found] == [("2015-07", "2015-07-01")]
    assert (found[0].before, found[0].after) == (pytest.approx(2.5), pytest.approx(71 / 6))
    assert set(found[0].around) >= {"6.0", "5.0", "7.0"}


def test_changes_finds_two_breaks_also_in_a_series_of_equal_steps():
    found = change_points(monthly([1] * 8 + [6] * 8 + [1] * 8), measure="conflict")
    assert [b.period for b in found] == ["2015-09", "2016-05"]


@pytest.mark.parametrize("seed", range(10))
def test_changes_sees_none_in_noise(seed: int):
    chance = random.Random(seed)
    assert change_points(monthly([chance.randint(3, 9) for _ in range(60)]), measure="events") == ()


@pytest.mark.parametrize("numbers", [[], [4], [1, 9, 1, 9, 1], [5] * 24])
def test_changes_sees_none_in_what_is_short_or_level(numbers: list[int]):
    assert change_points(monthly(numbers), measure="events") == ()


def test_changes_of_the_score_passes_over_empty_months():
    calm = [made("RUS", "USA", "SUPPORT", f"2019-{month:02d}-01") for month in (1, 2, 4, 5, 6)]
    war = [made("RUS", "USA", "ASSAULT", f"2019-{month:02d}-01") for month in (8, 9, 11, 12)]
    (found,) = change_points(dyad_series(calm + war, "RUS", "USA"))
    assert (found.period, found.before, found.after) == ("2019-08", pytest.approx(4), pytest.approx(-9.5))


def test_changes_refuses_an_unknown_measure():
    with pytest.raises(QueryError, match="score, events, conflict, cooperation, share"):
        change_points(monthly([1]), measure="tone")
