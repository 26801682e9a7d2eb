"""Commands that read reports: read, add, syntax."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from depesche.errors import InputError, one_of
from depesche.settings import load_settings

from .options import open_for_writing

if TYPE_CHECKING:
    from depesche.api import Failed, Overrides
    from depesche.model import Document

_MANY = 4
"""Reports from which a progress bar is shown."""

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE…|FOLDER…|-|URL…", help="Reports: files, folders, - for standard input, or web addresses."
    ),
]
Published = Annotated[Optional[str], typer.Option(help="Date of the reports: YYYY, YYYY-MM or YYYY-MM-DD.")]
Language = Annotated[Optional[str], typer.Option(help="Language of the reports: de or en.")]
Headline = Annotated[Optional[str], typer.Option(help="Headline of the report.")]
Outlet = Annotated[Optional[str], typer.Option(help="Outlet that published the reports.")]
From = Annotated[
    Optional[str], typer.Option("--from", metavar="FORMAT", help="jsonl: one article a line in each file.")
]
SyntaxChoice = Annotated[
    Optional[str],
    typer.Option("--syntax", metavar="PARSER", help="spacy:MODEL or stanza[:LANG] instead of the shipped parser."),
]
RecordPath = Annotated[
    Optional[str], typer.Option("--record", help="The record's file [default: $DEPESCHE_RECORD or ./depesche.db].")
]


def overrides_of(published: str | None, language: str | None, headline: str | None, outlet: str | None) -> Overrides:
    """Return what the options say of the reports; raises DateError or InputError for a value that cannot be used."""
    from depesche.intake import Overrides, parse_date
    from depesche.lang import CONFIGURED_LANGUAGES

    if language is not None and language not in CONFIGURED_LANGUAGES:
        raise InputError(f"--language {language}: not configured. {one_of(language, CONFIGURED_LANGUAGES)}")
    return Overrides(parse_date(published) if published else None, language, headline, outlet)


def is_jsonl(given: str | None) -> bool:
    """Return whether `--from` asks for JSON Lines; raises InputError for another format."""
    if given not in (None, "jsonl"):
        raise InputError(f"--from {given}: not known. Use jsonl, or leave it out for plain text and HTML.")
    return given == "jsonl"


def complain(failed: Failed) -> None:
    """Say in one line on standard error what could not be read."""
    named = failed.message if failed.source in failed.message else f"{failed.source}: {failed.message}"
    print("depesche:", " ".join(named.split()), file=sys.stderr)


def read(
    sources: Sources,
    json: Annotated[
        bool, typer.Option("--json", help="The whole reading as JSON; several reports give JSON Lines.")
    ] = False,
    published: Published = None,
    language: Language = None,
    headline: Headline = None,
    outlet: Outlet = None,
    source_format: From = None,
    syntax: SyntaxChoice = None,
    engine: Annotated[
        Optional[str], typer.Option("--engine", metavar="llm", help="llm: events by a language model, see `compare`.")
    ] = None,
) -> None:
    """Say what reports tell: who did and said what to whom, when and where, each entry with its sentence.

    Examples:

    - `depesche read report.txt`

    - `depesche read --json --published 2023-03 page.html`

    - `cat report.txt | depesche read -`
    """
    from depesche import api
    from depesche.api import Failed
    from depesche.model.serial import dumps

    from .compare import engine_readings

    done = failures = 0
    many = len(sources) > 1
    overrides, jsonl = overrides_of(published, language, headline, outlet), is_jsonl(source_format)
    with _bar(sources, jsonl=jsonl, alone=not sys.stdout.isatty()) as step:
        for found in (
            api.read_sources(sources, overrides=overrides, jsonl=jsonl, syntax=syntax)
            if engine is None
            else engine_readings(engine, sources, overrides, jsonl=jsonl)
        ):
            if isinstance(found, Failed):
                complain(found)
                failures += 1
            else:
                if json:
                    print(dumps(found, indent=None if many or jsonl or not sys.stdout.isatty() else 2))
                else:
                    _show(found, again=done > 0)
                done += 1
            step(found.source if isinstance(found, Failed) else found.article.headline or found.article.id)
    finish(done, failures)


def _show(document: Document, *, again: bool) -> None:
    from .show import show_reading

    if again:
        print()
    show_reading(document)


def finish(done: int, failures: int) -> None:
    """End with status 1 where some reports failed, with 2 where all did."""
    if failures:
        raise typer.Exit(1 if done else 2)


def add(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE…|FOLDER…|-|URL…", help="Reports: files, folders, - or web addresses.")
    ],
    record: RecordPath = None,
    published: Published = None,
    language: Language = None,
    outlet: Outlet = None,
    source_format: From = None,
    syntax: SyntaxChoice = None,
) -> None:
    """Read reports and put them into the record; adding a report again changes nothing.

    Examples:

    - `depesche add reports/`

    - `depesche add --outlet Hafenkurier --record port.db monday.txt tuesday.txt`

    - `depesche add --from jsonl articles.jsonl`
    """
    from depesche import api

    overrides, jsonl = overrides_of(published, language, None, outlet), is_jsonl(source_format)
    path = record or load_settings().record
    with open_for_writing(path) as opened:
        with _bar(sources, jsonl=jsonl) as step:
            added = api.add_sources(opened, sources, overrides=overrides, jsonl=jsonl, syntax=syntax, progress=step)
        for failed in added.failed:
            complain(failed)
        if not added.new + added.known:
            raise typer.Exit(2)
    print(f"{path}: {added.new} new, {added.known} already there, {len(added.failed)} failed.")
    finish(added.new + added.known, len(added.failed))


class _bar:
    """A progress bar with the time left, on a terminal that shows nothing else and for more than a few reports."""

    def __init__(self, sources: Sequence[str], *, jsonl: bool, alone: bool = True) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        from depesche.intake import count_reports

        self._total = count_reports(sources, jsonl=jsonl) if alone and sys.stderr.isatty() else 0
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=self._total <= _MANY,
        )

    def __enter__(self) -> _bar:
        self._progress.start()
        self._task = self._progress.add_task("Reading", total=self._total)
        return self

    def __call__(self, name: str) -> None:
        self._progress.update(self._task, advance=1, description=name[:30])

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def syntax(
    source: Annotated[str, typer.Argument(metavar="FILE|-", help="A report, or with --tokens a CoNLL-U file.")],
    language: Language = None,
    tokens: Annotated[
        bool, typer.Option("--tokens", help="Keep the tokens and sentences of a CoNLL-U file and parse those.")
    ] = False,
    parser: SyntaxChoice = None,
) -> None:
    """Print the sentences of a report as CoNLL-U: tokens, lemmas, tags, features and trees.

    Examples:

    - `depesche syntax report.txt`

    - `depesche syntax --tokens --language de gold.conllu`

    - `depesche syntax --syntax spacy:de_core_news_sm report.txt`
    """
    from depesche import api

    if tokens and language is None:
        raise InputError("--tokens needs --language: tokens alone do not tell it.")
    lines = (
        api.syntax_of_tokens(source, language=str(language), syntax=parser)
        if tokens
        else api.syntax_of(source, language=language, syntax=parser)
    )
    for line in lines:
        print(line)
