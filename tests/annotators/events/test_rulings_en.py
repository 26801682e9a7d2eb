"""PLOVER's rulings in English: the sentences of `docs/plover-rulings.md`, each read as the manual decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.annotators.events.readings import Reading, read_events

PAGE = Path(__file__).parents[3] / "docs" / "plover-rulings.md"

RULINGS = {
    "future_cooperation_is_agree": (
        "The French president will visit China in May.",
        Reading("AGREE", ("FRA",), ("CHN",), "planned"),
    ),
    "promised_retreat_is_concede": (
        "Turkey wants to withdraw its troops from Syria.",
        Reading("CONCEDE", ("TUR",), ("SYR",), "planned"),
    ),
    "announced_conflict_is_threaten": (
        "The United States will impose sanctions on Mali.",
        Reading("THREATEN", ("USA",), ("MLI",), "planned"),
    ),
    "threat_is_one_event": (
        "North Korea threatened to attack South Korea.",
        Reading("THREATEN", ("PRK",), ("KOR",), "factual"),
    ),
    "demand_is_one_event": (
        "The European Union urged Israel to end the blockade.",
        Reading("REQUEST", ("EU",), ("ISR",), "factual"),
    ),
    "summoned_ambassador_is_accuse": (
        "Sweden summoned the Chinese ambassador.",
        Reading("ACCUSE", ("SWE",), ("CHN",), "factual"),
    ),
    "walkout_is_sanction": (
        "The Russian delegation walked out of the session of the Security Council.",
        Reading("SANCTION", ("RUS",), ("UN",), "factual"),
    ),
    "suspended_treaty_is_sanction": (
        "Russia suspended the arms treaty with the United States.",
        Reading("SANCTION", ("RUS",), ("USA",), "factual"),
    ),
    "cut_ties_are_sanction": (
        "Saudi Arabia severed diplomatic relations with Iran.",
        Reading("SANCTION", ("SAU",), ("IRN",), "factual"),
    ),
    "conviction_is_sanction": (
        "A court in Minsk sentenced the opposition leader to ten years in prison.",
        Reading("SANCTION", ("BLR",), ("OPP",), "factual"),
    ),
    "arrest_is_coerce": (
        "Turkish police arrested a German journalist.",
        Reading("COERCE", ("TUR",), ("MED:DEU",), "factual"),
    ),
    "censorship_is_coerce": (
        "The Iranian government shut down the internet.",
        Reading("COERCE", ("IRN",), (), "factual"),
    ),
    "visitor_acts_upon_host": (
        "The Japanese foreign minister visited Indonesia.",
        Reading("CONSULT", ("JPN",), ("IDN",), "factual"),
    ),
    "reciprocal_event_has_only_actors": (
        "The Finnish foreign minister and the Swedish foreign minister met in Oslo.",
        Reading("CONSULT", ("FIN", "SWE"), (), "factual"),
    ),
    "one_side_agrees_with_another": (
        "Japan reached an agreement with Kenya.",
        Reading("AGREE", ("JPN",), ("KEN",), "factual"),
    ),
    "compound_actors_are_one_event": (
        "Poland and Lithuania criticised Hungary.",
        Reading("ACCUSE", ("LTU", "POL"), ("HUN",), "factual"),
    ),
    "mediator_acts_upon_both": (
        "Qatar mediated between Israel and Hamas.",
        Reading("CONSULT", ("QAT",), ("HAMAS", "ISR"), "factual"),
    ),
    "passive_keeps_roles": (
        "Israel was attacked by Iranian troops.",
        Reading("ASSAULT", ("IRN",), ("ISR",), "factual"),
    ),
    "nominal_event": (
        "The recall of the Turkish ambassador from Paris was confirmed.",
        Reading("SANCTION", ("TUR",), ("FRA",), "factual"),
    ),
    "negated_agreement_is_reject": (
        "Hungary did not agree to the EU plan.",
        Reading("REJECT", ("HUN",), ("EU",), "factual"),
    ),
    "denied_accusation_is_reject": (
        "China rejected the accusations of the United States.",
        Reading("REJECT", ("CHN",), ("USA",), "factual"),
    ),
    "independence_is_reject": (
        "The parliament of Kosovo declared independence from Serbia.",
        Reading("REJECT", ("XKX",), ("SRB",), "factual"),
    ),
    "broken_agreement_is_reject": (
        "North Korea violated the agreement with South Korea.",
        Reading("REJECT", ("PRK",), ("KOR",), "factual"),
    ),
    "apology_is_concede": (
        "The Belgian king apologised for colonial rule.",
        Reading("CONCEDE", ("BEL",), (), "factual"),
    ),
    "lifted_curfew_is_concede": (
        "Serbia lifted a curfew in Belgrade.",
        Reading("CONCEDE", ("SRB",), None, "factual"),
    ),
    "ceasefire_is_retreat": (
        "Ethiopia and Eritrea agreed on a ceasefire.",
        Reading("RETREAT", ("ERI", "ETH"), (), "factual"),
    ),
    "signed_treaty_is_support": (
        "Greece and Turkey signed a treaty.",
        Reading("SUPPORT", ("GRC", "TUR"), (), "factual"),
    ),
    "officials_attack_with_words": (
        "The Iranian president attacked Israel.",
        Reading("ACCUSE", ("IRN",), ("ISR",), "factual"),
    ),
    "troops_at_border_are_mobilize": (
        "Australia sent troops to the border with Indonesia.",
        Reading("MOBILIZE", ("AUS",), ("IDN",), "factual"),
    ),
    "hearsay_is_reported": (
        "Russia has reportedly delivered missiles to Iran.",
        Reading("AID", ("RUS",), ("IRN",), "reported"),
    ),
}
"""Sentence and reading of each ruling; recipients None where the ruling leaves them open."""

ONE_EVENT = [
    "compound_actors_are_one_event",
    "demand_is_one_event",
    "one_side_agrees_with_another",
    "passive_keeps_roles",
    "reciprocal_event_has_only_actors",
    "summoned_ambassador_is_accuse",
    "threat_is_one_event",
    "visitor_acts_upon_host",
]
"""Rulings that allow no second event beside the one they name."""


@pytest.mark.parametrize("name", RULINGS)
def test_rulings_en_sentence_is_read_as_the_manual_decides(name: str) -> None:
    sentence, wanted = RULINGS[name]
    assert any(wanted.covers(found) for found in read_events(sentence, language="en"))


@pytest.mark.parametrize("name", ONE_EVENT)
def test_rulings_en_one_happening_is_one_event(name: str) -> None:
    sentence, _ = RULINGS[name]
    assert len(read_events(sentence, language="en")) == 1


def test_rulings_en_plain_statement_is_no_event() -> None:
    assert read_events("The Spanish foreign minister said the situation was serious.", language="en") == []


@pytest.mark.parametrize("name", RULINGS)
def test_rulings_en_page_shows_ruling_with_its_sentence(name: str) -> None:
    section = next(part for part in PAGE.read_text(encoding="utf-8").split("\n## ") if f"`{name}`" in part)
    assert RULINGS[name][0] in section
