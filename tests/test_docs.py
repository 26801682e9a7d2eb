"""What the pages and the README say of the program is so, and leads somewhere."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

import depesche
from depesche import api
from depesche.faces.cli.app import app

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if path != DOCS / "README.md")
LINKING = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", DOCS / "README.md", *PAGES]
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def links_of(page: Path) -> Iterator[str]:
    """The relative links of a page, those in code left out."""
    for target in _LINK.findall(_CODE.sub("", page.read_text(encoding="utf-8"))):
        if "://" not in target and not target.startswith("mailto:"):
            yield target


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_docs_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for link in links_of(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_docs_every_page_stands_in_the_index(page: Path) -> None:
    index = DOCS / "decisions" / "README.md" if page.parent.name == "decisions" else DOCS / "README.md"
    if page == index:
        index = DOCS / "README.md"
    assert page.relative_to(index.parent).as_posix() in set(links_of(index))


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_docs_every_page_that_is_named_exists(page: Path) -> None:
    named = re.findall(r"\bdocs/[\w./-]+\.md\b", page.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []


def commands(group: Any, before: str = "") -> Iterator[str]:
    """The commands of `depesche --help`, those of groups with the group's name."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name


@pytest.mark.parametrize("command", sorted(commands(typer.main.get_command(app))))
def test_docs_every_command_is_listed_with_an_example(command: str) -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert f"| `{command}` |" in page
    assert re.search(rf"^(?:cat .* \| )?depesche {command}\b", page, re.MULTILINE)


@pytest.mark.parametrize("name", sorted({*depesche.__all__, *api.__all__}))
def test_docs_every_public_name_is_told_of(name: str) -> None:
    assert re.search(rf"`(?:\w+\.)*{name}\b", (DOCS / "python.md").read_text(encoding="utf-8"))


def tool(name: str) -> ModuleType:
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_readme_shows_what_the_program_prints() -> None:
    readings = tool("readme_readings")
    shown = (ROOT / "README.md").read_text(encoding="utf-8")
    assert shown == readings.readme_with(readings.readings()), "run `python tools/readme_readings.py`"
