"""The pages, one module for each kind."""

from . import about, actors, articles, briefs, chronicle, dyads, happenings, maps, quotations, relations

ROUTERS = tuple(
    module.router
    for module in (chronicle, quotations, actors, dyads, maps, relations, briefs, articles, happenings, about)
)
"""The routers of all pages."""
