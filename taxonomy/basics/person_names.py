"""Which words of a search are somebody's name, and how does it read without them?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from taxonomy.basics.datafiles import read_table

NAME_MARK = "[name]"


def mask_names(text: str, is_known: Callable[[str], bool]) -> str:
    """`text` with names of people replaced by a mark. `is_known` tells the words of the collection.

    A given name before a family name, or before a word that nobody here uses, is a name. A name alone is one unless it
    is an ordinary word, too, or a word of the collection: who searches for "baker" may look for a class.
    """
    words = text.split()
    masked: list[str] = []
    for place, word in enumerate(words):
        after_name = bool(masked) and masked[-1] == NAME_MARK
        if _is_name(word, words[place + 1 : place + 2], is_known) or (after_name and _may_follow(word, is_known)):
            if not after_name:
                masked.append(NAME_MARK)
        else:
            masked.append(word)
    return " ".join(masked)


def _is_name(word: str, following: list[str], is_known: Callable[[str], bool]) -> bool:
    plain = _plain(word)
    if plain in _names("given") and any(_plain(each) in _names("family") or not is_known(each) for each in following):
        return True
    is_either = plain in _names("given") or plain in _names("family")
    return is_either and plain not in _names("words") and not is_known(word)


def _may_follow(word: str, is_known: Callable[[str], bool]) -> bool:
    return _plain(word) in _names("family") or not is_known(word)


def _plain(word: str) -> str:
    return word.casefold().strip('.,;:!?"()').removesuffix("'s").removesuffix("’s")


@cache
def _names(kind: str) -> frozenset[str]:
    return frozenset(read_table("person_names.toml")[kind].split())
