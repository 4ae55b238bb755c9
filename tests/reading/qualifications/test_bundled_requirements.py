"""Every tree and rule of the bundled documents, labelled by hand from their text."""

from __future__ import annotations

from pathlib import Path

import pytest

from taxonomy.model import Education, Experience, Group, Licence, Other, Requirement
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.qualifications import read_equivalencies, read_requirement
from tests.reading.qualifications.labelled import lines_of, rule, section

DOCUMENTS = Path(__file__).parents[3] / "data" / "documents"
_FILES = {path.name[:3]: lines_of(path) for path in DOCUMENTS.glob("*.txt")}

AGENT = "311 Customer Service Agent"
DHS_AGENT = "DHS Customer Service Agent"
CALLS = "call center"


def denver(
    file: str, education: int, experience: int, equivalency: int | None, last: int, licensure: int | None = None
) -> list[SectionLines]:
    """The sections by the lines of their headings; `last` is the last line of the last one."""
    starts = [("education", education), ("experience", experience)]
    starts += [("equivalency", equivalency)] if equivalency else []
    starts += [("licensure", licensure)] if licensure else []
    ends = [start - 1 for _, start in starts[1:]] + [last]
    return [section(_FILES[file], start, end, kind) for (kind, start), end in zip(starts, ends, strict=True)]


SPECIFICATIONS = {
    "311 Operations Assistant": denver("000", 136, 140, 144, 150, 148),
    "Operations Coordinator": denver("001", 115, 119, 123, 127),
    "311 Customer Service Specialist": denver("003", 128, 132, 136, 142, 140),
    "311 Analyst/Trainer": denver("004", 210, 214, 218, 226, 224),
    "311 Customer Service Agent": denver("004", 371, 375, 379, 381),
    "311 Customer Service Specialist, proposed": denver("004", 528, 532, 536, 542, 540),
    "311 Operations Assistant, proposed": denver("004", 688, 692, 696, 702, 700),
    "Contact Center Director": denver("004", 872, 876, 880, 886, 884),
    "Contact Center Operations Manager": denver("004", 1048, 1052, 1056, 1063, 1061),
    "DHS Customer Service Agent": denver("004", 1220, 1224, 1228, 1236),
    "Lead Customer Service Agent": denver("004", 1409, 1413, 1417, 1425),
    "311 Director": [section(_FILES["002"], 47, 55), section(_FILES["002"], 57, 59, "licensure")],
}


def brief(node: Requirement) -> object:
    """The tree as nested tuples, with what a person would write down of each leaf."""
    if isinstance(node, Group):
        return (node.op, *(brief(one) for one in node.of))
    if isinstance(node, Education):
        return (node.level, node.field) if node.field else node.level
    if isinstance(node, Experience):
        facts = [node.years, *node.at_class, *(["or its level"] if node.or_equivalent_level else [])]
        return (*facts, *(brief(one) for one in node.includes))
    return type(node).__name__


SUPPORT = "Administrative Support Assistant III"
TREES = {
    "311 Operations Assistant": ("and", "high school", (3, (2, SUPPORT, "or its level"))),
    "Operations Coordinator": ("and", "bachelor", (3,)),
    "311 Customer Service Specialist": ("and", "high school", (3, (1, AGENT, "or its level"))),
    "311 Analyst/Trainer": ("and", "bachelor", (3, (1,))),
    "311 Customer Service Agent": ("and", "high school", (2,)),
    "311 Customer Service Specialist, proposed": ("and", "high school", (3, (1, AGENT, "or its level"))),
    "311 Operations Assistant, proposed": ("and", "high school", (3, (2, SUPPORT, "or its level"))),
    "Contact Center Director": ("and", "bachelor", (3, (1,), (1,))),
    "Contact Center Operations Manager": ("and", "associate", (3, AGENT, DHS_AGENT, "or its level")),
    "DHS Customer Service Agent": ("and", "high school", (2,)),
    "Lead Customer Service Agent": ("and", "high school", (3, (1, AGENT, DHS_AGENT, "or its level"))),
    "311 Director": (
        "and",
        ("or", (2, "Senior Management Analyst", "or its level"), ("and", "bachelor", (6, (2,))), (10, (2,))),
        "Other",
        "Licence",
    ),
}  # fmt: skip

RULES = {
    "311 Operations Assistant": ["D>X 1"],
    "Operations Coordinator": ["D>X 1", "X>D"],
    "311 Customer Service Specialist": [],
    "311 Analyst/Trainer": ["D>X", "X>D"],
    "311 Customer Service Agent": ["X>X"],
    "311 Customer Service Specialist, proposed": [],
    "311 Operations Assistant, proposed": ["D>X 1"],
    "Contact Center Director": ["X>D 2:1"],
    "Contact Center Operations Manager": ["D>X", "X>D"],
    "DHS Customer Service Agent": ["X>X", "X>X", "X>X"],
    "Lead Customer Service Agent": [
        "D>X",
        "X>X @By position (for DDHS positions only)",
        "X>X @By position (for DDHS positions only)",
    ],
    "311 Director": [],
}

KINDS = [
    ("311 Operations Assistant", "clerical experience"),
    ("311 Analyst/Trainer", "professional level experience analyzing business processes and recommending solutions and "
     "implementation strategies"),
    ("Contact Center Director", "budget and fiscal oversight responsibilities"),
    ("Contact Center Director", "establishing objectives and strategies for the operational area"),
    ("Contact Center Operations Manager", None),
    ("311 Director", "supervising staff working at such a call center"),
]  # fmt: skip


def leaves(node: Requirement) -> list[Requirement]:
    if isinstance(node, Group):
        return [leaf for one in node.of for leaf in leaves(one)]
    return [node, *(leaf for one in getattr(node, "includes", ()) for leaf in leaves(one))]


def tree_of(title: str) -> Requirement:
    found = read_requirement(SPECIFICATIONS[title])
    assert found is not None
    return found


@pytest.mark.parametrize("title", SPECIFICATIONS)
def test_tree(title: str) -> None:
    assert brief(tree_of(title)) == TREES[title]


@pytest.mark.parametrize("title", SPECIFICATIONS)
def test_rules(title: str) -> None:
    assert [rule(one) for one in read_equivalencies(SPECIFICATIONS[title])] == RULES[title]


@pytest.mark.parametrize(("title", "kind"), KINDS, ids=[f"{title}-{number}" for number, (title, _) in enumerate(KINDS)])
def test_kind_of_work_in_the_words_of_the_text(title: str, kind: str | None) -> None:
    assert kind in [leaf.of for leaf in leaves(tree_of(title)) if isinstance(leaf, Experience)]


def test_thresholds_stay_in_the_kind_of_work() -> None:
    kinds = [leaf.of for leaf in leaves(tree_of("311 Director")) if isinstance(leaf, Experience) and leaf.years == 10]
    assert "at least 50 call agents or a call center that receives one million calls annually" in (kinds[0] or "")


def test_an_exclusion_is_kept_in_its_own_words() -> None:
    others = [leaf.of for leaf in leaves(tree_of("311 Director")) if isinstance(leaf, Other)]
    assert others == ["Call center experience related to sales and telemarketing is excluded"]


def test_a_licence_that_may_be_required_says_so() -> None:
    licences = [leaf.of for leaf in leaves(tree_of("311 Director")) if isinstance(leaf, Licence)]
    assert licences == [
        "A valid California driver's license and a good driving record may be required prior to appointment"
    ]


def test_alternatives_keep_their_printed_numbers() -> None:
    numbered = {leaf.alternative for leaf in leaves(tree_of("311 Director")) if isinstance(leaf, Experience)}
    assert numbered == {1, 2, 3}


@pytest.mark.parametrize("title", SPECIFICATIONS)
def test_every_leaf_and_rule_cites_its_words(title: str) -> None:
    facts = [*leaves(tree_of(title)), *read_equivalencies(SPECIFICATIONS[title])]
    printed = {line.number: line.text for one in SPECIFICATIONS[title] for line in one.body}
    assert [fact.quote for fact in facts if fact.quote not in printed[fact.first_line]] == []  # type: ignore[union-attr]
