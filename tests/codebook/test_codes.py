"""A code as `CIV` is a state or a role: kind and sector of the actor say which."""

from __future__ import annotations

import pytest

from depesche import codebook


@pytest.mark.parametrize(
    ("code", "kind", "sector", "state"),
    [
        ("RUS", "state", None, "RUS"),
        ("CIV:RUS", "unnamed", "CVL", "RUS"),
        ("CIV", "unnamed", "CVL", None),
        ("CIV", "unnamed", None, None),
        ("CIV", "unnamed", "GOV", "CIV"),
        ("CIV", "state", None, "CIV"),
        ("CIV", "person", None, "CIV"),
        ("CIV:CIV", "unnamed", "CVL", "CIV"),
        ("EU", "org", None, None),
        (None, "person", None, None),
    ],
)
def test_codes_tell_states_from_roles(code: str | None, kind: str, sector: str | None, state: str | None) -> None:
    assert codebook.state_of_code(code, kind, sector) == state
