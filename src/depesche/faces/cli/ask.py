"""Commands that ask the record: events, quotes, actor, articles."""

from __future__ import annotations

import csv
import json as jsonlib
import sys
from collections.abc import Sequence
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from depesche.settings import load_settings

if TYPE_CHECKING:
    from depesche.record import EventEntry, Filters, QuotationEntry, Record

RecordPath = Annotated[
    Optional[str], typer.Option("--record", help="The record's file [default: $DEPESCHE_RECORD or ./depesche.db].")
]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="As CSV.")]
Since = Annotated[Optional[str], typer.Option(help="From this date on: YYYY, YYYY-MM or YYYY-MM-DD.")]
Until = Annotated[Optional[str], typer.Option(help="Up to this date.")]
OutletName = Annotated[Optional[str], typer.Option("--outlet", help="Reports of this outlet only.")]
LanguageCode = Annotated[Optional[str], typer.Option("--language", help="Reports in this language only: de or en.")]
Limit = Annotated[int, typer.Option(help="Entries at most; 0 for all.")]
Offset = Annotated[int, typer.Option(help="Entries to leave out first.")]


def _open(path: str | None) -> Record:
    from depesche import api

    return api.open_record(path or load_settings().record)


def _filters(**wanted: Any) -> Filters:
    from depesche.intake import parse_date
    from depesche.record import Filters

    for key in ("since", "until"):
        if wanted.get(key):
            wanted[key] = parse_date(wanted[key])
    if wanted.get("type"):
        wanted["type"] = wanted["type"].upper()
    return Filters(**wanted)


def _plain(entry: Any) -> dict[str, Any]:
    return asdict(entry) if is_dataclass(entry) and not isinstance(entry, type) else dict(entry)


def _print_json(entries: Sequence[Any]) -> None:
    print(jsonlib.dumps([_plain(entry) for entry in entries], ensure_ascii=False, indent=2))


def _print_csv(entries: Sequence[Any], columns: Sequence[str]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for entry in entries:
        row = _plain(entry)
        writer.writerow([_cell(row.get(column)) for column in columns])


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, tuple):
        return "-".join(str(item) for item in value)
    if isinstance(value, dict):
        return str(value.get("code") or value.get("name") or value)
    return str(value)


def events(
    actor: Annotated[Optional[str], typer.Option(help="Who acts: a code (RUS, EU), an id or a name.")] = None,
    recipient: Annotated[Optional[str], typer.Option(help="To whom it is done.")] = None,
    type: Annotated[Optional[str], typer.Option(help="PLOVER type: CONSULT, SANCTION …")] = None,
    quad: Annotated[Optional[str], typer.Option(help="Quad category, as 'verbal conflict'.")] = None,
    status: Annotated[Optional[str], typer.Option(help="factual, reported, planned, hypothetical or denied.")] = None,
    since: Since = None,
    until: Until = None,
    place: Annotated[Optional[str], typer.Option(help="Where: a country code or a place.")] = None,
    outlet: OutletName = None,
    language: LanguageCode = None,
    limit: Limit = 50,
    offset: Offset = 0,
    json: Json = False,
    as_csv: Csv = False,
    record: RecordPath = None,
) -> None:
    """List events, latest first, each with its words.

    Examples:

    - `depesche events --actor RUS --recipient USA --since 2023-01`

    - `depesche events --type SANCTION --csv > sanctions.csv`
    """
    with _open(record) as opened:
        found = opened.events(
            _filters(
                actor=actor,
                recipient=recipient,
                type=type,
                quad=quad,
                status=status,
                since=since,
                until=until,
                place=place,
                outlet=outlet,
                language=language,
                limit=limit,
                offset=offset,
            )
        )
    if json:
        _print_json(found)
    elif as_csv:
        _print_csv(
            found,
            [
                "id",
                "date",
                "type",
                "modes",
                "quad",
                "status",
                "actors",
                "recipients",
                "place",
                "country",
                "attribution",
                "confidence",
                "outlet",
                "published",
                "headline",
                "url",
                "article",
                "spans",
                "evidence",
            ],
        )
    else:
        _event_table(found)


def _event_table(entries: Sequence[EventEntry]) -> None:
    from rich.console import Console
    from rich.table import Table

    if not entries:
        print("No events match.")
        return
    table = Table(show_edge=False, pad_edge=False)
    for name in ("Date", "Type", "Who", "Whom", "Status", "Words"):
        table.add_column(name, no_wrap=name in ("Date", "Type"), ratio=1 if name == "Words" else None)
    for entry in entries:
        table.add_row(
            entry.date or "–",
            entry.type,
            ", ".join(p.code or p.name for p in entry.actors) or "–",
            ", ".join(p.code or p.name for p in entry.recipients) or "–",
            entry.status,
            _short(" … ".join(entry.evidence)),
        )
    Console(highlight=False).print(table)


def _short(text: str, length: int = 160) -> str:
    from rich.markup import escape

    line = " ".join(text.split())
    return escape(line if len(line) <= length else line[: length - 2].rsplit(" ", 1)[0] + " …")


def quotes(
    speaker: Annotated[Optional[str], typer.Option(help="Who speaks: a name, a code (RUS) or an id.")] = None,
    addressee: Annotated[Optional[str], typer.Option(help="To whom.")] = None,
    about: Annotated[Optional[str], typer.Option(help="Whom the words name.")] = None,
    form: Annotated[Optional[str], typer.Option(help="direct, indirect, free-indirect, mixed or reported.")] = None,
    via: Annotated[Optional[str], typer.Option(help="Who carries the words: interfax …")] = None,
    since: Since = None,
    until: Until = None,
    outlet: OutletName = None,
    language: LanguageCode = None,
    limit: Limit = 50,
    offset: Offset = 0,
    json: Json = False,
    as_csv: Csv = False,
    record: RecordPath = None,
) -> None:
    """List what was said, latest first.

    Examples:

    - `depesche quotes --speaker Borrell --about RUS`

    - `depesche quotes --form direct --csv > quotes.csv`
    """
    with _open(record) as opened:
        found = opened.quotations(
            _filters(
                actor=speaker,
                recipient=addressee,
                about=about,
                form=form,
                via=via,
                since=since,
                until=until,
                outlet=outlet,
                language=language,
                limit=limit,
                offset=offset,
            )
        )
    if json:
        _print_json(found)
    elif as_csv:
        _print_csv(
            found,
            [
                "id",
                "date",
                "form",
                "speaker",
                "speaker_name",
                "speaker_code",
                "addressee",
                "about",
                "via",
                "cue",
                "content",
                "outlet",
                "published",
                "headline",
                "url",
                "article",
                "spans",
            ],
        )
    else:
        _quotation_list(found)


def _quotation_list(entries: Sequence[QuotationEntry]) -> None:
    from rich.console import Console

    if not entries:
        print("No quotations match.")
    out = Console(highlight=False)
    for entry in entries:
        who = entry.speaker_name or "unnamed"
        code = f" ({entry.speaker_code})" if entry.speaker_code else ""
        out.print(
            f"[dim]{entry.date or entry.published or '–'}[/dim]  [bold]{_short(who)}[/bold]{code}  [dim]{entry.form}[/dim]"
        )
        out.print(f"    {_short(entry.content, 400)}")


def actor(
    name: Annotated[str, typer.Argument(metavar="ACTOR", help="A code (RUS), an id (person:sergei-lavrov) or a name.")],
    json: Json = False,
    record: RecordPath = None,
) -> None:
    """Show what the record holds of an actor: who it is, what it did and what was done to it.

    Example: `depesche actor Lavrov`
    """
    from depesche.errors import QueryError

    with _open(record) as opened:
        found = opened.actor_entries(name)
        if not found:
            raise QueryError(f"{name!r} is not in the record. Try a code (RUS), a full name or an id.")
        acting, receiving = (
            opened.events(_filters(actor=name, limit=0)),
            opened.events(_filters(recipient=name, limit=0)),
        )
        said = opened.quotations(_filters(actor=name, limit=0))
    keys = ("id", "name", "kind", "code", "office", "articles", "mentions")
    if json:
        print(
            jsonlib.dumps(
                {
                    "actors": [dict(zip(keys, row, strict=True)) for row in found],
                    "acting": [_plain(e) for e in acting],
                    "receiving": [_plain(e) for e in receiving],
                    "said": [_plain(q) for q in said],
                },
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    for row in found:
        facts = [row[2], row[3], row[4], f"{row[5]} articles", f"{row[6]} mentions"]
        print(f"{row[1]}  {row[0]}  ({', '.join(str(f) for f in facts if f)})")
    for title, entries in (("Did", acting), ("Was done to", receiving)):
        print(f"\n{title} ({len(entries)})")
        _event_table(entries[:15])
    print(f"\nSaid ({len(said)})")
    _quotation_list(said[:10])


def articles(
    since: Since = None,
    until: Until = None,
    outlet: OutletName = None,
    language: LanguageCode = None,
    limit: Limit = 50,
    offset: Offset = 0,
    json: Json = False,
    as_csv: Csv = False,
    record: RecordPath = None,
) -> None:
    """List the articles of the record, latest first.

    Example: `depesche articles --language de`
    """
    with _open(record) as opened:
        found = opened.articles(
            _filters(since=since, until=until, outlet=outlet, language=language, limit=limit, offset=offset)
        )
    if json:
        _print_json(found)
    elif as_csv:
        _print_csv(found, ["id", "published", "outlet", "language", "headline", "url", "events", "quotations", "added"])
    else:
        from rich.console import Console
        from rich.table import Table

        table = Table("Date", "Outlet", "Language", "Headline", "Events", "Quotations", show_edge=False, pad_edge=False)
        for entry in found:
            table.add_row(
                entry.published or "–",
                entry.outlet or "–",
                entry.language,
                _short(entry.headline or entry.id, 70),
                str(entry.events),
                str(entry.quotations),
            )
        Console(highlight=False).print(table)
