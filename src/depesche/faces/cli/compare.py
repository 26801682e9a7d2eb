"""The command that sets a language model beside the built-in reader: compare."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from depesche.errors import InputError

from .reading import From, Language, Outlet, Published, Sources, complain, finish, is_jsonl, overrides_of

if TYPE_CHECKING:
    from depesche.api.comparing import Compared
    from depesche.api.reading import Failed
    from depesche.engines import Usage
    from depesche.intake import Overrides
    from depesche.model import Document, Event

Url = Annotated[Optional[str], typer.Option("--url", help="Base of the endpoint [default: $DEPESCHE_LLM_URL].")]
Model = Annotated[Optional[str], typer.Option("--model", help="Model there [default: $DEPESCHE_LLM_MODEL].")]


def compare(
    sources: Sources,
    url: Url = None,
    model: Model = None,
    seconds: Annotated[float, typer.Option(help="Longest time for one answer.")] = 120.0,
    max_tokens: Annotated[int, typer.Option(min=1, help="Longest answer, in tokens.")] = 4096,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, one report a line.")] = False,
    published: Published = None,
    language: Language = None,
    outlet: Outlet = None,
    source_format: From = None,
) -> None:
    """Read reports with a language model as well, and show where the two readers agree, differ, or stand alone.

    Of the model's answer only that counts which rests on words that stand in the text; the rest is shown as rejected.

    Examples:

    - `depesche compare report.txt --url http://127.0.0.1:8000/v1 --model qwen3`

    - `depesche compare --json reports/ > compared.jsonl`
    """
    from depesche.api import comparing
    from depesche.api.reading import Failed
    from depesche.engines import Usage

    endpoint = comparing.find_endpoint(url=url, model=model, seconds=seconds, max_tokens=max_tokens)
    overrides = overrides_of(published, language, None, outlet)
    done = failures = 0
    usage = Usage()
    for found in comparing.compare_sources(sources, endpoint, overrides=overrides, jsonl=is_jsonl(source_format)):
        if isinstance(found, Failed):
            complain(found)
            failures += 1
            continue
        done += 1
        usage += found.usage
        print(json.dumps(_plain(found), ensure_ascii=False) if as_json else _told(found))
    _say_usage(usage)
    finish(done, failures)


def engine_readings(
    engine: str, sources: Sequence[str], overrides: Overrides, *, jsonl: bool
) -> Iterator[Document | Failed]:
    """Yield the readings of another engine, and say at the end what they cost; raises InputError for an unknown one."""
    from depesche.api import comparing
    from depesche.api.reading import Failed
    from depesche.engines import Usage

    if engine != "llm":
        raise InputError(f"--engine {engine}: not known. Use llm, or leave it out for the built-in reader.")
    usage = Usage()
    for found in comparing.compare_sources(sources, comparing.find_endpoint(), overrides=overrides, jsonl=jsonl):
        if not isinstance(found, Failed):
            usage += found.usage
            for rejected in found.rejected:
                print(f"depesche: rejected: {rejected.reason}", file=sys.stderr)
        yield found if isinstance(found, Failed) else found.other
    _say_usage(usage)


def _say_usage(usage: Usage) -> None:
    print(
        f"depesche: {usage.requests} requests, {usage.prompt_tokens:,} tokens given, {usage.completion_tokens:,} made.",
        file=sys.stderr,
    )


def _told(found: Compared) -> str:
    comparison = found.comparison
    lines = [
        found.document.article.headline or found.document.article.id,
        f"  {comparison.agreed} alike, {len(comparison.pairs) - comparison.agreed} different, "
        f"{len(comparison.only_one)} only built-in, {len(comparison.only_other)} only model, "
        f"{len(found.rejected)} of the model rejected",
    ]
    for one, _, differences in comparison.pairs:
        if differences:
            lines.append(f"  ≠ {_event(one, found.document)}")
            lines += [f"      {d.field}: built-in {d.one}, model {d.other}" for d in differences]
    lines += [f"  built-in alone: {_event(event, found.document)}" for event in comparison.only_one]
    lines += [f"  model alone: {_event(event, found.document)}" for event in comparison.only_other]
    lines += [f"  rejected: {' '.join(r.reason.split())}" for r in found.rejected]
    return "\n".join(lines)


def _event(event: Event, document: Document) -> str:
    words = " … ".join(" ".join(document.article.text[s.start : s.end].split()) for s in event.evidence)
    whom = f" → {', '.join(event.recipients)}" if event.recipients else ""
    return f"{event.type} {', '.join(event.actors)}{whom} “{words[:160]}”"


def _plain(found: Compared) -> dict[str, Any]:
    comparison = found.comparison
    return {
        "article": found.document.article.id,
        "agreed": comparison.agreed,
        "pairs": [
            {"built_in": one.id, "model": asdict(other), "differences": [asdict(d) for d in differences]}
            for one, other, differences in comparison.pairs
        ],
        "only_built_in": [event.id for event in comparison.only_one],
        "only_model": [asdict(event) for event in comparison.only_other],
        "rejected": [asdict(r) for r in found.rejected],
        "usage": asdict(found.usage),
    }
