"""Names that mean several things: which state or actor whole sentences are read to be about."""

from __future__ import annotations

import pytest

import depesche
from depesche.codebook import actor_forms, namesakes


def read(text: str, language: str, published: str = "2025-06-03"):
    return depesche.read(text, published=published, language=language)


def states_in(text: str, language: str, published: str = "2025-06-03") -> set[str]:
    """Whom the actors of a text act for, its people left out."""
    return {code for actor in read(text, language, published).actors for code in actor.codes if ":" not in code} - {
        "UNK"
    }


CASES = [
    ("en", "Georgia expelled a Russian diplomat.", {"GEO", "RUS"}),
    ("en", "The US state of Georgia sued the government.", {"USA"}),
    ("en", "Georgia's governor criticised the ruling in Atlanta, Georgia.", {"USA"}),
    ("de", "Der US-Bundesstaat Georgia verklagte die Regierung.", {"USA"}),
    ("de", "Georgien wies einen russischen Diplomaten aus.", {"GEO", "RUS"}),
    ("en", "Guinea accused Guinea-Bissau.", {"GIN", "GNB"}),
    ("en", "Equatorial Guinea threatened Papua New Guinea.", {"GNQ", "PNG"}),
    ("de", "Guinea warf Guinea-Bissau Verrat vor.", {"GIN", "GNB"}),
    ("de", "Äquatorialguinea drohte Papua-Neuguinea.", {"GNQ", "PNG"}),
    ("en", "Niger accused Nigeria of spying.", {"NER", "NGA"}),
    ("de", "Niger beschuldigte Nigeria der Spionage.", {"NER", "NGA"}),
    ("de", "Nigrische Soldaten griffen nigerianische Soldaten an.", {"NER", "NGA"}),
    ("en", "Congo accused Rwanda.", {"COD", "RWA"}),
    ("en", "The Democratic Republic of the Congo accused the Republic of the Congo.", {"COD", "COG"}),
    ("de", "Die Demokratische Republik Kongo warnte die Republik Kongo.", {"COD", "COG"}),
    ("en", "South Korea threatened North Korea.", {"KOR", "PRK"}),
    ("de", "Südkorea drohte Nordkorea.", {"KOR", "PRK"}),
    ("de", "Korea kritisierte Japan.", {"KOR", "JPN"}),
    ("en", "Korea criticised Japan.", {"KOR", "JPN"}),
    ("en", "Russia criticised the drills on the Korean peninsula.", {"RUS"}),
    ("en", "Jordan condemned Israel.", {"JOR", "ISR"}),
    ("en", "Jordan Peterson criticised Canada.", {"CAN"}),
    ("de", "Jordan Peterson kritisierte Kanada.", {"CAN"}),
    ("en", "Jim Jordan accused the FBI of lying.", {"USA"}),
    ("de", "Michael Jordan traf Barack Obama.", {"USA"}),
    ("en", "Chad accused Sudan.", {"TCD", "SDN"}),
    ("en", "Chad Wolf defended the decision of Mexico.", {"MEX"}),
    ("en", "Turkey and Greece held talks.", {"TUR", "GRC"}),
    ("de", "Die Republik China kritisierte die Volksrepublik China.", {"TWN", "CHN"}),
    ("en", "The Republic of China condemned the People's Republic of China.", {"TWN", "CHN"}),
    ("en", "Northern Ireland and Ireland reached an agreement.", {"GBR", "IRL"}),
    ("de", "Nordirland und Irland einigten sich.", {"GBR", "IRL"}),
    ("en", "Sudan accused South Sudan.", {"SDN", "SSD"}),
    ("de", "Südsudanesische Truppen griffen sudanesische Truppen an.", {"SDN", "SSD"}),
    ("en", "Samoa and American Samoa signed an agreement.", {"WSM", "USA"}),
    ("de", "Samoa und Amerikanisch-Samoa schlossen ein Abkommen.", {"WSM", "USA"}),
    ("de", "Dominica und die Dominikanische Republik vereinbarten eine Zusammenarbeit.", {"DMA", "DOM"}),
    ("en", "Dominica criticised the Dominican Republic.", {"DMA", "DOM"}),
    ("en", "North Macedonia and Greece signed a treaty.", {"MKD", "GRC"}),
    ("de", "Mazedonien kritisierte Griechenland.", {"MKD", "GRC"}),
    ("en", "Paris Hilton visited Mexico.", {"MEX"}),
    ("de", "Paris Hilton besuchte Mexiko.", {"MEX"}),
    ("en", "Paris criticised Mexico.", {"FRA", "MEX"}),
    ("en", "Washington criticised Beijing.", {"USA", "CHN"}),
    ("en", "George Washington criticised the British.", {"GBR"}),
    ("en", "The state of Washington sued Canada.", {"USA", "CAN"}),
    ("en", "Denzel Washington criticised Russia.", {"RUS"}),
    ("de", "Das Weiße Haus in Moskau kritisierte Kiew.", {"RUS", "UKR"}),
    ("de", "Das Weiße Haus kritisierte Moskau.", {"USA", "RUS"}),
    ("en", "Cuba Gooding criticised Russia.", {"RUS"}),
    ("en", "Cuba criticised Russia.", {"CUB", "RUS"}),
    ("en", "Mali accused Togo.", {"MLI", "TGO"}),
    ("de", "Mali beschuldigte Togo.", {"MLI", "TGO"}),
    ("en", "New Mexico sued Mexico.", {"USA", "MEX"}),
    ("en", "Iran seized a ship in the Gulf of Oman.", {"IRN"}),
    ("de", "Der Iran beschlagnahmte ein Schiff im Golf von Oman.", {"IRN"}),
    ("en", "China rejected the Paris climate agreement.", {"CHN"}),
    ("de", "China lehnte das Pariser Klimaabkommen ab.", {"CHN"}),
    ("en", "Russia rejected the Budapest Memorandum.", {"RUS"}),
    ("en", "Poland delivered Soviet-era tanks to Ukraine.", {"POL", "UKR"}),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "codes"), CASES, ids=[text for _, text, _ in CASES])
def test_homonyms_are_told_apart(language: str, text: str, codes: set[str]):
    assert states_in(text, language) == codes


@pytest.mark.parametrize(("language", "text", "place"), [
    ("en", "The US state of Georgia held a vote in Atlanta, Georgia.", "USA"),
    ("en", "Soldiers died in New Mexico.", "USA"), ("en", "Soldiers died in Mexico.", "MEX"),
    ("en", "Soldiers died in the People's Republic of China.", "CHN"),
    ("en", "Soldiers died in the Republic of the Congo.", "COG"),
    ("en", "Soldiers died in the Democratic Republic of the Congo.", "COD"),
    ("de", "Soldaten starben in Nordirland.", "GBR"), ("de", "Soldaten starben in Irland.", "IRL"),
    ("de", "Soldaten starben in Südossetien.", "GEO"), ("en", "Soldiers died in Abkhazia.", "GEO"),
])  # fmt: skip
def test_homonyms_of_places_lie_in_one_country(language: str, text: str, place: str):
    assert {toponym.place.country for toponym in read(text, language).places} == {place}


@pytest.mark.parametrize(("language", "text"), [
    ("en", "The White House criticised the Paris climate agreement."), ("de", "Die Schweiz verließ das Pariser Klimaabkommen nicht."),
    ("en", "Iran seized a ship in the Gulf of Mexico."), ("en", "Paris Hilton criticised the ruling."),
])  # fmt: skip
def test_homonyms_leave_no_place_that_is_not_meant(language: str, text: str):
    assert {toponym.place.country for toponym in read(text, language).places} <= {"CHE", "IRN"}


@pytest.mark.parametrize(("published", "code"), [("1985-05-02", "YUG"), ("1999-03-24", "SRB"), ("2025-01-01", "YUG")])
@pytest.mark.parametrize(("language", "text"), [("en", "Yugoslavia accused Albania."), ("de", "Jugoslawien beschuldigte Albanien.")])  # fmt: skip
def test_homonyms_former_name_means_whom_it_meant_then(published: str, code: str, language: str, text: str):
    assert states_in(text, language, published) == {code, "ALB"}


@pytest.mark.parametrize(("language", "text", "codes"), [
    ("de", "Die Sowjetunion drohte der DDR.", {"RUS", "DDR"}), ("en", "The Soviet Union threatened East Germany.", {"RUS", "DDR"}),
    ("de", "Die Tschechoslowakei wies einen westdeutschen Diplomaten aus.", {"CSK", "DEU"}),
    ("en", "Czechoslovakia expelled a West German diplomat.", {"CSK", "DEU"}),
    ("en", "Zaire accused Rhodesia.", {"COD", "ZWE"}), ("de", "Zaire warf Rhodesien Verrat vor.", {"COD", "ZWE"}),
    ("en", "South Vietnam accused North Vietnam.", {"SOUTH VIETNAM", "VNM"}),
    ("en", "Serbia and Montenegro signed a treaty with Burma.", {"SRB", "MMR"}),
    ("de", "Südossetien und Abchasien baten Russland um Hilfe.", {"SOUTH OSSETIA", "ABKHAZIA", "RUS"}),
    ("en", "Transnistria asked Russia for help.", {"TRANSNISTRIA", "RUS"}),
    ("en", "Somaliland accused Somalia.", {"SOMALILAND", "SOM"}), ("de", "Kosovo kritisierte Palästina.", {"XKX", "PSE"}),
])  # fmt: skip
def test_homonyms_former_and_disputed_states(language: str, text: str, codes: set[str]):
    assert states_in(text, language, "1988-04-02" if "German" in text or "west" in text else "2025-06-03") == codes


@pytest.mark.parametrize("language", ["de", "en"])
def test_namesakes_are_no_actors_name(language: str):
    """An actor of the name would win over the entry, which then says nothing."""
    assert namesakes(language).isdisjoint(form.form for form in actor_forms(language))
