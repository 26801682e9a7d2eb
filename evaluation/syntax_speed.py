"""Measures syntax on one core: tokens a second from text to trees with lemmas, and the memory that takes.

`--spacy` measures spaCy's default CNN pipeline on the same texts in the same run, where spaCy is installed. Its weights
are untrained: they cost the same time, whatever they say. Processor seconds count, so that other work on the machine
does not; the wall clock is shown beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path("../shared/quotations/train")
EXAMPLES = Path(__file__).parent.parent / "examples"
COUNT = 500
_INITIAL_SENTENCES = 200


@dataclass(frozen=True, slots=True)
class Speed:
    """What one measurement found."""

    name: str
    tokens: int
    cpu_seconds: float
    wall_seconds: float

    @property
    def rate(self) -> float:
        """Tokens for each second of processor time."""
        return self.tokens / self.cpu_seconds


def load_texts(folder: Path, *, count: int = COUNT) -> list[str]:
    """Return `count` German articles of a folder with quotation sets, or examples with other numbers in them."""
    paths = sorted(folder.glob("*.json"))[:count]
    if len(paths) == count:
        return [json.loads(path.read_text(encoding="utf-8"))["originalText"] for path in paths]
    examples = [EXAMPLES / name for name in ("treffen-wien.txt", "drohung-grenze.txt")]
    texts = [path.read_text(encoding="utf-8") for path in examples]
    return [f"{texts[number % len(texts)]}\n\nDas war die {number}. Meldung des Tages." for number in range(count)]


def on_one_core() -> None:
    """Keep this process, and the libraries loaded after, on one core."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "DEPESCHE_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _measure(name: str, run: Callable[[], int], repeat: int) -> Speed:
    best: Speed | None = None
    for _ in range(repeat):
        wall, cpu = time.perf_counter(), time.process_time()
        tokens = run()
        speed = Speed(name, tokens, time.process_time() - cpu, time.perf_counter() - wall)
        if best is None or speed.cpu_seconds < best.cpu_seconds:
            best = speed
    assert best is not None
    return best


def shipped_speed(texts: Sequence[str], *, repeat: int = 1) -> Speed:
    """Return the speed of the shipped German parser, its model loaded before."""
    from depesche.syntax import load_parser

    parser = load_parser("de")
    parser.parse([(texts[0], ())])

    def run() -> int:
        parsed = parser.parse([(text, ()) for text in texts])
        return sum(len(sentence.tokens) for sentences in parsed for sentence in sentences)

    return _measure(f"depesche {parser.version}", run, repeat)


def spacy_pipeline(texts: Sequence[str]) -> Any:
    """Return spaCy's default German CNN pipeline (tagger, morphology, lemmas, trees), its labels ours, untrained."""
    import spacy
    from spacy.training import Example

    from depesche.syntax import load_parser

    nlp = spacy.blank("de")
    tok2vec = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}
    nlp.add_pipe("tok2vec")
    for name in ("tagger", "morphologizer", "trainable_lemmatizer"):
        nlp.add_pipe(name, config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": tok2vec}})
    model = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "parser", "extra_state_tokens": False,
             "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "tok2vec": tok2vec}  # fmt: skip
    nlp.add_pipe("parser", config={"min_action_freq": 1, "model": model})
    parsed = load_parser("de").parse([(text, ()) for text in texts[:40]])
    sentences = [sentence for found in parsed for sentence in found][:_INITIAL_SENTENCES]
    examples = []
    for sentence in sentences:
        tokens = sentence.tokens
        fields = {
            "words": [token.text for token in tokens],
            "tags": [token.xpos for token in tokens],
            "pos": [token.upos for token in tokens],
            "morphs": ["|".join(f"{k}={v}" for k, v in sorted(token.feats.items())) for token in tokens],
            "lemmas": [token.lemma for token in tokens],
            "heads": [token.head if token.head >= 0 else token.index for token in tokens],
            "deps": ["ROOT" if token.head < 0 else token.deprel for token in tokens],
        }
        doc = spacy.tokens.Doc(nlp.vocab, words=fields["words"])
        examples.append(Example.from_dict(doc, fields))
    nlp.initialize(lambda: examples)
    return nlp


def spacy_speed(texts: Sequence[str], *, repeat: int = 1) -> Speed:
    """Return the speed of spaCy's default pipeline; raises ImportError where spaCy is not installed."""
    import spacy

    nlp = spacy_pipeline(texts)
    next(iter(nlp.pipe(texts[:1])))
    return _measure(f"spaCy {spacy.__version__} CNN", lambda: sum(len(doc) for doc in nlp.pipe(texts)), repeat)


def main() -> None:
    """Print the speeds and the most memory that was used."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--count", type=int, default=COUNT, help="number of articles")
    parser.add_argument("--repeat", type=int, default=3, help="runs, of which the best counts")
    parser.add_argument("--spacy", action="store_true", help="measure spaCy's default pipeline, too")
    arguments = parser.parse_args()
    on_one_core()
    texts = load_texts(arguments.folder, count=arguments.count)
    speeds = [shipped_speed(texts, repeat=arguments.repeat)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if arguments.spacy:
        speeds.append(spacy_speed(texts, repeat=arguments.repeat))
    for speed in speeds:
        print(f"{speed.name:24} {speed.tokens:8} tokens  {speed.rate:8.0f} tokens/s of processor time  "
              f"{speed.tokens / speed.wall_seconds:8.0f} by the clock")  # fmt: skip
    print(f"memory of depesche: {memory:.0f} MiB")


if __name__ == "__main__":
    main()
