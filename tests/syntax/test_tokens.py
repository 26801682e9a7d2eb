"""Tokens and sentences: pairs of texts that differ in little and split differently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.errors import LexiconError
from depesche.model import Block
from depesche.syntax.tokens import Tokenizer, load_tokenizer


def _sentences(text: str, language: str = "de") -> list[str]:
    return [text[found[0][0] : found[-1][1]] for found in load_tokenizer(language).sentences(text)]


def _tokens(text: str, language: str = "de") -> list[str]:
    return [text[start:end] for start, end in load_tokenizer(language).tokens(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Er kam am 2. März an.", 1),
        ("Er kam als 2. Sie gewann.", 2),
        ("Hansa verstärkt sich für die kommende 2. Liga.", 1),
        ("Hansa siegte im Jahr 2004. Der Trainer ging.", 2),
        ("Nadal gewann sein 21. Turnier in Melbourne.", 1),
        ("Das regelt Art. 5 des Vertrags.", 1),
        ("Finnwale gelten als gefährdete Art. In Oslo sieht man das anders.", 2),
        ("Dr. Meier sprach mit Prof. Kunz.", 1),
        ("Das kostet 3 Mio. Euro im Jahr.", 1),
        ("Das kostet 3 Mio. Der Minister schwieg.", 2),
        ("Sie sprachen über Öl, Gas usw. Danach reisten sie ab.", 2),
        ("Der General a. D. Kujat widersprach.", 1),
        ("Niederlagen gab es in Thailand I. Die Damen schieden aus.", 2),
        ("J. Meyer und K. Schulz reisten an.", 1),
        ("Beobachter sprachen von einer freien Wahl.Unterdessen wurde gezählt.", 2),
        ("Das meldete die Seite spiegel.de am Montag.", 1),
        ("„Wir gehen.“ Dann schwieg er.", 2),
        ("„Wir gehen.“, sagte er.", 1),
        ("»Wir gehen!« Sie blieb.", 2),
        ("«Wir gehen?» Sie blieb.", 2),
        ("Das sagte er (am Montag.) Danach ging er.", 2),
        ("Warum nur ... fragte er.", 1),
    ],
)
def test_tokens_de_sentence_count(text: str, count: int) -> None:
    assert len(_sentences(text)) == count, _sentences(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He met Gen. Smith on Monday.", 1),
        ("He left the U.S. He never came back.", 2),
        ("The U.S. Senate voted.", 1),
        ("It opens at 9 a.m. The minister will speak.", 2),
        ('"We go." Then he left.', 2),
        ("“We go,” he said.", 1),
        ("Mr. J. Doe arrived.", 1),
        ("It rose 3.5 percent. Prices fell.", 2),
    ],
)
def test_tokens_en_sentence_count(text: str, count: int) -> None:
    assert len(_sentences(text, "en")) == count, _sentences(text, "en")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("US-Außenminister", ["US-Außenminister"]),
        ("2. März", ["2.", "März"]),
        ("G20-Gipfel.", ["G20-Gipfel", "."]),
        ("z.B. heute", ["z.B.", "heute"]),
        ("„Nein“, sagte", ["„", "Nein", "“", ",", "sagte"]),
        ("1.234,50 Euro", ["1.234,50", "Euro"]),
        ("Präsident*innen", ["Präsident*innen"]),
        ("https://example.org/a?b=1.", ["https://example.org/a?b=1", "."]),
    ],
)
def test_tokens_de_words(text: str, tokens: list[str]) -> None:
    assert _tokens(text) == tokens


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("don't", ["do", "n't"]),
        ("Russia's", ["Russia", "'s"]),
        ("cannot", ["can", "not"]),
        ("ministers’ talks", ["ministers", "’", "talks"]),
        ("U.S.-led", ["U.S.", "-", "led"]),
        ("well-known", ["well", "-", "known"]),
        ("e-mail", ["e-mail"]),
    ],
)
def test_tokens_en_words(text: str, tokens: list[str]) -> None:
    assert _tokens(text, "en") == tokens


def test_tokens_de_no_sentence_crosses_a_block() -> None:
    text = "Treffen in Wien\n\nDie Minister sprachen miteinander."
    blocks = [Block("headline", 0, 15), Block("paragraph", 17, len(text))]
    found = load_tokenizer("de").sentences(text, blocks)
    assert [text[s[0][0] : s[-1][1]] for s in found] == ["Treffen in Wien", "Die Minister sprachen miteinander."]


def test_tokens_de_endless_sentence_is_cut_at_commas() -> None:
    found = load_tokenizer("de").sentences("Erst, dann, " * 200)
    assert len(found) > 1
    assert max(map(len, found)) <= 140


@pytest.mark.parametrize("language", ["de", "en"])
@given(text=st.text(max_size=120))
def test_tokens_cover_every_visible_character_once(language: str, text: str) -> None:
    tokens = [span for sentence in load_tokenizer(language).sentences(text) for span in sentence]
    covered = [place for start, end in tokens for place in range(start, end)]
    assert covered == sorted(set(covered))
    visible = {place for place, letter in enumerate(text) if not letter.isspace()}
    assert visible <= set(covered)


def test_tokens_unknown_language_says_what_is_missing() -> None:
    with pytest.raises(LexiconError, match=r"tokens\.toml"):
        Tokenizer("xx")
