from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest

from depesche import api, codebook
from depesche.record import EventEntry, Filters, Record
from depesche.record.questions.counterparts import find_counterparts
from depesche.record.rows import MUTUAL
from tests.record.reports import act, put

CODES = ("RUS", "USA", "IND", "NOR")
PERSONS = {"person:sergei-lavrov": "RUS", "person:anna-berg": "NOR"}


def met(record: Record, **wanted: Any) -> list[tuple[str, int, float]]:
    return [(c.party.code or "", c.events, c.score) for c in record.ask(find_counterparts, Filters(**wanted))]


@pytest.mark.parametrize(
    ("type", "actors", "recipients", "of", "found"),
    [
        ("SANCTION", "RUS IND", "USA", "RUS", [("USA", 1)]),
        ("SANCTION", "RUS IND", "USA", "USA", [("IND", 1), ("RUS", 1)]),
        ("CONSULT", "RUS IND USA", "", "RUS", [("IND", 1), ("USA", 1)]),
        ("ASSAULT", "RUS IND", "RUS IND", "RUS", [("IND", 1)]),
        ("PROTEST", "RUS", "", "RUS", []),
        ("ACCUSE", "person:sergei-lavrov/RUS IND", "USA", "person:sergei-lavrov", [("USA", 1)]),
        ("CONSULT", "person:sergei-lavrov/RUS USA", "", "person:sergei-lavrov", [("USA", 1)]),
        ("ACCUSE", "person:sergei-lavrov/RUS", "RUS USA", "person:sergei-lavrov", [("USA", 1)]),
        ("ACCUSE", "person:sergei-lavrov/RUS", "USA", "USA", [("RUS", 1)]),
        ("ACCUSE", "person:ada-x", "USA IND", "person:ada-x", [("IND", 1), ("USA", 1)]),
    ],
)
def test_counterparts_stand_on_the_other_side(
    any_record: Record, type: str, actors: str, recipients: str, of: str, found: list[tuple[str, int]]
) -> None:
    put(any_record, act("e", type, actors, recipients, "It was so."))
    assert [(code, events) for code, events, _ in met(any_record, party=of)] == found


def test_counterparts_are_counted_as_the_events_say(any_record: Record) -> None:
    chance = random.Random(5)
    people = [*CODES, *(f"{identity}/{code}" for identity, code in PERSONS.items())]
    for number in range(60):
        kind = chance.choice(("CONSULT", "ACCUSE", "SUPPORT", "ASSAULT"))
        who, whom = (" ".join(chance.sample(people, chance.randint(least, 3))) for least in (1, 0))
        put(any_record, act(f"e{number}", kind, who, whom, f"Act {number}.", date=f"2023-0{chance.randint(1, 9)}-02"))
    api.judge(any_record, "e7", by="Ada", reason="r")
    events = list(api.events(any_record))
    for wanted in ({}, {"type": "CONSULT,ASSAULT"}, {"since": "2023-03", "until": "2023-06"}):
        shown = {entry.id for entry in api.events(any_record, Filters(**wanted))}
        matching = [entry for entry in events if entry.id in shown]
        for of in (*CODES, *PERSONS):
            assert met(any_record, party=of, **wanted) == counted(matching, of), (of, wanted)


def counted(events: list[EventEntry], of: str) -> list[tuple[str, int, float]]:
    """Counterparts as the events themselves tell them, one by one."""
    own = PERSONS.get(of, of)
    scores: dict[str, list[float]] = {}
    for event in events:
        sides = ([*event.actors, *event.recipients],) * 2 if event.type in MUTUAL else (event.actors, event.recipients)
        others = {
            party.code
            for mine, theirs in (sides, sides[::-1])
            if any(of in (party.id, party.code) for party in mine)
            for party in theirs
        }
        for code in others - {own}:
            scores.setdefault(code or "", []).append(codebook.load_plover().types[event.type].score)
    ranked = sorted(scores.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [(code, len(values), round(sum(values) / len(values), 3)) for code, values in ranked]


def test_counterparts_are_those_of_the_latest_events(any_record: Record) -> None:
    told = (("USA", None), ("USA", "2022"), ("IND", "2023-02-01"), ("IND", "2023-02-09"), ("NOR", "2023-03-03"))
    for number, (whom, date) in enumerate(told):
        for name, who, towards in (("e", "RUS", whom), ("o", "USA", "IND")):
            put(any_record, act(f"{name}{number}", "ACCUSE", who, towards, f"{name}{number}", date=date, published=None))
    counted = {1: {"NOR": 1}, 2: {"NOR": 1, "IND": 1}, 3: {"NOR": 1, "IND": 2}, 4: {"NOR": 1, "IND": 2, "USA": 1}}
    for most in range(1, 8):
        for wanted in (Filters(party="RUS"), Filters(party="RUS", status="factual")):
            found = any_record.ask(find_counterparts, wanted, most=most)
            assert {c.party.code: c.events for c in found} == counted.get(most, {"NOR": 1, "IND": 2, "USA": 2}), most
    found = any_record.ask(find_counterparts, Filters(party="RUS", until="2023-02"), most=2)
    assert {c.party.code: c.events for c in found} == {"IND": 2}


def test_counterparts_count_what_the_dyad_counts(any_record: Record) -> None:
    put(
        any_record,
        act("e1", "SANCTION", "RUS IND", "USA", "Russia and India sanction the USA."),
        act("e2", "CONSULT", "RUS USA", "", "Russia and the USA talk."),
        act("e3", "ACCUSE", "USA", "RUS", "The USA accuse Russia."),
    )
    view = api.actor(any_record, "RUS")
    assert view is not None
    dyads = {c.party.code: api.dyad(any_record, "RUS", c.party.code or "") for c in view.counterparts}
    counts = Counter({code: dyad.forth + dyad.back + dyad.mutual for code, dyad in dyads.items()})
    assert counts == {c.party.code: c.events for c in view.counterparts} == {"USA": 3}
