"""PLOVER JSON lines into documents: the events of one article together, their words found again in its text.

The text of an imported article is what the file holds of it: the story where it is given, else the sentences of its
events. Lines that cannot be read are told one by one; the others go on.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from depesche import codebook
from depesche.errors import ExchangeError
from depesche.model import Actor, Article, Block, Document, Event, EventDate, Place, Sentence, Span
from depesche.record.days import known_days

from .plover import AUXILIARY

VERSION = "import/plover-1"
"""What an imported article says it was read by."""

_STATUS = {mode: status for status, mode in AUXILIARY.items()}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that could not be read, and why."""

    line: int
    reason: str


def read_plover(path: Path) -> Iterator[Document | Skipped]:
    """Yield a document for each article of the file, in the order of their first lines, and the lines skipped.

    Only places of lines are kept in memory. Raises ExchangeError where the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            places: dict[str, list[tuple[int, int]]] = {}
            for number, offset, record in _lines(file):
                if isinstance(record, Skipped):
                    yield record
                else:
                    places.setdefault(_article_id(record), []).append((number, offset))
            for article, lines in places.items():
                yield from _document(article, [(number, _at(file, offset)) for number, offset in lines])
    except OSError as error:
        raise ExchangeError(
            f"{path}: cannot be read ({error.strerror or error}). Name a file of PLOVER lines."
        ) from error


def _lines(file: BinaryIO) -> Iterator[tuple[int, int, Json | Skipped]]:
    offset = 0
    for number, raw in enumerate(file, start=1):
        if raw.strip():
            yield number, offset, _checked(raw, number)
        offset += len(raw)


def _at(file: BinaryIO, offset: int) -> Json:
    file.seek(offset)
    record: Json = json.loads(file.readline())
    return record


def _checked(raw: bytes, number: int) -> Json | Skipped:
    try:
        record = json.loads(raw)
    except (ValueError, RecursionError):
        return Skipped(number, "no JSON in UTF-8")
    reason = _fault(record)
    return record if reason is None else Skipped(number, reason)


def _fault(record: object) -> str | None:
    """What is wrong with a record, None where it can be read."""
    if not isinstance(record, dict):
        return "no JSON object"
    missing = [name for name in ("id", "date", "actor", "event") if record.get(name) in (None, "")]
    if missing:
        return f"lacks {', '.join(missing)}"
    types = _texts(record.get("event"))
    if len(types) != 1 or types[0] not in codebook.load_plover().types:
        return f"event {record['event']!r} is not one PLOVER type"
    if known_days(str(record["date"]))[0] is None:
        return f"date {record['date']!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
    for name in ("actor", "recipient"):
        if not all(isinstance(entity, dict) for entity in _list(record.get(name))):
            return f"{name} is no list of entities"
    if not _words(record):
        return "has no text, so nothing to rest on"
    return None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _texts(value: object) -> list[str]:
    return [str(item) for item in _list(value) if item not in (None, "")]


def _part(record: Json, name: str) -> Json:
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def _text(part: Json, name: str) -> str | None:
    value = part.get(name)
    return str(value) if value not in (None, "") else None


def _words(record: Json) -> str:
    return _text(record, "text") or _text(record, "event_text") or _text(_part(record, "text_info"), "text_story") or ""


def _article_id(record: Json) -> str:
    own = _text(_part(record, "depesche"), "article")
    if own is not None:
        return own
    cite, info = _part(record, "cite_info"), _part(record, "text_info")
    story = _text(cite, "url") or _text(info, "text_story") or _words(record)
    parts = (story, _text(cite, "publication"), _text(cite, "title"))
    return hashlib.sha256("|".join(part or "" for part in parts).encode()).hexdigest()[:16]


def _document(article: str, lines: Sequence[tuple[int, Json]]) -> Iterator[Document]:
    records = [record for _, record in lines]
    text, sentences = _laid_out(records)
    actors: dict[str, Actor] = {}
    events = tuple(_event(record, article, text, actors) for record in records)
    cite, own = _part(records[0], "cite_info"), _part(records[0], "depesche")
    published = _text(own, "published") or max(str(record["date"]) for record in records)
    yield Document(
        article=Article(
            id=article,
            text=text,
            language=_text(cite, "language") or "en",
            blocks=tuple(Block("paragraph", span.start, span.end) for span in sentences),
            headline=_text(cite, "title"),
            published=published,
            outlet=_text(cite, "publication"),
            url=_text(cite, "url"),
        ),
        sentences=tuple(Sentence(span.start, span.end, ()) for span in sentences),
        actors=tuple(actors.values()),
        events=events,
    )


def _laid_out(records: Sequence[Json]) -> tuple[str, list[Span]]:
    """The story, or the sentences of the events in the order of the text, each once."""
    for record in records:
        story = _text(_part(record, "text_info"), "text_story")
        if story is not None:
            return story, [Span(0, len(story))]
    ordered = sorted(records, key=_place_in_text)
    spans, text = [], ""
    for words in dict.fromkeys(_words(record) for record in ordered):
        start = len(text)
        text += words + "\n\n"
        spans.append(Span(start, start + len(words)))
    return text.rstrip("\n"), spans


def _place_in_text(record: Json) -> tuple[int, int]:
    info = _part(record, "text_info")
    sequence, start = info.get("sequence"), info.get("start")
    return sequence if isinstance(sequence, int) else 0, start if isinstance(start, int) else 0


def _event(record: Json, article: str, text: str, actors: dict[str, Actor]) -> Event:
    own = _part(record, "depesche")
    modes = _texts(record.get("mode"))
    status = _text(own, "status") or next((_STATUS[m] for m in modes if m in _STATUS), "factual")
    kind = codebook.load_plover().types[_texts(record["event"])[0]]
    identity = str(record["id"])
    confidence = own.get("confidence")
    return Event(
        id=identity if own else hashlib.sha256(f"{article}|{identity}".encode()).hexdigest()[:16],
        type=kind.name,
        modes=tuple(mode for mode in modes if mode in kind.modes),
        contexts=tuple(c for c in _texts(record.get("context")) if c in codebook.load_plover().contexts),
        status=status if status in codebook.load_plover().statuses else "factual",
        actors=tuple(_actor(entity, text, actors) for entity in _list(record.get("actor"))),
        recipients=tuple(_actor(entity, text, actors) for entity in _list(record.get("recipient"))),
        date=_date(record, own),
        place=_place(record),
        attribution=tuple(_texts(own.get("attribution"))),
        evidence=_evidence(record, own, text),
        confidence=float(confidence) if isinstance(confidence, int | float) else 0.5,
        frame="import",
    )


def _date(record: Json, own: Json) -> EventDate | None:
    """The date; none where our own export has put that of the report in its place."""
    if own and "date" not in own:
        return None
    return EventDate(value=_text(own, "date") or str(record["date"]), printed=_text(own, "date_printed"))


def _place(record: Json) -> Place | None:
    found = _part(record, "event_loc")
    name = _text(found, "resolved_place") or _text(found, "extracted_place") or _text(found, "country")
    if name is None:
        return None
    number, lat, lon = found.get("geonameid"), found.get("lat"), found.get("lon")
    return Place(
        name=name,
        country=_text(found, "country_code"),
        geonames=int(number) if number is not None and str(number).isdigit() else None,
        lat=float(lat) if isinstance(lat, int | float) else None,
        lon=float(lon) if isinstance(lon, int | float) else None,
    )


def _evidence(record: Json, own: Json, text: str) -> tuple[Span, ...]:
    """The words again, at their first place in the text; else the whole sentence."""
    wanted = _texts(own.get("evidence")) or _texts(record.get("event_text"))
    found = [_found(words, text) for words in wanted] or [None]
    if any(span is None for span in found):
        found = [_found(_words(record), text) or Span(0, len(text))]
    return tuple(span for span in found if span is not None)


def _found(words: str, text: str) -> Span | None:
    """Where the words stand, white space being free."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    match = re.search(pattern, text) if pattern else None
    return Span(match.start(), match.end()) if match else None


def _actor(entity: Json, text: str, actors: dict[str, Actor]) -> str:
    identity = _text(entity, "depesche_id") or _identity(entity)
    if identity not in actors:
        code = _text(entity, "code")
        printed = _text(entity, "entity_text")
        mention = _found(printed, text) if printed else None
        actors[identity] = Actor(
            id=identity,
            kind=_text(entity, "depesche_kind") or identity.partition(":")[0],
            name=_text(entity, "identifier_text") or printed or code or identity,
            codes=(code,) if code else (),
            sector=_text(entity, "sector"),
            office=_text(entity, "office"),
            wikidata=_text(entity, "identifier_id"),
            mentions=(mention,) if mention else (),
        )
    return identity


def _identity(entity: Json) -> str:
    """Id of an entity of a foreign file: the state or organisation where its text is one of its names."""
    code, printed = _text(entity, "code"), _text(entity, "entity_text") or _text(entity, "identifier_text") or ""
    for table, kind in ((codebook.load_states(), "state"), (codebook.load_organisations(), "org")):
        known = table.get(code or "")
        if known is not None and (not printed or printed in (*known.names["en"], *known.names["de"])):
            return f"{kind}:{code}"
    slug = re.sub(r"[^\w]+", "-", printed.lower()).strip("-") or "actor"
    return f"unnamed:{code}/{slug}" if code else f"unnamed:{slug}"
