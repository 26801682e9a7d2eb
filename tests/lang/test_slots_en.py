"""Slots where a parser took the verb for an attribute, or hung the subject on the object; papers and shared objects."""

from __future__ import annotations

import pytest

from depesche.intake import make_article
from depesche.lang import find_slot
from depesche.lang.phrases import is_epithet
from depesche.lang.slots import slot_from
from depesche.model import Document, Sentence, Token
from depesche.pipeline import read_article


def sentence_of(rows: list[tuple[str, str, str, int, dict[str, str]]]) -> Sentence:
    """Return a sentence of words given by text, part of speech, relation, head and features."""
    tokens, start = [], 0
    for index, (text, upos, relation, head, feats) in enumerate(rows):
        tokens.append(
            Token(
                index=index, text=text, lemma=text.lower(), upos=upos, xpos="", feats=feats, deprel=relation,
                head=head, start=start, end=start + len(text),
            )
        )  # fmt: skip
        start += len(text) + 1
    return Sentence(0, start, tuple(tokens))


_PAST = {"Tense": "Past", "VerbForm": "Part"}


def test_slots_en_a_sentence_without_a_verb_takes_the_past_below_its_noun() -> None:
    sentence = sentence_of(
        [
            ("Doctors", "NOUN", "root", -1, {}),
            ("from", "ADP", "case", 2, {}),
            ("Oslo", "PROPN", "nmod", 0, {}),
            ("donated", "VERB", "acl", 2, _PAST),
            ("blood", "NOUN", "obj", 3, {}),
        ]
    )
    donated = sentence.tokens[3]
    assert [t.text for t in find_slot(sentence, donated, slot_from("nsubj", where="test"))] == ["Doctors"]
    assert [t.text for t in find_slot(sentence, donated, slot_from("obj", where="test"))] == ["blood"]


def test_slots_en_a_participle_without_an_object_stays_one() -> None:
    sentence = sentence_of(
        [
            ("Troops", "NOUN", "root", -1, {}),
            ("deployed", "VERB", "acl", 0, _PAST),
            ("in", "ADP", "case", 3, {}),
            ("Mali", "PROPN", "obl", 1, {}),
        ]
    )
    assert find_slot(sentence, sentence.tokens[1], slot_from("nsubj", where="test")) == []


def test_slots_en_a_name_hung_across_the_verb_is_its_subject() -> None:
    sentence = sentence_of(
        [
            ("Malta", "PROPN", "compound", 3, {}),
            ("eased", "VERB", "root", -1, {"VerbForm": "Fin"}),
            ("emergency", "NOUN", "compound", 3, {}),
            ("measures", "NOUN", "obj", 1, {}),
        ]
    )
    assert [t.text for t in find_slot(sentence, sentence.tokens[1], slot_from("nsubj", where="test"))] == ["Malta"]


def test_slots_en_two_verbs_share_what_stands_behind_the_second() -> None:
    sentence = sentence_of(
        [
            ("Fiji", "PROPN", "nsubj", 1, {}),
            ("condemned", "VERB", "root", -1, {"VerbForm": "Fin"}),
            ("and", "CCONJ", "cc", 3, {}),
            ("punished", "VERB", "conj", 1, {"VerbForm": "Fin"}),
            ("Tonga", "PROPN", "obj", 3, {}),
        ]
    )
    assert [t.text for t in find_slot(sentence, sentence.tokens[1], slot_from("obj", where="test"))] == ["Tonga"]


def test_slots_en_epithets_are_tied_by_a_hyphen() -> None:
    rows: list[tuple[str, str, str, int, dict[str, str]]] = [
        ("US", "PROPN", "compound", 2, {}),
        ("-", "PUNCT", "punct", 0, {}),
        ("backed", "VERB", "amod", 3, _PAST),
        ("rebels", "NOUN", "root", -1, {}),
    ]
    assert is_epithet(sentence_of(rows), sentence_of(rows).tokens[2])
    wounded = sentence_of([("wounded", "VERB", "amod", 1, _PAST), ("rebels", "NOUN", "root", -1, {})])
    assert not is_epithet(wounded, wounded.tokens[0])


def read(text: str, language: str) -> Document:
    return read_article(make_article(text, language=language, published="2023-03-02"))


@pytest.mark.parametrize(
    ("text", "language", "judged"),
    [
        ("The Icelandic parliament adopted a resolution condemning Belarus.", "en", "BLR"),
        ("Das isländische Parlament verabschiedete eine Resolution, die den Iran verurteilt.", "de", "IRN"),
    ],
)
def test_roles_who_passes_a_paper_does_what_it_does(text: str, language: str, judged: str) -> None:
    document = read(text, language)
    accusations = [e for e in document.events if e.type == "ACCUSE"]
    assert [(e.actors, e.recipients) for e in accusations] == [(("state:ISL",), (f"state:{judged}",))]


def test_frames_en_epithets_tell_no_event() -> None:
    assert [e.type for e in read("The US-backed government of Uganda arrested a Kenyan journalist.", "en").events] == [
        "COERCE"
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ghana flew thirty tons of rice to Haiti.", "en"),
        ("Ghana lieferte dreißig Tonnen Reis nach Haiti.", "de"),
    ],
)
def test_needs_look_through_words_of_measure(text: str, language: str) -> None:
    assert [e.type for e in read(text, language).events] == ["AID"]
