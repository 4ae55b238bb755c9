"""Which authority does a person mean by "City of Los Angeles", "LA" or "Denver"?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.naming import slug

# "City and County of Denver", "the State of Ohio", "Denver City Government": what stands around a place's name
_FORMS = frozenset(read_table("experience_words.toml")["employer"].split()) | {"of", "and", "the"}


def find_employer(told: str, known: Iterable[str]) -> str | None:
    """The one authority of `known` that `told` names, null where none or several do."""
    wanted = slug(told)
    found = [each for each in dict.fromkeys(known) if wanted in _spellings(each) or _bare(wanted) in _spellings(each)]
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=4096)
def _spellings(authority: str) -> frozenset[str]:
    initials = {_initials(each) for each in (authority, _bare(authority))}
    own = {authority, _bare(authority), *initials, *("-".join(each) for each in initials)}  # "la", "l-a"
    for row in read_table("authorities.toml")["authority"]:
        if row["id"] == authority:
            own |= {slug(text) for text in (row["name"], *row.get("lines", ()))}
            own |= {_bare(slug(row["name"]))}
    return frozenset(each for each in own if each)


def _bare(name: str) -> str:
    return "-".join(word for word in name.split("-") if word not in _FORMS)


def _initials(name: str) -> str:
    words = name.split("-")
    return "".join(word[0] for word in words if word) if len(words) > 1 else ""
