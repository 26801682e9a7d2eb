"""Treebanks as training reads them."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).parents[2] / "training" / "syntax"
ROWS = """\
1\tEr\ter\tPRON\tPPER\tCase=Nom\t2\tnsubj\t_\t_
2\tlebt\tleben\tVERB\tVVFIN\tMood=Ind\t0\troot\t_\t_
3-4\tim\t_\t_\t_\t_\t_\t_\t_\t_
3\tin\tin\tADP\tAPPR\t_\t5\tcase\t_\t_
4\tdem\tder\tDET\tART\tCase=Dat|Gender=Neut|Number=Sing|PronType=Art\t5\tdet\t_\t_
5\tExil\tExil\tNOUN\tNN\tCase=Dat\t2\tobl\t_\t_
"""


@pytest.fixture
def treebank(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.delitem(sys.modules, "treebank", raising=False)
    import treebank

    return treebank


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "x.conllu"
    made.write_text(f"# text = Er lebt im Exil\n{ROWS}\n{ROWS}\n", encoding="utf-8")
    return made


def test_treebank_de_contraction_is_read_both_ways(treebank: ModuleType, path: Path) -> None:
    tree, _ = treebank.read_trees(path, join=True)
    assert [word.form for word in tree.split] == ["Er", "lebt", "in", "dem", "Exil"]
    assert [(word.form, word.head, word.xpos) for word in tree.joined] == [
        ("Er", 2, "PPER"),
        ("lebt", 0, "VVFIN"),
        ("im", 4, "APPRART"),
        ("Exil", 2, "NN"),
    ]
    assert dict(tree.joined[2].feats) == {"Case": "Dat", "Gender": "Neut", "Number": "Sing"}


def test_treebank_other_tags_and_languages_teach_only_what_they_share(treebank: ModuleType, path: Path) -> None:
    foreign, _ = treebank.read_trees(path, foreign_tags=True)
    assert {word.xpos for word in foreign.split} == {None}
    only = treebank.only_trees(foreign)
    assert [(word.lemma, word.feats, word.deprel) for word in only.split][:2] == [
        (None, None, "nsubj"),
        (None, None, "root"),
    ]
    assert [word.head for word in treebank.without_features(foreign).split] == [2, 0, 5, 5, 2]


@pytest.mark.parametrize(("every", "train", "dev"), [(0, 5, 0), (1, 0, 5), (2, 2, 3), (10, 4, 1)])
def test_treebank_holds_out_every_nth_sentence(treebank: ModuleType, every: int, train: int, dev: int) -> None:
    trees = [treebank.Tree((), ()) for _ in range(5)]
    own, held_out = treebank.split_dev(trees, every=every)
    assert (len(own), len(held_out)) == (train, dev)


def test_treebank_checked_trees_are_found_by_their_words(treebank: ModuleType, path: Path, tmp_path: Path) -> None:
    sentences = [treebank.without_features(tree) for tree in treebank.read_trees(path)][:1]
    key = treebank.digest(word.form for word in sentences[0].joined)
    corrections = tmp_path / "de.tsv"
    rows = "2/nsubj/PRON 0/root/AUX 5/case/ADP 5/det/DET 2/nmod/NOUN"
    corrections.write_text(f"{key}\t{rows}\n{'0' * 16}\t0/root/VERB\n", encoding="utf-8")
    (tree,) = treebank.read_checked(corrections, sentences)
    assert [(word.form, word.head, word.deprel) for word in tree.joined][-1] == ("Exil", 2, "nmod")
    assert [(word.upos, word.xpos, word.lemma) for word in tree.joined][:2] == [("PRON", "PPER", "er"), ("AUX", None, None)]
    assert {(word.source, word.feats) for word in tree.joined} == {("checked", None)}


def test_treebank_checked_file_of_conllu_holds_its_words(treebank: ModuleType, path: Path) -> None:
    one, two = treebank.read_checked(path, [])
    assert [word.form for word in one.joined] == ["Er", "lebt", "in", "dem", "Exil"]
    assert {word.source for word in (*one.joined, *two.joined)} == {"checked"}
