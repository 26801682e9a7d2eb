"""German words that are hung by what stands beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from depesche.syntax import parse_text
from depesche.syntax.attachment import Beside, with_attachment
from depesche.syntax.model import Analysis
from depesche.syntax.tokens import load_tokenizer

BESIDE = load_tokenizer("de").beside


@pytest.mark.parametrize(
    ("noun", "relation", "head"), [("Woche", "obj", 4), ("Nachbarland", "appos", 2), ("Staat", "appos", 2)]
)
def test_attachment_de_state_behind_a_noun_is_its_name_or_the_object(noun: str, relation: str, head: int) -> None:
    words = [
        Analysis("in", "ADP", "APPR", {}, 2, "case"),
        Analysis(noun, "NOUN", "NN", {}, 4, "obl"),
        Analysis("Ägypten", "PROPN", "NE", {}, 2, "appos"),
        Analysis("besuchen", "VERB", "VVINF", {"VerbForm": "Inf"}, 0, "root"),
    ]
    found = with_attachment(["in", noun, "Ägypten", "besuchen"], words, {"Ägypten"}, BESIDE)
    assert (found[2].deprel, found[2].head) == (relation, head)


def test_attachment_de_past_with_a_subject_is_a_verb() -> None:
    words = [
        Analysis("demonstrieren", "ADJ", "ADJA", {"Degree": "Pos"}, 0, "root"),
        Analysis("Zehntausend", "NOUN", "NN", {"Number": "Plur"}, 1, "nsubj"),
    ]
    found = with_attachment(["demonstrierten", "Zehntausende"], words, frozenset(), BESIDE)
    assert (found[0].upos, found[0].feats["VerbForm"], found[0].feats["Number"]) == ("VERB", "Fin", "Plur")
    adjective = [replace(words[0], lemma="bekannt"), words[1], Analysis("sein", "AUX", "VAFIN", {}, 1, "cop")]
    assert with_attachment(["bekannten", "Zehntausende", "sind"], adjective, frozenset(), BESIDE)[0].upos == "ADJ"


def test_attachment_de_thousands_count_the_noun_behind_them() -> None:
    words = [
        Analysis("Tausend", "NOUN", "NN", {"Number": "Plur"}, 3, "nsubj"),
        Analysis("Mensch", "NOUN", "NN", {"Number": "Plur"}, 3, "nsubj"),
        Analysis("fliehen", "VERB", "VVFIN", {"VerbForm": "Fin", "Number": "Plur"}, 0, "root"),
    ]
    found = with_attachment(["Tausende", "Menschen", "flohen"], words, frozenset(), BESIDE)
    assert [(word.head, word.deprel) for word in found] == [(2, "nummod"), (3, "nsubj"), (0, "root")]


@pytest.mark.parametrize(("mark", "relation"), [(";", "parataxis"), (":", "parataxis"), (",", "conj")])
def test_attachment_de_clause_behind_a_semicolon_stands_beside(mark: str, relation: str) -> None:
    words = [
        Analysis("siegen", "VERB", "VVFIN", {}, 0, "root"),
        Analysis(mark, "PUNCT", "$.", {}, 4, "punct"),
        Analysis("sie", "PRON", "PPER", {}, 4, "nsubj"),
        Analysis("verlieren", "VERB", "VVFIN", {}, 1, "conj"),
    ]
    forms = ["siegte", mark, "sie", "verlor"]
    assert with_attachment(forms, words, frozenset(), BESIDE)[3].deprel == relation
    joined = [*words, Analysis("und", "CCONJ", "KON", {}, 4, "cc")]
    assert with_attachment([*forms, "und"], joined, frozenset(), BESIDE)[3].deprel == "conj"


def test_attachment_without_a_table_leaves_all_as_it_is() -> None:
    words = [Analysis("Tausend", "NOUN", "NN", {}, 2, "nsubj"), Analysis("Mensch", "NOUN", "NN", {}, 0, "nsubj")]
    assert with_attachment(["Tausende", "Menschen"], words, frozenset(), Beside()) == words


@pytest.mark.parametrize(("text", "lemma"), [
    ("Die belarussische Polizei verprügelte Demonstranten.", "verprügeln"),
    ("Die Regierung Kolumbiens entwaffnete Paramilitärs.", "entwaffnen"),
    ("Eine Kommission der UN untersuchte Kriegsverbrechen in Syrien.", "untersuchen"),
])  # fmt: skip
def test_attachment_de_weak_past_is_a_verb_with_its_infinitive(text: str, lemma: str) -> None:
    root = next(token for sentence in parse_text(text, language="de") for token in sentence.tokens if token.head < 0)
    assert (root.upos, root.lemma) == ("VERB", lemma)


@pytest.mark.parametrize(("text", "title", "name"), [
    ("Human Rights Watch-Sprecher Malinowski erklärte, er werde gehen.", "Watch-Sprecher", "Malinowski"),
    ("New York Times-Korrespondent Miller lobte Peru.", "Times-Korrespondent", "Miller"),
])  # fmt: skip
def test_attachment_de_compound_that_goes_on_with_a_name_is_the_head(text: str, title: str, name: str) -> None:
    tokens = [token for sentence in parse_text(text, language="de") for token in sentence.tokens]
    head = next(token for token in tokens if token.text == title)
    assert (head.deprel, tokens[0].deprel, tokens[0].head) == ("nsubj", "compound", head.index)
    assert next(token for token in tokens if token.text == name).head == head.index
