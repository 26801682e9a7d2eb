"""Events with a place as GeoJSON (RFC 7946), one point each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import BinaryIO

from .citation import Citation
from .reports import EventRow
from .tables import values_of


def write_geojson(rows: Iterable[EventRow], citation: Citation, sink: BinaryIO) -> int:
    """Write a FeatureCollection with a line for each event; return their number.

    Events without coordinates have no point; `omitted` at the end of the file counts them. The citation is a member
    `metadata`.
    """
    head = json.dumps(citation.fields(), ensure_ascii=False)
    sink.write(f'{{"type": "FeatureCollection", "metadata": {head}, "features": ['.encode())
    number = omitted = 0
    for row in rows:
        if row.event.lat is None or row.event.lon is None:
            omitted += 1
            continue
        sink.write((",\n" if number else "\n").encode())
        sink.write(json.dumps(_feature(row), ensure_ascii=False).encode("utf-8"))
        number += 1
    sink.write(f'\n], "omitted": {omitted}}}\n'.encode())
    return number


def _feature(row: EventRow) -> dict[str, object]:
    values = values_of(row)
    properties = {name: value for name, value in values.items() if name not in ("id", "lat", "lon")}
    return {
        "type": "Feature",
        "id": row.event.id,
        "geometry": {"type": "Point", "coordinates": [row.event.lon, row.event.lat]},
        "properties": properties,
    }
