"""What persons corrected, applied to a reading: the reading stays as it was, the record's entries follow the persons."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from depesche import codebook
from depesche.errors import QueryError
from depesche.model import Actor, Document, Event, EventDate, Place, Position, Quotation, Span

from .days import days_of
from .filters import FORMS, STANCES, split
from .rows import Judged, position_id, quotation_id

LAYERS = ("event", "quotation", "position")
T = TypeVar("T", Event, Quotation, Position)


@dataclass(frozen=True, slots=True)
class Correction:
    """A judgement that an entry is wrong (`field` None) or that one of its fields has another value."""

    entry: str
    field: str | None
    value: str | None


def apply_corrections(document: Document, corrections: Sequence[Correction]) -> tuple[Document, Judged]:
    """Return the document with corrected fields, and which entries were corrected or judged wrong."""
    if not corrections:
        return document, Judged()
    by_entry: dict[str, list[Correction]] = {}
    for correction in corrections:
        by_entry.setdefault(correction.entry, []).append(correction)
    article = document.article.id
    fresh = replace(
        document,
        events=tuple(_corrected(e, by_entry.get(e.id, ())) for e in document.events),
        quotations=tuple(_corrected(q, by_entry.get(quotation_id(article, q), ())) for q in document.quotations),
        positions=tuple(_corrected(p, by_entry.get(position_id(article, p), ())) for p in document.positions),
    )
    named = frozenset(c.entry for c in corrections if c.field is not None)
    wrong = frozenset(c.entry for c in corrections if c.field is None)
    return _with_actors(fresh), Judged(named, wrong)


def _corrected(entry: T, corrections: Sequence[Correction]) -> T:
    for correction in corrections:
        if correction.field is not None:
            entry = FIELDS[type(entry)][correction.field](entry, correction.value)
    return entry


def check_value(layer: str, field: str, value: str | None) -> None:
    """Raise QueryError where a field cannot be corrected, or not to this value."""
    kind = {"event": Event, "quotation": Quotation, "position": Position}[layer]
    fields = FIELDS[kind]
    if field not in fields:
        raise QueryError(f"{field!r} of a {layer} cannot be corrected. Use one of {', '.join(fields)}.")
    empty: Any = {
        "event": Event(id="", type="CONSULT"),
        "quotation": Quotation(form="direct", content=()),
        "position": Position(holder="", target="", stance="neutral", evidence=()),
    }[layer]
    fields[field](empty, value)


def _text(name: str) -> Callable[[Any, str | None], Any]:
    def change(entry: Any, value: str | None) -> Any:
        return replace(entry, **{name: value})

    return change


def _one_of(name: str, allowed: Callable[[], Sequence[str]]) -> Callable[[Any, str | None], Any]:
    def change(entry: Any, value: str | None) -> Any:
        if value not in allowed():
            raise QueryError(f"{name} cannot be {value!r}. Use one of {', '.join(allowed())}.")
        return replace(entry, **{name: value})

    return change


def _several(name: str) -> Callable[[Any, str | None], Any]:
    def change(entry: Any, value: str | None) -> Any:
        return replace(entry, **{name: split(value)})

    return change


def _actors(name: str) -> Callable[[Any, str | None], Any]:
    def change(entry: Any, value: str | None) -> Any:
        return replace(entry, **{name: tuple(actor_id(part) for part in split(value))})

    return change


def _participants(name: str) -> Callable[[Any, str | None], Any]:
    """Whom a person names is no longer only implied."""

    def change(entry: Any, value: str | None) -> Any:
        fresh = _actors(name)(entry, value)
        return replace(fresh, implied=tuple(i for i in entry.implied if i not in getattr(fresh, name)))

    return change


def _actor(name: str) -> Callable[[Any, str | None], Any]:
    def change(entry: Any, value: str | None) -> Any:
        return replace(entry, **{name: actor_id(value) if value else None})

    return change


def _date(entry: Any, value: str | None) -> Any:
    try:
        days_of(value)
    except ValueError:
        raise QueryError(f"{value!r} is no date. Write YYYY, YYYY-MM or YYYY-MM-DD.") from None
    printed = entry.date.printed if entry.date else None
    return replace(entry, date=EventDate(value=value, printed=printed) if value else None)


def _place(entry: Any, value: str | None) -> Any:
    if not value:
        return replace(entry, place=None, place_basis=None)
    found = codebook.find_places(value)
    if not found:
        return replace(entry, place=Place(name=value, country=None), place_basis=None)
    best = max(found, key=lambda place: place.population or 0)
    place = Place(name=best.name, country=best.country, geonames=best.geonames, lat=best.lat, lon=best.lon)
    return replace(entry, place=place, place_basis=None)


def _country(entry: Any, value: str | None) -> Any:
    if value is not None and value not in codebook.load_states():
        raise QueryError(f"{value!r} is no country code. Use ISO 3166-1 alpha-3, as RUS.")
    place = entry.place or Place(name=codebook.load_states()[value].name_en, country=value) if value else entry.place
    return replace(entry, place=replace(place, country=value) if place else None)


def actor_id(value: str) -> str:
    """Return the actor id of a value: an id as it is, a code as that of its state, organisation or group."""
    if ":" in value:
        return value
    for kind, known in (
        ("state", codebook.load_states()),
        ("org", codebook.load_organisations()),
        ("group", codebook.load_groups()),
        ("collective", codebook.load_collectives()),
    ):
        if value.upper() in known:
            return f"{kind}:{value.upper()}"
    raise QueryError(f"{value!r} is no actor id and no code. Give an id (person:sergei-lavrov) or a code (RUS).")


Change = Callable[[Any, str | None], Any]
FIELDS: Mapping[type, Mapping[str, Change]] = {
    Event: {
        "type": _one_of("type", lambda: list(codebook.load_plover().types)),
        "status": _one_of("status", lambda: codebook.load_plover().statuses),
        "date": _date,
        "place": _place,
        "country": _country,
        "modes": _several("modes"),
        "contexts": _several("contexts"),
        "actors": _participants("actors"),
        "recipients": _participants("recipients"),
    },
    Quotation: {
        "speaker": _actor("speaker"),
        "addressee": _actors("addressee"),
        "form": _one_of("form", lambda: FORMS),
        "type": _one_of("type", lambda: list(codebook.load_plover().types)),
        "date": _date,
        "via": _several("via"),
    },
    Position: {
        "holder": _actor("holder"),
        "target": _actor("target"),
        "stance": _one_of("stance", lambda: STANCES),
    },
}


def _with_actors(document: Document) -> Document:
    """Add the actors that corrections name and the reading did not have."""
    known = {actor.id for actor in document.actors}
    named = [i for e in document.events for i in (*e.actors, *e.recipients)]
    named += [i for q in document.quotations for i in (q.speaker, *q.addressee) if i]
    named += [i for p in document.positions for i in (p.holder, p.target)]
    added = [_actor_of(i, document.article.published) for i in dict.fromkeys(named) if i not in known]
    return replace(document, actors=(*document.actors, *added)) if added else document


def _actor_of(identity: str, on: str | None) -> Actor:
    kind, _, rest = identity.partition(":")
    person = codebook.load_persons().get(identity)
    if person is not None:
        return Actor(id=identity, kind="person", name=person.name, codes=codebook.codes_on(person, on))
    if kind in ("state", "org", "group", "collective"):
        from .who import names_of_codes

        return Actor(id=identity, kind=kind, name=names_of_codes().get(rest, rest), codes=(rest,))
    return Actor(id=identity, kind=kind, name=rest.replace("-", " ").title())


def entries_of(document: Document) -> dict[str, dict[str, Any]]:
    """Return for each entry by id where it stands: layer, type, spans; what an anchor keeps of it."""
    article = document.article.id
    found = {e.id: _anchor("event", e.type, e.evidence) for e in document.events}
    found |= {quotation_id(article, q): _anchor("quotation", q.form, q.content) for q in document.quotations}
    return found | {position_id(article, p): _anchor("position", p.stance, p.evidence) for p in document.positions}


def _anchor(layer: str, type: str, spans: Sequence[Span]) -> dict[str, Any]:
    return {"layer": layer, "type": type, "spans": [[s.start, s.end] for s in spans]}


def find_anchored(document: Document, anchor: str) -> str | None:
    """Return the id of the entry that stands where an anchor says, None if the reading has none there."""
    wanted = json.loads(anchor)
    best: tuple[float, str] | None = None
    for identity, entry in entries_of(document).items():
        if entry["layer"] != wanted["layer"]:
            continue
        shared = _overlap(entry["spans"], wanted["spans"])
        if shared >= 0.5:
            rank = (shared + (1 if entry["type"] == wanted["type"] else 0), identity)
            best = max(best, rank) if best else rank
    return best[1] if best else None


def _overlap(one: Sequence[Sequence[int]], other: Sequence[Sequence[int]]) -> float:
    """Share of the shorter stretch of words that both have."""
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    lengths = [sum(end - start for start, end in spans) for spans in (one, other)]
    return shared / max(1, min(lengths))


def dumps_anchor(entry: Mapping[str, Any]) -> str:
    """Return an anchor as it is kept."""
    return json.dumps(entry, separators=(",", ":"))
