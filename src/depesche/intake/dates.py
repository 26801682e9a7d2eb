"""Dates as users and pages write them."""

from __future__ import annotations

import re
from datetime import date

from depesche.errors import DateError

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?$")
_GERMAN = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})$")


def parse_date(text: str) -> str:
    """Return a date as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, as precise as given; raises DateError if it is none."""
    printed = text.strip()
    match = _ISO.match(printed)
    parts = list(match.groups()) if match else []
    if not parts:
        german = _GERMAN.match(printed)
        parts = list(reversed(german.groups())) if german else []
    numbers = [int(part) for part in parts if part is not None]
    try:
        date(*[*numbers, 1, 1][:3] if numbers else (0, 0, 0))
    except ValueError:
        raise DateError(
            f"{text!r} is not a date. Write it as YYYY, YYYY-MM or YYYY-MM-DD, as precisely as it is known."
        ) from None
    return "-".join(f"{n:04d}" if k == 0 else f"{n:02d}" for k, n in enumerate(numbers))


def find_date(text: str) -> str | None:
    """Return the date that `text` holds, None if it holds none that can be read."""
    try:
        return parse_date(text)
    except DateError:
        return None
