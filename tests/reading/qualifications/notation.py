"""Requirement trees in the notation of ``governments.toml``: written, read and compared."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from taxonomy.basics.naming import slug
from taxonomy.model import Experience, Group, Requirement, Specification
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

Node: TypeAlias = "str | tuple[str, tuple[Any, ...]]"
_LETTERS = {"Education": "E", "Licence": "L", "Other": "T"}
_TOKEN = re.compile(r"NONE|[AO]\(|X[\d.]*|[ELT]")


def specification(case: dict[str, Any]) -> Specification | None:
    """The class whose section ``head`` holds the passage."""
    body = case["text"] if "text" in case else case["body"]
    text = (
        f"CLASS TITLE: {case['title']}\n\nDEFINITION\nPerforms work of the class.\n\n{case['head']}\n{body.strip()}\n"
    )
    found = parse(decode(text.encode(), "case.txt")).specifications
    return found[0] if found else None


def tree_of(node: Requirement | None) -> Node:
    """``A(E,X2)`` as a value, flat and in one order."""
    if node is None:
        return "NONE"
    if isinstance(node, Group):
        return _flat("A" if node.op == "and" else "O", [tree_of(one) for one in node.of])
    if isinstance(node, Experience):
        return "X" if node.years is None else f"X{round(node.years, 2):g}"
    return _LETTERS[type(node).__name__]


def read_tree(text: str) -> Node:
    """The value of a printed tree."""
    node, rest = _read(text)
    assert not rest, text
    return node


def _read(text: str) -> tuple[Node, str]:
    token = _TOKEN.match(text)
    assert token, text
    rest = text[token.end() :]
    if not token.group().endswith("("):
        years = token.group()[1:] if token.group()[0] == "X" else ""
        return (f"X{round(float(years), 2):g}" if years else token.group()), rest
    nodes: list[Node] = []
    while not rest.startswith(")"):
        node, rest = _read(rest.removeprefix(","))
        nodes.append(node)
    return _flat(token.group()[0], nodes), rest[1:]


def _flat(op: str, nodes: list[Node]) -> Node:
    parts: list[Node] = []
    for node in nodes:
        parts.extend(node[1] if isinstance(node, tuple) and node[0] == op else [node])
    return parts[0] if len(parts) == 1 else (op, tuple(sorted(parts, key=repr)))


def same(one: Node, other: Node) -> bool:
    """Equal but for a hundredth of a year."""
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str) and _same_leaf(one, other)
    if one[0] != other[0] or len(one[1]) != len(other[1]):
        return False
    left = list(other[1])
    for part in one[1]:
        match = next((each for each in left if same(part, each)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _same_leaf(one: str, other: str) -> bool:
    both = len(one) > 1 and len(other) > 1 and one[0] == other[0] == "X"
    return one == other or (both and abs(float(one[1:]) - float(other[1:])) < 0.011)


def edges_of(node: Requirement | None) -> set[tuple[str, float | None]]:
    """The classes named, with their years."""
    if isinstance(node, Group):
        return set().union(*(edges_of(one) for one in node.of))
    if not isinstance(node, Experience):
        return set()
    years = None if node.years is None else round(node.years, 2)
    return {(slug(title), years) for title in node.at_class}.union(*(edges_of(part) for part in node.includes))


def tree_is_right(found: Specification | None, case: dict[str, Any]) -> bool:
    """Is the tree one of those that a person accepts?"""
    return found is not None and any(same(tree_of(found.requirement), read_tree(text)) for text in case["trees"])


def rules_of(found: Specification) -> list[tuple[str, str, float | None]]:
    """The rules of substitution, in one order."""
    return sorted(((one.substitute, one.for_, one.max_years) for one in found.equivalencies), key=repr)
