"""Documents as rows: what is written of a reading into each table."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from depesche import codebook
from depesche.model import Actor, Document, Event, Meeting, Position, Quotation, Span

from .days import known_days
from .folds import alias_folds
from .keys import MOST, article_key, entry_key
from .packing import pack_reading
from .series import series_of
from .signatures import Signatures

Row = dict[str, object]
Rows = dict[str, list[Row]]

MUTUAL = ("CONSULT",)
"""Types whose participants all act on one another."""
_PAIRED = 6
"""Participants of one side that are paired; a summit of twenty is no dyad of each two."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """With what a reading was made."""

    pipeline: str
    lexicon: str
    added: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))


@dataclass(frozen=True, slots=True)
class Judged:
    """Ids of the entries of a document of which a person corrected a field, or which a person judged wrong."""

    corrected: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()


@lru_cache(maxsize=20_000)
def _written(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def _list(values: Iterable[str]) -> str:
    return _written(tuple(values))


def spans_text(spans: Iterable[Span]) -> str:
    """Return spans as they are stored."""
    return f"[{','.join(f'[{s.start},{s.end}]' for s in spans)}]"


def _codes(actor: Actor | None) -> tuple[str, ...]:
    """The codes of an actor, without those that say only what it is and would be read as a state's."""
    found = actor.codes if actor is not None else ()
    return tuple(c for c in found if actor and not codebook.is_bare_role(c, actor.kind, actor.sector))


def _code(actor: Actor | None) -> str | None:
    return next(iter(_codes(actor)), None)


def document_rows(
    document: Document,
    provenance: Provenance,
    *,
    slot: int,
    original: Document | None = None,
    judged: Judged | None = None,
) -> Rows:
    """Return the rows of a document by table; `original` is the reading before corrections."""
    judged = judged or Judged()
    key = article_key(document.article.published, slot=slot)
    maker = _Maker(document, original or document, key, slot, judged)
    events, quotations = maker.event_rows(), maker.quotation_rows()
    counts = {"events": len(events["event"]), "quotations": len(quotations["quotation"])}
    return {
        "article": [{**_article_row(document, provenance, key, slot), **counts}],
        "reading": [{"article_key": key, "text": document.article.text, "data": pack_reading(original or document)}],
        "appearance": list(maker.appearances()),
        "alias": list(maker.aliases()),
        **events,
        **quotations,
        "position": list(maker.positions()),
        "office": list(maker.offices()),
    }


def _article_row(document: Document, provenance: Provenance, key: int, slot: int) -> Row:
    article = document.article
    return {
        "key": key,
        "id": article.id,
        "slot": slot,
        "external_id": article.external_id,
        "outlet": article.outlet,
        "url": article.url,
        "language": article.language,
        "published": article.published,
        "headline": article.headline,
        "agencies": _list(article.agencies),
        "pipeline": provenance.pipeline,
        "lexicon": provenance.lexicon,
        "added": provenance.added,
    }


def quotation_id(article_id: str, quotation: Quotation) -> str:
    """Return an id that follows from the article and the words said."""
    spans = "|".join(f"{s.start}-{s.end}" for s in (*quotation.content, *quotation.cue))
    return hashlib.sha256(f"{article_id}|{quotation.form}|{spans}".encode()).hexdigest()[:16]


def position_id(article_id: str, position: Position) -> str:
    """Return an id that follows from the article, the two sides and the words."""
    spans = "|".join(f"{s.start}-{s.end}" for s in position.evidence)
    content = f"{article_id}|{position.holder}|{position.target}|{position.stance}|{spans}"
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def pairs_of(
    acting: Sequence[str | None], receiving: Sequence[str | None], *, mutual: bool
) -> set[tuple[str, str, int]]:
    """Return (a, b, mutual) for the codes between which an event happens; ("A", "", 0) for one without recipient."""
    one = [code for code in dict.fromkeys(acting) if code][:_PAIRED]
    other = [code for code in dict.fromkeys(receiving) if code][:_PAIRED]
    if mutual:
        every = list(dict.fromkeys([*one, *other]))
        found = {(a, b, 1) for a in every for b in every if a != b}
    else:
        found = {(a, b, 0) for a in one for b in other}
    return found or {(a, "", 0) for a in (one or other)}


class _Maker:
    """Makes the rows of one document."""

    def __init__(self, document: Document, original: Document, key: int, slot: int, judged: Judged) -> None:
        self.document, self.original, self.key, self.slot, self.judged = document, original, key, slot, judged
        self.actors: Mapping[str, Actor] = {actor.id: actor for actor in document.actors}
        self.text = document.article.text

    def _flags(self, identity: str) -> Row:
        return {"judged": int(identity in self.judged.corrected), "wrong": int(identity in self.judged.wrong)}

    def appearances(self) -> Iterator[Row]:
        """A row for each actor."""
        for actor in self.actors.values():
            yield {
                "actor_id": actor.id,
                "article_key": self.key,
                "name": actor.name,
                "kind": actor.kind,
                "code": _code(actor),
                "sector": actor.sector,
                "office": actor.office,
                "wikidata": actor.wikidata,
                "mentions": len(actor.mentions),
            }

    def aliases(self) -> Iterator[Row]:
        """A row for each spelling under which an actor is to be found."""
        for actor in self.actors.values():
            if actor.kind != "unnamed":
                for fold in alias_folds(actor.name, person=actor.kind == "person"):
                    yield {"fold": fold, "actor_id": actor.id, "name": actor.name}

    def event_rows(self) -> Rows:
        """Rows of events, their parties, pairs and meetings."""
        found: Rows = {"event": [], "party": [], "pair": [], "meeting": []}
        taken: set[str] = set()
        signatures = Signatures(self.document)
        for number, event in enumerate(self.document.events[:MOST]):
            if event.id in taken:
                continue
            taken.add(event.id)
            when = (
                event.date.value if event.date and known_days(event.date.value)[0] else self.document.article.published
            )
            key = entry_key(when, slot=self.slot, number=number, type=event.type)
            found["event"].append(self._event(event, key, signatures.of(event)))
            found["party"] += self._parties(event, key)
            found["pair"] += self._pairs(event, key)
            if event.type in MUTUAL:
                row = _meeting_row(event.meeting or Meeting(), key, self.document, event)
                if any(value is not None for name, value in row.items() if name != "event_key"):
                    found["meeting"].append(row)
        return found

    def _event(self, event: Event, key: int, signature: str) -> Row:
        place = event.place
        return {
            "key": key,
            "id": event.id,
            "article_key": self.key,
            "type": event.type,
            "modes": _list(event.modes),
            "contexts": _list(event.contexts),
            "status": event.status,
            "date": event.date.value if event.date else None,
            "date_printed": event.date.printed if event.date else None,
            "place": place.name if place else None,
            "country": place.country if place else None,
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
            "implied": _list(i for i in event.implied if i in (*event.actors, *event.recipients)),
            "place_basis": event.place_basis if place else None,
            "attribution": _list(event.attribution),
            "confidence": event.confidence,
            "spans": spans_text(event.evidence),
            "signature": signature,
            **self._flags(event.id),
        }

    def _parties(self, event: Event, key: int) -> Iterator[Row]:
        for side, ids in (("a", event.actors), ("r", event.recipients)):
            for number, identity in enumerate(ids):
                code = _code(self.actors.get(identity))
                yield {"event_key": key, "side": side, "number": number, "actor_id": identity, "code": code}

    def _pairs(self, event: Event, key: int) -> Iterator[Row]:
        one, other = ([_code(self.actors.get(i)) for i in ids] for ids in (event.actors, event.recipients))
        for a, b, mutual in sorted(pairs_of(one, other, mutual=event.type in MUTUAL)):
            yield {"a": a, "b": b, "event_key": key, "mutual": mutual}

    def quotation_rows(self) -> Rows:
        """Rows of quotations and of those who take part in them."""
        found: Rows = {"quotation": [], "voice": []}
        taken: set[str] = set()
        for number, quotation in enumerate(self.document.quotations[:MOST]):
            identity = quotation_id(self.document.article.id, self.original.quotations[number])
            if identity in taken:
                continue
            taken.add(identity)
            date = quotation.date.value if quotation.date else None
            when = date if known_days(date)[0] else self.document.article.published
            key = entry_key(when, slot=self.slot, number=number)
            row = self._quotation(quotation, identity, key)
            found["quotation"].append(row)
            found["voice"] += self._voices(quotation, key)
        return found

    def _about(self, quotation: Quotation) -> list[str]:
        named = (
            key
            for actor in self.document.actors
            if any(span.covers(mention) for span in quotation.content for mention in actor.mentions)
            for key in (actor.id, *_codes(actor))
        )
        return list(dict.fromkeys(named))

    def _quotation(self, quotation: Quotation, identity: str, key: int) -> Row:
        return {
            "key": key,
            "id": identity,
            "article_key": self.key,
            "form": quotation.form,
            "speaker": quotation.speaker,
            "speaker_code": _code(self.actors.get(quotation.speaker or "")),
            "addressee": _list(quotation.addressee),
            "about": _list(self._about(quotation)),
            "via": _list(quotation.via),
            "date": quotation.date.value if quotation.date else None,
            "medium": quotation.medium,
            "type": quotation.type,
            "cue": " … ".join(self.text[s.start : s.end] for s in quotation.cue) or None,
            "spans": spans_text(quotation.content),
            **self._flags(identity),
        }

    def _keys_of(self, ids: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(k for i in ids for k in (i, *_codes(self.actors.get(i)))))

    def _voices(self, quotation: Quotation, key: int) -> Iterator[Row]:
        roles = {
            "s": self._keys_of([quotation.speaker] if quotation.speaker else []),
            "a": self._keys_of(quotation.addressee),
            "o": self._about(quotation),
            "v": [carrier.lower() for carrier in self._keys_of(quotation.via)],
        }
        for role, keys in roles.items():
            for who in dict.fromkeys(keys):
                yield {"role": role, "who": who, "quotation_key": key}

    def positions(self) -> Iterator[Row]:
        """A row for each position."""
        taken: set[str] = set()
        for number, position in enumerate(self.document.positions[:MOST]):
            identity = position_id(self.document.article.id, self.original.positions[number])
            if identity in taken:
                continue
            taken.add(identity)
            yield {
                "key": entry_key(self.document.article.published, slot=self.slot, number=number),
                "id": identity,
                "article_key": self.key,
                "holder": position.holder,
                "holder_code": _code(self.actors.get(position.holder)),
                "target": position.target,
                "target_code": _code(self.actors.get(position.target)),
                "stance": position.stance,
                "spans": spans_text(position.evidence),
                **self._flags(identity),
            }

    def offices(self) -> Iterator[Row]:
        """A row for each office that the text tells."""
        for office in self.document.offices:
            yield {
                "article_key": self.key,
                "person": office.person,
                "office": office.office,
                "code": office.code,
                "new": int(office.new),
                "spans": spans_text(office.evidence),
            }


def _meeting_row(meeting: Meeting, key: int, document: Document, event: Event) -> Row:
    return {
        "event_key": key,
        "format": meeting.format,
        "venue": meeting.venue,
        "duration": meeting.duration,
        "duration_status": meeting.duration_status,
        "occasion": meeting.occasion,
        "comparison": meeting.comparison,
        "series": series_of(meeting, document, event),
    }
