"""Takes the pictures of the pages for the documentation: every page of the demo record, two sizes, light and dark.

`.venv/bin/python tools/screenshots.py` needs the extra `browser` and Debian's Chromium (`apt install chromium`); it builds
demo.db where that is missing and writes docs/images/PAGE-SIZE-THEME.png.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
IMAGES = ROOT / "docs" / "images"
SIZES = {"wide": (1440, 900), "narrow": (375, 812)}


def main() -> None:
    """Take all pictures."""
    from tests.faces.web.browser import browsing, serving
    from tests.faces.web.test_browser import PAGES

    record = ROOT / "demo.db"
    if not record.exists():
        subprocess.run([sys.executable, str(ROOT / "tools" / "demo_record.py"), str(record)], check=True)
    IMAGES.mkdir(parents=True, exist_ok=True)
    with serving(record) as site, browsing() as browser:
        ids = _examples(browser, site)
        for size, (width, height) in SIZES.items():
            for theme in ("light", "dark"):
                viewport = {"width": width, "height": height}
                context = browser.new_context(base_url=site, viewport=viewport, color_scheme=theme, locale="en-GB")
                page = context.new_page()
                for name, path in PAGES.items():
                    answer = page.goto(path.format(**ids))
                    if not answer.ok:
                        sys.exit(f"screenshots: {page.url} answered {answer.status}.")
                    page.wait_for_load_state("networkidle")
                    _save(page.screenshot(), IMAGES / f"{name}-{size}-{theme}.png")
                context.close()
    total = sum(path.stat().st_size for path in IMAGES.glob("*.png"))
    print(f"{IMAGES.relative_to(ROOT)}: {len(list(IMAGES.glob('*.png')))} pictures, {total:,} bytes")


def _examples(browser: Any, site: str) -> dict[str, str]:
    """A meeting that several reports tell of, with a disagreement if there is one, and the report that tells most."""
    page = browser.new_page()
    found = {}
    for name in ("happenings", "articles"):
        page.goto(f"{site}/api/v1/{name}?limit=500")
        found[name] = json.loads(page.inner_text("body"))["items"]
    page.close()
    told = [one for one in found["happenings"] if one["type"] == "CONSULT" and one["reports"] <= 3]
    happening = max(told, key=lambda one: (len(one["disagreements"]) == 1, one["independent"], one["id"]))
    article = max(found["articles"], key=lambda one: (one["events"] + one["quotations"], one["id"]))
    return {"happening": happening["id"], "article": article["id"]}


def _save(picture: bytes, path: Path) -> None:
    """Write a picture with 256 colours: a third of the size, no colour off by more than the eye sees."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture)).convert("RGB")
    few = image.quantize(256, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


if __name__ == "__main__":
    main()
