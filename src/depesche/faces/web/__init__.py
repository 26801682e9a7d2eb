"""The record as web pages: each view a URL that can be cited, with the same data as JSON and CSV beside it."""

from .app import add_pages

__all__ = ["add_pages"]
