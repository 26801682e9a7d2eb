"""What a user sees who reads the examples and puts them into a record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from depesche.faces.cli.app import app
from depesche.faces.cli.show import show_reading
from depesche.model import Meeting, Place, Position
from tests.conftest import ROOT
from tests.faces.cli.command import Command
from tests.factory import make_actor, make_document, make_event, make_quotation, span_of

EXAMPLES = str(ROOT / "examples")
COMMANDS = sorted(str(command.name) for command in app.registered_commands)


@pytest.fixture
def depesche(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    return Command(capsys, monkeypatch)


def test_cli_without_arguments_shows_what_there_is(depesche: Command):
    done = depesche()
    assert done.status == 0
    assert [name for name in COMMANDS if name not in done.out] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_cli_help_has_an_example(name: str, depesche: Command, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "120")
    done = depesche(name, "--help")
    assert done.status == 0
    assert f"depesche {name} " in done.out.split("Usage:", 1)[1].split("\n", 1)[1] or f"depesche {name}\n" in done.out


def test_cli_folder_of_examples_is_read(depesche: Command):
    done = depesche("read", EXAMPLES)
    assert (done.status, done.err) == (0, "")
    assert done.out.count("Events (") == len(list(Path(EXAMPLES).glob("*.txt")))


def test_cli_adding_twice_changes_nothing(depesche: Command):
    first = depesche("add", EXAMPLES)
    before = [depesche(command, "--json", "--limit", "0").out for command in ("events", "quotes", "articles")]
    second = depesche("add", EXAMPLES)
    after = [depesche(command, "--json", "--limit", "0").out for command in ("events", "quotes", "articles")]
    assert first.out.endswith(": 4 new, 0 already there, 0 failed.\n")
    assert second.out.endswith(": 0 new, 4 already there, 0 failed.\n")
    assert before == after
    assert json.loads(before[0])


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_cli_reading_keeps_to_the_width(columns: str, depesche: Command, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", columns)
    lines = depesche("read", EXAMPLES).out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert not [line for line in lines if line != line.rstrip()]


TEXT = "Lawrow traf Blinken in Wien. „Es war gut“, sagte Lawrow. Russland lobte die USA."


def shown(**layers: object) -> str:
    console = Console(width=80, record=True, force_terminal=False, file=None, quiet=False, highlight=False)
    actors = [
        make_actor(TEXT, "person:sergei-lavrov", "Lawrow", name="Sergei Lavrov", codes=("RUS",)),
        make_actor(TEXT, "person:antony-blinken", "Blinken", name="Antony Blinken", codes=("USA",)),
        make_actor(TEXT, "state:RUS", "Russland", name="Russia"),
        make_actor(TEXT, "state:USA", "USA", name="United States"),
    ]
    with console.capture() as captured:
        show_reading(make_document(TEXT, actors=actors, **layers), console=console)
    return captured.get()


MET = make_event(
    TEXT,
    "Lawrow traf Blinken in Wien",
    actors=("person:sergei-lavrov", "person:antony-blinken"),
    date="2023-03-02",
    place=Place(name="Vienna", country="AUT"),
    meeting=Meeting(duration="PT1H30M", duration_status="reported", format="in-person"),
)


def test_show_event_is_one_line_with_its_words_below():
    lines = shown(events=[MET]).splitlines()
    heading = next(number for number, line in enumerate(lines) if "CONSULT" in line)
    assert lines[heading].startswith("  2023-03-02  CONSULT  Sergei Lavrov (RUS) – Antony Blinken (USA)")
    assert "              in-person · 1 hour 30 minutes (by hearsay)" in lines
    assert "              “Lawrow traf Blinken in Wien”" in lines


def test_show_section_with_nothing_says_so():
    printed = shown()
    assert "Events: none found" in printed and "Quotations: none found" in printed
    assert "Positions" not in printed


@pytest.mark.parametrize(("speaker", "printed"), [
    ("person:sergei-lavrov", "  Sergei Lavrov (RUS)  direct"),
    (None, "  unnamed  direct"),
])  # fmt: skip
def test_show_quotation_names_its_speaker(speaker: str | None, printed: str):
    lines = shown(quotations=[make_quotation(TEXT, "„Es war gut“", speaker=speaker)]).splitlines()
    assert lines[lines.index(printed) + 1] == "      „Es war gut“"


def test_show_position_has_its_words():
    words = "Russland lobte die USA"
    position = Position(holder="state:RUS", target="state:USA", stance="supports", evidence=(span_of(TEXT, words),))
    printed = shown(positions=[position])
    assert "  Russia  supports  United States" in printed and f"“{words}”" in printed


def test_show_long_name_is_cut_between_words():
    name = "Der Sonderbeauftragte " + "für sehr viele Angelegenheiten " * 5
    actor = make_actor(TEXT, "unnamed:DEU/envoy", "Lawrow", name=name.strip(), codes=("DEU",))
    console = Console(width=200)
    with console.capture() as captured:
        event = make_event(TEXT, "Lawrow", actors=(actor.id,))
        show_reading(make_document(TEXT, actors=[actor], events=[event]), console=console)
    assert " … (DEU)" in captured.get() and name not in captured.get()
