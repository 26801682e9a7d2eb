from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from depesche.record import Record
from tests.record.reports import act, put

pytest.importorskip("mcp.server.mcpserver", reason="mcp is not installed: pip install 'depesche[mcp]'")

Call = Callable[..., Any]
TEXT = "A first sentence. Russia accused the USA of lying. A last sentence."


@pytest.fixture
def record(tmp_path: Path) -> str:
    path = str(tmp_path / "record.db")
    with Record(path) as made:
        put(
            made,
            act("e1", "ACCUSE", "RUS", "USA", "Russia accused the USA of lying.", outlet="Hafenkurier"),
            act("e2", "CONSULT", "USA", "IND", "The USA met India in Delhi.", outlet="Blatt"),
        )
    return path


@pytest.fixture
def call(record: str) -> Call:
    """Calls a tool through the official client; gives its answer, or the line of its error."""
    import anyio
    from mcp import Client

    from depesche.faces.mcp import make_server

    def calls(tool: str, /, **arguments: Any) -> Any:
        async def ask() -> Any:
            async with Client(make_server(record)) as client:
                if tool == "list":
                    return (await client.list_tools()).tools
                answer = await client.call_tool(tool, arguments)
                text = answer.content[0].text
                return text if answer.is_error else json.loads(text)

        return anyio.run(ask)

    return calls


def test_mcp_offers_only_tools_that_change_nothing(call: Call):
    tools = call("list")
    assert {t.name for t in tools} == {"search", "events", "quotations", "entry", "dyad", "actor", "read_text"}
    assert all(t.annotations.read_only_hint and t.description for t in tools)


def test_mcp_events_come_with_words_and_citation(call: Call):
    (event,) = call("events", actor="RUS", type="accuse")["events"]
    assert (event["type"], event["recipients"]) == ("ACCUSE", ["USA"])
    assert event["evidence"] == ["Russia accused the USA of lying."]
    assert "Hafenkurier" in event["cite"]


def test_mcp_entry_shows_its_words_in_their_report(call: Call):
    (event,) = call("events", actor="RUS")["events"]
    found = call("entry", id=event["id"])
    assert "⟦Russia accused the USA of lying.⟧" in found["context"][0]


def test_mcp_search_finds_words(call: Call):
    hits = call("search", text="accused")["hits"]
    assert [hit["kind"] for hit in hits] == ["event"]
    assert "Hafenkurier" in hits[0]["cite"]


def test_mcp_dyad_and_actor_give_events_with_words(call: Call):
    assert "Russia accused the USA of lying." in json.dumps(call("dyad", a="RUS", b="USA"))
    assert "The USA met India in Delhi." in json.dumps(call("actor", name="IND"))


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("entry", {"id": "nothing"}, "Search for it first"),
        ("actor", {"name": "Atlantis"}, "not in this record"),
        ("events", {"type": "DANCE"}, "Use one of"),
        ("events", {"since": "soon"}, "YYYY"),
        ("read_text", {"text": "x" * 100_001}, "at most"),
        ("read_text", {"text": "  "}, "empty"),
    ],
)
def test_mcp_errors_say_what_to_do(call: Call, tool: str, arguments: dict[str, Any], said: str):
    assert said in call(tool, **arguments)


def test_mcp_limit_is_kept(call: Call):
    found = call("events", limit=1)
    assert len(found["events"]) == 1
    assert len(call("events", limit=1, cursor=found["cursor"])["events"]) == 1


def test_mcp_reads_a_text_without_keeping_it(call: Call):
    found = call(
        "read_text", text="Kenya expelled three Sudanese diplomats on Wednesday.", published="2024-01-05", language="en"
    )
    assert found["events"][0]["words"][0].startswith("Kenya expelled three Sudanese diplomats")
    assert len(call("events")["events"]) == 2


def test_mcp_program_speaks_over_standard_input_and_output(record: str):
    import anyio
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client

    async def ask() -> list[str]:
        server = StdioServerParameters(command=sys.executable, args=["-m", "depesche", "mcp", "--record", record])
        async with Client(stdio_client(server)) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert "entry" in anyio.run(ask)
