"""What a page is asked for: filters from the address, the search line, the addresses of the same data in other forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from pydantic import ValidationError

from depesche.errors import QueryError
from depesche.faces.http.params import FilterParams, ListParams, make_filters
from depesche.faces.http.words import Asked, write_words
from depesche.record import Filters

_FEEDS = ("rss", "atom", "jsonfeed")


@dataclass(frozen=True, slots=True)
class Question:
    """A page's question: filters by name and free words as asked, and the record's filters with the page."""

    asked: Asked
    filters: Filters

    @property
    def line(self) -> str:
        """The line of the search box that asks the same."""
        return write_words(self.asked.filters, self.asked.words)

    def address(self, path: str, **changed: str | None) -> str:
        """Return the address of `path` with these filters, some changed or, if None, left out."""
        named: dict[str, str | None] = {**self.asked.filters, **changed}
        pairs = [(name, value) for name, value in named.items() if value]
        if self.asked.words and "q" not in changed:
            pairs.append(("q", self.asked.words))
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def formats(self, name: str, *, feeds: bool = True) -> dict[str, str]:
        """Return the addresses of the API's listing `name` with these filters, by format."""
        names = ("json", "csv", *(_FEEDS if feeds else ()))
        return {form: self.address(f"/api/v1/{name}", format=None if form == "json" else form) for form in names}


def ask(request: Request, *, limit: int = 40, **fixed: Any) -> Question:
    """Return the question that the address of a page asks; other parameters are the page's own.

    Raises QueryError for a filter that cannot be.
    """
    known = FilterParams.model_fields.keys() | {"cursor"}
    given: dict[str, Any] = {name: value for name, value in request.query_params.items() if name in known}
    try:
        params = ListParams(**given, limit=limit)
    except ValidationError as error:
        first = error.errors()[0]
        raise QueryError(f"{first['loc'][0] if first['loc'] else 'question'}: {first['msg']}.") from error
    asked = params.asked()
    if fixed:
        asked = Asked({**asked.filters, **fixed}, asked.words)
    return Question(asked, make_filters(asked, params))


def parameter(request: Request, name: str, allowed: Mapping[str, Any] | tuple[str, ...], default: str) -> str:
    """Return a parameter that takes one of a few values; raises QueryError for another."""
    value = request.query_params.get(name) or default
    if value not in allowed:
        raise QueryError(f"{name} {value!r} is not known. Use one of {', '.join(allowed)}.")
    return value
