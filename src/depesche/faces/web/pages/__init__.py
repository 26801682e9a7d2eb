"""The pages, one module for each kind."""

from . import about, actors, articles, briefs, chronicle, dyads, happenings, judging, maps, quotations, relations

ROUTERS = tuple(
    module.router
    for module in (chronicle, quotations, actors, dyads, maps, relations, briefs, articles, happenings, judging, about)
)
"""The routers of all pages."""
