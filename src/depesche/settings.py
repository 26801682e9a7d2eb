"""Settings, read once from named environment variables; functions get their values as arguments."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment asks for."""

    record: str
    """`DEPESCHE_RECORD`: path of the record."""
    threads: int
    """`DEPESCHE_THREADS`: threads of the syntax model; 0 lets onnxruntime choose."""
    max_bytes: int
    """`DEPESCHE_MAX_BYTES`: size above which a file is refused."""
    user_agent: str
    """`DEPESCHE_USER_AGENT`: name under which URLs are fetched."""


def _number(name: str, default: int) -> int:
    value = os.environ.get(name, "")
    return int(value) if value.isdigit() else default


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Return the settings; the environment is read at the first call."""
    return Settings(
        record=os.environ.get("DEPESCHE_RECORD") or "depesche.db",
        threads=_number("DEPESCHE_THREADS", 0),
        max_bytes=_number("DEPESCHE_MAX_BYTES", 20_000_000),
        user_agent=os.environ.get("DEPESCHE_USER_AGENT") or "depesche",
    )
