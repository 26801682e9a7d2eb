"""Documents as rows: what is written of a reading into each table."""

from __future__ import annotations

from collections.abc import Iterator

from depesche.model import Document

from .event_rows import event_rows, pairs_of
from .folds import alias_folds
from .keys import MOST, article_key, entry_key
from .packing import pack_reading
from .quotation_rows import quotation_rows
from .row_source import (
    MUTUAL,
    Judged,
    Provenance,
    Row,
    Rows,
    Source,
    list_text,
    position_id,
    quotation_id,
    spans_text,
)

__all__ = [
    "MUTUAL",
    "Judged",
    "Provenance",
    "Row",
    "Rows",
    "document_rows",
    "pairs_of",
    "position_id",
    "quotation_id",
    "spans_text",
]


def document_rows(
    document: Document,
    provenance: Provenance,
    *,
    slot: int,
    original: Document | None = None,
    judged: Judged | None = None,
) -> Rows:
    """Return the rows of a document by table; `original` is the reading before corrections."""
    key = article_key(document.article.published, slot=slot)
    source = Source(document, original or document, key=key, slot=slot, judged=judged or Judged())
    events, quotations = event_rows(source), quotation_rows(source)
    counts = {"events": len(events["event"]), "quotations": len(quotations["quotation"])}
    return {
        "article": [{**_article_row(document, provenance, key, slot), **counts}],
        "reading": [{"article_key": key, "text": document.article.text, "data": pack_reading(original or document)}],
        "appearance": list(_appearances(source)),
        "alias": list(_aliases(source)),
        **events,
        **quotations,
        "position": list(_positions(source)),
        "office": list(_offices(source)),
    }


def _article_row(document: Document, provenance: Provenance, key: int, slot: int) -> Row:
    article = document.article
    return {
        "key": key,
        "id": article.id,
        "slot": slot,
        "external_id": article.external_id,
        "outlet": article.outlet,
        "url": article.url,
        "language": article.language,
        "published": article.published,
        "headline": article.headline,
        "agencies": list_text(article.agencies),
        "pipeline": provenance.pipeline,
        "lexicon": provenance.lexicon,
        "added": provenance.added,
    }


def _appearances(source: Source) -> Iterator[Row]:
    """A row for each actor."""
    for actor in source.actors.values():
        yield {
            "actor_id": actor.id,
            "article_key": source.key,
            "name": actor.name,
            "kind": actor.kind,
            "code": source.code(actor.id),
            "sector": actor.sector,
            "office": actor.office,
            "wikidata": actor.wikidata,
            "mentions": len(actor.mentions),
        }


def _aliases(source: Source) -> Iterator[Row]:
    """A row for each spelling under which an actor is to be found."""
    for actor in source.actors.values():
        if actor.kind != "unnamed":
            for fold in alias_folds(actor.name, person=actor.kind == "person"):
                yield {"fold": fold, "actor_id": actor.id, "name": actor.name}


def _positions(source: Source) -> Iterator[Row]:
    """A row for each position."""
    taken: set[str] = set()
    for number, position in enumerate(source.document.positions[:MOST]):
        identity = position_id(source.document.article.id, source.original.positions[number])
        if identity in taken:
            continue
        taken.add(identity)
        yield {
            "key": entry_key(source.document.article.published, slot=source.slot, number=number),
            "id": identity,
            "article_key": source.key,
            "holder": position.holder,
            "holder_code": source.code(position.holder),
            "target": position.target,
            "target_code": source.code(position.target),
            "stance": position.stance,
            "spans": spans_text(position.evidence),
            **source.flags(identity),
        }


def _offices(source: Source) -> Iterator[Row]:
    """A row for each office that the text tells."""
    for office in source.document.offices:
        yield {
            "article_key": source.key,
            "person": office.person,
            "office": office.office,
            "code": office.code,
            "new": int(office.new),
            "spans": spans_text(office.evidence),
        }
