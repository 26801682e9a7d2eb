"""Commands that follow the news: watch reads feeds into the record, alert keeps the queries that are asked of what is new."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from depesche.errors import QueryError, RecordError
from depesche.settings import load_settings

from .options import Json, RecordPath, make_filters, open_record
from .tables import print_json, print_table, short

if TYPE_CHECKING:
    from depesche.api.watching import Round
    from depesche.record import Record


def watch(
    feeds: Annotated[str, typer.Argument(metavar="FEEDS.toml", help="File that names the feeds.")],
    record: RecordPath = None,
    once: Annotated[bool, typer.Option("--once", help="One round, for cron; else it goes on until stopped.")] = False,
    status: Annotated[bool, typer.Option("--status", help="Only show what is known of the feeds.")] = False,
    seconds: Annotated[float, typer.Option(help="Longest time for one answer of a site.")] = 30.0,
) -> None:
    """Follow RSS, Atom and JSON feeds and news sitemaps: read what is new into the record, raise the alerts asked for.

    State is kept in the record, so that it may be stopped at any time. Exit status 1 with --once says that a feed has
    been failing for days.

    Examples:

    - `depesche watch feeds.toml --once --record news.db`

    - `depesche watch feeds.toml --status`
    """
    from depesche.api import watching

    with _opened(record, create=not status) as opened:
        if status:
            _show_feeds(opened)
            return
        failing = False
        for done in watching.watch(opened, feeds, once=once, seconds=seconds):
            failing = bool(done.failing)
            _say(done)
    if once and failing:
        raise typer.Exit(1)


def _opened(path: str | None, *, create: bool = False) -> Record:
    return open_record(path or load_settings().record, create=create)


def _say(done: Round) -> None:
    for problem in (*done.failing, *done.problems):
        print("depesche:", " ".join(problem.split()), file=sys.stderr)
    if done.asked or done.new or done.delivered or done.undelivered:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        print(
            f"{now} {done.asked} feeds asked ({done.unchanged} unchanged, {done.failed} failed), {done.items} new items: "
            f"{done.new} articles added, {done.known} known, {done.unread} not read; "
            f"{done.alerts} alerts, {done.delivered} delivered.",
            flush=True,
        )


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M") if seconds else "never"


def _show_feeds(record: Record) -> None:
    from depesche.api import watching

    rows = []
    for report in watching.feed_reports(record):
        state = report.state
        health = (
            "gone" if state.gone else f"failing since {_moment(state.failing_since)}" if state.failing_since else "well"
        )
        counts = ", ".join(f"{count} {name}" for name, count in sorted(report.items.items()))
        rows.append((short(state.url, 60), health, _moment(state.succeeded), counts, short(state.message or "")))
    columns = ("Feed", "Health", "Last success", "Items", "Message")
    print_table(columns, rows, none="No feed has been watched into this record.")


alert_commands = typer.Typer(
    no_args_is_help=True, help="Keep queries that are asked of every new article of `depesche watch`."
)


@alert_commands.command("add")
def add_alert(
    name: Annotated[str, typer.Argument(help="Name of the saved query.")],
    actor: Annotated[Optional[str], typer.Option(help="Who acts or speaks: a code (RUS), an id or a name.")] = None,
    recipient: Annotated[Optional[str], typer.Option(help="To whom.")] = None,
    party: Annotated[Optional[str], typer.Option(help="Who takes part, on either side.")] = None,
    about: Annotated[Optional[str], typer.Option(help="Whom the words of a quotation name.")] = None,
    type: Annotated[Optional[str], typer.Option(help="PLOVER type: CONSULT, SANCTION …; several with commas.")] = None,
    quad: Annotated[Optional[str], typer.Option(help="Quad category, as 'verbal conflict'.")] = None,
    status: Annotated[Optional[str], typer.Option(help="factual, reported, planned, hypothetical or denied.")] = None,
    place: Annotated[Optional[str], typer.Option(help="Where: a country code or a place.")] = None,
    outlet: Annotated[Optional[str], typer.Option(help="Reports of this outlet only.")] = None,
    independent: Annotated[Optional[int], typer.Option(help="Told of by at least so many independent reports.")] = None,
    quotes: Annotated[bool, typer.Option("--quotes", help="Quotations instead of events.")] = False,
    atom: Annotated[
        Optional[str], typer.Option(metavar="FILE", help="Keep the alerts as an Atom feed in a file.")
    ] = None,
    webhook: Annotated[Optional[list[str]], typer.Option(metavar="URL", help="Post them there, signed.")] = None,
    mail: Annotated[Optional[list[str]], typer.Option(metavar="ADDRESS", help="Send them by mail.")] = None,
    record: RecordPath = None,
) -> None:
    """Save a query; `depesche watch` raises an alert for each new entry that matches it.

    Webhooks are signed with DEPESCHE_WEBHOOK_SECRET; mail goes through DEPESCHE_SMTP from DEPESCHE_MAIL_FROM.

    Examples:

    - `depesche alert add sanctions --type SANCTION --party RUS --atom sanctions.xml`

    - `depesche alert add talks --actor RUS --recipient USA --webhook https://desk.example/hook`
    """
    from pathlib import Path

    from depesche.api import watching

    wanted = {"actor": actor, "recipient": recipient, "party": party, "about": about, "type": type, "quad": quad}
    wanted |= {"status": status, "place": place, "outlet": outlet}
    given = {key: value for key, value in {**wanted, "independent": independent}.items() if value is not None}
    if type is not None:
        given["type"] = type.upper()
    make_filters(dict(given))
    channels = [f"atom:{Path(atom).absolute()}"] if atom else []
    channels += [f"webhook:{url}" for url in webhook or ()] + [f"mail:{address}" for address in mail or ()]
    for url in webhook or ():
        if not url.startswith(("http://", "https://")):
            raise QueryError(f"--webhook {url}: not a web address. Write it with http:// or https://.")
    with _opened(record, create=True) as opened:
        watching.add_alert(opened, name, filters=given, channels=channels, kind="quotes" if quotes else "events")
    print(f"{name!r} is asked of every new article from now on.")


@alert_commands.command("list")
def list_alerts(record: RecordPath = None, json: Json = False) -> None:
    """List the saved queries.

    Example: `depesche alert list`
    """
    from depesche.api import watching

    with _opened(record) as opened:
        found = watching.saved_alerts(opened)
    if json:
        print_json([asdict(query) for query in found])
        return
    rows = (
        (short(q.name, 40), q.kind, ", ".join(f"{k}={v}" for k, v in q.filters.items()), short(", ".join(q.channels)))
        for q in found
    )
    print_table(("Name", "Kind", "Filters", "Goes to"), rows, none="No query is saved.")


@alert_commands.command("show")
def show_alerts(
    name: Annotated[Optional[str], typer.Argument(help="Saved query; all without.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="Alerts at most.")] = 50,
    record: RecordPath = None,
    json: Json = False,
) -> None:
    """Show the alerts raised so far, latest first, each with its words.

    Example: `depesche alert show sanctions`
    """
    from depesche.api import watching
    from depesche.watch.wording import title_of, words_of

    with _opened(record) as opened:
        found = watching.alerts(opened, name, limit=limit)
    if json:
        print_json([asdict(alert) for alert in found])
        return
    rows = (
        (_moment(a.at), short(a.query, 30), short(title_of(a.content), 60), short(words_of(a.content))) for a in found
    )
    print_table(("Raised", "Query", "What", "Words"), rows, none="No alert has been raised.")


@alert_commands.command("feed")
def alert_feed(
    name: Annotated[str, typer.Argument(help="Saved query.")],
    record: RecordPath = None,
) -> None:
    """Print the alerts of a saved query as an Atom feed.

    Example: `depesche alert feed sanctions > sanctions.xml`
    """
    from depesche.api import watching

    with _opened(record) as opened:
        if name not in [query.name for query in watching.saved_alerts(opened)]:
            raise RecordError(f"{name!r} is not a saved query. `depesche alert list` names them.")
        print(watching.alert_feed(opened, name).decode("utf-8"), end="")


@alert_commands.command("remove")
def remove_alert(
    name: Annotated[str, typer.Argument(help="Saved query.")],
    record: RecordPath = None,
) -> None:
    """Remove a saved query and its alerts.

    Example: `depesche alert remove sanctions`
    """
    from depesche.api import watching

    with _opened(record) as opened:
        if not watching.remove_alert(opened, name):
            raise RecordError(f"{name!r} is not a saved query. `depesche alert list` names them.")
    print(f"{name!r} is no longer asked.")
