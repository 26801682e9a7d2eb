"""What every export says of itself: the snapshot of the record, the version of Depesche, the question, how to cite."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

TITLE = "Depesche: the record of international relations, each entry with the words it rests on"
AUTHOR = "The Depesche developers"
LICENCE = "Apache-2.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where the data of an export come from."""

    snapshot: str
    """Id of the record's state: the same content gives the same id."""
    version: str
    """Version of Depesche."""
    format: str
    question: Mapping[str, str] = field(default_factory=dict)
    """The filters that were set."""
    first: str | None = None
    """First and last day on which an article of the record was published."""
    last: str | None = None
    articles: int | None = None

    @property
    def sentence(self) -> str:
        """The citation in one sentence."""
        return f"{AUTHOR}. {TITLE}. Version {self.version}, {self.extent}."

    @property
    def extent(self) -> str:
        """Snapshot and what it covers."""
        covers = [f"snapshot {self.snapshot}"]
        if self.articles is not None:
            covers.append(f"{self.articles} articles")
        if self.first is not None and self.last is not None:
            covers.append(f"published {self.first} to {self.last}")
        return ", ".join(covers)

    @property
    def asked(self) -> str:
        """The filters as `actor=RUS since=2023`; empty where none was set."""
        return " ".join(f"{name}={value}" for name, value in sorted(self.question.items()))

    def fields(self) -> dict[str, str]:
        """Return the facts as text by name, for formats that hold metadata."""
        found = {
            "generator": f"depesche {self.version}",
            "snapshot": self.snapshot,
            "citation": self.sentence,
            "bibtex": self.bibtex(),
        }
        return found | ({"question": self.asked} if self.question else {})

    def bibtex(self) -> str:
        """Return a BibTeX entry; the year is that of the latest article."""
        rows = {
            "author": "{" + AUTHOR + "}",
            "title": "{" + TITLE + "}",
            "version": _tex(self.version),
            "note": _tex(self.extent + (f"; question: {self.asked}" if self.question else "")),
            "howpublished": _tex(f"Data export, format {self.format}"),
        }
        if self.last is not None:
            rows["year"] = self.last[:4]
        inner = "".join(f"  {name} = {{{value}}},\n" for name, value in rows.items())
        return f"@misc{{depesche-{self.snapshot[:12]},\n{inner}}}\n"

    def cff(self) -> str:
        """Return a Citation File Format file (1.2.0) for the exported data."""
        rows = {
            "cff-version": "1.2.0",
            "message": "Cite the data with its snapshot, so that others can tell which state of the record you used.",
            "type": "dataset",
            "title": TITLE,
            "version": self.version,
            "abstract": self.extent + (f"; question: {self.asked}" if self.question else ""),
        }
        head = "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in rows.items())
        return (
            f"{head}authors:\n  - name: {json.dumps(AUTHOR)}\n"
            f"identifiers:\n  - type: other\n    value: {json.dumps('depesche-snapshot:' + self.snapshot)}\n"
            '    description: "Snapshot of the record"\n'
        )


def _tex(text: str) -> str:
    """Text that BibTeX takes as it stands."""
    text = "".join(" " if character in "{}\\" or ord(character) < 32 else character for character in text)
    for character in "#$%&_~^":
        text = text.replace(character, "\\" + character if character not in "~^" else "\\" + character + "{}")
    return text
