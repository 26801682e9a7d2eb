from __future__ import annotations

import pytest

from depesche import codebook
from depesche.exchange import cameo
from depesche.exchange.reports import Identity

_QUADS = {1: range(1, 6), 2: range(6, 9), 3: range(9, 14), 4: range(14, 21)}


@pytest.mark.parametrize("kind", codebook.load_plover().types.values(), ids=lambda kind: kind.name)
def test_cameo_codes_keep_the_quad_class_of_their_type(kind: codebook.PloverType):
    for code in {cameo.event_code(kind.name, [mode]) for mode in (*kind.modes, "none")}:
        assert int(cameo.root_code(code)) in _QUADS[cameo.quad_class(kind.quad)]
        value = cameo.load_cameo().goldstein[code]
        assert -10 <= value <= 10 and (value > 0) == (kind.score > 0)


def test_cameo_takes_the_first_mode_that_has_a_code():
    assert cameo.event_code("RETREAT", ["release"]) == "0841"
    assert cameo.event_code("ASSAULT", ["primitive", "aerial"]) == "195"
    assert cameo.event_code("SUPPORT", ["meet"]) == "050"


def test_cameo_knows_the_fips_code_of_every_state_once():
    fips = cameo.load_cameo().fips
    assert set(fips) >= set(codebook.load_states()) - {"VIR"}
    assert len(set(fips.values())) == len(fips) and all(len(code) == 2 for code in fips.values())
    assert [cameo.fips_of(c) for c in ("DEU", "CHN", "RUS", "AUT", "AUS", "CHE", None)] == [
        "GM",
        "CH",
        "RS",
        "AU",
        "AS",
        "SZ",
        "",
    ]


@pytest.mark.parametrize(
    ("code", "sector", "whole", "country"),
    [
        ("RUS", "GOV", "RUSGOV", "RUS"),
        ("ROU", None, "ROM", "ROM"),
        ("REB:SDN", "REB", "SDNREB", "SDN"),
        ("UN", None, "IGOUNO", ""),
        ("NGO:Amnesty", None, "NGO", ""),
        ("XKX", "GOV", "GOV", ""),
        ("HAMAS", "REB", "REB", ""),
        (None, "MED", "MED", ""),
        (None, None, "", ""),
    ],
)
def test_cameo_actor_codes(code: str | None, sector: str | None, whole: str, country: str):
    actor = Identity(id="x", name="x", code=code, kind="unnamed", sector=sector)
    assert (cameo.actor_code(actor), cameo.country_of(actor)) == (whole, country)
