"""The HTTP API over `depesche.api`, and what the web pages share with it: limits, errors, parameters, formats."""

from .app import make_app
from .config import ServerSettings

__all__ = ["ServerSettings", "make_app"]
