"""Readings back from the outputs of a run."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from depesche.errors import InputError

from .manifest import ShardRow


def readings_of(out: Path, row: ShardRow) -> Iterator[str]:
    """Yield the readings of a shard as JSON, in its order; raises InputError where its output is missing or damaged."""
    for name in row.outputs:
        if name.startswith("readings/"):
            path = out / name
            try:
                yield from _lines(path) if name.endswith(".gz") else _column(path)
            except (OSError, EOFError, zlib.error) as error:
                raise InputError(
                    f"{path}: cannot be read ({error}). Remove it and run again: what is missing is read anew."
                ) from error


def _lines(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n")


def _column(path: Path) -> Iterator[str]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise InputError("pyarrow is not installed. Install it with `pip install 'depesche[parquet]'`.") from error
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=200, columns=["reading"]):
                yield from batch.column(0).to_pylist()
    except pyarrow.ArrowException as error:
        raise OSError(str(error).splitlines()[0]) from error
