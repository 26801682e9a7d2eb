"""The gate itself, and the figures that the project must hold where the gold is at hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation import gate
from evaluation.gate import Measured, Pin, complaints, falls, load_pins, measure, updated, write_pins
from evaluation.table import BEGIN, END, write_readme
from evaluation.tasks import TASKS, Task

TOLERANCE = 0.02
"""Above the noise of a pin: the suite says what broke; the last thousandths are the business of `--check`."""
QUICK = [task for task in TASKS if task.quick and task.name != "lexicons"]  # the lexicons have tests of their own


@pytest.mark.parametrize("task", QUICK, ids=lambda task: task.name)
def test_gate_figures_hold_their_pins(task: Task, shared: Path, note: Callable[[str], None]):
    measured = measure(task, shared)
    if measured.skipped is not None:
        pytest.skip(measured.skipped)
    note(f"{task.name}: " + ", ".join(f"{key} {measured.figures[key]:.3f}" for key in task.pinned))
    assert complaints(measured, load_pins(), tolerance=TOLERANCE) == []


def a_task(**fields: object) -> Task:
    values = {"name": "gold", "title": "", "data": ("gold",), "score": lambda _: {"f1": 0.5}, "pinned": ("f1",)}
    return Task(**{**values, **fields})  # type: ignore[arg-type]


def measured(f1: float, gold: str | None = "a") -> Measured:
    return Measured(a_task(), {"f1": f1}, gold)


@pytest.mark.parametrize(("figure", "fell"), [(0.5, False), (0.4981, False), (0.497, True), (0.6, False)])
def test_gate_fall_larger_than_noise_is_seen(figure: float, fell: bool):
    assert bool(falls(measured(figure), Pin({"f1": 0.5}))) is fell


def test_gate_figure_that_is_missing_has_fallen():
    assert falls(Measured(a_task(), {}), Pin({"f1": 0.5}))


@pytest.mark.parametrize(("seconds", "fell"), [(2.0, False), (3.5, True)])
def test_gate_seconds_fall_upwards(seconds: float, fell: bool):
    pin = Pin({"start_seconds": 3.0}, noise=0.0, fixed=True)
    assert bool(falls(Measured(a_task(), {"start_seconds": seconds}), pin)) is fell


def test_gate_changed_gold_is_a_complaint_though_the_figure_rose():
    assert complaints(measured(0.9, "b"), {"gold": Pin({"f1": 0.5}, "a")})


def test_gate_update_raises_but_does_not_lower():
    pin = Pin({"f1": 0.5}, "a")
    assert updated(measured(0.6), pin).figures == {"f1": 0.6}
    assert updated(measured(0.4), pin).figures == {"f1": 0.5}
    assert updated(measured(0.4), pin, allow_drop=True).figures == {"f1": 0.4}


def test_gate_update_takes_new_gold_only_on_purpose():
    pin = Pin({"f1": 0.5}, "a")
    assert updated(measured(0.6, "b"), pin).gold_sha256 == "a"
    assert updated(measured(0.6, "b"), pin, allow_drop=True).gold_sha256 == "b"


def test_gate_fixed_pins_are_left_alone():
    pin = Pin({"f1": 0.5}, fixed=True)
    assert updated(measured(0.9), pin, allow_drop=True) is pin


def test_gate_pins_are_read_as_they_were_written(tmp_path: Path):
    pins = {"gold": Pin({"f1": 0.5}, "a", 0.01), "speed": Pin({"start_seconds": 3.0}, noise=0.0, fixed=True)}
    write_pins(pins, tmp_path / "pins.toml")
    assert load_pins(tmp_path / "pins.toml") == pins


@pytest.mark.parametrize("text", ["[surprise]\nf1 = 1", "[gold]\nsurprise = 1"])
def test_gate_unknown_pin_is_refused(text: str, tmp_path: Path):
    path = tmp_path / "pins.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="surprise"):
        load_pins(path)


def test_gate_every_task_is_pinned():
    pins = load_pins(gate.PINS)
    assert {task.name: set(task.pinned) for task in TASKS} == {name: set(pin.figures) for name, pin in pins.items()}


def test_gate_missing_data_is_skipped_with_its_name(tmp_path: Path):
    assert "gold" in str(measure(a_task(), tmp_path).skipped)


def test_gate_readme_keeps_all_but_the_table(tmp_path: Path):
    path = tmp_path / "README.md"
    path.write_text(f"# Depesche\n{BEGIN}\nold\n{END}\nthe end\n", encoding="utf-8")
    write_readme(path, [measured(0.5)])
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Depesche\n") and text.endswith("\nthe end\n")
    assert "f1 **0.500**" in text and "old" not in text


@pytest.mark.parametrize("text", [None, "# Depesche\n", f"# Depesche\n{BEGIN}\n"])
def test_gate_readme_without_markers_is_left_as_it_is(text: str | None, tmp_path: Path):
    path = tmp_path / "README.md"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="markers"):
        write_readme(path, [measured(0.5)])
    assert (path.read_text(encoding="utf-8") if path.exists() else None) == text
