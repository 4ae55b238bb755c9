"""Does this experience count for that requirement? Yes, no, or only HR can say; always with the reason in words."""

from __future__ import annotations

from functools import cache
from typing import Literal, TypeAlias

from msgspec import Struct

from taxonomy.datafiles import read_table
from taxonomy.model import Experience
from taxonomy.naming import slug
from taxonomy.paths.profile import Held
from taxonomy.paths.titles import TitleIndex
from taxonomy.stems import stem, stems

Verdict: TypeAlias = Literal["counts", "ask_hr", "does_not_count"]
_ENOUGH_TO_ASK = 0.5  # from this share of the requirement's words on, the question is worth asking


class Match(Struct, frozen=True, kw_only=True):
    """Whether experience counts, and why."""

    verdict: Verdict
    why: str


def match(held: Held, leaf: Experience, authority: str, titles: TitleIndex) -> Match:
    """Hold one experience against one requirement of a class of `authority`.

    A class that the requirement names counts; a class named only in a part of it ("one year of which must have been
    …") counts for the whole as well, since the text counts it in. Any other experience is held against the words of the
    requirement. Whether other work is "at that level" is always for HR to say.
    """
    named = _named(held, leaf, authority, titles)
    if named is not None:
        return _with_kind(held, leaf, named)
    if not leaf.at_class and any(_named(held, part, authority, titles) for part in _experience_parts(leaf)):
        return Match(verdict="counts", why=f"{held.name} is named as a part of this experience.")
    if leaf.at_class:
        return _other_class(held, leaf)
    return _by_words(held, leaf.of or "")


def _experience_parts(leaf: Experience) -> list[Experience]:
    return [part for part in leaf.includes if isinstance(part, Experience)]


def _named(held: Held, leaf: Experience, authority: str, titles: TitleIndex) -> str | None:
    """The title in the requirement that means the class held; only within the authority that wrote it."""
    if held.class_ is None or (held.authority and slug(held.authority) != authority):
        return None
    own = titles.resolve(authority, held.class_.rsplit("/", 1)[-1].replace("-", " ")) if "/" in held.class_ else None
    own = own or titles.resolve(authority, held.class_)
    for title in leaf.at_class:
        if slug(title) == slug(held.class_) or (own is not None and titles.resolve(authority, title) == own):
            return title
    return None


def _with_kind(held: Held, leaf: Experience, title: str) -> Match:
    """The class is right; where the text asks for a kind of work in it too, the person must have said that kind."""
    asked = _words(leaf.of or "") - {root for named in leaf.at_class for root in _words(named)}
    if not asked or asked <= _words(held.of or ""):
        return Match(verdict="counts", why=f"The text names {title}.")
    return Match(verdict="ask_hr", why=f"The text names {title}, and asks what the work was: {leaf.of}.")


def _other_class(held: Held, leaf: Experience) -> Match:
    named = " or ".join(leaf.at_class)
    if leaf.or_equivalent_level and held.class_:  # only a class can be "a class at that level"
        return Match(verdict="ask_hr", why=f"Whether {held.name} is at the level of {named} is for HR to say.")
    return Match(verdict="does_not_count", why=f"The text asks for {named}.")


def _by_words(held: Held, asked_text: str) -> Match:
    asked = _words(asked_text)
    told = _words(held.of or "")
    if asked and asked <= told:
        return Match(verdict="counts", why="Your words cover everything that the text asks for.")
    near = told | _words(held.class_ or "")
    if not asked or len(asked & near) >= _ENOUGH_TO_ASK * len(asked):
        return Match(verdict="ask_hr", why=f"Whether {held.name} is “{asked_text}” is for HR to say.")
    return Match(verdict="does_not_count", why=f"Nothing you said is “{asked_text}”.")


@cache
def _tables() -> tuple[frozenset[str], dict[str, str]]:
    table = read_table("experience_words.toml")
    empty = frozenset(stem(word) for word in table["empty"].replace("-", " ").split())
    same = {stem(word): stem(row[0]) for row in table["same"] for word in row}
    return empty, same


def _words(text: str) -> set[str]:
    """The stems that say what kind of work it was."""
    empty, same = _tables()
    return {same.get(root, root) for root in stems(text) if root not in empty}
