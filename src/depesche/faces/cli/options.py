"""Options that commands share: the filters, paging, shape of the answer, and which record is asked."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from depesche.settings import load_settings

if TYPE_CHECKING:
    from depesche.record import Filters, Record

RecordPath = Annotated[
    Optional[str],
    typer.Option(
        "--record", help="The record's file or postgresql:// address [default: $DEPESCHE_RECORD or ./depesche.db]."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="As CSV.")]


def _text(*names: str, help: str) -> Any:
    return Annotated[Optional[str], typer.Option(*names, help=help)]


_FILTERS: dict[str, tuple[str, Any]] = {
    "actor": ("actor", _text(help="Who acts: a code (RUS, EU), an id or a name.")),
    "recipient": ("recipient", _text(help="To whom it is done.")),
    "speaker": ("actor", _text(help="Who speaks: a name, a code (RUS) or an id.")),
    "addressee": ("recipient", _text(help="To whom.")),
    "holder": ("actor", _text(help="Whose position: a name, a code or an id.")),
    "target": ("recipient", _text(help="Toward whom.")),
    "party": ("party", _text(help="Who takes part, on either side.")),
    "about": ("about", _text(help="Whom the words name.")),
    "type": ("type", _text(help="PLOVER type: CONSULT, SANCTION …; several with commas.")),
    "quad": ("quad", _text(help="Quad category, as 'verbal conflict'.")),
    "mode": ("mode", _text(help="PLOVER mode, as ceasefire.")),
    "context": ("context", _text(help="PLOVER context, as military.")),
    "status": ("status", _text(help="factual, reported, planned, hypothetical or denied.")),
    "form": ("form", _text(help="direct, indirect, free-indirect, mixed or reported.")),
    "stance": ("stance", _text(help="supports, opposes or neutral.")),
    "via": ("via", _text(help="Who carries the words: interfax …")),
    "since": ("since", _text(help="From this date on: YYYY, YYYY-MM or YYYY-MM-DD.")),
    "until": ("until", _text(help="Up to this date.")),
    "place": ("place", _text(help="Where: a country code or a place.")),
    "outlet": ("outlet", _text("--outlet", help="Reports of this outlet only.")),
    "language": ("language", _text("--language", help="Reports in this language only: de or en.")),
    "article": ("article", _text(help="Entries of this article only.")),
    "independent": (
        "independent",
        Annotated[Optional[int], typer.Option(min=0, help="Told of by at least so many independent reports.")],
    ),
    "wrong": ("wrong", Annotated[bool, typer.Option("--wrong", help="Also entries that were judged wrong.")]),
}
_PAGING: dict[str, tuple[Any, Any]] = {
    "limit": (Annotated[int, typer.Option(help="Entries at most; 0 for all.")], 50),
    "offset": (Annotated[int, typer.Option(help="Entries to leave out first.")], 0),
    "cursor": (_text(help="Go on after the page that ended with this cursor."), None),
}
_SHAPE: dict[str, tuple[Any, Any]] = {"json": (Json, False), "csv": (Csv, False)}
_CONTENT = frozenset({"article", "event", "actor", "judgement"})
"""Tables of which one has a row as soon as something was written into a record."""
DATED = ("since", "until", "outlet", "language")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was asked: the open record, the filters, and the shape of the answer."""

    record: Record
    filters: Filters
    json: bool
    csv: bool


def open_record(path: str | None, *, create: bool = False) -> Record:
    """Return the record named on the command line or in the environment."""
    from depesche import api

    return api.open_record(path or load_settings().record, create=create)


@contextmanager
def open_for_writing(path: str | None) -> Iterator[Record]:
    """Give the record, made where it is not there; one made here is taken away again if the command fails before
    anything is written into it.
    """
    chosen = path or load_settings().record
    made = "://" not in chosen and not Path(chosen).exists()
    try:
        with open_record(chosen, create=True) as opened:
            yield opened
    except BaseException:
        if made:
            _unmake(Path(chosen))
        raise


def _unmake(path: Path) -> None:
    """Take away a record that holds nothing and that no other program has open."""
    if not path.is_file():
        return
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            if connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
                return
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for table in _CONTENT & tables:
                if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                    return
    except sqlite3.Error:  # another program is at work in it
        return
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def make_filters(wanted: dict[str, Any]) -> Filters:
    """Return the filters of options given by their names on the command line."""
    from depesche.intake import parse_date
    from depesche.record import Filters

    fields = {_FILTERS[name][0] if name in _FILTERS else name: value for name, value in wanted.items()}
    for key in ("since", "until"):
        if fields.get(key):
            fields[key] = parse_date(fields[key])
    if fields.get("type"):
        fields["type"] = fields["type"].upper()
    return Filters(**fields)


def asks(*filters: str, paged: bool = True) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a command of a function that answers an `Asked`; it gets the filters named, and options of its own."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(function, eval_str=True)
        own = list(signature.parameters.values())[1:]
        options = {name: (_FILTERS[name][1], False if name == "wrong" else None) for name in filters}
        options |= _PAGING if paged else {}
        known = set(options)

        def command(**given: Any) -> None:
            wanted = {name: given.pop(name) for name in known}
            json, as_csv = given.pop("json"), given.pop("csv")
            chosen = make_filters(wanted)
            with open_record(given.pop("record")) as opened:
                function(Asked(opened, chosen, json, as_csv), **given)

        added = {**options, **_SHAPE, "record": (RecordPath, None)}
        parameters = [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, (annotation, default) in added.items()
        ]
        positional = [p for p in own if p.default is inspect.Parameter.empty]
        optional = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own if p not in positional]
        every = [*positional, *optional, *parameters]
        command.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
        command.__annotations__ = {p.name: p.annotation for p in every}
        command.__name__, command.__doc__ = function.__name__, function.__doc__
        return command

    return decorate
