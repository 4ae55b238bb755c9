"""Which words of the requirement did nobody carry? Every length, unit count, degree and license must be somewhere.

The check is made on the sentences themselves, without the grammar: what no leaf, rule, condition or wish accounts for
is residue, and a tree with residue is incomplete.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct

from taxonomy.model import (
    Condition,
    Education,
    Equivalency,
    Experience,
    Group,
    Leaf,
    Licence,
    Other,
    Requirement,
    Residue,
)
from taxonomy.reading.qualifications.amounts import Amount, find_all_units, find_amounts, find_untold
from taxonomy.reading.qualifications.education import names_education
from taxonomy.reading.qualifications.heads import LICENCE_NOUN
from taxonomy.reading.qualifications.sayings import asks_nothing, substitutes
from taxonomy.reading.qualifications.stretches import PassageSpan

# "(or 4,160 hours)", "24 semester units or 36 quarter units": the same length once more
_AGAIN = re.compile(
    r"^\W*(?:[\w-]+\W+){0,3}?(?:or|i\.e\.|equal\w*\sto|equivalent\sto|\()\W*(?:at\sleast\s|a\smaximum\sof\s)?$",
    re.IGNORECASE,
)
# "two of the four years": the four years were asked for before
_BACK = re.compile(r"\b(?:the|these|those|this|such)\s(?:required\s)?$", re.IGNORECASE)
# "a four-year college", "a five-year apprenticeship", "a six-month program": an adjective of what follows
_ADJECTIVE = re.compile(r"-(?:year|month|week|hour)$", re.IGNORECASE)
_OF_SCHOOL = re.compile(r"\s(?:[\w-]+\s)?(?:college|university|institution|degree|program|course)\b", re.IGNORECASE)
_LICENCE = re.compile(
    rf"\b(?:possess(?:ion\sof)?|valid|current|hold|obtain)\s(?:(?!experience)[\w.'’/-]+\s){{0,6}}?{LICENCE_NOUN}\b"
    r"|\blicensure\b",
    re.IGNORECASE,
)
_DIPLOMA = re.compile(r"\bdegrees?\b|\bdiploma\b", re.IGNORECASE)
_STRETCH = 100  # lines; a sentence is carried by what is read within the same hundred or one beside it
_SHORT = 20  # shorter words may stand in another sentence by chance
_LENGTH, _DEGREE, _PAPER = "a length", "a degree", "a license or certificate"


_Carrier = TypeVar("_Carrier", Leaf, Condition)


class Carriers(Struct, frozen=True, kw_only=True):
    """Everything that was read, by the sentences it quotes."""

    leaves: tuple[Leaf, ...]
    rules: tuple[Equivalency, ...]
    conditions: tuple[Condition, ...]
    wishes: tuple[Leaf, ...]


def carriers(
    tree: Requirement | None,
    rules: Sequence[Equivalency],
    conditions: Sequence[Condition],
    wishes: Sequence[Leaf],
) -> Carriers:
    """What carries the words of a passage."""
    return Carriers(
        leaves=tuple(leaves_of(tree)), rules=tuple(rules), conditions=tuple(conditions), wishes=tuple(wishes)
    )


def find_residue(sentences: Iterable[PassageSpan], carried: Carriers) -> Iterator[Residue]:
    """What no carrier accounts for, sentence by sentence."""
    near = _by_stretch(carried)
    none_near = Carriers(leaves=(), rules=carried.rules, conditions=(), wishes=())
    for sentence in sentences:
        lost = list(_lost(sentence.text, near.get(sentence.first_line // _STRETCH, none_near)))
        if lost:
            yield Residue(
                text=sentence.text,
                first_line=sentence.first_line,
                why=f"This states {' and '.join(lost)} that was not read as a requirement.",
            )


def _by_stretch(carried: Carriers) -> dict[int, Carriers]:
    """What stands in each stretch of lines or in one beside it: so that long texts take no longer a sentence."""
    leaves, conditions, wishes = _grouped(carried.leaves), _grouped(carried.conditions), _grouped(carried.wishes)
    return {
        place: Carriers(
            leaves=tuple(leaves.get(place, ())),
            rules=carried.rules,
            conditions=tuple(conditions.get(place, ())),
            wishes=tuple(wishes.get(place, ())),
        )
        for place in {*leaves, *conditions, *wishes}
    }


def _grouped(carriers: Iterable[_Carrier]) -> dict[int, list[_Carrier]]:
    grouped: dict[int, list[_Carrier]] = {}
    for one in carriers:
        for step in (-1, 0, 1):
            grouped.setdefault(one.first_line // _STRETCH + step, []).append(one)
    return grouped


def _lost(text: str, carried: Carriers) -> Iterator[str]:
    if _is_told_whole(text, carried):
        return
    here = [leaf for leaf in carried.leaves if _quotes(leaf.quote, text) or _holds(leaf, text)]
    if any(isinstance(leaf, Other) and _same(leaf.of, text) for leaf in here):
        return
    untold = any(not _says(here, each) for each in find_untold(text))
    if untold or Counter(_lengths(text, here)) - Counter(_values(here)):
        yield _LENGTH
    kinds = {type(leaf) for leaf in here}
    if not kinds & {Education, Other} and _names_degree(text):
        yield _DEGREE
    paper = _LICENCE.search(text)
    schooling = Education in kinds and (_DIPLOMA.search(text) or (paper and names_education(paper.group())))
    if any(_quotes(one.quote, text) for one in carried.conditions):
        return
    if paper is not None and not kinds & {Licence, Other} and not schooling:
        yield _PAPER


def _says(leaves: Sequence[Leaf], words: str) -> bool:
    """Whether a leaf asks for `words` in its own words."""
    return any(words.casefold() in (getattr(leaf, "of", None) or "").casefold() for leaf in leaves)


def _is_told_whole(text: str, carried: Carriers) -> bool:
    """Conditions and wishes quote their sentence whole; so does a rule that never decides by itself."""
    beside = (*(carried.conditions if asks_nothing(text) else ()), *carried.wishes, *carried.rules)
    return any(_quotes(one.quote, text) for one in beside) or (bool(carried.rules) and substitutes(text))


def _names_degree(text: str) -> bool:
    return names_education(text) and _DIPLOMA.search(text) is not None


def _lengths(text: str, here: Sequence[Leaf]) -> Iterator[float]:
    """The lengths of a sentence, each once: not what is only said again in other units."""
    own_words = any(isinstance(leaf, Education | Other) for leaf in here)
    told: set[float] = set()
    for find in (find_amounts, find_all_units):
        before: Amount | None = None
        for amount in find(text):
            adjective = own_words and _is_adjective(text, amount)
            if round(amount.years, 2) in told and text[: amount.start].endswith("("):
                continue  # "two years (60 credits)"
            again = before is not None and _AGAIN.match(text[before.end : amount.start]) and _alike(before, amount)
            if not adjective and not again and not _BACK.search(text[: amount.start]):
                told.add(round(amount.years, 2))
                yield round(amount.years, 2)
            before = amount


def _is_adjective(text: str, amount: Amount) -> bool:
    """ "a four-year apprenticeship", "an accredited four year college"."""
    words = text[amount.start : amount.end].rstrip("’'")
    of_school = words.lower().endswith("year") and _OF_SCHOOL.match(text, amount.end) is not None
    return of_school or _ADJECTIVE.search(words) is not None


def _alike(one: Amount, other: Amount) -> bool:
    return abs(one.years - other.years) <= 0.2 * max(one.years, other.years)


def _values(leaves: Iterable[Leaf]) -> Iterator[float]:
    for leaf in leaves:
        if isinstance(leaf, Experience | Education) and leaf.years is not None:
            yield round(leaf.years, 2)
        elif isinstance(leaf, Other):
            yield from _lengths(leaf.of, (leaf,))


def leaves_of(node: Requirement | None) -> Iterator[Leaf]:
    """The leaves of a tree with the parts that lie in them."""
    if isinstance(node, Group):
        for part in node.of:
            yield from leaves_of(part)
    elif node is not None:
        yield node
        if isinstance(node, Experience | Education):
            for part in node.includes:
                yield from leaves_of(part)


def _holds(leaf: Leaf, text: str) -> bool:
    """Was the sentence taken into the words of a leaf above it?"""
    words = leaf.field if isinstance(leaf, Education) else leaf.of
    return words is not None and text.rstrip(" ;,.") in words


def _quotes(quote: str, text: str) -> bool:
    return (
        _same(quote, text) or (len(quote) > 20 and quote in text) or (len(text) > 20 and text.rstrip(" .;,") in quote)
    )


def _same(one: str, other: str) -> bool:
    return one.strip(" .;,") == other.strip(" .;,")
