"""Makes `.venv` with Depesche in it, also where python3-venv is missing or pip is old: `python3 tools/setup.py [EXTRA…]`.

With the extra `browser` it also installs Chromium, where apt-get and root are at hand and it is missing.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 300
"""Seconds that apt-get may take."""


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


def give_browser() -> None:
    """Install Chromium for the tests of the pages; where that cannot be, say so and go on: these tests are skipped."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print("setup: installing Chromium for the tests of the pages …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            try:
                subprocess.run(["apt-get", "-qq", *command], env=environment, timeout=PATIENCE, check=False, **quiet)
            except (OSError, subprocess.TimeoutExpired):
                break
        if any(shutil.which(name) for name in BROWSERS):
            return
    print("setup: no Chromium, so the tests in a browser are skipped (on Debian: apt install chromium).")


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
    if "browser" in sys.argv[1:]:
        give_browser()


if __name__ == "__main__":
    main()
