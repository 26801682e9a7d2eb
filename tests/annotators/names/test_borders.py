"""Where names begin and end, and what lists add, on spans as a tagger gives them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from depesche.annotators.names.borders import Borders, border_words
from depesche.annotators.names.features import parts_of
from depesche.annotators.names.gazetteer import load_gazetteer
from depesche.annotators.names.known import with_organisations, with_single
from depesche.annotators.names.model import NameSpan
from depesche.annotators.names.pieces import Piece
from depesche.errors import LexiconError
from depesche.lang import load_pack
from depesche.lang.base import Pack

KINDS = {"P": "person", "O": "organisation", "L": "place"}
WORD = re.compile(r"[PLO]\[|\]|&|(?:\b1\. )?\w[\w'-]*(?:(?<=\b[A-Z])\.|(?<=\bCo)\.)?|[^\w\s]")


def read(marked: str) -> tuple[list[Piece], list[NameSpan]]:
    """Pieces and names of a text with names as `P[Anna]`: capitals are proper nouns, `~noun` and `^adjective` apart."""
    pieces: list[Piece] = []
    spans: list[NameSpan] = []
    first, kind, tag, dropped = 0, "", "", 0
    for match in WORD.finditer(marked):
        form, start = match.group(), match.start() - dropped
        if form in ("P[", "O[", "L["):
            first, kind = len(pieces), KINDS[form[0]]
        elif form == "]":
            spans.append(NameSpan(first, len(pieces), kind, 0.6))
        elif form in "~^":
            tag = {"~": "NOUN", "^": "ADJ"}[form]
        else:
            said = tag or ("PROPN" if form[0].isupper() else "PUNCT" if not form[0].isalnum() else "ADP")
            pieces += [Piece(form[a:b], said, start + a, start + b) for a, b in parts_of(form)]
            tag = ""
            continue
        dropped += len(form)
    return pieces, spans


def shown(pieces: list[Piece], spans: list[NameSpan]) -> list[str]:
    """The names as `P Anna Berger`."""
    letters = {kind: letter for letter, kind in KINDS.items()}
    return [f"{letters[span.kind]} {' '.join(p.form for p in pieces[span.first : span.end])}" for span in spans]


def mended(marked: str, language: str = "de") -> list[str]:
    pieces, spans = read(marked)
    borders = Borders(pieces, border_words(load_pack(language)), load_gazetteer(language))
    return shown(pieces, borders.mended(spans, whole=frozenset()))


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("L[Passau/Linz]", ["L Passau", "L Linz"]),
        ("L[Passau / Linz]", ["L Passau / Linz"]),
        ("L[Frankfurt/Main]", ["L Frankfurt / Main"]),
        ("L[Amberg (Oberpfalz])", ["L Amberg", "L Oberpfalz"]),
        ("L[Frankfurt (Oder)]", ["L Frankfurt ( Oder )"]),
        ("L[Amberg (~Rang 7])", ["L Amberg"]),
        ("zwischen L[Hamm/Unna] und L[Werl]", ["L Hamm / Unna", "L Werl"]),
        ("L[Inn, Salzach]", ["L Inn", "L Salzach"]),
        ("O[Bund/Länder]", ["O Bund / Länder"]),
    ],
)
def test_borders_de_places_end_at_strokes_commas_and_open_brackets(marked: str, names: list[str]) -> None:
    assert mended(marked) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("P[Peter] von der Heide lachte", ["P Peter von der Heide"]),
        ("P[Peter] von der ~Regierung", ["P Peter"]),
        ("P[Peter] von der O[CDU]", ["P Peter", "O CDU"]),
        ("P[Anna Berger] von Siemens", ["P Anna Berger"]),
        ("P[Javier Pérez] de León", ["P Javier Pérez de León"]),
        ("P[Klaus] Sturm sprach", ["P Klaus Sturm"]),
        ("P[Klaus] ~Nachmittag", ["P Klaus"]),
        ("P[Klaus] O[Siemens]", ["P Klaus", "O Siemens"]),
        ("P[Erik S.] Lesser", ["P Erik S. Lesser"]),
        ("P[Anna Berger] Siemens", ["P Anna Berger"]),
    ],
)
def test_borders_de_names_of_persons_are_whole(marked: str, names: list[str]) -> None:
    assert mended(marked) == names


@pytest.mark.parametrize(
    ("word", "end", "name"),
    [("Schulze-Berger", 2, "P Anna Schulze - Berger"), ("Schulze-Vertraute", 2, "P Anna Schulze")],
)
def test_borders_de_a_surname_of_two_is_whole(word: str, end: int, name: str) -> None:
    pieces, _ = read(f"Anna ~{word}")
    borders = Borders(pieces, border_words(load_pack("de")), load_gazetteer("de"))
    assert shown(pieces, borders.mended([NameSpan(0, end, "person", 0.6)], whole=frozenset())) == [name]


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("die Nord-Holzbau Meyer GmbH", (3, 6), "O Nord - Holzbau Meyer GmbH"),
        ("die Nord-Holzbau Meyer", (3, 5), "O Holzbau Meyer"),
        ("die Meyer GmbH & Co. KGaA", (1, 5), "O Meyer GmbH & Co. KGaA"),
        ("die Meyer GmbH & Co. Verdi", (1, 5), "O Meyer GmbH & Co."),
    ],
)
def test_borders_de_companies_are_whole_to_their_legal_form(text: str, span: tuple[int, int], name: str) -> None:
    pieces, _ = read(text)
    borders = Borders(pieces, border_words(load_pack("de")), load_gazetteer("de"))
    assert shown(pieces, borders.mended([NameSpan(*span, "organisation", 0.6)], whole=frozenset())) == [name]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("der O[~Chiphersteller Nordchip]", ["O Nordchip"]),
        ("die O[^Berliner ~Agentur Nordlicht]", ["L Berliner", "O Nordlicht"]),
        ("die O[~Gewerkschaft der Polizei]", ["O Gewerkschaft der Polizei"]),
        ("die O[~Agentur GmbH]", ["O Agentur GmbH"]),
        ("O[Nord ~Gruppe Süd]", ["O Nord Gruppe Süd"]),
        ("die O[US-Notenbank Fed]", ["L US", "O Fed"]),
        ("P[Niedersachsens ~Wirtschaftsminister Anna Berger]", ["L Niedersachsens", "P Anna Berger"]),
        ("auf der L[~Halbinsel Kola]", ["L Kola"]),
        ("P[Anna König]", ["P Anna König"]),
    ],
)
def test_borders_de_nouns_before_names_are_no_part_of_them(marked: str, names: list[str]) -> None:
    assert mended(marked) == names


def test_borders_de_a_name_known_as_it_stands_keeps_its_noun() -> None:
    pieces, spans = read("O[~Agentur Nordlicht]")
    borders = Borders(pieces, border_words(load_pack("de")), load_gazetteer("de"))
    assert shown(pieces, borders.mended(spans, whole=frozenset({(0, 2)}))) == ["O Agentur Nordlicht"]


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("die L[^Wiener] ~Börse", ["O Wiener Börse"]),
        ("die Süddeutschen ~Zeitung", ["O Süddeutschen Zeitung"]),
        ("die L[^Wiener] ~Oper", ["L Wiener"]),
        ("die O[Wiener Börse AG]", ["O Wiener Börse AG"]),
    ],
)
def test_known_de_organisations_of_several_words(marked: str, names: list[str]) -> None:
    pieces, spans = read(marked)
    phrases = list(load_gazetteer("de").phrases([piece.form for piece in pieces]))
    assert shown(pieces, with_organisations(pieces, spans, phrases)) == names


@pytest.mark.parametrize(
    ("language", "marked", "names"),
    [
        ("de", "~Vattenfall klagt", ["O Vattenfall"]),
        ("de", "L[Vattenfall] klagt", ["L Vattenfall"]),
        ("de", "~Wasserfall klagt", []),
        ("de", "(dpa) Berlin", []),
        ("en", "Adobe sued", ["O Adobe"]),
        ("en", "~Adobe walls", []),
    ],
)
def test_known_organisations_of_one_word(language: str, marked: str, names: list[str]) -> None:
    pieces, spans = read(marked)
    words = border_words(load_pack(language))
    assert shown(pieces, with_single(pieces, spans, load_gazetteer(language), words.known_tags)) == names


def test_known_organisations_are_no_towns_and_no_given_names() -> None:
    gazetteer = load_gazetteer("de")
    assert gazetteer.is_organisation("Lufthansa")
    assert not gazetteer.is_organisation("Leipzig")
    assert not gazetteer.is_organisation("Mercedes")


@pytest.mark.parametrize("text", ["legal_forms = []", "colours = []"])
def test_border_words_with_missing_or_unknown_keys_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "names.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"names\.toml"):
        border_words(Pack("de", tmp_path))
