"""The scorer's figures on trees written by hand, and its held-out sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from depesche.intake import make_article
from evaluation.treebanks import Row, Tally, held_out, read_rows, score_article

GOLD = [
    Row("Ankara", "Ankara", "PROPN", "NE", "Case=Nom", 2, "nsubj"),
    Row("warnt", "warnen", "VERB", "VVFIN", "_", 0, "root"),
    Row("vor", "vor", "ADP", "APPR", "_", 4, "case"),
    Row("Krieg", "Krieg", "NOUN", "NN", "Case=Dat", 2, "obl:arg"),
]


def _figures(**changes: Row) -> dict[str, float]:
    found = [changes.get(row.form, row) for row in GOLD]
    tally = Tally()
    tally.add(GOLD, found)
    return tally.figures()


def test_scorer_equal_trees_score_one() -> None:
    assert {round(v, 6) for k, v in _figures().items() if k != "words"} == {1.0}


@pytest.mark.parametrize(
    ("word", "change", "expected"),
    [
        ("Krieg", {"deprel": "obl"}, {"uas": 1, "las": 1, "las_subtypes": 0.75, "clas": 1, "core": 1}),
        ("Krieg", {"deprel": "nmod"}, {"uas": 1, "las": 0.75, "clas": 2 / 3, "core": 0.5}),
        ("Krieg", {"head": 1}, {"uas": 0.75, "las": 0.75, "clas": 2 / 3}),
        ("vor", {"head": 2}, {"uas": 0.75, "las": 0.75, "clas": 1}),
        ("vor", {"deprel": "nsubj"}, {"las": 0.75, "clas": 6 / 7, "core": (2 / 3 + 1) / 2}),
        ("Ankara", {"upos": "NOUN"}, {"upos": 0.75, "lemma": 1, "las": 1}),
        ("warnt", {"lemma": "warnt"}, {"upos": 1, "lemma": 0.75}),
        ("Ankara", {"feats": "_"}, {"feats": 0.75}),
    ],
)
def test_scorer_follows_the_shared_task(word: str, change: dict[str, object], expected: dict[str, float]) -> None:
    row = next(row for row in GOLD if row.form == word)
    figures = _figures(**{word: replace(row, **change)})  # type: ignore[arg-type]
    assert {name: figures[name] for name in expected} == pytest.approx(expected)


def test_scorer_gold_without_lemma_asks_for_none() -> None:
    tally = Tally()
    tally.add([replace(GOLD[0], lemma="_")], [GOLD[0]])
    assert tally.figures()["lemma"] == 1


def test_scorer_reads_words_not_joined_tokens(tmp_path: Path) -> None:
    rows = [
        "# c",
        "1-2\tim" + "\t_" * 8,
        "1\tin\tin\tADP\t_\t_\t0\troot\t_\t_",
        "2\tdem\tder\tDET\t_\t_\t1\tdet\t_\t_",
        "",
    ]
    (tmp_path / "x.conllu").write_text("\n".join(rows), encoding="utf-8")
    ((first, second),) = read_rows(tmp_path / "x.conllu")
    assert (first.form, second.form, second.head) == ("in", "dem", 1)


def test_scorer_sentences_count_where_both_ends_are_right() -> None:
    text = "Moskau schwieg. Kiew   sprach. Wien"
    bounds = [(0, 15), (16, 30), (31, 35)]
    article = make_article(text, language="de")
    data = {"originalText": text, "sentences": [{"charBegin": a, "charEnd": b} for a, b in bounds]}
    counts = score_article(data, article)  # type: ignore[arg-type]
    assert [counts[name] for name in ("right", "found", "gold", "ends_right")] == [3, 3, 3, 3]
    data["sentences"] = [{"charBegin": 0, "charEnd": 30}, {"charBegin": 31, "charEnd": 35}]
    counts = score_article(data, article)  # type: ignore[arg-type]
    assert [counts[name] for name in ("right", "found", "gold", "ends_right")] == [1, 3, 2, 2]


def test_scorer_held_out_is_every_tenth_german_sentence_and_all_of_ewt_dev(shared: Path) -> None:
    folder = shared / "treebanks"
    german = held_out(folder, "de")
    assert {name: len(sentences) for name, sentences in german.items()} == {"de_gsd": 154, "de_pud": 80}
    every = list(read_rows(folder / "de_gsd.conllu"))
    assert german["de_gsd"][1] == every[10]
    assert len(held_out(folder, "en")["en_ewt_dev"]) == 2001
