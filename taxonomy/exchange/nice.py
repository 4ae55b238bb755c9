"""NICE: the Workforce Framework for Cybersecurity as a reference vocabulary, out of NIST's JSON of its components.

The file lists elements (work role categories, work roles, tasks, knowledge, skills, competency areas), each with an id
and a text, and relationships between them. A category is the broader concept of its work roles; which statements belong
to which work role is a list of links, which a vocabulary has no place for: they are counted as not taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from taxonomy.exchange.taken import NotTaken
from taxonomy.wording.authority import Concept

_WITHDRAWN = frozenset({"withdraw_reason", "withdrawn"})
_CATEGORY, _WORK_ROLE = "category", "work_role"
_DEEPEST = 4  # NIST's own answer wraps the list twice


def read_nice(plain: Any) -> tuple[str | None, list[Concept], tuple[NotTaken, ...]] | None:
    """Title, concepts and what was not taken; None where `plain` JSON lists no elements."""
    listed = _listed(plain)
    if listed is None:
        return None
    elements = [each for each in listed["elements"] if isinstance(each, Mapping) and each.get("element_identifier")]
    kinds = {_key(each): str(each.get("element_type") or "") for each in elements}
    taken = [each for each in elements if kinds[_key(each)] not in _WITHDRAWN and _name(each)]
    links = [each for each in listed.get("relationships") or () if isinstance(each, Mapping)]
    broader = dict(filter(None, (_category(link, kinds) for link in links)))
    other_links = Counter(_ends(link, kinds) for link in links if not _category(link, kinds))
    left = [NotTaken(what="elements without a text, or withdrawn", count=len(elements) - len(taken))]
    left += [NotTaken(what=f"links from {a} to {b}", count=count) for (a, b), count in sorted(other_links.items())]
    concepts = [_concept(each, kinds, broader) for each in taken]
    return _title(listed), concepts, tuple(each for each in left if each.count)


def _listed(plain: Any) -> Mapping[str, Any] | None:
    """The record that holds the list of elements: at the top, or in NIST's answer around it."""
    for _ in range(_DEEPEST):
        if not isinstance(plain, Mapping):
            return None
        if isinstance(plain.get("elements"), list):
            return plain
        plain = plain.get("response") or plain.get("elements")
    return None


def _title(listed: Mapping[str, Any]) -> str | None:
    first = next(
        (each for each in listed.get("documents") or () if isinstance(each, Mapping) and each.get("name")), None
    )
    return " ".join(str(first[key]) for key in ("name", "version") if first.get(key)) if first else None


def _key(element: Mapping[str, Any]) -> str:
    return str(element["element_identifier"])


def _name(element: Mapping[str, Any]) -> str:
    return _line(element.get("title") or element.get("text"))


def _concept(element: Mapping[str, Any], kinds: Mapping[str, str], broader: Mapping[str, str]) -> Concept:
    text = _line(element.get("text"))
    return Concept(
        id=_key(element),
        pref_label=_name(element),
        definition=text if text and text != _name(element) else None,
        scope_note=kinds[_key(element)].replace("_", " ").capitalize() or None,
        broader=broader.get(_key(element)),
    )


def _category(link: Mapping[str, Any], kinds: Mapping[str, str]) -> tuple[str, str] | None:
    """A work role and its category, whichever end each stands at."""
    by_kind = {kinds.get(end): end for end in _identifiers(link)}
    return (by_kind[_WORK_ROLE], by_kind[_CATEGORY]) if by_kind.keys() == {_WORK_ROLE, _CATEGORY} else None


def _ends(link: Mapping[str, Any], kinds: Mapping[str, str]) -> tuple[str, str]:
    source, target = (kinds.get(end, "an unknown element").replace("_", " ") for end in _identifiers(link))
    return source, target


def _identifiers(link: Mapping[str, Any]) -> tuple[str, str]:
    return str(link.get("source_element_identifier")), str(link.get("dest_element_identifier"))


def _line(text: Any) -> str:
    return " ".join(str(text or "").split())
