"""Which elements of a web page belong to the site and not to its text, and which does the page hide?

The names stand in ``data/web_pages.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from taxonomy.basics.datafiles import read_table

KINDS = ("menu", "page_header", "page_footer", "banner")
_MOST_STYLE = 200_000
# "@media print { … }": what holds there does not hold on the screen
_AT_RULE = re.compile(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
# ".tip, #draft { display: none }"
_HIDING_RULE = re.compile(r"([^{}]{1,500})\{[^{}]*\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b[^{}]*\}")
_SELECTOR = re.compile(r"[.#][\w-]+")
_HIDING_STYLE = re.compile(r"(?i)\b(?:display\s*:\s*none|visibility\s*:\s*hidden)\b")


class SiteParts:
    """Judges the elements of one page by tag, role, class and id."""

    def __init__(self, style_sheets: str) -> None:
        """`style_sheets` is what the page's own ``style`` elements say."""
        self._hidden = _hiding_names(style_sheets)

    def kind(self, tag: str, attributes: Mapping[str, str | None]) -> str:
        """One of `KINDS` for an element that belongs to the site, else nothing."""
        table = _table()
        if tag in table["text"]:
            return ""
        role = (attributes.get("role") or "").lower()
        for kind in KINDS:
            if tag in table[kind]["tags"] or role in table[kind]["roles"]:
                return kind
        names = (attributes.get("class") or "").split() + (attributes.get("id") or "").split()
        return next((kind for name in names if (kind := _kind_of_name(name.lower()))), "")

    def hides(self, attributes: Mapping[str, str | None]) -> bool:
        """Whether no visitor sees the element. A tab's panel that waits for a click is not hidden."""
        if attributes.get("role") == "tabpanel":
            return False
        if "hidden" in attributes or _HIDING_STYLE.search(attributes.get("style") or ""):
            return True
        names = {f".{name}" for name in (attributes.get("class") or "").split()}
        if attributes.get("id"):
            names.add(f"#{attributes['id']}")
        return bool(names & self._hidden) or any(name[1:].lower() in _table()["unseen"] for name in names)


def _hiding_names(style_sheets: str) -> set[str]:
    sheet = _AT_RULE.sub("", style_sheets[:_MOST_STYLE])
    rules = (selector.strip() for rule in _HIDING_RULE.finditer(sheet) for selector in rule[1].split(","))
    return {selector for selector in rules if _SELECTOR.fullmatch(selector)}


def _kind_of_name(name: str) -> str:
    for kind in KINDS:
        if _name_pattern(kind).fullmatch(name):
            return kind
    return ""


@cache
def _name_pattern(kind: str) -> re.Pattern[str]:
    """The words of the table, alone or with words before and words such as "bar" behind: "site-footer", "nav-tabs"."""
    words, behind = "|".join(_table()[kind]["names"]), "|".join(_table()["behind"])
    return re.compile(rf"(?:[a-z0-9]{{1,20}}[-_]){{0,3}}(?:{words})(?:[-_]?(?:{behind})){{0,2}}")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return dict(read_table("web_pages.toml"))
