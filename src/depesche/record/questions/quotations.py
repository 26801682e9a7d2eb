"""Quotations as entries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from .. import schema
from ..entries import QuotationEntry
from ..filters import Filters
from ..listing import Listing
from ..who import find_wanted
from .events import CHUNK, party_of_id, report_fields, with_article, words_of
from .selecting import Condition, Key, after, in_window, of_articles, page_of_keys

_QUOTATION, _VOICE, _ARTICLE = schema.quotations, schema.voices, schema.articles
_OTHER = _QUOTATION.alias()
_WRONG = select(_OTHER.c.key).where(_OTHER.c.wrong == 1)
_ROLES = (("actor", "s"), ("about", "o"), ("recipient", "a"), ("via", "v"))


def find_quotations(connection: Connection, filters: Filters) -> Listing[QuotationEntry]:
    """Return a page of the quotations that match, latest first."""
    keys, cursor = page_of_keys(connection, quotation_branches(connection, filters), filters)
    return Listing(quotation_entries(connection, keys), cursor=cursor)


def quotation_branches(connection: Connection, filters: Filters) -> list[Select[Any]]:
    """Return selects whose union are the keys of the quotations that match."""
    asked = [(role, _who(connection, role, getattr(filters, name))) for name, role in _ROLES if getattr(filters, name)]
    if filters.party is not None:
        asked.append(("sa", _who(connection, "s", filters.party)))
    own = _own_conditions(filters)
    if not asked:
        return [_branch(_QUOTATION.c.key, [], filters, own)]
    (roles, keys), *others = asked
    also = [_also(other_roles, other_keys) for other_roles, other_keys in others]
    return [
        _branch(_VOICE.c.quotation_key, [_VOICE.c.role == role, _VOICE.c.who == who, *also], filters, own)
        for role in roles
        for who in keys
    ]


def _who(connection: Connection, role: str, wanted: str) -> tuple[str, ...]:
    keys = find_wanted(connection, wanted).keys
    return tuple(dict.fromkeys([*(key.lower() for key in keys), wanted.strip().lower()])) if role == "v" else keys


def _also(roles: str, keys: tuple[str, ...]) -> Condition:
    other = schema.voices.alias()
    return (
        select(other.c.who)
        .where(other.c.quotation_key == _VOICE.c.quotation_key, other.c.role.in_(list(roles)), other.c.who.in_(keys))
        .correlate(_VOICE)
        .exists()
    )


def _own_conditions(filters: Filters) -> list[Condition]:
    found: list[Condition] = []
    for name in ("form", "type"):
        if getattr(filters, name) is not None:
            found.append(_QUOTATION.c[name].in_(filters.values(name)))
    return found


def _not_wrong(key: Key, filters: Filters) -> list[Condition]:
    """Without the few that were judged wrong; asked of the key alone, so that counting reads no row of a quotation."""
    return [] if filters.wrong else [key.not_in(_WRONG)]


def _branch(key: Key, found: list[Condition], filters: Filters, own: list[Condition]) -> Select[Any]:
    of_article = of_articles(filters)
    statement = select(key.label("key"))
    if key is not _QUOTATION.c.key and (own or of_article):
        statement = statement.join(_QUOTATION, _QUOTATION.c.key == key)
    if of_article:
        statement = statement.join(_ARTICLE, _ARTICLE.c.key == _QUOTATION.c.article_key)
    window = [*in_window(key, filters), *after(key, filters), *_not_wrong(key, filters)]
    return statement.where(and_(True, *found, *window, *own, *of_article))


def quotation_entries(connection: Connection, keys: Sequence[int]) -> list[QuotationEntry]:
    """Return the quotations of these keys, in their order."""
    found: dict[int, QuotationEntry] = {}
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        rows = connection.execute(with_article(_QUOTATION).where(_QUOTATION.c.key.in_(chunk))).mappings().all()
        names = _speaker_names(connection, rows)
        for row in rows:
            found[row["key"]] = _entry(row, names)
    return [found[key] for key in keys]


def _speaker_names(connection: Connection, rows: Sequence[Any]) -> dict[tuple[int, str], str]:
    table = schema.appearances
    found = connection.execute(
        select(table.c.article_key, table.c.actor_id, table.c.name).where(
            table.c.actor_id.in_({row["speaker"] for row in rows if row["speaker"]}),
            table.c.article_key.in_({row["article_key"] for row in rows}),
        )
    )
    return {(article, identity): name for article, identity, name in found}


def _entry(row: Any, names: Mapping[tuple[int, str], str]) -> QuotationEntry:
    fields = report_fields(row)
    speaker = row["speaker"]
    name = names.get((row["article_key"], speaker)) if speaker else None
    return QuotationEntry(
        **fields,
        form=row["form"],
        speaker=speaker,
        speaker_name=name or (party_of_id(speaker).name if speaker else None),
        speaker_code=row["speaker_code"],
        addressee=json.loads(row["addressee"]),
        about=json.loads(row["about"]),
        via=json.loads(row["via"]),
        date=row["date"],
        medium=row["medium"],
        type=row["type"],
        cue=row["cue"],
        content=" … ".join(words_of(row["text"], fields["spans"])),
        judged=bool(row["judged"]),
        wrong=bool(row["wrong"]),
    )


def quotation_key(connection: Connection, identity: str) -> int | None:
    """Return the key of a quotation, None if it is not in the record."""
    return connection.scalar(select(_QUOTATION.c.key).where(_QUOTATION.c.id == identity))
