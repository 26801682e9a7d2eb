"""The measurement of speed has texts and counts tokens."""

from __future__ import annotations

from pathlib import Path

from evaluation.syntax_speed import load_texts, shipped_speed


def test_speed_without_shared_data_varies_the_examples(tmp_path: Path) -> None:
    texts = load_texts(tmp_path, count=5)
    assert len(set(texts)) == 5
    assert all(text.endswith("Meldung des Tages.") for text in texts)


def test_speed_counts_tokens_and_seconds() -> None:
    speed = shipped_speed(["Moskau schwieg.", "Kiew protestierte scharf."])
    assert speed.tokens == 7
    assert speed.rate > 0
    assert speed.wall_seconds > 0
