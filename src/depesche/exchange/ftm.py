"""FollowTheMoney entities as JSON lines: articles, actors, events, mentions, and who acted toward whom.

An entity that occurs again far on in the file may be written again under the same id, as FollowTheMoney allows; `ftm
aggregate` puts such parts together. Names of schemata and properties are those of followthemoney 3 and 4.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from depesche import codebook

from .cameo import state_of
from .citation import Citation
from .reports import EventRow, Identity, line

_REMEMBERED = 50_000
"""Entities remembered as written."""

_SCHEMATA = {"person": "Person", "state": "PublicBody", "org": "Organization", "group": "Organization"}
_GIVEN_BY_STATE = frozenset({"GOV", "MIL", "COP", "JUD", "SPY", "LEG"})
"""Sectors of those who act for a state; others have it as their country only."""

Entity = dict[str, object]


def write_ftm(rows: Iterable[EventRow], citation: Citation, sink: BinaryIO) -> int:
    """Write the entities of all events, each of their actors and articles; return the number of events."""
    written: OrderedDict[str, None] = OrderedDict()
    number = 0
    for row in rows:
        for entity in _entities(row):
            identity = str(entity["id"])
            if identity in written:
                written.move_to_end(identity)
                continue
            written[identity] = None
            if len(written) > _REMEMBERED:
                written.popitem(last=False)
            sink.write((json.dumps(entity, ensure_ascii=False) + "\n").encode("utf-8"))
        number += 1
    return number


def ftm_id(identity: str) -> str:
    """Return an id that FollowTheMoney takes: `person:sergei-lavrov` is `person-sergei-lavrov`.

    A hash keeps apart what the replacement of letters would make alike.
    """
    plain = re.sub(r"[^0-9a-zA-Z._-]", "-", identity).strip("-._")
    exact = identity.replace(":", "-", 1)
    if plain == exact and plain:
        return plain
    return f"{plain[:80].strip('-._') or 'id'}-{hashlib.sha256(identity.encode()).hexdigest()[:8]}"


def _entities(row: EventRow) -> Iterator[Entity]:
    article = _article(row)
    yield article
    everyone = {actor.id: actor for actor in (*row.actors, *row.recipients)}
    for actor in everyone.values():
        yield _actor(actor)
        yield _mention(actor, row)
    yield _event(row, list(everyone.values()))
    for actor in row.actors:
        for recipient in row.recipients:
            if actor.id != recipient.id:
                yield _link(row, actor, recipient)


def _entity(identity: str, schema: str, **properties: object) -> Entity:
    """An entity with the properties that hold something, each a list of texts."""
    filled: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list | tuple) else [value]
        texts = [line(str(item)) for item in values if item is not None and str(item).strip()]
        if texts:
            filled[name] = list(dict.fromkeys(texts))
    return {"id": identity, "schema": schema, "properties": filled}


def _country(code: str | None) -> str | None:
    """FollowTheMoney's countries are ISO 3166-1 alpha-2 in small letters."""
    state = codebook.load_states().get(code or "")
    return state.alpha2.lower() if state is not None else None


def _article_id(row: EventRow) -> str:
    return ftm_id(f"article:{row.event.article}")


def _article(row: EventRow) -> Entity:
    event = row.event
    return _entity(
        _article_id(row),
        "Article",
        title=event.headline or event.article,
        publishedAt=event.published,
        publisher=event.outlet,
        sourceUrl=event.url,
        language=_language(event.language),
        author=list(row.report.bylines),
        keywords=list(row.report.agencies),
    )


def _language(code: str) -> str:
    """ISO 639-2, as FollowTheMoney writes languages."""
    return {"de": "deu", "en": "eng"}.get(code, code)


def _actor(actor: Identity) -> Entity:
    schema = _SCHEMATA.get(actor.kind, "LegalEntity")
    common: dict[str, object] = {"name": actor.name, "wikidataId": actor.wikidata, "keywords": [actor.id]}
    country = _country(state_of(actor))
    if schema == "Person":
        return _entity(
            ftm_id(actor.id), schema, **common, position=_position(actor), country=country, classification=actor.sector
        )
    body = schema == "PublicBody" or actor.sector in _GIVEN_BY_STATE
    return _entity(
        ftm_id(actor.id),
        schema,
        **common,
        country=country,
        jurisdiction=country if body else None,
        classification=actor.sector,
        abbreviation=actor.code if actor.kind == "org" else None,
    )


def _position(actor: Identity) -> str | None:
    if actor.office is None:
        return None
    bare_role = codebook.is_bare_role(actor.code, actor.kind, actor.sector)
    body = None if bare_role else codebook.load_states().get(actor.code or "")
    return actor.office if body is None else f"{actor.office}, {body.name_en}"


def _mention(actor: Identity, row: EventRow) -> Entity:
    return _entity(
        ftm_id(f"mention:{row.event.article}:{actor.id}"),
        "Mention",
        document=_article_id(row),
        resolved=ftm_id(actor.id),
        name=actor.printed or actor.name,
        detectedSchema=_SCHEMATA.get(actor.kind, "LegalEntity"),
        contextCountry=_country(state_of(actor)),
    )


def _event(row: EventRow, everyone: list[Identity]) -> Entity:
    event = row.event
    return _entity(
        ftm_id(f"event:{event.id}"),
        "Event",
        name=_title(row),
        date=row.day,
        location=event.place,
        country=_country(event.country),
        involved=[ftm_id(actor.id) for actor in everyone],
        summary=row.words,
        description=f"{event.type} ({event.quad}), {event.status}",
        keywords=[event.type, *event.modes, *event.contexts, event.quad, event.status],
        recordId=event.id,
        sourceUrl=event.url,
        publisher=event.outlet,
        proof=_article_id(row),
    )


def _title(row: EventRow) -> str:
    actors, recipients = (", ".join(a.name for a in side) for side in (row.actors, row.recipients))
    return f"{row.event.type}: {actors or '?'}" + (f" → {recipients}" if recipients else "")


def _link(row: EventRow, actor: Identity, recipient: Identity) -> Entity:
    event = row.event
    return _entity(
        ftm_id(f"link:{event.id}:{actor.id}:{recipient.id}"),
        "UnknownLink",
        subject=ftm_id(actor.id),
        object=ftm_id(recipient.id),
        role=event.type,
        status=event.status,
        date=row.day,
        summary=row.words,
        recordId=event.id,
        sourceUrl=event.url,
        publisher=event.outlet,
        proof=_article_id(row),
    )
