"""A small record by hand: two invented reports, with a meeting, an attack, a plan, a denial, and quotations."""

from __future__ import annotations

from pathlib import Path

from depesche.model import Actor, Article, Block, Document, Event, EventDate, Place, Quotation, Sentence, Span
from depesche.record import Record
from tests.factory import span_of

WIEN = (
    "Treffen in Wien\n\n"
    "Außenminister Henrik Solbakken traf am Dienstag in Wien seinen Kollegen Tariq al-Hamadi. "
    "„Wir sind einen Schritt weiter“, sagte Solbakken.\n\n"
    "Norwegen will dem Jemen Geld geben. Rebellen griffen Aden an, was sie bestreiten."
)
NEWS = "=SUM(1) Belarus\tarrested six fishermen from Lithuania on 2 May. Vilnius might close its embassy."


def sentences(text: str, *parts: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(span.start, span.end, ()) for span in (span_of(text, part) for part in parts))


def wien() -> Document:
    text = WIEN
    actors = (
        Actor(id="person:henrik-solbakken", kind="person", name="Henrik Solbakken", codes=("NOR",), sector="GOV",
              office="foreign minister", mentions=(span_of(text, "Henrik Solbakken"),)),
        Actor(id="person:tariq-al-hamadi", kind="person", name="Tariq al-Hamadi", codes=("YEM",), sector="GOV",
              wikidata="Q1", mentions=(span_of(text, "Tariq al-Hamadi"),)),
        Actor(id="state:NOR", kind="state", name="Norway", codes=("NOR",), mentions=(span_of(text, "Norwegen"),)),
        Actor(id="state:YEM", kind="state", name="Yemen", codes=("YEM",), mentions=(span_of(text, "Jemen"),)),
        Actor(id="unnamed:REB:YEM/rebel", kind="unnamed", name="Rebellen", codes=("REB:YEM",), sector="REB",
              mentions=(span_of(text, "Rebellen"),)),
    )  # fmt: skip
    events = (
        Event(id="a000000000000001", type="CONSULT", modes=("third-party",), contexts=("diplomatic",),
              actors=("person:henrik-solbakken", "person:tariq-al-hamadi"),
              date=EventDate(value="2024-05-14", printed="am Dienstag"),
              place=Place(name="Vienna", country="AUT", geonames=2761369, lat=48.2, lon=16.4),
              evidence=(span_of(text, "Henrik Solbakken traf am Dienstag in Wien seinen Kollegen Tariq al-Hamadi"),),
              confidence=0.9),
        Event(id="a000000000000002", type="AID", modes=("economic",), status="planned", actors=("state:NOR",),
              recipients=("state:YEM",), evidence=(span_of(text, "Norwegen will dem Jemen Geld geben"),)),
        Event(id="a000000000000003", type="ASSAULT", status="denied", actors=("unnamed:REB:YEM/rebel",),
              recipients=("state:YEM",), attribution=("state:YEM",), date=EventDate(value="2024-05"),
              evidence=(span_of(text, "Rebellen griffen Aden an"),)),
    )  # fmt: skip
    quotations = (
        Quotation(form="direct", content=(span_of(text, "„Wir sind einen Schritt weiter“"),),
                  speaker="person:henrik-solbakken", addressee=("person:tariq-al-hamadi",),
                  cue=(span_of(text, "sagte"),)),
        Quotation(form="indirect", content=(span_of(text, "was sie bestreiten"),), speaker="unnamed:REB:YEM/rebel"),
    )  # fmt: skip
    article = Article(
        id="wien", text=text, language="de", headline="Treffen in Wien", published="2024-05-15", outlet="Hafenkurier",
        url="https://hafenkurier.example/wien", agencies=("dpa",), bylines=("kb",),
        blocks=(Block("headline", 0, 15), Block("paragraph", 17, text.index("\n\nNorwegen")),
                Block("paragraph", text.index("Norwegen will"), len(text))),
    )  # fmt: skip
    return Document(
        article=article,
        sentences=sentences(
            text,
            "Treffen in Wien",
            "Außenminister Henrik Solbakken traf am Dienstag in Wien seinen Kollegen Tariq al-Hamadi.",
            "„Wir sind einen Schritt weiter“, sagte Solbakken.",
            "Norwegen will dem Jemen Geld geben.",
            "Rebellen griffen Aden an, was sie bestreiten.",
        ),
        actors=actors,
        events=events,
        quotations=quotations,
    )


def news() -> Document:
    text = NEWS
    actors = (
        Actor(id="state:BLR", kind="state", name="Belarus", codes=("BLR",), mentions=(span_of(text, "Belarus"),)),
        Actor(id="state:LTU", kind="state", name="Lithuania", codes=("LTU",), mentions=(span_of(text, "Lithuania"),)),
        Actor(id="org:UN", kind="org", name="United Nations", codes=("UN",)),
    )
    events = (
        Event(id="b000000000000001", type="COERCE", modes=("arrest",), status="reported", actors=("state:BLR",),
              recipients=("state:LTU", "org:UN"), date=EventDate(value="2024-05-02", printed="on 2 May"),
              place=Place(name="Belarus", country="BLR"),
              evidence=(Span(0, text.index(" on 2")), span_of(text, "on 2 May")), confidence=0.7),
        Event(id="b000000000000002", type="SANCTION", status="hypothetical", actors=("state:LTU",),
              evidence=(span_of(text, "Vilnius might close its embassy"),)),
    )  # fmt: skip
    article = Article(
        id="news",
        text=text,
        language="en",
        headline="=1+1",
        published="2024-05-03",
        blocks=(Block("paragraph", 0, len(text)),),
    )
    parts = text.partition(" Vilnius")
    return Document(
        article=article,
        sentences=sentences(text, parts[0], "Vilnius" + parts[2]),
        actors=actors,
        events=events,
    )


def make_record(path: Path, *documents: Document) -> Record:
    record = Record(path)
    for document in documents or (wien(), news()):
        assert record.add(document, pipeline="test/1", lexicon="none")
    return record
