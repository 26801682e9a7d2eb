"""The command line: thin commands over `depesche.api`."""

from .app import main

__all__ = ["main"]
