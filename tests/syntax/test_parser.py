"""The shipped parsers: valid trees for any text, the same for a sentence in any company."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import depesche.lang
from depesche.errors import SyntaxModelError
from depesche.model import Block, Sentence
from depesche.syntax import load_parser, parse_text, parse_texts
from depesche.syntax.decode import is_tree
from depesche.syntax.model import SyntaxModel

TEXTS = {
    "de": [
        "Russland lehnte den Vorschlag am 2. März ab.",
        "Moskau",
        "„Wir gehen“, sagte der Minister. Er reiste nach Wien, um dort den Außenminister zu treffen.",
        "Der Plan scheiterte: Der Sender war zu schwach.",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützen kosten 3,50 € – !!! ???",
    ],
    "en": [
        "Russia rejected the proposal.",
        "Moscow",
        "“We're leaving,” the minister said. He flew to Vienna.",
        "3.5% … @somebody https://example.org",
    ],
}


def _check(sentences: tuple[Sentence, ...], text: str) -> None:
    for sentence in sentences:
        heads = np.array([0, *(token.head + 1 for token in sentence.tokens)])
        assert is_tree(heads)
        assert [token.index for token in sentence.tokens] == list(range(len(sentence.tokens)))
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
            assert token.lemma and token.upos and token.deprel
            assert (token.deprel == "root") is (token.head == -1)


@pytest.mark.parametrize("language", ["de", "en"])
def test_parser_reads_a_text_alike_in_every_company(language: str) -> None:
    texts = [(text, ()) for text in TEXTS[language]]
    alone = [parse_text(text, language=language) for text, _ in texts]
    assert parse_texts(texts, language=language) == alone
    assert parse_texts(texts[::-1] * 3, language=language) == alone[::-1] * 3


@pytest.mark.parametrize("language", ["de", "en"])
def test_parser_gives_trees_for_the_texts(language: str) -> None:
    for text in TEXTS[language]:
        _check(parse_text(text, language=language), text)


@settings(max_examples=40, deadline=None)
@given(text=st.text(max_size=80))
def test_parser_de_gives_trees_for_any_text(text: str) -> None:
    _check(parse_text(text, language="de"), text)


def _lemma(text: str, form: str, language: str) -> str:
    return next(t.lemma for s in parse_text(text, language=language) for t in s.tokens if t.text == form)


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Russland lehnte den Vorschlag ab.", "lehnte", "ablehnen"),
        ("Der Minister reiste am Montag nach Wien.", "reiste", "reisen"),
        ("Die Delegation reiste am Montag ab.", "reiste", "abreisen"),
        ("Er kündigte neue Sanktionen an.", "kündigte", "ankündigen"),
        ("Die Minister trafen den Präsidenten.", "trafen", "treffen"),
    ],
)
def test_parser_de_lemma_of_separable_verbs(text: str, form: str, lemma: str) -> None:
    assert _lemma(text, form, "de") == lemma


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Russland kritisierte den Westen.", {"nsubj": "Russland", "obj": "Westen"}),
        ("de", "Der Minister wurde entlassen.", {"nsubj:pass": "Minister", "aux:pass": "wurde"}),
        ("de", "Er ist der Außenminister Russlands.", {"nsubj": "Er", "cop": "ist", "nmod": "Russlands"}),
        ("en", "Russia criticised the West.", {"nsubj": "Russia", "obj": "West"}),
        ("en", "The minister was dismissed by Moscow.", {"nsubj:pass": "minister", "obl:agent": "Moscow"}),
    ],
)
def test_parser_relations_of_plain_sentences(language: str, text: str, expected: dict[str, str]) -> None:
    (sentence,) = parse_text(text, language=language)
    found = {token.deprel: token.text for token in sentence.tokens}
    assert {relation: found.get(relation) for relation in expected} == expected


def test_parser_de_independent_clause_after_a_colon_is_a_sentence() -> None:
    text = "Der Plan scheiterte: Der Sender war zu schwach."
    assert [text[s.start : s.end] for s in parse_text(text, language="de")] == [
        "Der Plan scheiterte:",
        "Der Sender war zu schwach.",
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t"])
def test_parser_empty_text_has_no_sentences(text: str) -> None:
    assert parse_text(text, language="de") == ()


def test_parser_empty_sentence_among_tokens_stays_empty() -> None:
    first, empty, last = load_parser("en").parse_tokens([["Moscow", "objected", "."], [], ["Yes"]])
    assert [token.text for token in first.tokens] == ["Moscow", "objected", "."]
    assert empty.tokens == ()
    assert last.tokens[0].head == -1


def test_parser_sentences_stay_in_their_blocks() -> None:
    text = "Treffen in Wien\n\nDie Minister sprachen."
    blocks = [Block("headline", 0, 15), Block("paragraph", 17, len(text))]
    assert [(s.start, s.end) for s in parse_text(text, blocks, language="de")] == [(0, 15), (17, len(text))]


def test_parser_keeps_given_tokens() -> None:
    words = [["Das", "Treffen", "in", "dem", "Palast", "endete", "."]]
    (sentence,) = load_parser("de").parse_tokens(words)
    assert [token.text for token in sentence.tokens] == words[0]
    assert (sentence.start, sentence.end) == (0, len(" ".join(words[0])))


@pytest.fixture
def model_folder(tmp_path: Path) -> Path:
    source = Path(depesche.lang.__file__).parent / "en" / "model"
    for name in ("syntax.onnx", "syntax.json.gz"):
        shutil.copy(source / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["syntax.onnx", "syntax.json.gz"])
@pytest.mark.parametrize("damage", ["cut", "noise", "missing"])
def test_model_damaged_file_is_named(model_folder: Path, name: str, damage: str) -> None:
    path = model_folder / name
    content = path.read_bytes()
    path.unlink()
    if damage != "missing":
        path.write_bytes(content[: len(content) // 2] if damage == "cut" else b"\x00noise" * 40)
    with pytest.raises(SyntaxModelError, match=name.replace(".", r"\.")):
        SyntaxModel(model_folder)


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [("format", 1, "another format"), ("version", "en-0-0", "different versions")],
)
def test_model_of_another_version_is_refused(model_folder: Path, key: str, value: object, complaint: str) -> None:
    path = model_folder / "syntax.json.gz"
    content = json.loads(gzip.decompress(path.read_bytes()))
    path.write_bytes(gzip.compress(json.dumps(content | {key: value}).encode()))
    with pytest.raises(SyntaxModelError, match=complaint):
        SyntaxModel(model_folder)


@pytest.mark.parametrize("missing", ["words", "upos", "scripts", "labels", "feats", "lemmas"])
def test_model_without_an_inventory_is_refused(model_folder: Path, missing: str) -> None:
    path = model_folder / "syntax.json.gz"
    content = json.loads(gzip.decompress(path.read_bytes()))
    del content[missing]
    path.write_bytes(gzip.compress(json.dumps(content).encode()))
    with pytest.raises(SyntaxModelError, match=missing):
        SyntaxModel(model_folder)


@pytest.mark.parametrize("language", ["de", "en"])
def test_model_files_are_small(language: str) -> None:
    folder = Path(depesche.lang.__file__).parent / language / "model"
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 15_000_000
