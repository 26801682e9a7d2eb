"""A server on loopback and Debian's Chromium to look at it with."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from depesche.faces.http import ServerSettings, make_app
from depesche.faces.web import add_pages

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """The path of a Chromium; the test is skipped where there is none."""
    for name in CHROMIUM:
        if (found := shutil.which(name)) is not None:
            return found
    pytest.skip("no Chromium found: on Debian, apt install chromium")


@contextmanager
def serving(record: Path) -> Iterator[str]:
    """The address of a server over a record."""
    app = make_app(ServerSettings(record=str(record), asks_per_minute=0, readings_per_minute=0), extend=add_pages)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", ws="none", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
        app.state.depesche.record.close()


@contextmanager
def browsing() -> Iterator[Any]:
    """A browser of Playwright; skipped where Playwright or Chromium cannot be had."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is missing: pip install playwright")
    path = chromium()
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()
