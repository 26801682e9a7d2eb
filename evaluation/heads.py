"""Compares the codebook's heads of state and government with a public list: `python -m evaluation.heads`.

The list (../shared/facts/heads_2026.csv, public domain) is only a check: what it says is never copied. A head counts as
agreed where a surname of a holder known for that day stands in the printed name, in whatever transcription.
"""

from __future__ import annotations

import argparse
import csv
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from depesche import codebook
from depesche.exchange.cameo import fips_of

ROOT = Path(__file__).parents[1]
SPRING = "2026-02-01"
"""A day on which the list holds."""
STATE = ("president", "king", "queen", "pope", "supreme leader", "presidency member")
GOVERNMENT = ("prime minister", "chancellor", "president", "king", "chief executive", "foreign minister")
"""Posts whose holder may head a government; San Marino's is the foreign minister."""
_ASIDE = re.compile(r"\([^)]*\)|;.*$|, represented.*$")


@dataclass(frozen=True, slots=True)
class Compared:
    """One head as printed in the list, with those whom the codebook knows in such posts on that day."""

    code: str
    role: str
    printed: str
    known: tuple[str, ...]
    agrees: bool


def compare(rows: Sequence[dict[str, str]], *, on: str) -> Iterator[Compared]:
    """Yield each head of the list that is a state's own; heads shared by a crown or a mother country are left out."""
    states = {fips_of(code): code for code in codebook.load_states()}
    for row in rows:
        code = states.get(row["fips"].upper())
        if code is None:
            continue
        for role, column, posts in (
            ("state", "chief_of_state", STATE),
            ("government", "head_of_government", GOVERNMENT),
        ):
            printed = html.unescape(row[column] or "")
            if not printed or "vacant" in printed or "represented by" in printed:
                continue
            holders = holders_of(code, posts, on=on)
            agrees = any(is_named(person, printed) for person in holders)
            yield Compared(code, role, printed, tuple(person.name for person in holders), agrees)


def holders_of(code: str, posts: Sequence[str], *, on: str) -> list[codebook.Person]:
    """Return whom the codebook knows in one of the posts for a state or organisation on a day."""
    return [
        person
        for person in codebook.load_persons().values()
        if any(office.post in posts and office.code == code for office in codebook.offices_on(person.id, on))
    ]


def is_named(person: codebook.Person, printed: str) -> bool:
    """Return whether a surname of the person stands in the printed name, in any transcription."""
    words = [codebook.transcription_fold(word) for word in re.findall(r"[\w'’-]+", _ASIDE.sub("", printed))]
    text = f" {' '.join(words)} "
    for surname in person.surnames:
        parts = [codebook.transcription_fold(part) for part in surname.split()]
        if f" {' '.join(parts)} " in text or any(len(part) > 3 and part in words for part in parts):
            return True
    return False


def main(given: Sequence[str] | None = None) -> int:
    """Print how many heads agree, and each that does not; return 0, or 2 where the list is missing."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.heads", description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with facts/heads_2026.csv")
    parser.add_argument("--on", default=SPRING, help=f"day to compare on (default {SPRING})")
    arguments = parser.parse_args(given)
    path = arguments.shared / "facts" / "heads_2026.csv"
    if not path.is_file():
        print(f"evaluation.heads: {path} is missing. Name its folder with --shared.")
        return 2
    with path.open(encoding="utf-8", newline="") as file:
        compared = list(compare(list(csv.DictReader(file)), on=arguments.on))
    for one in compared:
        if not one.agrees:
            print(f"{one.code} {one.role:10} {one.printed[:70]:70} | {', '.join(one.known) or '-'}")
    agreed = sum(one.agrees for one in compared)
    absent = sum(not one.known for one in compared)
    print(
        f"{agreed} of {len(compared)} heads agree ({agreed / len(compared):.1%}); {absent} posts have no known holder"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
