"""Mixes the weights of a run and of the run it went on from, in the share that is best on the held-out sentences.

`python training/syntax/average.py de --start BASE --work FINAL --treebanks FOLDER`; both runs share their inventories,
for the second began with the weights of the first. Reads no more than both best networks; writes the mixture's model.
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
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)


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
    parser.add_argument("--start", type=Path, required=True, help="work folder of the first run")
    parser.add_argument("--work", type=Path, required=True, help="work folder of the second run")
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--name", default="1", help="name of the mixture, part of the model's version")
    parser.add_argument("--ship", action="store_true", help="write the model into the package")
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s",
                        handlers=[logging.FileHandler(args.work / "log.txt"), logging.StreamHandler()])
    torch.set_num_threads(1)
    config = tomllib.loads((HERE / f"{args.language}.toml").read_text(encoding="utf-8"))
    first, second = (torch.load(folder / "best.pt", weights_only=False) for folder in (args.start, args.work))
    network, encoder = Network(first["sizes"]), Encoder(first["vocabulary"])
    dev = held_out(config, args.treebanks)
    best, chosen, scores = 0.0, 0.0, {}
    for share in SHARES:
        network.load_state_dict(mixed(first["state"], second["state"], share))
        found = {name: score(network, encoder, sentences) for name, sentences in dev.items()}
        mean = sum(s["las"] + s["core"] / 4 for s in found.values()) / len(found)
        log.info("share %.2f: %s", share, {n: {k: round(100 * v, 2) for k, v in s.items()} for n, s in found.items()})
        if mean > best:
            best, chosen, scores = mean, share, found
    state = mixed(first["state"], second["state"], chosen)
    torch.save(second | {"state": state}, args.work / "mixed.pt")
    (args.work / "scores.json").write_text(json.dumps(scores, indent=1))
    weights = {name: value.numpy() for name, value in state.items()}
    folders = [args.work / "model"] + ([PACKAGE / "lang" / args.language / "model"] if args.ship else [])
    for folder in folders:
        write_model(folder, weights, first["vocabulary"].as_json(), layers=first["sizes"].layers,
                    version=f"{args.language}-{args.name}-mix{round(100 * chosen)}")


def mixed(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor], share: float) -> dict[str, torch.Tensor]:
    """Return the weights that lie between two networks, `share` of the way to the second."""
    return {name: torch.lerp(value, second[name], share) for name, value in first.items()}


if __name__ == "__main__":
    main()
