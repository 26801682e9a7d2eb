"""Settings, read once from named environment variables; functions get their values as arguments."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache

from depesche.errors import SettingsError


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
    webhook_secret: str | None
    """`DEPESCHE_WEBHOOK_SECRET`: with which alerts to webhooks are signed."""
    smtp: str | None
    """`DEPESCHE_SMTP`: smtp://user:password@host:port or smtps://, through which alerts are mailed."""
    mail_from: str | None
    """`DEPESCHE_MAIL_FROM`: who alerts are mailed from."""
    llm_url: str | None
    """`DEPESCHE_LLM_URL`: base of an OpenAI-compatible endpoint, as http://127.0.0.1:8000/v1."""
    llm_model: str | None
    """`DEPESCHE_LLM_MODEL`: name of the model there."""
    llm_key: str | None
    """`DEPESCHE_LLM_KEY`: key for it, if it wants one."""


def _number(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if value and not value.isdecimal():
        raise SettingsError(f"{name}={value}: not a whole number. Set one, or unset it for {default}.")
    return int(value) if value else default


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Return the settings, read from the environment at the first call; raises SettingsError for a value that is none."""
    return Settings(
        record=os.environ.get("DEPESCHE_RECORD") or "depesche.db",
        threads=_number("DEPESCHE_THREADS", 0),
        max_bytes=_number("DEPESCHE_MAX_BYTES", 20_000_000),
        user_agent=os.environ.get("DEPESCHE_USER_AGENT") or "depesche",
        webhook_secret=os.environ.get("DEPESCHE_WEBHOOK_SECRET") or None,
        smtp=os.environ.get("DEPESCHE_SMTP") or None,
        mail_from=os.environ.get("DEPESCHE_MAIL_FROM") or None,
        llm_url=os.environ.get("DEPESCHE_LLM_URL") or None,
        llm_model=os.environ.get("DEPESCHE_LLM_MODEL") or None,
        llm_key=os.environ.get("DEPESCHE_LLM_KEY") or None,
    )
