"""Who is meant: names, roles, pronouns and camps, by sentences that differ in a word or two."""

from __future__ import annotations

import pytest

from depesche.intake import make_article
from depesche.model import Document
from depesche.pipeline import read_article


def actors_of(text: str, *, language: str = "de", published: str | None = "2023-03-02") -> dict[str, tuple[str, ...]]:
    """Return the codes of each actor by its id."""
    return {actor.id: actor.codes for actor in read(text, language=language, published=published).actors}


def read(text: str, *, language: str = "de", published: str | None = "2023-03-02") -> Document:
    return read_article(make_article(text, language=language, published=published))


@pytest.mark.parametrize(
    ("text", "identity", "codes"),
    [
        ("Der russische Außenminister Sergej Lawrow sprach in Genf.", "person:sergei-lavrov", ("RUS",)),
        ("Außenminister Sergei Lawrow sprach in Genf.", "person:sergei-lavrov", ("RUS",)),
        ("Der iranische Präsident Mahmud Ahmadinedschad sprach in Genf.", "person:mahmoud-ahmadinejad", ("IRN",)),
        ("Der norwegische Außenminister Henrik Solbakken sprach in Genf.", "person:henrik-solbakken", ("NOR",)),
        ("Washington verurteilte den Angriff.", "state:USA", ("USA",)),
        ("Das Weiße Haus verurteilte den Angriff.", "state:USA", ("USA",)),
        ("Die westlichen Staaten verurteilten den Angriff.", "collective:WEST", ("WEST",)),
        ("Das Kinderhilfswerk UNICEF verurteilte den Angriff.", "org:UNICEF", ("UN",)),
    ],
)
def test_actors_de_names_resolve(text: str, identity: str, codes: tuple[str, ...]) -> None:
    assert actors_of(text).get(identity) == codes


def test_actors_de_codes_follow_the_date() -> None:
    text = "Außenminister Steinmeier reiste nach Kiew."
    assert actors_of(text, published="2015-05-01")["person:frank-walter-steinmeier"] == ("DEU",)
    office = {a.id: a.office for a in read(text, published="2015-05-01").actors}
    assert office["person:frank-walter-steinmeier"] == "foreign minister"


def test_actors_de_capital_as_town_is_no_actor() -> None:
    assert "state:FRA" in actors_of("Paris verurteilte den Angriff.")
    assert "state:FRA" not in actors_of("Der Minister sprach in Paris.")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Die Polizei nahm zwei Iraner fest.", ("CIV:IRN",)),
        ("Die Polizei nahm einen Deutschen fest.", ("CIV:DEU",)),
    ],
)
def test_actors_de_single_citizens_are_no_side(text: str, codes: tuple[str, ...]) -> None:
    assert codes in actors_of(text).values()


def test_actors_de_a_people_with_its_article_is_its_state() -> None:
    assert ("RUS",) in actors_of("Die Russen wiesen den Vorschlag zurück.").values()


def test_actors_de_counterpart_holds_the_same_post() -> None:
    text = "Der russische Außenminister Sergej Lawrow traf seinen neuen norwegischen Kollegen Henrik Solbakken."
    offices = {(fact.person, fact.office, fact.code, fact.new) for fact in read(text).offices}
    assert ("person:henrik-solbakken", "foreign minister", "NOR", True) in offices


def test_actors_de_both_countries_are_the_last_two_states() -> None:
    text = "Armenien warnte Aserbaidschan. Die Europäische Union rief beide Länder zur Ruhe auf."
    request = next(event for event in read(text).events if event.type == "REQUEST")
    assert set(request.recipients) == {"state:ARM", "state:AZE"}


def test_actors_de_soldiers_belong_to_whom_the_possessive_means() -> None:
    text = "Armenien drohte mit einem Abbruch der Gespräche, falls Baku seine Soldaten nicht abzieht."
    mentions = {a.id: [text[m.start : m.end] for m in a.mentions] for a in read(text).actors}
    assert "seine Soldaten" in mentions["state:AZE"]


def test_actors_de_polite_address_is_no_pronoun() -> None:
    text = "Blinken traf Lawrow. „Beenden Sie den Krieg“, sagte Blinken zu Lawrow."
    mentions = [text[m.start : m.end] for a in read(text).actors for m in a.mentions]
    assert "Sie" not in mentions


def test_actors_de_camps_of_states_stay_apart() -> None:
    found = actors_of("Viele Länder unterstützen die Ukraine. Andere verhalten sich neutral. Wenige Länder stützen Russland.")
    assert {"collective:INTL/many", "collective:INTL/others", "collective:INTL/few"} <= set(found)


def test_actors_de_group_named_in_marks() -> None:
    assert actors_of("Die georgische Partei „Neue Wege“ verlangte Neuwahlen.")["group:NEUE WEGE"] == ("NEUE WEGE",)


def test_actors_en_weapons_act_but_are_not_acted_on() -> None:
    acting = read("Russian warplanes attacked Odesa.", language="en")
    given = read("Germany gave Ukraine tanks.", language="en")
    assert any(e.type == "ASSAULT" and e.actors == ("state:RUS",) for e in acting.events)
    assert all("tanks" not in text for text in _mentions(given))


def _mentions(document: Document) -> list[str]:
    return [document.article.text[m.start : m.end] for a in document.actors for m in a.mentions]


def test_actors_scene_is_the_state_in_which_a_report_plays() -> None:
    text = "In Kenia demonstrierten Tausende. Die Polizei nahm zwölf Demonstranten fest. Die USA äußerten sich besorgt."
    assert read(text).scene == "KEN"


def test_actors_scene_is_not_the_host_of_talks() -> None:
    assert read("Der norwegische Außenminister traf in Wien seinen jemenitischen Kollegen.").scene != "AUT"


def test_actors_en_days_of_the_calendar_are_nobody() -> None:
    document = read("On Friday, May 18, fishermen rescued 200 migrants.", language="en")
    assert all(actor.kind != "person" for actor in document.actors)


def test_actors_en_given_name_of_a_person_is_no_state() -> None:
    document = read("Chad Miller told reporters that Israel attacked Gaza.", language="en")
    assert "state:TCD" not in {actor.id for actor in document.actors}
    assert "state:JOR" in {actor.id for actor in read("Jordan condemned the attack.", language="en").actors}


def spans_of(document: Document, identity: str) -> list[str]:
    text = document.article.text
    return [text[m.start : m.end] for actor in document.actors if actor.id == identity for m in actor.mentions]


@pytest.mark.parametrize(
    ("text", "language", "identity", "words"),
    [
        ("Aserbaidschan sperrte die Straße. Armenien warf dem Nachbarland vor, Dörfer zu belagern.", "de", "state:AZE", "Nachbarland"),
        ("Niger schloss die Grenze. Nigeria stoppte die Lieferungen in das Nachbarland.", "de", "state:NER", "Nachbarland"),
        ("Azerbaijan closed the road. Armenia accused its neighbour of shelling villages.", "en", "state:AZE", "neighbour"),
        ("Ministerpräsident Orbán sprach mit Präsident Macron. Dieser sagte Hilfe zu.", "de", "person:emmanuel-macron", "Dieser"),
        ("Kolumbien verhandelt mit der ELN. Die Regierung forderte die Rebellen auf, Geiseln freizulassen.", "de", "group:ELN", "die Rebellen"),
        ("The African Union praised Turkey for its mediation.", "en", "state:TUR", "its"),
        ("The United States thanked Qatar for its help.", "en", "state:QAT", "its"),
        ("Ursula von der Leyen visited Oslo. Von der Leyen praised Norway.", "en", "person:ursula-von-der-leyen", "Von der Leyen"),
        ("Colombia is negotiating with the ELN. The government urged the rebels to free hostages.", "en", "group:ELN", "the rebels"),
    ],
)  # fmt: skip
def test_actors_take_up_who_was_named_before(text: str, language: str, identity: str, words: str) -> None:
    assert words in spans_of(read(text, language=language), identity)


def test_actors_rebels_of_two_groups_are_neither() -> None:
    text = "Kolumbien verhandelt mit der ELN und der FARC. Die Regierung forderte die Rebellen auf, Geiseln freizulassen."
    document = read(text)
    assert "die Rebellen" not in [*spans_of(document, "group:ELN"), *spans_of(document, "group:FARC")]


def test_actors_de_abductions_are_no_leadership() -> None:
    document = read("Venezuela vermittelt. Die Führung in Caracas forderte, Entführungen und Hinführungen zu beenden.")
    assert not [words for actor in document.actors for words in spans_of(document, actor.id) if "führungen" in words]


def test_actors_known_president_of_one_state_is_none_of_another() -> None:
    text = "Qatar mediated the deal. President Joe Biden thanked the emir of Qatar."
    document = read(text, language="en", published="2023-09-20")
    assert {fact.code for fact in document.offices if fact.person == "person:joe-biden"} <= {"USA"}


def test_actors_province_gives_its_state() -> None:
    actors = actors_of("A Sikh leader was killed in British Columbia.", language="en")
    assert not [codes for codes in actors.values() if codes and codes[0].endswith(("USA", "GBR"))]


def test_actors_the_lost_belong_to_who_lost_them() -> None:
    text = "Rwanda attacked the Congolese army near Goma. South Africa lost nine peacekeepers, its defence ministry said."
    document = read(text, language="en")
    assert {"nine peacekeepers", "its defence ministry"} <= set(spans_of(document, "state:ZAF"))


def test_pronoun_de_takes_up_a_thing_told_of_in_between() -> None:
    text = (
        "Präsident Emmanuel Macron empfing in Paris Präsident William Ruto. Kenia legte einen Plan für eine Waffenruhe vor. "
        "Die Rebellen stimmten ihm zu."
    )
    document = read(text)
    pronoun = text.index("ihm")
    assert not [actor.id for actor in document.actors if any(m.start == pronoun for m in actor.mentions)]


@pytest.mark.parametrize(("text", "code"), [
    ("Ein Sprecher von Präsident Emmanuel Macron lobte Moldau.", "FRA"),
    ("Eine Sprecherin der Außenbeauftragten Kaja Kallas lobte Moldau.", "EU"),
    ("Ein Berater von Außenminister Wang Yi lobte Moldau.", "CHN"),
])  # fmt: skip
def test_roles_de_who_speaks_for_somebody_named_serves_whom_he_serves(text: str, code: str) -> None:
    speaking = next(a for a in read(text, published="2025-11-20").actors if a.id.startswith("unnamed:"))
    assert speaking.codes == (code,)


@pytest.mark.parametrize(("text", "language", "code"), [
    ("Der russische UN-Botschafter kritisierte Australien.", "de", "RUS"),
    ("Der UN-Botschafter von Osttimor kritisierte Australien.", "de", "TLS"),
    ("Der EU-Botschafter in Hanoi kritisierte Australien.", "de", "EU"),
    ("Russia's UN ambassador criticised Australia.", "en", "RUS"),
    ("The UN envoy for Syria criticised Australia.", "en", "UN"),
    ("Der UN-Botschafter kritisierte Australien.", "de", "UN"),
])  # fmt: skip
def test_roles_envoy_at_an_organisation_is_of_the_state_that_sends_him(text: str, language: str, code: str) -> None:
    assert any(actor.codes == (code,) for actor in read(text, language=language).actors if actor.id.startswith("unnamed:"))


def test_roles_de_members_of_a_service_are_the_service() -> None:
    assert "state:USA" in actors_of("Verdächtige wurden durch Angehörige der CIA verhört.")
