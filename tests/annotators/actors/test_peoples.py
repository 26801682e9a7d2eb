"""Members of a people are of the state they live in; who leads, backs or houses a group tells whose it is."""

from __future__ import annotations

import pytest

from depesche.annotators.actors.peoples import find_peoples
from depesche.intake import make_article
from depesche.lang import load_pack
from depesche.model import Document
from depesche.pipeline import read_article


def read(text: str, *, language: str = "en", published: str = "2023-03-02") -> Document:
    return read_article(make_article(text, language=language, published=published))


def sides(text: str, *, language: str = "en", published: str = "2023-03-02") -> tuple[list[str], list[str]]:
    """Return the first codes of actors and recipients of the only event of a text."""
    document = read(text, language=language, published=published)
    by_id = {actor.id: actor for actor in document.actors}
    (event,) = document.events
    return [by_id[i].codes[0] for i in event.actors], [by_id[i].codes[0] for i in event.recipients]


def actors(text: str, *, language: str = "en", published: str = "2023-03-02") -> list[str]:
    return sides(text, language=language, published=published)[0]


@pytest.mark.parametrize(
    ("text", "code", "language"),
    [
        ("Ethnic Hungarians in Slovakia demanded more rights.", "CIV:SVK", "en"),
        ("Hungarians demanded more rights from Slovakia.", "HUN", "en"),
        ("Some 40 ethnic Turks began a hunger strike against a decision of the Greek government.", "CIV:GRC", "en"),
        ("Ethnic Albanian rebels attacked a village in Serbia.", "REB:SRB", "en"),
        ("Iranian Kurds asked Norway for help.", "CIV:IRN", "en"),
        ("Ethnische Ungarn in der Slowakei forderten mehr Rechte.", "CIV:SVK", "de"),
        ("Iranische Kurden baten Norwegen um Hilfe.", "CIV:IRN", "de"),
    ],
)
def test_actors_members_of_a_people_are_of_the_state_they_live_in(text: str, code: str, language: str) -> None:
    assert actors(text, language=language) == [code]


def test_find_peoples_keeps_a_people_that_is_a_state() -> None:
    document = read("The Iraqi army attacked the Kurds.")
    assert find_peoples(document, (), pack=load_pack("en")) == []
    assert sides("The Iraqi army attacked the Kurds.") == (["IRQ"], ["KURDS"])


@pytest.mark.parametrize(
    ("text", "code", "language"),
    [
        ("Kenyan-led forces shelled a town in Somalia.", "KEN", "en"),
        ("NATO-led troops arrested two men in Kosovo.", "NATO", "en"),
        ("Von Kenia geführte Truppen beschossen eine Stadt in Somalia.", "KEN", "de"),
        ("Ethiopian-backed rebels attacked soldiers of Eritrea.", "REB:ERI", "en"),
        ("A terror group based in Lebanon threatened to attack Cyprus.", "REB:LBN", "en"),
        ("Soldiers from two Kenyan units attacked a village in Somalia.", "KEN", "en"),
        ("Nurses from a Finnish hospital delivered medicine to Niger.", "CIV:FIN", "en"),
    ],
)
def test_actors_a_group_is_of_those_who_lead_it_or_where_it_sits(text: str, code: str, language: str) -> None:
    assert actors(text, language=language) == [code]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Uganda speeded up the withdrawal of its forces from Rwanda.", "en"),
        ("Uganda completed the withdrawal of some forces from Rwanda.", "en"),
        ("Uganda beschleunigte den Abzug der Soldaten aus Ruanda.", "de"),
    ],
)
def test_actors_what_troops_leave_is_not_whose_they_are(text: str, language: str) -> None:
    assert sides(text, language=language) == (["UGA"], ["RWA"])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Norway says it is willing to withdraw its soldiers from Mali.", "en"),
        ("Norwegen erklärte, es sei bereit, seine Soldaten aus Mali abzuziehen.", "de"),
    ],
)
def test_actors_a_pronoun_that_has_a_mind_is_somebody(text: str, language: str) -> None:
    assert sides(text, language=language) == (["NOR"], ["MLI"])


def test_actors_a_pronoun_without_a_mind_is_nobody() -> None:
    document = read("Norway says it is likely that Mali will hold elections.")
    assert {document.article.text[m.start : m.end] for a in document.actors for m in a.mentions} == {"Norway", "Mali"}


def test_actors_the_holder_of_a_post_before_its_time_is_of_the_state_of_those_known() -> None:
    assert actors("President Bush threatened Panama.", published="1989-12-01") == ["USA"]


def test_actors_en_a_title_in_several_words_ends_before_the_name() -> None:
    document = read("U.S. Secretary of State Warren Christopher had talks with Swiss leaders.", published="1994-05-01")
    named = [a for a in document.actors if a.kind == "person" and a.codes == ("USA",)]
    assert [actor.name for actor in named] == ["Warren Christopher"]


def test_actors_en_a_state_named_before_a_congress_has_it() -> None:
    assert actors("Brazil's Congress rejected the treaty.") == ["BRA"]
    assert actors("Congress rejected the treaty with Mexico.") == ["USA"]


@pytest.mark.parametrize(
    ("text", "code", "language"),
    [
        ("The government of Sindh province has ordered patrols.", "PAK", "en"),
        ("Police in Kandahar arrested two men.", "AFG", "en"),
        ("Die Regierung der Provinz Sindh verhängte eine Ausgangssperre.", "PAK", "de"),
    ],
)
def test_actors_who_governs_a_province_is_of_its_state(text: str, code: str, language: str) -> None:
    assert actors(text, language=language) == [code]
