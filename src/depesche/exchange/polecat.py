"""Rows like those of POLECAT's weekly files: 40 tab-separated columns with header, one row an event, UTF-8."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from depesche import codebook

from .cameo import state_of
from .citation import Citation
from .reports import EventRow, Identity, line

_PARTY = (
    "{} Name",
    "{} Country",
    "{} COW",
    "Primary {} Sector",
    "{} Sectors",
    "{} Title",
    "{} Name Raw",
    "Wikipedia {} ID",
)
COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    *(name.format("Actor") for name in _PARTY),
    *(name.format("Recipient") for name in _PARTY),
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
MISSING = "None"


def write_polecat(rows: Iterable[EventRow], citation: Citation, sink: BinaryIO) -> int:
    """Write header and rows; return the number of events."""
    sink.write(_line(COLUMNS))
    number = 0
    for row in rows:
        sink.write(
            _line([*_event(row), *_party(row.actors), *_party(row.recipients), *_place(row), *_story(row, citation)])
        )
        number += 1
    return number


def _line(cells: Sequence[str]) -> bytes:
    return ("\t".join(line(cell) or MISSING for cell in cells) + "\n").encode("utf-8")


def _event(row: EventRow) -> list[str]:
    event = row.event
    return [
        event.id,
        row.day or "",
        event.type,
        ";".join(event.modes),
        str(event.score),
        event.quad.upper(),
        ";".join(event.contexts),
    ]


def _party(actors: Sequence[Identity]) -> list[str]:
    """Several actors stand in one cell, parted by semicolons, in the same order in every column."""

    def joined(value: Callable[[Identity], str | None]) -> str:
        values = [(value(actor) or MISSING).replace(";", ",") for actor in actors]
        return ";".join(values) if any(v != MISSING for v in values) else ""

    return [
        joined(lambda a: a.name),
        joined(state_of),
        "",
        joined(_sector),
        joined(_sector),
        joined(lambda a: a.office),
        joined(lambda a: a.printed),
        "",
    ]


def _sector(actor: Identity) -> str | None:
    return actor.sector or ("IGO" if actor.code in codebook.load_organisations() else None)


def _place(row: EventRow) -> list[str]:
    event = row.event
    town = event.lat is not None
    place = event.place or ""
    return [
        place,
        place if town else "",
        "",
        "",
        event.country or "",
        "" if event.lat is None else str(event.lat),
        "" if event.lon is None else str(event.lon),
        "" if row.geonames is None else str(row.geonames),
        "",
        "",
    ]


def _story(row: EventRow, citation: Citation) -> list[str]:
    event, actors = row.event, row.report.actors.values()
    return [
        event.outlet or "",
        event.published or "",
        ";".join(a.name for a in actors if a.kind == "person"),
        ";".join(a.name for a in actors if a.kind == "org"),
        ";".join(row.report.places),
        event.language,
        f"depesche {citation.version}",
    ]
