"""Lexicon entries are read strictly: what is not understood stops the program."""

from __future__ import annotations

import pytest

from depesche.errors import LexiconError
from depesche.lang.entries import cue_from, frame_from, role_from, status_words_from

FRAME = {"lemma": "treffen", "type": "CONSULT", "match": "Blinken traf Lawrow."}
CUE = {"lemma": "sagen", "kind": "say", "match": "Er sagte nichts."}


def test_entries_frame_of_a_verb_has_subject_and_object():
    frame = frame_from(FRAME, language="de", where="x")
    assert [slot.relation for slot in frame.actor] == ["nsubj"]
    assert [slot.relation for slot in frame.recipient] == ["obj"]


def test_entries_frame_of_a_noun_has_no_object():
    frame = frame_from({**FRAME, "pos": "NOUN"}, language="de", where="x")
    assert "nsubj" not in [slot.relation for slot in frame.actor]
    assert frame.recipient == ()


@pytest.mark.parametrize(("change", "reason"), [
    ({"surprise": 1}, "surprise"),
    ({"match": None}, "match"),
    ({"type": 5}, "type"),
    ({"actor": ["subject"]}, "unknown relation 'subject'"),
    ({"actor": 5}, "actor"),
    ({"needs": ["obj"]}, "needs"),
    ({"reciprocal": "yes"}, "reciprocal"),
])  # fmt: skip
def test_entries_malformed_frame_is_refused(change: dict[str, object], reason: str):
    table = {key: value for key, value in {**FRAME, **change}.items() if value is not None}
    with pytest.raises(LexiconError, match=reason):
        frame_from(table, language="de", where="x.toml#1")


@pytest.mark.parametrize("change", [{"surprise": 1}, {"topic": 1}, {"speaker": ["who"]}])
def test_entries_malformed_cue_is_refused(change: dict[str, object]):
    with pytest.raises(LexiconError, match=r"cues\.toml#1"):
        cue_from({**CUE, **change}, language="de", where="cues.toml#1")


def test_entries_unknown_word_set_is_refused():
    with pytest.raises(LexiconError, match="wishes"):
        status_words_from({"negation": ["nicht"], "wishes": ["möge"]})


def test_entries_role_needs_a_kind():
    with pytest.raises(LexiconError, match="kind"):
        role_from({"lemma": ["Minister"]}, where="roles.toml#1")


def test_entries_comment_is_ignored_on_purpose():
    assert frame_from({**FRAME, "comment": "why"}, language="de", where="x").lemmas == ("treffen",)
