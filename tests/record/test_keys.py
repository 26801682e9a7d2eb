from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.record.filters import Filters, cursor_of
from depesche.record.keys import MOST, SLOTS, day_number, day_of, entry_key, period_of, slot_of

DAYS = st.dates(date(1500, 1, 2), date(2200, 1, 1))


@given(DAYS)
def test_keys_give_the_day_back(day: date) -> None:
    assert day_of(day_number(day.isoformat())) == day.isoformat()


@given(DAYS, st.integers(0, SLOTS - 1), st.integers(0, MOST), st.sampled_from(["ASSAULT", "YIELD", None]))
def test_keys_fit_a_signed_number_of_64_bits(day: date, slot: int, number: int, kind: str | None) -> None:
    kind = kind if kind != "YIELD" else "THREATEN"
    assert 0 < entry_key(day.isoformat(), slot=slot, number=number, type=kind) < 1 << 63


@given(DAYS, st.integers(0, SLOTS - 1), st.integers(0, SLOTS - 1))
def test_keys_of_later_days_are_higher_whatever_the_article(day: date, one: int, other: int) -> None:
    later = (day + timedelta(days=1)).isoformat()
    assert entry_key(day.isoformat(), slot=one, number=0) < entry_key(later, slot=other, number=MOST)


def test_keys_of_an_article_descend_in_the_order_of_the_text() -> None:
    slot = slot_of("a")
    assert entry_key("2023-03-02", slot=slot, number=0) > entry_key("2023-03-02", slot=slot, number=1)


def test_keys_of_undated_entries_come_last() -> None:
    assert entry_key(None, slot=SLOTS - 1, number=0) < entry_key("1501", slot=0, number=MOST)


@pytest.mark.parametrize(
    ("day", "precision", "grain", "period"),
    [
        ("2023-03-02", 0, "day", "2023-03-02"),
        ("2023-03-01", 1, "day", "2023-03"),
        ("2023-01-01", 2, "day", "2023"),
        ("2023-03-02", 0, "week", "2023-W09"),
        ("2023-03-01", 1, "week", "2023-03"),
        ("2023-03-02", 0, "month", "2023-03"),
        ("2023-05-02", 0, "quarter", "2023-Q2"),
        ("2023-01-01", 2, "quarter", "2023"),
        ("2023-03-02", 0, "year", "2023"),
        ("2023-03-02", 3, "year", None),
    ],
)
def test_keys_periods_are_no_finer_than_the_date(day: str, precision: int, grain: str, period: str | None) -> None:
    assert period_of(day_number(day), precision, grain) == period


@given(st.integers(0, (1 << 63) - 1))
def test_cursors_give_the_key_back(key: int) -> None:
    assert Filters(cursor=cursor_of(key)).after() == key
