"""Trees of TIGER and CLEAR as Universal Dependencies; each case writes the foreign tree by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.syntax.decode import is_tree
from depesche.syntax.model import Analysis
from depesche.syntax.plugins.convert import load_scheme, to_universal

GERMAN = {
    "passive": (
        """Der der DET ART 2 nk
        Minister Minister NOUN NN 3 sb
        wurde werden AUX VAFIN 0 ROOT
        in in ADP APPR 6 mo
        Moskau Moskau PROPN NE 4 nk
        entlassen entlassen VERB VVPP 3 oc
        . . PUNCT $. 3 punct""",
        "det>Minister nsubj:pass>entlassen aux:pass>entlassen case>Moskau obl>entlassen root punct>entlassen",
    ),
    "copula": (
        """Er er PRON PPER 2 sb
        ist sein AUX VAFIN 0 ROOT
        Minister Minister NOUN NN 2 pd
        Russlands Russland PROPN NE 3 ag""",
        "nsubj>Minister cop>Minister root nmod>Minister",
    ),
    "coordination": (
        """Blinken Blinken PROPN NE 6 sb
        , , PUNCT $, 1 punct
        Baerbock Baerbock PROPN NE 1 cj
        und und CCONJ KON 3 cd
        Lawrow Lawrow PROPN NE 4 cj
        sprachen sprechen VERB VVFIN 0 ROOT""",
        "nsubj>sprachen punct>Blinken conj>Blinken cc>Lawrow conj>Blinken root",
    ),
    "perfect passive with a chain of auxiliaries": (
        """Er er PRON PPER 2 sb
        soll sollen AUX VMFIN 0 ROOT
        entlassen entlassen VERB VVPP 4 oc
        worden werden AUX VAPP 5 oc
        sein sein AUX VAINF 2 oc""",
        "nsubj:pass>entlassen aux>entlassen root aux:pass>entlassen aux>entlassen",
    ),
    "content clause and separable verb": (
        """Sie sie PRON PPER 2 sb
        kündigte ankündigen VERB VVFIN 0 ROOT
        an an ADP PTKVZ 2 svp
        , , PUNCT $, 2 punct
        dass dass SCONJ KOUS 7 cp
        er er PRON PPER 7 sb
        geht gehen VERB VVFIN 2 oc""",
        "nsubj>kündigte root compound:prt>kündigte punct>kündigte mark>geht nsubj>geht ccomp>kündigte",
    ),
    "dative, possessive and adjective": (
        """Er er PRON PPER 2 sb
        half helfen VERB VVFIN 0 ROOT
        seinem sein DET PPOSAT 5 nk Poss=Yes
        neuen neu ADJ ADJA 5 nk
        Kollegen Kollege NOUN NN 2 da""",
        "nsubj>half root det:poss>Kollegen amod>Kollegen obl:arg>half",
    ),
}
ENGLISH = {
    "prepositions and agent": (
        """Kyiv Kyiv PROPN NNP 3 nsubjpass
        was be AUX VBD 3 auxpass
        attacked attack VERB VBN 0 ROOT
        by by ADP IN 3 agent
        Moscow Moscow PROPN NNP 4 pobj
        in in ADP IN 3 prep
        May May PROPN NNP 6 pobj""",
        "nsubj:pass>attacked aux:pass>attacked root case>Moscow obl:agent>attacked case>May obl>attacked",
    ),
    "copula": (
        """He he PRON PRP 2 nsubj
        is be AUX VBZ 0 ROOT
        minister minister NOUN NN 2 attr
        of of ADP IN 3 prep
        Norway Norway PROPN NNP 4 pobj""",
        "nsubj>minister cop>minister root case>Norway nmod>minister",
    ),
    "indirect object and coordination": (
        """They they PRON PRP 2 nsubj
        gave give VERB VBD 0 ROOT
        Kyiv Kyiv PROPN NNP 2 dative
        tanks tank NOUN NNS 2 dobj
        and and CCONJ CC 4 cc
        guns gun NOUN NNS 4 conj""",
        "nsubj>gave root iobj>gave obj>gave cc>guns conj>tanks",
    ),
    "dative with a preposition": (
        """They they PRON PRP 2 nsubj
        sent send VERB VBD 0 ROOT
        aid aid NOUN NN 2 dobj
        to to ADP IN 2 dative
        Kyiv Kyiv PROPN NNP 4 pobj""",
        "nsubj>sent root obj>sent case>Kyiv obl>sent",
    ),
}
CASES = [("tiger", *case) for case in GERMAN.values()] + [("clear", *case) for case in ENGLISH.values()]


def _words(rows: str) -> list[Analysis]:
    made = []
    for row in rows.splitlines():
        _, lemma, upos, xpos, head, label, *feats = row.split()
        made.append(Analysis(lemma, upos, xpos, dict(pair.split("=") for pair in feats), int(head), label))
    return made


@pytest.mark.parametrize(("scheme", "rows", "expected"), CASES, ids=[*GERMAN, *ENGLISH])
def test_convert_gives_universal_dependencies(scheme: str, rows: str, expected: str) -> None:
    forms = [row.split()[0] for row in rows.splitlines()]
    found = to_universal(_words(rows), load_scheme(scheme))
    shown = [word.deprel + (f">{forms[word.head - 1]}" if word.head else "") for word in found]
    assert shown == expected.split()


def test_convert_drops_the_features_that_are_not_universal() -> None:
    word = Analysis(".", "PUNCT", "$.", {"PunctType": "Peri", "Case": "Nom"}, 0, "ROOT")
    assert to_universal([word], load_scheme("tiger"))[0].feats == {"Case": "Nom"}


def test_convert_unknown_label_becomes_dep() -> None:
    words = [Analysis("a", "X", "_", {}, 0, "ROOT"), Analysis("b", "X", "_", {}, 1, "brandnew")]
    assert [word.deprel for word in to_universal(words, load_scheme("clear"))] == ["root", "dep"]


def test_convert_a_root_called_a_conjunct_stays_the_only_root() -> None:
    words = [Analysis("a", "NOUN", "_", {}, 0, "cj"), Analysis("b", "NOUN", "_", {}, 1, "cj")]
    assert [word.head for word in to_universal(words, load_scheme("tiger"))] == [0, 1]


@st.composite
def _foreign_trees(draw: st.DrawFn) -> tuple[str, list[Analysis]]:
    scheme = draw(st.sampled_from(["tiger", "clear"]))
    labels = st.sampled_from([*sorted(load_scheme(scheme).labels), "ROOT", "unknown"])
    upos = st.sampled_from(["NOUN", "VERB", "AUX", "ADP", "CCONJ", "DET", "PUNCT"])
    size = draw(st.integers(1, 8))
    order = draw(st.permutations(range(1, size + 1)))
    heads = {order[0]: 0} | {order[k]: draw(st.sampled_from(order[:k])) for k in range(1, size)}
    return scheme, [
        Analysis(draw(st.sampled_from(["be", "werden", "x"])), draw(upos), "VVPP", {}, heads[k], draw(labels))
        for k in range(1, size + 1)
    ]


@given(_foreign_trees())
def test_convert_keeps_trees_trees(drawn: tuple[str, list[Analysis]]) -> None:
    scheme, words = drawn
    found = to_universal(words, load_scheme(scheme))
    assert is_tree(np.array([0, *(word.head for word in found)]))
    assert [word.deprel == "root" for word in found] == [word.head == 0 for word in found]
