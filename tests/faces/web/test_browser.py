"""The pages in a browser: nothing fails in them, they can be used by mouse and keyboard, axe finds no serious fault."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .browser import browsing, serving

AXE = Path(__file__).parent / "vendor" / "axe.js"
PAGES = {
    "chronicle": "/",
    "search": "/?q=minister",
    "report": "/articles/{article}",
    "reports": "/articles",
    "happening": "/happenings/{happening}",
    "actors": "/actors",
    "actor": "/actors/state:ARM",
    "tone": "/tone?who=ARM",
    "dyad": "/dyad?a=ARM&b=AZE",
    "breaks": "/breaks?a=ARM&b=AZE",
    "quotations": "/quotations",
    "map": "/map",
    "network": "/network",
    "matrix": "/matrix",
    "brief": "/brief",
    "read": "/read",
    "codebook": "/codebook",
    "about": "/about",
    "api": "/api",
    "judgements": "/judgements",
}
SIZES = {"wide": (1440, 900), "narrow": (375, 812)}


@pytest.fixture(scope="module")
def site(demo_record: Path) -> Iterator[str]:
    with serving(demo_record) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as found:
        yield found


@pytest.fixture(scope="module")
def ids(site: str, browser: Any) -> dict[str, str]:
    page = browser.new_page()
    page.goto(f"{site}/api/v1/happenings?limit=1&type=CONSULT")
    happening = json.loads(page.inner_text("body"))["items"][0]
    page.close()
    return {"article": happening["earliest"], "happening": happening["id"]}


@pytest.fixture
def page(browser: Any, site: str) -> Iterator[Any]:
    """A page at the site's root whose failures fail the test."""
    context = browser.new_context(base_url=site, viewport={"width": 1440, "height": 900}, locale="en-GB")
    found = context.new_page()
    failures: list[str] = []
    found.on("console", lambda message: failures.append(message.text) if message.type == "error" else None)
    found.on("pageerror", lambda error: failures.append(str(error)))
    yield found
    context.close()
    assert not failures


@pytest.mark.parametrize(("size", "theme"), [("wide", "light"), ("narrow", "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_browser_page_works_fits_and_has_no_serious_fault(
    page: Any, ids: dict[str, str], name: str, size: str, theme: str
):
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=theme)
    page.goto(PAGES[name].format(**ids))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for drawn in page.locator("[data-chart], [data-map], [data-network]").all():
        assert drawn.get_attribute("data-drawn") not in (None, "failed", "0")
    assert serious_faults(page) == []


def serious_faults(page: Any) -> list[str]:
    """What axe holds to be serious or critical, with the elements."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{fault['id']}: {fault['help']}: {[node['html'][:160] for node in fault['nodes'][:3]]}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
    ]


def test_browser_axe_would_find_a_fault(page: Any):
    page.goto("/about")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input type=text>')")
    assert any(fault.startswith("label:") for fault in serious_faults(page))


def test_browser_entry_lights_its_words_and_the_other_way(page: Any, ids: dict[str, str]):
    page.goto(f"/articles/{ids['article']}")
    entry = page.locator(".layer-panel [data-lit]").first
    entry.focus()
    lit = page.locator(".report .lit")
    assert lit.count() >= 1
    key = entry.get_attribute("data-lit")
    assert all(key in str(words.get_attribute("data-lit")).split() for words in lit.all())
    page.locator(".report .s-actor").first.hover()
    assert page.locator(".layer-panel .lit-entry").count() >= 1


def test_browser_layers_can_be_switched(page: Any, ids: dict[str, str]):
    page.goto(f"/articles/{ids['article']}")
    assert page.locator("article.layers-actors").count() == 1
    page.get_by_label("Actors").first.uncheck()
    assert page.locator("article.layers-actors").count() == 0


def test_browser_search_box_completes_by_keyboard(page: Any):
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("actor:arme")
    option = page.locator("#completions [role=option]").first
    option.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#q").input_value() == "actor:ARM "
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=actor*")
    assert page.locator(".entry .who").first.is_visible()


def test_browser_facets_narrow_the_chronicle(page: Any):
    page.goto("/")
    page.locator(".facets a", has_text="material conflict").click()
    page.wait_for_url("**quad=material+conflict*")
    glyphs = page.locator(".entry .type .glyph")
    assert glyphs.count() > 5
    assert {glyph.get_attribute("aria-label") for glyph in glyphs.all()} == {"material conflict"}


def test_browser_dyad_loads_its_changes_of_level(page: Any):
    page.goto("/dyad?a=ARM&b=AZE")
    page.locator("[hx-select='.breaks'] .muted:not(.htmx-indicator), [hx-select='.breaks'] li").first.wait_for()
    assert page.locator("[hx-select='.breaks'] a").count() == 0


def test_browser_chronicle_goes_on_when_scrolled(page: Any):
    page.goto("/")
    page.wait_for_load_state("networkidle")
    before = page.locator(".entry").count()
    page.locator(".more").scroll_into_view_if_needed()
    page.locator(".entry").nth(before).wait_for()
    names = [entry.get_attribute("id") for entry in page.locator(".entry").all()]
    assert len(names) == len(set(names))


def test_browser_quotation_shows_its_context(page: Any):
    page.goto("/quotations?form=direct")
    entry = page.locator(".entry").first
    entry.get_by_text("Show the context").click()
    entry.locator(".context mark").first.wait_for()
    assert page.url.endswith("/quotations?form=direct")


def test_browser_map_follows_the_slider(page: Any):
    page.goto("/map")
    page.locator("[data-map][data-drawn]").wait_for()
    before = page.locator(".map .dot").count()
    page.locator("#end").focus()
    page.keyboard.press("Home")
    assert 0 < page.locator(".map .dot").count() < before


def test_browser_theme_is_kept(page: Any):
    page.goto("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("#theme").click()
    page.goto("/about")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_browser_reads_a_pasted_text(page: Any):
    page.goto("/read")
    page.get_by_label("Text", exact=True).fill(
        "Kenya expelled three Sudanese diplomats on Wednesday. Sudan condemned the decision."
    )
    page.get_by_role("button", name="Read", exact=True).click()
    page.locator(".layer-panel .type").first.wait_for()
    assert "SANCTION" in page.locator(".layer-panel").inner_text()


def test_browser_keyboard_reaches_the_content_first(page: Any):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
