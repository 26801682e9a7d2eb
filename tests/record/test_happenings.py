from __future__ import annotations

import pytest

from depesche import api
from depesche.model import Document, Place
from depesche.record import Filters, Record
from tests.record.reports import act, put

BALI, DELHI = Place(name="Bali", country="IDN"), Place(name="New Delhi", country="IND")
MEETING = "CONSULT", "person:anna-berg/NOR person:ravi-menon/IND", ""


def met(identity: str, text: str = "Anna Berg met Ravi Menon.", **fields: object) -> Document:
    return act(identity, *MEETING, text, **fields)  # type: ignore[arg-type]


def happening_ids(record: Record) -> set[str]:
    return {entry.happening for entry in api.events(record)}


def test_happenings_unite_reports_of_other_languages_and_outlets(any_record: Record) -> None:
    put(
        any_record,
        met("e1", outlet="Blatt", lang="de", text="Anna Berg traf Ravi Menon.", date="2023-03"),
        met("e2", outlet="Post", place=DELHI, published="2023-03-04", modes=("visit",)),
    )
    (entry,) = api.happenings(any_record)
    assert (entry.reports, entry.independent, entry.languages, entry.outlets) == (2, 2, ["de", "en"], ["Blatt", "Post"])
    assert (entry.date, entry.place, entry.modes) == ("2023-03-02", "New Delhi", ["visit"])
    assert (entry.earliest, entry.earliest_published) == ("a-e1", "2023-03-03")
    assert entry.disagreements == []
    for identity in ("e1", "e2"):
        view = api.happening(any_record, identity)
        assert view is not None
        assert [event.id for event in view.events] == ["e1", "e2"]
        (reason,) = view.reasons
        assert (reason.verdict, reason.left, reason.right) == ("same", "e1", "e2")
        assert "anna-berg" in reason.reason and "CONSULT" in reason.reason
    assert api.happening(any_record, "nothing") is None


@pytest.mark.parametrize(
    "other",
    [
        met("e2", date="2023-03-09", published="2023-03-10"),
        met("e2", date="2023-04", published="2023-04-10"),
        act("e2", "CONSULT", "person:anna-berg/NOR person:li-wei/CHN", "", "Anna Berg met Li Wei."),
        act("e2", "CONSULT", "person:olav-lund/NOR person:kiran-rao/IND", "", "Olav Lund met Kiran Rao."),
        act("e2", "ACCUSE", "person:anna-berg/NOR", "person:ravi-menon/IND", "Anna Berg accused Ravi Menon."),
    ],
    ids=["a week later", "next month", "other counterpart", "other ministers", "other act"],
)
def test_happenings_keep_look_alikes_apart(store: Record, other: Document) -> None:
    put(store, met("e1"), other)
    assert happening_ids(store) == {"e1", "e2"}


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Jordan condemned Israel's strike on the hospital in Deir Salim.", True),
        ("Jordan condemned Israel's new settlements near Qasr Hamra.", False),
    ],
)
def test_happenings_of_everyday_acts_need_common_words(store: Record, text: str, same: bool) -> None:
    german = "Jordanien verurteilte den Angriff Israels auf das Hospital in Deir Salim."
    put(store, act("e1", "ACCUSE", "JOR", "ISR", german, lang="de"), act("e2", "ACCUSE", "JOR", "ISR", text))
    assert (len(happening_ids(store)) == 1) is same


@pytest.mark.parametrize(
    ("field", "one", "other", "values"),
    [
        ("date", {"date": "2023-03-02"}, {"date": "2023-03-03"}, {"2023-03-02", "2023-03-03"}),
        ("place", {"place": DELHI}, {"place": Place(name="Mumbai", country="IND")}, {"New Delhi", "Mumbai"}),
        ("status", {"status": "factual"}, {"status": "denied"}, {"factual", "denied"}),
        ("number", {"text": "Anna Berg met Ravi Menon and 14 others."}, {"text": "Anna Berg met Ravi Menon and 11 others."}, {"14", "11"}),
    ],
)  # fmt: skip
def test_happenings_show_where_reports_differ(
    any_record: Record, field: str, one: dict[str, object], other: dict[str, object], values: set[str]
) -> None:
    put(any_record, met("e1", **one), met("e2", outlet="x", **other))
    view = api.happening(any_record, "e1")
    assert view is not None
    (difference,) = view.disagreements
    assert difference.field == field
    assert {version.value for version in difference.versions} == values
    assert {version.event for version in difference.versions} == {"e1", "e2"}
    assert all(version.sentence.startswith("Anna Berg") for version in difference.versions)


def test_happenings_show_who_acted_as_a_difference(store: Record) -> None:
    text = "The depot in Kafr Dahil was shelled by {} on Thursday, killing 14."
    put(
        store,
        act("e1", "ASSAULT", "RUS", "UKR", text.format("Russia"), place=Place(name="Kafr Dahil", country="UKR")),
        act("e2", "ASSAULT", "USA", "UKR", text.format("the USA"), place=Place(name="Kafr Dahil", country="UKR")),
    )
    view = api.happening(store, "e1")
    assert view is not None
    assert [d.field for d in view.disagreements] == ["actors"]


def test_happenings_of_one_month_are_not_bridged_by_a_report_without_day(store: Record) -> None:
    first, later = {"date": "2023-04-05", "published": "2023-04-06"}, {"date": "2023-04-14", "published": "2023-04-15"}
    whole = {"date": "2023-04", "published": "2023-04-10"}
    stated = act("e3", *MEETING, "In April Anna Berg met Ravi Menon.", date_printed="In April", **whole)
    put(store, met("e1", **first), met("e2", **later), stated, met("e4", **whole))
    assert happening_ids(store) == {"e1", "e2", "e3"}, "only the two reports of one day without a day are one"


def test_happenings_of_two_days_are_not_bridged_by_a_day_between(store: Record) -> None:
    wheat, fish = "wheat prices", "fishing quotas"
    told = {"e1": ("2023-03-02", wheat), "e2": ("2023-03-05", fish), "e3": ("2023-03-03", f"{wheat} and {fish}")}
    for name, (day, words) in told.items():
        text = f"Norway and India met on {words}."
        put(store, act(name, "CONSULT", "NOR IND", "", text, date=day, published="2023-03-06"))
    assert len(happening_ids(store)) == 2


@pytest.mark.parametrize(("modes", "same"), [(("visit",), False), (("phone",), True), ((), True)])
def test_happenings_keep_calls_and_visits_apart(store: Record, modes: tuple[str, ...], same: bool) -> None:
    put(store, met("e1", modes=("phone",)), met("e2", modes=modes))
    assert (len(happening_ids(store)) == 1) is same


def test_happenings_are_not_bridged_by_a_meeting_whose_format_is_not_said(store: Record) -> None:
    put(store, met("e1", modes=("phone",)), met("e2", modes=("visit",)), met("e3"))
    view = api.happening(store, "e3")
    assert view is not None
    assert len(view.events) == 2


def test_happenings_are_not_bridged_by_states_where_other_persons_met(store: Record) -> None:
    put(
        store,
        met("e1"),
        act("e2", "CONSULT", "person:olav-lund/NOR person:kiran-rao/IND", "", "Olav Lund met Kiran Rao."),
        act("e3", "CONSULT", "NOR IND", "", "Norway and India met."),
    )
    view = api.happening(store, "e3")
    assert view is not None
    assert not {"e1", "e2"} <= {event.id for event in view.events}


@pytest.mark.parametrize(("type", "same"), [("SANCTION", False), ("COERCE", False), ("ASSAULT", True)])
def test_happenings_of_another_actor_are_other_acts_except_disputed_ones(store: Record, type: str, same: bool) -> None:
    text, place = "{} struck the firm Tavrida in Kafr Dahil with 14 orders.", Place(name="Kafr Dahil", country="UKR")
    put(
        store,
        act("e1", type, "RUS", "UKR", text.format("Russia"), place=place),
        act("e2", type, "USA", "UKR", text.format("The USA"), place=place),
    )
    assert (len(happening_ids(store)) == 1) is same


def test_happenings_have_one_event_of_each_report(store: Record) -> None:
    put(store, met("e1"))
    two = met("e2")
    from dataclasses import replace

    twice = replace(two, events=(two.events[0], replace(two.events[0], id="e3")))
    put(store, twice)
    assert len(happening_ids(store)) == 2


def test_happenings_page_through_all_once(store: Record) -> None:
    for day in range(1, 9):
        put(store, met(f"a{day}", date=f"2023-0{day}-05"), met(f"b{day}", date=f"2023-0{day}-05", outlet="x"))
    seen, cursor = [], None
    while True:
        page = api.happenings(store, Filters(limit=3, cursor=cursor))
        seen += [entry.id for entry in page]
        cursor = page.cursor
        if cursor is None:
            break
    assert seen == [f"a{day}" for day in range(8, 0, -1)]
    assert len(api.happenings(store, Filters(outlet="x"))) == 8
    assert [h.id for h in api.happenings(store, Filters(offset=6))] == ["a2", "a1"]


def test_happenings_are_found_by_independent_reports(store: Record) -> None:
    put(store, met("e1"), met("e2", outlet="x", text="Ravi Menon received Anna Berg."), met("e3", date="2023-05-05"))
    assert [entry.id for entry in api.happenings(store, Filters(independent=2))] == ["e1"]


def test_happenings_lose_a_report_that_says_otherwise_when_read_anew(store: Record) -> None:
    put(store, met("e1"), met("e2", outlet="x"))
    put(store, met("e2", outlet="x", date="2023-06-01"), pipeline="2")
    assert happening_ids(store) == {"e1", "e2"}
    assert api.check(store) == []


def test_meetings_of_one_series_are_linked(any_record: Record) -> None:
    who = "org:G20/G20 person:anna-berg/NOR"
    put(
        any_record,
        act("e1", "CONSULT", who, "", "The G20 foreign ministers met in Bali.", date="2022-07-08", place=BALI),
        act("e2", "CONSULT", who, "", "Treffen der G20-Außenminister in Neu Delhi.", lang="de", place=DELHI),
        act(
            "e3", "CONSULT", who, "", "Talks on the sidelines of the G20 foreign ministers' meeting.", date="2023-05-01"
        ),
        act("e4", "CONSULT", who, "", "The G20 summit in New Delhi.", date="2023-09-09"),
    )
    view = api.happening(any_record, "e2")
    assert view is not None
    assert view.meeting is not None
    assert view.meeting.series == "G20 foreign ministers"
    assert [meeting.id for meeting in view.series] == ["e1"]
    assert {m.id: m.series for m in api.meetings(any_record)} == {
        "e1": "G20 foreign ministers", "e2": "G20 foreign ministers", "e3": None, "e4": "G20 summit",
    }  # fmt: skip
