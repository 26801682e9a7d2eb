"""One spelling for the transcriptions of a name: Lawrow and Lavrov, Selenskyj and Zelensky fold to the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Order matters: longer letter groups before the shorter ones they contain.
_STEPS = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"schtsch|shch", "sh"),
        (r"tsch|tch|kh", "ch"),
        (r"dsch|dzh|dj", "j"),
        (r"sch", "sh"),
        (r"zh", "sh"),
        (r"tz|ts", "z"),
        (r"ss|z", "s"),
        (r"sky[jiy]?$|ski[jy]$|skii$|sky$", "ski"),
        (r"w", "v"),
        (r"j", "i"),
        (r"y", "i"),
        (r"ou", "u"),
        (r"ck|q|c(?!h)", "k"),
        (r"ph", "f"),
        (r"ff$|ff", "f"),
        (r"ie(?=v)", "e"),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=100_000)
def transcription_fold(name: str) -> str:
    """Return the letters of `name` in a form that is alike for its German and English transcriptions."""
    plain = unicodedata.normalize(
        "NFKD", name.lower().replace("ß", "ss").replace("ı", "i").replace("ł", "l").replace("ø", "o")
    )
    text = "".join(letter for letter in plain if letter.isalpha())
    for pattern, into in _STEPS:
        text = pattern.sub(into, text)
    return text
