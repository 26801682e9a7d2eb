from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from depesche import api
from depesche.errors import ExchangeError
from depesche.record import EventEntry, Record
from tests.exchange.cases import make_record


def lines_of(record: Record) -> list[dict[str, Any]]:
    sink = io.BytesIO()
    api.export_to(record, "plover-jsonl", sink)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def essence(event: EventEntry) -> tuple[object, ...]:
    """What a round trip must keep."""
    parties = [[(p.id, p.name, p.code, p.kind, p.sector) for p in side] for side in (event.actors, event.recipients)]
    return (
        event.id, event.type, event.modes, event.contexts, event.status, event.date, event.date_printed, parties, event.place,
        event.country, event.lat, event.lon, event.attribution, event.confidence, event.evidence, event.article,
        event.outlet, event.language, event.published, event.headline, event.url,
    )  # fmt: skip


def test_plover_round_trip_keeps_every_event(tmp_path: Path):
    with make_record(tmp_path / "one.db") as one, Record(tmp_path / "two.db") as other:
        api.export(one, "plover-jsonl", tmp_path / "events.jsonl")
        done = api.import_file(other, "plover-jsonl", tmp_path / "events.jsonl")
        assert (done.new, done.known, done.skipped) == (2, 0, ())
        assert [essence(e) for e in api.events(other)] == [essence(e) for e in api.events(one)]
        again = api.import_file(other, "plover-jsonl", tmp_path / "events.jsonl")
        assert (again.new, again.known) == (0, 2)


def test_plover_import_leaves_an_article_that_is_there_as_it_is(tmp_path: Path):
    with make_record(tmp_path / "one.db") as one:
        before = one.reading("wien")
        api.export(one, "plover-jsonl", tmp_path / "events.jsonl")
        assert api.import_file(one, "plover-jsonl", tmp_path / "events.jsonl").known == 2
        assert one.reading("wien") == before


def test_plover_records_hold_the_fields_of_the_manual(tmp_path: Path):
    with make_record(tmp_path / "one.db") as one:
        record = next(r for r in lines_of(one) if r["id"] == "a000000000000001")
        snapshot = api.stats(one).snapshot
    assert (record["date"], record["event"], record["mode"], record["quad_code"]) == (
        "2024-05-14",
        ["CONSULT"],
        ["third-party"],
        1,
    )
    assert record["actor"][0]["code"] == "NOR"
    assert record["actor"][0]["office"] == "foreign minister"
    assert record["actor"][1]["identifier_id"] == "Q1"
    assert record["event_loc"]["geonameid"] == 2761369
    assert record["text"].startswith("Außenminister Henrik Solbakken traf") and record["text"].endswith("Hamadi.")
    assert record["text_info"]["sequence"] == 2
    assert snapshot in record["cite_info"]["citation"]


@pytest.mark.parametrize(
    ("identity", "mode"),
    [("a000000000000002", "future"), ("a000000000000003", "negation"), ("b000000000000002", "hypothetical")],
)
def test_plover_says_what_is_not_real_by_auxiliary_modes(tmp_path: Path, identity: str, mode: str):
    with make_record(tmp_path / "one.db") as one:
        record = next(r for r in lines_of(one) if r["id"] == identity)
    assert mode in record["mode"]


FOREIGN = {
    "id": 7,
    "date": "2016-01-05",
    "actor": [{"code": "SAU", "sector": "GOV", "entity_text": "Saudi Arabia"}],
    "recipient": [{"code": "IRN", "entity_text": "Iranian diplomats"}],
    "event": ["SANCTION"],
    "mode": ["discontinue", "future"],
    "text": "Saudi Arabia said it would cut ties after\nIranian diplomats left.",
    "event_text": "would cut ties after Iranian diplomats left",
    "cite_info": {"url": "https://agency.example/1", "publication": "Agency", "language": "en"},
}


def test_plover_import_reads_the_records_of_others(tmp_path: Path):
    with Record(tmp_path / "r.db") as record:
        done = api.import_file(
            record, "plover-jsonl", write(tmp_path / "f.jsonl", FOREIGN, {**FOREIGN, "id": 8, "event": "ACCUSE"})
        )
        assert (done.new, done.skipped) == (1, ())
        second, first = sorted(api.events(record), key=lambda e: e.type)[::-1], None
        sanction, accuse = second
        assert (sanction.type, sanction.status, sanction.modes, sanction.date) == (
            "SANCTION",
            "planned",
            ["discontinue"],
            "2016-01-05",
        )
        assert [p.id for p in (*sanction.actors, *sanction.recipients)] == [
            "state:SAU",
            "unnamed:IRN/iranian-diplomats",
        ]
        assert sanction.evidence == ["would cut ties after\nIranian diplomats left"]
        assert (sanction.outlet, accuse.article) == ("Agency", sanction.article)
        assert first is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "no JSON"),
        ("[1]", "no JSON object"),
        ({**FOREIGN, "event": ["WAR"]}, "not one PLOVER type"),
        ({**FOREIGN, "event": ["AID", "ACCUSE"]}, "not one PLOVER type"),
        ({**FOREIGN, "date": "5 January"}, "is not YYYY"),
        ({**FOREIGN, "date": "2016-02-31"}, "is not YYYY"),
        ({**FOREIGN, "actor": "SAU"}, "no list of entities"),
        ({k: v for k, v in FOREIGN.items() if k != "id"}, "lacks id"),
        ({**FOREIGN, "text": "", "event_text": None}, "no text"),
    ],
)
def test_plover_import_tells_bad_lines_and_goes_on(tmp_path: Path, line: object, reason: str):
    with Record(tmp_path / "r.db") as record:
        done = api.import_file(record, "plover-jsonl", write(tmp_path / "f.jsonl", line, FOREIGN))
        assert (done.new, [s.line for s in done.skipped]) == (1, [1])
        assert reason in done.skipped[0].reason


def test_plover_import_of_a_missing_file_is_one_error(tmp_path: Path):
    with Record(tmp_path / "r.db") as record, pytest.raises(ExchangeError, match=r"none\.jsonl: cannot be read"):
        api.import_file(record, "plover-jsonl", tmp_path / "none.jsonl")
