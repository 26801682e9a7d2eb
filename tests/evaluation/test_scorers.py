"""The scorers count as their definitions say, on readings made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from depesche.model import Name, Span, Timex
from evaluation.gold import GoldEvent, GoldReport, Tally, score_report
from evaluation.names import found_names, load_iob
from evaluation.parallel import signatures
from evaluation.timex import load_time_text, pair_times
from tests.factory import make_actor, make_document, make_event

TEXT = "Russland traf die USA. China warnte Japan."
FIRST, SECOND = "Russland traf die USA.", "China warnte Japan."


def reading(*events):
    actors = [make_actor(TEXT, f"state:{code}", name) for code, name in
              (("RUS", "Russland"), ("USA", "USA"), ("CHN", "China"), ("JPN", "Japan"))]  # fmt: skip
    return make_document(TEXT, actors=actors, events=events)


def gold(*events: GoldEvent) -> GoldReport:
    bounds = ((0, 0, len(FIRST)), (1, len(FIRST) + 1, len(TEXT)))
    return GoldReport("test", "de", "", "2023-03-02", TEXT, bounds, events)


def gold_event(kind: str, actors: tuple[str, ...], recipients: tuple[str, ...], *sentences: int) -> GoldEvent:
    return GoldEvent(kind, None, "factual", actors, recipients, "2023-03", None, frozenset(sentences), "")


MEETING = gold_event("CONSULT", ("RUS",), ("USA",), 0)
THREAT = gold_event("THREATEN", ("CHN",), ("JPN",), 1)


def scores(report: GoldReport, *events) -> dict[str, float]:
    tally = Tally()
    score_report(report, reading(*events), tally)
    return tally.figures()


def test_gold_participants_of_a_meeting_are_one_set():
    event = make_event(TEXT, FIRST, actors=("state:USA", "state:RUS"))
    assert scores(gold(MEETING), event)["actor_f1"] == 1.0


@pytest.mark.parametrize(("kind", "words", "paired"), [
    ("THREATEN", SECOND, 1.0),
    ("THREATEN", FIRST, 0.0),
    ("ACCUSE", SECOND, 0.0),
])  # fmt: skip
def test_gold_pair_needs_type_and_sentence(kind: str, words: str, paired: float):
    event = make_event(TEXT, words, type=kind, actors=("state:CHN",), recipients=("state:JPN",))
    assert scores(gold(THREAT), event)["f1"] == paired


def test_gold_most_similar_events_are_paired_first():
    wrong = make_event(TEXT, SECOND, id="a", type="THREATEN", actors=("state:RUS",))
    right = make_event(TEXT, SECOND, id="b", type="THREATEN", actors=("state:CHN",), recipients=("state:JPN",))
    figures = scores(gold(THREAT), wrong, right)
    assert figures["actor_f1"] == figures["recipient_f1"] == 1.0
    assert figures["precision"] == 0.5


@pytest.mark.parametrize(("date", "right"), [("2023-03-02", 1.0), ("2023-03", 1.0), ("2023", 0.0), (None, 0.0)])
def test_gold_date_counts_at_the_golds_precision(date: str | None, right: float):
    event = make_event(TEXT, FIRST, date=date)
    assert scores(gold(MEETING), event)["date"] == right


def test_parallel_meeting_has_no_direction():
    one = reading(make_event(TEXT, FIRST, actors=("state:USA",), recipients=("state:RUS",)))
    assert signatures(one) == signatures(reading(make_event(TEXT, FIRST)))


def test_parallel_threat_has_a_direction():
    there = make_event(TEXT, SECOND, type="THREATEN", actors=("state:CHN",), recipients=("state:JPN",))
    back = make_event(TEXT, SECOND, type="THREATEN", actors=("state:JPN",), recipients=("state:CHN",))
    assert signatures(reading(there)) != signatures(reading(back))


def timex(start: int, end: int) -> Timex:
    return Timex(start=start, end=end, type="DATE", value="2023")


def test_timex_same_span_is_paired_before_an_overlap():
    wide, narrow, wanted = timex(0, 20), timex(5, 10), timex(5, 10)
    assert pair_times([wide, narrow], [wanted]) == [(narrow, wanted)]


def test_timex_each_expression_is_paired_once():
    assert len(pair_times([timex(0, 20)], [timex(0, 5), timex(6, 12)])) == 1


def test_timex_file_gives_text_and_offsets(tmp_path: Path):
    path = tmp_path / "one.tml"
    path.write_text(
        '<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="2023-03-02">2. März</TIMEX3></DCT><TEXT>Sie kam '
        '<TIMEX3 tid="t1" type="DATE" value="2023-03-01">gestern</TIMEX3>'
        '<TIMEX3 tid="t2" type="DURATION" value="P1D"/>.</TEXT></TimeML>',
        encoding="utf-8",
    )
    given = load_time_text(path)
    assert (given.created, given.text) == ("2023-03-02", "Sie kam gestern.")
    assert [(t.start, t.end, t.value) for t in given.times] == [(8, 15, "2023-03-01")]


def test_names_layer_is_scored_not_the_mentions_of_actors():
    text = "Der Minister Sergej Lawrow kam nach Genf."
    person = make_actor(text, "person:sergei-lavrov", "Der Minister Sergej Lawrow")
    names = [
        Name(start=13, end=26, kind="person", score=0.9),
        Name(start=36, end=40, kind="place", score=0.9),
    ]
    document = make_document(text, actors=[person], names=names)
    assert found_names(document) == {("person", 13, 26), ("place", 36, 40)}


def test_names_iob_file_gives_text_and_spans(tmp_path: Path):
    path = tmp_path / "one.iob"
    path.write_text("1\tNew\tB-LOC\n2\tDelhi\tI-LOC\n3\tcalls\tO\n\n1\tLavrov\tB-PER\n", encoding="utf-8")
    (given,) = load_iob(path, word=1, tag=2)
    assert given.text == "New Delhi calls\n\nLavrov"
    assert given.names == (("LOC", 0, 9), ("PER", 17, 23))


def test_gold_evidence_in_both_sentences_counts_for_each():
    event = make_event(TEXT, FIRST, evidence=(Span(0, 8), Span(23, 28)), type="THREATEN", actors=("state:CHN",))
    assert scores(gold(THREAT), event)["f1"] == 1.0
