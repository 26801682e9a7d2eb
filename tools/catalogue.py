"""Brings the catalogue of the web pages' words up to date: `python3 tools/catalogue.py` in an environment with the extra `web`.

Messages come from templates and pages, and from the labels of codebook and record that pages show. Translations that are
there are kept, messages that are gone are dropped, new ones stand empty; exit status 1 says that some are empty.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from depesche import codebook

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src" / "depesche" / "faces" / "web"
PO = WEB / "locales" / "de" / "LC_MESSAGES" / "depesche.po"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}


def main() -> None:
    """Write the catalogue and say what lacks."""
    new = make_catalogue()
    old = read_po(BytesIO(PO.read_bytes()), locale="de") if PO.exists() else Catalog(locale="de")
    for message in new:
        known = old.get(message.id)
        if message.id and known is not None and known.string:
            message.string = known.string
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, new, width=120, sort_output=True, omit_header=False, no_location=True)
    empty = untranslated(new)
    for text in empty:
        print(f"untranslated: {text}")
    sys.exit(1 if empty else 0)


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages without a translation."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not (all(message.string) if isinstance(message.string, tuple | list) else message.string)
    ]


def make_catalogue() -> Catalog:
    """Return all messages of the pages, untranslated."""
    day = datetime(2026, 1, 1, tzinfo=UTC)  # the same catalogue for the same messages
    found = Catalog(
        locale="de",
        project="Depesche",
        version="1",
        header_comment="# German words of Depesche's web pages; written by tools/catalogue.py and by hand.",
        msgid_bugs_address="-",
        last_translator="The Depesche developers",
        language_team="-",
        creation_date=day,
        revision_date=day,
        charset="utf-8",
        fuzzy=False,
    )
    for message in sorted({*code_messages(), *label_messages()}, key=str):
        found.add(message)
    return found


def code_messages() -> Iterator[str | tuple[str, str]]:
    """Yield the messages marked in templates and pages."""
    sources = [(path, "jinja2.ext:babel_extract") for path in sorted(WEB.rglob("*.html"))]
    sources += [(path, "python") for path in sorted(WEB.rglob("*.py"))]
    options = {"newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    for path, method in sources:
        if method != "python":
            from jinja2.ext import babel_extract

            with path.open("rb") as file:
                for _line, _function, message, _comments in babel_extract(file, KEYWORDS, [], options):
                    yield from _texts(message)
        else:
            with path.open("rb") as file:
                for _line, message, _comments, _context in extract(method, file, KEYWORDS):
                    yield from _texts(message)


def _texts(message: object) -> Iterator[str | tuple[str, str]]:
    if isinstance(message, tuple):
        parts = tuple(part for part in message if isinstance(part, str))
        if len(parts) >= 2:
            yield parts[0], parts[1]
        elif parts:
            yield parts[0]
    elif isinstance(message, str) and message:
        yield message


def label_messages() -> Iterator[str]:
    """Yield the labels that pages show translated: of the codebook, of the record, of the menu."""
    from depesche.analysis.brief import _SECTIONS
    from depesche.faces.http.words import FIELDS
    from depesche.faces.web.pages.chronicle import FACETS
    from depesche.faces.web.site import NAV
    from depesche.record.filters import FORMS, GRAINS, STANCES

    plover = codebook.load_plover()
    yield from (kind.gloss for kind in plover.types.values())
    yield from (kind.quad for kind in plover.types.values())
    yield from plover.statuses
    yield from (*FORMS, *GRAINS, *STANCES, *FIELDS.values())
    yield from (name for _address, name in NAV)
    yield from (title for _name, _field, title in FACETS)
    yield from (title for _kind, title, _fits in _SECTIONS)
    from depesche.faces.web.names import ROLES

    yield from ROLES.values()
    yield from (post.strip() for post in POSTS.replace("\n", " ").split(","))
    yield from LABELS


POSTS = """
adviser, agriculture minister, ambassador, army commander, candidate, central bank governor, chancellor, chief
executive, chief prosecutor, commander, commission president, commissioner, commissioner-general, consul,
council president, crown prince, defence minister, deputy ambassador, deputy chancellor, deputy defence
minister, deputy finance minister, deputy foreign minister, deputy head of government, deputy head of state,
deputy interior minister, deputy minister, deputy president, deputy prime minister, deputy secretary-general,
development minister, diplomat, director-general, economy minister, emir, energy minister, environment minister,
envoy, executive director, finance minister, foreign minister, foreign-policy chief, former ambassador, former
chancellor, former defence minister, former finance minister, former foreign minister, former head of
government, former head of state, former interior minister, former minister, former official, former president,
former prime minister, former secretary-general, general, governor, head of government, head of state, health
minister, human rights commissioner, information minister, intelligence chief, interior minister, judge, justice
minister, king, leader, mayor, member of parliament, minister, national security adviser, negotiator, official,
opposition leader, parliament president, party leader, police chief, politician, pope, presidency member,
president, prime minister, prosecutor, queen, rebel leader, refugee commissioner, secretary, secretary of state,
secretary-general, security council secretary, speaker of parliament, spokesperson, supreme leader, trade
minister, transport minister, vice chancellor, vice president
"""
"""Posts of codebook and lexicons that pages show translated; others stand as they are."""

LABELS = (
    *("article", "quotation", "event"),
    *("state", "org", "person", "group", "collective", "unnamed"),
    *("date", "status", "place", "actors", "recipients", "number", "type", "modes"),
    *("in-person", "phone", "video", "multilateral"),
    *("supported", "contradicted", "undecidable"),
    *("same", "different", "wrong", "right", "corrected"),
    *("Announced or planned", "Shifts of tone", "First contacts in the record", "New in office", "In their own words"),
)
"""Labels of entries that no table of the program lists."""


if __name__ == "__main__":
    main()
