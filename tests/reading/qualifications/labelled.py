"""Hand labels of Los Angeles bulletins and the same facts as the reader gives them, in one notation."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from taxonomy.basics.naming import slug
from taxonomy.model import Education, Equivalency, Experience, Group, Licence, Requirement
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.layout.clean import clean_line

LABELS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "labels.toml").read_text("utf-8"))["bulletin"]
_LETTER = {Experience: "X", Education: "D", Licence: "L"}


def cases(table: str) -> list[Any]:
    """The cases of one table of ``sentences.toml``: text and what it says, under their ids."""
    sentences = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text("utf-8"))
    return [pytest.param(case["text"], case["want"], id=case["id"]) for case in sentences[table]]


def lines_of(path: Path) -> list[str]:
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return data.decode("cp1252").splitlines()


@cache
def bulletins(folder: Path) -> dict[str, list[str]]:
    """Lines by the first line that is not blank."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        lines = lines_of(path)
        found[" ".join(next(line for line in lines if line.strip()).split())] = lines
    return found


def section(lines: list[str], first: int, last: int, kind: str = "minimum_qualifications") -> SectionLines:
    """Lines `first` (the heading) to `last` as one section."""
    body = tuple(clean_line(n, lines[n - 1]) for n in range(first + 1, last + 1))
    return SectionLines(kind=kind, heading=lines[first - 1].strip(), first_line=first, last_line=last, body=body)


def labelled_section(folder: Path, label: dict[str, Any]) -> SectionLines:
    return section(bulletins(folder)[label["title"]], *label["lines"])


def shape(node: Requirement | None) -> str:
    """``|(X,&(D,X1),X1)``: the tree without its words."""
    if node is None:
        return ""
    if isinstance(node, Group):
        return ("&" if node.op == "and" else "|") + "(" + ",".join(shape(one) for one in node.of) + ")"
    letter = _LETTER.get(type(node), "O")
    return f"{letter}{len(node.includes)}" if isinstance(node, Experience) and node.includes else letter


def edges(node: Requirement | None, own_title: str = "") -> set[str]:
    """``Senior Clerk · 2 · 1`` for every class named in the tree, the class itself left out."""
    if isinstance(node, Group):
        return set().union(*(edges(one, own_title) for one in node.of))
    if not isinstance(node, Experience):
        return set()
    years = "-" if node.years is None else f"{node.years:g}"
    own = {
        f"{title} · {years} · {node.alternative or '-'}" for title in node.at_class if slug(title) != slug(own_title)
    }
    return own.union(*(edges(one, own_title) for one in node.includes))


def rule(found: Equivalency) -> str:
    """``D>X 2 1:1 @Requirement #2``."""
    words = ["X" if found.substitute == "experience" else "D", ">", "X" if found.for_ == "experience" else "D"]
    words.append("" if found.max_years is None else f" {found.max_years:g}")
    if found.rate is not None:
        words.append(f" {found.rate.experience_years:g}:{found.rate.education_years:g}")
    words.append(f" @{found.scope}" if found.scope else "")
    return "".join(words)
