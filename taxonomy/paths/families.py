"""Which classes are one family by their titles? "Clerk", "Senior Clerk" and "Clerk II" are, even if no text says so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.naming import slug

_NUMBER = re.compile(r"-(?:[ivx]{1,4}|\d{1,2}|[a-d])$")


def family_of(title: str) -> str:
    """The title without ranks and numbers: ``clerk`` for all three; the title itself where nothing else is left."""
    bare = _NUMBER.sub("", slug(title))
    words = [word for word in bare.split("-") if word not in _ranks()]
    return "-".join(words) or bare


def families(titles: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The ids of each family of more than one class, by authority and family, from pairs of id and title."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for class_id, title in titles:
        found[class_id.partition("/")[0], family_of(title)].append(class_id)
    return {key: tuple(sorted(ids)) for key, ids in found.items() if len(ids) > 1}


@cache
def _ranks() -> frozenset[str]:
    return frozenset(read_table("class_nouns.toml")["ranks"])
