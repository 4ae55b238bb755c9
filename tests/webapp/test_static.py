"""The style sheet and the scripts stay small and of this house; every class in a template has its style."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "webapp"
STYLE = ROOT / "static" / "atlas.css"
TEMPLATES = sorted((ROOT / "templates").glob("*.html"))
# Written on elements for tests, scripts and programs; they look like their surroundings.
WITHOUT_STYLE = {"key", "keys", "theme-place", "slash", "switch-off", "weight"}


def test_files_stay_small() -> None:
    assert STYLE.stat().st_size <= 15 * 1024
    sizes = {path.name: path.stat().st_size for path in (ROOT / "static").glob("*.js")}
    used = {path.name: set(re.findall(r"asset\('(\w+\.js)'\)", path.read_text("utf-8"))) for path in TEMPLATES}
    everywhere = used.pop("layout.html")
    assert set.union(everywhere, *used.values()) == sizes.keys()
    heaviest = max(sum(sizes[name] for name in everywhere | own) for own in used.values())
    assert heaviest <= 8 * 1024  # of one page


@pytest.mark.parametrize("path", sorted((ROOT / "static").iterdir()), ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert "://" not in text
    assert "@import" not in text


def test_every_class_in_a_template_has_its_style() -> None:
    sheets = "".join(path.read_text(encoding="utf-8") for path in STYLE.parent.glob("*.css"))
    styled = set(re.findall(r"\.([a-z][a-z-]*)", sheets))
    written: set[str] = set()
    for path in (ROOT / "templates").glob("*.html"):
        plain = re.sub(r"{[{%].*?[%}]}", " ", path.read_text(encoding="utf-8"))
        for names in re.findall(r'class="([^"]*)"', plain):
            written.update(names.split())
    assert written - styled == WITHOUT_STYLE & written
