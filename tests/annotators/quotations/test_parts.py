"""Marks, moods, clauses and the size of the cue lexicons, without a syntax model."""

from __future__ import annotations

import pytest

from depesche.annotators.quotations import find_quotations
from depesche.annotators.quotations.clauses import Clauses
from depesche.annotators.quotations.marks import find_marked, is_name
from depesche.annotators.quotations.words import clause_words, in_reporting_mood
from depesche.lang import Pack
from depesche.model import Block, TokenIndex
from tests.factory import make_document, make_sentences


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Er sagte: „Ja.“ Dann ging er.", ["„Ja.“"]),
        ("Er sagte: »Ja.« Dann ging er.", ["»Ja.«"]),
        ("Er sagte: «Ja.» Dann ging er.", ["«Ja.»"]),
        ('Er sagte: "Ja." Dann ging er.', ['"Ja."']),
        ("He said “Yes.” Then he left.", ["“Yes.”"]),
        ("Er sagte: ‚Ja.‘ Dann ging er.", ["‚Ja.‘"]),
        ("Er sagte: „Ja, und das bleibt so.", ["„Ja, und das bleibt so."]),
        ("„Er rief ‚Halt!‘ und ging“, sagte sie.", ["„Er rief ‚Halt!‘ und ging“"]),
        ("Ist's wahr? So ist's.", []),
        ("Die Latte lag bei 5'10 hoch.", []),
    ],
)
def test_marks_finds_outermost_marked_words(text: str, marked: list[str]) -> None:
    spans = find_marked(text, [Block("paragraph", 0, len(text))])
    assert [text[span.start : span.end] for span in spans] == marked


def test_marks_unclosed_mark_ends_with_its_block() -> None:
    text = "„Das bleibt so.\n\nSo ging es weiter."
    spans = find_marked(text, [Block("paragraph", 0, 15), Block("paragraph", 17, len(text))])
    assert [text[span.start : span.end] for span in spans] == ["„Das bleibt so."]


@pytest.mark.parametrize(
    ("text", "rows", "name"),
    [
        (
            "Zeitung „Gazeta“",
            "Zeitung Zeitung NOUN 0 root\n„ „ PUNCT 3 punct\nGazeta Gazeta PROPN 1 appos\n“ “ PUNCT 3 punct",
            True,
        ),
        (
            "ein „Angriff“",
            "ein ein DET 3 det\n„ „ PUNCT 3 punct\nAngriff Angriff NOUN 0 root\n“ “ PUNCT 3 punct",
            False,
        ),
        (
            "„Er geht“",
            "„ „ PUNCT 3 punct\nEr er PRON 3 nsubj\ngeht gehen VERB 0 root VerbForm=Fin\n“ “ PUNCT 3 punct",
            False,
        ),
    ],
)
def test_marks_tells_names_from_words_said(text: str, rows: str, name: bool) -> None:
    (span,) = find_marked(text, [Block("paragraph", 0, len(text))])
    assert is_name(TokenIndex(make_sentences(text, rows)), span) is name


@pytest.mark.parametrize(
    ("word", "lemma", "subject", "reported"),
    [
        ("gehöre", "angehören", "Er", True),
        ("habe", "haben", "Er", True),
        ("habe", "haben", "Ich", False),
        ("sagte", "sagen", "Er", False),
        ("meldete", "melden", "Er", False),
        ("seien", "sein", "Sie", True),
        ("geht", "gehen", "Er", False),
    ],
)
def test_words_de_reporting_mood_is_konjunktiv_one(
    pack_de: Pack, word: str, lemma: str, subject: str, reported: bool
) -> None:
    text = f"{subject} {word}"
    rows = f"{subject} {subject.lower()} PRON 2 nsubj\n{word} {lemma} VERB 0 root VerbForm=Fin"
    (sentence,) = make_sentences(text, rows)
    assert in_reporting_mood(sentence, sentence.tokens[1], clause_words(pack_de)) is reported


def test_clauses_de_are_parted_at_commas_and_named_by_their_openers(pack_de: Pack) -> None:
    text = "Er sagte, dass sie komme, um zu helfen."
    rows = """Er er PRON 2 nsubj
sagte sagen VERB 0 root VerbForm=Fin
, , PUNCT 6 punct
dass dass SCONJ 6 mark
sie sie PRON 6 nsubj
komme kommen VERB 2 ccomp VerbForm=Fin
, , PUNCT 10 punct
um um SCONJ 10 mark
zu zu PART 10 mark
helfen helfen VERB 6 advcl VerbForm=Inf
. . PUNCT 2 punct"""
    (sentence,) = make_sentences(text, rows)
    clauses = Clauses(sentence, [], clause_words(pack_de))
    assert [clause.kind for clause in clauses.clauses] == ["main", "that", "adverbial"]


def test_quotations_document_without_sentences_has_none(pack_de: Pack) -> None:
    assert find_quotations(make_document("Ankara warnt."), pack=pack_de).quotations == ()


def test_cues_there_are_enough_of_both_languages(pack_de: Pack, pack_en: Pack) -> None:
    assert len(pack_de.cues) >= 400
    assert len(pack_en.cues) >= 300


@pytest.mark.parametrize("language", ["de", "en"])
def test_cues_no_two_entries_are_the_same(pack_de: Pack, pack_en: Pack, language: str) -> None:
    cues = (pack_de if language == "de" else pack_en).cues
    keys = [(cue.lemmas, cue.pos, cue.needs, cue.topic, cue.content, cue.speaker, cue.addressee) for cue in cues]
    assert [key[0] for key in keys if keys.count(key) > 1] == []
