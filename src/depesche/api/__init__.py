"""One function for each question a user can ask; faces call these and nothing below.

Names are loaded when they are first used: asking a record loads no syntax model, reading a report no database.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .analysing import balance, blocs, breaks, brief, brief_markdown, matrix, network, series, tone, totals
    from .asking import (
        actor,
        actors,
        article,
        articles,
        dyad,
        event,
        events,
        events_by_id,
        facets,
        happening,
        happenings,
        meetings,
        open_record,
        positions,
        quote,
        quotes,
        search,
        stats,
        timeline,
    )
    from .changing import check, judge, judgements, merge, split, undo
    from .exporting import (
        EXPORT_FORMATS,
        IMPORT_FORMATS,
        Exported,
        Imported,
        cite,
        export,
        export_to,
        format_glosses,
        import_file,
    )
    from .reading import (
        Added,
        Failed,
        Overrides,
        Progress,
        add_sources,
        count_sources,
        read,
        read_sources,
        syntax_of,
        syntax_of_tokens,
    )
    from .serving import (
        FetchedPage,
        TokenEntry,
        add_document,
        fetch_page,
        make_token,
        token_owner,
        tokens,
        withdraw_token,
    )

__all__ = [
    "EXPORT_FORMATS",
    "IMPORT_FORMATS",
    "Added",
    "Exported",
    "Failed",
    "FetchedPage",
    "Imported",
    "Overrides",
    "Progress",
    "TokenEntry",
    "actor",
    "actors",
    "add_document",
    "add_sources",
    "article",
    "articles",
    "balance",
    "blocs",
    "breaks",
    "brief",
    "brief_markdown",
    "check",
    "cite",
    "count_sources",
    "dyad",
    "event",
    "events",
    "events_by_id",
    "export",
    "export_to",
    "facets",
    "fetch_page",
    "format_glosses",
    "happening",
    "happenings",
    "import_file",
    "judge",
    "judgements",
    "make_token",
    "matrix",
    "meetings",
    "merge",
    "network",
    "open_record",
    "positions",
    "quote",
    "quotes",
    "read",
    "read_sources",
    "search",
    "series",
    "split",
    "stats",
    "syntax_of",
    "syntax_of_tokens",
    "timeline",
    "token_owner",
    "tokens",
    "totals",
    "tone",
    "undo",
    "withdraw_token",
]

_HOMES = {
    "analysing": "balance blocs breaks brief brief_markdown matrix network series tone totals",
    "asking": (
        "actor actors article articles dyad event events events_by_id facets happening happenings meetings open_record "
        "positions quote quotes search stats timeline"
    ),
    "changing": "check judge judgements merge split undo",
    "exporting": "EXPORT_FORMATS IMPORT_FORMATS Exported Imported cite export export_to format_glosses import_file",
    "reading": "Added Failed Overrides Progress add_sources count_sources read read_sources syntax_of syntax_of_tokens",
    "serving": "FetchedPage TokenEntry add_document fetch_page make_token token_owner tokens withdraw_token",
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    """Load the module that holds a public name."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'depesche.api' has no attribute {name!r}")
    return getattr(import_module(f".{home}", __name__), name)
