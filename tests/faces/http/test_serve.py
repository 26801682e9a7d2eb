"""The commands serve and token, run as a user runs them."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from .serving import empty_record

ENVIRONMENT = {**os.environ, "DEPESCHE_THREADS": "1"}


def depesche(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "depesche", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, timeout=120)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return empty_record(tmp_path_factory.mktemp("serve"))


@pytest.fixture(scope="module")
def served(record: Path) -> Iterator[tuple[str, str]]:
    """Address and first line of a running server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "depesche", "serve", "--record", str(record), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                httpx.get(address + "/read")
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield address, line
        process.terminate()


def test_serve_says_where_and_answers_there(served: tuple[str, str], record: Path):
    address, line = served
    assert f"{address}/" in line and str(record) in line
    answer = httpx.get(address + "/")
    assert answer.status_code == 200
    assert "The record is empty" in answer.text
    assert "server" not in answer.headers


def test_serve_answers_to_its_own_names_only(served: tuple[str, str]):
    address, _ = served
    assert httpx.get(address + "/", headers={"Host": "rebinding.example"}).status_code == 421


def test_serve_and_token_work_on_one_record(served: tuple[str, str], record: Path):
    address, _ = served
    token = depesche("token", "new", "desk", "--record", record).stdout.strip()
    assert token.startswith("depesche_")
    assert depesche("token", "list", "--record", record).stdout.split()[-1] == "desk"
    body = {"act": "undo", "judgement": 1}
    headers = {"Authorization": f"Bearer {token}"}
    assert httpx.post(address + "/api/v1/judgements", json=body, headers=headers).status_code == 400
    assert depesche("token", "withdraw", "desk", "--record", record).returncode == 0
    assert httpx.post(address + "/api/v1/judgements", json=body, headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("serve", "--record", "missing.db"), "no such record"),
        (("token", "withdraw", "nobody"), "has no token"),
        (("token", "new", ""), "needs a name"),
    ],
)
def test_serve_and_token_say_what_is_wrong(record: Path, arguments: tuple[str, ...], message: str):
    given = arguments if "--record" in arguments else (*arguments, "--record", str(record))
    done = depesche(*given)
    assert done.returncode == 2
    assert message in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
