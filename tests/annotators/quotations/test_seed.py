"""The first report: its quotations as a careful reader takes them; skipped where the shared data is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from depesche.intake import make_article
from depesche.model import Document, Quotation
from depesche.pipeline import read_article

BLINKEN, LAVROV, BORRELL = "person:antony-blinken", "person:sergei-lavrov", "person:josep-borrell"
WANTED = [
    ("indirect", "einen „kleinen Fortschritt“ in der Diplomatie", BORRELL, (), ()),
    ("direct", "Beenden Sie diesen Angriffskrieg", BLINKEN, (LAVROV,), ()),
    ("reported", "soll zehn Minuten gedauert haben", None, (), ()),
    ("indirect", "Blinken habe mit seinem US-Amtskollegen", "unnamed:USA/official", (), ()),
    ("direct", "Ich würde nicht sagen", "unnamed:USA/official", (), ("Medien",)),
    ("direct", "Wenigstens ist er dieses Mal geblieben", BORRELL, (), ()),
    ("direct", "Das ist ein kleiner Fortschritt", BORRELL, (), ()),
    ("direct", "Ich denke, es ist besser als nichts", BORRELL, (), ()),
    ("indirect", "dass Russland eine Erweiterung", LAVROV, (), ()),
    ("mixed", "weitreichenden Plänen", LAVROV, (), ("media:interfax",)),
    ("mixed", "Beide Länder seien ein „Stabilitätsfaktor", LAVROV, (), ("media:interfax",)),
]


@pytest.fixture(scope="module")
def report(shared: Path) -> Document:
    path = shared / "seed" / "neu-delhi-2023.txt"
    if not path.exists():
        pytest.skip("the first report is not among the shared data")
    return read_article(make_article(path.read_text(encoding="utf-8")))


def _said(report: Document, quotation: Quotation) -> str:
    return " ".join(report.article.text[span.start : span.end] for span in quotation.content)


@pytest.mark.parametrize(("form", "words", "speaker", "addressee", "via"), WANTED, ids=[w[1] for w in WANTED])
def test_quotations_of_the_first_report(
    report: Document, form: str, words: str, speaker: str | None, addressee: tuple[str, ...], via: tuple[str, ...]
) -> None:
    found = [q for q in report.quotations if words in _said(report, q)]
    assert (form, speaker, addressee, via) in [(q.form, q.speaker, q.addressee, q.via) for q in found]


def test_quotations_of_the_first_report_come_from_observers_too(report: Document) -> None:
    found = next(q for q in report.quotations if "Arme Chinas" in _said(report, q))
    assert found.form == "indirect" and (found.speaker or "").endswith("beobachter")


def test_quotations_of_the_first_report_hold_nothing_invented(report: Document) -> None:
    known = [words for _, words, *_ in WANTED] + ["Arme Chinas", "„kleinen Fortschritt“"]
    assert [_said(report, q) for q in report.quotations if not any(w in _said(report, q) for w in known)] == []
