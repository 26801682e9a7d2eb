"""Which of the configured languages a text is in."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from depesche.errors import LanguageError, one_of
from depesche.lang import CONFIGURED_LANGUAGES

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_NO_LANGUAGE = "zxx"
_ENOUGH = 3000
"""Characters from the beginning of a text that are looked at."""
_SURE = 0.8
"""Probability from which another language than the configured ones is believed."""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def check_language(language: str | None) -> None:
    """Raise LanguageError where a language is given that is not configured; None is to be identified."""
    if language is not None and language not in CONFIGURED_LANGUAGES:
        raise LanguageError(f"The language {language!r} is not configured. {one_of(language, CONFIGURED_LANGUAGES)}")


def identify_language(text: str) -> str:
    """Return the ISO 639-1 code of the text's language; raises LanguageError if it is none of the configured ones."""
    ranked = _identifier().rank(text[:_ENOUGH])
    best, probability = str(ranked[0][0]), float(ranked[0][1])
    if best in CONFIGURED_LANGUAGES:
        return best
    if best == _NO_LANGUAGE:
        raise LanguageError(
            f"No language is recognised in the text. If it is in one of {', '.join(CONFIGURED_LANGUAGES)}, "
            "say so with --language."
        )
    configured = [str(code) for code, _ in ranked if code in CONFIGURED_LANGUAGES]
    if probability >= _SURE or not configured:
        raise LanguageError(
            f"The text looks like {best!r}, which is not configured ({', '.join(CONFIGURED_LANGUAGES)}). "
            "If it is one of these after all, say so with --language."
        )
    return configured[0]
