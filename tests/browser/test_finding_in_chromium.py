"""Does the page for needs work in a real browser: without scripts, by keyboard, at 320 px, and for everyone?"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NEEDS = "/find?need=keeps+the+director%27s+calendar&need=calms+angry+callers&need=speaks+Spanish"


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    "address", [NEEDS, "/find", "/gaps", "/search?q=angry+Spanish+callers", "/find/memo?need=budget"]
)
def test_pages_are_accessible_and_fit(open_page, address: str, width: int) -> None:
    page = open_page(address, width=width)
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_paragraph_becomes_needs_without_scripts(open_page) -> None:
    page = open_page("/find", java_script_enabled=False)
    page.get_by_label("A need, or a whole paragraph").fill("Keeps the director's calendar and writes our manuals.")
    page.get_by_role("button", name="Find classes").press("Enter")
    expect(page.get_by_label("Need 2", exact=True)).to_have_value("writes our manuals")
    page.get_by_role("link", name="Remove need 2").press("Enter")
    expect(page.get_by_label("Need 2", exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", name="311 Operations Assistant").first).to_be_visible()
