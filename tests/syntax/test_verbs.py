"""Lemmas of strong verbs by table."""

from __future__ import annotations

import pytest

from depesche.syntax.verbs import load_verbs


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("wies", "weisen"),
        ("zurückgewiesen", "zurückweisen"),
        ("verwies", "verweisen"),
        ("verwiesen", "verweisen"),
        ("angriff", "angreifen"),
        ("anzugreifen", "angreifen"),
        ("zerbrach", "zerbrechen"),
        ("erschoss", "erschießen"),
        ("erschoß", "erschießen"),
        ("Beschossen", "beschießen"),
        ("vorenthalten", "vorenthalten"),
        ("anerkannt", "anerkennen"),
        ("stünden", "stehen"),
        ("gäbe", "geben"),
        ("unterschrieb", "unterschreiben"),
        ("gewährte", None),
        ("begrüßte", None),
        ("lobte", None),
    ],
)
def test_verbs_de_strong_forms_have_their_infinitive(form: str, lemma: str | None) -> None:
    table = load_verbs("de")
    assert table is not None
    assert table.lemma(form) == lemma


def test_verbs_en_has_no_table() -> None:
    assert load_verbs("en") is None


@pytest.mark.parametrize(
    ("form", "guessed", "lemma"),
    [
        ("löste", "auslösen", "lösen"),
        ("täuschte", "eintäuschen", "täuschen"),
        ("aufgelöst", "auflösen", "auflösen"),
        ("anerkannte", "anerkennen", "anerkennen"),
        ("einte", "einen", "einen"),
    ],
)
def test_verbs_de_form_without_particle_has_no_lemma_with_one(form: str, guessed: str, lemma: str) -> None:
    table = load_verbs("de")
    assert table is not None
    assert table.without_particle(form, guessed) == lemma
