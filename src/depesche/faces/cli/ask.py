"""Commands that list entries of reports: events, meetings, quotes, positions, articles, search."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from .options import DATED, Asked, asks
from .tables import names, print_csv, print_cursor, print_json, print_table, short

if TYPE_CHECKING:
    from depesche.record import EventEntry, QuotationEntry

_REPORT = ["outlet", "language", "published", "headline", "url", "article", "spans"]
_EVENT = ["id", "date", "type", "modes", "quad", "score", "status", "actors", "recipients", "place", "country",
          "attribution", "confidence", "happening", "judged", *_REPORT, "evidence"]  # fmt: skip
_MEETING = [*_EVENT, "format", "venue", "duration", "duration_status", "occasion", "comparison", "series"]
_QUOTATION = ["id", "date", "form", "speaker", "speaker_name", "speaker_code", "addressee", "about", "via", "type",
              "medium", "cue", "content", "judged", *_REPORT]  # fmt: skip
_POSITION = ["id", "holder", "target", "stance", "judged", *_REPORT, "evidence"]
_ARTICLE = ["id", "published", "outlet", "language", "headline", "url", "agencies", "events", "quotations", "copy_of",
            "share", "added"]  # fmt: skip
_HIT = ["id", "kind", "snippet", "article", "published", "outlet", "language", "headline", "url", "spans"]
_EVENT_FILTERS = (
    "actor",
    "recipient",
    "party",
    "type",
    "quad",
    "mode",
    "context",
    "status",
    "place",
    *DATED,
    "article",
    "wrong",
)


@asks(*_EVENT_FILTERS)
def events(asked: Asked) -> None:
    """List events, latest first, each with its words.

    Examples:

    - `depesche events --actor RUS --recipient USA --since 2023-01`

    - `depesche events --type SANCTION --csv > sanctions.csv`
    """
    from depesche import api

    found = api.events(asked.record, asked.filters)
    if asked.json:
        print_json(found)
    elif asked.csv:
        print_csv(found, _EVENT)
    else:
        show_events(found)
        print_cursor(found.cursor)


def show_events(entries: Sequence[EventEntry]) -> None:
    """Print events as a table."""
    rows = (
        (e.date or "–", e.type, names(e.actors), names(e.recipients), e.status, e.id, short(" … ".join(e.evidence)))
        for e in entries
    )
    print_table(("Date", "Type", "Who", "Whom", "Status", "Id", "Words"), rows, none="No events match.")


@asks("party", "mode", "context", "status", "place", *DATED, "article", "wrong")
def meetings(asked: Asked) -> None:
    """List meetings, visits and talks, latest first, with what reports compare them to and whether the record bears it out.

    Examples:

    - `depesche meetings --party Lawrow`

    - `depesche meetings --party USA --since 2023 --csv`
    """
    from depesche import api

    found = api.meetings(asked.record, asked.filters)
    if asked.json:
        print_json(found)
        return
    if asked.csv:
        print_csv(found, _MEETING)
        return
    rows = (
        (
            e.date or "–",
            e.format or "–",
            names([*e.actors, *e.recipients]),
            short(", ".join(part for part in (e.place, e.venue, e.occasion) if part), 60) or "–",
            short(" … ".join(e.evidence))
            + (f"\n[dim]{short(e.claim.words)}: {e.claim.verdict}, {short(e.claim.reason)}[/dim]" if e.claim else ""),
        )
        for e in found
    )
    print_table(("Date", "Format", "Who", "Where", "Words"), rows, none="No meetings match.")
    print_cursor(found.cursor)


@asks("speaker", "addressee", "about", "form", "type", "via", *DATED, "article", "wrong")
def quotes(asked: Asked) -> None:
    """List what was said, latest first.

    Examples:

    - `depesche quotes --speaker Borrell --about RUS`

    - `depesche quotes --form direct --csv > quotes.csv`
    """
    from depesche import api

    found = api.quotes(asked.record, asked.filters)
    if asked.json:
        print_json(found)
    elif asked.csv:
        print_csv(found, _QUOTATION)
    else:
        show_quotes(found)
        print_cursor(found.cursor)


def show_quotes(entries: Sequence[QuotationEntry]) -> None:
    """Print quotations as a list."""
    from rich.console import Console

    if not entries:
        print("No quotations match.")
    out = Console(highlight=False)
    for entry in entries:
        code = f" ({entry.speaker_code})" if entry.speaker_code else ""
        when = entry.date or entry.published or "–"
        out.print(
            f"[dim]{when}[/dim]  [bold]{short(entry.speaker_name or 'unnamed')}[/bold]{code}  [dim]{entry.form}[/dim]"
        )
        out.print(f"    {short(entry.content, 400)}")


@asks("holder", "target", "stance", *DATED, "article", "wrong")
def positions(asked: Asked) -> None:
    """List who stands where toward whom, latest report first.

    Example: `depesche positions --holder EU --target RUS`
    """
    from depesche import api

    found = api.positions(asked.record, asked.filters)
    if asked.json:
        print_json(found)
    elif asked.csv:
        print_csv(found, _POSITION)
    else:
        rows = (
            (
                e.published or "–",
                short(e.holder.name, 40),
                e.stance,
                short(e.target.name, 40),
                short(" … ".join(e.evidence)),
            )
            for e in found
        )
        print_table(("Report of", "Who", "Stance", "Toward", "Words"), rows, none="No positions match.")
        print_cursor(found.cursor)


@asks("party", *DATED)
def articles(asked: Asked) -> None:
    """List the articles of the record, latest first.

    Example: `depesche articles --language de`
    """
    from depesche import api

    found = api.articles(asked.record, asked.filters)
    if asked.json:
        print_json(found)
    elif asked.csv:
        print_csv(found, _ARTICLE)
    else:
        rows = (
            (e.published or "–", e.outlet or "–", e.language, str(e.events), str(e.quotations),
             "copy" if e.copy_of else "", short(e.headline or e.id, 70))
            for e in found
        )  # fmt: skip
        columns = ("Date", "Outlet", "Language", "Events", "Quotations", "", "Headline")
        print_table(columns, rows, none="No articles match.")
        print_cursor(found.cursor)


@asks("party", *DATED)
def search(
    asked: Asked,
    text: Annotated[str, typer.Argument(metavar="WORDS", help='Words, "phrases", prefix*, AND, OR, NOT, brackets.')],
    kind: Annotated[Optional[str], typer.Option(help="quotation or event: only entries whose own words match.")] = None,
) -> None:
    """Find words in articles, quotations and evidence, latest article first; marks on letters make no difference.

    Examples:

    - `depesche search aussenminister`

    - `depesche search '"humanitäre Lage" AND (Jemen OR Sudan) NOT Wahl*' --kind quotation`
    """
    from rich.console import Console

    from depesche import api

    found = api.search(asked.record, text, asked.filters, kind=kind)
    if asked.json:
        print_json(found)
        return
    if asked.csv:
        print_csv(found, _HIT)
        return
    if not found:
        print("Nothing found.")
    out = Console(highlight=False)
    for hit in found:
        title = short(hit.headline or hit.article, 80)
        out.print(f"[dim]{hit.published or '–'}[/dim]  [bold]{title}[/bold]  [dim]{hit.kind} {hit.id}[/dim]")
        out.print(f"    {_marked(hit.snippet, hit.marks)}")
    print_cursor(found.cursor)


def _marked(snippet: str, marks: Sequence[tuple[int, int]]) -> str:
    from rich.markup import escape

    parts, last = [], 0
    for start, end in marks:
        if start >= last:
            parts += [escape(snippet[last:start]), "[bold yellow]", escape(snippet[start:end]), "[/bold yellow]"]
            last = end
    return " ".join("".join([*parts, escape(snippet[last:])]).split())
