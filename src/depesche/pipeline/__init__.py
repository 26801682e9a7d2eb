"""Puts syntax and annotators together; the only place that knows their order."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from depesche import syntax
from depesche.annotators.actors import find_actors
from depesche.annotators.events import find_events
from depesche.annotators.names import find_names
from depesche.annotators.places import find_places
from depesche.annotators.positions import find_positions
from depesche.annotators.quotations import find_quotations
from depesche.annotators.time import find_timexes
from depesche.lang import load_pack
from depesche.model import Article, Block, Document, Sentence

__all__ = ["VERSION", "Failure", "annotate", "parse_article", "read_article", "read_articles"]

log = logging.getLogger(__name__)

VERSION = "1"
"""Version of the annotators' order and rules; it goes into the provenance of every reading."""
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Failure:
    """An article whose reading broke off: which one, and why."""

    article: Article
    error: Exception


def read_article(article: Article, *, parser: syntax.Parser | None = None) -> Document:
    """Return the article with all its layers; the same article always gives the same document."""
    return annotate(article, parse_article(article, parser=parser))


def parse_article(article: Article, *, parser: syntax.Parser | None = None) -> tuple[Sentence, ...]:
    """Return the sentences of the article's running text, parsed by `parser` or the shipped one."""
    return syntax.parse_text(article.text, _running_text(article), language=article.language, parser=parser)


def annotate(article: Article, sentences: tuple[Sentence, ...]) -> Document:
    """Return the document of an article whose syntax is known."""
    pack = load_pack(article.language)
    times = find_timexes(
        article.text,
        language=article.language,
        anchor=article.published,
        sentences=sentences,
    )
    document = Document(article=article, sentences=sentences, times=times)
    document = find_names(document, pack=pack)
    document = find_actors(document, pack=pack)
    document = find_places(document, pack=pack)
    document = find_quotations(document, pack=pack)
    document = find_events(document, pack=pack)
    return find_positions(document, pack=pack)


def read_articles(
    articles: Iterable[Article], *, parsers: syntax.Parsers = syntax.load_parser
) -> Iterator[Document | Failure]:
    """Yield a document for each article in order, or the failure of one that could not be read.

    Articles are parsed in batches, which is several times as fast as one by one.
    """
    remaining = iter(articles)
    while batch := list(islice(remaining, _BATCH)):
        parsed = _parse_batch(batch, parsers)
        for article, sentences in zip(batch, parsed, strict=True):
            try:
                if sentences is None:
                    sentences = parse_article(article, parser=parsers(article.language))
                yield annotate(article, sentences)
            except Exception as error:  # one damaged report must not stop the others
                log.debug("reading of %s failed", article.id, exc_info=True)
                yield Failure(article, error)


def _running_text(article: Article) -> tuple[Block, ...]:
    """The blocks that hold sentences; credits, bylines and datelines do not."""
    return tuple(block for block in article.blocks if block.kind not in ("credit", "byline", "dateline"))


def _parse_batch(batch: list[Article], parsers: syntax.Parsers) -> list[tuple[Sentence, ...] | None]:
    """The syntax of each article, None for all of a language whose batch failed, to be tried one by one."""
    parsed: list[tuple[Sentence, ...] | None] = [None] * len(batch)
    for language in sorted({article.language for article in batch}):
        numbers = [number for number, article in enumerate(batch) if article.language == language]
        texts = [(batch[number].text, _running_text(batch[number])) for number in numbers]
        try:
            results = syntax.parse_texts(texts, language=language, parser=parsers(language))
        except Exception:  # found again, and named, when the articles are read one by one
            log.debug("batch of %d articles failed", len(texts), exc_info=True)
            continue
        for number, sentences in zip(numbers, results, strict=True):
            parsed[number] = sentences
    return parsed
