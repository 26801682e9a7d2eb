"""Commands that analyse the record: brief, network, matrix, series."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from depesche.errors import QueryError

from .options import DATED, Asked, asks
from .tables import print_csv, print_json, print_table, short

if TYPE_CHECKING:
    from depesche.analysis import Balance, Blocs, Break, Brief, DyadSeries, Matrix, SignedNetwork

_FILTERS = ("actor", "recipient", "party", "type", "quad", "mode", "context", "status", "place", *DATED, "wrong")
_POINT = ["period", "start", "events", "score", "total", "share", "main"]
_CELL = ["actor", "recipient", "events", "score", "cooperation", "conflict", "evidence"]
_EDGE = ["a", "b", "events", "score", "total", "cooperation", "conflict", "evidence"]
_LINE = ["section", "date", "text", "sentence", "outlet", "published", "headline", "url", "article", "id", "reports",
         "independent", "evidence"]  # fmt: skip
Once = Annotated[bool, typer.Option("--once", help="Count a happening once, however many reports tell of it.")]
Kinds = Annotated[
    Optional[str],
    typer.Option(
        help="Kinds of actors: state, organisation, group, collective, other, or all [default: all but other]."
    ),
]


def _kinds(given: str | None) -> tuple[str, ...]:
    from depesche.analysis import KINDS, POLITICAL

    if given is None:
        return POLITICAL
    kinds = tuple(part.strip() for part in given.split(",") if part.strip())
    for kind in kinds:
        if kind not in (*KINDS, "all"):
            raise QueryError(f"--kinds {kind!r} is not known. Use {', '.join(KINDS)} or all.")
    return KINDS if "all" in kinds else kinds


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.1f}"


@asks("type", "quad", "mode", "context", "status", "place", *DATED, "wrong", paged=False)
def series(
    asked: Asked,
    a: Annotated[str, typer.Argument(metavar="A", help="Who acts: a code, an id or a name.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Toward whom.")],
    grain: Annotated[str, typer.Option(help="week, month or year.")] = "month",
    both: Annotated[bool, typer.Option("--both", help="Both directions together.")] = False,
    breaks: Annotated[
        Optional[str], typer.Option(help="Find lasting changes of: score, events, conflict, cooperation or share.")
    ] = None,
    once: Once = False,
) -> None:
    """Count what one side does toward the other by period and quad category, with its share of all events.

    Examples:

    - `depesche series RUS USA --since 2022 --grain week`

    - `depesche series Armenien Aserbaidschan --both --breaks score --json`
    """
    from depesche import api

    found = api.series(asked.record, a, b, asked.filters, grain=grain, directed=not both, once=once)
    changes = api.breaks(found, measure=breaks) if breaks is not None else []
    if asked.json:
        print(json.dumps({**asdict(found), "breaks": [asdict(c) for c in changes]}, ensure_ascii=False, indent=2))
    elif asked.csv:
        quads = list(found.points[0].counts) if found.points else []
        rows = [{**asdict(point), **point.counts} for point in found.points]
        print_csv(rows, [*_POINT[:2], *quads, *_POINT[2:]])
    else:
        _show_series(found, changes, asked=breaks)


def _show_series(found: DyadSeries, changes: list[Break], *, asked: str | None) -> None:
    rows = (
        (p.period, *(str(count or "·") for count in p.counts.values()), _signed(p.score), f"{p.events}/{p.total}",
         "–" if p.share is None else f"{p.share:.1%}")
        for p in found.points
    )  # fmt: skip
    columns = ("Period", "Words +", "Acts +", "Words –", "Acts –", "Score", "Of all", "Share")
    print_table(columns, rows, none="No dated events match.")
    notes = []
    if found.by_publication:
        notes.append(f"{found.by_publication} dated by their report")
    if found.unplaced:
        notes.append(f"{found.unplaced} too vague in date, left out")
    if notes:
        print("\n" + "; ".join(notes) + ".")
    if asked is not None and not changes:
        print(f"\nNo lasting change of {asked}.")
    for change in changes:
        print(
            f"\nFrom {change.period}: {asked} {change.before:.2f} → {change.after:.2f}; events {' '.join(change.around)}"
        )


@asks(*_FILTERS, paged=False)
def matrix(
    asked: Asked,
    size: Annotated[int, typer.Option(help="Actors at most, the busiest first; 0 for all.")] = 12,
    kinds: Kinds = None,
    once: Once = False,
) -> None:
    """Show who acts toward whom: mean score and number of events, rows act and columns receive.

    Examples:

    - `depesche matrix --since 2024-01 --kinds state`

    - `depesche matrix --size 0 --csv > matrix.csv`
    """
    from depesche import api

    if size < 0:
        raise QueryError(f"--size {size}: counts from 0. Give how many actors to show, 0 for all.")
    found = api.matrix(asked.record, asked.filters, size=size, kinds=_kinds(kinds), once=once)
    if asked.json:
        print_json(found)
    elif asked.csv:
        print_csv(found.cells, _CELL)
    else:
        _show_matrix(found)


def _show_matrix(found: Matrix) -> None:
    if not found.actors:
        print("No events between two sides match.")
        return
    keys = [actor.key[:12] for actor in found.actors]
    table = [["", *keys]]
    for key, scores, counts in zip(keys, found.rows(), found.rows("events"), strict=True):
        table.append([key, *(_cell(score, count) for score, count in zip(scores, counts, strict=True))])
    _print_side_by_side(table)
    print("\nRows act, columns receive: mean score / events.")
    if found.outside:
        print(f"{found.counted} events, {found.outside} of them with one side only or between others.")


def _print_side_by_side(table: list[list[str]]) -> None:
    """Print a table; the columns that the terminal has no room for follow below, beside the first column again."""
    from rich.console import Console

    room = Console().width
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    begin = 1
    while begin < len(widths):
        end, used = begin + 1, widths[0] + 2 + widths[begin]
        while end < len(widths) and used + 2 + widths[end] <= room:
            used += 2 + widths[end]
            end += 1
        if begin > 1:
            print()
        for row in table:
            print("  ".join(row[column].rjust(widths[column]) for column in (0, *range(begin, end))))
        begin = end


def _cell(score: float | None, count: float | None) -> str:
    return "·" if score is None or count is None else f"{score:+.1f}/{count:.0f}"


@asks(*_FILTERS, paged=False)
def network(
    asked: Asked,
    minimum: Annotated[int, typer.Option(min=1, help="Least number of events of an edge.")] = 1,
    directed: Annotated[bool, typer.Option("--directed", help="An edge for each direction.")] = False,
    kinds: Kinds = None,
    once: Once = False,
) -> None:
    """Show the signed network of a window: relations with their events, blocs, and structural balance.

    Examples:

    - `depesche network --since 2024-01 --kinds state --minimum 2`

    - `depesche export --format graphml -o network.graphml`
    """
    from depesche import api

    found = api.network(asked.record, asked.filters, minimum=minimum, kinds=_kinds(kinds), once=once, directed=directed)
    if asked.csv:
        print_csv(found.edges, _EDGE)
        return
    blocs, balance = (None, None) if directed else (api.blocs(found), api.balance(found))
    if asked.json:
        extra = {"blocs": blocs and asdict(blocs), "balance": balance and asdict(balance)}
        print(json.dumps({**asdict(found), **extra}, ensure_ascii=False, indent=2))
    else:
        _show_network(found, blocs, balance)


def _show_network(found: SignedNetwork, blocs: Blocs | None, balance: Balance | None) -> None:
    ordered = sorted(found.edges, key=lambda edge: (-edge.events, edge.a, edge.b))
    arrow = "→" if found.directed else "–"
    rows = (
        (f"{short(e.a, 30)} {arrow} {short(e.b, 30)}", _signed(e.score), str(e.cooperation), str(e.conflict), e.evidence[0])
        for e in ordered[:40]
    )  # fmt: skip
    print_table(
        ("Between", "Score", "Cooperation", "Conflict", "One of the events"),
        rows,
        none="No events between two sides match.",
    )
    if len(ordered) > 40:
        print(f"… and {len(ordered) - 40} more; --json and --csv give all.")
    if blocs is not None and blocs.groups:
        share = "none" if blocs.share is None else f"{blocs.share:.0%}"
        print(f"\nBlocs ({share} of the weight stands against them):")
        for group in blocs.groups:
            if len(group) > 1:
                print("  " + ", ".join(group))
        alone = [group[0] for group in blocs.groups if len(group) == 1]
        if alone:
            print("  each alone: " + ", ".join(alone))
    if balance is not None:
        counts = ", ".join(f"{signs} {count}" for signs, count in balance.triads.items())
        degree = "no triads" if balance.degree is None else f"{balance.degree:.0%} of triads balanced"
        print(f"\nBalance: {degree} ({counts})")


@asks("actor", "recipient", "party", "type", "place", "until", "outlet", "language", paged=False)
def brief(
    asked: Asked,
    since: Annotated[str, typer.Option(help="From this day on: yesterday, today, a number of days as 7d, or a date.")],
    markdown: Annotated[bool, typer.Option("--markdown", help="As Markdown also in the terminal.")] = False,
) -> None:
    """Tell what changed since a day: meetings, acts, words, plans, shifts of tone, first contacts; each with its words.

    Examples:

    - `depesche brief --since yesterday`

    - `depesche brief --since 2024-11-01 --party BLR > brief.md`
    """
    from depesche import api

    found = api.brief(asked.record, _day(since), asked.filters)
    if asked.json:
        print_json(found)
    elif asked.csv:
        rows = [{"section": s.kind, **asdict(line)} for s in found.sections for line in s.lines]
        print_csv(rows, _LINE)
    elif markdown or not sys.stdout.isatty():
        print(api.brief_markdown(found), end="")
    else:
        _show_brief(found)


def _day(word: str) -> str:
    """The date that `yesterday`, `7d` or a date stands for."""
    from datetime import date, timedelta

    from depesche.intake import parse_date

    back = {"today": 0, "yesterday": 1}.get(
        word, int(word[:-1]) if word.endswith("d") and word[:-1].isdigit() else None
    )
    if back is None:
        return parse_date(word)
    return (date.today() - timedelta(days=min(back, 100_000))).isoformat()


def _show_brief(found: Brief) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    from depesche import api

    Console(highlight=False).print(Markdown(api.brief_markdown(found)))
