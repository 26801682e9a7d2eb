"""From a printed text to an article: cleaned text, its blocks, its date, its language."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence

from depesche.errors import InputError
from depesche.model import Article, Block

from .dates import parse_date
from .language import check_language, identify_language
from .layout import Part, read_layout

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_BLANKS = {ord(blank): " " for blank in "\u00a0\u2009\u202f\u2007\u2002\u2003\t\v\f"}


def make_article(
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    headline: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    bylines: Sequence[str] = (),
    external_id: str | None = None,
) -> Article:
    """Return the article of a plain text; what is given overrides what the text says of itself.

    Raises InputError for a text without words, DateError and LanguageError for a date or language that cannot be used.
    """
    check_language(language)
    cleaned = clean(text)
    if not any(letter.isalpha() for letter in cleaned):
        raise InputError("The text is empty: there are no words in it to read.")
    heading = _line(headline) if headline else None
    layout = read_layout(cleaned, headline_known=heading is not None)
    parts = list(layout.parts)
    if heading and not any(part.kind in ("headline", "subheading") and part.text == heading for part in parts):
        parts.insert(0, Part("headline", heading))
    body, blocks = _assembled(parts)
    if not any(letter.isalpha() for letter in body):
        raise InputError("The text is empty: there are no words in it to read besides a date.")
    outlet, url, external_id = (_line(value) if value else None for value in (outlet, url, external_id))
    own_headline = heading or next((part.text for part in parts if part.kind == "headline"), None)
    return Article(
        id=_article_id(body, outlet),
        text=body,
        language=language or identify_language(body),
        blocks=blocks,
        headline=own_headline,
        published=parse_date(published) if published else layout.published,
        outlet=outlet,
        url=url,
        dateline=layout.dateline,
        bylines=tuple(dict.fromkeys([*map(_line, bylines), *layout.bylines])),
        agencies=tuple(dict.fromkeys(layout.agencies)),
        credits=tuple(layout.credits),
        external_id=external_id,
    )


def clean(text: str) -> str:
    """Return `text` in composed form, without invisible letters, control characters or odd blanks."""
    composed = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_BLANKS)
    return "".join(c for c in composed if c in "\n\r" or unicodedata.category(c) not in ("Cc", "Cs", "Co"))


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _assembled(parts: Sequence[Part]) -> tuple[str, tuple[Block, ...]]:
    blocks = []
    position = 0
    for part in parts:
        blocks.append(Block(part.kind, position, position + len(part.text)))
        position += len(part.text) + 2
    return "\n\n".join(part.text for part in parts), tuple(blocks)


def _article_id(text: str, outlet: str | None) -> str:
    content = f"{outlet or ''}\0{text}"
    return hashlib.sha256(content.encode("utf-8")).hexdigest()[:20]
