from __future__ import annotations

import asyncio
import base64
import email
import hashlib
import hmac
import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.policy import default
from pathlib import Path

import pytest

from depesche.errors import QueryError, RecordError
from depesche.record import Record
from depesche.record.feeds import SavedQuery, add_query, raise_alert, waiting_deliveries
from depesche.watch.alerts import check_query
from depesche.watch.delivery import Postman, deliver, signature
from tests.watch.server import Answer, Asked, running_site

CONTENT = {
    "type": "SANCTION",
    "actors": [{"code": "EU", "name": "European Union"}],
    "recipients": [{"code": "BLR", "name": "Belarus"}],
    "date": "2024-11-20",
    "published": "2024-11-21",
    "evidence": ["The EU imposed sanctions on Belarus – “at last”."],
    "outlet": "Hafenkurier",
    "headline": "EU acts",
    "url": "https://outlet.example/1",
}


def raised(record: Record, channel: str, *, count: int = 1) -> None:
    query = SavedQuery("q", "events", {"actor": "EU"}, (channel,))
    record.change(add_query, query, now=0)
    for number in range(count):
        record.change(raise_alert, query, entry=f"e{number}", article_id="a", content=CONTENT, now=0)


def test_delivery_webhook_is_signed_over_what_arrives(store: Record):
    with running_site() as site:
        site.answers["/hook"] = Answer(status=204)
        raised(store, f"webhook:{site.url}/hook", count=3)
        assert deliver(store, Postman(secret="s3cret"), now=1) == (3, 0, [])
        (asked,) = site.asked
    signed = f"{asked.headers['webhook-id']}.{asked.headers['webhook-timestamp']}.".encode() + asked.body
    expected = base64.b64encode(hmac.new(b"s3cret", signed, hashlib.sha256).digest()).decode()
    assert asked.headers["webhook-signature"] == f"v1,{expected}"
    body = json.loads(asked.body)
    assert [alert["entry"] for alert in body["alerts"]] == ["e0", "e1", "e2"]
    assert body["alerts"][0]["found"]["evidence"] == CONTENT["evidence"]


def test_delivery_signature_takes_secrets_of_the_standard():
    secret = "whsec_" + base64.b64encode(b"key").decode()
    expected = base64.b64encode(hmac.new(b"key", b"id.1.{}", hashlib.sha256).digest()).decode()
    assert signature(secret, "id", 1, b"{}") == f"v1,{expected}"


def test_delivery_webhook_is_tried_again_with_growing_pauses_and_the_same_id(store: Record):
    answers = iter([500, 503, 302, 200])
    with running_site() as site:

        def answer(asked: Asked) -> Answer:
            return Answer(status=next(answers), headers={"location": "/elsewhere", "retry-after": "900"})

        site.answers["/hook"] = answer
        raised(store, f"webhook:{site.url}/hook")
        now, moments = 1.0, []
        while store.ask(waiting_deliveries, now=1e12):
            if store.ask(waiting_deliveries, now=now):
                moments.append(now)
                deliver(store, Postman(secret="s"), now=now)
            now += 60
        assert len(site.asked) == 4
        assert len({asked.headers["webhook-id"] for asked in site.asked}) == 1
    pauses = [b - a for a, b in itertools.pairwise(moments)]
    assert pauses == [900, 900, 960]


@pytest.mark.parametrize(("status", "tries"), [(410, 1), (500, 12)])
def test_delivery_webhook_is_given_up_in_the_end(store: Record, status: int, tries: int):
    with running_site() as site:
        site.answers["/hook"] = Answer(status=status)
        raised(store, f"webhook:{site.url}/hook")
        for n in range(20):
            *_, said = deliver(store, Postman(secret="s"), now=n * 1e6 + 1)
            if said and "given up" in said[0]:
                break
        assert len(site.asked) == tries
    assert not store.ask(waiting_deliveries, now=1e12)


@pytest.mark.parametrize(
    ("channel", "named"), [("webhook:http://127.0.0.1:9/x", "SECRET"), ("mail:a@b.example", "SMTP")]
)
def test_delivery_that_is_not_set_up_says_what_to_set_and_waits(store: Record, channel: str, named: str):
    raised(store, channel)
    sent, failed, (said,) = deliver(store, Postman(), now=1)
    assert (sent, failed) == (0, 1)
    assert named in said
    assert store.ask(waiting_deliveries, now=1e12)


class Mailbox:
    """A mail server of our own that keeps what it is given; `refuse` is what it answers to recipients instead."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.recipients: list[str] = []
        self.refuse: str | None = None
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 test\r\n")
        while line := await reader.readline():
            writer.write(await self._answer(line.decode().strip(), reader, writer))
            if line.upper().startswith(b"QUIT"):
                break
        writer.close()

    async def _answer(self, line: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        word = line.upper().partition(" ")[0]
        if word == "RCPT":
            self.recipients.append(line)
            return f"{self.refuse or '250 ok'}\r\n".encode()
        if word == "DATA":
            writer.write(b"354 go on\r\n")
            content = b""
            while (part := await reader.readline()) != b".\r\n":
                content += part
            self.messages.append(content)
        return b"221 bye\r\n" if word == "QUIT" else b"250 ok\r\n"


@contextmanager
def mail_server() -> Iterator[Mailbox]:
    box = Mailbox()
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(asyncio.start_server(box.serve, "127.0.0.1", 0))
    box.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield box
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        loop.run_until_complete(asyncio.sleep(0.05))
        loop.close()


def test_delivery_mail_brings_all_alerts_of_a_query_in_one_message(store: Record):
    with mail_server() as box:
        raised(store, "mail:desk@outlet.example", count=2)
        postman = Postman(smtp=f"smtp://127.0.0.1:{box.port}", sender="depesche@record.example")
        assert deliver(store, postman, now=1) == (2, 0, [])
    message = email.message_from_bytes(box.messages[0], policy=default)
    assert message["to"] == "desk@outlet.example"
    assert message["subject"] == "Depesche: 2 new for q"
    text = message.get_content()  # type: ignore[attr-defined]
    assert text.count("The EU imposed sanctions on Belarus – “at last”.") == 2
    assert "SANCTION EU → BLR" in text


@pytest.mark.parametrize(("answer", "final"), [("550 no such user", True), ("451 try later", False)])
def test_delivery_mail_that_is_refused_is_tried_again_only_if_that_helps(store: Record, answer: str, final: bool):
    with mail_server() as box:
        box.refuse = answer
        raised(store, "mail:desk@outlet.example")
        postman = Postman(smtp=f"smtp://127.0.0.1:{box.port}", sender="depesche@record.example")
        _, failed, _ = deliver(store, postman, now=1)
    assert failed == 1
    assert bool(store.ask(waiting_deliveries, now=1e12)) is not final


def test_delivery_mail_address_cannot_smuggle_headers(store: Record):
    with mail_server() as box:
        raised(store, "mail:a@b.example\nBcc: all@c.example")
        postman = Postman(smtp=f"smtp://127.0.0.1:{box.port}", sender="depesche@record.example")
        deliver(store, postman, now=1)
    assert box.messages == []


def test_delivery_atom_file_that_cannot_be_written_waits(store: Record, tmp_path: Path):
    raised(store, f"atom:{tmp_path / 'missing' / 'q.xml'}")
    assert deliver(store, Postman(), now=1)[:2] == (0, 1)
    (tmp_path / "missing").mkdir()
    assert deliver(store, Postman(), now=1e6)[:2] == (1, 0)
    assert b"SANCTION EU" in (tmp_path / "missing" / "q.xml").read_bytes()


@pytest.mark.parametrize(
    "query",
    [
        SavedQuery("", "events", {"actor": "RUS"}, ()),
        SavedQuery("q", "colours", {"actor": "RUS"}, ()),
        SavedQuery("q", "events", {}, ()),
        SavedQuery("q", "events", {"type": "DANCE"}, ()),
        SavedQuery("q", "events", {"actor": "RUS"}, ("pigeon:home",)),
        SavedQuery("q", "events", {"actor": "RUS"}, ("mail:",)),
    ],
)
def test_alert_query_that_can_never_be_answered_is_refused(query: SavedQuery):
    with pytest.raises(QueryError):
        check_query(query)


def test_alert_name_is_taken_once(store: Record):
    raised(store, "mail:a@b.example")
    with pytest.raises(RecordError, match="already"):
        store.change(add_query, SavedQuery("q", "events", {"actor": "RUS"}, ()), now=0)
