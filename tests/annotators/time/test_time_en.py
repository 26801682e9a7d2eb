"""English time expressions: invented sentences, read on Wednesday, 8 March 2023, without trees unless tense matters."""

from __future__ import annotations

import pytest

from depesche.annotators.time import find_timexes
from tests.factory import make_sentences

PUBLISHED = "2023-03-08"


def read(text: str, *, anchor: str | None = PUBLISHED, rows: str | None = None) -> list[tuple[str, str, str]]:
    """The expressions as (words, type, value)."""
    sentences = make_sentences(text, rows) if rows else ()
    found = find_timexes(text, language="en", anchor=anchor, sentences=sentences)
    return [(text[t.start : t.end], t.type, t.value) for t in found]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("He arrived on March 2, 2023, by train.", "March 2, 2023", "2023-03-02"),
        ("He arrived on Thursday, March 2, 2023.", "Thursday, March 2, 2023", "2023-03-02"),
        ("It was signed on 24 February 2022.", "24 February 2022", "2022-02-24"),
        ("It was signed on the 24th of February 2022.", "the 24th of February 2022", "2022-02-24"),
        ("Signed 02/24/2022 in Kyiv.", "02/24/2022", "2022-02-24"),
        ("Updated 2023-03-02 in Delhi.", "2023-03-02", "2023-03-02"),
        ("On March 2 he left.", "March 2", "2023-03-02"),
        ("On Feb. 24, troops crossed the border.", "Feb. 24", "2023-02-24"),
        ("The vote on December 21 failed.", "December 21", "2022-12-21"),
        ("Talks failed in March 2022.", "March 2022", "2022-03"),
        ("She left in late January.", "late January", "2023-01"),
        ("He had visited Vienna in December.", "December", "2022-12"),
        ("The council met last November.", "last November", "2022-11"),
        ("Since mid-February, workers have been on strike.", "mid-February", "2023-02"),
        ("Kabul fell in the summer of 2021.", "the summer of 2021", "2021-SU"),
        ("They met last summer.", "last summer", "2022-SU"),
        ("The economy shrank in the third quarter of 2022.", "the third quarter of 2022", "2022-Q3"),
        ("The first half of 2023 will be hard.", "The first half of 2023", "2023-H1"),
        ("Fiscal 2024 begins soon.", "Fiscal 2024", "FY2024"),
        ("War broke out in the early 1990s.", "the early 1990s", "199"),
        ("In the 19th century the state was founded.", "the 19th century", "18"),
        ("The peninsula was annexed in 2014.", "2014", "2014"),
        ("By late 2022 the tide had turned.", "late 2022", "2022"),
        ("He arrived on Tuesday.", "Tuesday", "2023-03-07"),
        ("He arrived on Wednesday.", "Wednesday", "2023-03-08"),
        ("He arrived last Wednesday.", "last Wednesday", "2023-03-01"),
        ("The council meets next Friday.", "next Friday", "2023-03-10"),
        ("He cancelled on Monday of last week.", "Monday of last week", "2023-02-27"),
        ("She said so yesterday.", "yesterday", "2023-03-07"),
        ("Tomorrow they vote.", "Tomorrow", "2023-03-09"),
        ("Today's vote failed.", "Today", "2023-03-08"),
        ("He left last week.", "last week", "2023-W09"),
        ("The deadline is next month.", "next month", "2023-04"),
        ("He stayed last year.", "last year", "2022"),
        ("Last year's summit failed.", "Last year", "2022"),
        ("It should end by the end of the year.", "the end of the year", "2023"),
        ("He spoke earlier this week.", "earlier this week", "2023-W10"),
        ("Over the weekend thousands protested.", "the weekend", "2023-W09-WE"),
        ("Talks began two weeks ago.", "two weeks ago", "2023-W08"),
        ("He came three days ago.", "three days ago", "2023-03-05"),
        ("The war began a year ago.", "a year ago", "2022"),
        ("He came a few days ago.", "a few days ago", "PAST_REF"),
        ("Guns fall silent at Christmas.", "Christmas", "2022-12-25"),
        ("Easter 2022 was quiet.", "Easter 2022", "2022-04-17"),
        ("Thanksgiving 2022 was cold.", "Thanksgiving 2022", "2022-11-24"),
        ("On New Year's Eve 2021 he spoke.", "New Year's Eve 2021", "2021-12-31"),
        ("Currently no talks are planned.", "Currently", "PRESENT_REF"),
        ("He recently resigned.", "recently", "PAST_REF"),
        ("Nothing will change in the near future.", "the near future", "FUTURE_REF"),
    ],
)
def test_time_en_date(text: str, words: str, value: str) -> None:
    assert (words, "DATE", value) in read(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("On Monday morning the strike began.", "Monday morning", "2023-03-06TMO"),
        ("He landed last night.", "last night", "2023-03-07TNI"),
        ("He speaks tonight.", "tonight", "2023-03-08TNI"),
        ("It begins at 10 a.m. today.", "10 a.m.", "2023-03-08T10:00"),
        ("He spoke at 9:30 p.m. on Tuesday.", "9:30 p.m.", "2023-03-07T21:30"),
        ("The raid began at 5am.", "5am", "2023-03-08T05:00"),
        ("The truce holds from midnight.", "midnight", "2023-03-08T24:00"),
        ("This afternoon he resigned.", "This afternoon", "2023-03-08TAF"),
        ("Doors open at 8 o'clock.", "8 o'clock", "2023-03-08T08:00"),
    ],
)
def test_time_en_time_of_day(text: str, words: str, value: str) -> None:
    assert (words, "TIME", value) in read(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They spoke for ten minutes.", "ten minutes", "PT10M"),
        ("It lasted half an hour.", "half an hour", "PT30M"),
        ("It lasted two and a half years.", "two and a half years", "P30M"),
        ("He served for five years.", "five years", "P5Y"),
        ("The three-day summit ended.", "three-day", "P3D"),
        ("They agreed on a 72-hour truce.", "72-hour", "PT72H"),
        ("In the past two years it grew.", "the past two years", "P2Y"),
        ("In recent months it fell.", "recent months", "PXM"),
        ("It took several weeks.", "several weeks", "PXW"),
        ("In the coming weeks they decide.", "the coming weeks", "PXW"),
        ("It was the first meeting in a decade.", "a decade", "P1DE"),
        ("They fought for years.", "years", "PXY"),
    ],
)
def test_time_en_duration(text: str, words: str, value: str) -> None:
    assert (words, "DURATION", value) in read(text)


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They meet daily.", "daily", "P1D"),
        ("The annual conference begins.", "annual", "P1Y"),
        ("Every Monday they march.", "Every Monday", "XXXX-WXX-1"),
        ("They vote every two years.", "every two years", "P2Y"),
        ("The council meets every other week.", "every other week", "P2W"),
        ("The council meets twice a month.", "twice a month", "P1M"),
    ],
)
def test_time_en_set(text: str, words: str, value: str) -> None:
    assert (words, "SET", value) in read(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The summit of March 9 to 11, 2022, was short.", [("March 9", "2022-03-09"), ("11, 2022", "2022-03-11")]),
        ("Between 1939 and 1945 there was war.", [("1939", "1939"), ("1945", "1945")]),
        (
            "Open from 2 to 6 p.m. today.",
            [("2", "2023-03-08T14:00"), ("6 p.m.", "2023-03-08T18:00"), ("today", PUBLISHED)],
        ),
        ("From March to May 2020 it was quiet.", [("March", "2020-03"), ("May 2020", "2020-05")]),
    ],
)
def test_time_en_range_gives_both_ends(text: str, found: list[tuple[str, str]]) -> None:
    assert [(words, value) for words, _, value in read(text)] == found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The council met on March 2, 2022. The next day he left.", "The next day", "2022-03-03"),
        ("He joined in 1990. Two years later he quit.", "Two years later", "1992"),
        ("He came on May 2, 2020, and left three days later.", "three days later", "2020-05-05"),
        ("The meeting of March 2020 was called off; it took place in June.", "June", "2020-06"),
    ],
)
def test_time_en_counts_from_the_day_told_of(text: str, words: str, value: str) -> None:
    assert (words, "DATE", value) in read(text)


def test_time_en_length_ahead_points_to_a_date() -> None:
    text = "Talks resume in three days."
    found = find_timexes(text, language="en", anchor=PUBLISHED)
    assert [(text[t.start : t.end], t.type, t.value, t.date) for t in found] == [
        ("three days", "DURATION", "P3D", "2023-03-11")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The 38-year-old diplomat was silent.",
        "She is 62 years old.",
        "About 2000 people fled.",
        "Prime Minister Theresa May smiled.",
        "They march in silence.",
        "It cost $2000 and 2.5 million euros.",
        "He was second in the race.",
        "On February 31, 2022",
    ],
)
def test_time_en_is_no_time(text: str) -> None:
    assert read(text) == []


_PAST = """The the DET 2 det
ministers minister NOUN 3 nsubj
met meet VERB 0 root Tense=Past|VerbForm=Fin
on on ADP 5 case
Friday Friday PROPN 3 obl
. . PUNCT 3 punct"""
_PRESENT = """The the DET 2 det
ministers minister NOUN 3 nsubj
meet meet VERB 0 root Tense=Pres|VerbForm=Fin
on on ADP 5 case
Friday Friday PROPN 3 obl
. . PUNCT 3 punct"""
_WILL = """The the DET 2 det
ministers minister NOUN 4 nsubj
will will AUX 4 aux VerbForm=Fin
meet meet VERB 0 root VerbForm=Inf
on on ADP 6 case
Friday Friday PROPN 4 obl
. . PUNCT 4 punct"""
_PLANNED = """The the DET 2 det
talks talk NOUN 4 nsubj:pass
are be AUX 4 aux:pass Tense=Pres|VerbForm=Fin
scheduled schedule VERB 0 root VerbForm=Part|Tense=Past
for for ADP 6 case
Friday Friday PROPN 4 obl
. . PUNCT 4 punct"""


@pytest.mark.parametrize(
    ("text", "rows", "value"),
    [
        ("The ministers met on Friday.", _PAST, "2023-03-03"),
        ("The ministers meet on Friday.", _PRESENT, "2023-03-10"),
        ("The ministers will meet on Friday.", _WILL, "2023-03-10"),
        ("The talks are scheduled for Friday.", _PLANNED, "2023-03-10"),
    ],
)
def test_time_en_weekday_follows_tense(text: str, rows: str, value: str) -> None:
    assert read(text, rows=rows) == [("Friday", "DATE", value)]


@pytest.mark.parametrize(("anchor", "value"), [("2023-03", "2023-03-02"), ("2023", "2023-03-02"), (None, "2023-03-02")])
def test_time_en_weekday_is_near_the_text_s_own_date(anchor: str | None, value: str) -> None:
    text = "They arrived on March 2, 2023. On Thursday they spoke."
    assert [v for w, _, v in read(text, anchor=anchor) if w == "Thursday"] == [value]
