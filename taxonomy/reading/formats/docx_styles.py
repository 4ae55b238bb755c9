"""What do a Word document's styles say: heading level, weight, list?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn
from msgspec import Struct

_HEADING_NAME = re.compile(r"(?i)^heading ([1-9])$")
_OFF = ("0", "false", "off", "none")


class Style(Struct, frozen=True, kw_only=True):
    """What a style gives to its text, with what it inherits; null where nothing is said."""

    heading: int | None = None
    bold: bool | None = None
    hidden: bool | None = None
    number_id: str | None = None
    level: str | None = None
    list_name: str = ""


class Styles:
    """The styles of one document by their ids."""

    def __init__(self, styles: Any) -> None:
        """`styles` is the XML of the styles part."""
        self._elements = {style.get(qn("w:styleId")): style for style in styles.iter(qn("w:style"))}
        self._known: dict[str | None, Style] = {}

    def get(self, style_id: str | None) -> Style:
        """The style; an unknown id says nothing."""
        if style_id not in self._known:
            self._known[style_id] = self._inherited(style_id)
        return self._known[style_id]

    def _inherited(self, style_id: str | None) -> Style:
        found = Style()
        for element in self._chain(style_id):
            found = _filled(found, _own(element))
        return found

    def _chain(self, style_id: str | None) -> Iterator[Any]:
        """The style and the ones it is based on; a hostile file may base a style on itself."""
        seen: set[str | None] = set()
        while style_id in self._elements and style_id not in seen:
            seen.add(style_id)
            element = self._elements[style_id]
            yield element
            style_id = value_of(element, "w:basedOn")


def value_of(element: Any, path: str) -> str | None:
    """The ``w:val`` of the first child under a path like ``w:pPr/w:pStyle``."""
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return None if found is None else found.get(qn("w:val"))


def switch(element: Any, path: str) -> bool | None:
    """An on/off property: null where it is not there, true where it is there without a value."""
    found = element.find("/".join(qn(step) for step in path.split("/")))
    return None if found is None else found.get(qn("w:val"), "1").lower() not in _OFF


def outline_level(element: Any) -> int | None:
    """The heading level of an outline property (printed from 0; 9 means body text)."""
    level = value_of(element, "w:pPr/w:outlineLvl")
    return int(level) + 1 if level is not None and level.isdigit() and int(level) < 9 else None


def _own(element: Any) -> Style:
    name = value_of(element, "w:name") or ""
    return Style(
        heading=_named_level(name) or outline_level(element),
        bold=switch(element, "w:rPr/w:b"),
        hidden=switch(element, "w:rPr/w:vanish"),
        number_id=value_of(element, "w:pPr/w:numPr/w:numId"),
        level=value_of(element, "w:pPr/w:numPr/w:ilvl"),
        list_name=name if name.lower().startswith("list ") else "",
    )


def list_depth(list_name: str) -> int:
    """How deep a list of a built-in style lies: "List Number 2" is below "List Number"."""
    number = list_name.rsplit(" ", 1)[-1]
    return int(number) - 1 if number in ("2", "3", "4", "5") else 0


def _named_level(name: str) -> int | None:
    if name.lower() == "title":
        return 1
    named = _HEADING_NAME.match(name)
    return int(named[1]) if named else None


def _filled(nearer: Style, further: Style) -> Style:
    """What the nearer style leaves open comes from the further one."""
    return Style(
        heading=nearer.heading or further.heading,
        bold=further.bold if nearer.bold is None else nearer.bold,
        hidden=further.hidden if nearer.hidden is None else nearer.hidden,
        number_id=nearer.number_id or further.number_id,
        level=nearer.level or further.level,
        list_name=nearer.list_name or further.list_name,
    )
