"""The German subjunctive by its form."""

from __future__ import annotations

import pytest

from depesche.syntax import parse_text
from depesche.syntax.model import Analysis
from depesche.syntax.mood import Subjunctive, with_mood
from depesche.syntax.tokens import load_tokenizer

GERMAN = load_tokenizer("de").subjunctive


def _verb(form: str, lemma: str, *, subject: str = "man", upos: str = "VERB", mood: str = "Ind") -> str | None:
    words = [
        Analysis(subject, "PRON", "PPER", {}, 2, "nsubj"),
        Analysis(lemma, upos, "VVFIN", {"VerbForm": "Fin", "Mood": mood}, 0, "root"),
    ]
    return with_mood([subject, form], words, GERMAN)[1].feats.get("Mood")


@pytest.mark.parametrize(
    ("form", "lemma", "mood"),
    [
        ("verliere", "verlieren", "Sub"),
        ("verliert", "verlieren", "Ind"),
        ("sei", "sein", "Sub"),
        ("ist", "sein", "Ind"),
        ("könnten", "können", "Sub"),
        ("konnten", "können", "Ind"),
        ("machte", "machen", "Ind"),
        ("arbeite", "arbeiten", "Sub"),
        ("arbeitete", "arbeiten", "Ind"),
    ],
)
def test_mood_de_form_tells_the_subjunctive(form: str, lemma: str, mood: str) -> None:
    assert _verb(form, lemma) == mood


def test_mood_de_first_person_is_an_indicative() -> None:
    assert _verb("verliere", "verlieren", subject="ich") == "Ind"
    assert _verb("sei", "sein", subject="ich") == "Sub"


def test_mood_de_imperatives_and_other_words_stay() -> None:
    assert _verb("komme", "kommen", mood="Imp") == "Imp"
    assert _verb("Sorge", "Sorgen", upos="NOUN") == "Ind"


def test_mood_language_without_the_table_is_left_as_it_is() -> None:
    words = [Analysis("be", "AUX", "VB", {"VerbForm": "Fin"}, 0, "root")]
    assert with_mood(["be"], words, Subjunctive()) == words


@pytest.mark.parametrize(
    ("text", "form", "mood"),
    [
        ("Der Minister sagte, die Regierung verliere das Vertrauen.", "verliere", "Sub"),
        ("Der Minister sagte, die Regierung verliert das Vertrauen.", "verliert", "Ind"),
        ("Die Lage sei ernst, erklärte das Ministerium.", "sei", "Sub"),
    ],
)
def test_mood_de_in_sentences(text: str, form: str, mood: str) -> None:
    found = {token.text: token.feats.get("Mood") for s in parse_text(text, language="de") for token in s.tokens}
    assert found[form] == mood
