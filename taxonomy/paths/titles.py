"""Which class does a printed title name? Within one authority only, and only when exactly one class answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Self

from taxonomy.basics.naming import slug
from taxonomy.model import JobClass

# "Criminalist III" · "Delivery Driver 2" · "Accountant Ill" (OCR): the pay grade or level behind a class's name
_LEVEL = re.compile(r"[\s-]+(?:[IVX]{1,4}|Ill?|\d{1,2}|[A-D])$")
# "Detention Officer and Police Aide" · "Management Assistant or Management Aide": where two titles may meet
_JOINT = re.compile(r"\s*(?:,\s*(?:and|or)\s+|,\s*|/\s*|\s+(?:and/or|and|or|&)\s+)", re.IGNORECASE)


class TitleIndex:
    """Titles of all classes, asked by authority: a current title goes before a former one."""

    def __init__(self, classes: Mapping[str, JobClass]) -> None:
        self._current: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._former: dict[tuple[str, str], set[str]] = defaultdict(set)
        for key, job_class in classes.items():
            self._add(key, job_class.authority, job_class.title, (each.title for each in job_class.former_titles))

    @classmethod
    def of_names(cls, rows: Iterable[tuple[str, str, str, Sequence[str]]]) -> Self:
        """The same from id, authority, title and former titles alone, without any class at hand."""
        index = cls({})
        for key, authority, title, former in rows:
            index._add(key, authority, title, former)
        return index

    def _add(self, key: str, authority: str, title: str, former: Iterable[str]) -> None:
        self._current[authority, slug(title)].add(key)
        for each in former:
            self._former[authority, slug(each)].add(key)

    def resolve(self, authority: str, title: str) -> str | None:
        """The id of the one class of `authority` that `title` names, or null where none or several would do."""
        for name in _readings(title):
            for known in (self._current, self._former):
                found = known.get((authority, slug(name)))
                if found:
                    return next(iter(found)) if len(found) == 1 else None
        return None

    def resolve_all(self, authority: str, title: str) -> tuple[tuple[str, str | None], ...]:
        """`title` with its class; where it is no title but a list of known ones, each of these with its class."""
        whole = self.resolve(authority, title)
        if whole is not None:
            return ((title, whole),)
        return self._parted(authority, title) or ((title, None),)

    def _parted(self, authority: str, title: str) -> tuple[tuple[str, str | None], ...]:
        for joint in reversed(list(_JOINT.finditer(title))):  # the longest known title first
            head, tail = title[: joint.start()], title[joint.end() :]
            known = self.resolve(authority, head)
            rest = self.resolve_all(authority, tail)
            if known is not None and all(found is not None for _, found in rest):
                return ((head, known), *rest)
        return ()


def _readings(title: str) -> Iterator[str]:
    """The title as printed, as a singular, without its level, and both."""
    bare = _LEVEL.sub("", title)
    for name in dict.fromkeys((title, bare)):
        yield name
        yield from _singulars(name)


def _singulars(title: str) -> Iterator[str]:
    words = title.split()
    for place in (len(words) - 1, 0):  # "Police Officers", "Directors of Systems"
        if words and len(words[place]) > 3:
            for ending, instead in (("ies", "y"), ("men", "man"), ("s", "")):
                if words[place].endswith(ending) and not words[place].endswith("ss"):
                    yield " ".join((*words[:place], words[place].removesuffix(ending) + instead, *words[place + 1 :]))
