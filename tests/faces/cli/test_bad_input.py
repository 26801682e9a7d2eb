"""Whatever is given, the answer is one clear line and exit status 2 (1 where others could be read)."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.faces.cli.command import ENGLISH, GERMAN, Command


@pytest.fixture
def depesche(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    return Command(capsys, monkeypatch)


BAD = {
    "empty": (b"", "there are no words in it"),
    "blank": (b" \n\n\t ", "there are no words in it"),
    "signs-only": (b"12 34 -- 56\n", "there are no words in it"),
    "date-only": (b"date 2023-03", "there are no words in it"),
    "random-bytes": (bytes(range(256)) * 20, "binary data"),
    "zero-bytes": (b"Some text\0\0\0 and more of it, long enough to be one.", "binary data"),
    "pdf": (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", "a PDF file"),
    "office": (b"PK\x03\x04" + b"word/document.xml", "office document"),
    "broken-utf-16": (b"\xff\xfe\x00\xd8A\x00", "not readable as utf-16"),
    "french": ("Le président français a rencontré la chancelière à Paris pour parler de la guerre.".encode(), "'fr'"),
    "japanese": ("日本の首相は月曜日に東京でフランスの大統領と会談した。".encode(), "'ja'"),
    "page-without-text": (b"<html><head><title>x</title></head><body></body></html>", "no running text"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=BAD)
def test_cli_unreadable_report_is_named_with_the_reason(content: bytes, reason: str, depesche: Command):
    Path("report.txt").write_bytes(content)
    done = depesche("read", "--json", "report.txt")
    assert (done.status, done.out) == (2, "")
    assert done.complaint.startswith("depesche: report.txt: ")
    assert reason in done.complaint


@pytest.mark.parametrize(("encoding", "mark"), [
    ("utf-8", ""), ("utf-8-sig", ""), ("latin-1", ""), ("cp1252", "„“"), ("utf-16", "„“"), ("utf-16-le", "„“"),
    ("utf-16-be", ""), ("utf-32", ""),
])  # fmt: skip
def test_cli_encoding_is_recognised(encoding: str, mark: str, depesche: Command):
    Path("report.txt").write_bytes((GERMAN + mark).encode(encoding))
    done = depesche("read", "--json", "report.txt")
    assert done.status == 0
    assert json.loads(done.out)["article"]["text"] == GERMAN + mark


def test_cli_damaged_letter_does_not_change_the_others(depesche: Command):
    Path("report.txt").write_bytes(GERMAN.encode().replace("Brüssel".encode(), b"Br\xfcssel"))
    text = json.loads(depesche("read", "--json", "report.txt").out)["article"]["text"]
    assert text == GERMAN.replace("Brüssel", "Br\ufffdssel")


def test_cli_file_of_fifty_megabytes_is_refused_unread(depesche: Command):
    with Path("report.txt").open("wb") as file:
        file.truncate(50_000_000)
    done = depesche("read", "report.txt")
    assert done.status == 2
    assert "50,000,000 bytes" in done.complaint and "DEPESCHE_MAX_BYTES" in done.complaint


@pytest.mark.parametrize(("arguments", "reason"), [
    (("read", "nothing.txt"), "there is no such file"),
    (("read", "folder"), "a folder without reports"),
    (("add", "folder"), "a folder without reports"),
    (("read", "good.txt/more"), "cannot be read"),
    (("read", "a\0b"), "not a path"),
    (("syntax", "folder"), "a folder"),
    (("syntax", "--tokens", "--language", "de", "good.txt"), "not CoNLL-U"),
    (("syntax", "--tokens", "good.txt"), "--tokens needs --language"),
    (("read", "ftp://hafenkurier.example/a"), "not a web address"),
    (("read", "--published", "gestern", "good.txt"), "'gestern' is not a date"),
    (("read", "--published", "2023-13", "good.txt"), "'2023-13' is not a date"),
    (("read", "--published", "2023-02-30", "good.txt"), "'2023-02-30' is not a date"),
    (("read", "--language", "fr", "good.txt"), "Use one of de, en"),
    (("read", "--from", "xml", "good.txt"), "Use jsonl"),
    (("read",), "Missing argument"),
    (("read", "--nonsense", "good.txt"), "--nonsense"),
    (("raed", "good.txt"), "Did you mean 'read'?"),
    (("events", "--limit", "many"), "--limit"),
])  # fmt: skip
def test_cli_wrong_argument_is_one_line(arguments: tuple[str, ...], reason: str, depesche: Command):
    Path("good.txt").write_text(GERMAN, encoding="utf-8")
    Path("folder").mkdir()
    done = depesche(*arguments)
    assert (done.status, done.out) == (2, "")
    assert reason in done.complaint
    assert not list(Path().glob("*.db*")), "something was half-written"


@pytest.mark.parametrize(("arguments", "reason"), [
    (("events", "--type", "CONSULTT"), "Did you mean CONSULT?"),
    (("events", "--type", "sanctoin"), "Did you mean SANCTION?"),
    (("events", "--status", "planed"), "Did you mean planned?"),
    (("events", "--quad", "verbal conflcit"), "Did you mean verbal conflict?"),
    (("quotes", "--form", "indirekt"), "Did you mean indirect?"),
    (("events", "--status", "xyz"), "Use one of factual"),
    (("events", "--since", "gestern"), "'gestern' is not a date"),
    (("events", "--limit", "-1"), "not negative"),
])  # fmt: skip
def test_cli_unknown_value_names_the_nearest(arguments: tuple[str, ...], reason: str, depesche: Command):
    Path("good.txt").write_text(GERMAN, encoding="utf-8")
    assert depesche("add", "good.txt").status == 0
    done = depesche(*arguments)
    assert (done.status, done.out) == (2, "")
    assert reason in done.complaint


def make_foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    connection.close()


@pytest.mark.parametrize("command", [("events",), ("add", "good.txt")])
@pytest.mark.parametrize(("record", "reason"), [
    ("text.db", "not a record"),
    ("foreign.db", "no record of Depesche"),
    ("folder", "a folder, not a record"),
    ("folder/deeper/my.db", "the folder for the record does not exist|there is no such record"),
    ("/proc/my.db", "unable to open|there is no such record"),
])  # fmt: skip
def test_cli_what_is_no_record_is_left_as_it_is(command: tuple[str, ...], record: str, reason: str, depesche: Command):
    Path("good.txt").write_text(GERMAN, encoding="utf-8")
    Path("text.db").write_text("not a database at all", encoding="utf-8")
    Path("folder").mkdir()
    make_foreign(Path("foreign.db"))
    before = Path("text.db").read_bytes(), Path("foreign.db").read_bytes()
    done = depesche(*command, "--record", record)
    assert (done.status, done.out) == (2, "")
    assert any(part in done.complaint for part in reason.split("|")), done.complaint
    assert (Path("text.db").read_bytes(), Path("foreign.db").read_bytes()) == before
    assert list(Path("folder").iterdir()) == []


@pytest.mark.parametrize("command", [("events",), ("add", "good.txt")])
def test_cli_record_of_a_newer_schema_says_to_update(command: tuple[str, ...], depesche: Command):
    Path("good.txt").write_text(GERMAN, encoding="utf-8")
    assert depesche("add", "good.txt").status == 0
    with sqlite3.connect("depesche.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()
    done = depesche(*command)
    assert (done.status, done.out) == (2, "")
    assert "newer Depesche" in done.complaint and "Update" in done.complaint


def test_cli_record_of_nothing_readable_is_not_made(depesche: Command):
    Path("empty.txt").touch()
    assert depesche("add", "empty.txt").status == 2
    assert not list(Path().glob("*.db*"))


def test_cli_bad_report_among_good_ones_is_named_and_the_rest_goes_on(depesche: Command):
    for name, text in (("a", GERMAN), ("b", ""), ("c", ENGLISH)):
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
    done = depesche("read", "--json", "a.txt", "b.txt", "c.txt")
    assert done.status == 1
    assert [json.loads(line)["article"]["language"] for line in done.out.splitlines()] == ["de", "en"]
    assert done.complaint.startswith("depesche: b.txt: ")


LINES = [
    json.dumps({"id": "a", "text": GERMAN, "published": "2023-03-02"}),
    "{not json",
    json.dumps({"text": 5}),
    json.dumps([]),
    json.dumps({"id": "b", "text": GERMAN, "published": "gestern"}),
    json.dumps({"id": "c", "text": GERMAN, "language": "xx"}),
    "[" * 100_000,
    "",
    json.dumps({"id": "d", "text": ENGLISH + " \u2028 " + ENGLISH}, ensure_ascii=False),
]


@pytest.mark.parametrize("command", ["read", "add"])
def test_cli_bad_line_among_good_ones_is_named_and_the_rest_goes_on(command: str, depesche: Command):
    Path("reports.jsonl").write_text("\n".join(LINES), encoding="utf-8")
    done = depesche(command, "--from", "jsonl", "reports.jsonl", *(["--json"] if command == "read" else []))
    assert done.status == 1
    complaints = done.err.splitlines()
    assert [line.split(": ")[1] for line in complaints] == [f"reports.jsonl:{number}" for number in range(2, 8)]
    if command == "read":
        assert [json.loads(line)["article"]["external_id"] for line in done.out.splitlines()] == ["a", "d"]
    else:
        assert "2 new" in done.out and "6 failed" in done.out


def test_cli_empty_list_of_reports_says_so(depesche: Command):
    Path("reports.jsonl").touch()
    done = depesche("read", "reports.jsonl")
    assert done.status == 2
    assert "the file is empty" in done.complaint
