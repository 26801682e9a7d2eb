"""Judgements of persons: made, carried over to new readings, taken back; each act adds a row and changes none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, and_, insert, or_, select

from depesche import codebook
from depesche.errors import QueryError
from depesche.model import Document

from . import schema
from .clusters import recluster
from .corrections import (
    Correction,
    apply_corrections,
    check_value,
    dumps_anchor,
    entries_of,
    find_anchored,
)
from .identity import set_canonical
from .judgements import judgement_entries
from .rewriting import load_document, rewrite_article
from .rows import Judged
from .views import JudgementEntry

_TABLE = schema.judgements


@dataclass(frozen=True, slots=True)
class Author:
    """Who judges and why."""

    by: str
    reason: str

    def __post_init__(self) -> None:
        if not self.by.strip():
            raise QueryError("A judgement needs its author: say who judges.")


def judge_wrong(connection: Connection, entry: str, author: Author) -> JudgementEntry:
    """Mark an event, quotation or position as wrong; listings leave it out from now on."""
    article, anchor = _place_of(connection, entry)
    made = _add(connection, author, kind="wrong", left=entry, verdict="wrong", article=article, anchor=anchor)
    rewrite_article(connection, article, corrected)
    return made


def judge_value(connection: Connection, entry: str, field: str, value: str | None, author: Author) -> JudgementEntry:
    """Correct a field of an event, quotation or position; None or "" empties it."""
    article, anchor = _place_of(connection, entry)
    check_value(_layer_of(connection, entry), field, value or None)
    made = _add(
        connection, author, kind="value", left=entry, verdict="corrected", field=field, value=value or None,
        article=article, anchor=anchor,
    )  # fmt: skip
    rewrite_article(connection, article, corrected)
    return made


def judge_pair(connection: Connection, left: str, right: str, verdict: str, author: Author) -> JudgementEntry:
    """Judge two events (or happenings), or two actors, to be `same` or `different`."""
    if left == right:
        raise QueryError(f"{left!r} is one entry. Name two different ones.")
    if _is_actor(connection, left) and _is_actor(connection, right):
        made = _add(connection, author, kind="actor", left=min(left, right), right=max(left, right), verdict=verdict)
        set_canonical(connection, [left, right])
        return made
    (article, anchor), (other, other_anchor) = _place_of(connection, left), _place_of(connection, right)
    if {_layer_of(connection, left), _layer_of(connection, right)} != {"event"}:
        raise QueryError("Only two events, two happenings or two actors can be merged or split.")
    made = _add(
        connection, author, kind="event", left=left, right=right, verdict=verdict, article=article, anchor=anchor,
        right_article=other, right_anchor=other_anchor,
    )  # fmt: skip
    recluster(connection, [left, right])
    return made


def judge_apart(connection: Connection, event: str, author: Author) -> list[JudgementEntry]:
    """Judge an event to be different from all others of its happening."""
    table = schema.events
    happening = connection.scalar(select(table.c.happening).where(table.c.id == event))
    if happening is None:
        _place_of(connection, event)
        raise QueryError(f"{event!r} is told of by no other report, so there is nothing to split it from.")
    others = connection.scalars(
        select(table.c.id).where(table.c.happening == happening, table.c.id != event).order_by(table.c.id)
    ).all()
    return [judge_pair(connection, event, other, "different", author) for other in others]


def undo_judgement(connection: Connection, number: int, author: Author) -> JudgementEntry:
    """Take a judgement back, of a person or a rule, by another judgement; raises QueryError if there is none."""
    row = connection.execute(select(_TABLE).where(_TABLE.c.id == number)).mappings().first()
    if row is None:
        raise QueryError(f"There is no judgement {number}. `depesche judge list` shows them.")
    if connection.scalar(select(_TABLE.c.id).where(_TABLE.c.undoes == number)) is not None:
        raise QueryError(f"Judgement {number} is taken back already.")
    if row["verdict"] == "undone":
        raise QueryError(f"Judgement {number} takes back another. Make the judgement anew instead.")
    made = _add(
        connection, author, kind=row["kind"], left=row["left_id"], right=row["right_id"], verdict="undone",
        article=row["article_id"], undoes=number,
    )  # fmt: skip
    if row["kind"] == "event":
        recluster(connection, [row["left_id"], row["right_id"]])
    elif row["kind"] == "actor":
        set_canonical(connection, [row["left_id"], row["right_id"]])
    else:
        rewrite_article(connection, row["article_id"], corrected)
    return made


def find_judgements(
    connection: Connection, entry: str | None = None, *, rules: bool = False, limit: int = 0
) -> list[JudgementEntry]:
    """Return judgements, oldest first: of persons, and with `rules` of rules too; with `entry` those on that entry."""
    conditions = [] if rules else [_TABLE.c.human == 1]
    if entry is not None:
        conditions.append(or_(_TABLE.c.left_id == entry, _TABLE.c.right_id == entry))
    return judgement_entries(connection, and_(True, *conditions), limit=limit)


def corrected(connection: Connection, document: Document) -> tuple[Document, Judged]:
    """Return a document with the corrections that stand, and which entries they concern."""
    later = _TABLE.alias()
    undone = select(later.c.id).where(later.c.undoes == _TABLE.c.id).exists()
    rows = connection.execute(
        select(_TABLE.c.left_id, _TABLE.c.kind, _TABLE.c.field, _TABLE.c.value)
        .where(
            _TABLE.c.article_id == document.article.id,
            _TABLE.c.kind.in_(("wrong", "value")),
            _TABLE.c.verdict != "undone",
            ~undone,
        )
        .order_by(_TABLE.c.id)
    )
    return apply_corrections(
        document, [Correction(left, field if kind == "value" else None, value) for left, kind, field, value in rows]
    )


def carry_over(connection: Connection, documents: Iterable[Document]) -> None:
    """Hand judgements of persons on to the entries of new readings that stand where the old ones stood.

    An entry whose id the new reading does not have is looked for by its words; the judgement is made anew for it, in
    the name of the same person, and takes the place of the old one. Where nothing stands there, the judgement waits.
    """
    for document in documents:
        present = entries_of(document)
        for row in _standing_on(connection, document.article.id):
            sides = {}
            for side, anchor, article in (
                ("left_id", "anchor", "article_id"),
                ("right_id", "right_anchor", "right_article_id"),
            ):
                if row[article] == document.article.id and row[side] not in present and row[anchor]:
                    sides[side] = find_anchored(document, row[anchor])
                    if sides[side] is not None:
                        sides[anchor] = dumps_anchor(present[str(sides[side])])
            if sides and None not in sides.values():
                kept = {name: row[name] for name in row if name not in ("id", "at", "undoes", "reason")}
                kept |= sides
                reason = row["reason"] if row["reason"].startswith(_CARRIED) else f"{_CARRIED}: {row['reason']}"
                connection.execute(insert(_TABLE).values(**kept, reason=reason, at=_now(), undoes=row["id"]))


_CARRIED = "carried over to a new reading"


def _standing_on(connection: Connection, article: str) -> Sequence[RowMapping]:
    later = _TABLE.alias()
    undone = select(later.c.id).where(later.c.undoes == _TABLE.c.id).exists()
    return (
        connection.execute(
            select(_TABLE)
            .where(
                _TABLE.c.human == 1,
                or_(_TABLE.c.article_id == article, _TABLE.c.right_article_id == article),
                _TABLE.c.verdict != "undone",
                ~undone,
            )
            .order_by(_TABLE.c.id)
        )
        .mappings()
        .all()
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _add(
    connection: Connection, author: Author, *, kind: str, left: str, verdict: str, right: str | None = None,
    field: str | None = None, value: str | None = None, article: str | None = None, anchor: str | None = None,
    right_article: str | None = None, right_anchor: str | None = None, undoes: int | None = None,
) -> JudgementEntry:  # fmt: skip
    number = connection.execute(
        insert(_TABLE)
        .values(
            kind=kind, left_id=left, right_id=right, verdict=verdict, field=field, value=value, by=author.by.strip(),
            human=1, reason=author.reason.strip(), at=_now(), article_id=article, right_article_id=right_article,
            anchor=anchor, right_anchor=right_anchor, undoes=undoes,
        )
        .returning(_TABLE.c.id)
    ).scalar_one()  # fmt: skip
    return judgement_entries(connection, _TABLE.c.id == number)[0]


def _row_of(connection: Connection, entry: str) -> tuple[str, str]:
    """(layer, article id) of an entry; raises QueryError if it is not in the record."""
    article = schema.articles
    for layer, table in (("event", schema.events), ("quotation", schema.quotations), ("position", schema.positions)):
        found = connection.scalar(
            select(article.c.id).join(table, table.c.article_key == article.c.key).where(table.c.id == entry)
        )
        if found is not None:
            return layer, str(found)
    raise QueryError(f"{entry!r} is no entry of the record. `--json` shows the ids of entries.")


def _layer_of(connection: Connection, entry: str) -> str:
    return _row_of(connection, entry)[0]


def _place_of(connection: Connection, entry: str) -> tuple[str, str]:
    """The article of an entry, and the anchor that says where it stands in it."""
    _, article = _row_of(connection, entry)
    found = entries_of(load_document(connection, article)).get(entry)
    if found is None:
        raise QueryError(f"{entry!r} is not in the reading of its article. `depesche check` tells more.")
    return article, dumps_anchor(found)


def _is_actor(connection: Connection, identity: str) -> bool:
    if ":" not in identity:
        return False
    if connection.scalar(select(schema.actors.c.id).where(schema.actors.c.id == identity)) is not None:
        return True
    if identity in codebook.load_persons():
        return True
    raise QueryError(f"{identity!r} is no actor of the record.")
