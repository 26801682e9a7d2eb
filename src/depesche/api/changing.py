"""Judgements: corrections by persons, which are kept, can be undone, and outlive a new reading; and the record's check."""

from __future__ import annotations

from depesche.errors import QueryError
from depesche.record import JudgementEntry, Problem, Record
from depesche.record.checking import find_problems
from depesche.record.judging import (
    Author,
    find_judgements,
    judge_apart,
    judge_pair,
    judge_value,
    judge_wrong,
    undo_judgement,
)


def judge(
    record: Record, entry: str, *, by: str, reason: str = "", field: str | None = None, value: str | None = None
) -> JudgementEntry:
    """Mark an event, quotation or position as wrong, or with `field` correct one of its fields to `value`.

    Fields of events: type, status, date, place, country, modes, contexts, actors, recipients; of quotations: speaker,
    addressee, form, type, date, via; of positions: holder, target, stance. Several values are separated by commas,
    actors given by id or code; `value` None empties the field. Raises QueryError for an unknown entry, field or value.
    """
    author = Author(by, reason)
    if field is None:
        if value is not None:
            raise QueryError("A value needs the field that it corrects.")
        return record.change(judge_wrong, entry, author)
    return record.change(judge_value, entry, field, value, author)


def merge(record: Record, one: str, other: str, *, by: str, reason: str = "") -> JudgementEntry:
    """Judge two events or happenings to be the same happening, or two actors to be one."""
    return record.change(judge_pair, one, other, "same", Author(by, reason))


def split(record: Record, one: str, other: str | None = None, *, by: str, reason: str = "") -> list[JudgementEntry]:
    """Judge two events or two actors to be different; without `other`, an event from all others of its happening."""
    author = Author(by, reason)
    if other is None:
        return record.change(judge_apart, one, author)
    return [record.change(judge_pair, one, other, "different", author)]


def undo(record: Record, judgement: int, *, by: str, reason: str = "") -> JudgementEntry:
    """Take back a judgement, of a person or a rule, by another one, which is returned."""
    return record.change(undo_judgement, judgement, Author(by, reason))


def judgements(
    record: Record, entry: str | None = None, *, rules: bool = False, limit: int = 0
) -> list[JudgementEntry]:
    """Return judgements, oldest first: those of persons, with `rules` those of rules too; with `entry` those on it."""
    return record.ask(find_judgements, entry, rules=rules, limit=limit)


def check(record: Record) -> list[Problem]:
    """Return what is wrong in the record: rows without their article, spans outside texts, judgements on nothing."""
    return record.ask(find_problems)
