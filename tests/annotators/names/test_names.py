"""The name tagger: what it sees, how it decides, and what the document gets of it."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from depesche.annotators.names import find_names, names_in
from depesche.annotators.names.features import FeatureReader, flags_from, parts_of, shape_of
from depesche.annotators.names.gazetteer import BITS, load_gazetteer
from depesche.annotators.names.model import LABELS, NameModel, load_name_model
from depesche.errors import NameModelError
from depesche.lang import load_pack
from depesche.model import Document
from tests.factory import make_document

SHIPPED = Path(__file__).parents[3] / "src" / "depesche" / "lang"


def bits(*names: str) -> int:
    return sum(1 << BITS.index(name) for name in names)


def tagged(language: str, *sentences: str) -> list[list[tuple[str, str]]]:
    """The names of sentences written as `word/TAG`, as (words, kind)."""
    rows = [[tuple(word.rsplit("/", 1)) for word in sentence.split()] for sentence in sentences]
    pairs = [([form for form, _ in row], [tag for _, tag in row]) for row in rows]
    found = load_name_model(SHIPPED / language / "model", language).tag(pairs)
    return [
        [(" ".join(forms[n.first : n.end]), n.kind) for n in names]
        for (forms, _), names in zip(pairs, found, strict=True)
    ]


@pytest.mark.parametrize(
    ("form", "shape"),
    [("Lawrow", "Xxx"), ("McDonald", "XxXxx"), ("G20", "Xdd"), ("U.S.", "X.X."), ("NATO", "XX"), ("#dpa", "#xx")],
)
def test_names_shape_shortens_runs(form: str, shape: str) -> None:
    assert shape_of(form) == shape


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("HSV-Fans", ["HSV", "-", "Fans"]),
        ("Neu-Delhi", ["Neu", "-", "Delhi"]),
        ("Lawrow", ["Lawrow"]),
        ("-", ["-"]),
        ("www.a-b.de/c-d", ["www.a-b.de/c-d"]),
    ],
)
def test_names_parts_of_hyphenated_words(form: str, parts: list[str]) -> None:
    assert [form[a:b] for a, b in parts_of(form)] == parts


@pytest.mark.parametrize(
    ("language", "form", "bit"),
    [
        ("de", "Sergej", "given"),
        ("de", "Müller", "surname"),
        ("de", "Bocholt", "town"),
        ("de", "Russlands", "state"),
        ("de", "Lufthansa", "company"),
        ("de", "WIEN", "place"),
        ("en", "vietnam", "state"),
    ],
)
def test_names_lists_know(language: str, form: str, bit: str) -> None:
    assert load_gazetteer(language).word(form) & bits(bit)


def test_names_lists_do_not_read_small_german_words_as_names() -> None:
    assert not load_gazetteer("de").word("essen")


def test_names_lists_find_the_longest_phrase() -> None:
    forms = ["Gespräche", "der", "Vereinten", "Nationen", "mit", "Sergej", "Lawrow", "in", "New", "York"]
    found = [(" ".join(forms[a:b]), bit) for a, b, bit in load_gazetteer("de").phrases(forms)]
    assert ("Vereinten Nationen", bits("organisation")) in found
    assert ("Sergej Lawrow", bits("person")) in found
    assert [words for words, bit in found if bit & bits("town", "place")] == ["New York"]


def test_names_features_of_a_phrase_mark_what_goes_on() -> None:
    rows, flags = FeatureReader({"in": 1}, load_gazetteer("de")).read(["in", "New", "York"], ["ADP", "PROPN", "PROPN"])
    assert rows[0][0] == 1 and rows[1][0] == 0
    marks = flags_from(flags)
    assert marks.shape == (3, len(BITS))
    assert marks[2, BITS.index("inside")] == 1 and marks[1, BITS.index("inside")] == 0


_DE = "Außenminister/NOUN Sergej/PROPN Lawrow/PROPN sprach/VERB in/ADP Berlin/PROPN mit/ADP der/DET NATO/PROPN ./PUNCT"
_EN = "Foreign/ADJ Minister/NOUN Sergei/PROPN Lavrov/PROPN spoke/VERB in/ADP Berlin/PROPN ./PUNCT"


@pytest.mark.parametrize(
    ("language", "sentence", "names"),
    [
        ("de", _DE, [("Sergej Lawrow", "person"), ("Berlin", "place"), ("NATO", "organisation")]),
        ("en", _EN, [("Sergei Lavrov", "person"), ("Berlin", "place")]),
        ("de", "Er/PRON kam/VERB gestern/ADV ./PUNCT", []),
        ("en", "He/PRON came/VERB yesterday/NOUN ./PUNCT", []),
    ],
)
def test_names_are_found(language: str, sentence: str, names: list[tuple[str, str]]) -> None:
    assert tagged(language, sentence) == [names]


def test_names_sentence_reads_alike_alone_and_in_company() -> None:
    other = "Am/ADP Freitag/NOUN reiste/VERB Angela/PROPN Merkel/PROPN nach/ADP Paris/PROPN ./PUNCT"
    assert tagged("de", _DE, other, _DE) == [*tagged("de", _DE), *tagged("de", other), *tagged("de", _DE)]


def test_names_of_nothing() -> None:
    model = load_name_model(SHIPPED / "de" / "model", "de")
    assert model.tag([]) == []
    assert model.tag([([], [])]) == [[]]


def report(*rows: str) -> Document:
    text = " ".join(line.split()[0] for row in rows for line in row.strip().splitlines())
    return make_document(text, rows="\n\n".join(rows))


_FULL = """Minister Minister NOUN 3 nsubj
Sergej Sergej PROPN 1 appos
Lawrow Lawrow PROPN 2 flat
kam kommen VERB 0 root
. . PUNCT 4 punct"""
_ALONE = """Zu zu ADP 2 case
Lawrows Lawrow PROPN 3 nmod
Rede Rede NOUN 4 obl
schwieg schweigen VERB 0 root
er er PRON 4 nsubj
. . PUNCT 4 punct"""


def test_names_surname_follows_the_full_name() -> None:
    document = find_names(report(_FULL, _ALONE), pack=load_pack("de"))
    text = document.article.text
    assert [(text[n.start : n.end], n.kind) for n in document.names] == [
        ("Sergej Lawrow", "person"),
        ("Lawrows", "person"),
    ]
    assert all(0 < n.score <= 1 for n in document.names)


def test_names_in_a_part_of_a_word_have_its_offsets() -> None:
    document = report("""Der der DET 2 det
NATO-Einsatz NATO-Einsatz NOUN 3 nsubj
endete enden VERB 0 root
. . PUNCT 3 punct""")
    assert [(n.start, n.end, n.kind) for n in names_in(document.sentences, pack=load_pack("de"))] == [
        (4, 8, "organisation")
    ]


@pytest.mark.parametrize("language", ["de", "en"])
def test_names_shipped_model_is_small(language: str) -> None:
    folder = SHIPPED / language / "model"
    assert sum(path.stat().st_size for path in folder.glob("names.*")) < 8_000_000


@pytest.mark.parametrize("damage", ["missing", "inventory", "weights", "other format", "other words"])
def test_names_damaged_model_is_named(damage: str, tmp_path: Path) -> None:
    for name in ("names.npz", "names.json.gz"):
        shutil.copy(SHIPPED / "de" / "model" / name, tmp_path / name)
    if damage == "missing":
        (tmp_path / "names.npz").unlink()
    elif damage == "inventory":
        (tmp_path / "names.json.gz").write_bytes(b"no gzip")
    elif damage == "weights":
        (tmp_path / "names.npz").write_bytes(b"no weights")
    elif damage == "other words":
        content = json.loads(gzip.decompress((tmp_path / "names.json.gz").read_bytes()))
        content["words"].pop()
        (tmp_path / "names.json.gz").write_bytes(gzip.compress(json.dumps(content).encode()))
    else:
        (tmp_path / "names.json.gz").write_bytes(
            gzip.compress(b'{"format": 0, "version": "x", "labels": [], "dilations": [], "words": []}')
        )
    with pytest.raises(NameModelError, match=r"names\.\w+.*Reinstall") as caught:
        NameModel(tmp_path, "de")
    assert "\n" not in str(caught.value)


def test_names_labels_of_the_weights_fit() -> None:
    with np.load(SHIPPED / "de" / "model" / "names.npz") as stored:
        assert stored["steps"].shape == (len(LABELS), len(LABELS))


_TWICE = """In in ADP 2 case
Kyjiw Kyjiw PROPN 3 obl
sprach sprechen VERB 0 root
er er PRON 3 nsubj
. . PUNCT 3 punct"""


def test_names_mentions_of_one_name_agree() -> None:
    document = find_names(report(_FULL, _TWICE, _TWICE, _ALONE), pack=load_pack("de"))
    text = document.article.text
    kinds = {}
    for name in document.names:
        kinds.setdefault(text[name.start : name.end].removesuffix("s"), set()).add(name.kind)
    assert all(len(found) == 1 for found in kinds.values())
    assert kinds["Kyjiw"] == {"place"}


def test_names_of_known_persons_are_cut_to_the_codebook() -> None:
    text = "Secretary of State Antony Blinken left."
    document = make_document(
        text,
        lang="en",
        rows="""Secretary Secretary PROPN 6 nsubj
of of ADP 3 case
State State PROPN 1 nmod
Antony Antony PROPN 1 appos
Blinken Blinken PROPN 4 flat
left leave VERB 0 root
. . PUNCT 6 punct""",
    )
    persons = [n for n in names_in(document.sentences, pack=load_pack("en")) if n.kind == "person"]
    assert [text[n.start : n.end] for n in persons] == ["Antony Blinken"]
