"""What must a person bring to enter the class, and what may stand for what?

`read_qualifications` reads the sections that ask (education, experience, licensure, minimum qualifications) into one
tree of and/or; beside it the rules of substitution, what is only preferred, the conditions with when they are needed,
and the residue: words that none of these carries. What is asked for only after hiring is a condition, no requirement
for entry; what is not understood stays as a leaf in its own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model import (
    Condition,
    Equivalency,
    Examination,
    Experience,
    Group,
    Leaf,
    Requirement,
    Residue,
)
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.qualifications.amounts import find_all_units, find_amount
from taxonomy.reading.qualifications.clauses import share_of_before
from taxonomy.reading.qualifications.conditions import (
    read_conditions,
    read_examination,
    read_filing_grace,
    sentences_of,
)
from taxonomy.reading.qualifications.items import RequirementItem, read_items
from taxonomy.reading.qualifications.joining import Joined, join
from taxonomy.reading.qualifications.leaves import read_leaf
from taxonomy.reading.qualifications.passages import needed, wished
from taxonomy.reading.qualifications.residue import Carriers, carriers, find_residue
from taxonomy.reading.qualifications.rules import read_rules
from taxonomy.reading.qualifications.sayings import asks_nothing, stands_beside
from taxonomy.reading.qualifications.stretches import PassageSpan
from taxonomy.reading.qualifications.trees import read_tree, with_combination
from taxonomy.reading.qualifications.wishes import wishes_in

__all__ = ["Qualifications", "read_equivalencies", "read_qualifications", "read_requirement"]

# "*Significant is defined as at least two years.": a word of the requirement gets its length
_DEFINED = re.compile(
    r"^\W*(?P<word>\w+)\W?(?:\sexperience)?\W?\s(?:is|are)\s(?:defined\sas|understood\sto\smean|considered\sto\sbe)\b",
    re.IGNORECASE,
)


class Qualifications(Struct, frozen=True, kw_only=True):
    """All that a specification says about who may enter the class."""

    requirement: Requirement | None = None
    equivalencies: tuple[Equivalency, ...] = ()
    preferences: tuple[Leaf, ...] = ()
    conditions: tuple[Condition, ...] = ()
    filing_grace_months: float | None = None
    examination: Examination | None = None
    residue: tuple[Residue, ...] = ()


def read_qualifications(sections: Sequence[SectionLines]) -> Qualifications:
    """Everything at once, with what none of it carries."""
    tree, rules, wishes = read_requirement(sections), read_equivalencies(sections), _preferences(sections)
    sentences = tuple(_sentences(needed(sections)))
    known = carriers(tree, rules, read_conditions(sections), wishes)
    conditions = (*known.conditions, *_explained(sentences, known))
    known = replace(known, conditions=conditions)
    return Qualifications(
        requirement=tree,
        equivalencies=rules,
        preferences=wishes,
        conditions=conditions,
        filing_grace_months=read_filing_grace(sections),
        examination=read_examination(sections),
        residue=tuple(find_residue(sentences, known)),
    )


def read_requirement(sections: Sequence[SectionLines]) -> Requirement | None:
    """The tree that the asking sections make together, null where nothing is asked for."""
    trees: list[Requirement] = []
    asking = tuple(needed(sections))
    for section in asking:
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
    found = with_combination(join([Joined(node=tree, joiner="and") for tree in trees]))
    return _with_defined(found, tuple(_sentences(asking)))


def _with_alternative(trees: list[Requirement], items: Sequence[RequirementItem]) -> list[Requirement]:
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


def _preferences(sections: Sequence[SectionLines]) -> tuple[Leaf, ...]:
    """What is only wished for, as leaves, below labels and within sentences."""
    below = [
        read_leaf(sentence.text.rstrip(" .;,"), sentence.place(None))
        for sentence in sentences_of(tuple(wished(sections)))
        if not stands_beside(sentence.text)
    ]
    within = [
        read_leaf(wish.rstrip(" .;,"), sentence.place(None))
        for sentence in _sentences(needed(sections))
        for wish in wishes_in(sentence.text)
    ]
    return (*below, *within)


def _sentences(sections: Sequence[SectionLines] | Iterator[SectionLines]) -> Iterator[PassageSpan]:
    for section in sections:
        yield from sentences_of(section.body)


def _explained(sentences: Sequence[PassageSpan], known: Carriers) -> Iterator[Condition]:
    """Sentences that ask for nothing and state a length ("One year is 2,080 hours."): kept beside the tree."""
    for sentence in sentences:
        text = sentence.text
        counted = find_amount(text) is not None or next(find_all_units(text), None) is not None
        if counted and asks_nothing(text) and not any(one.quote == text for one in known.conditions):
            yield Condition(type="other", of=text, quote=text, first_line=sentence.first_line)


def _with_defined(node: Requirement | None, sentences: Sequence[PassageSpan]) -> Requirement | None:
    """`node` with the lengths that a footnote gives to a word of it."""
    for sentence in sentences:
        defined, amount = _DEFINED.match(sentence.text), find_amount(sentence.text)
        if node is not None and defined is not None and amount is not None:
            node = _defined(node, defined["word"].lower(), amount.years)
    return node


def _defined(node: Requirement, word: str, years: float) -> Requirement:
    if isinstance(node, Group):
        return replace(node, of=tuple(_defined(part, word, years) for part in node.of))
    if isinstance(node, Experience) and node.years is None and word in (node.of or "").lower():
        return replace(node, years=years)
    return node
