"""Is a word the name of somebody who does something ("Agent", "Clerk"), and so perhaps the head of a class title?

The words are those of ``data/class_nouns.toml``.
"""

from __future__ import annotations

import re

from taxonomy.basics.datafiles import read_table

NOUNS = read_table("class_nouns.toml")
OFFICES = frozenset(NOUNS["offices"])
_ENDINGS = tuple(NOUNS["endings"])
_AGENTS = frozenset(NOUNS["nouns"])
_NOT_AGENTS = frozenset(NOUNS["not_agents"])
_OWNER = re.compile(r"['’].*")


def is_agent(word: str) -> bool:
    """``Agent`` and ``Clerk's`` are; ``Water`` and ``Agents`` are not."""
    lowered = _OWNER.sub("", word).lower()
    return lowered in _AGENTS or (len(lowered) > 3 and lowered not in _NOT_AGENTS and lowered.endswith(_ENDINGS))


def are_agents(word: str) -> bool:
    """The same of one or several: ``Agents`` are."""
    return is_agent(word) or is_agent(_OWNER.sub("", word).removesuffix("s"))
