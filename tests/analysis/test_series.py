from __future__ import annotations

import pytest

from depesche.analysis import dyad_series, tone, totals
from depesche.errors import QueryError
from tests.analysis.cases import made

WAR = [
    made("RUS", "UKR", "ASSAULT", "2023-01-10", id="a1"),
    made("RUS", "UKR", "THREATEN", "2023-01-20", id="a2"),
    made("UKR", "RUS", "ACCUSE", "2023-01-21", id="a3"),
    made("RUS UKR", "", "CONSULT", "2023-03-05", id="a4"),
    made("CHN", "RUS", "AID", "2023-02-01", id="a5"),
    made("USA", "CHN", "SANCTION", "2023-03-09", id="a6"),
]


def test_series_counts_by_quad_with_the_score_and_the_share_of_all_events():
    first, second, third = dyad_series(WAR, "RUS", "UKR").points
    assert (first.period, first.start, first.events, first.total) == ("2023-01", "2023-01-01", 2, 3)
    assert first.counts == {
        "verbal cooperation": 0,
        "material cooperation": 0,
        "verbal conflict": 1,
        "material conflict": 1,
    }
    assert first.score == pytest.approx((-9.5 - 5.5) / 2)
    assert first.share == pytest.approx(2 / 3)
    assert first.main == ("a1", "a2")
    assert (second.period, second.events, second.score, second.total, second.share) == ("2023-02", 0, None, 1, 0)
    assert (third.period, third.events, third.counts["verbal cooperation"]) == ("2023-03", 1, 1)


def test_series_undirected_counts_both_ways_and_a_meeting_once():
    series = dyad_series(WAR, "RUS", "UKR", directed=False)
    assert [point.events for point in series.points] == [3, 0, 1]


def test_series_of_the_dyad_alone_takes_its_denominator_from_outside():
    dyad = [event for event in WAR if event.id in ("a1", "a2")]
    (point,) = dyad_series(dyad, "RUS", "UKR", denominator=totals(WAR)).points
    assert (point.events, point.total) == (2, 3)


@pytest.mark.parametrize(
    ("date", "grain", "period"),
    [
        ("2023-01-01", "week", "2022-W52"),
        ("2024-12-30", "week", "2025-W01"),
        ("2023-01-01", "month", "2023-01"),
        ("2023-01", "month", "2023-01"),
        ("2023-01", "year", "2023"),
        ("2023-W09", "week", "2023-W09"),
        ("2023-W07", "month", "2023-02"),
    ],
)
def test_series_places_a_date_in_its_period(date: str, grain: str, period: str):
    (point,) = dyad_series([made("RUS", "USA", date=date)], "RUS", "USA", grain=grain).points
    assert point.period == period


@pytest.mark.parametrize(
    ("date", "grain"),
    [("2023-01", "week"), ("2023", "month"), ("2023-W09", "month"), ("PAST_REF", "month"), ("2023-02-30", "month")],
)
def test_series_does_not_pin_a_vague_date(date: str, grain: str):
    series = dyad_series([made("RUS", "USA", date=date)], "RUS", "USA", grain=grain)
    assert (series.points, series.unplaced) == ((), 1)


def test_series_dates_an_undated_event_by_its_report_and_says_so():
    events = [made("RUS", "USA", date=None, published="2023-04-01"), made("RUS", "USA", date=None, published=None)]
    series = dyad_series(events, "RUS", "USA")
    assert ([p.period for p in series.points], series.by_publication, series.unplaced) == (["2023-04"], 1, 1)


def test_series_leaves_out_what_is_not_presented_as_real():
    events = [made("RUS", "USA", status=s) for s in ("factual", "reported", "planned", "hypothetical", "denied")]
    assert dyad_series(events, "RUS", "USA").points[0].events == 2
    assert dyad_series(events, "RUS", "USA", statuses=["denied"]).points[0].events == 1


def test_series_counts_a_happening_once_if_asked():
    events = [made("RUS", "USA", happening="h1"), made("RUS", "USA", happening="h1"), made("RUS", "USA")]
    assert dyad_series(events, "RUS", "USA").points[0].events == 3
    assert dyad_series(events, "RUS", "USA", once=True).points[0].events == 2


def test_series_meeting_of_one_state_with_itself_is_no_dyad():
    assert dyad_series([made("RUS", "", "CONSULT")], "RUS", "RUS").points == ()


def test_series_of_several_keys_is_that_of_a_person_and_its_state():
    events = [made("person:a", "USA"), made("RUS", "USA"), made("CHN", "USA")]
    assert dyad_series(events, ["RUS", "person:a"], "USA").points[0].events == 2


def test_series_weeks_run_without_gaps_over_the_turn_of_the_year():
    events = [made("RUS", "USA", date="2024-12-20"), made("RUS", "USA", date="2025-01-06")]
    assert [p.period for p in dyad_series(events, "RUS", "USA", grain="week").points] == [
        "2024-W51",
        "2024-W52",
        "2025-W01",
        "2025-W02",
    ]


def test_series_refuses_an_unknown_grain():
    with pytest.raises(QueryError, match="week, month, year"):
        dyad_series(WAR, "RUS", "UKR", grain="day")


def test_tone_tells_what_is_given_from_what_is_received():
    first, second, third = tone(WAR, "RUS")
    assert (first.given, first.given_events) == (pytest.approx(-7.5), 2)
    assert (first.received, first.received_events) == (pytest.approx(-3), 1)
    assert (second.given, second.received) == (None, pytest.approx(7.5))
    assert (third.given, third.received) == (pytest.approx(1.5), pytest.approx(1.5))
