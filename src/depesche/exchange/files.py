"""Whole files or none: an export is written beside its target and put in its place when it is complete."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from depesche.errors import ExchangeError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to; at the end it takes the place of `path`, after an error nothing is left.

    Raises ExchangeError where it cannot be written.
    """
    if path.is_dir():
        raise ExchangeError(f"{path}: a folder. Name a file to write to.")
    if not path.absolute().parent.is_dir():
        raise ExchangeError(f"{path}: the folder does not exist. Make it first.")
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.absolute().parent, prefix=f".{path.name}.", suffix=".part", delete=False
        ) as file:
            part = Path(file.name)
            try:
                yield file  # type: ignore[misc]  # the wrapper behaves as the file it wraps
                file.flush()
                os.fsync(file.fileno())
                part.chmod(_mode(path))
                part.replace(path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise ExchangeError(
            f"{path}: cannot be written ({error.strerror or error}). Check the space and the rights of its folder."
        ) from error


def _mode(path: Path) -> int:
    """Rights of the file that is replaced, else those of a new file."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def write_whole(path: Path, text: str) -> None:
    """Write a text file in UTF-8, whole or not at all."""
    with whole_file(path) as file:
        file.write(text.encode("utf-8"))
