"""Adds synthetic readings to a record, each in a transaction of its own: `python -m tests.record.adding FILE COUNT [SEED]`.

Prints the number of each reading after it is committed, so that a test knows what must have survived.
"""

from __future__ import annotations

import sys

from depesche.record import Record
from evaluation.synthetic import Synthesiser


def main() -> None:
    """Add readings until done or killed."""
    path, count = sys.argv[1], int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 7
    with Record(path) as record:
        print("open", flush=True)
        for number, document in enumerate(Synthesiser(seed).documents(count)):
            record.add(document, pipeline="1", lexicon="l")
            print(number, flush=True)


if __name__ == "__main__":
    main()
