"""The tasks of the evaluation: what each scores, on which data, and which figures are pinned."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Figures = dict[str, float]
LOWER_IS_BETTER = frozenset({"unlisted_events", "start_seconds"})
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Task:
    """One scorer and the data it needs."""

    name: str
    title: str
    data: tuple[str, ...]
    """Files or folders below the shared folder; empty where the project's own data is scored."""
    score: Callable[[Path], Figures]
    """Takes the shared folder."""
    pinned: tuple[str, ...]
    """The figures that must not fall."""
    quick: bool = True
    """Whether it belongs into the test suite."""
    shown: tuple[str, ...] = ()
    """The figures that the tables show; empty for all."""

    def missing(self, shared: Path) -> str | None:
        """Return the first piece of data that is not there, None if all is."""
        return next((name for name in self.data if not (shared / name).exists()), None)

    def sha256(self, shared: Path) -> str:
        """Return a digest of the gold data: names and bytes of its files."""
        total = hashlib.sha256()
        for name in self.data:
            path = shared / name
            files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
            for file in files:
                total.update(file.relative_to(shared).as_posix().encode())
                total.update(file.read_bytes())
        return total.hexdigest()


def _gold(shared: Path) -> Figures:
    from evaluation.gold import score_gold

    return score_gold(shared / "gold" / "dev")


def _gsr(shared: Path) -> Figures:
    from evaluation.gsr import score_gsr

    return score_gsr(shared / "plover" / "gsr_dev.json")


def _quotations(shared: Path) -> Figures:
    from evaluation.quotations import score_quotations

    return score_quotations(shared / "quotations" / "dev")


def _timex(shared: Path) -> Figures:
    from evaluation.timex import score_timex

    return score_timex(shared / "timex" / "krauts_dolomiten42")


def _names(shared: Path) -> Figures:
    from evaluation.names import score_names

    return score_names(shared / "ner")


def _parallel(shared: Path) -> Figures:
    from evaluation.parallel import score_parallel

    return score_parallel(shared / "parallel")


def _seed(shared: Path) -> Figures:
    from evaluation.seed import score_seed

    return score_seed(shared / "seed" / "neu-delhi-2023.txt")


def _treebanks(shared: Path) -> Figures:
    from evaluation.treebanks import score_treebanks

    return flattened(score_treebanks(shared / "treebanks"))


def _frames(_: Path) -> Figures:
    from evaluation.frames import score_cues, score_frames

    scores = {language: score_frames(language) | score_cues(language) for language in ("de", "en")}
    return flattened(scores)


def _merging(_: Path) -> Figures:
    from evaluation.merging import judge_pairs, score_pairs

    figures = score_pairs(judge_pairs())
    return {"precision": figures.precision, "recall": figures.recall, "pairs": float(figures.pairs)}


def _speed(_: Path) -> Figures:
    from evaluation.speed import score_speed

    return score_speed(ROOT / "examples")


def flattened(scores: Mapping[str, Mapping[str, float]]) -> Figures:
    """Return `{"de": {"las": …}}` as `{"de_las": …}`."""
    return {f"{group}_{name}": value for group, values in scores.items() for name, value in values.items()}


_LEXICON = tuple(
    f"{language}_{name}" for language in ("de", "en") for name in ("matched", "no_match_kept", "cues_matched")
)
TASKS = (
    Task("seed", "First report, of 11 events and 11 quotations", ("seed/neu-delhi-2023.txt",), _seed,
         ("events", "unlisted_events", "quotations", "speakers", "offices", "meeting_facts")),
    Task("gold", "Event readings", ("gold/dev",), _gold, ("f1", "actor_f1", "recipient_f1", "status", "date", "country")),
    Task("gsr", "PLOVER gold standard records, accuracy", ("plover/gsr_dev.json",), _gsr, ("type", "actor", "recipient")),
    Task("quotations", "Quotations in German Wikinews", ("quotations/dev",), _quotations,
         ("content_f1", "joint_f1", "direct_speaker_of_all")),
    Task("timex", "German time expressions, KRAUTS", ("timex/krauts_dolomiten42",), _timex,
         ("strict_f1", "relaxed_f1", "value_f1")),
    Task("names", "Names, exact spans", ("ner/mobie_dev.conll", "ner/smartdata_v1_test.json.gz", "ner/uner_en_ewt_dev.iob2"),
         _names, ("ewt_f1", "smartdata_f1"), quick=False),
    Task("parallel", "Same stories in German and English", ("parallel",), _parallel, ("agreement",), quick=False),
    Task("treebanks", "Syntax on held-out trees", ("treebanks",), _treebanks, ("de_las", "en_las"), False,
         tuple(f"{language}_{name}" for language in ("de", "en") for name in ("uas", "las", "upos", "lemma"))
         + ("raw_text_sentence_f1",)),
    Task("lexicons", "Sentences of the lexicons read as they should be", (), _frames, _LEXICON),
    Task("merging", "Reports of the same happening, own pairs", (), _merging, ("precision", "recall"), quick=False),
    Task("speed", "Speed on the examples", (), _speed, ("start_seconds", "articles_per_second"), quick=False),
)  # fmt: skip
