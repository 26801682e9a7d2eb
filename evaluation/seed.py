"""Checks the reading of the first report against what a careful reader takes from it (`seed.toml`).

An event of the yardstick is found where a reading's event has a right type, the right actors and touches one of its
sentences; a quotation where contents share at least half of the shorter one. An event that has the type and sentence of
none in the yardstick is unlisted.
"""

from __future__ import annotations

import argparse
import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from depesche.intake import make_article
from depesche.model import Actor, Document, Event, Quotation, Span
from depesche.pipeline import read_article
from evaluation.align import Alignment
from evaluation.figures import share
from evaluation.gold import codes_of

Entry = Mapping[str, Any]
YARDSTICK = Path(__file__).parent / "seed.toml"


def load_yardstick() -> dict[str, Any]:
    """Return the facts about the report."""
    return tomllib.loads(YARDSTICK.read_text(encoding="utf-8"))


def read_seed(path: Path, yardstick: Entry) -> tuple[Document, Alignment]:
    """Return the reading of the report and where its offsets went; raises ValueError if it is another text."""
    text = path.read_text(encoding="utf-8")
    if hashlib.sha256(text.encode("utf-8")).hexdigest() != yardstick["sha256"]:
        raise ValueError(f"{path.name}: not the text that {YARDSTICK.name} describes.")
    document = read_article(make_article(text))
    return document, Alignment(text, document.article.text)


def _places(entry: Entry, alignment: Alignment) -> list[Span]:
    spans = (alignment.span(start, end) for start, end in entry["at"])
    return [span for span in spans if span is not None]


def _touches(spans: Iterable[Span], places: Sequence[Span]) -> bool:
    return any(span.overlaps(place) for span in spans for place in places)


def _accepts(entry: Entry, key: str, codes: set[str]) -> bool:
    return key not in entry or any(codes == set(wanted) for wanted in entry[key])


def _event_matches(entry: Entry, event: Event, document: Document, places: Sequence[Span]) -> tuple[bool, bool]:
    """Whether the event is the yardstick's, and whether its recipients are right too."""
    actors, recipients = codes_of(document, event.actors), codes_of(document, event.recipients)
    if event.type == "CONSULT":
        actors, recipients = actors | recipients, set()
    right = bool(
        event.type in entry["types"] and _touches(event.evidence, places) and _accepts(entry, "actors", actors)
    )
    return right, right and _accepts(entry, "recipients", recipients)


def find_events(yardstick: Entry, document: Document, alignment: Alignment) -> dict[int, tuple[Event, bool]]:
    """Return for each found event of the yardstick the reading's event and whether its recipients are right."""
    found: dict[int, tuple[Event, bool]] = {}
    for entry in yardstick["event"]:
        places = _places(entry, alignment)
        matches = [(e, *_event_matches(entry, e, document, places)) for e in document.events]
        best = max((m for m in matches if m[1]), key=lambda m: m[2], default=None)
        if best is not None:
            found[entry["number"]] = (best[0], best[2])
    return found


def unlisted_events(yardstick: Entry, document: Document, alignment: Alignment) -> list[Event]:
    """Return the reading's events that the yardstick does not have."""
    entries = [(entry["types"], _places(entry, alignment)) for entry in yardstick["event"]]
    return [
        event
        for event in document.events
        if not any(event.type in types and _touches(event.evidence, places) for types, places in entries)
    ]


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _shares_half(one: Sequence[Span], other: Sequence[Span]) -> bool:
    common = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return 2 * common >= min(_length(one), _length(other)) > 0


def _speaker_right(entry: Entry, quotation: Quotation, actors: Mapping[str, Actor], alignment: Alignment) -> bool:
    if "speaker" in entry:
        return (quotation.speaker or "") == str(entry["speaker"])
    place = alignment.span(*entry["speaker_at"])
    actor = actors.get(quotation.speaker or "")
    return place is not None and actor is not None and any(place.overlaps(mention) for mention in actor.mentions)


def find_quotations(yardstick: Entry, document: Document, alignment: Alignment) -> dict[int, bool]:
    """Return for each found quotation of the yardstick whether its speaker is right."""
    actors = {actor.id: actor for actor in document.actors}
    found = {}
    for entry in yardstick["quotation"]:
        places = _places(entry, alignment)
        matches = [q for q in document.quotations if any(_shares_half(q.content, [place]) for place in places)]
        if matches:
            found[entry["number"]] = any(_speaker_right(entry, q, actors, alignment) for q in matches)
    return found


def meeting_facts(yardstick: Entry, event: Event | None) -> dict[str, bool]:
    """Return which facts of the first meeting the reading has."""
    wanted = yardstick["meeting"]
    meeting = event.meeting if event is not None else None
    return {
        "persons": event is not None and set(wanted["persons"]) <= {*event.actors, *event.recipients},
        "date": event is not None and event.date is not None and event.date.value == wanted["date"],
        "country": event is not None and event.place is not None and event.place.country == wanted["country"],
        "duration": meeting is not None and meeting.duration == wanted["duration"],
        "duration_status": meeting is not None and meeting.duration_status == wanted["duration_status"],
    }


def score_seed(path: Path, *, explain: bool = False) -> dict[str, float]:
    """Return how many events, quotations, speakers and offices are found, events unlisted, share of the meeting's facts."""
    yardstick = load_yardstick()
    document, alignment = read_seed(path, yardstick)
    events = find_events(yardstick, document, alignment)
    quotations = find_quotations(yardstick, document, alignment)
    unlisted = unlisted_events(yardstick, document, alignment)
    facts = meeting_facts(yardstick, events[1][0] if 1 in events else None)
    told = {(office.person, office.office, office.code) for office in document.offices}
    offices = [o for o in yardstick["office"] if (o["person"], o["office"], o["code"]) in told]
    if explain:
        print("events missed:", [e["number"] for e in yardstick["event"] if e["number"] not in events])
        print("recipients wrong:", [number for number, (_, right) in events.items() if not right])
        print("quotations missed:", [q["number"] for q in yardstick["quotation"] if q["number"] not in quotations])
        print("speakers wrong:", [number for number, right in quotations.items() if not right])
        print("meeting:", facts, "offices:", [o["person"] for o in offices])
        for event in unlisted:
            print("unlisted:", event.type, event.actors, event.recipients, event.frame)
    return {
        "events": float(len(events)),
        "events_with_recipients": float(sum(right for _, right in events.values())),
        "unlisted_events": float(len(unlisted)),
        "quotations": float(len(quotations)),
        "speakers": float(sum(quotations.values())),
        "offices": float(len(offices)),
        "meeting_facts": share(sum(facts.values()), len(facts)),
    }


def main() -> None:
    """Print the figures; `--explain` prints what is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path, nargs="?", default=Path("../shared/seed/neu-delhi-2023.txt"))
    parser.add_argument("--explain", action="store_true")
    arguments = parser.parse_args()
    for name, value in score_seed(arguments.path, explain=arguments.explain).items():
        print(f"{name:24} {value:.3f}")


if __name__ == "__main__":
    main()
