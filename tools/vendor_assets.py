"""Fetches the scripts and the world map of the web pages from npm and puts them beside the templates.

`python3 tools/vendor_assets.py` reads tools/assets.toml. It needs npm; the result is kept in the repository, so neither
users nor `make test` run it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "tools" / "assets.toml"


def main() -> None:
    """Fetch, bundle, copy, and write the licence notes."""
    if shutil.which("npm") is None:
        sys.exit("vendor_assets: npm is missing. Install Node.js first (on Debian: apt install npm).")
    assets = tomllib.loads(ASSETS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        modules = _install(assets["packages"], Path(folder))
        for file in assets["file"]:
            _write(ROOT / file["to"], (modules / file["from"]).read_bytes())
        for bundle in assets["bundle"]:
            _write(ROOT / bundle["to"], _bundle(bundle, Path(folder)))
        for notes in assets["licence"]:
            text = "\n\n".join(_licence(modules / name, name) for name in notes["of"])
            _write(ROOT / notes["to"], (text + "\n").encode())


def _install(packages: dict[str, str], folder: Path) -> Path:
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": packages}), encoding="utf-8")
    if subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=folder).returncode != 0:
        sys.exit("vendor_assets: npm could not install the packages. Is the package index reachable?")
    return folder / "node_modules"


def _bundle(bundle: dict[str, Any], folder: Path) -> bytes:
    entry = folder / f"{bundle['name']}.mjs"
    entry.write_text(bundle["entry"], encoding="utf-8")
    esbuild = folder / "node_modules" / ".bin" / "esbuild"
    options = ["--bundle", "--minify", "--format=iife", f"--global-name={bundle['name']}", "--legal-comments=none"]
    done = subprocess.run([esbuild, entry.name, *options], cwd=folder, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"vendor_assets: bundling {bundle['name']} failed.\n{done.stderr.decode()}")
    return done.stdout


def _licence(package: Path, name: str) -> str:
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    texts = sorted(p for p in package.iterdir() if p.name.upper().startswith("LICEN"))
    head = f"{name} {about['version']} · {about.get('license', 'see below')}\n{'=' * 72}"
    return "\n\n".join([head, *(p.read_text(encoding="utf-8").strip() for p in texts)])


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(f"{path.relative_to(ROOT)}  {len(content):,} bytes")


if __name__ == "__main__":
    main()
