"""FollowTheMoney persons as documents, so that a record can keep them: a list of people is read like a report.

Each person becomes a line with names, Wikidata id, state and posts; the actor and every office rest on that line as
others rest on a sentence. So what is imported has its evidence and can be told from what reports say. Further names
stand in further documents, one for each round of names: the record finds an actor under each name that a document
gives it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from depesche import codebook
from depesche.errors import ExchangeError
from depesche.model import Actor, Article, Block, Document, OfficeFact, Span

from .importing import Skipped

VERSION = "import/ftm-people-1"
"""What an imported list says it was read by."""

_BATCH = 200
"""Persons of one document."""
_ROUNDS = 8
"""Names kept of one person."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPost:
    """A post of a listed person; None where the list says nothing."""

    name: str
    code: str | None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A person as the list has it."""

    id: str
    names: tuple[str, ...]
    code: str | None
    wikidata: str | None
    posts: tuple[ListedPost, ...] = field(default=())


def read_people(path: Path) -> tuple[list[ListedPerson], list[Skipped]]:
    """Return the persons of a file of FollowTheMoney entities (JSON lines), and the lines that could not be read.

    Posts come from `position` and from Occupancy and Position entities. A person that the codebook knows by Wikidata id
    or name keeps its id. Raises ExchangeError where the file cannot be read or holds no person.
    """
    persons, others, skipped = _entities(path)
    held: dict[str, list[ListedPost]] = {}
    for entity in others.values():
        if entity["schema"] == "Occupancy":
            for holder in _all(entity, "holder"):
                held.setdefault(holder, []).extend(_occupied(entity, others))
    if not persons:
        raise ExchangeError(f"{path}: holds no entity with schema Person. Give FollowTheMoney entities, one a line.")
    taken: dict[str, str] = {}
    return [_person(entity, held.get(entity["id"], []), taken) for entity in persons], skipped


def _entities(path: Path) -> tuple[list[Json], dict[str, Json], list[Skipped]]:
    persons: dict[str, Json] = {}
    others: dict[str, Json] = {}
    skipped: list[Skipped] = []
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if not raw.strip():
                    continue
                entity = _entity(raw)
                if isinstance(entity, str):
                    skipped.append(Skipped(number, entity))
                elif entity["schema"] == "Person":
                    if _all(entity, "name"):
                        persons.setdefault(entity["id"], entity)
                    else:
                        skipped.append(Skipped(number, "a person without name"))
                elif entity["schema"] in ("Occupancy", "Position"):
                    others.setdefault(entity["id"], entity)
    except OSError as error:
        raise ExchangeError(
            f"{path}: cannot be read ({error.strerror or error}). Name a file of FollowTheMoney entities."
        ) from error
    return list(persons.values()), others, skipped


def _entity(raw: bytes) -> Json | str:
    try:
        entity = json.loads(raw)
    except (ValueError, RecursionError):
        return "no JSON in UTF-8"
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        return "no entity with properties"
    if not all(isinstance(entity.get(name), str) for name in ("id", "schema")):
        return "an entity without id or schema"
    return entity


def _all(entity: Json, name: str) -> list[str]:
    """The values of a property, each on one line."""
    values = entity["properties"].get(name, [])
    values = values if isinstance(values, list) else [values]
    return [" ".join(str(value).split()) for value in values if isinstance(value, str) and value.strip()]


def _first(entity: Json, *names: str) -> str | None:
    return next((value for name in names for value in _all(entity, name)), None)


def _occupied(entity: Json, others: dict[str, Json]) -> Iterator[ListedPost]:
    for post in _all(entity, "post"):
        position = others.get(post)
        name = _first(position, "name") if position is not None else None
        if position is not None and name is not None:
            yield ListedPost(
                name=name,
                code=_code(_first(position, "country")),
                start=_first(entity, "startDate", "periodStart"),
                end=_first(entity, "endDate", "periodEnd"),
            )


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    return {state.alpha2.lower(): code for code, state in codebook.load_states().items()}


def _code(country: str | None) -> str | None:
    return _codes().get((country or "").lower())


def _person(entity: Json, held: Sequence[ListedPost], taken: dict[str, str]) -> ListedPerson:
    names = [*_all(entity, "name"), *_all(entity, "alias"), *_all(entity, "previousName"), *_all(entity, "weakAlias")]
    code = _code(_first(entity, "country", "nationality", "citizenship"))
    wikidata = _first(entity, "wikidataId")
    posts = list(held) or [_post_of(name, code) for name in _all(entity, "position")]
    known = _own_id(entity) or _known_id(names, wikidata)
    identity = known or _slug(names[0])
    namesake = known is None and identity in codebook.load_persons()
    if namesake or taken.setdefault(identity, entity["id"]) != entity["id"]:  # two persons of one name
        identity = f"{identity}-{hashlib.sha256(entity['id'].encode()).hexdigest()[:6]}"
    return ListedPerson(
        id=identity,
        names=tuple(dict.fromkeys(names))[:_ROUNDS],
        code=code or next((post.code for post in posts if post.code), None),
        wikidata=wikidata,
        posts=tuple(posts),
    )


def _post_of(words: str, code: str | None) -> ListedPost:
    """The post that a person's `position` names: "foreign minister, Norway" tells the state too."""
    name, _, state = words.rpartition(", ")
    named = _by_name().get(state)
    return ListedPost(name=name, code=named) if name and named else ListedPost(name=words, code=code)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    return {name: code for code, state in codebook.load_states().items() for name in state.names["en"]}


def _own_id(entity: Json) -> str | None:
    """The id in an export of our own."""
    return next((word for word in _all(entity, "keywords") if word.startswith("person:")), None)


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, str], dict[str, str]]:
    by_number, by_name = {}, {}
    for person in codebook.load_persons().values():
        if person.wikidata:
            by_number[person.wikidata] = person.id
        for name in (person.name, *person.names):
            by_name[codebook.transcription_fold(name)] = person.id
    return by_number, by_name


def _known_id(names: Sequence[str], wikidata: str | None) -> str | None:
    by_number, by_name = _known()
    if wikidata in by_number:
        return by_number[wikidata]
    found = (by_name.get(codebook.transcription_fold(name)) for name in names)
    known = next((identity for identity in found if identity), None)
    if known is None or wikidata is None:
        return known
    person = codebook.load_persons()[known]
    return known if person.wikidata in (None, wikidata) else None  # a namesake


def _slug(name: str) -> str:
    return "person:" + re.sub(r"[^\w]+", "-", name.lower()).strip("-")


def people_documents(people: Sequence[ListedPerson], *, source: str) -> Iterator[Document]:
    """Yield the documents that hold the people, at most 200 in each; `source` names the list."""
    for number in range(max((len(person.names) for person in people), default=0)):
        named = [person for person in people if len(person.names) > number]
        for start in range(0, len(named), _BATCH):
            yield _document(named[start : start + _BATCH], number, source)


def _document(people: Sequence[ListedPerson], number: int, source: str) -> Document:
    text = ""
    blocks, actors, offices = [], [], []
    for person in people:
        start, name = len(text), person.names[number]
        text += _line(person, number) + "\n\n"
        line = Span(start, len(text) - 2)
        blocks.append(Block("paragraph", line.start, line.end))
        actors.append(_actor(person, name, start))
        if number == 0:
            offices += [
                OfficeFact(person=person.id, office=post.name, code=code, evidence=(line,))
                for post in person.posts
                if (code := post.code or person.code) is not None
            ]
    text = text.rstrip("\n")
    kept = {(office.person, office.office, office.code): office for office in offices}
    return Document(
        article=Article(
            id=hashlib.sha256(f"{source}|{number}|{text}".encode()).hexdigest()[:16],
            text=text,
            language="en",
            blocks=tuple(blocks),
            headline=f"List of people: {source}" if number == 0 else f"List of people, further names: {source}",
            external_id=source,
        ),
        actors=tuple({actor.id: actor for actor in actors}.values()),
        offices=tuple(kept.values()),
    )


def _actor(person: ListedPerson, name: str, start: int) -> Actor:
    return Actor(
        id=person.id,
        kind="person",
        name=name,
        codes=(person.code,) if person.code else (),
        office=person.posts[0].name if person.posts else None,
        wikidata=person.wikidata,
        mentions=(Span(start, start + len(name)),),
    )


def _line(person: ListedPerson, number: int) -> str:
    """ "Sergei Lavrov (Q58217), RUS: foreign minister, 2004-03-09 –"."""
    name, own = person.names[number], f" ({person.wikidata})" if person.wikidata else ""
    if number:
        return f"{name}: another name of {person.names[0]}{own}"
    posts = "; ".join(_post(post) for post in person.posts)
    return f"{name}{own}" + (f", {person.code}" if person.code else "") + (f": {posts}" if posts else "")


def _post(post: ListedPost) -> str:
    if post.start is None and post.end is None:
        return post.name
    return f"{post.name}, {post.start or ''} – {post.end or ''}".strip()
