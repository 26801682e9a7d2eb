"""Reads reports, and adds them to a record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from depesche import intake, pipeline
from depesche.errors import DepescheError
from depesche.intake import Overrides, Unread
from depesche.lang import load_pack
from depesche.model import Article, Document
from depesche.syntax import Parsers, choose_parsers

if TYPE_CHECKING:  # SQLAlchemy is loaded when a record is opened, not for reading one report
    from depesche.record import Record

__all__ = [
    "Added",
    "Failed",
    "Overrides",
    "Progress",
    "add_sources",
    "count_sources",
    "read",
    "read_sources",
    "syntax_of",
    "syntax_of_tokens",
]

Progress = Callable[[str], None]


def read(
    text: str,
    *,
    published: str | None = None,
    language: str | None = None,
    headline: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Document:
    """Return the reading of one report, given as plain text or HTML.

    `published` (`YYYY[-MM[-DD]]`), `language`, `headline` and `outlet` override what the text says of itself. Raises
    InputError (EncodingError, LanguageError, DateError) for what cannot be read. The same text and options always give
    the same reading: `read("Russland verurteilte den Angriff.", published="2023-03").events`.
    """
    if intake.looks_like_html(text):
        article = intake.make_article_from_html(
            text, url=url, published=published, language=language, headline=headline, outlet=outlet
        )
    else:
        article = intake.make_article(
            text, published=published, language=language, headline=headline, outlet=outlet, url=url
        )
    return pipeline.read_article(article)


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that could not be read, and why."""

    source: str
    message: str


def read_sources(
    names: Iterable[str], *, overrides: Overrides | None = None, jsonl: bool = False, syntax: str | None = None
) -> Iterator[Document | Failed]:
    """Yield the reading of each report in files, folders, standard input (`-`) and URLs, in order.

    A report that cannot be read comes as Failed; the others go on. `syntax` is None for the shipped parsers, or
    `spacy:MODEL` or `stanza[:LANG]`.
    """
    yield from _read(intake.find_sources(names), overrides, jsonl, choose_parsers(syntax))


def _read(
    names: Iterable[str], overrides: Overrides | None, jsonl: bool, parsers: Parsers
) -> Iterator[Document | Failed]:
    failed: list[tuple[int, Failed]] = []
    position = 0

    def articles() -> Iterator[Article]:
        nonlocal position
        for name in names:
            for article in intake.read_source(name, overrides=overrides, jsonl=jsonl):
                if isinstance(article, Unread):
                    failed.append((position, Failed(article.source, str(article.error))))
                else:
                    yield article
                position += 1

    given = 0
    for document in pipeline.read_articles(articles(), parsers=parsers):
        while failed and failed[0][0] <= given:
            yield failed.pop(0)[1]
            given += 1
        given += 1
        if isinstance(document, pipeline.Failure):
            yield Failed(
                document.article.url or document.article.headline or document.article.id, _reason(document.error)
            )
        else:
            yield document
    yield from (failure for _, failure in failed)


def _reason(error: Exception) -> str:
    if isinstance(error, DepescheError):
        return str(error)
    return f"the reading broke off ({type(error).__name__}: {error}). Please report it with the text."


def count_sources(names: Iterable[str]) -> int:
    """Return how many files, streams and URLs the names stand for; a JSON Lines file counts as one."""
    return sum(1 for _ in intake.find_sources(names))


@dataclass(frozen=True, slots=True)
class Added:
    """What adding did: new articles, those that were there, those that failed."""

    new: int
    known: int
    failed: tuple[Failed, ...]


def add_sources(
    record: Record,
    names: Iterable[str],
    *,
    overrides: Overrides | None = None,
    jsonl: bool = False,
    syntax: str | None = None,
    progress: Progress | None = None,
) -> Added:
    """Read reports and put them into the record, each in a transaction of its own; return what was done.

    Adding the same report twice changes nothing. `syntax` is as for `read_sources`, and part of the provenance.
    """
    new = known = 0
    failed = []
    version = pipeline.VERSION + (f"+{syntax}" if syntax else "")
    for found in read_sources(names, overrides=overrides, jsonl=jsonl, syntax=syntax):
        if isinstance(found, Failed):
            failed.append(found)
        elif record.add(found, pipeline=version, lexicon=load_pack(found.article.language).digest):
            new += 1
        else:
            known += 1
        if progress is not None:
            progress("failed" if isinstance(found, Failed) else found.article.headline or found.article.id)
    return Added(new, known, tuple(failed))


def syntax_of(source: str, *, language: str | None = None, syntax: str | None = None) -> Iterator[str]:
    """Yield the CoNLL-U lines of the report at `source`; raises InputError if it cannot be read."""
    from depesche.syntax.conllu import to_conllu

    parsers = choose_parsers(syntax)
    for article in intake.read_source(source, overrides=Overrides(language=language)):
        if isinstance(article, Unread):
            raise article.error
        yield from to_conllu(pipeline.parse_article(article, parser=parsers(article.language)), article.text)


def syntax_of_tokens(source: str, *, language: str, syntax: str | None = None) -> Iterator[str]:
    """Yield the CoNLL-U lines for the tokens of the CoNLL-U file at `source`, its sentences kept."""
    from depesche.syntax.conllu import to_conllu, tokens_of

    text = intake.load_text(source)
    yield from to_conllu(choose_parsers(syntax)(language).parse_tokens(tokens_of(text, source=source)))
