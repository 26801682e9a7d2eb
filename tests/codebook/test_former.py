"""Former states and names mean somebody known, in a time that is in order."""

from __future__ import annotations

import pytest

from depesche.codebook import ActorForm, actor_forms, form_on, load_former, load_groups, load_states


@pytest.mark.parametrize("former", load_former(), ids=lambda former: f"{former.code}-{former.names['en'][0]}")
def test_former_stands_for_a_state_or_a_former_state(former):
    group = load_groups().get(former.code)
    assert former.code in load_states() or (group is not None and group.kind == "former state")
    assert former.names["de"]
    assert former.names["en"]
    assert (former.start or "0000") <= (former.end or "9999")


def test_former_states_without_successor_are_told_of():
    assert {g.code for g in load_groups().values() if g.kind == "former state"} <= {f.code for f in load_former()}


def forms(name: str, language: str = "en") -> list[ActorForm]:
    return [form for form in actor_forms(language) if form.form == name]


@pytest.mark.parametrize(("name", "on", "code"), [
    ("Yugoslavia", "1980", "YUG"), ("Yugoslavia", "1999-03-24", "SRB"), ("Yugoslavia", "2020", "YUG"),
    ("Yugoslavia", None, "YUG"), ("Soviet Union", "1980", "RUS"), ("Soviet Union", "2024-01-01", "RUS"),
    ("East Germany", "2024", "DDR"), ("West Germany", "1988", "DEU"), ("Burma", "2024", "MMR"), ("Swaziland", None, "SWZ"),
])  # fmt: skip
def test_former_form_on_a_date(name: str, on: str | None, code: str):
    assert form_on(forms(name), on).code == code


@pytest.mark.parametrize(("on", "code"), [("1985-01-01", "DDR"), ("2024-01-01", "DEU")])
def test_former_de_east_germany_is_a_region_today(on: str, code: str):
    assert form_on(forms("Ostdeutschland", "de"), on).code == code
