"""Pages about moving in a real browser: accessible, narrow, by keyboard, printed, with and without scripts."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Page, Request, expect
from pypdf import PdfReader

from tests.browser.test_in_chromium import Opener, axe, sideways

pytestmark = pytest.mark.browser

AGENT = "/careers/denver/311-customer-service-agent"
MANAGER = f"{AGENT}/to/denver/contact-center-operations-manager"
PAGES = {
    "start": "/careers",
    "start-found": "/careers?class=agent",
    "class": AGENT,
    "class-large": f"{AGENT}?zoom=200&within=1",
    "class-similar": f"{AGENT}?similar=1",
    "class-other-city": "/careers/los-angeles/311-director",
    "target": MANAGER,
    "target-best-prepared": f"{AGENT}/to/denver/contact-center-director?order=best_prepared&similar=1",
    "target-without-route": f"{AGENT}/to/denver/311-analyst-trainer",
    "sheet": f"{MANAGER}/sheet",
    "map": "/careers/map",
    "qualify": "/careers/qualify",
    "checks": "/checks",
}
EACH = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())


def fill(page: Page) -> None:
    form = page.locator("[data-profile]")
    form.get_by_label("Highest schooling finished").select_option("high school")
    form.get_by_label("Years of college").fill("1")
    form.get_by_label("Class of work 1").fill("311 Customer Service Agent")
    form.get_by_label("Years of work 1").fill("2.5")
    form.get_by_label("What the work was in work 2").fill("other call-centre customer service")
    form.get_by_label("Years of work 2").fill("1")


@EACH
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_a_page_is_accessible(open_page: Opener, address: str, width: int, scheme: str) -> None:
    page = open_page(address, width=width, color_scheme=scheme)
    axe(page)
    assert sideways(page) <= 0


def test_every_box_is_a_link_that_the_keyboard_reaches(open_page: Opener) -> None:
    page = open_page(AGENT)
    page.locator("svg.ladder").first.evaluate("svg => svg.parentElement.focus()")
    reached = []
    for _ in range(page.locator("svg.picture a").count()):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert set(reached) >= {"Lead Customer Service Agent", "Contact Center Director"}
    page.locator("svg.picture a", has_text="Lead Customer").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lead Customer Service Agent")


def test_titles_stay_inside_their_boxes(open_page: Opener) -> None:
    page = open_page("/careers/map")
    outside = page.evaluate(
        """[...document.querySelectorAll('svg.picture a')].filter(a => {
             const box = a.querySelector('rect').getBBox();
             return [...a.querySelectorAll('text')].some(t => {
               const own = t.getBBox();
               return own.x + own.width > box.x + box.width || own.y < box.y || own.y + own.height > box.y + box.height;
             });
           }).map(a => a.getAttribute('aria-label'))"""
    )
    assert outside == []


def test_answers_come_without_leaving_the_page_and_a_bookmark_brings_them_back(open_page: Opener) -> None:
    page = open_page(MANAGER)
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))
    fill(page)
    page.get_by_role("button", name="Where do I stand?").click()
    answers = page.locator("#answers")
    expect(answers).to_contain_text("half a year short")
    axe(page)
    assert page.url.split("#")[0].endswith(MANAGER)
    fragment = parse_qs(page.url.split("#me:")[1])
    assert fragment["years_1"] == ["2.5"]
    assert "csrf_token" not in fragment
    bookmark = page.url
    page.goto("about:blank")
    page.goto(bookmark)
    expect(page.locator("#answers")).to_contain_text("half a year short")
    expect(page.get_by_label("Years of work 1")).to_have_value("2.5")
    assert not any("years_1" in request.url for request in sent)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_bookmark_holds_more_work_than_the_empty_form_has_rows(open_page: Opener) -> None:
    rows = "&".join(f"of_{n}=customer+service+in+a+call+center&years_{n}=1" for n in range(1, 7))
    page = open_page(f"{MANAGER}#me:education=associate&{rows}")
    expect(page.get_by_label("Years of work 6")).to_have_value("1")
    expect(page.get_by_label("Years of work 7")).to_have_value("")


def test_the_whole_way_works_without_scripts(open_page: Opener) -> None:
    page = open_page(MANAGER, java_script_enabled=False)
    fill(page)
    page.get_by_role("button", name="Where do I stand?").click()
    expect(page.locator("#answers")).to_contain_text("half a year short")
    assert "years_1" not in page.url
    with page.expect_download() as download:
        page.get_by_role("button", name="Reminder for my calendar").click()
    assert download.value.suggested_filename == "contact-center-operations-manager.ics"
    page.get_by_role("button", name="Sheet to print, with my answers").click()
    expect(page.get_by_role("heading", name="To ask HR")).to_be_visible()


def test_the_sheet_is_one_page(open_page: Opener) -> None:
    page = open_page(f"{MANAGER}/sheet")
    assert page.pdf(format="Letter").count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("goal", ["contact-center-operations-manager", "contact-center-director"])
def test_the_sheet_with_answers_is_one_page_and_begins_on_it(open_page: Opener, goal: str) -> None:
    page = open_page(f"{AGENT}/to/denver/{goal}", java_script_enabled=False)
    fill(page)
    page.get_by_role("button", name="Where do I stand?").click()
    page.get_by_role("button", name="Sheet to print").click()
    expect(page.get_by_role("heading", name="Requirements")).to_be_visible()
    for size in ("Letter", "A4"):
        printed = PdfReader(BytesIO(page.pdf(format=size)))
        assert len(printed.pages) == 1
        assert "3 years of experience" in " ".join(printed.pages[0].extract_text().split())


def test_from_my_class_to_a_target_by_keyboard(open_page: Opener) -> None:
    page = open_page("/careers")
    page.get_by_label("Title, old title or job code").fill("CS2154")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("311 Customer Service Agent")
    page.get_by_role("link", name="Plan this move to Lead Customer Service Agent").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "From 311 Customer Service Agent to Lead Customer Service Agent"
    )
