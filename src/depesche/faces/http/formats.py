"""Listings as JSON, CSV and feeds: one list of entries, five ways to take it along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response

from .feeds import FeedItem, atom, json_feed, rss

Entry = Any
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def plain(value: Any) -> Any:
    """Return an entry as plain data for JSON."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def json_response(content: Any, *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return `content`, entries and all, as a JSON response."""
    body = json.dumps(plain(content), ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, status_code=status, media_type="application/json", headers=dict(headers or {}))


def csv_text(entries: Sequence[Entry], columns: Sequence[str] | None = None) -> str:
    """Return entries as CSV with a header; lists are joined by "; ", nested entries named by code or name."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = list(columns or _columns(entries))
    writer.writerow(names)
    for entry in entries:
        row = asdict(entry) if is_dataclass(entry) and not isinstance(entry, type) else dict(entry)
        writer.writerow([_cell(row.get(name)) for name in names])
    return out.getvalue()


def columns_of(model: Any) -> list[str]:
    """Return the columns of a CSV of `model` entries, which an empty one has too."""
    return [field.name for field in fields(model)]


def _columns(entries: Sequence[Entry]) -> Iterable[str]:
    if not entries:
        return []
    first = entries[0]
    return [f.name for f in fields(first)] if is_dataclass(first) else list(first)


def _cell(value: Any) -> str:
    """One cell; what a spreadsheet would take for a formula is quoted, for the words are strangers'."""
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_RISKY) else value
    if isinstance(value, dict):
        return str(value.get("code") or value.get("name") or json.dumps(value, ensure_ascii=False))
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(part, int) for part in value):
        return f"{value[0]}-{value[1]}"
    if isinstance(value, list | tuple):
        return "; ".join(_cell(item) for item in value)
    return str(value)


def csv_response(entries: Sequence[Entry], name: str, columns: Sequence[str] | None = None) -> Response:
    """Return entries as a CSV file to be saved as `name`."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(csv_text(entries, columns), media_type="text/csv; charset=utf-8", headers=headers)


def next_url(request: Request, cursor: str | None) -> str | None:
    """Return the address of the next page of a listing, None on the last."""
    if cursor is None:
        return None
    pairs = [(key, value) for key, value in request.query_params.multi_items() if key != "cursor"]
    return f"{request.url.path}?{urlencode([*pairs, ('cursor', cursor)])}"


def listing(
    request: Request,
    entries: Sequence[Entry],
    *,
    format: str,
    name: str,
    items: Iterable[FeedItem],
    columns: Sequence[str] | None = None,
) -> Response:
    """Return a page of entries in the format asked for; JSON and CSV lead to the next page by a Link header."""
    following = next_url(request, getattr(entries, "cursor", None))
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    if format == "json":
        content = {"items": list(entries), "cursor": getattr(entries, "cursor", None), "next": following}
        return json_response(content, headers=headers)
    if format == "csv":
        response = csv_response(entries, name, columns)
        response.headers.update(headers)
        return response
    base = str(request.base_url).rstrip("/")
    make = {"rss": rss, "atom": atom, "jsonfeed": json_feed}[format]
    body, media = make(list(items), title=f"Depesche: {name}", base=base, here=str(request.url))
    return Response(body, media_type=media)
