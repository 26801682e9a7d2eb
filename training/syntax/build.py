"""From the treebanks to the shipped model in one command: `python training/syntax/build.py de`.

Runs the steps of `XX.toml`'s language one after another; each leaves a file that tells that it is done, and a step that
was broken off goes on from its last checkpoint when the command is given again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent


def run(script: str, *arguments: object) -> None:
    """Run a script of this folder; a failure ends the program with its status."""
    done = subprocess.run([sys.executable, str(HERE / script), *map(str, arguments)], check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    """Train, train on, with silver trees where they are asked for, mix, and put the lexicons' forms in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=["de", "en"])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with treebanks and raw text")
    parser.add_argument("--work", type=Path, default=Path("build/syntax"), help="folder for logs and checkpoints")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--name", default="1", help="name of the model, part of its version")
    args = parser.parse_args()
    config = tomllib.loads((HERE / f"{args.language}.toml").read_text(encoding="utf-8"))
    base = args.work / args.language / "base"
    common = ("--treebanks", args.shared / "treebanks", "--threads", args.threads)
    second = config.get("second", [])
    if config.get("checked"):
        sentences = args.work / args.language / "sentences.conllu"
        if not sentences.exists():
            run("silver.py", *(args.shared / path for path in config["raw"]), "--out", sentences)
        common = (*common, "--sentences", sentences)
    run("train.py", args.language, *common, "--work", base, "--name", args.name, *([] if second else ["--ship"]))
    if second:
        silver = args.work / args.language / "silver.conllu"
        wanted = any(step["silver_per_epoch"] for step in second)
        if wanted and not silver.exists():
            run("silver.py", *(args.shared / path for path in config["raw"]), "--model", base / "model", "--out", silver)
        runs = [args.work / args.language / f"second{number}" for number in range(1, len(second) + 1)]
        for folder, step in zip(runs, second, strict=True):
            trees = ("--silver", silver, "--silver-per-epoch", step["silver_per_epoch"]) if step["silver_per_epoch"] else ()
            run("train.py", args.language, *common, "--work", folder, "--start", base, *trees,
                "--rate", step["rate"], "--epochs", step["epochs"],
                "--seed", step["seed"], "--batch-words", step["batch_words"], *(["--auxiliary"] if step["auxiliary"] else []))
        run("average.py", args.language, *runs, "--treebanks", args.shared / "treebanks", "--start", base,
            "--work", args.work / args.language / "mixed", "--name", args.name, "--ship")
    run("lemmas.py", args.language)


if __name__ == "__main__":
    main()
