"""Whose a role is, by the body, crowd, possessive or place beside it; and whom words of number sum up."""

from __future__ import annotations

import pytest

from depesche.intake import make_article
from depesche.model import Actor, Document
from depesche.pipeline import read_article

_GREECE = "Die griechische Regierung tagte in Athen. Griechenland wählt am Sonntag. "


def read(text: str, *, language: str) -> Document:
    return read_article(make_article(text, language=language, published="2023-03-02"))


def actors_of_words(text: str, words: str, *, language: str) -> list[Actor]:
    """Return the actors one of whose mentions has the words."""
    document = read(text, language=language)
    return [a for a in document.actors for m in a.mentions if document.article.text[m.start : m.end] == words]


def codes_of(text: str, words: str, *, language: str) -> set[str]:
    return {code for actor in actors_of_words(text, words, language=language) for code in actor.codes}


@pytest.mark.parametrize(
    ("sentence", "begins", "code"),
    [
        ("Eine Sprecherin des russischen Außenministeriums lobte das.", "Eine Sprecherin", "RUS"),
        ("Eine Sprecherin des Außenministeriums lobte das.", "Eine Sprecherin", "GRC"),
        ("Mitarbeiter der norwegischen Botschaft lobten das.", "Mitarbeiter", "NOR"),
        ("Vertreter der Opposition lobten das.", "Vertreter", "OPP:GRC"),
        ("Ein Sprecher der Rebellen lobte das.", "Ein Sprecher", "REB:GRC"),
    ],
)
def test_actors_de_somebody_of_a_body_or_crowd_acts_for_it(sentence: str, begins: str, code: str) -> None:
    document = read(_GREECE + sentence, language="de")
    start = len(_GREECE)
    first = [a.codes for a in document.actors for m in a.mentions if m.start == start]
    assert (code,) in first, (begins, first)


@pytest.mark.parametrize(
    ("text", "words", "code"),
    [
        (
            "A spokeswoman of Norway's foreign ministry praised Greece.",
            "A spokeswoman of Norway's foreign ministry",
            "NOR",
        ),
        ("Its foreign minister praised Greece.", "Its foreign minister", "NOR"),
    ],
)
def test_actors_en_somebody_of_a_ministry_acts_for_its_state(text: str, words: str, code: str) -> None:
    told = "Greece votes on Sunday in Athens. Greece is calm. Norway said it was calm, too. "
    assert codes_of(told + text, words, language="en") == {code}


def test_actors_de_members_of_a_ministry_are_no_civilians() -> None:
    text = _GREECE + "Angehörige des Innenministeriums nahmen einen Mann fest."
    assert ("CIV:GRC",) not in {a.codes for a in read(text, language="de").actors if "ngeh" in a.name}
    relatives = _GREECE + "Angehörige der Opfer nahmen Abschied."
    assert ("CIV:GRC",) in {a.codes for a in read(relatives, language="de").actors}


def test_actors_en_people_are_of_the_country_in_which_they_act() -> None:
    told = "Egypt signed a treaty with Turkey in Cairo. Egypt's president welcomed the Egyptian deal. "
    assert codes_of(told + "In Libya, gunmen attacked a convoy.", "gunmen", language="en") == {"REB:LBY"}
    assert codes_of(told + "On Monday, gunmen attacked a convoy.", "gunmen", language="en") == {"REB:EGY"}


@pytest.mark.parametrize(
    ("text", "words", "language", "codes"),
    [
        ("Finnland, Schweden und Norwegen beraten. Die drei wollen sich treffen.", "drei", "de", {"FIN", "SWE", "NOR"}),
        ("Finnland und Norwegen beraten. Die drei wollen sich treffen.", "drei", "de", set()),
        ("Sweden and Denmark backed Norway. The three agreed.", "three", "en", {"SWE", "DNK", "NOR"}),
        (
            "Die Außenminister Finnlands und Norwegens kamen. Mali bat die beiden Minister um Hilfe.",
            "beiden Minister",
            "de",
            {"FIN", "NOR"},
        ),
    ],
)
def test_actors_words_of_number_sum_up_those_named_before(
    text: str, words: str, language: str, codes: set[str]
) -> None:
    assert codes_of(text, words, language=language) == codes


def test_actors_de_both_countries_are_the_two_that_the_report_is_about() -> None:
    text = (
        "Iran hat einen Schweden verurteilt. Schweden bestellte den iranischen Botschafter ein. "
        "Oman hat seine Vermittlung angeboten. Teheran lehnte das ab. Beide Länder tauschten Häftlinge aus."
    )
    assert codes_of(text, "Beide Länder", language="de") == {"IRN", "SWE"}


def test_actors_en_two_leaders_of_other_posts_are_the_office_holders_before() -> None:
    text = "The Turkish president met the Egyptian prime minister in Cairo. The two leaders called for a truce."
    assert codes_of(text, "two leaders", language="en") == {"TUR", "EGY"}


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("The United States National Security Council condemned the raid.", "en", "USA"),
        ("Iran's Supreme National Security Council condemned the raid.", "en", "IRN"),
        ("The Security Council condemned the raid.", "en", "UN"),
        ("Der Sicherheitsrat der Ukraine verurteilte den Angriff.", "de", "UKR"),
        ("Der Sicherheitsrat verurteilte den Angriff.", "de", "UN"),
        ("Der Sicherheitsrat der Vereinten Nationen verurteilte den Angriff.", "de", "UN"),
    ],
)
def test_actors_security_councils_are_of_the_state_that_is_named(text: str, language: str, code: str) -> None:
    codes = {a.codes for a in read(text, language=language).actors}
    assert (code,) in codes
    assert code == "UN" or ("UN",) not in codes


def test_actors_agencies_are_no_side() -> None:
    document = read("Mali's junta told AFP it would leave. AFP reported that Mali attacked Niger.", language="en")
    assert {a.kind for a in document.actors if "AFP" in a.name} == {"media"}


def test_actors_de_a_town_before_a_verbal_particle_is_a_side() -> None:
    assert "CHN" in codes_of("Der norwegische Minister warf Peking Betrug vor.", "Peking", language="de")
