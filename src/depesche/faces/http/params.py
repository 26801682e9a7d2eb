"""Parameters of listings: the record's filters as query parameters, with the search box's line `q`."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field, field_validator

from depesche.errors import QueryError
from depesche.record import Filters

from .words import Asked, parse_words

Format = Literal["json", "csv", "rss", "atom", "jsonfeed"]
Word = Annotated[str | None, Field(max_length=200)]
PAGE = 50
LARGEST_PAGE = 500
_CONTROL = {ord(c): None for c in map(chr, range(32))}


class FilterParams(BaseModel):
    """What is asked for; a field left out is left open. Several values of one field are separated by commas."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str | None, Field(max_length=500, description="Search line: `actor:RUS to:USA type:CONSULT`.")] = None
    actor: Annotated[Word, Field(description="Who acts, speaks or holds: a code (RUS), an id, or a name.")] = None
    recipient: Annotated[Word, Field(description="To whom, toward whom.")] = None
    party: Annotated[Word, Field(description="Anyone taking part, on either side.")] = None
    about: Annotated[Word, Field(description="Whom the words of a quotation name.")] = None
    type: Annotated[Word, Field(description="PLOVER type: `CONSULT`, `SANCTION` …")] = None
    quad: Annotated[Word, Field(description="Quad category: `verbal conflict` …")] = None
    mode: Annotated[Word, Field(description="PLOVER mode.")] = None
    context: Annotated[Word, Field(description="PLOVER context.")] = None
    status: Annotated[Word, Field(description="`factual`, `reported`, `planned`, `hypothetical`, `denied`.")] = None
    form: Annotated[Word, Field(description="Form of a quotation: `direct`, `indirect` …")] = None
    stance: Annotated[Word, Field(description="`supports`, `opposes`, `neutral`.")] = None
    via: Annotated[Word, Field(description="Who carries the words of a quotation.")] = None
    since: Annotated[Word, Field(description="From this date on: YYYY[-MM[-DD]].")] = None
    until: Annotated[Word, Field(description="Up to this date.")] = None
    place: Annotated[Word, Field(description="Where: a country code or the name of a place.")] = None
    outlet: Annotated[Word, Field(description="Name of the outlet.")] = None
    language: Annotated[Word, Field(description="Language of the reports: `de`, `en`.")] = None
    article: Annotated[Word, Field(description="Id of one article.")] = None
    independent: Annotated[int | None, Field(ge=1, le=1000, description="Independent reports at least.")] = None

    @field_validator("*", mode="before")
    @classmethod
    def _blank_is_open(cls, value: object) -> object:
        """An empty field of a form asks for nothing; control characters are dropped."""
        if isinstance(value, str):
            value = value.translate(_CONTROL).strip()
            return value or None
        return value

    def asked(self) -> Asked:
        """Return filters by name, those of the search line included, and the free words."""
        named = {
            name: str(value)
            for name in FilterParams.model_fields
            if name != "q" and (value := getattr(self, name)) is not None
        }
        line = parse_words(self.q or "")
        if "type" in named:
            named["type"] = named["type"].upper()
        return Asked({**line.filters, **named}, line.words)


class ListParams(FilterParams):
    """Filters and the page of a listing."""

    limit: Annotated[int, Field(ge=1, le=LARGEST_PAGE, description="Entries a page.")] = PAGE
    cursor: Annotated[Word, Field(description="`cursor` of the page before.")] = None
    format: Annotated[Format, Field(description="`json`, `csv`, or a feed: `rss`, `atom`, `jsonfeed`.")] = "json"


Listed = Annotated[ListParams, Query()]
Filtered = Annotated[FilterParams, Query()]


def filters_of(params: FilterParams) -> Filters:
    """Return the record's filters; raises QueryError for free words, which listings cannot answer."""
    asked = params.asked()
    if asked.words:
        raise QueryError(f"The words {asked.words!r} are searched at /api/v1/search; this list takes filters only.")
    return make_filters(asked, params)


def make_filters(asked: Asked, params: FilterParams) -> Filters:
    """Return the record's filters for what was asked, page included."""
    named: dict[str, object] = dict(asked.filters)
    if "independent" in named:
        named["independent"] = params.independent
    if isinstance(params, ListParams):
        named |= {"limit": params.limit, "cursor": params.cursor}
    return Filters(**named)  # type: ignore[arg-type]
