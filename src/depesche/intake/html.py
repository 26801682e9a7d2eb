"""From a web page to an article, through trafilatura."""

from __future__ import annotations

import re

from depesche.errors import InputError
from depesche.model import Article

from .article import make_article
from .dates import find_date

_LOOKS = re.compile(r"<(?:!doctype html|html|head|body|article)\b", re.IGNORECASE)


def looks_like_html(text: str) -> bool:
    """Return whether a text is a web page."""
    return _LOOKS.search(text[:3000]) is not None


def make_article_from_html(
    page: str,
    *,
    url: str | None = None,
    published: str | None = None,
    language: str | None = None,
    headline: str | None = None,
    outlet: str | None = None,
) -> Article:
    """Return the article of a web page; raises InputError where no running text is found in it."""
    from trafilatura import bare_extraction

    document = bare_extraction(page, url=url, with_metadata=True, include_comments=False, include_tables=False)
    text = getattr(document, "text", None) if document is not None else None
    if not text:
        raise InputError(
            "No article was found in the page: it has no running text. Save the text itself and read that."
        )
    title = getattr(document, "title", None)
    author = getattr(document, "author", None)
    found = getattr(document, "date", None)
    paragraphs = [line for line in str(text).split("\n") if line.strip()]
    if title and paragraphs and paragraphs[0].strip() == title.strip():
        paragraphs = paragraphs[1:] or paragraphs
    return make_article(
        "\n\n".join(paragraphs),
        published=published or (find_date(str(found)) if found else None),
        language=language,
        headline=headline or title,
        outlet=outlet or getattr(document, "sitename", None) or getattr(document, "hostname", None),
        url=url or getattr(document, "url", None),
        bylines=[name.strip() for name in author.split(";")] if author else [],
    )
