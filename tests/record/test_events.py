from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from depesche import api
from depesche.errors import QueryError
from depesche.model import EventDate, Place
from depesche.record import Filters, Record
from tests.factory import make_quotation
from tests.record.reports import act, actor, event, put, report


@pytest.fixture
def filled(any_record: Record) -> Record:
    put(
        any_record,
        act("e1", "ACCUSE", "RUS", "USA", "Russia accused the USA.", date="2023-03-02", outlet="One"),
        act("e2", "ACCUSE", "USA", "RUS", "The USA accused Russia of lying.", date="2023-03-05", outlet="Two", lang="de"),
        act("e3", "CONSULT", "RUS USA", "", "Russia and the USA talked in Bali.", date="2023-04", place=Place(name="Bali", country="IDN")),
        act("e4", "ASSAULT", "RUS", "UKR", "Russia shelled a town.", date="2023-04-10", status="denied", modes=("heavy-weapons",)),
        act("e5", "AID", "IND", "UKR", "India sent tents.", date=None, published="2023-05-01", contexts=("humanitarian",)),
        act("e6", "ACCUSE", "person:sergei-lavrov/RUS", "USA", "Sergei Lavrov accused the USA again.", date="2023-06-01"),
        act("e7", "SUPPORT", "IND", "UKR", "India praised Ukraine.", date=None, published=None),
    )  # fmt: skip
    return any_record


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "e6 e5 e4 e3 e2 e1 e7"),
        ({"actor": "RUS"}, "e6 e4 e3 e1"),
        ({"actor": "russland"}, "e6 e4 e3 e1"),
        ({"actor": "Lawrow"}, "e6"),
        ({"actor": "person:sergei-lavrov"}, "e6"),
        ({"actor": "state:RUS"}, "e4 e3 e1"),
        ({"recipient": "USA"}, "e6 e3 e1"),
        ({"actor": "RUS", "recipient": "USA"}, "e6 e3 e1"),
        ({"actor": "USA", "recipient": "RUS"}, "e3 e2"),
        ({"actor": "Lavrov", "recipient": "USA"}, "e6"),
        ({"party": "USA"}, "e6 e3 e2 e1"),
        ({"actor": "RUS", "party": "USA"}, "e6 e3 e1"),
        ({"actor": "RUS", "recipient": "UKR", "party": "USA"}, ""),
        ({"actor": "nobody"}, ""),
        ({"type": "ACCUSE"}, "e6 e2 e1"),
        ({"type": "AID,SUPPORT"}, "e5 e7"),
        ({"quad": "material conflict"}, "e4"),
        ({"quad": "material conflict", "type": "AID"}, ""),
        ({"mode": "heavy-weapons"}, "e4"),
        ({"context": "humanitarian"}, "e5"),
        ({"status": "denied"}, "e4"),
        ({"place": "IDN"}, "e3"),
        ({"place": "bali"}, "e3"),
        ({"outlet": "one"}, "e1"),
        ({"language": "de"}, "e2"),
        ({"article": "a-e4"}, "e4"),
        ({"since": "2023-04-05"}, "e6 e5 e4 e3"),
        ({"since": "2023-04-05", "until": "2023-04-09"}, "e3"),
        ({"since": "2023-05"}, "e6 e5"),
        ({"until": "2023-03"}, "e2 e1"),
        ({"until": "2023-03-02"}, "e1"),
        ({"since": "2022", "until": "2022"}, ""),
        ({"since": "2023", "until": "2023"}, "e6 e5 e4 e3 e2 e1"),
        ({"limit": 2, "offset": 1}, "e5 e4"),
        ({"limit": 0, "offset": 5}, "e1 e7"),
    ],
)
def test_events_are_found_by_every_filter(filled: Record, wanted: dict[str, Any], found: str) -> None:
    assert [entry.id for entry in api.events(filled, Filters(**wanted))] == found.split()


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("wanted", [{}, {"actor": "RUS"}, {"recipient": "USA"}, {"type": "ACCUSE"}])
def test_events_pages_give_every_entry_once_in_order(filled: Record, wanted: dict[str, Any], size: int) -> None:
    whole = [entry.id for entry in api.events(filled, Filters(**wanted))]
    paged, cursor = [], None
    while True:
        page = api.events(filled, Filters(**wanted, limit=size, cursor=cursor))
        paged += [entry.id for entry in page]
        cursor = page.cursor
        if cursor is None:
            break
    assert paged == whole


def test_events_by_id_come_in_the_order_asked_for(filled: Record) -> None:
    ids = [entry.id for entry in api.events(filled)]
    asked = [*reversed(ids), "no-such-event", ids[0]]
    assert [entry.id for entry in api.events_by_id(filled, asked)] == [*reversed(ids), ids[0]]
    assert api.events_by_id(filled, []) == []


def test_events_order_does_not_depend_on_the_order_of_adding(any_record: Record, tmp_path: Any) -> None:
    documents = [act(f"x{n}", "ACCUSE", "RUS", "USA", f"Russia accused the USA {n} times.") for n in range(12)]
    put(any_record, *documents)
    with Record(tmp_path / "other.db") as other:
        put(other, *reversed(documents))
        assert [e.id for e in api.events(other)] == [e.id for e in api.events(any_record)]


def test_events_carry_their_words_parties_and_report(filled: Record) -> None:
    entry = api.event(filled, "e6")
    assert entry is not None
    assert entry.evidence == ["Sergei Lavrov accused the USA again."]
    assert [(p.id, p.name, p.code, p.kind) for p in entry.actors] == [
        ("person:sergei-lavrov", "Sergei Lavrov", "RUS", "person")
    ]
    assert (entry.quad, entry.published, entry.happening) == ("verbal conflict", "2023-03-03", "e6")
    assert api.event(filled, "nothing") is None


@pytest.mark.parametrize(
    "wanted",
    [
        {"type": "NOTHING"},
        {"status": "true"},
        {"since": "soon"},
        {"until": "2023-13"},
        {"until": "2023-02-30"},
        {"limit": -1},
        {"cursor": "!"},
        {"form": "sung"},
    ],
)
def test_filters_refuse_what_cannot_be(wanted: dict[str, Any]) -> None:
    with pytest.raises(QueryError):
        Filters(**wanted)


@pytest.mark.parametrize("name", ["50%", "_", "'; DROP TABLE event; --", "\\", '"', "a\x00b"[:1]])
def test_events_names_are_never_patterns_or_commands(filled: Record, name: str) -> None:
    assert api.events(filled, Filters(actor=name, outlet=name, mode=name, place=name)) == []
    assert len(api.events(filled)) == 7


def test_timeline_puts_each_event_into_its_period(filled: Record) -> None:
    by_day = {entry.period: entry.events for entry in api.timeline(filled, Filters(), "day")}
    assert by_day == {"2023-03-02": 1, "2023-03-05": 1, "2023-04": 1, "2023-04-10": 1, "2023-05-01": 1, "2023-06-01": 1}
    april = next(entry for entry in api.timeline(filled) if entry.period == "2023-04")
    assert (april.events, april.cooperation, april.conflict, april.types) == (2, 1, 1, {"ASSAULT": 1, "CONSULT": 1})
    with pytest.raises(QueryError):
        api.timeline(filled, Filters(), "century")


def test_dyad_counts_both_directions_and_mutual_events_apart(filled: Record) -> None:
    view = api.dyad(filled, "Russland", "USA")
    assert (view.forth, view.back, view.mutual) == (2, 1, 1)
    assert [entry.id for entry in view.events] == ["e6", "e3", "e2", "e1"]
    assert [meeting.id for meeting in view.meetings] == ["e3"]
    assert [(entry.period, entry.events) for entry in view.timeline] == [("2023-03", 2), ("2023-04", 1), ("2023-06", 1)]
    with pytest.raises(QueryError):
        api.dyad(filled, "RUS", "Russland")


def test_dyad_without_timeline_says_the_same_else(filled: Record) -> None:
    whole, short = (api.dyad(filled, "Russland", "USA", timeline=wanted) for wanted in (True, False))
    assert whole.timeline
    assert short == replace(whole, timeline=[])


def test_facets_count_the_values_of_matching_events(filled: Record) -> None:
    facets = api.facets(filled, Filters(actor="RUS"))
    assert {f.value: f.count for f in facets["type"]} == {"ACCUSE": 2, "ASSAULT": 1, "CONSULT": 1}
    assert {f.value: f.count for f in facets["status"]} == {"factual": 3, "denied": 1}
    assert ("RUS>USA", 3) in [(f.value, f.count) for f in facets["dyad"]]
    assert {f.value: f.count for f in facets["outlet"]} == {"One": 1}
    assert [(f.value, f.label) for f in facets["place"]] == [("IDN", "Indonesia")]


def test_quotations_are_found_by_speaker_addressee_object_and_carrier(any_record: Record) -> None:
    text = 'Sergei Lavrov told India: "The USA must leave." Interfax carried it.'
    said = make_quotation(
        text, "The USA must leave.", speaker="person:sergei-lavrov", addressee=("state:IND",), via=("Interfax",),
        date=EventDate(value="2023-03-02"),
    )  # fmt: skip
    put(any_record, report("q", text, actors="person:sergei-lavrov/RUS IND USA", quotations=[said]))
    for wanted in (
        {"actor": "Lawrow"}, {"actor": "RUS"}, {"recipient": "Indien"}, {"about": "USA"}, {"via": "interfax"},
        {"party": "IND"}, {"actor": "RUS", "about": "USA", "form": "direct", "since": "2023-03-02"},
    ):  # fmt: skip
        (found,) = api.quotes(any_record, Filters(**wanted))
        assert (found.content, found.speaker_name) == ("The USA must leave.", "Sergei Lavrov")
    for wanted in ({"actor": "USA"}, {"about": "IND"}, {"form": "indirect"}, {"since": "2023-03-03"}):
        assert api.quotes(any_record, Filters(**wanted)) == []


def test_articles_show_counts_and_are_found_by_anyone_named(filled: Record) -> None:
    found = api.articles(filled, Filters(party="IND"))
    assert [(entry.id, entry.events) for entry in found] == [("a-e5", 1), ("a-e7", 1)]
    assert [entry.id for entry in api.articles(filled, Filters(since="2023-04"))] == ["a-e5"]


def test_article_gives_the_reading_back(any_record: Record) -> None:
    text = "Russia accused the USA. The USA answered."
    made = report(
        "a",
        text,
        actors="RUS USA",
        events=[event("e", "ACCUSE", "RUS", "USA", words="Russia accused the USA.", text=text)],
    )
    put(any_record, made)
    view = api.article(any_record, "a")
    assert view is not None
    assert view.text == text
    assert view.document == made
    assert view.events[0].spans == [(0, 23)]
    assert api.article(any_record, "b") is None


def test_actor_of_unknown_code_is_not_there(filled: Record) -> None:
    assert api.actor(filled, "ZWE") is None
    assert actor("RUS", "Russia").mentions


def test_listing_turns_into_tables(filled: Record) -> None:
    found = api.events(filled)
    assert found.to_pandas()["id"].tolist() == [entry.id for entry in found]
    assert found.to_arrow().column("id").to_pylist() == [entry.id for entry in found]
    assert found.to_polars()["type"].to_list() == [entry.type for entry in found]
    assert found.to_dicts()[0]["actors"][0]["code"] == "RUS"


def test_events_of_cote_divoire_are_not_those_of_unnamed_civilians(any_record: Record) -> None:
    put(
        any_record,
        act("e1", "ASSAULT", "RUS", "unnamed:CIV/hostage/CIV", "Russia took hostages."),
        act("e2", "ASSAULT", "RUS", "CIV", "Russia attacked CIV."),
    )
    assert [entry.id for entry in api.events(any_record, Filters(recipient="CIV"))] == ["e2"]
    assert [entry.id for entry in api.events(any_record, Filters(recipient="unnamed:CIV/hostage"))] == ["e1"]
    assert api.dyad(any_record, "RUS", "CIV").forth == 1
