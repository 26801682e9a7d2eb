"""Intake: makes articles of files, pages and streams."""

from .article import make_article
from .dates import parse_date
from .encoding import decode
from .html import looks_like_html, make_article_from_html
from .language import identify_language
from .sources import Overrides, Unread, count_reports, find_sources, load_text, read_source

__all__ = [
    "Overrides",
    "Unread",
    "count_reports",
    "decode",
    "find_sources",
    "identify_language",
    "load_text",
    "looks_like_html",
    "make_article",
    "make_article_from_html",
    "parse_date",
    "read_source",
]
