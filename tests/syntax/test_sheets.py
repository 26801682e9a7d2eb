"""Sheets on which trees are corrected, and the corrected trees of the repository."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parents[2] / "training" / "syntax"
CHECKED = SCRIPTS / "checked"
ROWS = (
    ("Er", "PRON", 2, "nsubj"),
    ("lehnte", "VERB", 0, "root"),
    ("den", "DET", 4, "det"),
    ("Plan", "NOUN", 2, "nsubj"),
    ("ab", "ADP", 4, "case"),
)
UPOS = frozenset(
    [
        "ADJ",
        "ADP",
        "ADV",
        "AUX",
        "CCONJ",
        "DET",
        "INTJ",
        "NOUN",
        "NUM",
        "PART",
        "PRON",
        "PROPN",
        "PUNCT",
        "SCONJ",
        "SYM",
        "VERB",
        "X",
    ]
)


@pytest.fixture
def sheets(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    for name in ("treebank", "sheets"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import sheets

    return sheets


def words_of(sheets: ModuleType, rows: tuple[tuple[str, str, int, str], ...]) -> tuple[object, ...]:
    return tuple(sheets.Word(form, None, upos, None, None, head, deprel) for form, upos, head, deprel in rows)


def test_sheets_correct_what_is_written_and_keep_the_rest(sheets: ModuleType) -> None:
    words = words_of(sheets, ROWS)
    corrected = sheets.apply_corrections({"s1": words}, ["s1 4 2 obj", "s1 5 2:lehnte compound:prt ADV", "s1 ok"])
    assert [(w.head, w.deprel, w.upos) for w in corrected.trees["s1"]] == [
        (2, "nsubj", "PRON"), (0, "root", "VERB"), (4, "det", "DET"), (2, "obj", "NOUN"), (2, "compound:prt", "ADV"),
    ]  # fmt: skip
    assert not corrected.faults


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (["s1 4 5 obj", "s1 ok"], "no tree"),
        (["s1 2 4 conj", "s1 ok"], "no tree"),
        (["s1 9 2 obj", "s1 ok"], "no correction"),
        (["s1 4 two obj", "s1 ok"], "no correction"),
        ([], "nobody looked at it"),
    ],
)
def test_sheets_take_no_tree_with_a_fault(sheets: ModuleType, lines: list[str], fault: str) -> None:
    corrected = sheets.apply_corrections({"s1": words_of(sheets, ROWS)}, lines)
    assert not corrected.trees
    assert any(fault in told for told in corrected.faults)


def test_sheets_leave_out_what_is_broken(sheets: ModuleType) -> None:
    corrected = sheets.apply_corrections({"s1": words_of(sheets, ROWS)}, ["s1 skip"])
    assert (corrected.trees, corrected.left_out, corrected.faults) == ({}, 1, ())


def test_sheets_are_read_as_they_were_written(sheets: ModuleType, tmp_path: Path) -> None:
    words = words_of(sheets, ROWS)
    other = words_of(sheets, (*ROWS[:3], ("Plan", "NOUN", 2, "obj"), ROWS[4]))
    path = tmp_path / "000.txt"
    path.write_text(sheets.as_sheet("s7", words, [other]), encoding="utf-8")
    assert "4 Plan NOUN 2:lehnte nsubj  ?? 2 obj" in path.read_text(encoding="utf-8")
    assert list(sheets.read_sheet(path, {tuple(form for form, *_ in ROWS): words})) == [("s7", words)]


def test_sheets_corrected_trees_are_trees(sheets: ModuleType) -> None:
    trees = [tree.joined for tree in sheets.read_trees(CHECKED / "de.conllu")]
    for line in (CHECKED / "de.tsv").read_text(encoding="utf-8").splitlines():
        entries = [entry.split("/") for entry in line.partition("\t")[2].split()]
        trees.append(
            tuple(sheets.Word("", None, upos, None, None, int(head), deprel) for head, deprel, upos in entries)
        )
    assert len(trees) > 5000
    assert all(sheets.draws_tree(words) for words in trees)
    assert {word.upos for words in trees for word in words} <= UPOS


def test_sheets_sentences_of_our_own_are_added_once_with_their_words(sheets: ModuleType, tmp_path: Path) -> None:
    rows = tuple((form, upos, head, "obj" if form == "Plan" else deprel) for form, upos, head, deprel in ROWS)
    out = tmp_path / "own.conllu"
    for _ in range(2):
        sheets.add_in_full(out, [words_of(sheets, rows)])
    text = out.read_text(encoding="utf-8")
    assert text.count("# sent_id = own-1") == 1
    assert "4\tPlan\t_\tNOUN\t_\t_\t2\tobj\t_\t_\n" in text
    assert [word.form for tree in sheets.read_trees(out) for word in tree.joined] == [form for form, *_ in rows]


def test_treebank_split_verbs_are_learnt_without_their_particle(sheets: ModuleType) -> None:
    import treebank

    rows = [("lehnte", "ablehnen", 0, "root"), ("ab", "ab", 1, "compound:prt"), ("abgelehnt", "ablehnen", 1, "conj")]
    words = [treebank.Word(form, lemma, "VERB", None, None, head, deprel) for form, lemma, head, deprel in rows]
    assert [word.lemma for word in treebank.with_bare_lemmas(words)] == ["lehnen", "ab", "ablehnen"]


def test_checked_trees_take_no_past_form_with_a_subject_for_an_adjective(sheets: ModuleType) -> None:
    for path in sorted(CHECKED.glob("*.conllu")):
        for tree in sheets.read_trees(path):
            for number, word in enumerate(tree.joined, start=1):
                below = {other.relation for other in tree.joined if other.head == number}
                past = word.form.endswith(("te", "ten")) and word.form[:1].islower() and word.relation != "amod"
                assert not (word.upos == "ADJ" and past and "nsubj" in below and not below & {"cop", "aux"}), word.form
