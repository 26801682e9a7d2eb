"""Puts the readings of two bundled reports into README.md, as the program prints them: `python tools/readme_readings.py`."""

import io
import sys
from pathlib import Path

from rich.console import Console

import depesche
from depesche.faces.cli.show import show_reading

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BEGIN = "<!-- readings: begin (written by tools/readme_readings.py) -->"
END = "<!-- readings: end -->"
SHOWN = (("German", "drohung-grenze.txt", 30), ("English", "sanctions-brussels.txt", 30))
"""Language, bundled report, and how many lines of its reading are shown."""


def reading_of(name: str, lines: int) -> str:
    """Return the first lines of what `depesche read` prints of a bundled report."""
    out = io.StringIO()
    console = Console(file=out, width=100, highlight=False, color_system=None)
    show_reading(depesche.read((ROOT / "examples" / name).read_text(encoding="utf-8")), console=console)
    printed = [line.rstrip() for line in out.getvalue().splitlines()]
    while lines < len(printed) and printed[lines - 1].startswith(" " * 8):
        lines += 1  # no entry is cut
    return "\n".join(printed[:lines]).rstrip()


def readings() -> str:
    """Return the section of the README between its two markers."""
    parts = []
    for language, name, lines in SHOWN:
        article = "An" if language[0] in "AEIO" else "A"
        parts.append(
            f"{article} {language} report ([examples/{name}](examples/{name})), the first lines of its reading:\n"
        )
        parts.append(f"```\n$ depesche read examples/{name}\n{reading_of(name, lines)}\n…\n```\n")
    return "\n".join(parts)


def readme_with(section: str) -> str:
    """Return the README with `section` between its markers."""
    head, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        sys.exit(f"README.md: the two markers for the readings are missing:\n{BEGIN}\n{END}")
    return f"{head}{BEGIN}\n\n{section}\n{END}{tail}"


if __name__ == "__main__":
    README.write_text(readme_with(readings()), encoding="utf-8")
