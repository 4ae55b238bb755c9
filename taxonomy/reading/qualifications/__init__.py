"""What must a person bring to enter the class, and what may stand for what?

`read_requirement` reads the sections that ask (education, experience, licensure, minimum qualifications) into one tree
of and/or; `read_equivalencies` reads the rules of substitution, which may stand in a section of their own or among the
requirements. What is asked for only after hiring is no requirement for entry; what is not understood stays as a leaf in
its own words. A remark that excludes something ("Call center experience related to sales … is excluded.") is such a
leaf.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from taxonomy.model import Equivalency, Requirement
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.spellings import is_disclaimer
from taxonomy.reading.qualifications.clauses import Joined, join, share_of_before
from taxonomy.reading.qualifications.items import Item, read_items
from taxonomy.reading.qualifications.rules import read_rules
from taxonomy.reading.qualifications.trees import read_tree, with_combination

__all__ = ["read_equivalencies", "read_requirement"]

# "(These must be met by all employees prior to attaining permanent status in the class.)"
_IN_BRACKETS = re.compile(r"\((?:the\sfollowing|these|this)\b[^()]{20,400}\)\s*:?", re.IGNORECASE)
_ASKING = ("minimum_qualifications", "education", "experience", "licensure")
_RULING = (*_ASKING, "equivalency")


def read_requirement(sections: Sequence[SectionLines]) -> Requirement | None:
    """The tree that the asking sections make together, null where nothing is asked for."""
    trees: list[Requirement] = []
    for section in _of_kinds(sections, _RULING):
        items = read_items(section.body)
        if section.kind == "equivalency":
            trees = _with_alternative(trees, items)
            continue
        # "Special Experience: One year of the General Experience must have been …" is a share of the section above
        widened = share_of_before(trees[-1], items[0].words) if trees and len(items) == 1 else None
        if widened is not None:
            trees[-1] = widened
        elif (tree := read_tree(items)) is not None:
            trees.append(tree)
    return with_combination(join([Joined(node=tree, joiner="and") for tree in trees]))


def _with_alternative(trees: list[Requirement], items: Sequence[Item]) -> list[Requirement]:
    """ "OR" / "Two years of experience as a Tax Auditor 2" below the substitutions: another way to all of the above."""
    behind = next((place for place, item in enumerate(items, start=1) if item.joiner == "or"), len(items))
    other = read_tree(items[behind:])
    known = join([Joined(node=tree, joiner="and") for tree in trees])
    if other is None or known is None:
        return trees
    either = join([Joined(node=known, joiner="or"), Joined(node=other)])
    return [either] if either is not None else trees


def read_equivalencies(sections: Sequence[SectionLines]) -> tuple[Equivalency, ...]:
    """The rules of substitution in printed order."""
    return tuple(rule for section in _of_kinds(sections, _RULING) for rule in read_rules(read_items(section.body)))


def _of_kinds(sections: Sequence[SectionLines], kinds: Sequence[str]) -> Iterator[SectionLines]:
    for section in sections:
        if section.kind in kinds and not section.is_wish:
            yield replace(section, body=tuple(line for line in section.body if not _is_remark(line.text)))


def _is_remark(text: str) -> bool:
    """ "(The following statement represents the minimum standards.)": words about the section."""
    return _IN_BRACKETS.fullmatch(text) is not None or is_disclaimer(text)
