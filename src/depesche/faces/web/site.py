"""How a page is made: templates, the words of the reader's language, addresses of assets and of the same data elsewhere."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from depesche import __version__

from . import wording
from .i18n import COOKIE, LANGUAGES, choose_language, language, translate, translate_plural, use_language

STATIC = Path(__file__).parent / "static"
NAV = (
    ("/", "Chronicle"),
    ("/quotations", "Quotations"),
    ("/actors", "Actors"),
    ("/dyad", "Dyad"),
    ("/map", "Map"),
    ("/network", "Network"),
    ("/matrix", "Matrix"),
    ("/brief", "Brief"),
    ("/articles", "Reports"),
    ("/read", "Read a text"),
    ("/codebook", "Codebook"),
    ("/about", "About"),
)
"""Addresses and names of the pages in the order of the menu; the names are translated where they are shown."""


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("depesche.faces.web", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(translate, translate_plural, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(asset=asset, url=url, version=__version__, languages=LANGUAGES)
    environment.filters.update(data=data_block, **wording.FILTERS)
    return environment


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """Return the address of a static file; it changes with the content, so that browsers may keep the file for long."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def url(path: str, **parameters: object) -> str:
    """Return an address with those parameters that are given: `url("/", actor="RUS", to=None)` is `/?actor=RUS`."""
    pairs = [(name, str(value)) for name, value in parameters.items() if value not in (None, "", False)]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def data_block(value: Any) -> Markup:
    """Return `value` as JSON for a data block, safe inside a script element: no text in it can end the element."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


async def speak(request: Request) -> None:
    """Choose the language of a page before it is made: also charts and lists are worded in it."""
    set_language(request)


def set_language(request: Request) -> str:
    """Choose the language of this page and return it."""
    chosen = choose_language(request)
    use_language(chosen)
    return chosen


def render(
    request: Request,
    template: str,
    *,
    formats: Mapping[str, str] | None = None,
    status: int = 200,
    **context: Any,
) -> Response:
    """Return the page that `template` makes of `context`; `formats` are addresses of the same data, by name."""
    chosen = set_language(request)
    body = (
        _environment()
        .get_template(template)
        .render(
            request=request,
            path=request.url.path,
            query=dict(request.query_params),
            lang=chosen,
            nav=NAV,
            formats=formats or {},
            here=_here(request),
            other_language=_other_language(request),
            **context,
        )
    )
    response = Response(body, status_code=status, media_type="text/html")
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.headers["Content-Language"] = language()
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, chosen, max_age=365 * 86400, samesite="lax", httponly=True)
    return response


def _here(request: Request) -> str:
    """The address of this page without the language, for citing."""
    pairs = [(key, value) for key, value in request.query_params.multi_items() if key != "lang" and value]
    path = request.url.path
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _other_language(request: Request) -> tuple[str, str, str]:
    """Code, name and address of this page in the other language."""
    code = next(name for name in LANGUAGES if name != language())
    pairs = [(key, value) for key, value in request.query_params.multi_items() if key != "lang"]
    return code, LANGUAGES[code], f"{request.url.path}?{urlencode([*pairs, ('lang', code)])}"


def error_page(request: Request, status: int, detail: str) -> Response:
    """Return the page that tells of an error."""
    return render(request, "error.html", status=status, detail=detail, code=status)
