"""Makes the demo record: the bundled examples and an invented half-year of reports, read and put together.

`.venv/bin/python tools/demo_record.py demo.db` writes the record; `--reports FOLDER` writes the reports as JSON Lines only.
The same data gives the same reports; nothing they tell happened.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "tools" / "demo.toml"
DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}
Row = dict[str, str]


def main() -> None:
    """Write the record, or only its reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("record", type=Path, nargs="?", default=Path("demo.db"))
    parser.add_argument("--reports", type=Path, help="write the reports as JSON Lines to this file and stop")
    options = parser.parse_args()
    rows = list(make_reports(tomllib.loads(DATA.read_text(encoding="utf-8"))))
    if options.reports is not None:
        _write(rows, options.reports)
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        _write(rows, file)
        _add(options.record, file)


def _write(rows: list[Row], file: Path) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _add(record: Path, reports: Path) -> None:
    from depesche import api

    for suffix in ("", "-shm", "-wal"):
        record.with_name(record.name + suffix).unlink(missing_ok=True)
    with api.open_record(record, create=True) as opened:
        examples = api.add_sources(opened, [str(ROOT / "examples")])
        added = api.add_sources(opened, [str(reports)], jsonl=True)
    failed = [*examples.failed, *added.failed]
    for failure in failed:
        print(f"{failure.source}: {failure.message}", file=sys.stderr)
    print(f"{record}: {examples.new + added.new} reports.")
    if failed:
        sys.exit(1)


def make_reports(data: dict[str, Any]) -> Iterator[Row]:
    """Yield the reports in order of their dates, as rows of JSON Lines."""
    chance = random.Random(data["seed"])
    found = [row for story in data["story"] for row in _story(story, data, chance)]
    yield from sorted(found, key=lambda row: (row["published"], row["headline"], row["outlet"]))


def _story(story: dict[str, Any], data: dict[str, Any], chance: random.Random) -> Iterator[Row]:
    for phase in story["phases"]:
        day, end, number = date.fromisoformat(phase["start"]), date.fromisoformat(phase["end"]), 0
        while day <= end:
            act = phase["acts"][number % len(phase["acts"])]
            yield from _reports_of(act, day, story, data, chance)
            day += timedelta(days=max(1, phase["every"] + chance.randint(-1, 2)))
            number += 1


def _reports_of(
    act: str, day: date, story: dict[str, Any], data: dict[str, Any], chance: random.Random
) -> Iterator[Row]:
    """One happening in one to three outlets: each in its words, or one as an agency copy of another."""
    sides = [story["a"], story["b"]]
    if act not in ("mediate", "aid") and chance.random() < 0.35:
        sides.reverse()
    third, place, amount = chance.choice(story["third"]), chance.choice(story["places"]), chance.randint(2, 9)
    outlets = chance.sample(data["outlet"], chance.choice((1, 1, 2, 2, 3)))
    written: dict[str, str] = {}
    for number, outlet in enumerate(outlets):
        language = outlet["language"]
        words = _words(data["cast"], (*sides, third), place, amount, day, language)
        published = day + timedelta(days=1 if number and chance.random() < 0.4 else 0)
        parts = [part.format_map(words) for part in data["act"][act][language]["text"]]
        text = written.get(language) or "\n\n".join(parts if number == 0 else parts[: max(1, len(parts) - number + 1)])
        written[language] = text
        yield {
            "headline": data["act"][act][language]["headline"].format_map(words),
            "text": text,
            "published": published.isoformat(),
            "language": language,
            "outlet": outlet["name"],
        }


def _words(
    cast: dict[str, Any], who: tuple[str, str, str], place: list[str], amount: int, day: date, language: str
) -> dict[str, str]:
    german = language == "de"
    words = {"place": place[int(german)], "n": str(amount), "day": DAYS[language][day.weekday()]}
    for letter, code in zip("ABC", who, strict=True):
        actor = cast[code]
        adjective = actor["adj_de"] if german else actor["adj_en"]
        words |= {
            letter: actor[language],
            f"{letter}_adj": adjective,
            f"{letter}_adj_cap": adjective[0].upper() + adjective[1:],
            f"{letter}_cap": actor[f"cap_{language}"],
            f"{letter}_name": actor["envoy"],
        }
        if german:
            words |= _german(letter, woman=actor["woman"])
    return words


def _german(letter: str, *, woman: bool) -> dict[str, str]:
    """Article, post and endings in the gender of the office-holder."""
    forms = {
        "art": "die" if woman else "der",
        "art_cap": "Die" if woman else "Der",
        "acc": "die" if woman else "den",
        "dat": "der" if woman else "dem",
        "end": "e" if woman else "en",
        "post": "Sondergesandte",
        "post_acc": "Sondergesandte" if woman else "Sondergesandten",
        "post_dat": "Sondergesandten",
    }
    return {f"{letter}_{name}": form for name, form in forms.items()}


if __name__ == "__main__":
    main()
