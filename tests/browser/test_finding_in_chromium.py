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


SET = "/find/competencies?competency=reasoning&competency=teaching-others&competency=reasoning@7"


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", [SET, "/find/competencies", "/find/competencies?add=zeppelin", NEEDS + "&sort=pay"])
def test_sets_and_narrowed_needs_are_accessible_and_fit(open_page, address: str, width: int) -> None:
    page = open_page(address, width=width)
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_classes_by_competencies_without_scripts_by_keyboard(open_page) -> None:
    page = open_page("/find/competencies", java_script_enabled=False)
    page.get_by_role("checkbox", name="Reasoning (7)").press("Space")
    page.get_by_role("checkbox", name="Teaching Others").press("Space")
    page.get_by_role("button", name="Show classes").press("Enter")
    expect(page.get_by_role("heading", name="311 Analyst/Trainer 2 of 2")).to_be_visible()
    page.get_by_label("Add a competency").fill("diversity")
    page.get_by_label("Add a competency").press("Enter")
    expect(page.get_by_label("Diversity", exact=True)).to_be_visible()
    page.get_by_label("Reasoning", exact=True).select_option(index=1)
    page.get_by_role("button", name="Show classes").first.press("Enter")
    expect(page.get_by_text("in another meaning").first).to_be_visible()
    page.get_by_role("link", name="Remove Diversity").press("Enter")
    expect(page.get_by_label("Diversity", exact=True)).to_have_count(0)


def test_the_matrix_is_sorted_and_narrowed_without_scripts(open_page) -> None:
    page = open_page("/find?need=prepares+reports&need=trains+staff", java_script_enabled=False)
    page.get_by_role("link", name="Title", exact=True).press("Enter")
    titles = page.locator("#classes ~ ol h3 a").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)
    page.get_by_role("link", name="trains staff", exact=True).press("Enter")
    expect(page.get_by_text("left out by these choices")).to_be_visible()
    page.get_by_role("link", name="Show all").press("Enter")
    expect(page.get_by_text("left out by these choices")).to_have_count(0)


def test_arrows_go_round_the_suggestions_and_escape_leaves_what_was_typed(open_page) -> None:
    page = open_page("/find")
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_be_focused()
    page.keyboard.type("customer")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    page.keyboard.press("Escape")
    expect(box).to_have_value("customer")


def test_a_slash_within_a_need_is_only_a_slash(open_page) -> None:
    page = open_page("/find")
    field = page.get_by_label("A need, or a whole paragraph")
    field.click()
    page.keyboard.type("and/or")
    expect(field).to_have_value("and/or")
