"""What reports of one happening say together: best values, and where they differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from .entries import EventEntry, Party
from .views import Disagreement, HappeningEntry, Version

_STATUS_RANK = {"factual": 0, "denied": 1, "reported": 2, "planned": 3, "hypothetical": 4}


def merged_entry(identity: str, events: Sequence[EventEntry], origin: Mapping[str, str]) -> HappeningEntry:
    """Return the happening that these events (at least one) tell of; `origin` says of what an article is a copy."""
    ordered = sorted(events, key=lambda e: (e.published or "9999", e.article, e.id))
    first, best = ordered[0], _most_precise(ordered)
    place = next((e for e in ordered if e.lat is not None), next((e for e in ordered if e.place), first))
    articles = [e.article for e in ordered]
    kind = Counter(e.type for e in ordered).most_common(1)[0][0]
    typical = next(e for e in ordered if e.type == kind)
    return HappeningEntry(
        id=identity,
        type=kind,
        quad=typical.quad,
        score=typical.score,
        modes=_union(e.modes for e in ordered),
        contexts=_union(e.contexts for e in ordered),
        status=min((e.status for e in ordered), key=lambda s: _STATUS_RANK.get(s, 9)),
        date=best,
        place=place.place,
        country=place.country or next((e.country for e in ordered if e.country), None),
        lat=place.lat,
        lon=place.lon,
        place_basis=place.place_basis,
        actors=_parties(e.actors for e in ordered),
        recipients=_parties(e.recipients for e in ordered),
        implied=_implied(ordered),
        reports=len(set(articles)),
        independent=len({origin.get(article, article) for article in articles}),
        outlets=_union([e.outlet] for e in ordered if e.outlet),
        languages=_union([e.language] for e in ordered),
        earliest=first.article,
        earliest_published=first.published,
        headline=first.headline,
        evidence=first.evidence,
        disagreements=[d.field for d in compare(ordered)],
    )


def _most_precise(events: Sequence[EventEntry]) -> str | None:
    """The most precise date; among equally precise ones the most frequent, then the earliest reported."""
    dates = [e.date for e in events if e.date]
    if not dates:
        return None
    length = max(map(len, dates))
    return Counter(date for date in dates if len(date) == length).most_common(1)[0][0]


def _union(lists: object) -> list[str]:
    return list(dict.fromkeys(item for items in lists for item in items))  # type: ignore[attr-defined]


def _parties(lists: object) -> list[Party]:
    """Every participant once; a state is left out where a person acts for it."""
    found: dict[str, Party] = {}
    for parties in lists:  # type: ignore[attr-defined]
        for party in parties:
            found.setdefault(party.id, party)
    persons = {party.code for party in found.values() if party.kind == "person"}
    return [party for party in found.values() if not (party.kind == "state" and party.code in persons)]


def _implied(events: Sequence[EventEntry]) -> list[str]:
    """Ids of the participants whom no report names."""
    named = {party.id for e in events for party in (*e.actors, *e.recipients) if party.id not in e.implied}
    return [identity for identity in _union(e.implied for e in events) if identity not in named]


def compare(events: Sequence[EventEntry]) -> list[Disagreement]:
    """Return the fields in which events differ beyond precision: date, status, place, who acted, number."""
    found = []
    for name, value in _FIELDS.items():
        values: dict[str, EventEntry] = {}
        for event in events:
            said = value(event)
            if said is not None:
                values.setdefault(said, event)
        if len(values) > 1 and _differ(name, list(values)):
            found.append(Disagreement(name, [_version(said, event) for said, event in values.items()]))
    return found


def _version(value: str, event: EventEntry) -> Version:
    return Version(value, event.id, event.article, event.outlet, event.published, " … ".join(event.evidence))


def _codes(parties: Sequence[Party]) -> str | None:
    return ", ".join(sorted({party.code or party.id for party in parties})) or None


_FIELDS: dict[str, Callable[[EventEntry], str | None]] = {
    "date": lambda e: e.date,
    "status": lambda e: e.status,
    "place": lambda e: e.place,
    "actors": lambda e: _codes(e.actors),
    "recipients": lambda e: _codes(e.recipients),
    "number": lambda e: _numbers(e),
}


_DIGITS = re.compile(r"(?<![\w.,:-])\d{1,3}(?:[.,\u202f ]\d{3})+(?![\d.,]*\d)|(?<![\w.,:-])\d+(?![.,:-]?\w)")


def _numbers(event: EventEntry) -> str | None:
    """The numbers that the words give in digits, without years; None without any."""
    found = [re.sub(r"\D", "", match[0]) for words in event.evidence for match in _DIGITS.finditer(words)]
    counts = [number for number in dict.fromkeys(found) if not _is_year(number)]
    return ", ".join(sorted(counts, key=int)) or None


def _is_year(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("18", "19", "20")


def _differ(name: str, values: Sequence[str]) -> bool:
    """Whether the values contradict one another: "2023-03" and "2023-03-02" do not."""
    if name == "date":
        return any(not a.startswith(b) and not b.startswith(a) for a in values for b in values)
    if name == "number":
        sets = [set(value.split(", ")) for value in values]
        return any(not a <= b and not b <= a for a in sets for b in sets)
    return True
