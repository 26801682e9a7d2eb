"""Organisations, groups and blocs: named in both languages, inflected, and nobody shares a name."""

from __future__ import annotations

import pytest

from depesche.codebook import actor_forms, load_groups, load_organisations, load_states

NAMED_ELSEWHERE = {"former state"}
"""Kinds whose names stand in `former.toml`, with their dates."""


@pytest.mark.parametrize("body", [*load_organisations().values(), *load_groups().values()], ids=lambda body: body.code)
def test_organisations_are_named_in_both_languages(body):
    if body.kind in NAMED_ELSEWHERE:
        assert body.names == {"en": (), "de": ()}
    else:
        assert body.names["en"]
        assert body.names["de"]


def test_organisations_part_of_another_act_for_a_known_one():
    known = load_organisations()
    assert {body.acts_for for body in known.values()} <= set(known)


def test_groups_lie_in_known_states():
    assert {group.state for group in load_groups().values() if group.state} <= set(load_states())


@pytest.mark.parametrize("language", ["de", "en"])
def test_organisations_share_no_form_but_for_a_time(language: str):
    meant: dict[str, set[str]] = {}
    for form in actor_forms(language):
        if form.kind in ("state", "org", "group", "collective") and form.start is None:
            meant.setdefault(form.form, set()).add(form.id)
    assert {form: ids for form, ids in meant.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(("language", "form", "identity"), [
    ("de", "Internationalen Strafgerichtshofs", "org:ICC"), ("de", "Haager Tribunals", "org:ICTY"), ("en", "Hague tribunal", "org:ICTY"),
    ("de", "Europäischen Gerichtshofs", "org:CJEU"), ("de", "Europäischer Auswärtiger Dienst", "org:EU"),
    ("de", "Warschauer Pakts", "group:WARSAW PACT"), ("en", "Rapid Support Forces", "group:RSF"), ("de", "M23-Rebellen", "group:M23"),
    ("en", "Kurdistan Workers' Party", "group:PKK"), ("de", "Syrischen Demokratischen Kräften", "group:SDF"),
    ("en", "Sinn Féin", "group:SINN-FEIN"), ("en", "Wagner Group", "group:WAGNER"), ("en", "Nord Stream AG", "group:NORD-STREAM"),
    ("de", "Deutschen Bundesbank", "state:DEU"), ("en", "Federal Reserve", "state:USA"), ("en", "Bank of England", "state:GBR"),
    ("de", "südossetischen", "group:SOUTH OSSETIA"), ("de", "Allianz der Sahelstaaten", "org:AES"),
])  # fmt: skip
def test_organisations_form_names_its_actor(language: str, form: str, identity: str):
    assert identity in {entry.id for entry in actor_forms(language) if entry.form == form}
