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
