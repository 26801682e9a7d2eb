from __future__ import annotations

import random

import pytest

from depesche import api
from depesche.model import Document
from depesche.record import Record
from depesche.record.copies import share_of, shingles_of
from tests.record.reports import act, put, report

_WORDS = [f"{a}{b}{c}" for a in "bdgklmnprst" for b in "aeiou" for c in ("n", "r", "s", "lt", "mp")]


def sentences(seed: int, number: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(_WORDS, k=14)).capitalize() + "." for _ in range(number)]


def edited(text: str, share: float, seed: int = 1) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(_WORDS) if chance.random() < share else word for word in text.split())


AGENCY = sentences(1, 24)
FULL = " ".join(AGENCY)


@pytest.mark.parametrize(
    ("text", "agencies", "copied"),
    [
        (FULL, (), True),
        (" ".join(AGENCY[:12]), (), True),
        (" ".join(AGENCY[12:]), (), True),
        (" ".join(AGENCY[:6]), (), True),
        ("Own headline here. " + FULL + " A line of our own at the end.", (), True),
        (edited(FULL, 0.06), (), True),
        (edited(FULL, 0.16), ("AFP",), True),
        (" ".join(AGENCY[:12] + sentences(5, 12)), (), True),
        (" ".join(sentences(2, 24)), ("AFP",), False),
        (" ".join(sentences(3, 23) + AGENCY[:1]), ("AFP",), False),
    ],
    ids=["whole", "first half", "second half", "quarter", "framed", "edited", "much edited, same agency", "half own",
         "other text of the agency", "one sentence"],
)  # fmt: skip
def test_copies_are_found(any_record: Record, text: str, agencies: tuple[str, ...], copied: bool) -> None:
    put(any_record, report("first", FULL, published="2023-03-02", agencies=("AFP",)))
    put(any_record, report("second", text, published="2023-03-03", agencies=agencies))
    view = api.article(any_record, "second")
    assert view is not None
    assert (view.entry.copy_of == "first") is copied
    assert [entry.id for entry in view.copies] == (["first"] if copied else [])
    if copied:
        assert 0.2 <= (view.entry.share or 0) <= 1


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("2023-03-02", "2023-03-30", True),
        ("2023-03", "2023-03-30", True),
        (None, "2023-03-30", True),
        ("2021-03-02", None, True),
        ("2023-03-02", "2023-07-02", False),
    ],
)
def test_copies_are_looked_for_around_the_month(store: Record, one: str | None, other: str | None, found: bool) -> None:
    put(store, report("a", FULL, published=one), report("b", FULL + " Own words.", published=other))
    assert (api.stats(store).copies == 1) is found


def test_copies_of_copies_have_the_earliest_as_origin(any_record: Record) -> None:
    put(any_record, report("late", " ".join(AGENCY[:14]), published="2023-03-05"))
    put(any_record, report("middle", FULL, published="2023-03-04"))
    put(any_record, report("early", " ".join(AGENCY[10:]), published="2023-03-03"))
    assert {entry.id: entry.copy_of for entry in api.articles(any_record)} == {
        "late": "early", "middle": "early", "early": None,
    }  # fmt: skip


def told(identity: str, published: str, rest: str) -> Document:
    text = f"Russia expelled the envoy of the USA, Paul Winter, on Thursday. {rest}"
    words = "Russia expelled the envoy of the USA, Paul Winter, on Thursday."
    from tests.record.reports import event

    made = event(identity, "SANCTION", "RUS", "USA", words=words, text=text, date="2023-03-02")
    return report(f"a-{identity}", text, published=published, outlet=identity, actors="RUS USA", events=[made])


def test_copies_count_once_as_evidence(any_record: Record) -> None:
    put(any_record, told("e1", "2023-03-03", FULL), told("e2", "2023-03-03", FULL + " Cut here."))
    put(any_record, told("e3", "2023-03-04", " ".join(sentences(9, 20))))
    (happening,) = api.happenings(any_record)
    assert (happening.reports, happening.independent) == (3, 2)
    assert sorted(happening.outlets) == ["e1", "e2", "e3"]


def test_copies_are_forgotten_with_the_article_read_anew(any_record: Record) -> None:
    put(any_record, report("a", FULL, published="2023-03-02"), report("b", FULL + " More.", published="2023-03-03"))
    put(any_record, report("a", FULL, published="2023-03-02"), pipeline="2")
    assert {entry.id: entry.copy_of for entry in api.articles(any_record)} == {"a": None, "b": "a"}
    assert api.check(any_record) == []


def test_shares_are_of_the_shorter_text() -> None:
    half = " ".join(AGENCY[:12])
    assert share_of(shingles_of(half), shingles_of(FULL)) == 1.0
    assert share_of(shingles_of(FULL), shingles_of(half)) == 1.0
    assert share_of(shingles_of(""), shingles_of(FULL)) == 0.0
    assert len(shingles_of("too short")) == 1


def test_copies_need_no_words(store: Record) -> None:
    put(store, act("e1", "ACCUSE", "RUS", "USA", "Nein!"), act("e2", "ACCUSE", "RUS", "USA", "Nein!", outlet="x"))
    assert api.check(store) == []
