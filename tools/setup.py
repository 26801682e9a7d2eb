"""Makes `.venv` with Depesche in it, also where python3-venv is missing or pip is old: `python3 tools/setup.py [EXTRA…]`."""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"


def run(*command: str) -> bool:
    """Run a command; return whether it succeeded."""
    return subprocess.run(command, cwd=ROOT).returncode == 0


def has_pip() -> bool:
    """Return whether pip runs in the environment."""
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def give_pip() -> None:
    """Put pip into the environment: by ensurepip where there is one, else with the system's own pip."""
    if subprocess.run([PYTHON, "-m", "ensurepip", "--upgrade"], capture_output=True).returncode == 0:
        return
    site = VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    if not run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "--target",
        str(site),
        "pip",
        "setuptools",
        "wheel",
    ):
        sys.exit("setup: pip is missing. Install it first (on Debian: apt install python3-pip).")


def main() -> None:
    """Make the environment and install the package with the extras named."""
    if sys.version_info < (3, 11):
        sys.exit(f"setup: Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if not PYTHON.exists():
        venv.EnvBuilder(with_pip=False, symlinks=True).create(VENV)
    if not has_pip():
        give_pip()
    extras = f"[{','.join(sys.argv[1:])}]" if sys.argv[1:] else ""
    if not run(str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", f".{extras}"):
        sys.exit("setup: the packages could not be installed. Is the package index reachable?")


if __name__ == "__main__":
    main()
