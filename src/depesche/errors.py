"""The one tree of errors: each says what went wrong, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable


class DepescheError(Exception):
    """Root of every error that Depesche raises on purpose."""


class InputError(DepescheError):
    """A text, file, URL or option given by the user cannot be used."""


class EncodingError(InputError):
    """The bytes of a file are no text in a known encoding."""


class LanguageError(InputError):
    """The language of a text is not one of the configured languages."""


class DateError(InputError):
    """A date given by the user is not written as YYYY, YYYY-MM or YYYY-MM-DD."""


class FetchError(InputError):
    """A URL could not be fetched, or may not be."""


class SettingsError(DepescheError):
    """An environment variable holds a value that cannot be used."""


class KnowledgeError(DepescheError):
    """A data file of the package is damaged or breaks its own rules."""


class CodebookError(KnowledgeError):
    """A codebook file holds an unknown or contradictory entry."""


class LexiconError(KnowledgeError):
    """A language lexicon holds an unknown or contradictory entry."""


class SyntaxModelError(DepescheError):
    """A syntax model is missing, damaged or of another version."""


class NameModelError(DepescheError):
    """A name tagger is missing, damaged or of another version."""


class EngineError(DepescheError):
    """Another reader that was asked, as a language model, did not answer or not in a form that can be used."""


class RecordError(DepescheError):
    """The record cannot be opened, read or written."""


class RecordVersionError(RecordError):
    """The record was written by a newer version of Depesche."""


class QueryError(DepescheError):
    """A question to the record is malformed."""


class ExchangeError(DepescheError):
    """A file to import or export does not follow its format."""


def one_of(value: str, allowed: Iterable[str]) -> str:
    """Return what to use instead of an unknown value: "Did you mean CONSULT? Use one of AGREE, CONSULT."."""
    from difflib import get_close_matches

    known = list(allowed)
    folded = {name.casefold(): name for name in known}
    near = get_close_matches(value.casefold(), folded, n=1, cutoff=0.6)
    guess = f"Did you mean {folded[near[0]]}? " if near else ""
    return f"{guess}Use one of {', '.join(known)}."
