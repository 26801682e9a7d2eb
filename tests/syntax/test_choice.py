"""A plugged-in parser takes the shipped one's place in the pipeline."""

from __future__ import annotations

from collections.abc import Sequence

from depesche import pipeline
from depesche.errors import LanguageError
from depesche.intake import make_article
from depesche.model import Sentence
from depesche.syntax import Parser, ShippedParser, choose_parsers, load_parser
from depesche.syntax.parser import Text

TEXT = "Russland kritisierte den Westen scharf. Kiew begrüßte die Entscheidung aus Brüssel."


class _Counting:
    """The shipped parser, which also counts the texts it is given."""

    def __init__(self) -> None:
        self.texts = 0

    def parse(self, texts: Sequence[Text]) -> list[tuple[Sentence, ...]]:
        self.texts += len(texts)
        return load_parser("de").parse(texts)

    def parse_tokens(self, sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        return load_parser("de").parse_tokens(sentences)


def test_choice_none_is_the_shipped_parser() -> None:
    assert isinstance(choose_parsers(None)("de"), ShippedParser)


def test_choice_parser_reads_every_article() -> None:
    counting = _Counting()

    def parsers(language: str) -> Parser:
        assert language == "de"
        return counting

    articles = [make_article(TEXT, language="de"), make_article(TEXT + " Das war alles.", language="de")]
    found = list(pipeline.read_articles(articles, parsers=parsers))
    assert counting.texts == 2
    assert found == list(pipeline.read_articles(articles))


def test_choice_without_a_parser_for_the_language_fails_that_article_only() -> None:
    def parsers(language: str) -> Parser:
        if language != "de":
            raise LanguageError("no parser for it")
        return load_parser(language)

    german, english = make_article(TEXT, language="de"), make_article("Kyiv welcomed the decision.", language="en")
    failure, document = pipeline.read_articles([english, german], parsers=parsers)
    assert isinstance(failure, pipeline.Failure) and isinstance(failure.error, LanguageError)
    assert not isinstance(document, pipeline.Failure) and document.sentences
