"""Do the pages for people who run the product name only what there is: settings, tests, commands?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import fields

from webapp.cli import COMMANDS
from webapp.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("deploying.md", "security.md")
ELSEWHERE = {"ATLAS_HOME", "ATLAS_DATABASE_URL", "ATLAS_SIGNING_KEY", "ATLAS_URI_BASE"}


@pytest.mark.parametrize("page", PAGES)
def test_every_setting_test_and_command_of_a_page_is_there(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    known = {f"ATLAS_{each.name.upper()}" for each in fields(Settings)} | ELSEWHERE
    assert set(re.findall(r"ATLAS_[A-Z_]+", text)) - known == set()
    assert [name for name in re.findall(r"tests/[\w/]+\.py", text) if not (ROOT / name).is_file()] == []
    commands = set(re.findall(r"^(?:/opt/atlas/bin/)?atlas ([a-z]+)", text, re.MULTILINE))
    assert commands - set(COMMANDS) == set()
