from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from depesche.errors import DepescheError
from depesche.faces.cli.app import app
from depesche.record import Record
from tests.factory import make_quotation
from tests.record.reports import act, event, put, report

RUNNER = CliRunner()
LISTINGS = ["events", "meetings", "quotes", "positions", "happenings", "articles", "search accused", "timeline"]
WHOLE = ["actor RUS", "dyad RUS USA", "happening e1", "stats"]


@pytest.fixture
def path(tmp_path: Path) -> str:
    text = "Russia accused the USA. 'They lie,' said Moscow."
    with Record(tmp_path / "record.db") as record:
        put(
            record,
            report(
                "a", text, actors="RUS USA", headline="Quarrel",
                events=[event("e1", "ACCUSE", "RUS", "USA", words="Russia accused the USA.", text=text, date="2023-03-02")],
                quotations=[make_quotation(text, "They lie,", speaker="state:RUS")],
            ),
            act("e2", "CONSULT", "RUS USA", "", "Russia and the USA talked.", date="2023-04-02"),
        )  # fmt: skip
    return str(tmp_path / "record.db")


def run(command: str, path: str, *more: str) -> str:
    done = RUNNER.invoke(app, [*command.split(), *more, "--record", path])
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.mark.parametrize("command", [*LISTINGS, *WHOLE])
def test_every_question_answers_as_text_json_and_csv(command: str, path: str) -> None:
    assert run(command, path).strip()
    assert json.loads(run(command, path, "--json")) is not None
    rows = list(csv.reader(io.StringIO(run(command, path, "--csv"))))
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize("command", [*LISTINGS, *WHOLE])
def test_every_question_has_help_with_an_example(command: str) -> None:
    done = RUNNER.invoke(app, [command.split()[0], "--help"])
    assert done.exit_code == 0
    assert f"depesche {command.split()[0]}" in done.stdout


def test_events_take_filters_and_pages(path: str) -> None:
    assert [e["id"] for e in json.loads(run("events --actor RUS --recipient USA --type accuse --json", path))] == ["e1"]
    assert [e["id"] for e in json.loads(run("events --limit 1 --json", path))] == ["e2"]
    assert [e["id"] for e in json.loads(run("events --limit 1 --offset 1 --json", path))] == ["e1"]


def test_judgements_are_made_listed_and_undone(path: str) -> None:
    assert "Judgement 1" in run("judge wrong e1 --by Ada --reason false", path)
    assert json.loads(run("events --type ACCUSE --json", path)) == []
    assert [(j["by"], j["reason"]) for j in json.loads(run("judge list --json", path))] == [("Ada", "false")]
    run("judge undo 1 --by Ada", path)
    run("judge correct e1 date 2022-01 --by Ada", path)
    assert [e["date"] for e in json.loads(run("events --type ACCUSE --json", path))] == ["2022-01"]
    run("judge merge e1 e2 --by Ada", path)
    assert json.loads(run("happenings --json", path))[0]["reports"] == 2
    run("judge split e1 --by Ada", path)
    assert {h["reports"] for h in json.loads(run("happenings --json", path))} == {1}
    assert run("check", path).strip() == "Nothing is wrong."


@pytest.mark.parametrize(
    "command",
    ["events --type NOTHING", "events --since soon", "events --cursor !", "search (", "actor Nobody", "happening nothing",
     "dyad RUS RUS", "timeline --grain century", "judge wrong nothing", "judge undo 7", "judge correct e1 colour red"],
)  # fmt: skip
def test_questions_that_cannot_be_answered_are_complained_of(command: str, path: str) -> None:
    done = RUNNER.invoke(app, [*command.split(), "--record", path])
    assert isinstance(done.exception, DepescheError)
    assert "\n" not in str(done.exception)


def test_a_record_that_is_not_there_is_not_made_by_asking(tmp_path: Path) -> None:
    done = RUNNER.invoke(app, ["events", "--record", str(tmp_path / "none.db")])
    assert isinstance(done.exception, DepescheError)
    assert not (tmp_path / "none.db").exists()
