"""The record for assistants: a read-only server of the Model Context Protocol."""

from .server import make_server

__all__ = ["make_server"]
