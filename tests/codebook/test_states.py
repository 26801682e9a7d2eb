"""Every state has what its name, people and capital are called in both languages, in every form that texts print."""

from __future__ import annotations

import pytest

from depesche.codebook import State, actor_forms, find_places, load_states

STATES = load_states()
LANGUAGES = ("de", "en")

NO_ADJECTIVE = {
    ("COG", "de"): "kongolesisch means the larger Congo",
    ("COG", "en"): "Congolese means the larger Congo",
    ("DMA", "en"): "Dominican means the Dominican Republic",
    ("KNA", "de"): "German has none",
    ("LIE", "en"): "English uses the name",
    ("HKG", "en"): "English uses the name",
    ("SLB", "de"): "salomonisch means wise",
}
NO_PEOPLE = {
    ("COG", "de"): "Kongolese means the larger Congo",
    ("COG", "en"): "Congolese means the larger Congo",
    ("DMA", "en"): "Dominican means the Dominican Republic",
    ("KNA", "de"): "German has none",
    ("VAT", "de"): "nobody is called so",
}
UN_MEMBERS = 193
BESIDES = {"VAT", "PSE", "XKX", "TWN", "ESH", "GRL", "HKG"}


def forms_of(language: str) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for form in actor_forms(language):
        found.setdefault(form.form, set()).add((form.id, form.role))
    return found


FORMS = {language: forms_of(language) for language in LANGUAGES}


def test_states_are_all_members_of_the_un_and_named_others():
    assert set(STATES) >= BESIDES
    assert len(STATES) == UN_MEMBERS + len(BESIDES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", STATES.values(), ids=lambda state: state.code)
def test_states_have_name_capital_adjective_and_people(state: State, language: str):
    assert state.names[language]
    assert state.capitals[language] or state.towns[language]
    assert bool(state.adjectives[language]) is ((state.code, language) not in NO_ADJECTIVE)
    people = state.people[language] or (state.adjectives[language] if language == "en" else ())
    assert bool(people) is ((state.code, language) not in NO_PEOPLE)


def test_states_of_the_un_have_a_wikidata_id_of_their_own():
    ids = [state.wikidata for state in STATES.values()]
    assert None not in ids
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("state", STATES.values(), ids=lambda state: state.code)
def test_states_point_is_their_capitals(state: State):
    """To one decimal, and the capital is found in the gazetteer under both its names."""
    for language in LANGUAGES:
        towns = [
            place
            for name in (*state.capitals[language], *state.towns[language])
            for place in find_places(name)
            if place.kind == "city" and place.country == state.code
        ]
        assert any(abs(t.lat - state.lat) < 0.11 and abs(t.lon - state.lon) < 0.11 for t in towns), language


@pytest.mark.parametrize("state", STATES.values(), ids=lambda state: state.code)
def test_states_as_places_carry_their_point(state: State):
    for language in LANGUAGES:
        places = [p for p in find_places(state.names[language][0].replace("~", "e")) if p.kind == "country"]
        assert (state.code, state.lat, state.lon) in {(p.country, p.lat, p.lon) for p in places}


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_share_a_printed_form_only_by_name(language: str):
    """A form of several states is a homonym: it may be one only where this list says so."""
    shared = {
        form: ids
        for form, found in FORMS[language].items()
        if len(ids := {i for i, _ in found if i.startswith("state")}) > 1
    }
    assert shared == {}


@pytest.mark.parametrize("state", STATES.values(), ids=lambda state: state.code)
def test_states_german_genitive_of_every_name_is_known(state: State):
    for name in state.names["de"]:
        usual = name.replace("~", "en") if "~" in name else name
        endings = ("",) if usual[-1] in "sxzßSnA" or usual.isupper() else ("", "s")
        for ending in endings:
            assert (f"state:{state.code}", "name") in FORMS["de"].get(usual + ending, set()), usual + ending


@pytest.mark.parametrize(("words", "code"), [
    ("Türkei", "TUR"), ("Irans", "IRN"), ("Iran", "IRN"), ("Iraks", "IRQ"), ("Schweiz", "CHE"), ("Mongolei", "MNG"),
    ("Slowakei", "SVK"), ("Vereinigten Staaten", "USA"), ("Vereinigte Staaten von Amerika", "USA"), ("USA", "USA"),
    ("Großbritanniens", "GBR"), ("Vereinigten Königreichs", "GBR"), ("Vereinigtes Königreich", "GBR"),
    ("Niederlande", "NLD"), ("Niederlanden", "NLD"), ("Philippinen", "PHL"), ("Malediven", "MDV"),
    ("Seychellen", "SYC"), ("Komoren", "COM"), ("Bahamas", "BHS"), ("Salomonen", "SLB"), ("Marshallinseln", "MHL"),
    ("Vereinigten Arabischen Emirate", "ARE"), ("Vereinigten Arabischen Emiraten", "ARE"), ("Emiraten", "ARE"),
    ("Zentralafrikanischen Republik", "CAF"), ("Dominikanischen Republik", "DOM"), ("Tschechischen Republik", "CZE"),
    ("Demokratischen Republik Kongo", "COD"), ("Republik Kongo", "COG"), ("Kongos", "COD"), ("Sudans", "SDN"),
    ("Südsudans", "SSD"), ("Jemens", "YEM"), ("Libanons", "LBN"), ("Tschads", "TCD"), ("Nigers", "NER"),
    ("Senegals", "SEN"), ("Vatikans", "VAT"), ("Heiligen Stuhls", "VAT"), ("Elfenbeinküste", "CIV"),
    ("Volksrepublik China", "CHN"), ("Russischen Föderation", "RUS"), ("Bundesrepublik Deutschland", "DEU"),
    ("Islamischen Republik Iran", "IRN"), ("Republik Moldau", "MDA"), ("Ukraine", "UKR"), ("Bosnien-Herzegowinas", "BIH"),
])  # fmt: skip
def test_states_german_names_with_an_article_are_known(words: str, code: str):
    assert (f"state:{code}", "name") in FORMS["de"][words]


@pytest.mark.parametrize(("word", "code"), [
    ("Franzose", "FRA"), ("Französin", "FRA"), ("Französinnen", "FRA"), ("Ire", "IRL"), ("Irin", "IRL"), ("Iren", "IRL"),
    ("Schwede", "SWE"), ("Schwedin", "SWE"), ("Israelis", "ISR"), ("Israelin", "ISR"), ("Iraker", "IRQ"),
    ("Irakerinnen", "IRQ"), ("Irakern", "IRQ"), ("Saudis", "SAU"), ("Ungar", "HUN"), ("Ungarin", "HUN"), ("Pole", "POL"),
    ("Polin", "POL"), ("Zyprioten", "CYP"), ("Jemenitin", "YEM"), ("Deutscher", "DEU"), ("Däninnen", "DNK"),
    ("Chinesin", "CHN"), ("Türkinnen", "TUR"), ("Nigrer", "NER"), ("Nigerianerin", "NGA"), ("Monegassen", "MCO"),
    ("Schweizerin", "CHE"), ("Pakistani", "PAK"), ("Pakistanis", "PAK"), ("Emiratis", "ARE"), ("Sahrauis", "ESH"),
])  # fmt: skip
def test_states_de_people_are_known(word: str, code: str):
    assert f"state:{code}" in {identity for identity, _ in FORMS["de"][word]}


@pytest.mark.parametrize(("word", "code"), [
    ("Frenchman", "FRA"), ("Irishmen", "IRL"), ("Swedes", "SWE"), ("Israelis", "ISR"), ("Iraqis", "IRQ"),
    ("Saudis", "SAU"), ("Poles", "POL"), ("Spaniards", "ESP"), ("Finns", "FIN"), ("Czechs", "CZE"), ("Croats", "HRV"),
    ("Serbs", "SRB"), ("Kosovars", "XKX"), ("Danes", "DNK"), ("Turks", "TUR"), ("Britons", "GBR"), ("Filipinos", "PHL"),
    ("Chinese", "CHN"), ("Nigeriens", "NER"), ("Nigerians", "NGA"), ("Icelanders", "ISL"), ("New Zealanders", "NZL"),
    ("Solomon Islanders", "SLB"), ("Kazakhs", "KAZ"), ("Dutch", "NLD"), ("Swiss", "CHE"), ("Batswana", "BWA"),
])  # fmt: skip
def test_states_en_people_are_known(word: str, code: str):
    assert f"state:{code}" in {identity for identity, _ in FORMS["en"][word]}
