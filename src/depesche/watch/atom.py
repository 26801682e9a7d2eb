"""Alerts of a saved query as an Atom feed in a file."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from depesche.record.feeds import Alert

from .wording import line_of, title_of

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_of(query: str, alerts: Sequence[Alert]) -> bytes:
    """Return the feed, latest alert first."""
    root = ET.Element("feed", xmlns=_ATOM)
    _add(root, "title", f"Depesche: {query}")
    _add(root, "id", f"urn:depesche:query:{query}")
    _add(root, "updated", _moment(max((alert.at for alert in alerts), default=0.0)))
    _add(ET.SubElement(root, "author"), "name", "Depesche")
    for alert in alerts:
        node = ET.SubElement(root, "entry")
        _add(node, "title", title_of(alert.content))
        _add(node, "id", f"urn:depesche:alert:{query}:{alert.entry}")
        _add(node, "updated", _moment(alert.at))
        if alert.content.get("url"):
            ET.SubElement(node, "link", {"rel": "alternate", "href": _NO_XML.sub("", str(alert.content["url"]))})
        _add(node, "summary", line_of(alert.content))
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + bytes(ET.tostring(root, encoding="utf-8")) + b"\n"


def write_atom(path: Path, query: str, alerts: Sequence[Alert]) -> None:
    """Put the feed in the place of `path`, whole or not at all."""
    with tempfile.NamedTemporaryFile(dir=path.absolute().parent, prefix=f".{path.name}.", delete=False) as file:
        part = Path(file.name)
        file.write(atom_of(query, alerts))
    part.chmod(0o644)
    part.replace(path)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NO_XML.sub("", text)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()
