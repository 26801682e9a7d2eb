"""GDELT 2.0 events: 61 tab-separated columns without header, a row for each pair of actor and recipient."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import BinaryIO

from depesche import codebook
from depesche.record.rows import MUTUAL

from . import cameo
from .citation import Citation
from .reports import EventRow, Identity, line

_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_GEO = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GlobalEventID",
    "Day",
    "MonthYear",
    "Year",
    "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED",
    "SOURCEURL",
)
"""Names of the columns; the file itself has none."""


def write_gdelt(rows: Iterable[EventRow], citation: Citation, sink: BinaryIO) -> int:
    """Write the rows and return how many events they tell of."""
    number = 0
    for row in rows:
        for cells in _rows(row):
            sink.write(("\t".join(cells) + "\n").encode("utf-8"))
        number += 1
    return number


def _rows(row: EventRow) -> Iterator[list[str]]:
    for one, other in _pairs(row):
        yield [
            _number(row, one, other),
            *_date(row.day),
            *_actor(one),
            *_actor(other),
            *_act(row),
            *([""] * len(_GEO)),
            *([""] * len(_GEO)),
            *_place(row),
            _added(row.event.published),
            line(row.event.url or ""),
        ]


def _pairs(row: EventRow) -> list[tuple[Identity | None, Identity | None]]:
    """Every actor with every recipient; of a meeting's participants each two once, in the order printed."""
    actors, recipients = row.actors, row.recipients
    everyone = (*actors, *recipients)
    if row.event.type in MUTUAL and len(everyone) > 1:
        return [(one, other) for number, one in enumerate(everyone) for other in everyone[number + 1 :]]
    return [(one, other) for one in actors or (None,) for other in recipients or (None,)]


def _number(row: EventRow, one: Identity | None, other: Identity | None) -> str:
    """A number below 2**63 that follows from the event and the pair."""
    parts = (row.event.id, one.id if one else "", other.id if other else "")
    return str(int(hashlib.sha256("|".join(parts).encode()).hexdigest()[:15], 16))


def _date(value: str | None) -> list[str]:
    """Day, month, year and fraction; a part that is not known stays empty."""
    parts = (value or "").split("-")
    if not parts[0].isdigit():
        return ["", "", "", ""]
    year = parts[0]
    if len(parts) < 2 or not parts[1].isdigit():
        return ["", "", year, ""]
    month = year + parts[1]
    if len(parts) < 3:
        return ["", month, year, ""]
    fraction = int(year) + (int(parts[1]) * 30 + int(parts[2])) / 365  # GDELT's own approximation
    return [month + parts[2], month, year, f"{fraction:.4f}"]


def _actor(actor: Identity | None) -> list[str]:
    if actor is None:
        return [""] * len(_ACTOR)
    return [
        cameo.actor_code(actor),
        line(actor.name).upper(),
        cameo.country_of(actor),
        cameo.group_of(actor),
        "",
        "",
        "",
        cameo.type_of(actor),
        "",
        "",
    ]


def _act(row: EventRow) -> list[str]:
    event = row.event
    code = cameo.event_code(event.type, event.modes)
    return [
        "1" if row.in_lead else "0",
        code,
        cameo.base_code(code),
        cameo.root_code(code),
        str(cameo.quad_class(event.quad)),
        str(cameo.load_cameo().goldstein[code]),
        str(max(1, len(event.spans))),
        "1",
        "1",
        "",
    ]


def _place(row: EventRow) -> list[str]:
    event = row.event
    country = codebook.load_states().get(event.country or "")
    if event.place is None and country is None:
        return ["0", "", "", "", "", "", "", ""]
    town = event.lat is not None and event.lon is not None
    name = ", ".join(dict.fromkeys(n for n in (event.place, country.name_en if country else None) if n))
    return [
        ("3" if event.country == "USA" else "4") if town else "1",
        line(name),
        cameo.fips_of(event.country),
        "",
        "",
        "" if event.lat is None else str(event.lat),
        "" if event.lon is None else str(event.lon),
        "" if row.geonames is None else str(row.geonames),
    ]


def _added(published: str | None) -> str:
    """The day of publication: the record's own clock would make two exports differ."""
    try:
        return date.fromisoformat(published or "").strftime("%Y%m%d") + "000000"
    except ValueError:
        return ""
