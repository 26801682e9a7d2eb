"""Measures how fast reports are read: one report with the start of the program, and many in a batch on one thread."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"


def start_seconds(path: Path, *, runs: int = 3) -> float:
    """Return the least seconds of `depesche read --json PATH`, process start included."""
    best = float("inf")
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "depesche", "read", "--json", str(path)], check=True, capture_output=True)
        best = min(best, time.perf_counter() - begin)
    return best


def batch_rate(paths: list[Path], *, repeat: int = 1) -> float:
    """Return articles read per second in one batch, models loaded before."""
    from depesche.intake import make_article
    from depesche.pipeline import read_articles

    articles = [make_article(path.read_text(encoding="utf-8")) for path in paths] * repeat
    list(read_articles(articles[:2]))
    begin = time.perf_counter()
    count = sum(1 for _ in read_articles(articles))
    return count / (time.perf_counter() - begin)


def main() -> None:
    """Print both figures for the texts of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=EXAMPLES)
    parser.add_argument("--repeat", type=int, default=4)
    arguments = parser.parse_args()
    os.environ.setdefault("DEPESCHE_THREADS", "1")
    paths = sorted(arguments.folder.glob("*.txt"))
    print(f"read one report, start included: {start_seconds(paths[0]):.2f} s")
    print(f"batch on one thread: {batch_rate(paths, repeat=arguments.repeat):.1f} articles/s")


if __name__ == "__main__":
    main()
