"""How does one say a requirement in plain words? "2 years of experience as Clerk or Typist", "a bachelor's degree"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from taxonomy.model import Education, Experience, Group, Leaf, Licence, Requirement
from taxonomy.paths.answers import years_in_words
from taxonomy.paths.schooling import find_level

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class AskedPart(Struct, frozen=True, kw_only=True):
    """One thing that a class asks for, in plain words and in the document's own, with its line."""

    text: str
    quote: str
    first_line: int


def leaf_words(leaf: Leaf) -> str:
    """One requirement in plain words."""
    if isinstance(leaf, Education):
        return _education_words(leaf)
    if isinstance(leaf, Experience):
        return _experience_words(leaf)
    return leaf.of


def plain(node: Requirement) -> str:
    """A requirement in plain words, its parts within one sentence."""
    if not isinstance(node, Group):
        return leaf_words(node)
    joined = (" and " if node.op == "and" else " or ").join(plain(part) for part in node.of)
    return f"either {joined}" if node.op == "or" else joined


def group_words(op: str, count: int) -> str:
    """ "Choose one of these three ways" · "All of these"."""
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"Choose one of these {number} ways" if op == "or" else "All of these"


def one_of(names: Sequence[str]) -> str:
    """``Clerk``, ``Clerk or Typist``, ``Clerk, Typist or Aide``."""
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _education_words(leaf: Education) -> str:
    level = find_level(leaf.level)
    words = level.words if level else leaf.level or ("study" if leaf.field else "schooling")
    if leaf.years and not (level and level.years == leaf.years):
        words = f"{years_in_words(leaf.years)} of {'study' if level or not leaf.level else leaf.level}"
    words = f"{words} in {leaf.field}" if leaf.field else words
    return f"{words}, with {' and '.join(map(leaf_words, leaf.includes))}" if leaf.includes else words


def _experience_words(leaf: Experience) -> str:
    length = "experience" if not leaf.years else f"{years_in_words(leaf.years)} of experience"
    if not leaf.at_class:
        return length
    level = ", or a class at that level" if leaf.or_equivalent_level else ""
    return f"{length} as {one_of(leaf.at_class)}{level}"


def kind_of(leaf: Leaf) -> str:
    """``education``, ``experience``, ``license``, ``other``."""
    return "license" if isinstance(leaf, Licence) else str(leaf.__struct_config__.tag)
