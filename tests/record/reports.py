"""Readings made by hand for the record: who did what to whom, in words that stand in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from depesche.model import Actor, Document, Event, EventDate, Meeting, OfficeFact, Place, Position, Quotation
from depesche.record import Record
from tests.factory import make_document, span_of

NAMES = {
    "RUS": "Russia",
    "USA": "USA",
    "IND": "India",
    "UKR": "Ukraine",
    "JOR": "Jordan",
    "ISR": "Israel",
    "NOR": "Norway",
}


def actor(word: str, text: str, **fields: Any) -> Actor:
    """`RUS` is the state; `person:anna-berg/NOR` a person who acts for Norway, mentioned wherever the name stands."""
    identity, _, code = word.partition("/")
    if ":" not in identity:
        name = NAMES.get(identity, identity)
        values: dict[str, Any] = {"id": f"state:{identity}", "kind": "state", "name": name, "codes": (identity,)}
    else:
        kind, _, rest = identity.partition(":")
        if kind == "unnamed":  # `unnamed:CIV/hostage/CIV`
            identity, _, code = word.rpartition("/")
        values = {
            "id": identity,
            "kind": kind,
            "name": rest.replace("-", " ").title(),
            "codes": (code,) if code else (),
        }
    values.update(fields)
    mentions = (span_of(text, values["name"]),) if values["name"] in text else ()
    return Actor(**{"mentions": mentions, **values})


def event(
    identity: str,
    type: str,
    who: str,
    whom: str = "",
    *,
    words: str,
    text: str,
    date: str | None = None,
    date_printed: str | None = None,
    place: Place | None = None,
    comparison: str | None = None,
    **fields: Any,
) -> Event:
    """An act of `who` toward `whom`, both lists of actors separated by blanks, resting on `words` of the text."""
    return Event(
        id=identity,
        type=type,
        actors=tuple(map(id_of, who.split())),
        recipients=tuple(map(id_of, whom.split())),
        date=EventDate(value=date, printed=date_printed) if date else None,
        place=place,
        evidence=(span_of(text, words),),
        meeting=Meeting(comparison=comparison) if comparison else None,
        **fields,
    )


def id_of(word: str) -> str:
    """The id of an actor written as for `actor`."""
    identity = word.rpartition("/")[0] if word.startswith("unnamed:") else word.partition("/")[0]
    return identity if ":" in identity else f"state:{identity}"


def report(
    identity: str,
    text: str,
    *,
    published: str | None = "2023-03-03",
    actors: str = "",
    events: Sequence[Event] = (),
    quotations: Sequence[Quotation] = (),
    positions: Sequence[Position] = (),
    offices: Sequence[OfficeFact] = (),
    **fields: Any,
) -> Document:
    """A document with the actors named (separated by blanks) and the entries given."""
    return make_document(
        text,
        id=identity,
        published=published,
        actors=[actor(word, text) for word in actors.split()],
        events=events,
        quotations=quotations,
        positions=positions,
        offices=offices,
        **{"lang": "en", **fields},
    )


def act(
    identity: str,
    type: str,
    who: str,
    whom: str,
    text: str,
    *,
    date: str | None = "2023-03-02",
    published: str | None = "2023-03-03",
    outlet: str | None = None,
    lang: str = "en",
    **fields: Any,
) -> Document:
    """A report of one act, whose words are the whole text; article `a-ID`, event `ID`."""
    made = event(identity, type, who, whom, words=text, text=text, date=date, **fields)
    actors = " ".join(dict.fromkeys([*who.split(), *whom.split()]))
    return report(f"a-{identity}", text, published=published, outlet=outlet, lang=lang, actors=actors, events=[made])


def put(record: Record, *documents: Document, pipeline: str = "1") -> list[bool]:
    """Add documents, each in a transaction of its own."""
    return [record.add(document, pipeline=pipeline, lexicon="l") for document in documents]
