"""A part imports only from lower floors; no import hides in a function or behind TYPE_CHECKING."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "depesche"
FLOORS = (
    ("errors",),
    ("settings",),
    ("codebook",),
    ("model",),
    ("lang", "syntax"),
    ("intake", "annotators", "record"),
    ("pipeline", "analysis", "exchange", "scale", "watch", "engines"),
    ("api",),
    ("faces.http", "faces.mcp"),
    ("faces.web",),  # the pages stand on the HTTP face: its guards, parameters, formats
    ("faces.cli",),  # starts the others
)
FLOOR = {part: number for number, parts in enumerate(FLOORS) for part in parts}


def module_of(path: Path) -> str:
    """The dotted name below the package: `annotators.time.values`, empty for the package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """The part that a module belongs to; each annotator is a part of its own, as each face is."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] in ("faces", "annotators") else parts[0]


def floor_of(part: str) -> int:
    return FLOOR[part if part.startswith("faces.") else part.split(".")[0]]


def imported_modules(path: Path) -> Iterator[str]:
    """The modules of the package that a file imports, wherever in it the import stands."""
    module = module_of(path)
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (a.name.removeprefix("depesche.") for a in node.names if a.name.startswith("depesche."))
        elif isinstance(node, ast.ImportFrom):
            yield from _imported_from(node, package)


def _imported_from(node: ast.ImportFrom, package: str) -> Iterator[str]:
    if node.level:
        parents = package.split(".") if package else []
        base = parents[: len(parents) - node.level + 1]
        source = ".".join([*base, *([node.module] if node.module else [])])
    elif node.module == "depesche" or (node.module or "").startswith("depesche."):
        source = str(node.module).removeprefix("depesche").lstrip(".")
    else:
        return
    for alias in node.names:
        name = f"{source}.{alias.name}".lstrip(".")
        below = PACKAGE.joinpath(*name.split("."))
        is_module = below.is_dir() or below.with_suffix(".py").exists()
        if is_module or source:
            yield name if is_module else source


def import_edges() -> list[tuple[str, str]]:
    """Pairs (part, imported part) over all files; the package's own face, `__init__` and `__main__`, may see all."""
    edges = set()
    for path in PACKAGE.rglob("*.py"):
        if path.parent == PACKAGE and path.name in ("__init__.py", "__main__.py"):
            continue
        part = part_of(module_of(path))
        edges.update((part, part_of(module)) for module in imported_modules(path) if part_of(module) != part)
    return sorted(edges)


def test_floors_every_part_has_a_floor():
    parts = {part_of(module_of(path)) for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE}
    unknown = {part for part in parts if part not in FLOOR and part.split(".")[0] not in (*FLOOR, "faces")}
    assert not unknown, f"give {sorted(unknown)} a floor in this test and in the design"


@pytest.mark.parametrize(("part", "imported"), import_edges())
def test_floors_part_imports_only_lower_floors(part: str, imported: str):
    if imported == "annotators":  # the common package of the annotators holds no code
        return
    assert floor_of(imported) < floor_of(part), f"{part} must not know {imported}"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from depesche.record import Record", {"record"}),
        ("import depesche.api", {"api"}),
        ("from depesche import pipeline, __version__", {"pipeline"}),
        ("from ...model import Span", {"model"}),
        ("def f():\n    from depesche.faces.cli import main", {"faces.cli"}),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from depesche.api import read", {"api"}),
    ],
)
def test_floors_import_is_seen_wherever_it_stands(source: str, found: set[str], monkeypatch: pytest.MonkeyPatch):
    path = PACKAGE / "annotators" / "time" / "values.py"
    monkeypatch.setattr(Path, "read_text", lambda *_, **__: source)
    assert {part_of(module) for module in imported_modules(path)} == found


def test_floors_nothing_in_the_package_imports_what_stands_outside():
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            outside = {"evaluation", "training", "tests"} & {name.split(".")[0] for name in names}
            assert not outside, f"{path.name} imports {sorted(outside)}"
