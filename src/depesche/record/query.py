"""Questions to the record: filters, and the entries that answer them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, String, Table, and_, exists, func, or_, select

from depesche import codebook
from depesche.errors import QueryError

from . import schema
from .rows import days_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for; None leaves a field open."""

    actor: str | None = None
    """Code (`RUS`), id (`person:sergei-lavrov`) or name of who acts or speaks."""
    recipient: str | None = None
    """The same of whom it is done to or said to."""
    about: str | None = None
    """The same of whom the words name (quotations only)."""
    type: str | None = None
    quad: str | None = None
    status: str | None = None
    form: str | None = None
    via: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    """Country code or name of the place."""
    outlet: str | None = None
    language: str | None = None
    limit: int = 100
    offset: int = 0

    def __post_init__(self) -> None:
        plover = codebook.load_plover()
        _one_of("type", self.type, list(plover.types))
        _one_of("status", self.status, plover.statuses)
        _one_of("quad", self.quad, sorted({t.quad for t in plover.types.values()}))
        _one_of("form", self.form, ("direct", "indirect", "free-indirect", "mixed", "reported"))
        if self.limit < 0 or self.offset < 0:
            raise QueryError("Limit and offset count from 0; give a number that is not negative.")


def _one_of(name: str, value: str | None, allowed: Sequence[str]) -> None:
    if value is not None and value not in allowed:
        raise QueryError(f"{name} {value!r} is not known. Use one of {', '.join(allowed)}.")


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or receives: id, name, and whom they act for."""

    id: str
    name: str
    code: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """An event of the record with its words."""

    id: str
    type: str
    quad: str
    modes: list[str]
    contexts: list[str]
    status: str
    date: str | None
    actors: list[Party]
    recipients: list[Party]
    place: str | None
    country: str | None
    attribution: list[str]
    confidence: float
    article: str
    outlet: str | None
    language: str
    published: str | None
    headline: str | None
    url: str | None
    evidence: list[str]
    spans: list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationEntry:
    """A quotation of the record."""

    id: str
    form: str
    speaker: str | None
    speaker_name: str | None
    speaker_code: str | None
    addressee: list[str]
    about: list[str]
    via: list[str]
    date: str | None
    medium: str
    type: str | None
    cue: str | None
    content: str
    article: str
    outlet: str | None
    language: str
    published: str | None
    headline: str | None
    url: str | None
    spans: list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry:
    """An article of the record with the number of its entries."""

    id: str
    outlet: str | None
    language: str
    published: str | None
    headline: str | None
    url: str | None
    events: int
    quotations: int
    added: str


def actor_keys(wanted: str) -> tuple[list[str], list[str]]:
    """Return the codes and actor ids that a user's word for an actor may mean: code, id, or a name in any language."""
    word = wanted.strip()
    if ":" in word:
        return [word], [word]
    codes, ids = [word.upper()], []
    for language in ("de", "en"):
        for form in codebook.actor_forms(language):
            if form.form.lower() == word.lower():
                if form.kind == "person":
                    ids.append(form.id)
                elif form.code is not None:
                    codes.append(form.code)
    fold = codebook.transcription_fold(word)
    ids += [
        p.id for p in codebook.load_persons().values() if fold in {codebook.transcription_fold(s) for s in p.surnames}
    ]
    return list(dict.fromkeys(codes)), list(dict.fromkeys(ids))


def _party(side: str, wanted: str) -> ColumnElement[bool]:
    codes, ids = actor_keys(wanted)
    parties = schema.parties
    match = or_(
        parties.c.code.in_(codes), parties.c.actor_id.in_(ids), func.lower(parties.c.name) == wanted.strip().lower()
    )
    return exists().where(parties.c.event_id == schema.events.c.id, parties.c.side == side, match)


def _within(first: ColumnElement[str], last: ColumnElement[str], filters: Filters) -> list[ColumnElement[bool]]:
    """A date known to the month is found by any day of that month."""
    found: list[ColumnElement[bool]] = []
    if filters.since is not None:
        found.append(last >= (days_of(filters.since)[0] or ""))
    if filters.until is not None:
        found.append(first <= (days_of(filters.until)[1] or ""))
    return found


def _article_conditions(filters: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.outlet is not None:
        found.append(schema.articles.c.outlet == filters.outlet)
    if filters.language is not None:
        found.append(schema.articles.c.language == filters.language)
    return found


def _paged(query: Select[tuple[object, ...]], filters: Filters) -> Select[tuple[object, ...]]:
    return query.limit(filters.limit or None).offset(filters.offset)


def _spans(connection: Connection, owners: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    table = schema.evidence
    for start in range(0, len(owners), 500):
        rows = connection.execute(
            select(table.c.owner, table.c.start, table.c.end)
            .where(table.c.owner.in_(owners[start : start + 500]))
            .order_by(table.c.owner, table.c.number)
        )
        for owner, first, last in rows:
            found.setdefault(owner, []).append((first, last))
    return found


def event_entries(connection: Connection, filters: Filters) -> list[EventEntry]:
    """Return the events that match the filters, latest first."""
    table, articles = schema.events, schema.articles
    conditions = [*_article_conditions(filters), *_within(table.c.first_day, table.c.last_day, filters)]
    for name in ("type", "quad", "status"):
        value = getattr(filters, name)
        if value is not None:
            conditions.append(table.c[name] == value)
    if filters.place is not None:
        codes, _ = actor_keys(filters.place)
        conditions.append(or_(table.c.country.in_(codes), func.lower(table.c.place) == filters.place.lower()))
    if filters.actor is not None:
        conditions.append(_party("actor", filters.actor))
    if filters.recipient is not None:
        conditions.append(_either_side(filters))
    query = (
        select(
            table,
            articles.c.outlet,
            articles.c.language,
            articles.c.published,
            articles.c.headline,
            articles.c.url,
            articles.c.text,
        )
        .join(articles, articles.c.id == table.c.article_id)
        .where(and_(True, *conditions))
        .order_by(func.coalesce(table.c.first_day, articles.c.published, "").desc(), table.c.article_id, table.c.number)
    )
    found = connection.execute(_paged(query, filters)).mappings().all()
    ids = [row["id"] for row in found]
    spans, parties = _spans(connection, ids), _parties(connection, ids)
    return [
        EventEntry(
            id=row["id"],
            type=row["type"],
            quad=row["quad"],
            modes=json.loads(row["modes"]),
            contexts=json.loads(row["contexts"]),
            status=row["status"],
            date=row["date"],
            actors=parties.get((row["id"], "actor"), []),
            recipients=parties.get((row["id"], "recipient"), []),
            place=row["place"],
            country=row["country"],
            attribution=json.loads(row["attribution"]),
            confidence=row["confidence"],
            article=row["article_id"],
            outlet=row["outlet"],
            language=row["language"],
            published=row["published"],
            headline=row["headline"],
            url=row["url"],
            evidence=[row["text"][a:b] for a, b in spans.get(row["id"], [])],
            spans=spans.get(row["id"], []),
        )
        for row in found
    ]


def _either_side(filters: Filters) -> ColumnElement[bool]:
    """The recipient, or for meetings, whose participants are all actors, the other participant."""
    assert filters.recipient is not None
    return or_(
        _party("recipient", filters.recipient),
        and_(schema.events.c.type == "CONSULT", _party("actor", filters.recipient)),
    )


def _parties(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str], list[Party]]:
    found: dict[tuple[str, str], list[Party]] = {}
    table = schema.parties
    for start in range(0, len(ids), 500):
        rows = connection.execute(
            select(table)
            .where(table.c.event_id.in_(ids[start : start + 500]))
            .order_by(table.c.event_id, table.c.number)
        ).mappings()
        for row in rows:
            found.setdefault((row["event_id"], row["side"]), []).append(
                Party(row["actor_id"], row["name"], row["code"])
            )
    return found


def _names_one(column: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    """Whether a JSON list of ids and codes names the wanted actor."""
    codes, ids = actor_keys(wanted)
    return or_(
        *(column.cast(String).contains(json.dumps(key, ensure_ascii=False), autoescape=True) for key in (*codes, *ids))
    )


def quotation_entries(connection: Connection, filters: Filters) -> list[QuotationEntry]:
    """Return the quotations that match the filters, latest first."""
    table, articles = schema.quotations, schema.articles
    conditions = [*_article_conditions(filters), *_within(table.c.first_day, table.c.last_day, filters)]
    if filters.actor is not None:
        codes, ids = actor_keys(filters.actor)
        conditions.append(
            or_(
                table.c.speaker_code.in_(codes),
                table.c.speaker.in_([*ids, *codes]),
                func.lower(table.c.speaker_name) == filters.actor.lower(),
            )
        )
    if filters.recipient is not None:
        conditions.append(_names_one(table.c.addressee, filters.recipient))
    if filters.about is not None:
        conditions.append(_names_one(table.c.about, filters.about))
    if filters.via is not None:
        conditions.append(table.c.via.contains(filters.via.lower(), autoescape=True))
    for name in ("form", "type"):
        value = getattr(filters, name)
        if value is not None:
            conditions.append(table.c[name] == value)
    query = (
        select(table, articles.c.outlet, articles.c.language, articles.c.published, articles.c.headline, articles.c.url)
        .join(articles, articles.c.id == table.c.article_id)
        .where(and_(True, *conditions))
        .order_by(func.coalesce(table.c.first_day, articles.c.published, "").desc(), table.c.article_id, table.c.number)
    )
    found = connection.execute(_paged(query, filters)).mappings().all()
    spans = _spans(connection, [row["id"] for row in found])
    return [
        QuotationEntry(
            id=row["id"],
            form=row["form"],
            speaker=row["speaker"],
            speaker_name=row["speaker_name"],
            speaker_code=row["speaker_code"],
            addressee=json.loads(row["addressee"]),
            about=json.loads(row["about"]),
            via=json.loads(row["via"]),
            date=row["date"],
            medium=row["medium"],
            type=row["type"],
            cue=row["cue"],
            content=row["content"],
            article=row["article_id"],
            outlet=row["outlet"],
            language=row["language"],
            published=row["published"],
            headline=row["headline"],
            url=row["url"],
            spans=spans.get(row["id"], []),
        )
        for row in found
    ]


def article_entries(connection: Connection, filters: Filters) -> list[ArticleEntry]:
    """Return the articles that match the filters, latest first."""
    articles = schema.articles

    def count(table: Table) -> ColumnElement[int]:
        return select(func.count()).select_from(table).where(table.c.article_id == articles.c.id).scalar_subquery()

    conditions = _article_conditions(filters)
    if filters.since is not None or filters.until is not None:
        conditions += _within(articles.c.published, articles.c.published, filters)
    query = (
        select(
            articles.c.id,
            articles.c.outlet,
            articles.c.language,
            articles.c.published,
            articles.c.headline,
            articles.c.url,
            articles.c.added,
            count(schema.events).label("events"),
            count(schema.quotations).label("quotations"),
        )
        .where(and_(True, *conditions))
        .order_by(func.coalesce(articles.c.published, "").desc(), articles.c.id)
    )
    return [ArticleEntry(**row) for row in connection.execute(_paged(query, filters)).mappings()]


def actor_entries(connection: Connection, wanted: str) -> list[tuple[str, str, str, str | None, str | None, int, int]]:
    """Return (id, name, kind, code, office, articles, mentions), most mentioned first."""
    codes, ids = actor_keys(wanted)
    table = schema.actors
    states = [f"{kind}:{code}" for code in codes for kind in ("state", "org", "group", "collective")]
    condition = or_(
        table.c.actor_id.in_([*ids, *states]), func.lower(table.c.name) == wanted.lower(), table.c.code.in_(codes)
    )
    query = (
        select(
            table.c.actor_id,
            func.max(table.c.name),
            func.max(table.c.kind),
            func.max(table.c.code),
            func.max(table.c.office),
            func.count(),
            func.sum(table.c.mentions),
        )
        .where(condition)
        .group_by(table.c.actor_id)
        .order_by(func.sum(table.c.mentions).desc(), table.c.actor_id)
    )
    return [tuple(row) for row in connection.execute(query)]
