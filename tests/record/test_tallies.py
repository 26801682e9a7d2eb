"""What is counted beforehand is what counting the events gives, whatever their dates, sides and judgements."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from depesche import api
from depesche.analysis import dyad_series
from depesche.analysis.loading import light_events
from depesche.model import Document
from depesche.record import Filters, Record
from depesche.record.questions.tallied import count_by_month
from depesche.record.questions.timeline import count_by_day, count_types, timeline_of
from tests.record.reports import act, put

_WHO = ("RUS", "USA", "IND", "person:anna-berg/NOR", "RUS USA", "RUS person:anna-berg/NOR", "RUS RUS")
_DATES = (None, "2023", "2023-01", "2023-02", "2023-02-30", "2023-W09", "2023-W05", "PAST_REF", "1499-05-05",
          *(f"2022-{month:02d}-{day:02d}" for month in (1, 6, 12) for day in (1, 17, 28)))  # fmt: skip
_PUBLISHED = (None, "2022-07", "2022", "2022-07-31", "2023-01-01")


def invented(seed: int, count: int) -> Iterator[Document]:
    chance = random.Random(seed)
    for number in range(count):
        one, other = chance.choice(_WHO), chance.choice((*_WHO, ""))
        kind = chance.choice(("CONSULT", "CONSULT", "ACCUSE", "ASSAULT", "AID", "SUPPORT"))
        status = chance.choice(("factual", "factual", "reported", "planned", "denied"))
        yield act(f"e{seed}-{number}", kind, one, other, f"This is report {number} of {seed}.", status=status,
                  date=chance.choice(_DATES), published=chance.choice(_PUBLISHED))  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(tmp_path_factory.mktemp("tallies") / "record.db") as made:
        put(made, *invented(1, 400))
        for event in [event.id for event in api.events(made, Filters(limit=0))][::9]:
            api.judge(made, event, by="Ada", reason="Not in the text.")
        yield made


def asked() -> Iterator[Filters]:
    chance = random.Random(3)
    sides: tuple[dict[str, str], ...] = ({}, {"actor": "RUS"}, {"recipient": "RUS"}, {"party": "RUS"}, {"actor": "NOR"},
             {"recipient": "IND"}, {"party": "USA"}, {"recipient": "NOR", "type": "CONSULT"})  # fmt: skip
    for number in range(60):
        wanted = dict(sides[number % len(sides)])
        if not wanted and chance.random() < 0.5:
            wanted["status"] = chance.choice(("factual", "planned,denied"))
        for name, values in (
            ("since", ("2022", "2022-06", "2023-01", "2023-02")),
            ("until", ("2022", "2022-06", "2023-01")),
            ("quad", ("verbal cooperation", "material conflict,verbal conflict")),
        ):
            if chance.random() < 0.4:
                wanted[name] = chance.choice(values)
        yield Filters(**wanted, wrong=chance.random() < 0.3)  # type: ignore[arg-type]


@pytest.mark.parametrize("filters", list(asked()), ids=str)
def test_tallies_are_what_counting_the_events_gives(record: Record, filters: Filters) -> None:
    counts = record.ask(count_by_month, filters)
    assert counts is not None
    for grain in ("month", "quarter", "year"):
        assert timeline_of(counts, grain) == timeline_of(record.ask(count_by_day, filters), grain)
    types = record.ask(count_types, filters)
    assert types == Counter(event.type for event in api.events(record, Filters(**_fields(filters), limit=0)))
    assert sum(count for _, _, count in counts) == len(api.events(record, Filters(**_fields(filters), limit=0)))


def _fields(filters: Filters) -> dict[str, object]:
    names = ("actor", "recipient", "party", "status", "since", "until", "type", "quad", "wrong")
    return {name: getattr(filters, name) for name in names}


@pytest.mark.parametrize(
    "more", [{"actor": "person:anna-berg"}, {"since": "2022-06-15"}, {"since": "1400"}, {"place": "RUS"}, {"status": "factual"},
             {"recipient": "USA"}, {"language": "en"}, {"article": "a-e1-1"}, {"context": "military"}], ids=str
)  # fmt: skip
def test_what_the_tallies_do_not_know_is_counted(record: Record, more: dict[str, str]) -> None:
    filters = Filters(**{"actor": "RUS", **more})  # type: ignore[arg-type]
    assert record.ask(count_by_month, filters) is None
    events = api.events(record, Filters(**{"actor": "RUS", **more, "limit": 0}))  # type: ignore[arg-type]
    counted: Counter[str] = Counter()
    for entry in api.timeline(record, filters, "year"):
        counted.update(entry.types)
    assert sum(counted.values()) <= len(events)
    assert set(counted) <= {event.type for event in events}


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("grain", ["week", "month", "year"])
@pytest.mark.parametrize("status", [None, "planned,denied"])
@pytest.mark.parametrize(
    ("a", "b"), [("RUS", "USA"), ("USA", "RUS"), ("NOR", "RUS"), ("IND", "NOR"), ("RUS", "Anna Berg")]
)
def test_series_by_keys_is_that_by_events(
    record: Record, a: str, b: str, status: str | None, grain: str, directed: bool
) -> None:
    filters = Filters(status=status, since="2022")
    found = api.series(record, a, b, filters, grain=grain, directed=directed)
    ways = [(a, b)] if directed else [(a, b), (b, a)]
    statuses = tuple(status.split(",")) if status else ("factual", "reported")
    events = {
        event.id: event
        for one, other in ways
        for event in record.ask(
            lambda c, f: list(light_events(c, f)), Filters(actor=one, recipient=other, status=status, since="2022")
        )
    }
    every = api.totals(record, filters, grain=grain)
    made = dyad_series(
        events.values(),
        found.actor,
        found.recipient,
        grain=grain,
        directed=directed,
        denominator=every,
        statuses=statuses,
    )
    assert found == made
    assert found.points or (a, b) == ("IND", "NOR") or status


def test_tallies_follow_corrections_and_new_readings(any_record: Record) -> None:
    made = list(invented(2, 25))
    put(any_record, *made)
    event = made[0].events[0].id
    api.judge(any_record, event, field="date", value="2021-03-02", by="Ada", reason="Read again.")
    api.judge(any_record, made[1].events[0].id, field="type", value="AID", by="Ada", reason="Read again.")
    put(any_record, *invented(2, 12), pipeline="2")
    assert api.check(any_record) == []
    assert any(entry.period == "2021-03" for entry in api.timeline(any_record))


def test_meetings_are_found_by_recipients_where_there_are_any(any_record: Record) -> None:
    put(any_record, act("e1", "CONSULT", "RUS USA", "", "Russia met the USA."))
    before = [[e.id for e in api.meetings(any_record, Filters(**{n: "IND"}))] for n in ("party", "recipient")]  # type: ignore[arg-type]
    put(any_record, act("e2", "CONSULT", "RUS", "IND", "Russia met India."))
    after = [[e.id for e in api.meetings(any_record, Filters(**{n: "IND"}))] for n in ("party", "recipient")]  # type: ignore[arg-type]
    assert (before, after) == ([[], []], [["e2"], ["e2"]])
    assert [e.id for e in api.meetings(any_record, Filters(party="state:USA"))] == ["e1"]


def test_tallies_are_empty_when_the_last_event_is_gone(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db") as record:
        put(record, act("e1", "ACCUSE", "RUS", "USA", "Russia accused the USA."))
        put(record, act("e1", "ACCUSE", "IND", "USA", "Russia accused the USA."), pipeline="2")
        assert api.timeline(record, Filters(actor="RUS")) == []
        rows = record.ask(lambda c: c.exec_driver_sql("SELECT DISTINCT code FROM tally ORDER BY code").all())
        assert [code for (code,) in rows] == ["", "IND", "USA"]
