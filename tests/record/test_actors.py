from __future__ import annotations

import pytest

from depesche import api
from depesche.model import OfficeFact, Span
from depesche.record import Filters, Record
from tests.factory import make_quotation
from tests.record.reports import act, event, put, report


def test_actor_of_the_codebook_shows_names_offices_and_dealings(any_record: Record) -> None:
    text = "Sergei Lavrov met Ravi Menon. It went well."
    put(
        any_record,
        report(
            "a", text, published="2023-03-03", actors="person:sergei-lavrov/RUS person:ravi-menon/IND",
            events=[event("e1", "CONSULT", "person:sergei-lavrov person:ravi-menon", words="Sergei Lavrov met Ravi Menon.", text=text)],
            quotations=[make_quotation(text, "It went well.", speaker="person:sergei-lavrov")],
        ),
        act("e2", "ACCUSE", "person:sergei-lavrov/RUS", "USA", "Sergei Lavrov accused the USA.", date="2023-03-01"),
    )  # fmt: skip
    for word in ("Lawrow", "Lavrov", "person:sergei-lavrov", "Sergej Lawrow"):
        view = api.actor(any_record, word)
        assert view is not None
        assert view.entry.id == "person:sergei-lavrov"
        assert any("Lawrow" in alias for alias in view.aliases)
        assert ("foreign minister", "RUS") in {(office.office, office.code) for office in view.offices}
        assert all(office.start for office in view.offices if office.source == "codebook")
        assert [(c.party.code, c.events) for c in view.counterparts] == [("IND", 1), ("USA", 1)]
        assert [m.id for m in view.meetings] == ["e1"]
        assert [q.content for q in view.said] == ["It went well."]
        assert (view.acts, view.receives, view.says) == (2, 0, 1)
        assert view.tone_given == pytest.approx((1.5 - 3.0) / 2)
        assert view.tone_received is None


def test_actor_spelt_in_two_languages_is_one(any_record: Record) -> None:
    put(
        any_record,
        act("e1", "ACCUSE", "person:jerlan-schumabajew/KAZ", "USA", "Jerlan Schumabajew klagte an.", lang="de"),
        act("e2", "REJECT", "person:yerlan-shumabayev/KAZ", "RUS", "Yerlan Shumabayev refused."),
    )
    view = api.actor(any_record, "Schumabajew")
    assert view is not None
    assert len(view.ids) == 2
    assert view.acts == 2
    (judgement,) = api.judgements(any_record, view.entry.id, rules=True)
    assert judgement.kind == "actor" and judgement.verdict == "same"
    api.undo(any_record, judgement.id, by="Ada")
    view = api.actor(any_record, "person:jerlan-schumabajew")
    assert view is not None
    assert view.ids == ["person:jerlan-schumabajew"]


@pytest.mark.parametrize(
    "other", ["person:olga-schumabajew/KAZ", "person:jerlan-schumabajew-junior/KAZ", "person:yerlan-shumabayev/UZB"]
)
def test_actors_of_one_surname_or_other_states_stay_two(store: Record, other: str) -> None:
    put(store, act("e1", "ACCUSE", "person:jerlan-schumabajew/KAZ", "USA", "Jerlan Schumabajew klagte an."))
    put(store, act("e2", "ACCUSE", other, "USA", "Another one accused."))
    assert api.judgements(store, rules=True) == []
    view = api.actor(store, "person:jerlan-schumabajew")
    assert view is not None
    assert view.acts == 1


def test_actor_asked_by_surname_names_the_others(store: Record) -> None:
    put(
        store,
        act("e1", "ACCUSE", "person:jerlan-schumabajew/KAZ", "USA", "Jerlan Schumabajew klagte an."),
        act("e2", "ACCUSE", "person:olga-schumabajew/KAZ", "USA", "Olga Schumabajew klagte an."),
    )
    view = api.actor(store, "Shumabayev")
    assert view is not None
    assert {view.entry.id, *(other.id for other in view.others)} == {
        "person:jerlan-schumabajew", "person:olga-schumabajew",
    }  # fmt: skip


def test_offices_are_learnt_from_reports_with_their_words(any_record: Record) -> None:
    text = "Norway's foreign minister Anna Berg spoke."
    office = OfficeFact(
        person="person:anna-berg", office="foreign minister", code="NOR", evidence=(Span(0, 35),), new=True
    )
    for number, day in enumerate(("2023-05-01", "2023-03-01")):
        put(any_record, report(f"a{number}", text, published=day, actors="person:anna-berg/NOR", offices=[office]))
    view = api.actor(any_record, "Anna Berg")
    assert view is not None
    (learnt,) = view.offices
    assert (learnt.start, learnt.end, learnt.source) == ("2023-03-01", "2023-05-01", "reports")
    assert learnt.articles == ["a1", "a0"]
    assert learnt.words == "Norway's foreign minister Anna Berg"


def test_actor_who_changes_office_keeps_one_entry(store: Record) -> None:
    text = "Anna Berg spoke."
    for number, post in enumerate(("foreign minister", "prime minister")):
        office = OfficeFact(person="person:anna-berg", office=post, code="NOR", evidence=(Span(0, 9),))
        put(
            store,
            report(f"a{number}", text, published=f"202{number}-03-01", actors="person:anna-berg/NOR", offices=[office]),
        )
    view = api.actor(store, "Anna Berg")
    assert view is not None
    assert [(o.office, o.start) for o in view.offices] == [
        ("prime minister", "2021-03-01"),
        ("foreign minister", "2020-03-01"),
    ]


def test_actors_are_listed_by_mentions_and_paged(any_record: Record) -> None:
    for number, who in enumerate(("RUS", "RUS", "USA", "IND")):
        name = {"RUS": "Russia", "USA": "USA", "IND": "India"}[who]
        put(any_record, act(f"e{number}", "PROTEST", who, "", f"{name} protested, day {number}."))
    assert next((a.id, a.articles) for a in api.actors(any_record)) == ("state:RUS", 2)
    seen, cursor = [], None
    while True:
        page = api.actors(any_record, Filters(limit=1, cursor=cursor))
        seen += [a.id for a in page]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == [a.id for a in api.actors(any_record)]
    assert [a.id for a in api.actors(any_record, Filters(party="Indien"))] == ["state:IND"]
