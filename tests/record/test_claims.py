from __future__ import annotations

import pytest

from depesche import api
from depesche.model import Place
from depesche.record import Claim, Record
from depesche.record.claims import read_comparison
from tests.record.reports import act, put

WHO = "person:anna-berg/NOR", "person:ravi-menon/IND"


def met(record: Record, identity: str, date: str, *, words: str | None = None, **fields: object) -> None:
    put(
        record,
        act(identity, "CONSULT", " ".join(WHO), "", f"Anna Berg met Ravi Menon, {identity}.", date=date, published=date,
            comparison=words, **fields),  # type: ignore[arg-type]
    )  # fmt: skip


def claim(record: Record, identity: str = "now") -> Claim:
    found = next(m.claim for m in api.meetings(record) if m.id == identity)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "earlier", "verdict", "entry"),
    [
        ("first meeting in person since 2021", ["2020-05-05"], "supported", None),
        ("erste Begegnung seit 2021", ["2020-05-05"], "supported", None),
        ("first meeting in person since 2021", ["2020-05-05", "2022-06-06"], "contradicted", "m1"),
        (
            "ersten persönlichen Begegnung seit Beginn des Ukraine-Kriegs",
            ["2020-05-05", "2022-02-01"],
            "supported",
            None,
        ),
        (
            "ersten persönlichen Begegnung seit Beginn des Ukraine-Kriegs",
            ["2020-05-05", "2022-03-01"],
            "contradicted",
            "m1",
        ),
        ("first meeting since 2021", [], "undecidable", None),
        ("first meeting", [], "undecidable", None),
        ("first meeting", ["2015-01-01"], "contradicted", "m0"),
        ("first meeting since the coup", ["2015-01-01"], "undecidable", None),
        ("for the third time", ["2020-05-05", "2022-06-06"], "supported", "m1"),
        ("zum dritten Mal", ["2020-05-05"], "undecidable", None),
        ("the second meeting this year", ["2022-06-06", "2023-01-01", "2023-02-01"], "contradicted", "m2"),
        ("as last year in Bali", ["2022-07-07"], "supported", "m0"),
        ("wie im vergangenen Jahr auf Bali", ["2022-07-07"], "supported", "m0"),
        ("as last year in Bali", ["2021-07-07"], "undecidable", None),
        ("an unusually warm meeting", ["2021-07-07"], "undecidable", None),
    ],
)
def test_claims_are_answered_from_the_record(
    store: Record, words: str, earlier: list[str], verdict: str, entry: str | None
) -> None:
    for number, date in enumerate(earlier):
        met(store, f"m{number}", date, place=Place(name="Bali", country="IDN"))
    met(store, "now", "2023-03-02", words=words)
    found = claim(store)
    assert (found.verdict, found.entry, found.words) == (verdict, entry, words)
    assert found.reason


def test_claims_of_meetings_in_person_are_not_contradicted_by_calls(any_record: Record) -> None:
    met(any_record, "m0", "2020-01-01")
    met(any_record, "call", "2022-05-05", modes=("phone",))
    met(any_record, "now", "2023-03-02", words="first meeting in person since 2021")
    assert claim(any_record).verdict == "supported"


def test_claims_are_not_contradicted_by_other_reports_of_the_same_meeting(store: Record) -> None:
    met(store, "m0", "2020-01-01")
    met(store, "now", "2023-03-02", words="first meeting since 2021")
    met(store, "too", "2023-03-02", outlet="other")
    met(store, "eve", "2023-03-02", outlet="third")
    assert claim(store).verdict == "supported"


@pytest.mark.parametrize(
    ("words", "since"),
    [
        ("first since January 2022", "2022-01"),
        ("erste seit März 2019", "2019-03"),
        ("first since 1998", "1998"),
        ("third this year", "2023-01-01"),
        ("first since the coup", None),
    ],
)
def test_claims_say_since_when(words: str, since: str | None) -> None:
    assert read_comparison(words, date="2023-03-02").since == since
