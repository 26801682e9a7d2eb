"""Runs the sentences of the lexicons.

Each frame has to find an event of its type in its `match`, and none of itself in its `no_match`; each cue a quotation
that one of its words announces, as the cue itself or inside the announcing clause ("nach *Angaben* aus Paris").
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from depesche.intake import make_article
from depesche.lang import CONFIGURED_LANGUAGES, Cue, Frame, load_pack
from depesche.model import Document, TokenIndex
from depesche.pipeline import Failure, read_articles
from evaluation.figures import share


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
    return [[(event.type, event.frame) for event in document.events] for document in _documents(texts, language)]


def _documents(texts: Sequence[str], language: str) -> list[Document]:
    documents = []
    for document in read_articles(make_article(text, language=language, published="2023-03-02") for text in texts):
        if isinstance(document, Failure):
            raise document.error
        documents.append(document)
    return documents


@dataclass(frozen=True)
class CueResult:
    """What became of a cue's sentence."""

    cue: Cue
    matched: bool
    found: tuple[str, ...]
    """Lemmas of the words that announce the quotations found in the sentence."""


def run_cues(language: str) -> list[CueResult]:
    """Return the result of each cue of a language."""
    cues = load_pack(language).cues
    documents = _documents([cue.match for cue in cues], language)
    found = [_cue_lemmas(document) for document in documents]
    return [CueResult(cue, _is_one_of(cue, lemmas), lemmas) for cue, lemmas in zip(cues, found, strict=True)]


def _cue_lemmas(document: Document) -> tuple[str, ...]:
    index = TokenIndex(document.sentences)
    spans = [span for quotation in document.quotations for span in (*quotation.cue, *quotation.frame)]
    return tuple(dict.fromkeys(token.lemma for span in spans for _, token in index.tokens_in(span)))


def _is_one_of(cue: Cue, lemmas: Sequence[str]) -> bool:
    wanted = tuple(lemma.replace("ß", "ss").lower() for lemma in cue.lemmas)
    return any(lemma.replace("ß", "ss").lower().endswith(wanted) for lemma in lemmas)


def score_frames(language: str) -> dict[str, float]:
    """Return the number of frames and the shares whose sentences are read as they should be."""
    results = run_frames(language)
    with_no_match = [r for r in results if r.frame.no_match is not None]
    return {
        "frames": float(len(results)),
        "matched": share(sum(r.matched for r in results), len(results)),
        "no_match_kept": share(sum(not r.overreached for r in with_no_match), len(with_no_match)),
    }


def score_cues(language: str) -> dict[str, float]:
    """Return the number of cues and the share whose sentences are read as they should be."""
    results = run_cues(language)
    return {"cues": float(len(results)), "cues_matched": share(sum(r.matched for r in results), len(results))}


def main() -> None:
    """Print the frames and cues whose sentences are not read as they should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("languages", nargs="*", default=list(CONFIGURED_LANGUAGES))
    for language in parser.parse_args().languages:
        frames, cues = run_frames(language), run_cues(language)
        for result in frames:
            if not result.matched:
                print("miss", result.frame.id, "|", result.frame.match, "|", *result.found)
            if result.overreached:
                print("over", result.frame.id, "|", result.frame.no_match)
        for said in cues:
            if not said.matched:
                print("cue ", said.cue.id, "|", said.cue.match, "|", *said.found)
        missed, over = sum(not r.matched for r in frames), sum(r.overreached for r in frames)
        print(f"{language}: {len(frames)} frames, {missed} missed, {over} overreach;", end=" ")
        print(f"{len(cues)} cues, {sum(not said.matched for said in cues)} missed")


if __name__ == "__main__":
    main()
