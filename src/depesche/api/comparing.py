"""Reads reports with a second reader, a language model, and shows where it and the built-in one disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from depesche.engines import Comparison, Endpoint, Rejected, Usage, compare_events, read_with_model
from depesche.errors import EngineError, InputError
from depesche.intake import Overrides
from depesche.model import Document
from depesche.settings import load_settings

from .reading import Failed, read_sources

__all__ = ["Compared", "compare_sources", "find_endpoint", "read_with_engine"]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two readings of one report: `document` by the built-in reader, `other` by the model; `usage` is what it cost."""

    document: Document
    other: Document
    comparison: Comparison
    rejected: tuple[Rejected, ...]
    usage: Usage


def find_endpoint(
    *, url: str | None = None, model: str | None = None, seconds: float = 120.0, max_tokens: int = 4096
) -> Endpoint:
    """Return the endpoint given, or set in the environment; raises InputError where there is none.

    `DEPESCHE_LLM_URL`, `DEPESCHE_LLM_MODEL` and `DEPESCHE_LLM_KEY` say where it is; the key is read only from there.
    """
    settings = load_settings()
    url, model = url or settings.llm_url, model or settings.llm_model
    if url is None or model is None:
        raise InputError(
            "No language model is set up. Set DEPESCHE_LLM_URL (as http://127.0.0.1:8000/v1) and DEPESCHE_LLM_MODEL."
        )
    if not url.startswith(("http://", "https://")):
        raise InputError(f"{url}: not a web address. Write it with http:// or https://.")
    return Endpoint(url, model, settings.llm_key, seconds, max_tokens)


def compare_sources(
    names: Iterable[str], endpoint: Endpoint, *, overrides: Overrides | None = None, jsonl: bool = False
) -> Iterator[Compared | Failed]:
    """Yield both readings of each report and their comparison; a report that one of them cannot read comes as Failed."""
    for document in read_sources(names, overrides=overrides, jsonl=jsonl):
        if isinstance(document, Failed):
            yield document
            continue
        try:
            other = read_with_model(document, endpoint)
        except EngineError as error:
            yield Failed(document.article.url or document.article.headline or document.article.id, str(error))
            continue
        comparison = compare_events(document.events, other.document.events)
        yield Compared(document, other.document, comparison, other.rejected, other.usage)


def read_with_engine(
    names: Iterable[str], endpoint: Endpoint, *, overrides: Overrides | None = None, jsonl: bool = False
) -> Iterator[Document | Failed]:
    """Yield the reading of each report with the model's events in the place of the built-in reader's."""
    for found in compare_sources(names, endpoint, overrides=overrides, jsonl=jsonl):
        yield found if isinstance(found, Failed) else found.other
