"""Reads shards of many reports into a folder, loads the readings into a record, and asks the folder itself."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from depesche import __version__, pipeline
from depesche.errors import DepescheError, InputError
from depesche.intake import Overrides
from depesche.intake.shards import RawReport, Shard, article_of, find_shards, size_of
from depesche.lang import CONFIGURED_LANGUAGES, load_pack
from depesche.model import Article, Document
from depesche.scale import Job, Manifest, Refused, Setup, ShardRow, Status
from depesche.scale.driver import cluster, run_jobs, run_on
from depesche.scale.outputs import check_format
from depesche.syntax import Parsers, choose_parsers

if TYPE_CHECKING:
    from depesche.record import Prepared, Record
    from depesche.scale.query import Asked, Table

__all__ = [
    "Loaded",
    "Plan",
    "ShardRow",
    "Status",
    "count_events",
    "load_readings",
    "plan_run",
    "read_reports",
    "run_plan",
    "run_sql",
]

_BATCH = 500
"""Readings put into the record in one transaction."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do: shards to read, and the rows of those that are done already."""

    out: Path
    jobs: tuple[Job, ...]
    done: tuple[ShardRow, ...]

    @property
    def bytes(self) -> int:
        """Size of the shards that are to be read."""
        return sum(size_of(job.shard)[0] for job in self.jobs)


def plan_run(
    names: Sequence[str],
    out: str | Path,
    *,
    format: str = "parquet",
    overrides: Overrides | None = None,
    syntax: str | None = None,
    seconds: float = 60.0,
    megabytes: int = 4096,
    again: bool = False,
    reader: str = "depesche.api.running:read_reports",
) -> Plan:
    """Return what is to be done for the shards in files and folders; those done by the same version are left.

    A report that keeps a worker busy for more than `seconds` is refused; `megabytes` is the address space of a worker
    (0: no limit). With `again`, everything is read anew. Raises InputError for what is no shard, or an unknown format.
    """
    check_format(format)
    if seconds <= 0:
        raise InputError(f"{seconds:g} seconds for a report: give a time above 0.")
    choose_parsers(syntax)
    known = overrides or Overrides()
    options = {key: value for key, value in (*_fields(known), ("syntax", syntax)) if value is not None}
    setup = Setup(reader, options, seconds, megabytes)
    version = _version(options)
    folder = Path(out)
    manifest = Manifest(folder)
    jobs: list[Job] = []
    done: list[ShardRow] = []
    for shard in find_shards(names):
        row = None if again else manifest.done(shard, version=version, format=format)
        if row is None:
            jobs.append(Job(_absolute(shard), str(folder.absolute()), format, setup, version))
        else:
            done.append(row)
    return Plan(folder, tuple(jobs), tuple(done))


def _fields(known: Overrides) -> tuple[tuple[str, str | None], ...]:
    return (("published", known.published), ("language", known.language), ("outlet", known.outlet))


def _absolute(shard: Shard) -> Shard:
    return replace(shard, path=str(Path(shard.path).absolute()))


def _version(options: Mapping[str, str]) -> dict[str, str]:
    made = {"program": __version__, "pipeline": pipeline.VERSION}
    made |= {f"lexicon.{language}": load_pack(language).digest for language in CONFIGURED_LANGUAGES}
    return made | {f"option.{key}": value for key, value in options.items()}


def run_plan(
    plan: Plan,
    *,
    workers: int | None = None,
    dask: bool = False,
    scheduler: str | None = None,
    dashboard: bool = False,
    told: Callable[[Status], None] | None = None,
) -> Iterator[ShardRow]:
    """Read what is planned and yield the row of each shard as it is done.

    `workers` processes on this machine (None: one a processor); with `dask` a local Dask cluster of as many, with
    `scheduler` the cluster at that address. Whatever was done when a run ends early is kept. Raises InputError where
    another run writes to the same folder or no scheduler answers.
    """
    count = workers or os.cpu_count() or 1
    try:
        plan.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{plan.out}: cannot be made ({error.strerror}). Name another folder with --out.") from error
    manifest = Manifest(plan.out)
    names = [*(job.shard.name for job in plan.jobs), *(row.shard for row in plan.done)]
    with _locked(plan.out):
        manifest.sweep()
        try:
            if not plan.jobs:
                return
            if dask or scheduler is not None:
                with cluster(scheduler=scheduler, workers=count, dashboard=dashboard) as client:
                    yield from run_on(client, plan.jobs)
            else:
                yield from run_jobs(plan.jobs, workers=count, told=told)
        except OSError as error:
            raise InputError(
                f"{plan.out}: {error.strerror or error}. Make room or check the rights of the folder."
            ) from error
        finally:
            manifest.collect(names)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one run; the system gives it free when the run ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    with (folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InputError(f"{folder}: another run writes here. Wait for it, or name another folder.") from error
        yield


def read_reports(reports: Sequence[RawReport], options: Mapping[str, str | None]) -> Iterator[Document | Refused]:
    """Yield for each report its document or why there is none: what worker processes run."""
    overrides = Overrides(options.get("published"), options.get("language"), None, options.get("outlet"))
    made = [_article(report, overrides) for report in reports]
    articles = [article for article in made if isinstance(article, Article)]
    documents = pipeline.read_articles(articles, parsers=_parsers(options.get("syntax")))
    for article in made:
        found = article if isinstance(article, Refused) else next(documents)
        if isinstance(found, pipeline.Failure):
            if isinstance(found.error, DepescheError) and not isinstance(found.error, InputError):
                raise found.error  # damaged data of the package would refuse every report
            found = _refused(found.error)
        yield found


def _article(report: RawReport, overrides: Overrides) -> Article | Refused:
    try:
        return article_of(report, overrides)
    except DepescheError as error:
        return _refused(error)


def _refused(error: Exception) -> Refused:
    return Refused(type(error).__name__, " ".join(str(error).split())[:1000])


@lru_cache(maxsize=2)
def _parsers(syntax: str | None) -> Parsers:
    return choose_parsers(syntax)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: readings that were new to the record, and those that it had."""

    new: int
    known: int


def load_readings(
    record: Record, out: str | Path, *, workers: int | None = None, told: Callable[[int], None] | None = None
) -> Loaded:
    """Put the readings of a run into the record; doing it again changes nothing. `told` hears how many are done.

    Of several `workers` (None: one a processor) one writes and the others make the rows. Raises InputError where an
    output is missing or damaged.
    """
    new = known = 0
    for batch in _prepared(_batches(Path(out)), (workers or os.cpu_count() or 1) - 1):
        added = record.add_all(batch)
        new += sum(added)
        known += len(added) - sum(added)
        if told is not None:
            told(new + known)
    return Loaded(new, known)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Readings as JSON, and with what they were made."""

    texts: tuple[str, ...]
    pipeline: str
    version: Mapping[str, str]


def _batches(out: Path) -> Iterator[_Batch]:
    from depesche.scale.loading import readings_of

    for row in Manifest(out).rows():
        syntax = row.version.get("option.syntax")
        made = row.version["pipeline"] + (f"+{syntax}" if syntax else "")
        texts = readings_of(out, row)
        while batch := tuple(islice(texts, _BATCH)):
            yield _Batch(batch, made, row.version)


def _prepared(batches: Iterator[_Batch], workers: int) -> Iterator[list[Prepared]]:
    """Yield the batches as rows, made by `workers` processes where there is more than one batch to make."""
    first = list(islice(batches, 2))
    if workers < 1 or len(first) < 2:
        yield from map(_prepare, chain(first, batches))
        return
    from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Prepared]]] = deque()
        try:
            for batch in chain(first, batches):
                waiting.append(pool.submit(_prepare, batch))
                if len(waiting) > 2 * workers:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenExecutor as error:
            raise InputError(
                "A process that makes rows was ended from outside. What was loaded is kept: load again, with --workers 1 "
                "where memory is short."
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _prepare(batch: _Batch) -> list[Prepared]:
    from depesche.model.restore import loads
    from depesche.record import Reading, prepare_reading

    documents = map(loads, batch.texts)
    return [
        prepare_reading(Reading(d, batch.pipeline, batch.version[f"lexicon.{d.article.language}"])) for d in documents
    ]


def count_events(out: str | Path, asked: Asked) -> Table:
    """Return counts and tone of the events in a run's Parquet, by period, dyad or another group; needs no record."""
    from depesche.scale import query

    return query.count_events(Path(out), asked)


def run_sql(out: str | Path, sql: str) -> Table:
    """Return what an SQL query gives over `readings`, `events` and `quotations` of a run."""
    from depesche.scale import query

    return query.run_sql(Path(out), sql)
