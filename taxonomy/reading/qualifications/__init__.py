"""What must a person bring to enter the class, and what may stand for what?

`read_requirement` reads the sections that ask (education, experience, licensure, minimum qualifications) into one tree
of and/or; `read_equivalencies` reads the rules of substitution, which may stand in a section of their own or among the
requirements. What is asked for only after hiring is no requirement for entry; what is not understood stays as a leaf in
its own words. A remark that excludes something ("Call center experience related to sales … is excluded.") is such a
leaf.
"""

from __future__ import annotations

from collections.abc import Sequence

from taxonomy.model import Equivalency, Requirement
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.qualifications.clauses import share_of_before
from taxonomy.reading.qualifications.items import Item, read_items
from taxonomy.reading.qualifications.joining import Joined, join
from taxonomy.reading.qualifications.passages import needed
from taxonomy.reading.qualifications.rules import read_rules
from taxonomy.reading.qualifications.trees import read_tree, with_combination

__all__ = ["read_equivalencies", "read_requirement"]


def read_requirement(sections: Sequence[SectionLines]) -> Requirement | None:
    """The tree that the asking sections make together, null where nothing is asked for."""
    trees: list[Requirement] = []
    for section in needed(sections):
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
    noted = (section for section in sections if section.kind == "notes")
    return tuple(rule for section in (*needed(sections), *noted) for rule in read_rules(read_items(section.body)))
