"""What a worker process is told and what it answers, and how the messages travel: length, then pickle."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import IO, Any, cast

from depesche.errors import InputError
from depesche.intake.shards import RawReport, Shard
from depesche.intake.warc import Damage
from depesche.model import Document

_LENGTH = struct.Struct("!Q")


@dataclass(frozen=True, slots=True)
class Refused:
    """A report that could not be read: the name of its error and its one line."""

    kind: str
    message: str


Options = Mapping[str, str | None]
Reader = Callable[[Sequence[RawReport], Options], Iterator[Document | Refused]]
"""Reads reports: for each, in order, its document or why there is none."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker process needs to know once."""

    reader: str
    """The reading function, as `package.module:function`."""
    options: Options = field(default_factory=dict)
    seconds: float = 60.0
    """Longest time that may pass without a report being finished."""
    megabytes: int = 4096
    """Address space of the process; 0 for no limit."""


@dataclass(frozen=True, slots=True)
class Open:
    """Begin a shard: readings go to `spool`, cut off at `offset`; the first `skip` reports are done already."""

    shard: Shard
    spool: str
    offset: int = 0
    skip: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """The shard's SHA-256, and the number of its reports where it is known without reading them."""

    digest: str
    expected: int | None


@dataclass(frozen=True, slots=True)
class Take:
    """Read the next `count` reports; with `refuse` pass over them for this reason instead."""

    count: int
    refuse: Refused | None = None


@dataclass(frozen=True, slots=True)
class Took:
    """The reports that are being read now, none at the end of the shard, and the damage passed over before them."""

    sources: tuple[str, ...]
    damage: tuple[Damage, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """One report is finished; the spool ends at `offset`."""

    offset: int
    refused: Refused | None


@dataclass(frozen=True, slots=True)
class Finish:
    """Write the outputs of the shard from its spool."""

    out: str
    format: str
    errors: tuple[tuple[str, Refused], ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """Digests of the outputs by their path below the folder, rows in them, and the most memory used so far in bytes."""

    outputs: Mapping[str, str]
    events: int
    quotations: int
    peak: int


@dataclass(frozen=True, slots=True)
class Broken:
    """An order could not be carried out, and going on makes no sense: the shard is unreadable, the disk full."""

    message: str


@dataclass(frozen=True, slots=True)
class Crashed:
    """The reading function raised what no report should make it raise; the worker process ends."""

    message: str


def send(stream: IO[bytes], message: object) -> None:
    """Write one message."""
    packed = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(packed)) + packed)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Return the next message; raises EOFError at the end of the stream."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (length,) = _LENGTH.unpack(head)
    packed = stream.read(length)
    if len(packed) < length:
        raise EOFError
    return pickle.loads(packed)


def load_reader(name: str) -> Reader:
    """Return the reading function at `package.module:function`; raises InputError if there is none."""
    module, _, function = name.partition(":")
    try:
        return cast("Reader", getattr(import_module(module), function))
    except (ImportError, AttributeError) as error:
        raise InputError(f"{name}: no reading function ({error}). Write it as package.module:function.") from error
