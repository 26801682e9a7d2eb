from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche import api
from depesche.errors import QueryError
from depesche.record import Filters, Record
from depesche.record.expressions import Words, for_fts5, for_tsquery, parse_expression
from depesche.record.questions.searching import find_hits
from tests.factory import make_quotation
from tests.record.reports import event, put, report

TEXTS = {
    "g1": "Die Außenminister trafen sich in Köln. Über die humanitäre Lage im Jemen sprach niemand.",
    "g2": "Der Aussenminister von Müller & Söhne schwieg zur humanitären Hilfe.",
    "e1": "The foreign minister spoke about the humanitarian situation in Yemen and Sudan.",
    "e2": "Elections in Sudan were delayed; the minister of foreign trade was silent.",
}


@pytest.fixture
def library(any_record: Record) -> Record:
    for number, (name, text) in enumerate(TEXTS.items()):
        lang = "de" if name.startswith("g") else "en"
        put(any_record, report(name, text, published=f"2023-03-{10 - number:02d}", lang=lang, outlet=name))
    return any_record


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("aussenminister", "g1 g2"),
        ("Außenminister", "g1 g2"),
        ("AUSSENMINISTER", "g1 g2"),
        ("koeln", "g1"),
        ("koln", "g1"),
        ("Köln", "g1"),
        ("mueller", "g2"),
        ("jemen OR yemen", "g1 e1"),
        ("sudan minister", "e1 e2"),
        ("sudan AND minister", "e1 e2"),
        ("sudan NOT yemen", "e2"),
        ("sudan -yemen", "e2"),
        ('"foreign minister"', "e1"),
        ("„foreign minister“", "e1"),
        ('"minister foreign"', ""),
        ("human*", "g1 g2 e1"),
        ('"humanitarian sit"*', "e1"),
        ("(yemen OR elections) AND sudan", "e1 e2"),
        ("sudan NOT (yemen OR elections)", ""),
        ("humanitäre", "g1"),
        ("and", "e1"),
        ("nichtda", ""),
        ("NEAR(sudan)", ""),
        ("plain:sudan", ""),
    ],
)
def test_search_finds_words_however_they_are_spelt(library: Record, words: str, found: str) -> None:
    assert [hit.id for hit in api.search(library, words)] == found.split()


@pytest.mark.parametrize(
    "words",
    [
        "",
        "  ",
        "AND",
        "OR x",
        "x OR",
        "NOT x",
        "x AND",
        "x NOT",
        "(x",
        "x)",
        "()",
        '"x',
        '""',
        "***",
        "-",
        "x OR NOT y",
        "(" * 60 + "x",
    ],
)
def test_search_says_what_is_malformed(library: Record, words: str) -> None:
    with pytest.raises(QueryError):
        api.search(library, words)


@given(st.text(max_size=40))
def test_search_takes_any_text_or_refuses_it(words: str) -> None:
    try:
        found = parse_expression(words)
    except QueryError:
        return
    assert for_fts5(found)
    assert for_tsquery(found)
    Words(words).satisfy(found)


@pytest.mark.parametrize(
    "words", ["x' OR 1 = 1", 'a"b"c', "x' | 'y", "a:*b", "it's", "50% & more", "x\\y", "‘a’", "a\tb"]
)
def test_search_terms_are_never_commands(library: Record, words: str) -> None:
    api.search(library, words)


def test_search_narrows_by_filters_and_pages(library: Record) -> None:
    assert [h.id for h in api.search(library, "sudan OR aussenminister", Filters(language="de"))] == ["g1", "g2"]
    assert [h.id for h in api.search(library, "sudan", Filters(since="2023-03-08"))] == ["e1"]
    seen, cursor = [], None
    while True:
        page = api.search(library, "sudan OR aussenminister", Filters(limit=1, cursor=cursor))
        seen += [hit.id for hit in page]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == ["g1", "g2", "e1", "e2"]


@pytest.mark.parametrize("walked", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("wanted", [{}, {"since": "2023-03-08"}, {"until": "2023-03-09"}, {"language": "en"}])
def test_search_does_not_depend_on_where_it_stops_walking(library: Record, walked: int, wanted: dict[str, str]) -> None:
    words = "sudan OR aussenminister"
    every = [hit.id for hit in api.search(library, words, Filters(**wanted))]
    assert every
    for limit in (1, 2, 0):
        seen, cursor = [], None
        while True:
            filters = Filters(limit=limit, cursor=cursor, **wanted)  # type: ignore[arg-type]
            page = library.ask(find_hits, words, filters, walked=walked)
            seen += [hit.id for hit in page]
            cursor = page.cursor
            if cursor is None:
                break
        assert seen == every


def test_search_marks_the_words_in_snippet_and_text(library: Record) -> None:
    (hit,) = api.search(library, "koeln")
    assert [TEXTS["g1"][start:end] for start, end in hit.spans] == ["Köln"]
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Köln"]


def test_search_names_the_smallest_entry_whose_own_words_match(any_record: Record) -> None:
    text = 'Russia accused the USA of spying. "Spying is what they do," said Moscow. Nobody else spoke of spying.'
    put(
        any_record,
        report(
            "a", text, actors="RUS USA",
            events=[event("e", "ACCUSE", "RUS", "USA", words="Russia accused the USA of spying.", text=text)],
            quotations=[make_quotation(text, "Spying is what they do,", speaker="state:RUS")],
        ),
    )  # fmt: skip
    (hit,) = api.search(any_record, "spying")
    assert hit.kind == "quotation"
    assert [h.id for h in api.search(any_record, "spying", kind="event")] == ["e"]
    assert api.search(any_record, "spying NOT accused", kind="event") == []
    assert [h.kind for h in api.search(any_record, "spying NOT accused", kind="quotation")] == ["quotation"]
    assert api.search(any_record, "spying", Filters(actor="USA"), kind="event") == []
    assert [h.id for h in api.search(any_record, "nobody")] == ["a"]
    with pytest.raises(QueryError):
        api.search(any_record, "spying", kind="poem")
