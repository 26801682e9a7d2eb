"""Invented sentences, German and English, through the whole reading: what is said, by whom, in which form."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from depesche.intake import make_article
from depesche.model import Document, Quotation, Span
from depesche.pipeline import Failure, read_articles

Case = dict[str, Any]


def _cases(language: str) -> list[Case]:
    path = Path(__file__).with_name(f"cases_{language}.toml")
    cases: list[Case] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return cases


@cache
def _documents(language: str) -> dict[str, Document]:
    """All cases of a language, read in one batch."""
    texts = [case["text"] for case in _cases(language)]
    documents = {}
    for text, document in zip(texts, read_articles([make_article(t, language=language) for t in texts]), strict=True):
        if isinstance(document, Failure):
            raise document.error
        documents[text] = document
    return documents


def _words(document: Document, span: Span | None) -> str:
    return document.article.text[span.start : span.end] if span is not None else ""


def _row(document: Document, quotation: Quotation, case: Case) -> Case:
    """The quotation in the terms of the case: only what the case speaks of."""
    said = [_words(document, span) for span in quotation.content]
    row = {
        "form": quotation.form,
        "said": said if isinstance(case["said"], list) or len(said) > 1 else said[0],
        "speaker": _words(document, quotation.speaker_span),
        "addressee": _words(document, quotation.addressee_span),
        "medium": quotation.medium,
        "via": next((v for v in quotation.via if case.get("via", "") in v.lower()), ""),
    }
    if "via" in case and row["via"]:
        row["via"] = case["via"]
    return {key: value for key, value in row.items() if key in case}


CASES = [(language, case) for language in ("de", "en") for case in _cases(language)]


@pytest.mark.parametrize(("language", "case"), CASES, ids=[case["text"][:60] for _, case in CASES])
def test_quotations_reads_form_content_and_speaker(language: str, case: Case) -> None:
    document = _documents(language)[case["text"]]
    if case.get("none"):
        assert document.quotations == ()
        return
    wanted = {key: value for key, value in case.items() if key != "text"}
    assert wanted in [_row(document, quotation, case) for quotation in document.quotations]


@pytest.mark.parametrize("language", ["de", "en"])
def test_quotations_spans_lie_in_the_text_and_content_is_never_empty(language: str) -> None:
    for text, document in _documents(language).items():
        for quotation in document.quotations:
            spans = (*quotation.content, *quotation.cue, *quotation.frame)
            assert quotation.content
            assert all(0 <= span.start < span.end <= len(text) for span in spans)


def test_quotations_same_text_gives_same_quotations() -> None:
    text = "„Wir bleiben hier“, sagte Merkel. Man brauche Zeit. Laut Interfax plant Moskau neue Manöver."
    first, second = (next(iter(read_articles([make_article(text, language="de")]))) for _ in range(2))
    assert isinstance(first, Document) and isinstance(second, Document)
    assert first.quotations == second.quotations


def test_quotations_place_and_date_are_those_of_the_utterance() -> None:
    text = "„Er ist geblieben“, sagte Borrell am 3. März 2023 in Neu-Delhi über das Treffen in Bali."
    document = next(iter(read_articles([make_article(text, language="de", published="2023-03-05")])))
    assert isinstance(document, Document)
    quotation = document.quotations[0]
    assert quotation.date is not None and quotation.date.value == "2023-03-03"
    assert quotation.place is not None and quotation.place.country == "IND"


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("Putin sprach laut Interfax von „großen Plänen“ mit China.", "person:vladimir-putin", ["interfax"]),
        (
            "Laut Reuters zitierte die Agentur Interfax den Präsidenten Putin, der Vertrag sei beendet.",
            "person:vladimir-putin",
            ["reuters", "interfax"],
        ),
        (
            "Die Agentur Tass meldete unter Berufung auf Putin, der Besuch sei abgesagt.",
            "person:vladimir-putin",
            ["tass"],
        ),
    ],
)
def test_quotations_chain_keeps_every_link_outermost_first(text: str, speaker: str, via: list[str]) -> None:
    document = next(iter(read_articles([make_article(text, language="de")])))
    assert isinstance(document, Document)
    quotation = document.quotations[0]
    assert quotation.speaker == speaker
    assert len(quotation.via) == len(via)
    assert all(name in carrier.lower() for name, carrier in zip(via, quotation.via, strict=True))


def test_quotations_speech_carried_on_after_a_subheading_keeps_its_speaker() -> None:
    text = "Der Präsident sagte, die Lage sei ernst.\n\nMehr Geld gefordert\n\nMan brauche mehr Geld."
    document = next(iter(read_articles([make_article(text, language="de")])))
    assert isinstance(document, Document)
    carried = [q for q in document.quotations if q.form == "free-indirect"]
    assert [_words(document, q.speaker_span) for q in carried] == ["Der Präsident"]
