"""Runs the sentences of the frames: each frame has to find an event of its type in its `match`, and none of itself in its `no_match`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from depesche.intake import make_article
from depesche.lang import CONFIGURED_LANGUAGES, Frame, load_pack
from depesche.pipeline import Failure, read_articles


@dataclass(frozen=True)
class FrameResult:
    """What became of a frame's sentences."""

    frame: Frame
    matched: bool
    overreached: bool
    found: tuple[str, ...]
    """Types and frames that were found in the match sentence instead."""


def run_frames(language: str) -> list[FrameResult]:
    """Return the result of each frame of a language."""
    frames = load_pack(language).frames
    matches = _events([frame.match for frame in frames], language)
    wrong = _events([frame.no_match or frame.match for frame in frames], language)
    return [
        FrameResult(
            frame,
            any(event_type in (frame.type, frame.negated) or identity == frame.id for event_type, identity in found),
            frame.no_match is not None and any(identity == frame.id for _, identity in others),
            tuple(f"{t} {i}" for t, i in found),
        )
        for frame, found, others in zip(frames, matches, wrong, strict=True)
    ]


def _events(texts: Sequence[str], language: str) -> list[list[tuple[str, str]]]:
    articles = [make_article(text, language=language, published="2023-03-02") for text in texts]
    found = []
    for document in read_articles(articles):
        if isinstance(document, Failure):
            raise document.error
        found.append([(event.type, event.frame) for event in document.events])
    return found


def score_frames(language: str) -> dict[str, float]:
    """Return the number of frames and the shares whose sentences are read as they should be."""
    results = run_frames(language)
    with_no_match = [r for r in results if r.frame.no_match is not None]
    return {
        "frames": float(len(results)),
        "matched": sum(r.matched for r in results) / max(1, len(results)),
        "no_match_kept": 1 - sum(r.overreached for r in with_no_match) / max(1, len(with_no_match)),
    }


def main() -> None:
    """Print the frames whose sentences are not read as they should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", default=list(CONFIGURED_LANGUAGES))
    for language in parser.parse_args().languages:
        results = run_frames(language)
        for result in results:
            if not result.matched:
                print("miss", result.frame.id, "|", result.frame.match, "|", *result.found)
            if result.overreached:
                print("over", result.frame.id, "|", result.frame.no_match)
        print(
            language,
            len(results),
            "frames,",
            sum(not r.matched for r in results),
            "missed,",
            sum(r.overreached for r in results),
            "overreach",
        )


if __name__ == "__main__":
    main()
