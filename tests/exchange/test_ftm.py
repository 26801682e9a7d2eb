from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from depesche import api
from depesche.errors import ExchangeError
from depesche.exchange.ftm import ftm_id
from depesche.exchange.people import people_documents, read_people
from depesche.record import Record
from tests.exchange.cases import make_record

PROPERTIES = {
    "Article": {"title", "publishedAt", "publisher", "sourceUrl", "language", "author", "keywords"},
    "Person": {"name", "wikidataId", "keywords", "position", "country", "classification"},
    "PublicBody": {"name", "wikidataId", "keywords", "country", "jurisdiction", "classification"},
    "Organization": {"name", "wikidataId", "keywords", "country", "jurisdiction", "classification", "abbreviation"},
    "LegalEntity": {"name", "wikidataId", "keywords", "country", "jurisdiction", "classification"},
    "Mention": {"document", "resolved", "name", "detectedSchema", "contextCountry"},
    "Event": {"name", "date", "location", "country", "involved", "summary", "description", "keywords", "recordId",
              "sourceUrl", "publisher", "proof"},
    "UnknownLink": {"subject", "object", "role", "status", "date", "summary", "recordId", "sourceUrl", "publisher",
                    "proof"},
}  # fmt: skip
"""Properties of followthemoney's schemata that the export uses, checked against the package."""


def entities(tmp_path: Path) -> list[dict[str, Any]]:
    with make_record(tmp_path / "one.db") as record:
        sink = io.BytesIO()
        api.export_to(record, "ftm", sink)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def test_ftm_entities_use_known_schemata_and_properties(tmp_path: Path):
    found = entities(tmp_path)
    assert {e["schema"] for e in found} == set(PROPERTIES)
    for entity in found:
        assert set(entity["properties"]) <= PROPERTIES[entity["schema"]]
        assert all(isinstance(v, str) for values in entity["properties"].values() for v in values)
        assert re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z._-]*[0-9a-zA-Z])?", entity["id"])


def test_ftm_references_lead_to_entities_of_the_file_each_written_once(tmp_path: Path):
    found = entities(tmp_path)
    ids = [e["id"] for e in found]
    assert len(ids) == len(set(ids))
    for entity in found:
        for name in ("involved", "proof", "document", "resolved", "subject", "object"):
            assert set(entity["properties"].get(name, [])) <= set(ids)


def test_ftm_event_has_its_words_its_participants_and_its_proof(tmp_path: Path):
    event = next(e for e in entities(tmp_path) if e["id"] == "event-a000000000000001")["properties"]
    assert event["involved"] == ["person-henrik-solbakken", "person-tariq-al-hamadi"]
    assert (event["date"], event["country"], event["proof"]) == (["2024-05-14"], ["at"], ["article-wien"])
    assert event["summary"][0].startswith("Henrik Solbakken traf")


def test_ftm_takes_our_entities_whole(tmp_path: Path):
    ftm = pytest.importorskip("followthemoney")
    from followthemoney.proxy import EntityProxy

    for entity in entities(tmp_path):
        ftm.model.get(entity["schema"]).validate(entity)
        clean = EntityProxy.from_dict(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert len(clean.get(name)) == len(values)


def test_ftm_ids_stay_apart():
    assert ftm_id("person:sergei-lavrov") == "person-sergei-lavrov"
    assert ftm_id("unnamed:USA/official") != ftm_id("unnamed:USA-official")
    assert ftm_id("person:ё") != ftm_id("person:я")


def write(path: Path, *entities: object) -> Path:
    path.write_text("\n".join(e if isinstance(e, str) else json.dumps(e) for e in entities), encoding="utf-8")
    return path


def person(identity: str, **properties: list[str]) -> dict[str, object]:
    return {"id": identity, "schema": "Person", "properties": properties}


LIST = (
    person("q-1", name=["Ada Nordahl"], alias=["Ada Nordal-Vik", "A. Nordahl"], country=["no"], wikidataId=["Q900001"]),
    person("q-2", name=["Sergej Lawrow"], country=["ru"], position=["foreign minister, Russia"]),
    {"id": "pos", "schema": "Position", "properties": {"name": ["defence minister"], "country": ["no"]}},
    {"id": "occ", "schema": "Occupancy",
     "properties": {"holder": ["q-1"], "post": ["pos"], "startDate": ["2023-10-16"]}},
    {"id": "c-1", "schema": "Company", "properties": {"name": ["Reederei Nord"]}},
)  # fmt: skip


def test_people_are_read_with_names_posts_and_known_ids(tmp_path: Path):
    (ada, lavrov), skipped = read_people(write(tmp_path / "people.json", *LIST))
    assert skipped == []
    assert (ada.id, ada.code, ada.names[1:]) == ("person:ada-nordahl", "NOR", ("Ada Nordal-Vik", "A. Nordahl"))
    assert (ada.posts[0].name, ada.posts[0].code, ada.posts[0].start) == ("defence minister", "NOR", "2023-10-16")
    assert lavrov.id == "person:sergei-lavrov"
    assert (lavrov.posts[0].name, lavrov.posts[0].code) == ("foreign minister", "RUS")


def test_people_documents_give_every_actor_and_office_its_line(tmp_path: Path):
    people, _ = read_people(write(tmp_path / "people.json", *LIST))
    first, *further = people_documents(people, source="people.json")
    for actor in (*first.actors, *(a for d in further for a in d.actors)):
        document = next(d for d in (first, *further) if actor in d.actors)
        (mention,) = actor.mentions
        assert document.article.text[mention.start : mention.end] == actor.name
    (office, _) = first.offices
    (line,) = office.evidence
    assert first.article.text[line.start : line.end] == "Ada Nordahl (Q900001), NOR: defence minister, 2023-10-16 –"


def test_people_import_makes_them_known_to_the_record(tmp_path: Path):
    with Record(tmp_path / "r.db") as record:
        path = write(tmp_path / "people.json", *LIST)
        assert api.import_file(record, "ftm", path).new == 3
        for name in ("Ada Nordahl", "Nordahl", "Ada Nordal-Vik"):
            view = api.actor(record, name)
            assert view is not None and view.entry.id == "person:ada-nordahl"
        assert [(o.office, o.code) for o in view.offices] == [("defence minister", "NOR")]
        assert api.import_file(record, "ftm", path).known == 3


def test_people_of_one_name_stay_two(tmp_path: Path):
    people, _ = read_people(write(tmp_path / "p.json", person("a", name=["Jan Beck"]), person("b", name=["Jan Beck"])))
    assert len({p.id for p in people}) == 2


def test_people_a_namesake_with_another_wikidata_id_is_somebody_else(tmp_path: Path):
    (other,), _ = read_people(write(tmp_path / "p.json", person("a", name=["Barack Obama"], wikidataId=["Q1"])))
    (same,), _ = read_people(write(tmp_path / "p.json", person("a", name=["Barack Obama"], wikidataId=["Q76"])))
    assert same.id == "person:barack-obama"
    assert other.id.startswith("person:barack-obama-")


def test_people_bad_lines_are_told_and_the_others_read(tmp_path: Path):
    path = write(tmp_path / "p.json", "{", {"id": "x"}, person("n"), person("a", name=["Ada Nordahl"]))
    people, skipped = read_people(path)
    assert (len(people), [s.line for s in skipped]) == (1, [1, 2, 3])


def test_people_list_without_persons_is_an_error(tmp_path: Path):
    with pytest.raises(ExchangeError, match="no entity with schema Person"):
        read_people(write(tmp_path / "p.json", LIST[4]))
