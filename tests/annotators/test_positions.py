"""Where somebody stands: from acts, from words of stance, and never from what is only implied."""

from __future__ import annotations

import pytest

from depesche.intake import make_article
from depesche.lang import CONFIGURED_LANGUAGES, Stance, load_pack
from depesche.pipeline import read_article


def positions_of(text: str, *, language: str = "de") -> set[tuple[str, str, str]]:
    document = read_article(make_article(text, language=language, published="2023-03-02"))
    codes = {actor.id: actor.codes[0] if actor.codes else "" for actor in document.actors}
    return {(codes[p.holder], p.stance, codes[p.target]) for p in document.positions}


STANCES = [(language, stance) for language in CONFIGURED_LANGUAGES for stance in load_pack(language).stances]


@pytest.mark.parametrize(("language", "stance"), STANCES, ids=lambda value: getattr(value, "match", value))
def test_positions_entries_match_their_sentence(language: str, stance: Stance) -> None:
    found = {kind for _, kind, _ in positions_of(stance.match, language=language)}
    if stance.target and stance.stance != "neutral":
        assert stance.stance in found, stance.match


def test_positions_de_camps() -> None:
    text = "Viele Länder unterstützen die Ukraine. Andere verhalten sich neutral. Wenige Länder unterstützen Russland."
    assert positions_of(text) >= {("INTL", "supports", "UKR"), ("INTL", "neutral", "UKR"), ("INTL", "supports", "RUS")}


def test_positions_de_negated_stance_is_none() -> None:
    assert ("FRA", "supports", "UKR") not in positions_of("Frankreich unterstützt die Ukraine nicht.")


def test_positions_de_implied_participants_hold_none() -> None:
    assert not [p for p in positions_of("In Kenia kamen bei einem Anschlag zehn Menschen ums Leben.") if "UNK" in p]
