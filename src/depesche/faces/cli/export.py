"""Commands that carry data out of the record and into it: export, import."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from depesche.settings import load_settings

from .options import DATED, Asked, RecordPath, asks, open_for_writing

if TYPE_CHECKING:
    from depesche.exchange.importing import Skipped

_FILTERS = ("actor", "recipient", "party", "about", "type", "quad", "mode", "context", "status", "form", "via", "place")
_SHOWN = 5
"""Lines that could not be read, told one by one."""


@asks(*_FILTERS, *DATED, "article", "wrong", paged=False)
def export(
    asked: Asked,
    format: Annotated[
        Optional[str], typer.Option("--format", "-f", help="How to write; without it the formats are listed.")
    ] = None,
    output: Annotated[
        Optional[str], typer.Option("--output", "-o", metavar="FILE", help="Where to; standard output without it.")
    ] = None,
    limit: Annotated[int, typer.Option(help="Entries at most; 0 for all.")] = 0,
) -> None:
    """Write events or quotations in a format of others, with snapshot, version and citation.

    The file is written whole or not at all; beside it stand NAME.citation.bib and NAME.citation.cff. For quotations
    (gqg, gqg-csv), --actor is the speaker and --recipient the addressee.

    Examples:

    - `depesche export --format plover-jsonl -o events.jsonl`

    - `depesche export --format gdelt --actor RUS --since 2023 > rus.tsv`

    - `depesche export --format gqg-csv --actor Borrell --about RUS -o borrell.csv`
    """
    from depesche import api

    if format is None:
        for name, gloss in api.format_glosses().items():
            print(f"{name:13} {gloss}")
    elif output is None or output == "-":
        done = api.export_to(asked.record, format, sys.stdout.buffer, asked.filters, limit=limit)
        sys.stdout.buffer.flush()
        print(f"depesche: {done.number} {_unit(format)}; cite: {done.citation.sentence}", file=sys.stderr)
    else:
        done = api.export(asked.record, format, Path(output), asked.filters, limit=limit)
        beside = ", ".join(file.name for file in done.files[1:])
        print(f"{output}: {done.number} {_unit(format)}, snapshot {done.citation.snapshot}; citation in {beside}.")


def _unit(format: str) -> str:
    return "edges" if format == "graphml" else "quotations" if format.startswith("gqg") else "events"


def import_file(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file in the format named.")],
    format: Annotated[str, typer.Option("--format", "-f", help="plover-jsonl (events) or ftm (persons).")],
    record: RecordPath = None,
) -> None:
    """Put events or people of others into the record; what it has already stays as it is.

    Examples:

    - `depesche import --format plover-jsonl events.jsonl --record theirs.db`

    - `depesche import --format ftm people.ftm.json`
    """
    from depesche import api

    path = record or load_settings().record
    with open_for_writing(record) as opened:
        done = api.import_file(opened, format, file)
        _say_skipped(file, done.skipped)
        if done.skipped and not done.new + done.known:
            raise typer.Exit(2)
    print(f"{path}: {done.new} new, {done.known} already there, {len(done.skipped)} lines skipped.")
    if done.skipped:
        raise typer.Exit(1)


def _say_skipped(file: str, skipped: Sequence[Skipped]) -> None:
    for line in skipped[:_SHOWN]:
        print(f"depesche: {file}, line {line.line}: {line.reason}.", file=sys.stderr)
    if len(skipped) > _SHOWN:
        print(f"depesche: {file}: {len(skipped) - _SHOWN} more lines could not be read.", file=sys.stderr)
