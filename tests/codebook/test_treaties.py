"""Treaties are named in both languages, their parties known, and their names do not turn capitals into actors."""

from __future__ import annotations

import pytest

from depesche.codebook import load_groups, load_organisations, load_states, load_treaties, namesakes, treaty_forms
from depesche.codebook import treaties as module
from depesche.errors import CodebookError

TREATIES = load_treaties()


@pytest.mark.parametrize("treaty", TREATIES.values(), ids=lambda treaty: treaty.code)
def test_treaties_have_names_and_known_parties(treaty):
    known = {*load_states(), *load_organisations(), *load_groups()}
    assert treaty.names["de"]
    assert treaty.names["en"]
    assert set(treaty.parties) <= known
    assert len(treaty.parties) != 1


@pytest.mark.parametrize(("language", "form", "code"), [
    ("en", "New START", "NEW START"), ("de", "New-START-Vertrags", "NEW START"), ("de", "Pariser Klimaabkommens", "PARIS AGREEMENT"),
    ("en", "Paris climate accord", "PARIS AGREEMENT"), ("en", "JCPOA", "JCPOA"), ("de", "Atomabkommen mit dem Iran", "JCPOA"),
    ("de", "Minsker Abkommen", "MINSK"), ("en", "Good Friday Agreement", "GOOD FRIDAY"), ("de", "Karfreitagsabkommens", "GOOD FRIDAY"),
    ("en", "Black Sea grain deal", "BLACK SEA GRAIN INITIATIVE"), ("en", "INF Treaty", "INF"), ("de", "INF-Vertrag", "INF"),
    ("de", "Atomwaffensperrvertrag", "NPT"), ("de", "Dayton-Vertrags", "DAYTON"), ("en", "Oslo Accords", "OSLO"),
    ("en", "Rome Statute", "ROME STATUTE"), ("de", "Römischen Statuts", "ROME STATUTE"), ("de", "Vertrag von Lissabon", "LISBON"),
])  # fmt: skip
def test_treaties_are_found_by_form(language: str, form: str, code: str):
    assert treaty_forms(language)[form] == code


@pytest.mark.parametrize(("code", "parties"), [
    ("NEW START", {"RUS", "USA"}), ("BUDAPEST MEMORANDUM", {"UKR", "RUS", "USA", "GBR"}), ("USMCA", {"USA", "MEX", "CAN"}),
    ("NPT", set()), ("ABRAHAM ACCORDS", set()),
])  # fmt: skip
def test_treaties_parties_where_few(code: str, parties: set[str]):
    assert set(TREATIES[code].parties) == parties


@pytest.mark.parametrize("language", ["de", "en"])
def test_treaties_names_are_each_of_one_treaty(language: str):
    names = [name for treaty in TREATIES.values() for name in treaty.names[language]]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(("form", "hidden"), [("Paris Agreement", True), ("Oslo Accords", True), ("EU-Turkey deal", False)])
def test_treaties_hide_actors_only_where_none_is_meant(form: str, hidden: bool):
    assert (form in namesakes("en")) is hidden


def test_treaties_with_many_parties_are_refused(tmp_path, monkeypatch):
    text = '[[treaty]]\ncode = "X"\nname_en = "X"\nen = ["X"]\nde = ["X"]\nparties = ["A", "B", "C", "D", "E", "F", "G"]\n'
    (tmp_path / "treaties.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "DATA", tmp_path)
    with pytest.raises(CodebookError, match="parties"):
        load_treaties.__wrapped__()
