"""Commands that put reports together: happenings, happening, dyad, timeline, actor, stats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from depesche.errors import QueryError

from .ask import show_events, show_quotes
from .options import DATED, Asked, asks
from .tables import names, print_csv, print_cursor, print_json, print_table, short

if TYPE_CHECKING:
    from depesche.record import ActorView, HappeningView, TimelineEntry

_HAPPENING = ["id", "date", "type", "modes", "quad", "status", "actors", "recipients", "place", "country", "reports",
              "independent", "outlets", "languages", "earliest", "earliest_published", "disagreements", "headline",
              "evidence"]  # fmt: skip
_PERIOD = ["period", "events", "cooperation", "conflict", "score", "types"]
_EVENT_FILTERS = ("actor", "recipient", "party", "type", "quad", "mode", "context", "status", "place", *DATED)


@asks(*_EVENT_FILTERS, "independent", "wrong")
def happenings(asked: Asked) -> None:
    """List what one or several reports tell of, latest first: how many independent reports, and where they differ.

    Examples:

    - `depesche happenings --independent 2 --since 2023-03`

    - `depesche happenings --party IRN --type ASSAULT --json`
    """
    from depesche import api

    found = api.happenings(asked.record, asked.filters)
    if asked.json:
        print_json(found)
    elif asked.csv:
        print_csv(found, _HAPPENING)
    else:
        rows = (
            (e.date or "–", e.type, names(e.actors), names(e.recipients), f"{e.independent}/{e.reports}",
             ", ".join(e.disagreements) or "–", e.id, short(" … ".join(e.evidence)))
            for e in found
        )  # fmt: skip
        columns = ("Date", "Type", "Who", "Whom", "Reports", "Differ in", "Id", "Words")
        print_table(columns, rows, none="No happenings match.")
        print_cursor(found.cursor)


@asks(paged=False)
def happening(
    asked: Asked, identity: Annotated[str, typer.Argument(metavar="ID", help="Id of a happening or of an event.")]
) -> None:
    """Show a happening: its reports, why they are held to be the same, and where they differ.

    Example: `depesche happening 8a0cdd2b77f251a1`
    """
    from depesche import api

    found = api.happening(asked.record, identity)
    if found is None:
        raise QueryError(
            f"{identity!r} is no happening or event of the record. `depesche happenings --json` lists ids."
        )
    if asked.json:
        print_json(found)
    elif asked.csv:
        print_csv([found.entry], _HAPPENING)
    else:
        _show_happening(found)


def _show_happening(view: HappeningView) -> None:
    entry = view.entry
    print(f"{entry.date or 'no date'}  {entry.type}  {names(entry.actors)} → {names(entry.recipients)}  {entry.status}")
    print(f"{entry.reports} reports, {entry.independent} independent; {', '.join(entry.outlets) or 'no outlet named'}")
    for event in view.events:
        print(f"\n{event.published or '–'}  {event.outlet or '–'}  {event.language}  {event.id}")
        print("    " + " … ".join(event.evidence))
    for differing in view.disagreements:
        print(f"\nThey differ in {differing.field}:")
        for version in differing.versions:
            print(f"    {version.value} ({version.outlet or version.article}): {version.sentence}")
    for reason in view.reasons:
        print(f"\n{reason.left} and {reason.right}: {reason.verdict}, {reason.reason} ({reason.by}, {reason.at})")
    if view.series:
        print("\nOf the same series:")
        show_events(view.series)


@asks("type", "quad", "mode", "context", "status", "place", *DATED, "wrong")
def dyad(
    asked: Asked,
    a: Annotated[str, typer.Argument(metavar="A", help="A code, an id or a name.")],
    b: Annotated[str, typer.Argument(metavar="B", help="The other side.")],
) -> None:
    """Show what two sides do to each other: counts, tone, meetings, and the events of both directions.

    Examples:

    - `depesche dyad RUS USA --since 2022`

    - `depesche dyad Armenien Aserbaidschan --csv`
    """
    from depesche import api

    found = api.dyad(asked.record, a, b, asked.filters)
    if not found.forth + found.back + found.mutual:
        for side in (a, b):
            if api.actor(asked.record, side) is None:
                raise QueryError(f"{side!r} is not in the record. Try a code (RUS), a full name or an id.")
    if asked.json:
        print_json(found)
        return
    if asked.csv:
        print_csv(
            found.events, ["id", "date", "type", "status", "actors", "recipients", "place", "article", "evidence"]
        )
        return
    one, other = found.a.name, found.b.name
    print(f"{one} → {other}: {found.forth} events, tone {_tone(found.tone_forth)}")
    print(f"{other} → {one}: {found.back} events, tone {_tone(found.tone_back)}")
    print(f"Mutual: {found.mutual}")
    print("By type: " + (", ".join(f"{facet.value} {facet.count}" for facet in found.types) or "none"))
    print()
    _show_timeline(found.timeline[-12:])
    print()
    show_events(found.events)
    print_cursor(found.cursor)


def _tone(value: float | None) -> str:
    return "–" if value is None else f"{value:+.1f}"


@asks(*_EVENT_FILTERS, "wrong", paged=False)
def timeline(
    asked: Asked,
    grain: Annotated[str, typer.Option(help="day, week, month, quarter or year.")] = "month",
) -> None:
    """Count events and their tone by period; what is known to the month only stands in its month.

    Example: `depesche timeline --actor RUS --recipient UKR --grain month --csv`
    """
    from depesche import api

    found = api.timeline(asked.record, asked.filters, grain)
    if asked.json:
        print_json(found)
    elif asked.csv:
        print_csv(found, _PERIOD)
    else:
        _show_timeline(found)


def _show_timeline(entries: Sequence[TimelineEntry]) -> None:
    rows = (
        (e.period, str(e.events), str(e.cooperation), str(e.conflict), f"{e.score:+.1f}",
         ", ".join(f"{name} {count}" for name, count in e.types.items()))
        for e in entries
    )  # fmt: skip
    print_table(("Period", "Events", "Cooperation", "Conflict", "Tone", "Types"), rows, none="No dated events match.")


@asks("type", "status", "place", *DATED)
def actor(
    asked: Asked,
    name: Annotated[str, typer.Argument(metavar="ACTOR", help="A code (RUS), an id (person:sergei-lavrov) or a name.")],
) -> None:
    """Show what the record holds of an actor: names, offices, counterparts, meetings, what it did, suffered and said.

    Example: `depesche actor Lawrow`
    """
    from dataclasses import replace

    from depesche import api

    filters = replace(asked.filters, limit=min(asked.filters.limit or 1000, 1000))
    found = api.actor(asked.record, name, filters)
    if found is None:
        raise QueryError(f"{name!r} is not in the record. Try a code (RUS), a full name or an id.")
    if asked.json:
        print_json(found)
    elif asked.csv:
        print_csv(
            [*found.acting, *found.receiving], ["id", "date", "type", "status", "actors", "recipients", "evidence"]
        )
    else:
        _show_actor(found)


def _show_actor(view: ActorView) -> None:
    entry = view.entry
    facts = (
        entry.kind,
        entry.code,
        entry.office,
        entry.wikidata,
        f"{entry.articles} articles",
        f"{entry.mentions} mentions",
    )
    print(f"{entry.name}  {entry.id}  ({', '.join(fact for fact in facts if fact)})")
    if view.aliases:
        print("Also: " + ", ".join(view.aliases[:12]))
    for office in view.offices:
        print(f"    {office.office}, {office.code}: {office.start or '?'} – {office.end or ''}  ({office.source})")
    if view.others:
        print("May also mean: " + ", ".join(f"{other.name} ({other.id})" for other in view.others[:8]))
    print("Deals with: " + ", ".join(f"{c.party.name} {c.events} ({c.score:+.1f})" for c in view.counterparts))
    if view.meetings:
        print("\nLast meetings")
        show_events(view.meetings[:5])
    for title, entries, count, tone in (
        ("Did", view.acting, view.acts, view.tone_given),
        ("Was done to", view.receiving, view.receives, view.tone_received),
    ):
        print(f"\n{title} ({count}, tone {_tone(tone)})")
        show_events(entries[:15])
    print(f"\nSaid ({view.says})")
    show_quotes(view.said[:10])


@asks(paged=False)
def stats(asked: Asked) -> None:
    """Show what the record holds, with what it was made, and the id of its present content.

    Example: `depesche stats --json`
    """
    from depesche import api

    found = api.stats(asked.record)
    if asked.json:
        print_json(found)
        return
    columns = ["articles", "events", "quotations", "positions", "actors", "happenings", "copies", "judgements", "languages",
               "first", "last", "snapshot", "schema", "pipelines", "lexicons", "store"]  # fmt: skip
    if asked.csv:
        print_csv([found], columns)
        return
    for name in columns:
        value = getattr(found, name)
        shown = ", ".join(f"{k}: {v}" for k, v in value.items()) if isinstance(value, dict) else value
        print(f"{name:12}{'–' if shown is None or shown == '' else shown}")
