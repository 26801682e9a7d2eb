"""Every word of the pages has its German; no translation loses a value."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from depesche.faces.web.i18n import load_translations
from tools import catalogue


@pytest.fixture(scope="module")
def kept() -> Catalog:
    return read_po(BytesIO(catalogue.PO.read_bytes()), locale="de")


def test_catalogue_holds_the_messages_there_are(kept: Catalog):
    there = {str(message.id) for message in catalogue.make_catalogue() if message.id}
    held = {str(message.id) for message in kept if message.id}
    assert there == held, "run tools/catalogue.py, then translate what it names"
    assert len(there) > 300


def test_catalogue_translates_everything(kept: Catalog):
    assert catalogue.untranslated(kept) == []


def test_catalogue_translations_keep_their_values(kept: Catalog):
    for message in kept:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        for text in strings:
            assert set(re.findall(r"%\(\w+\)s", str(ids[0]))) == set(re.findall(r"%\(\w+\)s", str(text))), ids[0]


def test_catalogue_is_loaded_as_words():
    german = load_translations("de")
    assert german.gettext("Chronicle") == "Chronik"
    assert german.ngettext("%(num)d report", "%(num)d reports", 2) == "%(num)d Berichte"
    assert load_translations("en").gettext("Chronicle") == "Chronicle"
