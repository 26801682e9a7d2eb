"""Commands that correct and verify the record: judge, check."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from .options import Csv, Json, RecordPath, open_record
from .tables import print_csv, print_json, print_table, short

if TYPE_CHECKING:
    from depesche.record import JudgementEntry

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Correct entries, merge and split happenings and actors. Every judgement is kept with author, time and reason, "
    "can be undone, and outlives a new reading.",
)
_COLUMNS = ["id", "at", "by", "kind", "verdict", "left", "right", "field", "value", "reason", "score", "undone"]

Entry = Annotated[str, typer.Argument(metavar="ID", help="Id of an entry, as `depesche events` or --json shows it.")]
Other = Annotated[str, typer.Argument(metavar="ID", help="The other one.")]
By = Annotated[Optional[str], typer.Option(help="Who judges [default: the name of the user].")]
Reason = Annotated[str, typer.Option(help="Why.")]


def _author(by: str | None) -> str:
    return by or getpass.getuser()


def _say(made: Sequence[JudgementEntry]) -> None:
    for entry in made:
        other = f" and {entry.right}" if entry.right else ""
        print(f"Judgement {entry.id}: {entry.left}{other} {entry.verdict}, by {entry.by}.")


@app.command()
def wrong(entry: Entry, reason: Reason = "", by: By = None, record: RecordPath = None) -> None:
    """Mark an event, quotation or position as wrong; listings leave it out from now on.

    Example: `depesche judge wrong 8a0cdd2b77f251a1 --reason "The report speaks of 1998."`
    """
    from depesche import api

    with open_record(record) as opened:
        _say([api.judge(opened, entry, by=_author(by), reason=reason)])


@app.command()
def correct(
    entry: Entry,
    field: Annotated[str, typer.Argument(metavar="FIELD", help="type, status, date, place, actors, speaker …")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The right value; several with commas; '' for none.")],
    reason: Reason = "",
    by: By = None,
    record: RecordPath = None,
) -> None:
    """Correct a field of an event, quotation or position.

    Example: `depesche judge correct 8a0cdd2b77f251a1 date 2023-03-02`
    """
    from depesche import api

    with open_record(record) as opened:
        _say([api.judge(opened, entry, field=field, value=value or None, by=_author(by), reason=reason)])


@app.command()
def merge(one: Entry, other: Other, reason: Reason = "", by: By = None, record: RecordPath = None) -> None:
    """Judge two events to be one happening, or two actors to be one.

    Example: `depesche judge merge person:sergej-lawrow person:sergei-lavrov`
    """
    from depesche import api

    with open_record(record) as opened:
        _say([api.merge(opened, one, other, by=_author(by), reason=reason)])


@app.command()
def split(
    one: Entry,
    other: Annotated[
        Optional[str], typer.Argument(metavar="[ID]", help="The other one; without it, all others.")
    ] = None,
    reason: Reason = "",
    by: By = None,
    record: RecordPath = None,
) -> None:
    """Judge two events or actors to be different; with one id, an event from all others of its happening.

    Example: `depesche judge split 8a0cdd2b77f251a1`
    """
    from depesche import api

    with open_record(record) as opened:
        _say(api.split(opened, one, other, by=_author(by), reason=reason))


@app.command()
def undo(
    judgement: Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the judgement.")],
    reason: Reason = "",
    by: By = None,
    record: RecordPath = None,
) -> None:
    """Take a judgement back, of a person or of a rule.

    Example: `depesche judge undo 12`
    """
    from depesche import api

    with open_record(record) as opened:
        before = api.judgements(opened, rules=True, limit=judgement) if judgement > 0 else []
        api.undo(opened, judgement, by=_author(by), reason=reason)
    print(f"Judgement {judgement} is taken back.")
    for entry in before:
        if entry.id == judgement:
            other = f" and {entry.right}" if entry.right else ""
            field = f" ({entry.field}: {entry.value})" if entry.field else ""
            why = f", because {entry.reason}" if entry.reason else ""
            print(f"It said: {entry.left}{other} {entry.verdict}{field}, by {entry.by}{why}")


@app.command("list")
def list_(
    entry: Annotated[Optional[str], typer.Option(help="Only those on this entry.")] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Also those of rules.")] = False,
    limit: Annotated[int, typer.Option(help="Judgements at most; 0 for all.")] = 0,
    json: Json = False,
    csv: Csv = False,
    record: RecordPath = None,
) -> None:
    """List judgements, oldest first.

    Example: `depesche judge list --rules --limit 20`
    """
    from depesche import api

    with open_record(record) as opened:
        found = api.judgements(opened, entry, rules=rules, limit=limit)
    if json:
        print_json(found)
    elif csv:
        print_csv(found, _COLUMNS)
    else:
        rows = (
            (str(e.id), e.at[:16], short(e.by, 20), e.left + (f"\n{e.right}" if e.right else ""),
             e.verdict + (" (undone)" if e.undone else ""), short(f"{e.field}: {e.value}" if e.field else ""), short(e.reason))
            for e in found
        )  # fmt: skip
        print_table(("No", "When", "By", "Entry", "Verdict", "Field", "Reason"), rows, none="No judgements.")


def check(json: Json = False, csv: Csv = False, record: RecordPath = None) -> None:
    """Verify the record: rows, spans, readings, happenings, judgements, full text. Exit status 1 where something is wrong.

    Example: `depesche check --record archive.db`
    """
    from depesche import api

    with open_record(record) as opened:
        found = api.check(opened)
    if json:
        print_json(found)
    elif csv:
        print_csv(found, ["kind", "entry", "message"])
    else:
        for problem in found:
            print(f"{problem.kind} {problem.entry}: {problem.message}")
        if not found:
            print("Nothing is wrong.")
    if found:
        raise typer.Exit(1)
