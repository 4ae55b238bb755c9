"""Which kind does a heading name by its words, though it is spelled in no table: "Key duties of the post"?

A heading of known core words and fillers only (``data/headings.toml``, ``[core]``) is as good as a known spelling; a
heading in which such words stand among strange ones (``[[words]]``) is a guess that needs a loud line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.reading.language.spellings import ASKING, fold_heading

_LONGEST = 90
_MOST_WORDS = 12


class _Core(Struct, frozen=True, kw_only=True):
    fillers: frozenset[str]
    words: dict[str, str]
    phrases: dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@lru_cache(maxsize=8_192)
def kind_by_core(text: str) -> str | None:
    """The kind of a heading that holds nothing but core words and fillers, else null."""
    words = tuple(fold_heading(text).split()) if len(text) <= _LONGEST and "\t" not in text else ()
    if not 0 < len(words) <= _MOST_WORDS:
        return None
    kinds = list(_kinds(words))
    if not kinds or None in kinds:
        return None
    return _one_of([kind for kind in kinds if kind])


def kind_by_words(text: str) -> str | None:
    """The kind that some words of a heading speak for ("… KNOWLEDGES, SKILLS, ABILITIES AND ATTRIBUTES")."""
    words = set(fold_heading(text).split())
    for entry in read_table("headings.toml")["words"]:
        if any(words.issuperset(needed) for needed in entry["any"]):
            return str(entry["kind"])
    return None


def _kinds(words: tuple[str, ...]) -> Iterator[str | None]:
    """The kind of each core word or phrase; null for a strange word."""
    core = _core()
    place = 0
    while place < len(words):
        length, kind = next(
            ((len(p), k) for p, k in core.phrases.get(words[place], ()) if words[place : place + len(p)] == p),
            (1, core.words.get(words[place])),
        )
        if kind is not None or words[place] not in core.fillers:
            yield kind
        place += length


def _one_of(kinds: list[str]) -> str:
    """Several words that ask for something are minimum qualifications together; else the first word decides."""
    asked = {kind for kind in kinds if kind in ASKING}
    if asked != set(kinds) or len(asked) == 1:
        return kinds[0]
    closer = asked - {"minimum_qualifications"}
    return closer.pop() if len(closer) == 1 else "minimum_qualifications"


@cache
def _core() -> _Core:
    table = read_table("headings.toml")["core"]
    words: dict[str, str] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in table["kind"]:
        words.update(dict.fromkeys(entry["words"], entry["kind"]))
        for phrase in entry["phrases"]:
            spelled = tuple(fold_heading(phrase).split())
            phrases.setdefault(spelled[0], []).append((spelled, entry["kind"]))
    ordered = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
    return _Core(fillers=frozenset(table["fillers"]), words=words, phrases=ordered)
