"""The words of the pages in the reader's language: gettext catalogues, chosen by `?lang=`, cookie, or Accept-Language."""

from __future__ import annotations

import gettext
from contextvars import ContextVar
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from starlette.requests import Request

LANGUAGES = {"en": "English", "de": "Deutsch"}
DEFAULT = "en"
COOKIE = "lang"
LOCALES = Path(__file__).parent / "locales"

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)


def choose_language(request: Request) -> str:
    """Return the language the reader asks for, in this order: the address, the cookie, the browser."""
    for wanted in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if wanted in LANGUAGES:
            return str(wanted)
    return _negotiate(request.headers.get("accept-language", ""))


def _negotiate(header: str) -> str:
    best, weight = DEFAULT, 0.0
    for part in header.split(","):
        tag, _, parameter = part.partition(";")
        name = tag.strip().lower().partition("-")[0]
        if name in LANGUAGES and (found := _quality(parameter)) > weight:
            best, weight = name, found
    return best


def _quality(parameter: str) -> float:
    value = parameter.strip().removeprefix("q=")
    try:
        return float(value) if value else 1.0
    except ValueError:
        return 0.0


def use_language(language: str) -> None:
    """Set the language of the page being made."""
    _current.set(language)


def language() -> str:
    """Return the language of the page being made."""
    return _current.get()


@lru_cache(maxsize=8)
def load_translations(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language, compiled when first asked for; the source words are English."""
    path = LOCALES / language / "LC_MESSAGES" / "depesche.po"
    if not path.exists():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def translate(message: str) -> str:
    """Return `message` in the language of the page being made."""
    return load_translations(language()).gettext(message) if message else ""


def translate_plural(one: str, many: str, count: int) -> str:
    """Return `one` or `many` in the language of the page being made, as `count` asks."""
    return load_translations(language()).ngettext(one, many, count)
