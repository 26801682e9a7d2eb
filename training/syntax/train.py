"""Trains the syntax model of one language: `python training/syntax/train.py de --treebanks FOLDER --work FOLDER`.

Runs from the treebanks to the shipped file; stopped and started again it goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import copy
import json
import logging
import random
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

sys.path.insert(0, str(Path(__file__).parent))

from export import write_model  # noqa: E402
from network import Network, Sizes  # noqa: E402
from treebank import (  # noqa: E402
    CHECKED,
    SILVER,
    Tree,
    Word,
    choose_form,
    only_trees,
    read_checked,
    read_trees,
    split_dev,
    without_features,
)
from vocabulary import Vocabulary, count_vocabulary  # noqa: E402

from depesche.syntax.decode import best_heads  # noqa: E402
from depesche.syntax.features import FeatureReader, make_batch  # noqa: E402
from depesche.syntax.scripts import apply_script, lemma_script  # noqa: E402

log = logging.getLogger("train")
PACKAGE = Path(__file__).parents[2] / "src" / "depesche"
Words = tuple[Word, ...]
CORE = ("nsubj", "obj", "iobj", "obl", "ccomp", "appos", "conj")


@dataclass
class Encoder:
    """Turns sentences into tensors."""

    vocabulary: Vocabulary
    sources: Sequence[str] = ()
    """Names of the treebanks that are told apart."""

    def __post_init__(self) -> None:
        v = self.vocabulary
        self.reader = FeatureReader({w: k for k, w in enumerate(v.words)}, {c: k for k, c in enumerate(v.letters)},
                                    tails=v.tails)
        self.upos = {name: k for k, name in enumerate(v.upos)}
        self.xpos = {name: k for k, name in enumerate(v.xpos)}
        self.labels = {name: k for k, name in enumerate(v.labels)}
        self.scripts = {name: k for k, name in enumerate(v.scripts)}
        self.feats = {name: {value: k for k, value in enumerate(values)} for name, values in v.feats.items()}
        self._script = cache(lambda form, lemma: self.scripts.get(lemma_script(form, lemma), -100))

    def inputs(self, sentences: list[Words]) -> list[Tensor]:
        """Return the six inputs of the network."""
        b = make_batch([[w.form for w in s] for s in sentences], self.reader)
        return [torch.from_numpy(a) for a in (b.words, b.letters, b.affixes, b.shapes, b.index, b.lengths)]

    def told(self, sentences: list[Words]) -> Tensor | None:
        """Return the numbers of the treebanks that sentences are from, None where they are not told apart."""
        return torch.tensor([self.sources.index(s[0].source) for s in sentences]) if self.sources else None

    def _label(self, deprel: str) -> int:
        """The number of a label, of the plain one where the subtype is another language's, -100 where there is none."""
        return self.labels.get(deprel, self.labels.get(deprel.partition(":")[0], -100))

    def targets(self, sentences: list[Words], width: int) -> dict[str, Tensor]:
        """Return the gold numbers, -100 where there is none."""
        made = {name: np.full((len(sentences), width), -100, np.int64) for name in ("upos", "xpos", "script", "label")}
        made["head"] = np.full((len(sentences), width), -100, np.int64)
        feats = np.full((len(sentences), width, len(self.feats)), -100, np.int64)
        for row, sentence in enumerate(sentences):
            for column, word in enumerate(sentence, start=1):
                made["upos"][row, column] = self.upos.get(word.upos, -100)
                if word.xpos is not None:
                    made["xpos"][row, column] = self.xpos.get(word.xpos, -100)
                if word.lemma is not None:
                    made["script"][row, column] = self._script(word.form, word.lemma)
                made["label"][row, column] = self._label(word.deprel)
                made["head"][row, column] = word.head
                if word.feats is not None:
                    own = dict(word.feats)
                    feats[row, column] = [values.get(own.get(name, ""), 0) for name, values in self.feats.items()]
        tensors = {name: torch.from_numpy(values) for name, values in made.items()}
        tensors["feats"] = torch.from_numpy(feats)
        return tensors


def loss_of(network: Network, out: dict[str, Tensor], gold: dict[str, Tensor], mask: Tensor, widths: list[int]) -> Tensor:
    """Return the summed loss of a batch; `mask` marks the positions that exist."""
    def entropy(scores: Tensor, target: Tensor) -> Tensor:
        total = F.cross_entropy(scores.flatten(0, -2), target.flatten(), ignore_index=-100, reduction="sum")
        return total / (target >= 0).sum().clamp(min=1)

    arc = out["arc"].masked_fill(~mask.unsqueeze(1), -1e9)
    loss = entropy(arc, gold["head"])
    loss = loss + entropy(network.label_scores(out, gold["head"].clamp(min=0)), gold["label"])
    loss = loss + 0.4 * entropy(out["upos"], gold["upos"]) + 0.3 * entropy(out["xpos"], gold["xpos"])
    loss = loss + 0.4 * entropy(out["script"], gold["script"])
    for number, part in enumerate(out["feats"].split(widths, -1)):
        loss = loss + 0.12 * entropy(part, gold["feats"][..., number])
    return loss


def predict(network: Network, encoder: Encoder, sentences: list[Words]) -> list[list[tuple[int, str, str, str, str]]]:
    """Return (head, deprel, upos, xpos, lemma) of each word."""
    v = encoder.vocabulary
    order = sorted(range(len(sentences)), key=lambda k: len(sentences[k]))
    found: list[list[tuple[int, str, str, str, str]]] = [[] for _ in sentences]
    device = network.arc.device
    network.eval()
    with torch.no_grad():
        for start in range(0, len(order), 64):
            numbers = order[start : start + 64]
            part = [sentences[k] for k in numbers]
            inputs = encoder.inputs(part)
            out = network(*(x.to(device) for x in inputs))
            heads = np.zeros(inputs[4].shape, np.int64)
            arcs = out["arc"].cpu().numpy()
            for row, sentence in enumerate(part):
                size = len(sentence) + 1
                heads[row, 1:size] = best_heads(arcs[row, :size, :size])[1:]
            labels = network.label_scores(out, torch.from_numpy(heads).to(device)).argmax(-1).cpu()
            upos, xpos, script = (out[name].argmax(-1).cpu() for name in ("upos", "xpos", "script"))
            for row, number in enumerate(numbers):
                for column, word in enumerate(part[row], start=1):
                    tag = v.upos[upos[row, column]]
                    lemma = v.lemmas.get(f"{word.form}|{tag}") or apply_script(word.form, v.scripts[script[row, column]])
                    found[number].append((int(heads[row, column]), v.labels[labels[row, column]], tag,
                                          v.xpos[xpos[row, column]] if v.xpos else "_", lemma))
    network.train()
    return found


def score(network: Network, encoder: Encoder, sentences: list[Words]) -> dict[str, float]:
    """Return UAS, LAS (labels without and with subtype), tag and lemma accuracy, mean F1 of the core arguments."""
    total = Counter[str]()
    core: Counter[tuple[str, str]] = Counter()
    for sentence, found in zip(sentences, predict(network, encoder, sentences), strict=True):
        for word, (head, label, upos, xpos, lemma) in zip(sentence, found, strict=True):
            plain, gold = label.partition(":")[0], word.relation
            total["n"] += 1
            total["uas"] += head == word.head
            total["las"] += head == word.head and plain == gold
            total["las_sub"] += head == word.head and label == word.deprel
            total["upos"] += upos == word.upos
            total["lemma"] += lemma == word.lemma
            if word.xpos:
                total["nx"] += 1
                total["xpos"] += xpos == word.xpos
            core["p", plain] += 1
            core["g", gold] += 1
            core["ok", gold] += head == word.head and plain == gold
    n = total["n"]
    scores = {name: total[name] / n for name in ("uas", "las", "las_sub", "upos", "lemma")}
    scores["xpos"] = total["xpos"] / max(1, total["nx"])
    f1 = [2 * core["ok", r] / (core["p", r] + core["g", r]) for r in CORE if core["g", r]]
    scores["core"] = sum(f1) / len(f1)
    return scores


def batches(sentences: list[Words], chance: random.Random, words: int) -> list[list[Words]]:
    """Return batches of sentences of about one length, in random order."""
    keyed = sorted(sentences, key=lambda s: len(s) + chance.random() * 3)
    made: list[list[Words]] = [[]]
    for sentence in keyed:
        if made[-1] and (len(made[-1]) + 1) * (len(sentence) + 1) > words:
            made.append([])
        made[-1].append(sentence)
    chance.shuffle(made)
    return made


class Run:
    """A training run: network, moving average, optimiser, and where it writes."""

    def __init__(self, config: dict[str, object], args: argparse.Namespace) -> None:
        self.config, self.args = config, args
        self.train_config: dict[str, float] = config["train"]  # type: ignore[assignment]
        seed = args.seed if args.seed is not None else int(config["seed"])  # type: ignore[call-overload]
        random.seed(seed)
        torch.manual_seed(seed)
        self.chance = random.Random(seed)
        self.gold, self.dev = self._read()
        silver = [without_features(t) for path in args.silver for t in read_trees(path)]
        self.silver = [tree.joined for tree in silver if len(tree.joined) < 80]
        self.checked = self._read_checked()
        self.auxiliary = self._read_auxiliary()
        start = torch.load(args.start / "best.pt", weights_only=False) if args.start else None
        self.checkpoint = args.work / "checkpoint.pt"
        resumed = torch.load(self.checkpoint, weights_only=False, map_location="cpu") if self.checkpoint.exists() else None
        if resumed is not None:
            vocabulary = resumed["vocabulary"]  # trees may have come in since
        elif start is None:
            vocabulary = count_vocabulary(self.gold, self.checked, silver, min_word_count=int(self.train_config["min_word_count"]))
            vocabulary.tails = bool(config.get("tails"))
        else:
            vocabulary = start["vocabulary"]
        sources = self._sources()
        self.encoder = Encoder(vocabulary, sources)
        widths = [len(values) for values in vocabulary.feats.values()]
        self.widths = widths
        options = dict(config.get("sizes", {}))  # type: ignore[call-overload]
        options.update(tuple(o.split("=")) for o in args.size)
        options["sources"] = len(sources)
        if start is not None:
            options["hidden"] = start["sizes"].hidden
        sizes = Sizes(len(vocabulary.words), len(vocabulary.letters), len(vocabulary.upos), max(1, len(vocabulary.xpos)),
                      sum(widths), len(vocabulary.scripts), len(vocabulary.labels),
                      **{k: float(x) if "dropout" in k else int(x) for k, x in options.items()})
        self.device = torch.device(args.device)
        self.network = Network(sizes).to(self.device)
        if start is not None:
            self.network.load_state_dict(start["state"])
            log.info("start from %s", args.start)
        self.average = copy.deepcopy(self.network)
        self.optimizer = torch.optim.Adam(self.network.parameters(), lr=1.0, betas=(0.9, 0.95))
        self.epoch, self.step, self.best = 0, 0, 0.0
        log.info("sizes %s", sizes)
        log.info("gold %d, checked %d, silver %d, auxiliary %d, parameters %d", len(self.gold), len(self.checked), len(self.silver),
                 sum(len(trees) for trees, _ in self.auxiliary), sum(p.numel() for p in self.network.parameters()))
        if resumed is not None:
            self._resume(resumed)

    def _read(self) -> tuple[list[Tree], dict[str, list[Words]]]:
        train: list[Tree] = []
        dev: dict[str, list[Words]] = {}
        for entry in self.config["treebank"]:  # type: ignore[attr-defined]
            trees = list(read_trees(self.args.treebanks / entry["path"], join=entry.get("join", False),
                                    foreign_tags=entry.get("foreign_tags", False), relabel=entry.get("relabel", False)))
            own, held_out = split_dev(trees, every=entry["dev_every"])
            train.extend(own)
            if held_out:
                dev[Path(entry["path"]).stem] = [tree.split for tree in held_out]
                if any(tree.joined is not tree.split for tree in held_out):
                    dev[Path(entry["path"]).stem + "-joined"] = [tree.joined for tree in held_out]
        return train, dev

    def _read_checked(self) -> list[Tree]:
        """The trees that were read and corrected; the words of some are looked up among those given."""
        files = [Path(__file__).parent / name for name in self.config.get("checked", ())]  # type: ignore[attr-defined]
        sentences = list(read_trees(self.args.sentences)) if files and self.args.sentences else []
        return [tree for path in files for tree in read_checked(path, sentences) if len(tree.joined) < 80]

    def _read_auxiliary(self) -> list[tuple[list[Words], int]]:
        """Trees of another language, and how many of them an epoch takes."""
        found = []
        for entry in self.config.get("auxiliary", ()) if self.args.auxiliary else ():  # type: ignore[attr-defined]
            trees = [only_trees(tree).split for tree in read_trees(self.args.treebanks / entry["path"])]
            found.append(([words for words in trees if 3 < len(words) < 80], int(entry["per_epoch"])))
        return found

    def _sources(self) -> list[str]:
        """The treebanks between which the network tells, the one whose way ships first."""
        if not self.config.get("sources"):
            return []
        entries = [*self.config["treebank"], *self.config.get("auxiliary", ())]  # type: ignore[misc]
        return [*(Path(entry["path"]).stem for entry in entries), SILVER, CHECKED]

    def _resume(self, state: dict[str, Any]) -> None:
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.epoch, self.step, self.best = state["epoch"], state["step"], state["best"]
        self.chance.setstate(state["chance"])
        torch.set_rng_state(state["torch"].cpu())
        log.info("resumed after epoch %d", self.epoch)

    def _save(self) -> None:
        state = {"network": self.network.state_dict(), "average": self.average.state_dict(), "epoch": self.epoch,
                 "optimizer": self.optimizer.state_dict(), "step": self.step, "best": self.best, "vocabulary": self.encoder.vocabulary,
                 "chance": self.chance.getstate(), "torch": torch.get_rng_state()}
        temporary = self.checkpoint.with_suffix(".part")
        torch.save(state, temporary)
        temporary.replace(self.checkpoint)

    def _sentences(self) -> list[Words]:
        share = float(self.config["joined_share"])  # type: ignore[arg-type]
        chosen = [choose_form(tree, self.chance, joined_share=share) for tree in self.gold]
        chosen *= self.args.gold_repeat
        chosen += [tree.joined for tree in self.checked]
        if self.silver:
            chosen += self.chance.sample(self.silver, min(len(self.silver), self.args.silver_per_epoch))
        for trees, count in self.auxiliary:
            chosen += self.chance.sample(trees, min(len(trees), count))
        return [sentence for sentence in chosen if len(sentence) < 120]

    def run_epoch(self, epochs: int) -> None:
        """Train one epoch; the learning rate warms up and then falls linearly over all epochs."""
        words = self.args.batch_words or int(self.train_config["batch_words"])
        parts = batches(self._sentences(), self.chance, words)
        rate, decay = self.args.rate or float(self.train_config["learning_rate"]), float(self.train_config["average"])
        for number, part in enumerate(parts):
            done = (self.epoch + number / len(parts)) / epochs
            for group in self.optimizer.param_groups:
                group["lr"] = rate * min(1.0, (self.step + 1) / 100) * max(0.02, 1 - done)
            inputs = [x.to(self.device) for x in self.encoder.inputs(part)]
            gold = {name: x.to(self.device) for name, x in self.encoder.targets(part, inputs[4].shape[1]).items()}
            told = self.encoder.told(part)
            out = self.network(*inputs, None if told is None else told.to(self.device))
            loss = loss_of(self.network, out, gold, inputs[4] > 0, self.widths)
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
            self.optimizer.step()
            self.step += 1
            weight = min(decay, (1 + self.step) / (10 + self.step))
            with torch.no_grad():
                torch._foreach_lerp_(list(self.average.parameters()), list(self.network.parameters()), 1 - weight)

    def run(self) -> None:
        """Train all epochs; export the averaged network whenever it is the best so far."""
        epochs = self.args.epochs or int(self.train_config["epochs"])
        while self.epoch < epochs:
            start = time.time()
            self.network.train()
            self.run_epoch(epochs)
            self.epoch += 1
            if self.epoch % self.args.score_every and self.epoch < epochs:
                self._save()
                continue
            scores = {name: score(self.average, self.encoder, dev) for name, dev in self.dev.items()}
            line = " | ".join(f"{n} " + " ".join(f"{k} {100 * v:.2f}" for k, v in s.items()) for n, s in scores.items())
            log.info("epoch %d, %.0f s: %s", self.epoch, time.time() - start, line)
            mean = sum(s["las"] for s in scores.values()) / len(scores)
            if mean > self.best:
                self.best = mean
                self.write(scores)
            self._save()

    def write(self, scores: dict[str, dict[str, float]]) -> None:
        """Write the model to the work folder, and to the package if asked."""
        state = {name: value.cpu() for name, value in self.average.state_dict().items()}
        weights = {name: value.numpy() for name, value in state.items()}
        version = f"{self.config['language']}-{self.args.name}-{self.epoch}"
        torch.save({"state": state, "sizes": self.average.sizes,
                    "vocabulary": self.encoder.vocabulary}, self.args.work / "best.pt")
        (self.args.work / "scores.json").write_text(json.dumps(scores, indent=1))
        folders = [self.args.work / "model"]
        if self.args.ship:
            folders.append(PACKAGE / "lang" / str(self.config["language"]) / "model")
        for folder in folders:
            write_model(folder, weights, self.encoder.vocabulary.as_json(), layers=self.average.sizes.layers,
                        version=version)


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language")
    parser.add_argument("--treebanks", type=Path, required=True, help="folder with the CoNLL-U files")
    parser.add_argument("--work", type=Path, required=True, help="folder for log, checkpoint and model")
    parser.add_argument("--name", default="1", help="name of the run, part of the model's version")
    parser.add_argument("--epochs", type=int, default=0)
    parser.add_argument("--score-every", type=int, default=1, help="epochs from one scoring of the held-out sentences to the next")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu", help="where torch computes: cpu, cuda")
    parser.add_argument("--start", type=Path, help="work folder of a run whose best network this one goes on from")
    parser.add_argument("--rate", type=float, default=0.0, help="learning rate instead of the configured one")
    parser.add_argument("--batch-words", type=int, default=0, help="words of a batch instead of the configured ones")
    parser.add_argument("--auxiliary", action="store_true", help="learn from the configured trees of another language, too")
    parser.add_argument("--sentences", type=Path, help="CoNLL-U in which the sentences of the corrected trees are looked up")
    parser.add_argument("--silver", type=Path, action="append", default=[], help="CoNLL-U with trees of other models")
    parser.add_argument("--silver-per-epoch", type=int, default=4000)
    parser.add_argument("--gold-repeat", type=int, default=1)
    parser.add_argument("--size", action="append", default=[], help="width of a layer, as hidden=320")
    parser.add_argument("--ship", action="store_true", help="write the best model into the package")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s",
                        handlers=[logging.FileHandler(args.work / "log.txt"), logging.StreamHandler()])
    torch.set_num_threads(args.threads)
    config = tomllib.loads((Path(__file__).parent / f"{args.language}.toml").read_text(encoding="utf-8"))
    Run(config, args).run()


if __name__ == "__main__":
    main()
