"""Trains the name tagger of one language: `python training/names/train.py de --data ../shared --work FOLDER`."""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

sys.path.insert(0, str(Path(__file__).parent))

from augment import Augmenter  # noqa: E402
from corpus import Tagged, load_corpus, load_raw  # noqa: E402
from export import write_model  # noqa: E402
from network import Sizes, Tagger  # noqa: E402
from score import span_f1  # noqa: E402
from silver import label  # noqa: E402

from depesche.annotators.names.features import COLUMNS, FeatureReader, flags_from  # noqa: E402
from depesche.annotators.names.gazetteer import load_gazetteer  # noqa: E402
from depesche.annotators.names.model import LABELS, NameModel, load_name_model  # noqa: E402

log = logging.getLogger("names")
PACKAGE = Path(__file__).parents[2] / "src" / "depesche"
_NUMBER = {label: n for n, label in enumerate(LABELS)}


@dataclass
class Batch:
    """Sentences as tensors."""

    ids: Tensor
    flags: Tensor
    mask: Tensor
    gold: Tensor


class Encoder:
    """Turns sentences into tensors; each language is read with its own lists."""

    def __init__(self, words: Sequence[str], languages: Sequence[str]) -> None:
        numbers = {word: n for n, word in enumerate(words, start=1)}
        self.readers = {lang: FeatureReader(numbers, load_gazetteer(lang)) for lang in languages}

    def batch(self, sentences: Sequence[Tagged]) -> Batch:
        """Return the sentences padded to one length."""
        longest = max(len(s.tokens) for s in sentences)
        shape = (len(sentences), longest)
        ids, bits = np.zeros((*shape, len(COLUMNS)), np.int64), np.zeros(shape, np.int64)
        mask, gold = np.zeros(shape, np.float32), np.zeros(shape, np.int64)
        for row, s in enumerate(sentences):
            size = len(s.tokens)
            rows, found = self.readers[s.language].read(s.tokens, s.tags)
            ids[row, :size], bits[row, :size] = rows, found
            mask[row, :size] = 1
            gold[row, :size] = [_NUMBER[label] for label in s.labels]
        flags = flags_from(bits.reshape(-1)).reshape(*shape, -1)
        return Batch(*(torch.from_numpy(a) for a in (ids, flags, mask, gold)))


def blurred(batch: Batch, config: dict[str, Any], generator: torch.Generator) -> Batch:
    """Return the batch with some words, tags and list bits hidden, so that the network leans on none alone."""
    ids, flags = batch.ids.clone(), batch.flags.clone()
    shape = ids.shape[:2]
    ids[..., 0][torch.rand(shape, generator=generator) < config["hide_words"]] = 0
    ids[..., 6][torch.rand(shape, generator=generator) < config["hide_tags"]] = 0
    flags[torch.rand(flags.shape, generator=generator) < config["hide_lists"]] = 0
    flags[torch.rand((shape[0],), generator=generator) < config["hide_lists"]] = 0
    return Batch(ids, flags, batch.mask, batch.gold)


def batches(sentences: list[Tagged], size: int, rng: random.Random) -> list[list[Tagged]]:
    """Return the sentences in batches of about `size` words, like lengths together, in random order."""
    order = sorted(sentences, key=lambda s: len(s.tokens) + 3 * rng.random())
    made: list[list[Tagged]] = [[]]
    for sentence in order:
        if made[-1] and (len(made[-1]) + 1) * len(sentence.tokens) > size:
            made.append([])
        made[-1].append(sentence)
    rng.shuffle(made)
    return made


@dataclass(frozen=True)
class Job:
    """What is trained on what, scored on what, and written where."""

    language: str
    version: str
    seed: int
    options: dict[str, Any]
    corpus: list[Tagged]
    dev: list[Tagged]
    target: Path


def fit(job: Job) -> NameModel:
    """Train on the corpus, write the model, log scores now and then; return the model as it is read back."""
    torch.manual_seed(job.seed)
    rng, generator = random.Random(job.seed), torch.Generator().manual_seed(job.seed)
    options = job.options
    counts = Counter(w.lstrip("#@").lower() for s in job.corpus for w in s.tokens)
    words = sorted(word for word, count in counts.items() if count >= options["min_word_count"])
    encoder, augmenter = Encoder(words, sorted({s.language for s in job.corpus})), Augmenter(job.corpus, rng, options)
    model = Tagger(Sizes(len(words) + 1), options["dropout"])
    average = {name: value.clone() for name, value in model.state_dict().items()}
    optimizer = torch.optim.AdamW(model.parameters(), lr=options["learning_rate"], weight_decay=options["weight_decay"])
    epochs, began, step = int(options["epochs"]), time.time(), 0
    last = int(options.get("stop_after", epochs))
    for epoch in range(1, last + 1):
        model.train()
        total = 0.0
        for row in optimizer.param_groups:
            row["lr"] = options["learning_rate"] * (1 - (epoch - 1) / epochs) ** 0.7
        for group in batches([augmenter.varied(s) for s in job.corpus], options["batch_words"], rng):
            total += _learn(model, optimizer, blurred(encoder.batch(group), options, generator), _weights(group, options))
            step += 1
            decay = min(options["average"], step / (step + 10))
            for name, value in model.state_dict().items():
                average[name].mul_(decay).add_(value, alpha=1 - decay)
        log.info("epoch %d, loss %.1f, %.0f s", epoch, total, time.time() - began)
        if epoch % 2 == 1 or epoch == last:
            write_model(job.target, words, average, version=job.version)
            load_name_model.cache_clear()
            tagger = load_name_model(job.target, job.language)
            for source in ("all", *sorted({s.source for s in job.dev})):
                log.info("  %s %s", source, json.dumps(span_f1(tagger, [s for s in job.dev if source in ("all", s.source)])))
    return load_name_model(job.target, job.language)


def _learn(model: Tagger, optimizer: torch.optim.Optimizer, batch: Batch, weights: Tensor) -> float:
    loss = model.loss(model(batch.ids, batch.flags, batch.mask), batch.gold, batch.mask, weights)
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
    optimizer.step()
    return float(loss.item())


def _weights(group: Sequence[Tagged], options: dict[str, Any]) -> Tensor:
    """How much each sentence counts, by its source: `smartdata-news`, else `smartdata`."""
    known = options["weights"]
    return torch.tensor([known.get(s.source, known.get(s.source.partition("-")[0], 1.0)) for s in group])


def train(config: dict[str, Any], language: str, data: Path, work: Path, target: Path, first: Path | None) -> None:
    """Train the tagger; where the configuration names raw text, with what a first tagger is sure of in it.

    The first tagger is trained too, or read from the folder `first`.
    """
    seed, options = int(config["seed"]), config["train"]
    dev = load_corpus(config["dev"], data, work)
    version = f"names-{language}-{config['version']}"
    silver: list[Tagged] = []
    if "raw" in config:
        if first is None:
            first = work / f"first-{language}"
            corpus = load_corpus(config["corpus"], data, work)
            fit(Job(language, version, seed, {**options, **config["first"]}, corpus, dev, first))
        silver = label(load_name_model(first, language), load_raw(config["raw"], data, work))
        log.info("%d sentences labelled by the first tagger", len(silver))
    corpus = load_corpus(config["corpus"], data, work)
    fit(Job(language, version, seed, options, corpus + silver, dev, target))


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=("de", "en"))
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, default=Path("names-work"))
    parser.add_argument("--target", type=Path)
    parser.add_argument("--first", type=Path, help="folder of a first tagger to go on from")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    arguments.work.mkdir(parents=True, exist_ok=True)
    config = tomllib.loads((Path(__file__).parent / f"{arguments.language}.toml").read_text(encoding="utf-8"))
    target = arguments.target or PACKAGE / "lang" / arguments.language / "model"
    train(config, arguments.language, arguments.data, arguments.work, target, arguments.first)


if __name__ == "__main__":
    main()
