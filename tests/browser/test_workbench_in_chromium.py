"""The workbench in a real browser: accessible, narrow, by keyboard, and without scripts. Each test has its own site."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import waitress
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from taxonomy.basics.datafiles import data_folder
from webapp import create_app
from webapp.service.workspace import Workspace
from webapp.settings import Settings

pytestmark = pytest.mark.browser
Opener = Callable[..., Page]
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
PAGES = {
    "queue": "/workbench",
    "queue-decided": "/workbench?state=decided",
    "cluster": "/workbench/competencies/reasoning",
    "ledger": "/workbench/ledger",
    "duplicates": "/duplicates",
    "why-not": "/classes/denver/311-customer-service-agent/why-not?other=311%20Operations%20Assistant",
    "reference": "/vocabulary/reference",
    "health": "/vocabulary/health",
    "affected": "/redlines/reasoning",
    "redlines": "/redlines",
    "sign-in": "/sign-in",
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the bundled documents and a chosen text, to copy."""
    workspace = Workspace.open(tmp_path_factory.mktemp("filled"))
    workspace.ingest([data_folder() / "documents"])
    variant = workspace.atlas.competencies["reasoning"].variants[0].id
    workspace.store.append_decision("canonical", None, "reasoning", variant, by="Ann", why="The clearest.")
    workspace.rebuild()
    workspace.close()
    return workspace.home


@pytest.fixture
def workspace(filled: Path, tmp_path: Path) -> Iterator[Workspace]:
    shutil.copytree(filled, tmp_path / "home")
    opened = Workspace.open(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def site(workspace: Workspace) -> Iterator[str]:
    server = waitress.create_server(create_app(workspace, Settings(rate_limit="")), port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def axe(page: Page) -> None:
    found: Any = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    assert [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found["violations"]] == []


def sideways(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (320, "light")])
def test_the_pages_are_accessible(open_page: Opener, workspace: Workspace, width: int, scheme: str) -> None:
    asked = workspace.atlas.questions
    texts = next(q for q in asked if q.kind == "wording")
    names = next(q for q in asked if q.kind == "label")
    page = open_page("/workbench", width=width, color_scheme=scheme)
    for address in (*PAGES.values(), f"/workbench/{texts.id}", f"/workbench/{names.id}"):
        page.goto(address)
        axe(page)
        assert sideways(page) <= 0, address


def test_a_redline_is_accessible(open_page: Opener) -> None:
    page = open_page("/redlines/reasoning")
    page.get_by_role("link", name=re.compile("^Page.*redline of")).first.click()
    expect(page.locator("ins .hidden").first).to_have_text("added: ")
    axe(page)


def listening(page: Page) -> None:
    """A key that is pressed before the script has shown its switch is lost, for a person and for a test."""
    expect(page.get_by_label("Single keys answer")).to_be_visible()


def test_questions_are_answered_by_keyboard_alone(open_page: Opener, workspace: Workspace) -> None:
    page = open_page("/workbench")
    page.get_by_role("link", name="Begin with the first").press("Enter")
    listening(page)
    first = page.url
    page.keyboard.press("d")
    expect(page.get_by_label("Different", exact=True)).to_be_checked()
    expect(page.get_by_label("Reason (kept in the record)")).to_be_focused()
    page.keyboard.type("Said by a director")  # s and d are letters here
    expect(page.get_by_label("Different", exact=True)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.locator(".notice", has_text="Saved:")).to_be_visible()
    assert page.url.split("?")[0] != first
    [_, made] = workspace.store.decisions()
    assert (made.answer, made.why) == ("different", "Said by a director")
    listening(page)
    second = page.url.split("?")[0]
    page.keyboard.press("n")
    expect(page).not_to_have_url(re.compile(re.escape(second)))
    listening(page)
    page.keyboard.press("p")
    expect(page).to_have_url(re.compile(re.escape(second)))


def test_the_last_answer_is_taken_back_by_a_key(open_page: Opener, workspace: Workspace) -> None:
    page = open_page(f"/workbench/{workspace.atlas.questions[0].id}")
    listening(page)
    page.keyboard.press("k")
    page.keyboard.type("Later")
    page.keyboard.press("Enter")
    expect(page.locator(".notice", has_text="Saved:")).to_be_visible()
    listening(page)
    page.locator("body").press("z")
    expect(page.get_by_text("taken back").first).to_be_visible()
    assert workspace.store.decisions()[-1].answer == "undo"


def test_single_keys_can_be_switched_off(open_page: Opener, workspace: Workspace) -> None:
    page = open_page(f"/workbench/{workspace.atlas.questions[0].id}")
    expect(page.locator(".key").first).to_be_visible()
    page.get_by_label("Single keys answer").uncheck()
    expect(page.locator(".key").first).to_be_hidden()
    page.locator("body").press("s")
    expect(page.get_by_label("The same", exact=True)).not_to_be_checked()
    page.reload()
    page.locator("body").press("s")
    expect(page.get_by_label("The same", exact=True)).not_to_be_checked()


def test_all_of_it_works_without_scripts(open_page: Opener, workspace: Workspace) -> None:
    page = open_page("/workbench", java_script_enabled=False)
    page.get_by_role("link", name="Begin with the first").click()
    expect(page.locator(".key").first).to_be_hidden()
    page.get_by_label("Different", exact=True).check()
    page.get_by_label("Reason (kept in the record)").fill("Two things.")
    page.get_by_role("button", name="Save the answer").click()
    expect(page.locator(".notice", has_text="Saved:")).to_be_visible()
    page.get_by_role("button", name=re.compile("Take back")).first.click()
    assert workspace.store.decisions()[-1].answer == "undo"
    page.goto("/workbench/competencies/flexibility")
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_label("are kept apart, each from each").check()
    page.get_by_label("Reason (kept in the record)").fill("Levels.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    assert workspace.store.decisions()[-1].answer == "different"


def test_signing_in_and_out(open_page: Opener, workspace: Workspace) -> None:
    workspace.store.create_account("Ann Lee", "administrator", password="four words in a row")
    page = open_page("/workbench", width=320)
    expect(page.get_by_text("local analyst")).to_be_hidden()
    page.locator("#main").get_by_role("link", name="sign in").click()
    page.get_by_label("Name").fill("ann lee")
    page.get_by_label("Password").fill("four words in a row")
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile("/workbench$"))
    for address in ("/account", "/accounts"):
        page.goto(address)
        axe(page)
        assert sideways(page) <= 0, address
    page.goto("/account")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
