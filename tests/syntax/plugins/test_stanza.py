"""Stanza's documents as sentences: built here by hand, as its models cannot be shipped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from depesche.errors import LanguageError, SyntaxModelError
from depesche.syntax import choose_parsers
from depesche.syntax.plugins import plugged_parsers
from depesche.syntax.plugins.stanza_parser import StanzaParser

REASON = "Stanza is not installed: pip install 'depesche[stanza]'"
TEXT = "Er half im Exil."
ROWS = [
    {"id": 1, "text": "Er", "lemma": "er", "upos": "PRON", "head": 2, "deprel": "nsubj", "start_char": 0, "end_char": 2},
    {"id": 2, "text": "half", "lemma": "helfen", "upos": "VERB", "feats": "Mood=Ind|VerbForm=Fin", "head": 0,
     "deprel": "root", "start_char": 3, "end_char": 7},
    {"id": (3, 4), "text": "im", "start_char": 8, "end_char": 10},
    {"id": 3, "text": "in", "lemma": "in", "upos": "ADP", "head": 5, "deprel": "case"},
    {"id": 4, "text": "dem", "lemma": "der", "upos": "DET", "feats": "Case=Dat", "head": 5, "deprel": "det"},
    {"id": 5, "text": "Exil", "lemma": "Exil", "upos": "NOUN", "head": 2, "deprel": "obl", "start_char": 11, "end_char": 15},
    {"id": 6, "text": ".", "lemma": ".", "upos": "PUNCT", "head": 2, "deprel": "punct", "start_char": 15, "end_char": 16},
]  # fmt: skip
ENGLISH = [
    {"id": 1, "text": "They", "lemma": "they", "upos": "PRON", "head": 4, "deprel": "nsubj", "start_char": 0, "end_char": 4},
    {"id": (2, 3), "text": "don't", "start_char": 5, "end_char": 10},
    {"id": 2, "text": "do", "lemma": "do", "upos": "AUX", "head": 4, "deprel": "aux"},
    {"id": 3, "text": "n't", "lemma": "not", "upos": "PART", "head": 4, "deprel": "advmod"},
    {"id": 4, "text": "agree", "lemma": "agree", "upos": "VERB", "head": 0, "deprel": "root", "start_char": 11, "end_char": 16},
]  # fmt: skip


class _Pipeline:
    """Stanza's call: a text or lists of words in, a document of Stanza's own class out."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def __call__(self, given: str | Sequence[Sequence[str]]) -> Any:
        document = pytest.importorskip("stanza.models.common.doc", reason=REASON)
        return document.Document([[dict(row) for row in self.rows]])


@pytest.fixture(autouse=True)
def _needs_stanza() -> None:
    pytest.importorskip("stanza", reason=REASON)
    plugged_parsers.cache_clear()


def test_stanza_de_contraction_is_one_token() -> None:
    pipeline: Any = _Pipeline(ROWS)
    ((sentence,),) = StanzaParser("de", pipeline=pipeline).parse([(TEXT, ())])
    assert [(t.text, t.lemma, t.head, t.deprel) for t in sentence.tokens] == [
        ("Er", "er", 1, "nsubj"),
        ("half", "helfen", -1, "root"),
        ("im", "in", 3, "case"),
        ("Exil", "Exil", 1, "obl"),
        (".", ".", 1, "punct"),
    ]
    assert sentence.tokens[2].feats == {"Case": "Dat"}
    assert [TEXT[t.start : t.end] for t in sentence.tokens] == ["Er", "half", "im", "Exil", "."]


def test_stanza_en_negation_stays_a_token() -> None:
    pipeline: Any = _Pipeline(ENGLISH)
    ((sentence,),) = StanzaParser("en", pipeline=pipeline).parse([("They don't agree", ())])
    assert [(t.text, t.start, t.end, t.head) for t in sentence.tokens] == [
        ("They", 0, 4, 3),
        ("do", 5, 7, 3),
        ("n't", 7, 10, 3),
        ("agree", 11, 16, -1),
    ]


def test_stanza_keeps_given_tokens() -> None:
    rows = [row for row in ENGLISH if isinstance(row["id"], int)]
    pipeline: Any = _Pipeline(rows)
    words = ["They", "do", "n't", "agree"]
    (sentence,) = StanzaParser("en", pipeline=pipeline).parse_tokens([words])
    assert [t.text for t in sentence.tokens] == words
    assert sentence.end == len("They do n't agree")


def test_stanza_other_language_than_the_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline: Any = _Pipeline(ROWS)
    monkeypatch.setattr("depesche.syntax.plugins.stanza_parser.load_pipeline", lambda language: pipeline)
    parsers = choose_parsers("stanza:de")
    assert parsers("de").parse([(TEXT, ())])
    with pytest.raises(LanguageError, match="the text is 'en'"):
        parsers("en")


def test_stanza_missing_model_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    import stanza

    def absent(*_: object, **__: object) -> None:
        raise FileNotFoundError(tmp_path)

    monkeypatch.setattr(stanza, "Pipeline", absent)
    with pytest.raises(SyntaxModelError, match=r"stanza\.download\('de'\)"):
        choose_parsers("stanza:de")
