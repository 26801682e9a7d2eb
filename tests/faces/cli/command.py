"""Runs the command line in this process; what needs pipes, signals or a terminal of its own runs a new one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from depesche.faces.cli import main

GERMAN = (
    "Der französische Präsident Emmanuel Macron verurteilte am Montag in Paris den russischen Angriff auf die Ukraine. "
    "Die Außenminister der beiden Länder trafen sich danach in Brüssel."
)
ENGLISH = (
    "Kenya expelled three Sudanese diplomats on Wednesday. The Kenyan foreign minister accused Sudanese troops of "
    "crossing the border and threatened to close the embassy in Khartoum."
)
PROGRAM = [sys.executable, "-m", "depesche"]
ENVIRONMENT = {**os.environ, "DEPESCHE_THREADS": "1", "OMP_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Done:
    """What a command did."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        lines = self.err.splitlines()
        assert len(lines) == 1, f"expected one line, not {lines}"
        return lines[0]


class Command:
    """Runs `depesche` with arguments."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str | Path) -> Done:
        self._monkeypatch.setattr(sys, "argv", ["depesche", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            main()
        captured = self._capsys.readouterr()
        return Done(int(exit_.value.code or 0), captured.out, captured.err)


def started(folder: Path, *arguments: str, **pipes: int) -> subprocess.Popen[bytes]:
    """Start the program in a folder, its errors read through a pipe; SIGINT stops it, also where a shell put the tests aside."""
    return subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        **pipes,
    )
