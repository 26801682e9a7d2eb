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


@pytest.mark.parametrize(
    ("told", "sentence", "words", "code", "language"),
    [
        ("Die NATO tagt. ", "Das Bündnis lehnte das ab.", "Bündnis", "NATO", "de"),
        ("The rebels in Congo freed six men. ", "The group withdrew.", "group", "REB:COD", "en"),
        ("Russia asked NATO for talks. ", "The alliance refused.", "alliance", "NATO", "en"),
    ],
)
def test_actors_a_noun_takes_up_the_organisation_or_group_named_last(
    told: str, sentence: str, words: str, code: str, language: str
) -> None:
    assert codes_of(told + sentence, words, language=language) == {code}
    renewed = sentence.replace("Das ", "Ein ").replace("The ", "A ")
    assert code not in codes_of(told + renewed, words, language=language)


def test_actors_de_a_spokesman_of_the_organisation_speaks_for_it() -> None:
    text = "Die Regierung in Niger tagt. Niger wartet. Ecowas lobte das. Ein Sprecher der Organisation kam nach Niger."
    assert ("ECOWAS",) in {a.codes for a in read(text, language="de").actors if "Sprecher" in a.name}


def test_actors_de_she_may_be_an_organisation() -> None:
    text = "Die Afrikanische Union begrüßte den Schritt in Niger. Sie forderte Neuwahlen in Niger."
    assert codes_of(text, "Sie", language="de") == {"AU"}


def test_actors_en_it_may_be_a_government_named_by_its_capital() -> None:
    assert codes_of("Georgia votes in May. Ankara said it was ready.", "it", language="en") == {"TUR"}


@pytest.mark.parametrize(
    ("dateline", "scene"),
    [("SANTIAGO (Reuters) - ", "CHL"), ("LIMA (Reuters) - ", "PER"), ("QUITO (Reuters) - ", None)],
)
def test_scene_en_of_two_states_is_the_one_the_report_was_sent_from(dateline: str, scene: str | None) -> None:
    text = (
        dateline
        + "Peru and Chile quarrel over the border, with no end in sight, as flights go on. Peru and Chile are at odds."
    )
    assert read(text, language="en").scene == scene


def test_actors_a_minister_is_not_of_the_state_that_he_accuses() -> None:
    text = "SANTIAGO (Reuters) - Peru said that Peru was calm, and Chile was not. Peru has waited. "
    assert codes_of(text + "The defence minister accused Peru.", "The defence minister", language="en") == {"CHL"}
    assert codes_of(text + "The defence minister was calm.", "The defence minister", language="en") == {"PER"}


def test_actors_en_an_opposition_leader_with_a_name_is_of_the_opposition() -> None:
    text = "Georgia votes in May. Opposition leader Nino Beridze called for a boycott in Georgia."
    assert {a.codes for a in read(text, language="en").actors if a.name == "Nino Beridze"} == {("OPP:GEO",)}


def test_actors_en_officials_behind_a_name_are_not_its_apposition() -> None:
    text = "Mali arrested four workers of the company Aurelia Gold, two officials said in Mali."
    assert "Aurelia Gold, two officials" not in {
        text[m.start : m.end] for a in read(text, language="en").actors for m in a.mentions
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mali is calm. The governments of the region will meet in Mali.", "en"),
        ("Mali ist ruhig. Die Regierungen der Region wollen sich in Mali treffen.", "de"),
        ("Mali ist ruhig. Die Nachbarländer wollen Mali helfen.", "de"),
    ],
)
def test_actors_governments_of_a_region_are_many(text: str, language: str) -> None:
    assert "INTL" in {code for a in read(text, language=language).actors for code in a.codes}


def test_actors_en_civilians_are_not_of_the_state_that_attacks_them() -> None:
    told = "Germany accused Russia in Berlin. "
    assert codes_of(told + "Russia attacked civilians, it said.", "civilians", language="en") == {"CIV"}
    fled = read(told + "The civilians fled to Russia, it said.", language="en")
    assert "CIV:RUS" in {code for actor in fled.actors for code in actor.codes}


def test_actors_en_a_person_belongs_to_the_ministry_behind_the_name() -> None:
    told = "China is big. In China it rains. "
    for sentence, code in (
        ("John Smith of Norway's foreign ministry praised China.", "NOR"),
        ("John Smith praised the weather.", "CIV:CHN"),
    ):
        assert {a.codes for a in read(told + sentence, language="en").actors if a.name == "John Smith"} == {(code,)}


def test_actors_en_a_militia_is_of_the_town_it_comes_from() -> None:
    told = "Egypt is big. In Egypt it is hot. "
    for sentence, code in (
        ("He blamed a militia from Tripoli.", "REB:LBY"),
        ("He blamed a militia on Monday.", "REB:EGY"),
    ):
        assert code in {code for a in read(told + sentence, language="en").actors for code in a.codes}


def test_actors_en_a_company_taken_up_again_is_taken_up_once_more() -> None:
    told = (
        "Mali jailed four men of the Canadian company Aurelia in Mali. The firm protested. Mali was calm. Rain fell. "
    )
    assert codes_of(told + "The company left.", "company", language="en") == {"BUS:CAN"}


@pytest.mark.parametrize(
    ("text", "words", "language", "codes"),
    [
        ("France is calm. France waits in Paris. Demonstrators gathered outside the French embassy.", "Demonstrators", "en", {"CIV"}),
        ("France is calm. France waits in Paris. Demonstrators gathered outside the Greek embassy.", "Demonstrators", "en", {"CIV:FRA"}),
        ("Mali ist ruhig. Mali wartet in Bamako. Im Tschad nahmen Soldaten zwei Männer fest.", "Soldaten", "de", {"TCD"}),
        ("Ecuador is calm in Quito. Ecuador waits. Mexico filed a complaint. Its lawyers asked for help.", "Its lawyers", "en", {"CIV:MEX"}),
        ("Ecuador is calm. The Organization of American States met. The group wrote a letter.", "group", "en", {"OAS"}),
        ("Der Internationale Strafgerichtshof tagt. Russland erkennt den Gerichtshof nicht an.", "Gerichtshof", "de", {"ICC"}),
        ("Ein Gericht in Athen tagt. Griechenland erkennt den Gerichtshof an.", "den Gerichtshof", "de", {"GRC"}),
        ("Die EU-Außenbeauftragte kam. Sie will nach Baku reisen.", "Die EU-Außenbeauftragte", "de", {"EU"}),
        ("Er warf der Regierung in Paris Hetze vor. Mali wartet. Mali ist ruhig.", "der Regierung in Paris", "de", {"FRA"}),
    ],
)  # fmt: skip
def test_actors_words_around_a_role_tell_whose_it_is(text: str, words: str, language: str, codes: set[str]) -> None:
    assert codes_of(text, words, language=language) == codes


def test_actors_de_she_is_no_man() -> None:
    text = "Ein Berater des norwegischen Königs kam. Die griechische Ministerin wartete. Ein Sprecher Japans ging. Sie lobte Mali."
    assert codes_of(text, "Sie", language="de") == {"GRC"}


def test_actors_de_a_deed_is_no_group() -> None:
    text = "Präsident Petro begrüßte die Freilassung. Kolumbien atmet auf."
    assert "FREILASSUNG" not in {code for a in read(text, language="de").actors for code in a.codes}


def test_actors_en_spies_are_of_no_state_that_is_not_named() -> None:
    told = "Poland is calm. Poland waits in Warsaw. "
    for word, codes in (("Russian", {"RUS"}), ("three", set())):
        document = read(told + f"Police arrested {word} spies.", language="en")
        start = document.article.text.index(word)
        assert {c for a in document.actors for m in a.mentions if m.start >= start for c in a.codes} == codes


@pytest.mark.parametrize(
    ("text", "words", "language", "codes"),
    [
        ("The United States and Japan expressed concern. Both called on China to respect international law.", "Both", "en", {"USA", "JPN"}),
        ("Die Armee im Sudan und die RSF-Miliz im Sudan kämpfen. Mali wartet. Tschad vermittelt zwischen den Kriegsparteien.", "Kriegsparteien", "de", {"SDN", "RSF"}),
        ("Vietnam and China quarrel. China and Vietnam wait. The Philippines plans patrols with Vietnam. The two countries signed a treaty.", "two countries", "en", {"PHL", "VNM"}),
        ("Der norwegische Minister traf den griechischen Präsidenten Kostas Lianis. Er bat ihn um Hilfe.", "ihn", "de", {"GRC"}),
        ("Russland ist groß. In Russland regnet es. Der Bundeskanzler reiste ab.", "Der Bundeskanzler", "de", {"DEU"}),
        ("Österreich ist klein. In Wien regnet es. Der Bundeskanzler lobte Österreich.", "Der Bundeskanzler", "de", {"AUT"}),
        ("Die Armee im Sudan schloss die Grenze. Die Afrikanische Union lenkte ein. Ihr Präsident traf den Minister.", "Ihr Präsident", "de", {"AU"}),
        ("Ghana says the Malian troops were soldiers of the mission. It wants their release.", "It", "en", {"GHA"}),
    ],
)  # fmt: skip
def test_actors_pronouns_and_numbers_stand_for_those_who_fit(
    text: str, words: str, language: str, codes: set[str]
) -> None:
    assert codes_of(text, words, language=language) == codes


@pytest.mark.parametrize(
    ("text", "words", "language", "codes"),
    [
        ("Xi Jinping kam nach Mali. Xi forderte Hilfe.", "Xi", "de", {"CHN"}),
        ("Der ungarische Ministerpräsident kam nach Peking. China wartet. China hofft. Der Regierungschef reiste ab.", "Der Regierungschef", "de", {"HUN"}),
        ("Der ungarische Außenminister kam nach Peking. China wartet. China hofft. Der Regierungschef reiste ab.", "Der Regierungschef", "de", {"CHN"}),
        ("Egypt is big. It is hot in Egypt. Egypt gives money to people who say that work is hard in Libya.", "people", "en", {"CIV:EGY"}),
    ],
)  # fmt: skip
def test_actors_posts_surnames_and_places_in_reach(text: str, words: str, language: str, codes: set[str]) -> None:
    assert codes_of(text, words, language=language) == codes


def test_actors_en_a_candidate_with_a_name_is_of_the_state() -> None:
    text = "Ghana votes in May. Presidential candidate Nino Beridze spoke in Ghana."
    assert {a.codes for a in read(text, language="en").actors if a.name == "Nino Beridze"} == {("GHA",)}


@pytest.mark.parametrize(("before", "code"), [("Baku bestritt das.", "AZE"), ("Paris bestritt das.", "ARM")])
def test_actors_de_a_ministry_goes_on_for_the_side_that_just_spoke(before: str, code: str) -> None:
    told = (
        "Armenien warnte Aserbaidschan in Eriwan. Armenien ist besorgt. Aserbaidschan hat angegriffen, sagte Armenien. "
    )
    said = "Das Verteidigungsministerium sprach von einer Lüge."
    document = read(told + before + " " + said, language="de")
    start = document.article.text.index("Das Verteidigungsministerium")
    assert [a.codes for a in document.actors for m in a.mentions if m.start == start] == [(code,)]


def test_actors_en_the_first_noun_of_a_title_is_nobody_else() -> None:
    text = "Ghana votes in May. The opposition leader spoke in Ghana."
    assert [a.name for a in read(text, language="en").actors if a.kind == "unnamed"] == ["The opposition leader"]


@pytest.mark.parametrize(("noun", "scene"), [("peace talks", "ETH"), ("new camps", "TZA")])
def test_scene_en_is_not_the_state_that_lends_talks_its_place(noun: str, scene: str) -> None:
    text = (
        f"Ethiopia's government and rebels opened {noun} in Tanzania on Tuesday. "
        f"The {noun.split()[1]} in Tanzania will last, the Ethiopian spokesman said in Tanzania."
    )
    assert read(text, language="en").scene == scene


def test_actors_en_an_ambassador_recalled_from_a_capital_is_the_callers() -> None:
    text = "Lithuania recalled its ambassador from Minsk."
    assert [a.codes for a in read(text, language="en").actors if a.kind == "unnamed"] == [("LTU",)]


@pytest.mark.parametrize(("text", "words", "language", "codes"), [
    ("Ruto met Museveni in Kampala. The two signed a treaty.", "two", "en", {"KEN", "UGA"}),
    ("Ruto met Museveni in Kampala. They signed a treaty.", "They", "en", {"KEN", "UGA"}),
    ("Ruto traf Museveni in Kampala. Beide unterzeichneten einen Vertrag.", "Beide", "de", {"KEN", "UGA"}),
    ("Ruto traf Museveni in Kampala. Sie unterzeichneten einen Vertrag.", "Sie", "de", {"KEN", "UGA"}),
    ("Ruto, Kagame and Museveni met in Kampala. The two signed a treaty.", "two", "en", set()),
    ("France proposed a truce. Togo and Benin welcomed it.", "it", "en", {"FRA"}),
    ("Katar vermittelte. Präsident Maduro dankte dem Emir.", "dem Emir", "de", {"QAT"}),
    ("Präsident Maduro dankte dem Emir.", "dem Emir", "de", set()),
])  # fmt: skip
def test_actors_those_just_told_of_are_taken_up(text: str, words: str, language: str, codes: set[str]) -> None:
    assert codes_of(text, words, language=language) == codes


def test_actors_en_a_town_of_two_words_is_one() -> None:
    assert codes_of("Farmers blocked a bridge in Novi Sad.", "Farmers", language="en") == {"CIV:SRB"}


@pytest.mark.parametrize(("text", "words", "language", "codes"), [
    ("Kenya cut ties with Sudan. Foreign Minister Juma Otieno called it a step. Sudan is angry. Sudan waits.",
     "Foreign Minister Juma Otieno", "en", {"KEN"}),
    ("Eritrea beschuldigt Sudan. Informationsminister Yemane Abraha schrieb, Sudan lüge. Sudan ist empört. Sudan droht.",
     "Informationsminister Yemane Abraha", "de", {"ERI"}),
    ("Kenia bestellte den russischen Botschafter ein und wies zwei Mitarbeiter der Botschaft aus. Kenia ist empört.",
     "zwei Mitarbeiter", "de", {"RUS"}),
])  # fmt: skip
def test_actors_whose_minister_or_embassy_follows_from_the_story(text: str, words: str, language: str, codes: set[str]) -> None:
    assert codes_of(text, words, language=language) == codes


def test_actors_de_a_town_of_two_words_is_no_person() -> None:
    document = read("Merz sprach in Paris. In Novi Sad demonstrierten Hunderte gegen die Regierung.", language="de")
    assert "Novi Sad" not in {actor.name for actor in document.actors}
    assert [e.place.name for e in document.events if e.type == "PROTEST" and e.place] == ["Novi Sad"]


def test_owners_de_government_of_the_only_place_that_is_named() -> None:
    text = "Tausende Menschen protestierten in Tunis gegen die Regierung."
    assert codes_of(text, "die Regierung", language="de") == {"TUN"}


def test_roles_en_half_of_a_hyphened_word_is_no_part_of_a_name() -> None:
    document = read("Rwandan-backed M23 rebels seized the town of Rubaya in eastern Congo on Monday.", language="en")
    assert not [actor.name for actor in document.actors if actor.name.startswith("backed")]
