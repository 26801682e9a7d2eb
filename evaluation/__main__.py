"""`python -m evaluation`: measures everything and prints one table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from evaluation.gate import Measured, complaints, load_pins, measure, updated, write_pins
from evaluation.table import as_json, print_table, readme_around, write_readme
from evaluation.tasks import ROOT, TASKS


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=f"only these: {', '.join(t.name for t in TASKS)}")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder with the gold data")
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a figure fell below its pin")
    parser.add_argument("--update", action="store_true", help="raise the pins to what was measured")
    parser.add_argument("--allow-drop", action="store_true", help="with --update: lower pins too, and accept new gold")
    parser.add_argument("--readme", action="store_true", help="write the table into README.md")
    return parser


def main(given: Sequence[str] | None = None) -> int:
    """Run the evaluation; return the exit status: 1 where a figure fell, 2 where nothing could be done."""
    parser = _parser()
    arguments = parser.parse_args(given)
    unknown = sorted(set(arguments.tasks) - {task.name for task in TASKS})
    if unknown:
        parser.error(f"no task {', '.join(unknown)}; use {', '.join(task.name for task in TASKS)}")
    if arguments.readme and arguments.tasks:
        parser.error("--readme writes the whole table: name no tasks with it")
    try:
        return _run(arguments)
    except ValueError as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 2


def _run(arguments: argparse.Namespace) -> int:
    pins = load_pins()
    if arguments.readme:
        readme_around(ROOT / "README.md")  # said before all is measured
    results: list[Measured] = []
    for task in TASKS:
        if not arguments.tasks or task.name in arguments.tasks:
            print(f"{task.name} …", file=sys.stderr, flush=True)
            results.append(measure(task, arguments.shared))
    if arguments.update:
        for found in results:
            if found.skipped is None:
                pins[found.task.name] = updated(found, pins.get(found.task.name), allow_drop=arguments.allow_drop)
        write_pins(pins)
    if arguments.json:
        print(as_json(results))
    else:
        print_table(results, pins)
    if arguments.readme:
        write_readme(ROOT / "README.md", results)
    if not (arguments.check or arguments.update):
        return 0
    failed = [line for found in results for line in complaints(found, pins)]
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
