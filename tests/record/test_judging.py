from __future__ import annotations

from dataclasses import replace

import pytest

from depesche import api
from depesche.errors import QueryError
from depesche.model import Position, Span
from depesche.record import Filters, Record
from tests.factory import make_quotation
from tests.record.reports import act, event, put, report

BY = {"by": "Ada", "reason": "I was there."}


def ids(record: Record, **wanted: object) -> list[str]:
    return [entry.id for entry in api.events(record, Filters(**wanted))]  # type: ignore[arg-type]


def test_judge_wrong_hides_an_entry_until_it_is_undone(any_record: Record) -> None:
    put(any_record, act("e1", "ACCUSE", "RUS", "USA", "Russia accused the USA."))
    made = api.judge(any_record, "e1", **BY)
    assert (made.verdict, made.by, made.reason, made.undone) == ("wrong", "Ada", "I was there.", False)
    assert ids(any_record) == []
    assert ids(any_record, actor="RUS", recipient="USA") == []
    assert api.timeline(any_record) == []
    assert [e.wrong for e in api.events(any_record, Filters(wrong=True))] == [True]
    api.undo(any_record, made.id, **BY)
    assert ids(any_record) == ["e1"]
    assert [(j.verdict, j.undone) for j in api.judgements(any_record)] == [("wrong", True), ("undone", False)]


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("type", "REJECT", {"type": "REJECT"}),
        ("status", "denied", {"status": "denied"}),
        ("date", "2021-07", {"since": "2021-07-09", "until": "2021-07-09"}),
        ("place", "Paris", {"place": "FRA"}),
        ("country", "IND", {"place": "IND"}),
        ("modes", "allege,disapprove", {"mode": "allege"}),
        ("actors", "IND", {"actor": "IND", "recipient": "USA"}),
        ("recipients", "person:sergei-lavrov,org:EU", {"recipient": "EU"}),
    ],
)
def test_judge_corrects_a_field_and_finds_the_entry_by_it(
    any_record: Record, field: str, value: str, wanted: dict[str, str]
) -> None:
    put(any_record, act("e1", "ACCUSE", "RUS", "USA", "Russia accused the USA."))
    assert ids(any_record, **wanted) == []
    made = api.judge(any_record, "e1", field=field, value=value, **BY)
    assert ids(any_record, **wanted) == ["e1"]
    assert api.events(any_record)[0].judged
    view = api.article(any_record, "a-e1")
    assert view is not None
    assert view.document.events[0].type == "ACCUSE"  # the reading stays as it was
    assert api.check(any_record) == []
    api.undo(any_record, made.id, **BY)
    assert ids(any_record, **wanted) == []


def test_judge_corrects_quotations_and_positions(any_record: Record) -> None:
    text = "They lie, said Moscow of the USA."
    said = make_quotation(text, "They lie", speaker="state:RUS")
    stance = Position(holder="state:RUS", target="state:USA", stance="opposes", evidence=(Span(0, 8),))
    put(any_record, report("a", text, actors="RUS USA", quotations=[said], positions=[stance]))
    (quotation,), (position,) = api.quotes(any_record), api.positions(any_record)
    api.judge(any_record, quotation.id, field="speaker", value="IND", **BY)
    api.judge(any_record, quotation.id, field="form", value="indirect", **BY)
    api.judge(any_record, position.id, field="stance", value="neutral", **BY)
    (fixed,) = api.quotes(any_record, Filters(actor="IND"))
    assert (fixed.id, fixed.form, fixed.speaker_name) == (quotation.id, "indirect", "India")
    assert [(p.id, p.stance) for p in api.positions(any_record)] == [(position.id, "neutral")]
    api.judge(any_record, quotation.id, **BY)
    assert api.quotes(any_record) == []


@pytest.mark.parametrize(
    ("entry", "field", "value", "by"),
    [
        ("nothing", None, None, "Ada"),
        ("e1", "colour", "red", "Ada"),
        ("e1", "type", "LOVE", "Ada"),
        ("e1", "date", "yesterday", "Ada"),
        ("e1", "actors", "Ruritania", "Ada"),
        ("e1", "country", "Russia", "Ada"),
        ("e1", None, "x", "Ada"),
        ("e1", None, None, "  "),
    ],
)
def test_judge_refuses_what_cannot_be(store: Record, entry: str, field: str | None, value: str | None, by: str) -> None:
    put(store, act("e1", "ACCUSE", "RUS", "USA", "Russia accused the USA."))
    with pytest.raises(QueryError):
        api.judge(store, entry, field=field, value=value, by=by)
    assert api.judgements(store) == []
    assert ids(store) == ["e1"]


def test_merge_and_split_hold_against_the_rules(any_record: Record) -> None:
    who = "person:anna-berg/NOR person:ravi-menon/IND"
    put(
        any_record,
        act("e1", "CONSULT", who, "", "Anna Berg met Ravi Menon."),
        act("e2", "CONSULT", who, "", "Anna Berg met Ravi Menon.", outlet="x"),
        act("e3", "CONSULT", who, "", "Anna Berg met Ravi Menon.", date="2023-08-01"),
    )
    assert [h.reports for h in api.happenings(any_record)] == [1, 2]
    api.split(any_record, "e2", **BY)
    assert [h.reports for h in api.happenings(any_record)] == [1, 1, 1]
    put(any_record, act("e2", "CONSULT", who, "", "Anna Berg met Ravi Menon.", outlet="x"), pipeline="2")
    assert [h.reports for h in api.happenings(any_record)] == [1, 1, 1]
    merged = api.merge(any_record, "e3", "e1", **BY)
    view = api.happening(any_record, "e3")
    assert view is not None
    assert sorted(e.id for e in view.events) == ["e1", "e3"]
    assert [d.field for d in view.disagreements] == ["date"]
    api.undo(any_record, merged.id, **BY)
    assert [h.reports for h in api.happenings(any_record)] == [1, 1, 1]
    with pytest.raises(QueryError):
        api.split(any_record, "e2", **BY)
    with pytest.raises(QueryError):
        api.merge(any_record, "e1", "e1", **BY)
    with pytest.raises(QueryError):
        api.undo(any_record, merged.id, **BY)
    with pytest.raises(QueryError):
        api.undo(any_record, 9999, **BY)


def test_undoing_a_rule_keeps_it_from_judging_so_again(store: Record) -> None:
    who = "person:anna-berg/NOR person:ravi-menon/IND"
    put(store, *(act(f"e{n}", "CONSULT", who, "", "Anna Berg met Ravi Menon.", outlet=str(n)) for n in (1, 2)))
    (rule,) = api.judgements(store, "e1", rules=True)
    api.undo(store, rule.id, **BY)
    put(store, act("e2", "CONSULT", who, "", "Anna Berg met Ravi Menon.", outlet="2"), pipeline="2")
    assert [h.reports for h in api.happenings(store)] == [1, 1]


def test_judgements_are_carried_over_to_a_new_reading(any_record: Record) -> None:
    text = "On Thursday Russia accused the USA. India met Norway."
    first = [
        event("old1", "ACCUSE", "RUS", "USA", words="Russia accused the USA", text=text),
        event("old2", "CONSULT", "IND NOR", words="India met Norway", text=text),
    ]
    put(any_record, report("a", text, actors="RUS USA IND NOR", events=first))
    put(any_record, act("e9", "CONSULT", "IND NOR", "", "India and Norway talked.", date="2024-01-01"))
    api.judge(any_record, "old1", field="date", value="2023-02-02", **BY)
    api.merge(any_record, "old2", "e9", **BY)
    newer = [
        event("new1", "ACCUSE", "RUS", "USA", words="On Thursday Russia accused the USA.", text=text),
        event("new2", "CONSULT", "IND NOR", words="India met Norway.", text=text),
    ]
    put(any_record, report("a", text, actors="RUS USA IND NOR", events=newer), pipeline="2")
    assert {e.id: e.date for e in api.events(any_record, Filters(article="a"))} == {"new1": "2023-02-02", "new2": None}
    view = api.happening(any_record, "new2")
    assert view is not None
    assert sorted(e.id for e in view.events) == ["e9", "new2"]
    standing = [j for j in api.judgements(any_record) if not j.undone]
    assert [(j.left, j.by) for j in standing] == [("new1", "Ada"), ("new2", "Ada")]
    assert api.check(any_record) == []


def test_judgements_wait_where_the_new_reading_has_no_such_entry(store: Record) -> None:
    made = act("e1", "ACCUSE", "RUS", "USA", "Russia accused the USA.")
    put(store, made)
    api.judge(store, "e1", **BY)
    put(store, replace(made, events=()), pipeline="2")
    (problem,) = api.check(store)
    assert (problem.kind, problem.entry) == ("judgement", "1")
    put(store, made, pipeline="3")
    assert api.check(store) == []
    assert ids(store) == []


def test_actors_are_merged_and_split_by_persons(any_record: Record) -> None:
    put(
        any_record,
        act("e1", "ACCUSE", "person:anna-berg/NOR", "USA", "Anna Berg accused the USA."),
        act("e2", "ACCUSE", "person:a-berg-hansen/NOR", "USA", "A Berg Hansen accused the USA of it."),
    )
    assert ids(any_record, actor="person:anna-berg") == ["e1"]
    made = api.merge(any_record, "person:a-berg-hansen", "person:anna-berg", **BY)
    assert sorted(ids(any_record, actor="Anna Berg")) == ["e1", "e2"]
    view = api.actor(any_record, "person:a-berg-hansen")
    assert view is not None
    assert sorted(view.ids) == ["person:a-berg-hansen", "person:anna-berg"]
    assert view.entry.articles == 2
    api.undo(any_record, made.id, **BY)
    assert ids(any_record, actor="Anna Berg") == ["e1"]
