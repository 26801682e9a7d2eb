"""What intake finds in a printed report: headline, caption and credit, subheadings, dateline, agencies, initials, date."""

from __future__ import annotations

import textwrap

import pytest

from depesche.errors import InputError, LanguageError
from depesche.intake import identify_language, make_article

CAPTION = "Der Minister trifft am 2. März in Wien ein. Foto: Erika Muster / AFP"
BODY = "Der Minister hat am Donnerstag in Wien seinen Amtskollegen getroffen. Das Gespräch dauerte zwei Stunden."


def kinds(text: str, **options: str) -> list[tuple[str, str]]:
    article = make_article(text, language="de", **options)
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_intake_caption_and_credit_are_parted():
    found = kinds(f"{CAPTION}\n\n{BODY}")
    assert found[:2] == [
        ("caption", "Der Minister trifft am 2. März in Wien ein."),
        ("credit", "Foto: Erika Muster / AFP"),
    ]
    assert found[2:] == [("paragraph", BODY)]


@pytest.mark.parametrize(("header", "published"), [
    ("date 2023-03 ", "2023-03"), ("Datum: 2023-03-02\n\n", "2023-03-02"), ("Stand: 2.3.2023\n\n", "2023-03-02"),
    ("", None),
])  # fmt: skip
def test_intake_header_date_is_as_precise_as_printed(header: str, published: str | None):
    article = make_article(header + BODY, language="de")
    assert article.published == published
    assert article.text == BODY


def test_intake_given_date_overrides_the_printed_one():
    assert make_article("date 2023-03 " + BODY, language="de", published="2023-03-04").published == "2023-03-04"


@pytest.mark.parametrize(("end", "agencies", "initials"), [
    ("(afp/er)", ("AFP",), ("er",)), ("(dpa)", ("dpa",), ()), ("(Reuters)", ("Reuters",), ()), ("", (), ()),
])  # fmt: skip
def test_intake_signature_names_agency_and_author(end: str, agencies: tuple[str, ...], initials: tuple[str, ...]):
    article = make_article(f"{BODY} {end}", language="de")
    assert (article.agencies, article.bylines) == (agencies, initials)


def test_intake_dateline_names_place_and_agency():
    article = make_article(f"WIEN (dpa) - {BODY}", language="de")
    assert (article.dateline, article.agencies) == ("WIEN", ("dpa",))


@pytest.mark.parametrize(("dateline", "place"), [
    ("Oslo, 12 May 2025 (Reuters) - ", "Oslo"), ("OSLO, May 12 (Reuters) - ", "OSLO"), ("Oslo, 12. Mai (dpa) - ", "Oslo"),
    ("Sofia, Bulgaria, May 12, 2025 (AP) — ", "Sofia"), ("Oslo, 12.05.2025 (dpa) - ", "Oslo"),
    ("Oslo, sagte der Minister (er heißt Lie) - ", None), ("OSLO, May 12 - ", "OSLO"), ("Kairo/Khartum - ", "Kairo/Khartum"),
    ("NEU-DELHI — ", "NEU-DELHI"), ("Warschau. ", "Warschau"), ("Sofia, Bulgaria — ", "Sofia"), ("Schluss - ", None),
    ("Richtig. ", None), ("Erding. ", None), ("Lima, 20. November 2025. ", "Lima"), ("Tunis (eigener Bericht) – ", "Tunis"),
    ("OSLO, May 12, 2025 (own report) - ", "OSLO"), ("Minister, 20. November 2025. ", None),
])  # fmt: skip
def test_intake_dateline_may_have_a_day(dateline: str, place: str | None):
    article = make_article(f"{dateline}{BODY}", language="de")
    assert article.dateline == place
    assert article.text.startswith(dateline.strip())


@pytest.mark.parametrize(("opening", "published"), [
    ("Thursday, June 6, 2024\n\n", "2024-06-06"), ("Freitag, 3. März 2023\n\n", "2023-03-03"), ("2.3.2023\n\n", "2023-03-02"),
    ("Oslo, 12 May 2025 (Reuters) - ", "2025-05-12"), ("OSLO, May 12 (Reuters) - ", None), ("May 2025 was hot\n\n", None),
])  # fmt: skip
def test_intake_day_in_words_is_the_day_of_the_report(opening: str, published: str | None):
    article = make_article(opening + BODY, language="de")
    assert article.published == published
    assert article.headline == (opening.strip() if "hot" in opening else None)


def test_intake_short_line_without_stop_is_a_heading():
    found = kinds(f"Minister treffen sich in Wien\n\n{BODY}\n\nKritik aus Teheran\n\n{BODY}")
    assert [kind for kind, _ in found] == ["headline", "paragraph", "subheading", "paragraph"]


def test_intake_wrapped_lines_are_one_paragraph():
    text = f"{BODY} {BODY} {BODY}"
    assert kinds(textwrap.fill(text, width=60)) == [("paragraph", text)]


def test_intake_same_text_has_the_same_id():
    one, other = make_article(BODY, language="de"), make_article(f"  {BODY}\r\n", language="de")
    assert one.id == other.id
    assert one.id != make_article(BODY + " Mehr nicht.", language="de").id


@pytest.mark.parametrize(("text", "language"), [
    (BODY, "de"), ("The foreign ministers met in Vienna on Thursday and talked about the war.", "en"),
])  # fmt: skip
def test_intake_language_is_identified(text: str, language: str):
    assert identify_language(text) == language


@pytest.mark.parametrize("text", [
    "Le président français a rencontré la chancelière allemande à Paris.",
    "Il ministro degli esteri ha incontrato il suo collega a Vienna giovedì.",
    "日本の首相は月曜日に東京でフランスの大統領と会談した。",
])  # fmt: skip
def test_intake_language_that_is_not_configured_is_refused(text: str):
    with pytest.raises(LanguageError, match="not configured"):
        make_article(text)


@pytest.mark.parametrize("text", ["", " \n", "12.5 %", "date 2023-03"])
def test_intake_text_without_words_is_refused(text: str):
    with pytest.raises(InputError, match="no words"):
        make_article(text, language="de")
