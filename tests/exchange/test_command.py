from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from depesche import api
from tests.exchange.cases import make_record
from tests.faces.cli.command import ENVIRONMENT, PROGRAM, Command


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(capsys, monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make_record(tmp_path / "record.db").close()
    return tmp_path / "record.db"


def test_export_writes_a_file_and_says_where_the_citation_is(run: Command, path: Path):
    done = run("export", "--record", path, "--format", "csv", "-o", path.with_name("e.csv"))
    assert (done.status, done.err) == (0, "")
    assert "5 events, snapshot" in done.out and "e.csv.citation.bib" in done.out
    assert len(path.with_name("e.csv").read_text().splitlines()) == 6


def test_export_without_format_lists_the_formats(run: Command, path: Path):
    done = run("export", "--record", path)
    assert [line.split()[0] for line in done.out.splitlines()] == list(api.EXPORT_FORMATS)


def test_export_unknown_format_is_one_line_with_the_list(run: Command, path: Path):
    done = run("export", "--record", path, "--format", "xls")
    assert done.status == 2
    assert "'xls' is not known. Use one of plover-jsonl, polecat, gdelt, csv" in done.complaint


@pytest.mark.parametrize("format", ["plover-jsonl", "parquet", "graphml"])
def test_export_to_standard_output_keeps_it_clean(path: Path, format: str):
    done = subprocess.run(
        [*PROGRAM, "export", "--record", str(path), "--format", format],
        capture_output=True,
        env=ENVIRONMENT,
        check=True,
    )
    starts = {"plover-jsonl": b"{", "parquet": b"PAR1", "graphml": b"<?xml"}
    assert done.stdout.startswith(starts[format])
    assert "cite: The Depesche developers" in done.stderr.decode()


def test_export_takes_the_filters_of_the_listings(run: Command, path: Path):
    done = run("export", "--record", path, "--format", "plover-jsonl", "--type", "consult", "-o", path.with_name("e"))
    assert "1 events" in done.out


def test_import_tells_what_is_new_and_which_lines_are_bad(run: Command, path: Path):
    run("export", "--record", path, "--format", "plover-jsonl", "-o", path.with_name("e.jsonl"))
    lines = path.with_name("e.jsonl").read_text()
    path.with_name("f.jsonl").write_text(lines + "{}\n" * 7)
    done = run("import", "--record", path.with_name("two.db"), "--format", "plover-jsonl", path.with_name("f.jsonl"))
    assert done.status == 1
    assert "2 new, 0 already there, 7 lines skipped" in done.out
    assert "line 6: lacks id, date, actor, event." in done.err and "2 more lines" in done.err


def test_import_unknown_format_is_one_line(run: Command, path: Path):
    done = run("import", "--record", path, "--format", "csv", path)
    assert done.status == 2 and "Use one of plover-jsonl, ftm" in done.complaint


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("series", "NOR", "YEM"), {"points", "breaks", "unplaced"}),
        (("matrix",), {"actors", "cells", "counted"}),
        (("network",), {"nodes", "edges", "blocs", "balance"}),
        (("brief", "--since", "2024-05"), {"since", "sections", "snapshot"}),
    ],
)
def test_analyses_as_json(run: Command, path: Path, words: tuple[str, ...], keys: set[str]):
    done = run(*words, "--record", path, "--json")
    assert done.status == 0 and set(json.loads(done.out)) >= keys


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        (("series", "NOR", "YEM", "--breaks", "events"), ["2024-05", "1/2", "50.0%", "No lasting change of events."]),
        (("matrix", "--kinds", "state"), ["BLR", "-7.5/1", "Rows act"]),
        (("network", "--kinds", "all"), ["BLR – LTU", "-7.5", "Blocs", "Balance: no triads"]),
        (("network", "--directed"), ["BLR → LTU"]),
        (
            ("brief", "--since", "2024-05-01"),
            ["# What changed since 2024-05-01", "## Meetings", "Hafenkurier", "article `wien`"],
        ),
        (("brief", "--since", "2024-05-01", "--csv"), ["section,date,text", "meetings,2024-05-14"]),
        (("matrix", "--csv"), ["actor,recipient,events", "BLR,LTU,1,-7.5,0,1,b000000000000001"]),
        (("series", "BLR", "LTU", "--csv"), ["2024-05,2024-05-01,0,0,0,1,1,-7.5,2"]),
    ],
)
def test_analyses_in_the_terminal(run: Command, path: Path, words: tuple[str, ...], seen: list[str]):
    done = run(*words, "--record", path)
    assert (done.status, done.err) == (0, "")
    for text in seen:
        assert text in done.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("series", "NOR", "YEM", "--grain", "day"), "Use one of week, month, year"),
        (("series", "NOR", "YEM", "--breaks", "mood"), "Use one of score, events, conflict"),
        (("matrix", "--kinds", "planet"), "Use state, organisation"),
        (("matrix", "--size", "-1"), "counts from 0"),
        (("brief", "--since", "soon"), "soon"),
    ],
)
def test_analyses_wrong_options_are_one_line(run: Command, path: Path, words: tuple[str, ...], complaint: str):
    done = run(*words, "--record", path)
    assert done.status == 2 and complaint in done.complaint


@pytest.mark.parametrize("since", ["today", "yesterday", "30d"])
def test_brief_takes_days_back(run: Command, path: Path, since: str):
    done = run("brief", "--record", path, "--since", since)
    assert done.status == 0 and "Nothing that the record knows of." in done.out
