"""Spellings made alike: for the full text (ß and ss, ä and ae and a), and for names of actors."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from depesche.codebook import transcription_fold

_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f]+")
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe", "å": "aa", "œ": "oe"})


def spelt_out(text: str) -> str:
    """Return `text` in small letters with umlauts written as ae, oe, ue and ß as ss: "Außenminister" → aussenminister."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text.lower()).translate(_SPELT_OUT)


def bare(text: str) -> str:
    """Return `text` in small letters without marks on letters, ß as ss: "Müller" → muller."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.lower().replace("ß", "ss")))


@lru_cache(maxsize=50_000)
def alias_folds(name: str, *, person: bool) -> tuple[str, ...]:
    """Return the spellings under which an actor is looked up: whole name, and `~surname` for persons."""
    words = [transcription_fold(word) for word in name.replace("-", " ").split()]
    words = [word for word in words if word]
    if not words:
        return ()
    whole = " ".join(words)
    return (whole, f"~{words[-1]}") if person and len(words) > 1 else (whole, f"~{whole}") if person else (whole,)
