"""What does a class do and ask for, clause by clause: the units by which two classes are held against each other?

A duty that strings together several things ("plans …; directs …") is several units. What many classes say in the same
words says nothing about one of them: such stretches are found by repetition and left out, and so is a class's own
title at the beginning ("An Auditor conducts …"). The authority that its verbs give tells doing the work from
supervising those who do it.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from index.content.text import stems, words
from taxonomy.model import JobClass, TextLines
from taxonomy.wording.lexicon import authority_rank, is_finite_verb

# A stretch of so many words that so many classes, and such a share of all, print is everybody's.
_STRETCH = 4
_EVERYBODYS = 10
_EVERYBODYS_SHARE = 0.02
_FEWEST_STEMS = 3
_LEADS = 6  # the rank in data/authority_verbs.toml from which a verb answers for the work of others
_HELPS = 2
_CLAUSE = re.compile(r"(?<=;)\s+|(?<=[.!?])\s+(?=[A-Z])")

Stretch = tuple[str, ...]


class WorkUnit(Struct, frozen=True, kw_only=True):
    """One clause of a duty, or one line of knowledge: its telling stems, and where it stands."""

    kind: str
    text: str
    stems: frozenset[str]
    document: str
    first_line: int


class _Clause(Struct, frozen=True, kw_only=True):
    kind: str
    text: str
    stems: tuple[str, ...]
    document: str
    first_line: int


def work_units(classes: Mapping[str, JobClass]) -> dict[str, tuple[WorkUnit, ...]]:
    """The units of every class that has any, by id, in printed order; what everybody says is left out."""
    every = {key: tuple(_clauses(classes[key])) for key in sorted(classes)}
    repeated = _repeated(every.values())
    found = {key: tuple(_units(clauses, repeated)) for key, clauses in every.items()}
    return {key: units for key, units in found.items() if units}


def _repeated(every: Collection[Sequence[_Clause]]) -> frozenset[Stretch]:
    """Stretches of words that many classes print."""
    counted: Counter[Stretch] = Counter()
    for clauses in every:
        counted.update({stretch for clause in clauses for stretch in _stretches(clause.stems)})
    most = max(_EVERYBODYS, math.ceil(_EVERYBODYS_SHARE * len(every)))
    return frozenset(stretch for stretch, count in counted.items() if count >= most)


def _stretches(text: Sequence[str]) -> Iterator[Stretch]:
    return (tuple(text[start : start + _STRETCH]) for start in range(len(text) - _STRETCH + 1))


def _units(clauses: Iterable[_Clause], repeated: Collection[Stretch]) -> Iterator[WorkUnit]:
    seen: set[frozenset[str]] = set()
    for clause in clauses:
        telling = frozenset(_telling(clause.stems, repeated))
        if len(telling) >= _FEWEST_STEMS and telling not in seen:
            seen.add(telling)
            yield WorkUnit(
                kind=clause.kind,
                text=clause.text,
                stems=telling,
                document=clause.document,
                first_line=clause.first_line,
            )


def _telling(text: Sequence[str], repeated: Collection[Stretch]) -> Iterator[str]:
    """The stems outside of every stretch that many classes print."""
    covered: set[int] = set()
    for start, stretch in enumerate(_stretches(text)):
        if stretch in repeated:
            covered.update(range(start, start + _STRETCH))
    return (stem for place, stem in enumerate(text) if place not in covered)


def _clauses(job_class: JobClass) -> Iterator[_Clause]:
    edition = job_class.current
    if edition is None:
        return
    specification = edition.specification
    titles = [tuple(stems(title)) for title in (job_class.title, specification.title or "") if title]
    lines: list[tuple[str, TextLines]] = [("duties", line) for line in specification.duties]
    lines += [("knowledge", line) for line in specification.knowledge]
    for kind, line in lines:
        for text in filter(None, (clause.strip() for clause in _CLAUSE.split(line.text))):
            found = _without_title(tuple(stems(text)), titles)
            yield _Clause(kind=kind, text=text, stems=found, document=edition.document, first_line=line.first_line)


def _without_title(text: Stretch, titles: Iterable[Stretch]) -> Stretch:
    return next((text[len(title) :] for title in titles if title and text[: len(title)] == title), text)


@lru_cache(maxsize=10_000)
def authority(text: str) -> str:
    """Whether the verbs of a clause lead others, do the work, or help with it."""
    ranks = [authority_rank(word) or 0 for word in words(text) if is_finite_verb(word)]
    highest = max(ranks, default=0)
    if highest >= _LEADS:
        return "leads"
    return "helps" if 0 < highest <= _HELPS else "does"
