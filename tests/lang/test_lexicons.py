"""Every entry of the lexicons is read as its own sentences say; the few that are not are named."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest

from depesche.lang import CONFIGURED_LANGUAGES
from evaluation.frames import CueResult, FrameResult, run_cues, run_frames
from evaluation.gate import load_pins

TOLERANCE = 0.02
frames = lru_cache(maxsize=None)(run_frames)
cues = lru_cache(maxsize=None)(run_cues)


def must_hold(wrong: list[str], of: int, pin: str, note: Callable[[str], None]) -> None:
    """Name what is wrong; fail where it is more than the pin allows."""
    share, pinned = 1 - len(wrong) / of, load_pins()["lexicons"].figures[pin]
    if wrong:
        note(f"{pin}: {len(wrong)} of {of} not read as they should be:\n    " + "\n    ".join(wrong))
    assert share >= pinned - TOLERANCE, f"{pin} is {share:.3f}, pinned {pinned:.3f}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("language", CONFIGURED_LANGUAGES)
def test_lexicons_frames_match_their_sentences(language: str, note: Callable[[str], None]):
    results: list[FrameResult] = frames(language)
    wrong = [f"{r.frame.id}  {r.frame.match}" for r in results if not r.matched]
    must_hold(wrong, len(results), f"{language}_matched", note)


@pytest.mark.parametrize("language", CONFIGURED_LANGUAGES)
def test_lexicons_frames_leave_their_no_match_sentences(language: str, note: Callable[[str], None]):
    results: list[FrameResult] = [r for r in frames(language) if r.frame.no_match is not None]
    wrong = [f"{r.frame.id}  {r.frame.no_match}" for r in results if r.overreached]
    must_hold(wrong, len(results), f"{language}_no_match_kept", note)


@pytest.mark.parametrize("language", CONFIGURED_LANGUAGES)
def test_lexicons_cues_announce_a_quotation(language: str, note: Callable[[str], None]):
    results: list[CueResult] = cues(language)
    wrong = [f"{r.cue.id}  {r.cue.match}" for r in results if not r.matched]
    must_hold(wrong, len(results), f"{language}_cues_matched", note)


@pytest.mark.parametrize(("language", "least"), [("de", 250), ("en", 250)])
def test_lexicons_have_enough_frames(language: str, least: int):
    assert len(frames(language)) >= least
