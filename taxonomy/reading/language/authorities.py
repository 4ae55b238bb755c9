"""Who issued this document, by what its own text says?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.naming import slug
from taxonomy.reading.language.spellings import fold_heading

_LONGEST_LINE = 90
# "City of Oakland", "County of Sonoma", "City and County of Denver", "State of Delaware"
_OF_NAME = re.compile(
    r"\b(?P<form>City and County|City|County|State|Town|Village|Commonwealth|Parish|Borough|University"
    r"|CITY AND COUNTY|CITY|COUNTY|STATE|TOWN|VILLAGE|COMMONWEALTH|PARISH|BOROUGH|UNIVERSITY) (?:of|OF) "
    r"(?P<name>[A-Z][A-Za-z'’-]{1,30}(?: [A-Z][A-Za-z'’-]{1,30}){0,2})"
)
# "MULTNOMAH COUNTY", "Florida State University", "Sonoma County Water Agency"
_NAME_FORM = re.compile(
    r"(?P<name>(?:[A-Z][A-Za-z.'’-]{1,30}\s){1,4})"
    r"(?P<form>(?i:County|University|College|School District|Water Agency|Transit Authority))"
)
# "WESTCHESTER COUNTY 0154"
_CODE_BEHIND = re.compile(r"\s+\d{3,6}$")
# Where the name of a place is over: "State of Washington Classified Job Specification"
_NO_PLACE = re.compile(
    r"\s(?:Department|Personnel|Classified|Job|Class|Civil|Human|Office|Division|Employees?|Charter|Code)\b.*", re.I
)
_PLAIN = ("city", "state", "commonwealth", "university")


def authority_of_line(text: str) -> str | None:
    """The id of the authority that a line of its own names, or null for any other line."""
    if not text or len(text) > _LONGEST_LINE:
        return None
    text = _CODE_BEHIND.sub("", text.strip())
    folded = fold_heading(text)
    listed = next((entry["id"] for entry in _entries() if folded in _lines(entry["id"])), None)
    if listed:
        return str(listed)
    match = _OF_NAME.fullmatch(text.strip()) or _NAME_FORM.fullmatch(text.strip())
    return _id_of(match) if match else None


def find_authority(block: Iterable[str], text: str) -> str | None:
    """The authority a title block names, else the one that `text` mentions most, else null."""
    named = next((found for line in block if (found := authority_of_line(line))), None)
    if named:
        return named
    counts = Counter(dict(_mentions(text)))
    counts.update(
        _id_of(match) for match in _OF_NAME.finditer(text) if match[0][0].isupper() and _proper(match["name"])
    )
    return counts.most_common(1)[0][0] if counts else None


def _mentions(text: str) -> Iterator[tuple[str, int]]:
    for entry in _entries():
        count = sum(text.count(mention) for mention in entry["mentions"] if not _OF_NAME.fullmatch(mention))
        if count:
            yield entry["id"], count


def _id_of(match: re.Match[str]) -> str:
    listed = next((entry["id"] for entry in _entries() if fold_heading(match[0]) in _lines(entry["id"])), None)
    if listed:
        return str(listed)
    name, form = slug(_NO_PLACE.sub("", match["name"])), slug(match["form"])
    return name if form in _PLAIN else f"{name}-{form}"


def _proper(name: str) -> bool:
    return name[:1].isupper() and not name.isupper()


def _entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = read_table("authorities.toml")["authority"]
    return entries


@cache
def _lines(authority: str) -> frozenset[str]:
    entry = next(entry for entry in _entries() if entry["id"] == authority)
    return frozenset(map(fold_heading, entry["lines"]))
