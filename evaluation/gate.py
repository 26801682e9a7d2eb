"""Compares measured figures with their pins (`pins.toml`), and raises or lowers the pins on request.

A pin holds the figures that must not fall, the digest of the gold they were measured on and a `noise` below which a fall
is none. Pins with `fixed = true` are demands, not measurements: an update leaves them alone.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evaluation.tasks import LOWER_IS_BETTER, TASKS, Figures, Task

PINS = Path(__file__).parent / "pins.toml"
DROPPED = (
    "fell below the pin; if that is meant, run `python -m evaluation --update --allow-drop` and say why in CHANGELOG.md"
)


@dataclass(frozen=True)
class Pin:
    """What a task's figures must reach."""

    figures: Figures = field(default_factory=dict)
    gold_sha256: str | None = None
    noise: float = 0.002
    fixed: bool = False


@dataclass(frozen=True)
class Measured:
    """A task with its figures, or why it was not run."""

    task: Task
    figures: Figures
    gold_sha256: str | None = None
    skipped: str | None = None


def measure(task: Task, shared: Path) -> Measured:
    """Return the task's figures; without its data, the message that says so."""
    missing = task.missing(shared)
    if missing is not None:
        return Measured(
            task, {}, skipped=f"{shared / missing} is missing; name the folder of shared data with --shared"
        )
    return Measured(task, task.score(shared), task.sha256(shared) if task.data else None)


def load_pins(path: Path = PINS) -> dict[str, Pin]:
    """Return the pins by task, none where there is no file yet; raises ValueError for a task or key that is not known."""
    if not path.exists():
        return {}
    pins = {}
    known = {task.name: task for task in TASKS}
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        if name not in known:
            raise ValueError(f"{path.name}: [{name}] is no task; use one of {', '.join(known)}.")
        gold, noise, fixed = (table.pop(key, None) for key in ("gold_sha256", "noise", "fixed"))
        unknown = sorted(set(table) - set(known[name].pinned))
        if unknown:
            raise ValueError(f"{path.name}: [{name}] pins {', '.join(unknown)}; pinned are {known[name].pinned}.")
        figures = {key: float(value) for key, value in table.items()}
        pins[name] = Pin(figures, gold, 0.002 if noise is None else float(noise), bool(fixed))
    return pins


def falls(measured: Measured, pin: Pin, *, tolerance: float = 0.0) -> dict[str, tuple[float, float]]:
    """Return (pin, figure) for each figure that is worse than its pin by more than its noise and the tolerance."""
    worse = {}
    for name, wanted in pin.figures.items():
        figure = measured.figures.get(name, math.nan)
        lost = figure - wanted if name in LOWER_IS_BETTER else wanted - figure
        allowed = pin.noise + (tolerance * max(1.0, wanted) if not pin.fixed else 0.0)
        if not lost <= allowed + 1e-9:  # a figure that is missing has fallen too
            worse[name] = (wanted, figure)
    return worse


def complaints(measured: Measured, pins: Mapping[str, Pin], *, tolerance: float = 0.0) -> list[str]:
    """Return one line for each figure below its pin, for changed gold, and for a task without pin."""
    name = measured.task.name
    if measured.skipped is not None:
        return []
    pin = pins.get(name)
    if pin is None:
        return [f"{name}: no pin yet; run `python -m evaluation --update`"]
    found = [
        f"{name}.{key}: {figure:.3f}, pinned {wanted:.3f}: {DROPPED}"
        for key, (wanted, figure) in falls(measured, pin, tolerance=tolerance).items()
    ]
    if pin.gold_sha256 != measured.gold_sha256:
        found.append(f"{name}: the gold has changed; run `python -m evaluation --update --allow-drop` to pin it anew")
    return found


def updated(measured: Measured, pin: Pin | None, *, allow_drop: bool = False) -> Pin:
    """Return the pin raised to the figures; lowered too with `allow_drop`."""
    if pin is not None and (pin.fixed or measured.skipped is not None):
        return pin
    figures = {}
    for name in measured.task.pinned:
        worse_way = math.ceil if name in LOWER_IS_BETTER else math.floor
        figure = worse_way(measured.figures[name] * 1000) / 1000
        old = pin.figures.get(name) if pin is not None else None
        if old is not None and not allow_drop:
            figure = min(figure, old) if name in LOWER_IS_BETTER else max(figure, old)
        figures[name] = figure
    changed = pin is not None and pin.gold_sha256 != measured.gold_sha256 and not allow_drop
    gold = pin.gold_sha256 if pin is not None and changed else measured.gold_sha256
    return Pin(figures, gold, pin.noise if pin is not None else 0.002)


def write_pins(pins: Mapping[str, Pin], path: Path = PINS) -> None:
    """Write the pins in the order of the tasks."""
    lines = ["# The figures below which the check fails; written by `python -m evaluation --update`."]
    for task in TASKS:
        if task.name in pins:
            lines += ["", *_pin_lines(task.name, pins[task.name])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _pin_lines(name: str, pin: Pin) -> Sequence[str]:
    lines = [f"[{name}]", *(f"{key} = {value:.3f}" for key, value in pin.figures.items())]
    if pin.gold_sha256 is not None:
        lines.append(f'gold_sha256 = "{pin.gold_sha256}"')
    lines.append(f"noise = {pin.noise:g}")
    return [*lines, "fixed = true"] if pin.fixed else lines
