"""A real Chromium in front of the real application over the bundled documents."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from taxonomy.basics.datafiles import data_folder
from webapp import create_app
from webapp.service.workspace import Workspace
from webapp.settings import Settings

CHROMIUM = Path(os.environ.get("ATLAS_CHROMIUM", "/usr/bin/chromium"))
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site."""
    workspace = Workspace.open(tmp_path_factory.mktemp("workspace"))
    workspace.ingest([data_folder() / "documents"])
    server = waitress.create_server(create_app(workspace, Settings(rate_limit="")), port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    workspace.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or the one that ATLAS_CHROMIUM names; skips where there is none."""
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM} (ATLAS_CHROMIUM names another)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        yield chromium
        chromium.close()


class Watched:
    """A page of which nothing may leave the site and which may log no error."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("request", lambda r: None if r.url.startswith(site) else self.complaints.append(f"left: {r.url}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[object]:
    """Opens an address in a window of its own; complaints fail the test at its end."""
    opened: list[tuple[BrowserContext, Watched]] = []

    def opener(address: str, *, width: int = 1280, **options: object) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",
            base_url=site,
            **options,  # type: ignore[arg-type]
        )
        watched = Watched(context, site)
        opened.append((context, watched))
        watched.page.goto(address)
        return watched.page

    yield opener
    complaints = [complaint for _, watched in opened for complaint in watched.complaints]
    for context, _ in opened:
        context.close()
    assert complaints == []
