from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from depesche.engines import Endpoint, LlmReading, compare_events, read_with_model
from depesche.engines.endpoint import ask
from depesche.errors import EngineError
from depesche.model import Document, Place, Timex, Toponym
from tests.factory import make_actor, make_document, make_event, span_of
from tests.watch.server import Answer, Asked, Site, running_site

TEXT = (
    "On Monday the minister Anna Berg of Norway accused Russia of spying in Oslo.\n"
    "Moscow denied it. Norway then expelled two Russian diplomats."
)
GOOD: dict[str, Any] = {
    "evidence": "the minister Anna Berg of Norway accused Russia of spying in Oslo",
    "act": "accused",
    "type": "ACCUSE",
    "status": "factual",
    "actors": ["the minister Anna Berg of Norway"],
    "recipients": ["Russia"],
    "date": "On Monday",
    "place": "Oslo",
}


@pytest.fixture
def document() -> Document:
    actors = (
        replace(
            make_actor(TEXT, "state:NOR", "Norway"), mentions=(span_of(TEXT, "Norway"), span_of(TEXT, "Norway", nth=1))
        ),
        make_actor(TEXT, "person:anna-berg", "Anna Berg", codes=("NOR",)),
        make_actor(TEXT, "state:RUS", "Russia", "Moscow"),
    )
    monday, oslo = span_of(TEXT, "On Monday"), span_of(TEXT, "Oslo")
    return make_document(
        TEXT,
        lang="en",
        actors=actors,
        times=(Timex(start=monday.start, end=monday.end, type="DATE", value="2024-01-01"),),
        places=(Toponym(start=oslo.start, end=oslo.end, place=Place(name="Oslo", country="NOR")),),
        events=(
            make_event(TEXT, "accused Russia", type="ACCUSE", actors=("person:anna-berg",), recipients=("state:RUS",)),
        ),
    )


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


def reply(content: object, **choice: Any) -> Answer:
    """An answer as an OpenAI-compatible endpoint gives it."""
    message = {"role": "assistant", "content": content if isinstance(content, str) else json.dumps(content)}
    message |= choice.pop("message", {})
    body = {
        "choices": [{"index": 0, "message": message, "finish_reason": "stop", **choice}],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return Answer(json.dumps(body).encode(), headers={"content-type": "application/json"})


def read(site: Site, document: Document, answer: Any, *, seconds: float = 5.0, key: str | None = None) -> LlmReading:
    site.answers["/v1/chat/completions"] = answer
    return read_with_model(document, Endpoint(f"{site.url}/v1", "test", key, seconds))


def changed(**values: Any) -> dict[str, Any]:
    return {"events": [{**GOOD, **values}]}


def test_llm_event_whose_words_stand_in_the_text_is_taken(site: Site, document: Document):
    found = read(site, document, reply({"events": [GOOD]}), key="k3y")
    (event,) = found.document.events
    assert (event.type, event.actors, event.recipients) == ("ACCUSE", ("person:anna-berg",), ("state:RUS",))
    assert event.date is not None
    assert (event.date.value, event.date.printed) == ("2024-01-01", "On Monday")
    assert event.place == Place(name="Oslo", country="NOR")
    assert [TEXT[s.start : s.end] for s in event.evidence] == [GOOD["evidence"]]
    assert found.rejected == ()
    assert (found.usage.requests, found.usage.prompt_tokens, found.usage.completion_tokens) == (1, 100, 20)
    (asked,) = site.asked
    body = json.loads(asked.body)
    assert asked.headers["authorization"] == "Bearer k3y"
    assert body["response_format"]["type"] == "json_schema"
    assert TEXT.splitlines()[0] in body["messages"][1]["content"]


def test_llm_blanks_and_line_ends_are_alike(site: Site, document: Document):
    row = changed(
        evidence="of spying in Oslo. Moscow denied it", act="denied", actors=["Moscow"], recipients=[], type="REJECT"
    )
    (event,) = read(site, document, reply(row)).document.events
    assert event.actors == ("state:RUS",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (changed(evidence="Norway declared war on Russia"), "evidence do not stand"),
        (changed(evidence=""), "no words for evidence"),
        (changed(evidence=7), "no words for evidence"),
        (changed(act="expelled"), "act do not stand"),
        (changed(act="accuse"), "act do not stand"),  # part of a word is no word
        (changed(actors=["Sweden"]), "actors do not stand"),
        (changed(actors=["spying"]), "nobody known"),
        (changed(actors=[]), "nobody acts"),
        (changed(recipients=["Russia", "Finland"]), "recipients do not stand"),
        (changed(date="On Tuesday"), "date do not stand"),
        (changed(place="Bergen"), "place do not stand"),
        (changed(type="DANCE"), "none of PLOVER"),
        (changed(status="sure"), "status"),
        ({"events": ["text"]}, "no object"),
    ],
)
def test_llm_event_with_an_invented_value_is_rejected_with_the_reason(
    site: Site, document: Document, row: dict[str, Any], reason: str
):
    found = read(site, document, reply({"events": [*row["events"], GOOD]}))
    assert len(found.document.events) == 1
    (rejected,) = found.rejected
    assert reason in rejected.reason


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (reply("", message={"content": None, "refusal": "I will not."}), "refuses: I will not"),
        (reply("", finish_reason="content_filter"), "refuses"),
        (reply('{"events": [{"evid', finish_reason="length"), "breaks off after 4096 tokens"),
        (reply('{"events": [{"evid'), "no whole JSON"),
        (reply("[1]"), "no object"),
        (Answer(b"<html>"), "no JSON"),
        (Answer(b"{}"), "no message"),
        (Answer(b"[]"), "no object"),
        (Answer(b'{"error": "wrong key"}', 401), "401"),
    ],
)
def test_llm_answer_that_cannot_be_used_is_one_error_with_its_cause(
    site: Site, document: Document, answer: Answer, said: str
):
    with pytest.raises(EngineError, match=said):
        read(site, document, answer)


def test_llm_that_does_not_answer_in_time_is_given_up(site: Site, document: Document):
    def write(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(1.0)

    with pytest.raises(EngineError, match=r"within 0\.3 s"):
        read(site, document, Answer(write=write), seconds=0.3)


def test_llm_that_is_not_there_says_so(document: Document):
    with pytest.raises(EngineError, match="cannot be reached"):
        read_with_model(document, Endpoint("http://127.0.0.1:9/v1", "test"))


def test_llm_busy_endpoint_is_asked_again_after_what_it_says(site: Site):
    answers = iter([Answer(status=429, headers={"retry-after": "7"}), Answer(status=503), reply({"events": []})])
    site.answers["/v1/chat/completions"] = lambda _: next(answers)
    pauses: list[float] = []
    found, usage = ask(Endpoint(f"{site.url}/v1", "test"), system="", user="", schema={}, sleep=pauses.append)
    assert (found, usage.requests, pauses) == ({"events": []}, 3, [7.0, 4.0])


def test_llm_long_reports_are_read_in_parts(site: Site):
    from depesche.model import Block

    paragraph = "Norway accused Russia of spying. " * 200
    text = f"{paragraph}\n\n{paragraph}"
    blocks = (Block("paragraph", 0, len(paragraph)), Block("paragraph", len(paragraph) + 2, len(text)))
    document = make_document(text, lang="en", blocks=blocks)
    asked: list[Asked] = []

    def answer(one: Asked) -> Answer:
        asked.append(one)
        return reply({"events": []})

    assert read(site, document, answer).usage.requests == 2
    assert all(len(json.loads(one.body)["messages"][1]["content"]) < 8000 for one in asked)


def test_compare_pairs_events_by_their_words(site: Site, document: Document):
    rows = [
        {**GOOD, "status": "reported", "date": None, "place": None},
        {**GOOD, "evidence": "Norway then expelled two Russian diplomats", "act": "expelled", "actors": ["Norway"]}
        | {"recipients": [], "type": "SANCTION", "date": None, "place": None},
    ]
    other = read(site, document, reply({"events": rows})).document
    found = compare_events(document.events, other.events)
    ((one, two, differences),) = found.pairs
    assert (one.id, two.type) == ("event", "ACCUSE")
    assert [(d.field, d.one, d.other) for d in differences] == [("status", "factual", "reported")]
    assert [event.type for event in found.only_other] == ["SANCTION"]
    assert (found.only_one, found.agreed) == ((), 0)
    assert compare_events(document.events, document.events).agreed == 1
