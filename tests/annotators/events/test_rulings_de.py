"""PLOVER's rulings in German: the sentences of `docs/plover-rulings.md`, each read as the manual decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.annotators.events.readings import Reading, read_events

PAGE = Path(__file__).parents[3] / "docs" / "plover-rulings.md"

RULINGS = {
    "future_cooperation_is_agree": (
        "Der französische Präsident will China besuchen.",
        Reading("AGREE", ("FRA",), ("CHN",), "planned"),
    ),
    "promised_retreat_is_concede": (
        "Die Türkei will ihre Truppen aus Syrien abziehen.",
        Reading("CONCEDE", ("TUR",), ("SYR",), "planned"),
    ),
    "announced_conflict_is_threaten": (
        "Die USA wollen Sanktionen gegen Mali verhängen.",
        Reading("THREATEN", ("USA",), ("MLI",), "planned"),
    ),
    "threat_is_one_event": (
        "Nordkorea drohte, Südkorea anzugreifen.",
        Reading("THREATEN", ("PRK",), ("KOR",), "factual"),
    ),
    "demand_is_one_event": (
        "Die EU forderte Israel auf, die Blockade zu beenden.",
        Reading("REQUEST", ("EU",), ("ISR",), "factual"),
    ),
    "summoned_ambassador_is_accuse": (
        "Das schwedische Außenministerium bestellte den chinesischen Botschafter ein.",
        Reading("ACCUSE", ("SWE",), ("CHN",), "factual"),
    ),
    "walkout_is_sanction": (
        "Die russische Delegation hat die Sitzung des Sicherheitsrats verlassen.",
        Reading("SANCTION", ("RUS",), ("UN",), "factual"),
    ),
    "suspended_treaty_is_sanction": (
        "Russland hat den Abrüstungsvertrag mit den USA ausgesetzt.",
        Reading("SANCTION", ("RUS",), ("USA",), "factual"),
    ),
    "cut_ties_are_sanction": (
        "Saudi-Arabien hat die diplomatischen Beziehungen zu Iran abgebrochen.",
        Reading("SANCTION", ("SAU",), ("IRN",), "factual"),
    ),
    "conviction_is_sanction": (
        "Ein Gericht in Minsk hat den Oppositionsführer zu zehn Jahren Haft verurteilt.",
        Reading("SANCTION", ("BLR",), ("OPP",), "factual"),
    ),
    "arrest_is_coerce": (
        "Die türkische Polizei hat einen deutschen Journalisten festgenommen.",
        Reading("COERCE", ("TUR",), ("MED:DEU",), "factual"),
    ),
    "censorship_is_coerce": (
        "Die iranische Regierung hat das Internet abgeschaltet.",
        Reading("COERCE", ("IRN",), (), "factual"),
    ),
    "visitor_acts_upon_host": (
        "Der japanische Außenminister besuchte Indonesien.",
        Reading("CONSULT", ("JPN",), ("IDN",), "factual"),
    ),
    "reciprocal_event_has_only_actors": (
        "Der finnische Außenminister und der schwedische Außenminister trafen sich in Oslo.",
        Reading("CONSULT", ("FIN", "SWE"), (), "factual"),
    ),
    "one_side_agrees_with_another": (
        "Japan schloss mit Kenia ein Abkommen.",
        Reading("AGREE", ("JPN",), ("KEN",), "factual"),
    ),
    "compound_actors_are_one_event": (
        "Polen und Litauen kritisierten Ungarn.",
        Reading("ACCUSE", ("LTU", "POL"), ("HUN",), "factual"),
    ),
    "mediator_acts_upon_both": (
        "Katar vermittelt zwischen Israel und der Hamas.",
        Reading("CONSULT", ("QAT",), ("HAMAS", "ISR"), "factual"),
    ),
    "passive_keeps_roles": (
        "Israel wurde von iranischen Truppen angegriffen.",
        Reading("ASSAULT", ("IRN",), ("ISR",), "factual"),
    ),
    "nominal_event": (
        "Die Abberufung des türkischen Botschafters aus Paris wurde bestätigt.",
        Reading("SANCTION", ("TUR",), ("FRA",), "factual"),
    ),
    "negated_agreement_is_reject": (
        "Ungarn stimmte dem Hilfspaket der EU nicht zu.",
        Reading("REJECT", ("HUN",), ("EU",), "factual"),
    ),
    "denied_accusation_is_reject": (
        "China hat die Vorwürfe der USA zurückgewiesen.",
        Reading("REJECT", ("CHN",), ("USA",), "factual"),
    ),
    "independence_is_reject": (
        "Das Parlament des Kosovo hat die Unabhängigkeit von Serbien erklärt.",
        Reading("REJECT", ("XKX",), ("SRB",), "factual"),
    ),
    "broken_agreement_is_reject": (
        "Nordkorea hat das Abkommen mit Südkorea gebrochen.",
        Reading("REJECT", ("PRK",), ("KOR",), "factual"),
    ),
    "apology_is_concede": (
        "Die belgische Regierung hat sich für die Kolonialherrschaft entschuldigt.",
        Reading("CONCEDE", ("BEL",), (), "factual"),
    ),
    "lifted_curfew_is_concede": (
        "Serbien hat die Ausgangssperre in Belgrad aufgehoben.",
        Reading("CONCEDE", ("SRB",), None, "factual"),
    ),
    "ceasefire_is_retreat": (
        "Äthiopien und Eritrea haben eine Waffenruhe vereinbart.",
        Reading("RETREAT", ("ERI", "ETH"), (), "factual"),
    ),
    "signed_treaty_is_support": (
        "Griechenland und die Türkei haben ein Abkommen unterzeichnet.",
        Reading("SUPPORT", ("GRC", "TUR"), (), "factual"),
    ),
    "officials_attack_with_words": (
        "Der iranische Präsident attackierte Israel.",
        Reading("ACCUSE", ("IRN",), ("ISR",), "factual"),
    ),
    "troops_at_border_are_mobilize": (
        "Australien hat Soldaten an die Grenze zu Indonesien verlegt.",
        Reading("MOBILIZE", ("AUS",), ("IDN",), "factual"),
    ),
    "hearsay_is_reported": (
        "Russland soll Raketen an Iran geliefert haben.",
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
def test_rulings_de_sentence_is_read_as_the_manual_decides(name: str) -> None:
    sentence, wanted = RULINGS[name]
    assert any(wanted.covers(found) for found in read_events(sentence, language="de"))


@pytest.mark.parametrize("name", ONE_EVENT)
def test_rulings_de_one_happening_is_one_event(name: str) -> None:
    sentence, _ = RULINGS[name]
    assert len(read_events(sentence, language="de")) == 1


def test_rulings_de_plain_statement_is_no_event() -> None:
    assert read_events("Der spanische Außenminister sagte, die Lage sei ernst.", language="de") == []


@pytest.mark.parametrize("name", RULINGS)
def test_rulings_de_page_shows_ruling_with_its_sentence(name: str) -> None:
    section = next(part for part in PAGE.read_text(encoding="utf-8").split("\n## ") if f"`{name}`" in part)
    assert RULINGS[name][0] in section
