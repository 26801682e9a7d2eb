"""Puts readings into the record: new articles, and articles read anew by another version."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, select

from depesche.model import Document

from . import schema
from .clusters import recluster
from .copies import Fresh, find_copies
from .identity import identify_persons
from .judging import carry_over, corrected
from .keys import slot_of
from .linking import link_events
from .packing import restore_document, unpack_reading
from .row_source import read_list
from .rows import Provenance, Rows, document_rows
from .writing import free_slots, remove_article, write_documents


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and what it was made with: versions of the pipeline and of the lexicons."""

    document: Document
    pipeline: str
    lexicon: str

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.document.article.id


@dataclass(frozen=True, slots=True)
class Prepared:
    """A reading as rows, which needs no record: other processes can prepare readings while one writes them."""

    id: str
    pipeline: str
    lexicon: str
    rows: Rows


def prepare_reading(reading: Reading) -> Prepared:
    """Return a reading as the rows that are written unless the article is known, judged, or its number is taken."""
    rows = document_rows(reading.document, Provenance(reading.pipeline, reading.lexicon), slot=slot_of(reading.id))
    return Prepared(reading.id, reading.pipeline, reading.lexicon, rows)


def add_readings(connection: Connection, readings: Sequence[Reading | Prepared], *, link: bool = True) -> list[bool]:
    """Write readings; return for each whether it was new or read anew.

    Without `link`, copies and happenings are not looked for: for measuring, and for readings that are linked later.
    """
    known = _known(connection, [reading.id for reading in readings])
    fresh: dict[str, Reading | Prepared] = {}
    answers = []
    for reading in readings:
        same = reading.id in fresh or known.get(reading.id, (0, 0, "", ""))[2:] == (reading.pipeline, reading.lexicon)
        answers.append(not same)
        if not same:
            fresh[reading.id] = reading
    for identity in fresh:
        if identity in known:
            remove_article(connection, known[identity][0])
    slots = free_slots(connection, [identity for identity in fresh if identity not in known])
    slots |= {identity: known[identity][1] for identity in fresh if identity in known}
    judged = _with_judgements(connection, list(fresh))
    with _uncollected():
        rows = [_rows(connection, one, slot=slots[one.id], judged=one.id in judged) for one in fresh.values()]
        write_documents(connection, rows)
    again = judged | {identity for identity in fresh if identity in known}
    recluster(connection, [event["id"] for own in rows if own["article"][0]["id"] in again for event in own["event"]])
    if link:
        link_articles(connection, rows)
    return answers


def _rows(connection: Connection, reading: Reading | Prepared, *, slot: int, judged: bool) -> Rows:
    """The rows of a reading with the corrections that stand, under the number that its article has in the record."""
    if isinstance(reading, Prepared):
        if not judged and reading.rows["article"][0]["slot"] == slot:
            return reading.rows
        (kept,) = reading.rows["reading"]
        document = restore_document(kept["text"], kept["data"])
    else:
        document = reading.document
    made, marks, original = Provenance(reading.pipeline, reading.lexicon), None, document
    if judged:
        carry_over(connection, [document])
        document, marks = corrected(connection, document)
    return document_rows(document, made, slot=slot, original=original, judged=marks)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Python does not look for circles among the many rows of a batch, which have none: a tenth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _with_judgements(connection: Connection, ids: Sequence[str]) -> set[str]:
    """The articles about whose entries there are judgements, by persons or, read anew, by rules."""
    table = schema.judgements
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        chunk = ids[start : start + 500]
        for column in (table.c.article_id, table.c.right_article_id):
            found |= set(connection.scalars(select(column).where(column.in_(chunk)).distinct()))
    return found


def link_articles(connection: Connection, documents: Sequence[Rows]) -> None:
    """Find what new articles, given by their rows, copy, and which of their events other reports tell of."""
    find_copies(connection, [_fresh(rows) for rows in documents])
    identify_persons(connection, (row["actor_id"] for rows in documents for row in rows["appearance"]))
    link_events(connection, [row["key"] for rows in documents for row in rows["event"]])


def _fresh(rows: Rows) -> Fresh:
    """What copies are looked for by."""
    (article,), (reading,) = rows["article"], rows["reading"]
    return Fresh(article["key"], article["id"], reading["text"], article["published"], read_list(article["agencies"]))


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, int, str, str]]:
    """(key, slot, pipeline, lexicon) of those articles that are in the record."""
    table = schema.articles
    found: dict[str, tuple[int, int, str, str]] = {}
    for start in range(0, len(ids), 500):
        rows = connection.execute(
            select(table.c.id, table.c.key, table.c.slot, table.c.pipeline, table.c.lexicon).where(
                table.c.id.in_(ids[start : start + 500])
            )
        )
        found |= {identity: (key, slot, pipeline, lexicon) for identity, key, slot, pipeline, lexicon in rows}
    return found


def stored_reading(connection: Connection, identity: str) -> str | None:
    """Return the reading of an article as JSON of the contract, None if it is not in the record."""
    articles, readings = schema.articles, schema.readings
    row = connection.execute(
        select(readings.c.text, readings.c.data)
        .join(articles, articles.c.key == readings.c.article_key)
        .where(articles.c.id == identity)
    ).first()
    if row is None:
        return None
    return unpack_reading(row.text, row.data)
