"""Reading functions for tests: quick ones that need no model, and reports that do to their worker what a word says."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence

from depesche.intake.shards import RawReport, article_of
from depesche.model import Actor, Document, Event, EventDate, Quotation, Span
from depesche.scale import Refused
from tests.factory import make_document

POISON = ("SEGFAULT", "KILLED", "LOOP", "EXIT", "RAISES", "MEMORY")


def read(reports: Sequence[RawReport], options: Mapping[str, str | None]) -> Iterator[Document | Refused]:
    """One event a report, between the first two capital words; a word of POISON does what it says while reading."""
    for report in reports:
        text = article_text(report)
        poison(text)
        yield Refused("InputError", "empty") if "EMPTY" in text else document(text)


def read_whole(reports: Sequence[RawReport], options: Mapping[str, str | None]) -> Iterator[Document | Refused]:
    """The same, but the whole batch is looked at before the first result, as a parser does it."""
    for report in reports:
        poison(article_text(report))
    yield from (document(article_text(report)) for report in reports)


def read_slowly(reports: Sequence[RawReport], options: Mapping[str, str | None]) -> Iterator[Document | Refused]:
    """The same, some milliseconds a report."""
    for found in read(reports, options):
        time.sleep(0.004)
        yield found


def article_text(report: RawReport) -> str:
    """The text of a line or page."""
    if report.kind == "line":
        return str(json.loads(report.content)["text"])
    return article_of(report).text


def poison(text: str) -> None:
    """Do to this process what the text says."""
    if "SEGFAULT" in text:
        ctypes.string_at(0)
    elif "KILLED" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    elif "EXIT" in text:
        os._exit(3)
    elif "RAISES" in text:
        raise RuntimeError("a bug")
    elif "MEMORY" in text:
        bytearray(64 << 30)
    while "LOOP" in text:
        pass


def document(text: str) -> Document:
    """A reading of a text of the form "AAA meets BBB on 2024-01-02. …"."""
    one, _, other, _, day, *_ = text.split()
    day = day.rstrip(".")
    actors = tuple(
        Actor(id=f"state:{code}", kind="state", name=code, codes=(code,), mentions=(Span(at, at + 3),))
        for code, at in ((one, 0), (other, text.index(other)))
    )
    event = Event(
        id=hashlib.sha256(b"event" + text.encode()).hexdigest()[:16],
        type="CONSULT" if "meets" in text else "ACCUSE",
        actors=(f"state:{one}",),
        recipients=(f"state:{other}",),
        date=EventDate(value=day),
        evidence=(Span(0, len(text)),),
    )
    quotation = Quotation(form="direct", content=(Span(0, 3),), speaker=f"state:{one}")
    identity = hashlib.sha256(text.encode()).hexdigest()[:20]
    return make_document(
        text, id=identity, lang="en", actors=actors, events=(event,), quotations=(quotation,), published=day
    )
