"""spaCy pipelines as parsers: a tiny one trained here on two sentences, and what is said where one is missing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from depesche.errors import InputError, LanguageError, SyntaxModelError
from depesche.model import Block
from depesche.syntax import choose_parsers
from depesche.syntax.plugins import plugged_parsers

TEXT = "Er hat in Wien gesprochen."
WORDS = ["Er", "hat", "in", "Wien", "gesprochen", "."]
HEADS = [1, 1, 4, 2, 1, 1]
LABELS = ["sb", "ROOT", "mo", "nk", "oc", "punct"]
UPOS = ["PRON", "AUX", "ADP", "PROPN", "VERB", "PUNCT"]


@pytest.fixture(autouse=True)
def _forget_choices() -> None:
    plugged_parsers.cache_clear()


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a German pipeline that has learnt one TIGER tree by heart."""
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'depesche[spacy]'")
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(3)
    nlp: Any = spacy.blank("de")
    nlp.add_pipe("morphologizer")
    nlp.add_pipe("parser", config={"min_action_freq": 1})
    fields = {
        "words": WORDS,
        "heads": HEADS,
        "deps": LABELS,
        "pos": UPOS,
        "morphs": [""] * 6,
        "sent_starts": [1] + [-1] * 5,
    }
    example = Example.from_dict(nlp.make_doc(TEXT), fields)
    nlp.initialize(lambda: [example])
    for _ in range(40):
        nlp.update([example])
    folder = tmp_path_factory.mktemp("spacy") / "de_tiny"
    nlp.to_disk(folder)
    return folder


def test_spacy_tree_is_brought_to_universal_dependencies(pipeline: Path) -> None:
    parser = choose_parsers(f"spacy:{pipeline}")("de")
    ((sentence,),) = parser.parse([(TEXT, ())])
    assert [(t.text, t.upos, t.head, t.deprel) for t in sentence.tokens] == [
        ("Er", "PRON", 4, "nsubj"),
        ("hat", "AUX", 4, "aux"),
        ("in", "ADP", 3, "case"),
        ("Wien", "PROPN", 4, "obl"),
        ("gesprochen", "VERB", -1, "root"),
        (".", "PUNCT", 4, "punct"),
    ]
    assert [TEXT[t.start : t.end] for t in sentence.tokens] == WORDS


def test_spacy_sentences_stay_in_their_blocks(pipeline: Path) -> None:
    text = f"{TEXT}\n\n{TEXT}"
    second = len(TEXT) + 2
    blocks = [Block("headline", 0, len(TEXT)), Block("paragraph", second, len(text))]
    (sentences,) = choose_parsers(f"spacy:{pipeline}")("de").parse([(text, blocks)])
    assert [(s.start, s.end) for s in sentences] == [(0, len(TEXT)), (second, len(text))]


def test_spacy_blanks_are_no_tokens(pipeline: Path) -> None:
    text = "  " + TEXT.replace(" ", "  \n ") + " "
    (sentences,) = choose_parsers(f"spacy:{pipeline}")("de").parse([(text, ())])
    assert [t.text for s in sentences for t in s.tokens] == WORDS


def test_spacy_keeps_given_tokens(pipeline: Path) -> None:
    parser = choose_parsers(f"spacy:{pipeline}")("de")
    first, second = parser.parse_tokens([WORDS, ["Wien", "."]])
    assert [t.text for t in first.tokens] == WORDS
    assert sum(t.head == -1 for t in second.tokens) == 1


def test_spacy_model_of_another_language_is_refused(pipeline: Path) -> None:
    with pytest.raises(LanguageError, match="a model for 'de', but the text is 'en'"):
        choose_parsers(f"spacy:{pipeline}")("en")


def test_spacy_pipeline_without_parser_is_refused(tmp_path: Path) -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'depesche[spacy]'")
    spacy.blank("de").to_disk(tmp_path)
    with pytest.raises(SyntaxModelError, match="no dependency parser"):
        choose_parsers(f"spacy:{tmp_path}")("de")


def test_spacy_missing_model_says_how_to_get_it() -> None:
    pytest.importorskip("spacy", reason="spaCy is not installed: pip install 'depesche[spacy]'")
    with pytest.raises(SyntaxModelError, match="spacy download de_absent"):
        choose_parsers("spacy:de_absent")


@pytest.mark.parametrize(("choice", "extra"), [("spacy:de_x", "spacy"), ("stanza:de", "stanza")])
def test_plugins_missing_library_says_how_to_install_it(
    choice: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, extra, None)
    with pytest.raises(SyntaxModelError, match=rf"depesche\[{extra}\]"):
        choose_parsers(choice)


@pytest.mark.parametrize("choice", ["", "spacy", "spacy:", "trankit:de", "Spacy:x"])
def test_plugins_unknown_choice_names_the_known_ones(choice: str) -> None:
    with pytest.raises(InputError, match="spacy:MODEL, stanza or stanza:LANG"):
        choose_parsers(choice)
