"""Mixes the weights of runs and of the run they went on from, in the share that is best on the held-out sentences.

`python training/syntax/average.py de RUN… --start BASE --work MIXED --treebanks FOLDER`; all runs share their inventories,
for they began with the weights of the first. The last averaged network of each run counts, all of them alike.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tomllib
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).parent))

from export import write_model  # noqa: E402
from network import Network  # noqa: E402
from train import Encoder, Words, score  # noqa: E402
from treebank import read_trees, split_dev  # noqa: E402

log = logging.getLogger("average")
HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "src" / "depesche"
SHARES = (1.0, 0.5, 0.2, 0.0)
"""Of the first run."""


def held_out(config: dict[str, object], treebanks: Path) -> dict[str, list[Words]]:
    """Return the held-out sentences of each treebank."""
    found = {}
    for entry in config["treebank"]:  # type: ignore[attr-defined]
        trees = list(read_trees(treebanks / entry["path"], join=entry.get("join", False)))
        dev = split_dev(trees, every=entry["dev_every"])[1]
        if dev:
            found[entry["path"]] = [tree.split for tree in dev]
    return found


def main() -> None:
    """Mix, score, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language")
    parser.add_argument("runs", type=Path, nargs="+", help="work folders of the runs that went on")
    parser.add_argument("--start", type=Path, required=True, help="work folder of the first run")
    parser.add_argument("--work", type=Path, required=True, help="folder for log and model")
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--name", default="1", help="name of the mixture, part of the model's version")
    parser.add_argument("--ship", action="store_true", help="write the model into the package")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s",
                        handlers=[logging.FileHandler(args.work / "log.txt"), logging.StreamHandler()])
    torch.set_num_threads(1)
    config = tomllib.loads((HERE / f"{args.language}.toml").read_text(encoding="utf-8"))
    first = torch.load(args.start / "best.pt", weights_only=False)
    further = [torch.load(folder / "checkpoint.pt", weights_only=False)["average"] for folder in args.runs]
    network, encoder = Network(first["sizes"]), Encoder(first["vocabulary"])
    dev = held_out(config, args.treebanks)
    best, chosen, scores = 0.0, 0.0, {}
    for share in SHARES:
        network.load_state_dict(mixed(first["state"], further, share))
        found = {name: score(network, encoder, sentences) for name, sentences in dev.items()}
        mean = sum(s["las"] + s["core"] / 4 for s in found.values()) / len(found)
        log.info("share %.2f: %s", share, {n: {k: round(100 * v, 2) for k, v in s.items()} for n, s in found.items()})
        if mean > best:
            best, chosen, scores = mean, share, found
    state = mixed(first["state"], further, chosen)
    torch.save(first | {"state": state}, args.work / "best.pt")
    (args.work / "scores.json").write_text(json.dumps(scores, indent=1))
    weights = {name: value.numpy() for name, value in state.items()}
    folders = [args.work / "model"] + ([PACKAGE / "lang" / args.language / "model"] if args.ship else [])
    for folder in folders:
        write_model(folder, weights, first["vocabulary"].as_json(), layers=first["sizes"].layers,
                    version=f"{args.language}-{args.name}-mix{round(100 - 100 * chosen)}")


def mixed(first: dict[str, torch.Tensor], further: list[dict[str, torch.Tensor]], share: float) -> dict[str, torch.Tensor]:
    """Return the weights that lie between networks: `share` of the first, the rest of the others alike."""
    part = (1 - share) / len(further)
    return {name: share * value + part * sum(state[name] for state in further) for name, value in first.items()}


if __name__ == "__main__":
    main()
