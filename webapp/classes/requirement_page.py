"""How is a requirement shown? As a tree of sentences: all of these, any one of those, each in the document's words."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.atlas import Atlas
from taxonomy.model import Equivalency, Experience, Group, Leaf, Licence, Other, Requirement
from taxonomy.paths.plain_words import group_words, leaf_words
from webapp.web.addresses import class_address
from webapp.web.components import Cite, Link, cite, plural, shown


class RequirementNode(Struct, frozen=True, kw_only=True):
    """One knot of the tree. A group has `parts`; a leaf has the words it was read from, and what they came to."""

    kind: str
    words: str
    quote: str | None = None
    cite: Cite | None = None
    classes: tuple[Link, ...] = ()
    assumed: bool = False
    parts: tuple[RequirementNode, ...] = ()


class EquivalencyRow(Struct, frozen=True, kw_only=True):
    """A rule by which one thing may stand for another."""

    words: str
    quote: str
    cite: Cite


def requirement_node(atlas: Atlas, document: str, requirement: Requirement, authority: str) -> RequirementNode:
    """The tree under `requirement`, its named classes linked where they are at hand."""
    if isinstance(requirement, Group):
        return RequirementNode(
            kind="group",
            words=group_words(requirement.op, len(requirement.of)),
            assumed=requirement.assumed,
            parts=tuple(requirement_node(atlas, document, part, authority) for part in requirement.of),
        )
    named = requirement.at_class if isinstance(requirement, Experience) else ()
    included = requirement.includes if isinstance(requirement, Experience) else ()
    return RequirementNode(
        kind=_kind(requirement),
        words="Also asked for" if isinstance(requirement, Other) else _capital(leaf_words(requirement)),
        quote=shown(requirement.quote),
        cite=cite(atlas, document, requirement.first_line),
        classes=tuple(_class_links(atlas, named, authority)),
        parts=tuple(_part_node(atlas, document, part, authority, requirement.quote) for part in included),
    )


def _part_node(atlas: Atlas, document: str, part: Leaf, authority: str, sentence: str) -> RequirementNode:
    """A part of an experience by its own words; the sentence of the whole is not shown again."""
    node = requirement_node(atlas, document, part, authority)
    work = f": {shown(part.of)}" if isinstance(part, Experience) and part.of else ""
    return replace(node, words=node.words + work, quote=None if part.quote == sentence else node.quote)


def equivalency_rows(atlas: Atlas, document: str, rules: Iterable[Equivalency]) -> tuple[EquivalencyRow, ...]:
    """The rules in words, each with its sentence."""
    return tuple(
        EquivalencyRow(words=_rule_words(rule), quote=shown(rule.quote), cite=cite(atlas, document, rule.first_line))
        for rule in rules
    )


def leaf_lines(requirement: Requirement) -> frozenset[int]:
    """The lines that the leaves of a tree were read from."""
    if isinstance(requirement, Group):
        return frozenset(line for part in requirement.of for line in leaf_lines(part))
    return frozenset({requirement.first_line})


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _kind(leaf: Leaf) -> str:
    return str(leaf.__struct_config__.tag)


def _years(years: float) -> str:
    return plural(int(years), "year") if years == int(years) else f"{years:g} years"


def _class_links(atlas: Atlas, titles: Iterable[str], authority: str) -> Iterable[Link]:
    for title in titles:
        found = [key for key in atlas.classes_named(title) if key.startswith(f"{authority}/")]
        yield Link(title, class_address(found[0]) if len(found) == 1 else None)


def _rule_words(rule: Equivalency) -> str:
    what = "A license or certificate" if isinstance(rule.by, Licence) else rule.substitute.capitalize()
    words = f"{what} may replace {rule.for_}"
    if rule.max_years is not None:
        words += f", up to {_years(rule.max_years)}"
    if isinstance(rule.by, Licence):
        return words
    if rule.by is not None and rule.by.years is not None:
        return f"{words}: {_years(rule.by.years)} of it are asked for"
    if rule.rate is None:
        return f"{words}; no rate is stated"
    return (
        f"{words}; {_years(rule.rate.experience_years)} of experience for "
        f"{_years(rule.rate.education_years)} of education"
    )
