"""Measures how fast reports are read: one report with the start of the program, and many in a batch on one thread."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent / "examples"
_BATCH = """
import sys, time
from pathlib import Path
from depesche.intake import make_article
from depesche.pipeline import Failure, read_articles
articles = [make_article(Path(name).read_text(encoding="utf-8")) for name in sys.argv[2:]] * int(sys.argv[1])
list(read_articles(articles[:4]))
begin = time.process_time()
failed = sum(isinstance(document, Failure) for document in read_articles(articles))
print(0.0 if failed else len(articles) / (time.process_time() - begin))
"""
"""A process of its own, as threads are counted when the models are loaded; processor time, as others use the machine."""


def _one_thread() -> dict[str, str]:
    return {**os.environ, "DEPESCHE_THREADS": "1", "OMP_NUM_THREADS": "1"}


def start_seconds(path: Path, *, runs: int = 3) -> float:
    """Return the least seconds of `depesche read --json PATH`, process start included."""
    best = float("inf")
    for _ in range(runs):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-m", "depesche", "read", "--json", str(path)], check=True, capture_output=True)
        best = min(best, time.perf_counter() - begin)
    return best


def batch_rate(paths: list[Path], *, repeat: int = 10) -> float:
    """Return articles read per second of one core in one batch, models loaded before."""
    command = [sys.executable, "-c", _BATCH, str(repeat), *map(str, paths)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=_one_thread())
    return float(done.stdout)


def score_speed(folder: Path, *, repeat: int = 10) -> dict[str, float]:
    """Return the seconds for one report and the articles per second, on the texts of a folder."""
    paths = sorted(folder.glob("*.txt"))
    longest = max(paths, key=lambda path: path.stat().st_size)
    return {"start_seconds": start_seconds(longest), "articles_per_second": batch_rate(paths, repeat=repeat)}


def main() -> None:
    """Print both figures for the texts of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=EXAMPLES)
    parser.add_argument("--repeat", type=int, default=10, help="how often each text stands in the batch")
    arguments = parser.parse_args()
    figures = score_speed(arguments.folder, repeat=arguments.repeat)
    print(f"read one report, start included: {figures['start_seconds']:.2f} s")
    print(f"batch on one thread: {figures['articles_per_second']:.1f} articles/s")


if __name__ == "__main__":
    main()
