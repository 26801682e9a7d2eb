"""The figures as one table: in the terminal, as JSON, and in the README between its two markers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.gate import Measured, Pin, falls
from evaluation.tasks import LOWER_IS_BETTER

BEGIN = "<!-- figures: written by `python -m evaluation --readme`, not by hand -->"
END = "<!-- end of figures -->"
_COUNTS = frozenset(
    {
        "events",
        "events_with_recipients",
        "unlisted_events",
        "quotations",
        "speakers",
        "offices",
        "events_de",
        "events_en",
        "pairs",
    }
)


def shown(name: str, value: float) -> str:
    """Return a figure as printed: counts whole, seconds and rates with one or two digits, shares with three."""
    if name in _COUNTS or name.endswith(("_frames", "_cues", "_words")):
        return f"{value:.0f}"
    if name == "start_seconds":
        return f"{value:.2f} s"
    if name == "articles_per_second":
        return f"{value:.1f}"
    return f"{value:.3f}"


def figures_of(measured: Measured) -> dict[str, float]:
    """Return the figures of a task that the tables show."""
    wanted = measured.task.shown
    return {k: v for k, v in measured.figures.items() if not wanted or k in wanted}


def print_table(results: Iterable[Measured], pins: Mapping[str, Pin], console: Console | None = None) -> None:
    """Print one table of all figures with their pins; a figure below its pin is red."""
    table = Table("Task", "Figure", "Measured", "Pin", show_edge=False, pad_edge=False)
    for column in (2, 3):
        table.columns[column].justify = "right"
    for measured in results:
        if measured.skipped is not None:
            table.add_row(measured.task.title, f"[yellow]skipped: {measured.skipped}[/yellow]")
            continue
        pin = pins.get(measured.task.name, Pin())
        worse = falls(measured, pin)
        for number, (name, value) in enumerate(figures_of(measured).items()):
            style = "[red]" if name in worse else ""
            wanted = shown(name, pin.figures[name]) if name in pin.figures else ""
            bound = ("≤ " if name in LOWER_IS_BETTER else "≥ ") + wanted if wanted else ""
            table.add_row("" if number else measured.task.title, name, style + shown(name, value), bound)
        table.add_section()
    (console or Console(highlight=False)).print(table)


def as_json(results: Iterable[Measured]) -> str:
    """Return all figures as one JSON object by task."""
    found = {
        m.task.name: {"skipped": m.skipped} if m.skipped is not None else {"figures": m.figures, "gold": m.gold_sha256}
        for m in results
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def as_markdown(results: Sequence[Measured]) -> str:
    """Return the table of the figures that a reader of the README looks for."""
    lines = ["| what is scored | figures |", "| --- | --- |"]
    for measured in results:
        if measured.skipped is None:
            figures = figures_of(measured)
            wanted = [name for name in measured.task.pinned if name in figures]
            cells = [f"{name.replace('_', ' ')} **{shown(name, figures[name])}**" for name in wanted]
            lines.append(f"| {measured.task.title} | {', '.join(cells)} |")
    return "\n".join(lines)


def readme_around(path: Path) -> tuple[str, str]:
    """Return what stands before and after the table; raises ValueError where the README or its markers are missing."""
    if not path.exists():
        raise ValueError(f"{path.name}: there is no such file. Write it first, with the two markers:\n{BEGIN}\n{END}")
    head, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(
            f"{path.name}: the markers for the figures are missing. Put these two lines in:\n{BEGIN}\n{END}"
        )
    return head, tail


def write_readme(path: Path, results: Sequence[Measured]) -> None:
    """Put the table between the markers of the README; raises ValueError where that cannot be."""
    head, tail = readme_around(path)
    skipped = [measured.task.name for measured in results if measured.skipped is not None]
    if skipped:
        raise ValueError(f"{path.name}: left as it is, since {', '.join(skipped)} could not be measured.")
    path.write_text(f"{head}{BEGIN}\n{as_markdown(results)}\n{END}{tail}", encoding="utf-8")
