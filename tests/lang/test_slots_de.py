"""Where a role stands in a German sentence, seen from its predicate."""

from __future__ import annotations

import pytest

from depesche.lang.phrases import is_passive
from depesche.lang.slots import find_slot, slot_from
from tests.factory import make_sentences

ACTIVE = """Polen Polen PROPN 2 nsubj
unterstützt unterstützen VERB 0 root
Kiew Kiew PROPN 2 obj
mit mit ADP 5 case
Waffen Waffe NOUN 2 obl
und und CCONJ 7 cc
Geld Geld NOUN 5 conj"""
PASSIVE = """Kiew Kiew PROPN 5 nsubj:pass
wurde werden AUX 5 aux:pass
von von ADP 4 case
Polen Polen PROPN 5 obl:agent
unterstützt unterstützen VERB 0 root VerbForm=Part"""
CONTROL = """Polen Polen PROPN 2 nsubj
versprach versprechen VERB 0 root
Kiew Kiew PROPN 5 obj
zu zu PART 5 mark
helfen helfen VERB 2 xcomp VerbForm=Inf"""
RELATIVE = """Polen Polen PROPN 0 root
, , PUNCT 5 punct
das der PRON 5 nsubj PronType=Rel
Kiew Kiew PROPN 5 obj
hilft helfen VERB 1 acl:relcl"""


def heads(rows: str, predicate: str, slot: str) -> list[str]:
    text = " ".join(line.split()[0] for line in rows.splitlines())
    (sentence,) = make_sentences(text, rows)
    token = next(token for token in sentence.tokens if token.text == predicate)
    return [found.text for found in find_slot(sentence, token, slot_from(slot, where="test"))]


@pytest.mark.parametrize(("rows", "predicate", "slot", "found"), [
    (ACTIVE, "unterstützt", "nsubj", ["Polen"]),
    (ACTIVE, "unterstützt", "obj", ["Kiew"]),
    (ACTIVE, "unterstützt", "obl:mit", ["Waffen", "Geld"]),
    (ACTIVE, "unterstützt", "obl:gegen", []),
    (PASSIVE, "unterstützt", "nsubj", ["Polen"]),
    (PASSIVE, "unterstützt", "obj", ["Kiew"]),
    (CONTROL, "helfen", "nsubj", ["Polen"]),
    (RELATIVE, "hilft", "nsubj", ["Polen"]),
    (CONTROL, "versprach", "xcomp.obj", ["Kiew"]),
])  # fmt: skip
def test_slots_de_head_is_found(rows: str, predicate: str, slot: str, found: list[str]):
    assert heads(rows, predicate, slot) == found


@pytest.mark.parametrize(("rows", "passive"), [(ACTIVE, False), (PASSIVE, True)])
def test_slots_de_passive_is_seen(rows: str, passive: bool):
    text = " ".join(line.split()[0] for line in rows.splitlines())
    (sentence,) = make_sentences(text, rows)
    assert is_passive(sentence, next(token for token in sentence.tokens if token.deprel == "root")) is passive
