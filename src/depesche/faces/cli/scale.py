"""Commands for many reports: run reads shards into a folder, load puts it into a record, analyse asks it directly."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from depesche.errors import InputError
from depesche.settings import load_settings

from .options import Csv, Json, RecordPath
from .reading import Language, Outlet, Published, SyntaxChoice, overrides_of
from .tables import print_csv, print_table

if TYPE_CHECKING:
    from depesche.api.running import Plan, ShardRow, Status
    from depesche.scale.query import Table

_SHOWN = 20
"""Lost reports and broken shards that are named on the terminal; the manifest names all."""


def run(
    shards: Annotated[
        list[str],
        typer.Argument(metavar="SHARD…|FOLDER…", help="JSONL (.gz, .zst), Parquet or WARC files, or folders of texts."),
    ],
    out: Annotated[str, typer.Option(help="Folder for the readings and the manifest.")],
    workers: Annotated[
        Optional[int], typer.Option(min=1, help="Worker processes [default: one a processor].", show_default=False)
    ] = None,
    format: Annotated[
        str, typer.Option(help="parquet (tables, can be analysed) or jsonl (the readings alone).")
    ] = "parquet",
    dask: Annotated[bool, typer.Option("--dask", help="On a local Dask cluster of as many workers.")] = False,
    scheduler: Annotated[
        Optional[str], typer.Option(metavar="ADDRESS", help="On the Dask cluster at tcp://HOST:PORT.")
    ] = None,
    dashboard: Annotated[
        bool, typer.Option("--dashboard", help="With --dask: its dashboard at http://127.0.0.1:8787/.")
    ] = False,
    seconds: Annotated[float, typer.Option(help="Longest time for one report before it is refused.")] = 60.0,
    memory: Annotated[int, typer.Option(min=0, help="Address space of a worker in megabytes; 0 for no limit.")] = 4096,
    again: Annotated[bool, typer.Option("--again", help="Read also what is done already.")] = False,
    published: Published = None,
    language: Language = None,
    outlet: Outlet = None,
    syntax: SyntaxChoice = None,
) -> None:
    """Read shards of many reports into a folder; a second run reads only what is missing or has changed.

    A report that kills or hangs its worker is named in the manifest, the others are read. Exit status 1 says that
    something was lost: such a report, a damaged stretch, or a shard.

    Examples:

    - `depesche run shards/ --out readings/ --workers 2`

    - `depesche run CC-NEWS-*.warc.gz --out readings/ --dask --dashboard`

    - `depesche run /data/shards --out /data/readings --scheduler tcp://head:8786`
    """
    from depesche.api import running

    if dashboard and not dask:
        raise InputError("--dashboard shows Dask at work; give --dask with it. A --scheduler has its own.")
    plan = running.plan_run(
        shards,
        out,
        format=format,
        overrides=overrides_of(published, language, None, outlet),
        syntax=syntax,
        seconds=seconds,
        megabytes=memory,
        again=again,
    )
    begin = time.monotonic()
    rows = []
    with _Progress(plan) as progress:
        for row in running.run_plan(
            plan, workers=workers, dask=dask, scheduler=scheduler, dashboard=dashboard, told=progress.told
        ):
            progress.finished(row)
            rows.append(row)
    _summary(rows, plan, time.monotonic() - begin)
    if any(row.lost or row.damage or row.broken for row in (*rows, *plan.done)):
        raise typer.Exit(1)


def _summary(rows: Sequence[ShardRow], plan: Plan, seconds: float) -> None:
    every = [*plan.done, *rows]
    read = sum(row.readings for row in rows)
    refused = Counter[str]()
    for row in every:
        refused.update(row.refused)
    print(
        f"{plan.out}: {len(rows)} shards read, {len(plan.done)} done before; "
        f"{sum(row.readings for row in every):,} readings with {sum(row.events for row in every):,} events."
    )
    if read and seconds:
        peak = max(row.peak for row in rows) / (1 << 20)
        print(f"{read / seconds:,.1f} reports/s over {seconds:,.0f} s; most memory of a worker {peak:,.0f} MB.")
    if refused:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in refused.most_common())
        print(f"Without a reading: {kinds}. Each is named in {plan.out}/errors/.")
    problems = [f"{row.shard}: {row.broken}" for row in every if row.broken]
    problems += [f"{lost['source']}: {lost['reason']}" for row in every for lost in row.lost]
    problems += [
        f"{row.shard}: {d['bytes']:,} bytes lost at {d['at']:,}: {d['reason']}" for row in every for d in row.damage
    ]
    for problem in problems[:_SHOWN]:
        print("depesche:", " ".join(problem.split()), file=sys.stderr)
    if len(problems) > _SHOWN:
        print(f"depesche: … and {len(problems) - _SHOWN} more; see {plan.out}/manifest.jsonl.", file=sys.stderr)


class _Progress:
    """A bar over the bytes of the shards, with reports, reports a second and the time left; only on a terminal."""

    def __init__(self, plan: Plan) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        from depesche.intake.shards import size_of

        self._sizes = {job.shard.name: size_of(job.shard)[0] for job in plan.jobs}
        self._running: dict[str, tuple[int, int | None]] = {}
        self._reports = self._bytes = 0
        self._begin = time.monotonic()
        self._shown = 0.0
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task = self._bar.add_task("Reading", total=sum(self._sizes.values()) or 1)

    def __enter__(self) -> _Progress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def told(self, status: Status) -> None:
        """Take in how far a shard is."""
        self._running[status.shard] = (status.done, status.expected)
        if time.monotonic() - self._shown > 0.2:
            self._show()

    def finished(self, row: ShardRow) -> None:
        """Take in that a shard is done."""
        self._running.pop(row.shard, None)
        self._reports += row.reports
        self._bytes += self._sizes[row.shard]
        self._show()

    def _show(self) -> None:
        self._shown = time.monotonic()
        running = list(self._running.items())
        reports = self._reports + sum(done for _, (done, _) in running)
        mean = self._bytes / self._reports if self._reports else 0.0
        part = sum(
            self._sizes[name] * done / expected if expected else min(mean * done, self._sizes[name])
            for name, (done, expected) in running
        )
        rate = reports / max(self._shown - self._begin, 0.001)
        self._bar.update(self._task, completed=self._bytes + part, description=f"{reports:,} reports, {rate:,.1f}/s")


def load(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder that `depesche run` wrote.")],
    record: RecordPath = None,
    workers: Annotated[
        Optional[int],
        typer.Option(min=1, help="Processes: one writes, the rest make rows [default: one a processor].", show_default=False),
    ] = None,
) -> None:
    """Put the readings of a run into the record; loading them again changes nothing.

    Example: `depesche load readings/ --record news.db`
    """
    from rich.console import Console

    from depesche import api
    from depesche.api import running

    path = record or load_settings().record
    shown = Console(stderr=True, highlight=False)
    with api.open_record(path, create=True) as opened, shown.status("Loading") as status:
        loaded = running.load_readings(
            opened, folder, workers=workers, told=lambda done: status.update(f"{done:,} readings")
        )
    print(f"{path}: {loaded.new} new, {loaded.known} already there.")


def analyse(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder that `depesche run` wrote as Parquet.")],
    actor: Annotated[Optional[str], typer.Option(help="Code of who acts, as RUS; several with commas.")] = None,
    recipient: Annotated[Optional[str], typer.Option(help="Code of whom it is done to.")] = None,
    party: Annotated[Optional[str], typer.Option(help="Code of either side.")] = None,
    type: Annotated[Optional[str], typer.Option(help="PLOVER type: CONSULT, SANCTION …")] = None,
    status: Annotated[Optional[str], typer.Option(help="factual, reported, planned, hypothetical or denied.")] = None,
    since: Annotated[Optional[str], typer.Option(help="From this date on: YYYY, YYYY-MM or YYYY-MM-DD.")] = None,
    until: Annotated[Optional[str], typer.Option(help="Up to this date.")] = None,
    outlet: Annotated[Optional[str], typer.Option(help="Reports of this outlet only.")] = None,
    language: Annotated[Optional[str], typer.Option(help="Reports in this language only.")] = None,
    by: Annotated[
        str,
        typer.Option(help="period, dyad, actor, recipient, type, status, outlet, language or country."),
    ] = "period",
    grain: Annotated[str, typer.Option(help="Periods: day, week, month, quarter or year.")] = "month",
    limit: Annotated[int, typer.Option(min=0, help="The busiest rows only; 0 for all.")] = 0,
    twice: Annotated[
        bool, typer.Option("--twice", help="Count a report as often as it lies in the shards; faster.")
    ] = False,
    sql: Annotated[
        Optional[str], typer.Option(help="A query of your own over readings, events and quotations.")
    ] = None,
    as_json: Json = False,
    csv: Csv = False,
) -> None:
    """Count the events of a run without a record: series of a dyad, the busiest dyads, any SQL.

    Examples:

    - `depesche analyse readings/ --actor RUS --recipient UKR --grain week`

    - `depesche analyse readings/ --by dyad --since 2024-01 --limit 20 --csv`

    - `depesche analyse readings/ --sql "SELECT outlet, count(*) FROM quotations GROUP BY outlet"`
    """
    from depesche.api import running
    from depesche.intake import parse_date
    from depesche.scale.query import Asked

    if sql is not None:
        _show(running.run_sql(folder, sql), as_json=as_json, csv=csv)
        return
    asked = Asked(
        actor=actor,
        recipient=recipient,
        party=party,
        type=type.upper() if type else None,
        status=status,
        since=parse_date(since) if since else None,
        until=parse_date(until) if until else None,
        outlet=outlet,
        language=language,
        by=by,
        grain=grain,
        twice=twice,
        limit=limit,
    )
    _show(running.count_events(folder, asked), as_json=as_json, csv=csv)


def _show(table: Table, *, as_json: bool, csv: bool) -> None:
    if as_json:
        print(json.dumps(table.to_dicts(), ensure_ascii=False, indent=2, default=str))
    elif csv:
        print_csv(table.to_dicts(), table.columns)
    else:
        rows = (["" if value is None else str(value) for value in row] for row in table.rows)
        print_table(table.columns, rows, none="No events match.")
