"""What must or must not be so of a class, beside what it says? "Not a supervisor", "no degree", "over $90,000".

Such a stretch is no word to look for: it becomes a condition that classes must meet, and the rest of the question is
asked without it. A denial within a story ("so that they don't blow up") is no condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from index.content.text import stem, words
from index.settings import Barred, settings

_NOT = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:not\s+(?:a|an|the|any)|no|without(?:\s+(?:a|an|any))?|does(?:\s+not|n['’]t)|nobody\s+to)\s+"
    r"(?!more|less|fewer|later|one\b|body\b|matter|longer)(?P<what>[\w'’-]+(?:\s+[\w'’-]+){0,3})",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s+(?:but|just|who|which|that|so|because|when|if|and|as|to|in|for|at)\b.*$", re.IGNORECASE)
_PAY = re.compile(
    r"(?:jobs?|classes|positions?|pay(?:s|ing)?|salary|earn(?:s|ing)?)?\s*"
    r"(?P<way>over|above|more than|at least|under|below|less than|up to|at most)\s*"
    r"\$\s?(?P<amount>\d[\d,]*(?:\.\d+)?)\s*(?P<k>k\b)?\s*(?:(?:an?|per|/)\s*(?P<period>hour|month|year))?",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:^|(?<=\s))(?:-|NOT\s+)(?P<what>[A-Za-z'’]+)(?=\s|$)")
_UNDER = frozenset({"under", "below", "less than", "up to", "at most"})


class QueryCondition(Struct, frozen=True, kw_only=True):
    """A stretch of a question as typed, and what it asks of a class.

    `kind` is ``pay``, with the bounds in dollars a year, one of the kinds of ``[[barred]]`` in ``data/search.toml``, or
    ``title``: no class with these `stems` in its title.
    """

    text: str
    kind: str
    stems: tuple[str, ...] = ()
    least: float = 0.0
    most: float = float("inf")


def minus_conditions(text: str) -> tuple[str, tuple[QueryCondition, ...]]:
    """`text` without "-supervisor", "NOT degree" and their like, and the conditions that these set.

    Only words of ``[[barred]]`` are conditions; any other word behind a minus bars the texts that hold it.
    """
    found: list[QueryCondition] = []
    for match in list(_MINUS.finditer(text)):
        root = stem(match["what"].lower())
        kind = next((name for name, those in _kinds() if root in those), None)
        if kind is not None:
            found.append(QueryCondition(text=match.group().strip(), kind=kind, stems=(root,)))
            text = text.replace(match.group(), " ", 1)
    return " ".join(text.split()) if found else text, tuple(found)


def conditions(text: str) -> tuple[str, tuple[QueryCondition, ...]]:
    """`text` without the stretches that set a condition, and the conditions."""
    found: list[QueryCondition] = []
    for pattern, read in ((_PAY, _pay), (_NOT, _barred)):
        for match in list(pattern.finditer(text)):
            condition = read(match)
            if condition is not None and condition.text in text:
                found.append(condition)
                text = text.replace(condition.text, " ", 1)
    return " ".join(text.split()) if found else text, tuple(found)


def _pay(match: re.Match[str]) -> QueryCondition | None:
    scale = settings().pay.per_year
    amount = float(match["amount"].replace(",", "")) * (1000 if match["k"] else 1)
    amount *= scale.get((match["period"] or "year").lower(), 1)
    least, most = (0.0, amount) if match["way"].lower() in _UNDER else (amount, float("inf"))
    return QueryCondition(text=match.group().strip(), kind="pay", least=least, most=most)


def _barred(match: re.Match[str]) -> QueryCondition | None:
    end = _ENDS.search(match["what"])
    what = match["what"][: end.start()] if end else match["what"]
    roots = tuple(root for word in words(what) if (root := stem(word)))
    if not roots:
        return None
    kind = next((name for name, those in _kinds() if not those.isdisjoint(roots)), "title")
    return QueryCondition(text=match.group()[: match.start("what") - match.start() + len(what)], kind=kind, stems=roots)


@cache
def _kinds() -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((each.value, frozenset(_roots(each))) for each in settings().barred)


def _roots(each: Barred) -> Iterator[str]:
    return (stem(word) for word in each.words)
