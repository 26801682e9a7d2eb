"""Reports are read in their order; one that breaks is named, and the others go on."""

from __future__ import annotations

import pytest

import depesche.pipeline as pipeline
from depesche.intake import make_article
from depesche.model import Article, Document
from depesche.pipeline import Failure, read_article, read_articles

TEXTS = [
    ("de", "Russland verurteilte am Montag den Angriff auf Damaskus."),
    ("en", "Russia condemned the attack on Damascus on Monday."),
    ("de", "Frankreich drohte Iran mit Sanktionen."),
]


def articles() -> list[Article]:
    return [make_article(text, language=language) for language, text in TEXTS]


def test_pipeline_batch_gives_what_one_by_one_gives():
    assert list(read_articles(articles())) == [read_article(article) for article in articles()]


def test_pipeline_order_is_kept_over_languages_and_batches():
    many = articles() * 30
    found = [document.article.id for document in read_articles(many)]
    assert found == [article.id for article in many]


def test_pipeline_report_that_breaks_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch):
    broken = articles()[1]
    annotate = pipeline.annotate

    def breaking(article: Article, *rest: object) -> Document:
        if article.id == broken.id:
            raise RuntimeError("no verb")
        return annotate(article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "annotate", breaking)
    first, second, third = read_articles(articles())
    assert isinstance(first, Document) and isinstance(third, Document)
    assert isinstance(second, Failure)
    assert (second.article.id, str(second.error)) == (broken.id, "no verb")


def test_pipeline_parser_that_breaks_on_a_batch_spares_the_rest(monkeypatch: pytest.MonkeyPatch):
    parse_texts, parse_text = pipeline.syntax.parse_texts, pipeline.syntax.parse_text
    bad = articles()[2].text

    def breaking_batch(texts: list, **options: object):
        if any(text == bad for text, *_ in texts):
            raise MemoryError
        return parse_texts(texts, **options)

    def breaking(text: str, *rest: object, **options: object):
        if text == bad:
            raise MemoryError
        return parse_text(text, *rest, **options)

    monkeypatch.setattr(pipeline.syntax, "parse_texts", breaking_batch)
    monkeypatch.setattr(pipeline.syntax, "parse_text", breaking)
    found = list(read_articles(articles()))
    assert [isinstance(document, Failure) for document in found] == [False, False, True]
