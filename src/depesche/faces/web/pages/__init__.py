"""The pages, one module for each kind."""

from . import articles, chronicle

ROUTERS = (chronicle.router, articles.router)
"""The routers of all pages."""
