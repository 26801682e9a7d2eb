"""German subject and objects by the case their articles show."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.syntax import parse_text
from depesche.syntax.agreement import ARGUMENTS, with_agreement, with_number
from depesche.syntax.model import Analysis
from depesche.syntax.tokens import load_tokenizer

CASES = load_tokenizer("de").cases
VERB = Analysis("loben", "VERB", "VVFIN", {"VerbForm": "Fin", "Number": "Sing"}, 0, "root")


def _clause(first: tuple[str, str, str, str], second: tuple[str, str, str, str]) -> tuple[list[str], list[Analysis]]:
    """Article, noun, relation and number before the verb and after it."""
    forms, words = [], []
    for start, (article, noun, relation, number) in ((1, first), (4, second)):
        forms += [article, noun]
        words.append(Analysis(article, "DET", "ART", {"Case": "?"}, start + 1, "det"))
        words.append(Analysis(noun, "NOUN", "NN", {"Case": "?", "Number": number}, 3, relation))
    return [*forms[:2], "lobte", *forms[2:]], [*words[:2], VERB, *words[2:]]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("Den", "Plan", "nsubj", "Sing"), ("der", "Minister", "obj", "Sing"), ("obj", "nsubj")),
        (("Den", "Plan", "obl:arg", "Sing"), ("der", "Minister", "nsubj", "Sing"), ("obj", "nsubj")),
        (("Dem", "Plan", "obj", "Sing"), ("der", "Minister", "nsubj", "Sing"), ("obl:arg", "nsubj")),
        (("Die", "Pläne", "nsubj", "Plur"), ("der", "Kanzler", "obl:arg", "Sing"), ("obj", "nsubj")),
        (("Der", "Kanzler", "nsubj", "Sing"), ("den", "Plan", "obj", "Sing"), ("nsubj", "obj")),
        (("Die", "Ministerin", "nsubj", "Sing"), ("die", "Pläne", "obj", "Plur"), ("nsubj", "obj")),
        (("Das", "Amt", "nsubj", "Sing"), ("die", "Reform", "obj", "Sing"), ("nsubj", "obj")),
        (("Den", "Ministern", "obl:arg", "Plur"), ("die", "Reform", "nsubj", "Sing"), ("obl:arg", "nsubj")),
        (("Der", "Plan", "nsubj:pass", "Sing"), ("dem", "Rat", "obl:arg", "Sing"), ("nsubj:pass", "obl:arg")),
        (("Den", "Rat", "nsubj:pass", "Sing"), ("der", "Plan", "obj", "Sing"), ("obj", "nsubj:pass")),
    ],
)
def test_agreement_de_articles_tell_subject_from_object(
    first: tuple[str, str, str, str], second: tuple[str, str, str, str], expected: tuple[str, str]
) -> None:
    found = with_agreement(*_clause(first, second), CASES)
    assert (found[1].deprel, found[4].deprel) == expected


def test_agreement_de_case_follows_the_relation() -> None:
    forms, words = _clause(("Den", "Plan", "nsubj", "Sing"), ("der", "Minister", "obj", "Sing"))
    found = with_agreement(forms, words, CASES)
    assert [found[k].feats["Case"] for k in (0, 1, 3, 4)] == ["Acc", "Acc", "Nom", "Nom"]


def test_agreement_de_coordinated_subject_may_be_singular_in_each_part() -> None:
    forms, words = _clause(("Das", "Amt", "nsubj", "Plur"), ("das", "Land", "obj", "Sing"))
    extra = Analysis("Rat", "NOUN", "NN", {}, 2, "conj")
    found = with_agreement([*forms, "Rat"], [*words, extra], CASES)
    assert (found[1].deprel, found[4].deprel) == ("nsubj", "obj")


def test_agreement_de_verb_behind_and_has_no_subject_of_its_own() -> None:
    first = Analysis("Rat", "NOUN", "NN", {"Case": "Nom"}, 2, "nsubj")
    and_, second = Analysis("und", "CCONJ", "KON", {}, 4, "cc"), replace(VERB, head=2, deprel="conj")
    given = Analysis("Kiew", "PROPN", "NE", {"Case": "Nom"}, 4, "nsubj")
    thing = Analysis("Verrat", "NOUN", "NN", {"Case": "Acc"}, 4, "obj")
    found = with_agreement(
        ["Rat", "tagte", "und", "warf", "Kiew", "Verrat"], [first, VERB, and_, second, given, thing], CASES
    )
    assert [word.deprel for word in found] == ["nsubj", "root", "cc", "conj", "obl:arg", "obj"]


@pytest.mark.parametrize("text", [
    "Die Organisation bot ihre Vermittlung an, doch lehnte Peru sie ab.", "Gestern lehnte Peru sie ab.",
])  # fmt: skip
def test_agreement_de_noun_right_before_a_personal_pronoun_is_the_subject(text: str) -> None:
    words = [token for sentence in parse_text(text, language="de") for token in sentence.tokens]
    assert {t.text: t.deprel for t in words if t.text in ("Peru", "sie")} == {"Peru": "nsubj", "sie": "obj"}


@pytest.mark.parametrize(("text", "relation"), [
    ("Kiew wirft Moskau Angriffe auf Zivilisten vor.", "obl:arg"), ("Kiew nannte Moskau einen Aggressor.", "obj"),
])  # fmt: skip
def test_agreement_de_name_before_an_object_is_dative_unless_both_are_accusative(text: str, relation: str) -> None:
    words = [token for sentence in parse_text(text, language="de") for token in sentence.tokens]
    assert next(t.deprel for t in words if t.text == "Moskau") == relation


def test_agreement_language_without_cases_is_left_as_it_is() -> None:
    forms, words = _clause(("Den", "Plan", "nsubj", "Sing"), ("der", "Minister", "obj", "Sing"))
    assert with_agreement(forms, words, {}) == words


@given(
    st.lists(st.sampled_from(["der", "den", "dem", "die", "ihn", "er", "Plan"]), min_size=1, max_size=7),
    st.data(),
)
def test_agreement_de_changes_no_head_and_no_other_relation(forms: list[str], data: st.DataObject) -> None:
    words = [
        Analysis(
            form,
            data.draw(st.sampled_from(["VERB", "NOUN", "PRON", "DET"])),
            "_",
            {},
            data.draw(st.sampled_from([n for n in range(len(forms) + 1) if n != place])),
            data.draw(st.sampled_from([*sorted(ARGUMENTS), "det", "case", "root"])),
        )
        for place, form in enumerate(forms, start=1)
    ]
    found = with_agreement(forms, words, CASES)
    assert [word.head for word in found] == [word.head for word in words]
    assert all((a.deprel in ARGUMENTS) == (b.deprel in ARGUMENTS) for a, b in zip(words, found, strict=True))


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("Den Vorschlag lehnte der Minister ab.", "Minister", "Vorschlag"),
        ("Ihn kritisierte der Präsident.", "Präsident", "Ihn"),
        (
            "Einen Waffenstillstand forderte der UN-Generalsekretär am Freitag.",
            "UN-Generalsekretär",
            "Waffenstillstand",
        ),
        ("Der Minister lehnte den Vorschlag ab.", "Minister", "Vorschlag"),
    ],
)
def test_agreement_de_object_may_come_first(text: str, subject: str, object_: str) -> None:
    (sentence,) = parse_text(text, language="de")
    found = {token.deprel: token.text for token in sentence.tokens}
    assert (found.get("nsubj"), found.get("obj")) == (subject, object_)


def test_agreement_de_no_verb_has_two_subjects() -> None:
    words = [
        Analysis("Rebell", "NOUN", "NN", {"Number": "Plur"}, 2, "nsubj"),
        Analysis("beschießen", "VERB", "VVFIN", {"VerbForm": "Fin", "Number": "Plur"}, 0, "root"),
        Analysis("ein", "DET", "ART", {"Case": "?"}, 4, "det"),
        Analysis("Dorf", "NOUN", "NN", {"Case": "?", "Number": "Sing"}, 2, "nsubj"),
    ]
    found = with_agreement(["Rebellen", "beschossen", "ein", "Dorf"], words, CASES)
    assert [word.deprel for word in found] == ["nsubj", "root", "det", "obj"]


def test_agreement_de_bare_name_is_no_subject_of_a_plural() -> None:
    words = [
        Analysis("Kiew", "PROPN", "NE", {}, 2, "nsubj"),
        Analysis("ablehnen", "VERB", "VVFIN", {"VerbForm": "Fin", "Number": "Plur"}, 0, "root"),
        Analysis("der", "DET", "ART", {"Case": "?", "Number": "Plur"}, 4, "det"),
        Analysis("Rebell", "NOUN", "NN", {"Case": "?", "Number": "Plur"}, 2, "obj"),
    ]
    found = with_agreement(["Kiew", "lehnen", "die", "Rebellen"], words, CASES)
    assert (found[0].deprel, found[3].deprel) == ("obj", "nsubj")


def test_agreement_de_subject_has_the_number_of_its_verb() -> None:
    words = [
        Analysis("der", "DET", "ART", {"Gender": "Fem", "Number": "Sing"}, 2, "det"),
        Analysis("Minister", "NOUN", "NN", {"Gender": "Masc", "Number": "Sing"}, 3, "nsubj"),
        Analysis("erklären", "VERB", "VVFIN", {"VerbForm": "Fin", "Number": "Plur"}, 0, "root"),
    ]
    found = with_number(words)
    assert [word.feats["Number"] for word in found] == ["Plur"] * 3
    assert "Gender" not in found[0].feats
    joined = with_number([*words, Analysis("Kanzler", "NOUN", "NN", {"Number": "Sing"}, 2, "conj")])
    assert joined[1].feats["Number"] == "Sing"


def test_agreement_de_second_name_is_the_object() -> None:
    words = [
        Analysis("Khartum", "PROPN", "NE", {}, 2, "nsubj"),
        Analysis("vorwerfen", "VERB", "VVFIN", {"VerbForm": "Fin", "Number": "Sing"}, 0, "root"),
        Analysis("Abu", "PROPN", "NE", {}, 2, "nsubj"),
        Analysis("lügen", "VERB", "VVINF", {"VerbForm": "Inf"}, 2, "xcomp"),
    ]
    assert with_agreement(["Khartum", "wirft", "Abu", "lügen"], words, CASES)[2].deprel == "obl:arg"
    assert with_agreement(["Khartum", "wirft", "Abu"], words[:3], CASES)[2].deprel == "obj"
