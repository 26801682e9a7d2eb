"""The commands, their options, and how errors become exit statuses (1: some reports failed, 2: nothing could be done)."""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, Optional, cast

import typer

from depesche import __version__
from depesche.errors import DepescheError

from . import analyse, ask, compare, export, judge, mcp, reading, scale, serve, survey, watch

STOPPED = 130
_UsageError = cast("type[Exception]", typer.BadParameter.__mro__[2])
"""What typer raises for wrong options and arguments, whichever click it brings."""

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
app.command("meetings")(ask.meetings)
app.command("quotes")(ask.quotes)
app.command("positions")(ask.positions)
app.command("happenings")(survey.happenings)
app.command("happening")(survey.happening)
app.command("actor")(survey.actor)
app.command("dyad")(survey.dyad)
app.command("timeline")(survey.timeline)
app.command("search")(ask.search)
app.command("articles")(ask.articles)
app.command("stats")(survey.stats)
app.add_typer(judge.app, name="judge")
app.command("check")(judge.check)
app.command("serve")(serve.serve)
app.command("brief")(analyse.brief)
app.command("series")(analyse.series)
app.command("matrix")(analyse.matrix)
app.command("network")(analyse.network)
app.command("export")(export.export)
app.command("import")(export.import_file)
app.command("run")(scale.run)
app.command("load")(scale.load)
app.command("analyse")(scale.analyse)
app.command("watch")(watch.watch)
app.add_typer(watch.alert_commands, name="alert")
app.command("mcp")(mcp.mcp)
app.command("compare")(compare.compare)
app.add_typer(serve.token_commands, name="token")


def main() -> None:
    """Run the command line.

    An error is one line on standard error. Exit status 0: done; 1: some reports failed; 2: nothing could be done;
    130: stopped by the user.
    """
    _write_utf8()
    status = _run(sys.argv[1:] or ["--help"])
    if status == STOPPED:
        print("depesche: stopped.", file=sys.stderr)
    sys.exit(status)


def _write_utf8() -> None:
    """What goes into a file or pipe is UTF-8; a terminal gets what it can show."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(arguments: list[str]) -> int:
    try:
        status = app(arguments, prog_name="depesche", standalone_mode=False)
        sys.stdout.flush()
    except DepescheError as error:
        return _complain(str(error))
    except _UsageError as error:
        return _complain(_usage(cast("typer.BadParameter", error)))
    except (typer.Abort, KeyboardInterrupt):
        return STOPPED
    except (BrokenPipeError, SystemExit):  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    return status if isinstance(status, int) else 0


def _usage(error: typer.BadParameter) -> str:
    command = error.ctx.command_path if error.ctx is not None else "depesche"
    message = error.format_message()
    return f"{message}{'' if message.endswith(('.', '?')) else '.'} See `{command} --help`."


def _complain(message: str) -> int:
    print("depesche:", " ".join(message.split()), file=sys.stderr)
    return 2
