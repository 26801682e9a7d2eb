"""Readings as they are kept: JSON of the contract without the text, compressed."""

from __future__ import annotations

import json
import zlib

from depesche.model import Document
from depesche.model.restore import from_json
from depesche.model.serial import to_json

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def pack_reading(document: Document) -> bytes:
    """Return the reading compressed, without the text."""
    data = to_json(document)
    data["article"] = {**data["article"], "text": ""}
    return zlib.compress(_ENCODER.encode(data).encode(), 3)


def unpack_reading(text: str, data: bytes) -> str:
    """Return the reading of an article with its text, as JSON of the contract."""
    read = json.loads(zlib.decompress(data))
    read["article"]["text"] = text
    return json.dumps(read, ensure_ascii=False)


def restore_document(text: str, data: bytes) -> Document:
    """Return the document of a stored reading."""
    read = json.loads(zlib.decompress(data))
    read["article"]["text"] = text
    return from_json(read)
