"""Every kind of page in a real browser: accessible, narrow, dark, printed, by keyboard, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
CLASS = "/classes/denver/lead-customer-service-agent"
PAGES = {
    "home": "/",
    "search": "/search?q=customer+servise",
    "search-nothing": "/search?q=zeppelin",
    "search-passages": "/search?q=customer&kind=passage&filter=flsa%3Dexempt",
    "class": CLASS,
    "class-beside": f"{CLASS}?view=original",
    "class-other-city": "/classes/los-angeles/311-director",
    "competency": "/competencies/reasoning",
    "classes": "/classes",
    "competencies": "/competencies",
    "documents": "/documents",
    "not-understood": "/not-understood",
    "about": "/about",
}
EACH = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())


def axe(page: Page) -> None:
    found: Any = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    broken = [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found["violations"]]
    assert broken == []


def sideways(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@EACH
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_a_page_is_accessible(open_page: Opener, address: str, width: int, scheme: str) -> None:
    page = open_page(address, width=width, color_scheme=scheme)
    axe(page)
    assert sideways(page) <= 0


def test_documents_comparisons_and_errors_are_accessible(open_page: Opener) -> None:
    page = open_page("/competencies/reasoning")
    page.locator("select[name=right]").select_option(index=1)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("ins").first).to_be_visible()
    expect(page.locator("del .hidden").first).to_have_text("removed: ")
    axe(page)
    page.goto("/documents")
    page.get_by_role("link", name="311 Operations Assistant specification").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("311 Operations Assistant specification")
    axe(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_a_cited_line_is_shown(open_page: Opener, width: int) -> None:
    page = open_page(CLASS, width=width)
    page.locator("#main .cite a").nth(5).click()
    expect(page.locator(".cited").first).to_be_in_viewport()
    assert sideways(page) <= 0


def test_search_by_keyboard_alone(open_page: Opener) -> None:
    page = open_page("/classes")
    page.keyboard.press("/")
    box = page.get_by_role("combobox")
    expect(box).to_be_focused()
    page.keyboard.type("lead cust")
    expect(page.get_by_role("option").first).to_contain_text("Lead Customer Service Agent")
    expect(box).to_have_attribute("aria-expanded", "true")
    axe(page)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lead Customer Service Agent")


def test_escape_closes_suggestions_and_enter_searches(open_page: Opener) -> None:
    page = open_page("/")
    page.get_by_role("combobox").click()
    page.keyboard.type("reaso")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.type("ning")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=reasoning"))
    expect(page.get_by_role("heading", name="Competencies")).to_be_visible()


def test_the_slash_can_be_switched_off(open_page: Opener) -> None:
    page = open_page("/about")
    page.get_by_role("checkbox").uncheck()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).not_to_be_focused()


def test_the_skip_link_is_first(open_page: Opener) -> None:
    page = open_page(CLASS)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@EACH
def test_a_page_works_without_scripts(open_page: Opener, address: str) -> None:
    page = open_page(address, java_script_enabled=False)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def test_searching_works_without_scripts(open_page: Opener) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("calendar")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="311 Operations Assistant").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("311 Operations Assistant")


def test_the_theme_is_kept(open_page: Opener) -> None:
    page = open_page("/", color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    button = page.get_by_role("button", name="Colors")
    button.click()
    button.click()
    expect(button).to_have_text("Colors: dark")
    page.goto("/classes")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_a_picture_leads_to_what_it_shows(open_page: Opener) -> None:
    page = open_page("/competencies/reasoning")
    picture = page.locator("svg.picture")
    expect(picture.get_by_role("link", name="311 Analyst/Trainer")).to_be_visible()
    picture.get_by_role("link", name="311 Analyst/Trainer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("311 Analyst/Trainer")


def test_print_drops_what_paper_cannot_do(open_page: Opener) -> None:
    page = open_page(CLASS)
    page.emulate_media(media="print")
    expect(page.locator(".sections")).to_be_hidden()
    expect(page.locator(".toc")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_long_address_in_a_text_does_not_push_a_narrow_page_sideways(open_page: Opener) -> None:
    page = open_page(CLASS, width=390)
    page.evaluate("document.querySelector('.aside-left .doc').append(' https://' + 'a'.repeat(90))")
    assert sideways(page) <= 0
