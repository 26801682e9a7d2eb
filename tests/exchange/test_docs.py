"""What the pages say is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from depesche import __version__, analysis, api
from depesche.api import analysing

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("name", [*api.EXPORT_FORMATS, *api.IMPORT_FORMATS])
def test_docs_exchange_lists_every_format(name: str):
    assert f"`{name}`" in (ROOT / "docs" / "exchange.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["series", "tone", "matrix", "network", "blocs", "balance", "breaks", "brief", "brief_markdown"]
)
def test_docs_analysis_lists_every_function(name: str):
    assert callable(getattr(analysing, name))
    assert f"`{name}(" in (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*analysis.KINDS, *analysis.MEASURES])
def test_docs_analysis_names_kinds_and_measures(name: str):
    assert f"`{name}`" in (ROOT / "docs" / "analysis.md").read_text(encoding="utf-8")


def test_citation_file_has_the_version_of_the_package():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(rf"^version: {re.escape(__version__)}$", text, re.MULTILINE)
