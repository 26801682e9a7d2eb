"""The manifest: one row for each shard, written when its outputs are in place, which says what was done and with what.

Each row is a file of its own below `manifest/`, so that many writers need no lock; `manifest.jsonl` holds them all, for
reading. A shard whose row fits it, the version and its outputs is done.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

from depesche.errors import InputError
from depesche.intake.shards import Shard, digest_and_count, size_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardRow:
    """What became of one shard."""

    shard: str
    kind: str
    digest: str
    """SHA-256 of the shard's bytes."""
    size: int
    changed: int
    """When the shard was last changed, in nanoseconds; with its size it tells cheaply whether it is the same."""
    version: Mapping[str, str]
    """What the readings depend on besides the shard: `program`, `pipeline`, `lexicon.de`, options."""
    format: str
    reports: int
    readings: int
    events: int
    quotations: int
    refused: dict[str, int]
    """Reports without a reading, by the kind of reason; each is named in `errors/`."""
    lost: list[dict[str, str]]
    """Those that killed or hung their worker process, by name."""
    damage: list[dict[str, Any]]
    """Stretches of the shard that cannot be read: where, how many bytes, why."""
    outputs: dict[str, str]
    """SHA-256 of each output, by its path below the folder."""
    broken: str | None = None
    """Why the shard could not be read at all; None where it could."""
    peak: int = 0
    """Most memory of the worker process so far, in bytes; not kept in the manifest, as it differs from run to run."""

    def to_json(self) -> str:
        """Return the row as one line."""
        return json.dumps(
            {k: v for k, v in {**asdict(self), "version": dict(self.version)}.items() if k != "peak"},
            ensure_ascii=False,
        )


_FIELDS = {field.name for field in fields(ShardRow)}


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to, which takes the place of `path` at the end; after an error nothing is left of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def write_row(out: Path, row: ShardRow) -> None:
    """Write the row of one shard: from now on it is done."""
    with whole(_row_path(out, row.shard)) as file:
        file.write(row.to_json().encode("utf-8") + b"\n")


def _row_path(out: Path, shard: str) -> Path:
    return out / "manifest" / f"{shard}.json"


class Manifest:
    """The rows in a folder of outputs."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def row(self, shard: str) -> ShardRow | None:
        """Return the row of a shard, None if there is none that can be read."""
        try:
            data = json.loads(_row_path(self.out, shard).read_text(encoding="utf-8"))
            return ShardRow(**{key: value for key, value in data.items() if key in _FIELDS})
        except (OSError, ValueError, TypeError, AttributeError):
            return None

    def rows(self) -> list[ShardRow]:
        """Return all rows in order of shard; raises InputError where the folder holds none."""
        names = sorted(path.name.removesuffix(".json") for path in (self.out / "manifest").glob("*.json"))
        found = [row for name in names if (row := self.row(name)) is not None]
        if not found:
            raise InputError(f"{self.out}: holds no readings. Make them with `depesche run SHARDS --out {self.out}`.")
        return found

    def done(self, shard: Shard, *, version: Mapping[str, str], format: str) -> ShardRow | None:
        """Return the row of a shard that need not be read again, else None."""
        row = self.row(shard.name)
        if row is None or row.broken is not None or (dict(row.version), row.format) != (dict(version), format):
            return None
        if not all((self.out / name).is_file() for name in row.outputs):
            return None
        if size_of(shard) == (row.size, row.changed) or digest_and_count(shard)[0] == row.digest:
            return row
        return None

    def collect(self, shards: Iterable[str]) -> None:
        """Write `manifest.jsonl` with the rows of these shards, and take away what an ended run left half done."""
        with whole(self.out / "manifest.jsonl") as file:
            for name in sorted(shards):
                row = self.row(name)
                if row is not None:
                    file.write(row.to_json().encode("utf-8") + b"\n")

    def sweep(self) -> None:
        """Take away half-written files of a run that was ended; only when no other run writes here."""
        for part in (*self.out.glob("*/.*.part"), *self.out.glob("spool/*.part"), *self.out.glob(".*.part")):
            part.unlink(missing_ok=True)
