"""Fetches web pages: robots-aware, with a limit on size, and an error that says what to do."""

from __future__ import annotations

from urllib.parse import urlsplit

from depesche.errors import FetchError
from depesche.settings import load_settings

_TIMEOUT = 20.0


def fetch(url: str) -> bytes:
    """Return the bytes at `url`; raises FetchError if it may not or cannot be fetched."""
    import httpx

    settings = load_settings()
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise FetchError(f"{url}: not a web address. Write it with http:// or https://.")
    try:
        with httpx.Client(
            timeout=_TIMEOUT, follow_redirects=True, headers={"User-Agent": settings.user_agent}
        ) as client:
            _ask_robots(client, f"{parts.scheme}://{parts.netloc}/robots.txt", url, settings.user_agent)
            with client.stream("GET", url) as response:
                response.raise_for_status()
                content = b""
                for chunk in response.iter_bytes():
                    content += chunk
                    if len(content) > settings.max_bytes:
                        raise FetchError(
                            f"{url}: larger than {settings.max_bytes:,} bytes; raise DEPESCHE_MAX_BYTES to read it."
                        )
                return content
    except httpx.HTTPStatusError as error:
        raise FetchError(f"{url}: the server answers {error.response.status_code}. Check the address.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise FetchError(
            f"{url}: cannot be reached ({error or type(error).__name__}). Check address and network."
        ) from error


def _ask_robots(client: object, robots: str, url: str, agent: str) -> None:
    import httpx
    from protego import Protego

    assert isinstance(client, httpx.Client)
    answer = client.get(robots)
    if answer.status_code == 200 and not Protego.parse(answer.text).can_fetch(url, agent):
        raise FetchError(f"{url}: the site asks programs not to fetch this page. Save it by hand and read the file.")
