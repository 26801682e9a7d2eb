"""Statements that are reproaches or rejections by what is said of a thing, in pairs that differ in a word or two."""

from __future__ import annotations

import pytest

from depesche.intake import make_article
from depesche.model import Quotation
from depesche.pipeline import read_article


def only_quotation(text: str, *, language: str) -> Quotation:
    (quotation,) = read_article(make_article(text, language=language, published="2024-05-06")).quotations
    return quotation


@pytest.mark.parametrize(
    ("text", "language", "event_type"),
    [
        ("Norway said the plan was a provocation.", "en", "ACCUSE"),
        ("The plan was a provocation, Norway said.", "en", "ACCUSE"),
        ("Norway said the plan was no provocation.", "en", None),
        ("Norway said the plan was a success.", "en", None),
        ("Norway said the allegations were baseless.", "en", "REJECT"),
        ("Der Minister Norwegens sagte, der Plan sei eine Provokation.", "de", "ACCUSE"),
        ("Der Minister Norwegens sagte, der Plan sei keine Provokation.", "de", None),
        ("Der Minister Norwegens sagte, der Plan sei ein Erfolg.", "de", None),
        ("Der Minister Norwegens sagte, die Vorwürfe seien haltlos.", "de", "REJECT"),
    ],
)
def test_quotations_what_is_called_bad_is_a_reproach(text: str, language: str, event_type: str | None) -> None:
    assert only_quotation(text, language=language).type == event_type


def test_quotations_de_mediation_is_no_investigation() -> None:
    text = "Mali hat nach Vermittlung Togos einen Minister freigelassen."
    assert not read_article(make_article(text, language="de", published="2024-05-06")).quotations
    cited = text.replace("Vermittlung", "Angaben")
    assert only_quotation(cited, language="de").speaker == "state:TGO"
