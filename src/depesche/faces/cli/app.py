"""The commands, their options, and how errors become exit statuses (1: some reports failed, 2: nothing could be done)."""

from __future__ import annotations

import sys
from typing import Annotated, Optional

import typer

from depesche import __version__
from depesche.errors import DepescheError

from . import ask, reading

app = typer.Typer(
    name="depesche",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    help="Read news reports and keep the record of international relations, each entry with the words it rests on.",
    epilog="Start with `depesche read FILE`, then `depesche add FOLDER` and `depesche events --actor RUS`.",
)


def _version(value: bool) -> None:
    if value:
        print(f"depesche {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        Optional[bool], typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = None,
) -> None:
    """Options of every command."""


app.command("read")(reading.read)
app.command("add")(reading.add)
app.command("syntax")(reading.syntax)
app.command("events")(ask.events)
app.command("quotes")(ask.quotes)
app.command("actor")(ask.actor)
app.command("articles")(ask.articles)


def main() -> None:
    """Run the command line; an error of Depesche's own is one line on standard error and exit status 2."""
    try:
        app()
    except DepescheError as error:
        print(f"depesche: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        print("depesche: stopped.", file=sys.stderr)
        sys.exit(130)
