"""What is known before anybody asks: the requirements of all classes, whom their titles mean, and what counts as what.

Made once for a generation; holds nothing about any person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from rapidfuzz import fuzz, process

from taxonomy.basics.naming import slug
from taxonomy.model import (
    Condition,
    Education,
    Equivalency,
    Experience,
    Group,
    JobClass,
    Leaf,
    Requirement,
    Residue,
)
from taxonomy.paths.answers import Precedent
from taxonomy.paths.did_you_mean import employers_like, titles_like
from taxonomy.paths.employers import find_employer
from taxonomy.paths.kinds_of_work import employer_words, word_tables, words_of
from taxonomy.paths.pay_printed import pay_in_words
from taxonomy.paths.schooling import years_of
from taxonomy.paths.titles import TitleIndex

_LONGEST_QUOTE = 90
_MOST_MEANT = 3
_NEAR_ENOUGH = 80  # percent of the letters of a title
_NEAR_WORD = 70  # and of each of its words
# "administrative-support-assistant-iii" · "delivery-driver-2"
_NUMBERED = re.compile(r"(?P<series>.+)-(?P<number>[ivx]{1,4}|\d{1,2})$")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
# "experience in a call center environment with at least 50 call agents" · "… that receives one million calls annually"
_CONDITION = re.compile(
    r"\s(?:with at least|with a minimum|at least|that|which|who|including|within the (?:last|past|preceding))\s",
    re.IGNORECASE,
)


# "four years as a Police Officer, exclusive of time as a Police Recruit": no way in, and no kind of work
_EXCLUDED = re.compile(
    r",?\s\(?(?:exclusive\sof|excluding|not\s(?:including|counting)|other\sthan)\s(?:any\s)?(?:time|experience|service|work|employment)"
    r"(?:\s(?:spent|served|gained))?\s(?:as|in\sthe\sclass\sof)\s(?:an?\s|the\s)?(?P<titles>[^,.;()]{3,120})\)?",
    re.IGNORECASE,
)


class ClassRequirement(Struct, frozen=True, kw_only=True):
    """What `qualify` needs of a class; small, so that ten thousand of them are at hand at once."""

    id: str
    title: str
    authority: str
    document: str
    requirement: Requirement | None
    equivalencies: tuple[Equivalency, ...]
    conditions: tuple[Condition, ...] = ()
    residue: tuple[Residue, ...] = ()
    filing_grace_months: float | None = None
    pay: str | None = None


class RequiredInAll(Struct, frozen=True):
    """What a class asks for in all: its experience leaves, the least years of them, the most years of college."""

    experience: tuple[Experience, ...]
    years: float
    college_years: float


class RequirementTerms(Struct, frozen=True, kw_only=True, gc=False):
    """What one requirement of experience asks for, made ready to be compared with what any person tells.

    `slugs` and `classes` are the titles it names and the classes these mean, `series` the numbered series of the
    titles, `named` the titles in words; `words` say what kind of work it asks for, `kind` the same without conditions,
    `beyond` those that no title says; `quoted` is the beginning of its words in quotation marks. `excluded` are titles
    that do not count; `pay` the ranges printed for the classes it names.
    """

    slugs: frozenset[str]
    classes: frozenset[str]
    series: frozenset[str]
    named: str
    words: frozenset[str]
    kind: frozenset[str]
    beyond: frozenset[str]
    quoted: str
    excluded: frozenset[str]
    pay: str


_BETWEEN_TITLES = re.compile(r"\s(?:or|and)\s(?:an?\s|the\s)?")


class RequirementBook:
    """The requirements of all classes, with what is asked of them again and again worked out once."""

    def __init__(self, requirements: Sequence[ClassRequirement], titles: TitleIndex) -> None:
        self.requirements = requirements
        self._titles = titles
        self._resolved: dict[tuple[str, str], str | None] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._readings: dict[int, RequirementTerms] = {}  # by identity: the leaves live as long as this does
        self._asked: dict[str, RequiredInAll] = {}
        self._precedents: dict[str, list[tuple[frozenset[str], Precedent]]] = defaultdict(list)
        self._pay = {each.id: each.pay for each in requirements if each.pay}
        self._authorities = tuple(dict.fromkeys(each.authority for each in requirements))
        self._named: dict[str, str] = {slug(each.title): each.title for each in requirements}
        for each in requirements:
            self._learn(each)

    def reading(self, leaf: Experience, authority: str) -> RequirementTerms:
        """A requirement of a class of `authority`, made ready; one that is none of this book's is read each time."""
        known = self._readings.get(id(leaf))
        return known if known is not None else self._read(leaf, authority)

    def resolve(self, authority: str, title: str) -> str | None:
        """The class that a title printed in a requirement of `authority` means."""
        key = (authority, title)
        if key not in self._resolved:
            self._resolved[key] = self._titles.resolve(authority, title)
        return self._resolved[key]

    def find(self, authority: str, told: str) -> str | None:
        """The class that a person means; not remembered."""
        if "/" in told:
            owner, _, name = told.partition("/")
            return self._titles.resolve(authority, name.replace("-", " ")) if owner == authority else None
        return self._titles.resolve(authority, told)

    def employer(self, told: str) -> str:
        """The authority that a person means, or what was told as a slug where it is none of these."""
        return find_employer(told, self._authorities) or slug(told)

    def pay(self, class_id: str | None) -> str:
        """The pay printed for a class, in words; empty where none is."""
        return self._pay.get(class_id or "", "")

    def is_class(self, told: str) -> bool:
        """Does any class here, loaded or only named, bear this title?"""
        known = any(self._titles.resolve(each, told) for each in self._authorities)
        return known or slug(told.rpartition("/")[2]) in self._named

    def is_employer(self, told: str) -> bool:
        """Is it one of the authorities here?"""
        return find_employer(told, self._authorities) is not None

    def employers_like(self, told: str) -> tuple[str, ...]:
        """Authorities here that it may mean."""
        return employers_like(told, self._authorities)

    def titles_like(self, told: str) -> tuple[str, ...]:
        """Titles here that it may mean, the misspelled first."""
        return tuple(dict.fromkeys((*self.meant(told), *titles_like(told, self._named.values()))))[:_MOST_MEANT]

    def meant(self, told: str) -> tuple[str, ...]:
        """The titles that a misspelled title may mean, nearest first; nothing where the title is known."""
        if self.is_class(told):
            return ()
        found = process.extract(
            slug(told), list(self._named), scorer=fuzz.ratio, limit=_MOST_MEANT, score_cutoff=_NEAR_ENOUGH
        )
        return tuple(self._named[name] for name, _, _ in found if _misspelled(slug(told), name))

    def asked(self, each: ClassRequirement) -> RequiredInAll:
        """What a class asks for in all."""
        if each.id not in self._asked:
            studies = [leaf for leaf in leaves_of(each.requirement) if isinstance(leaf, Education)]
            self._asked[each.id] = RequiredInAll(
                tuple(experiences(each.requirement)),
                _least_years(each.requirement),
                max((leaf.years or years_of(leaf.level) or 0.0 for leaf in studies), default=0.0),
            )
        return self._asked[each.id]

    def words(self, text: str) -> frozenset[str]:
        """The stems of a requirement's text that say what kind of work it asks for."""
        if text not in self._words:
            self._words[text] = words_of(text)
        return self._words[text]

    def precedent(self, class_id: str, asked: frozenset[str]) -> Precedent | None:
        """A sentence that counts years in this class as experience of the kind that `asked` says, if there is one."""
        return next((found for words, found in self._precedents.get(class_id, ()) if asked <= words), None)

    def _learn(self, each: ClassRequirement) -> None:
        """``Three years of customer service … one year of which must have been … of 311 Customer Service Agent``."""
        for leaf in (part for whole in experiences(each.requirement) for part in (whole, *parts_of(whole))):
            self._readings[id(leaf)] = self._read(leaf, each.authority)
            self._named.update((slug(title), title) for title in leaf.at_class if slug(title) not in self._named)
        for whole in experiences(each.requirement):
            if not whole.of or whole.at_class:
                continue
            found = Precedent(title=each.title, document=each.document, first_line=whole.first_line, quote=whole.quote)
            for title in (title for part in parts_of(whole) for title in part.at_class):
                named = self.resolve(each.authority, title)
                if named is not None:
                    self._precedents[named].append((self.words(whole.of), found))

    def _read(self, leaf: Experience, authority: str) -> RequirementTerms:
        excluding = _EXCLUDED.search(leaf.of or "")
        text = _EXCLUDED.sub("", leaf.of or "")
        words = self.words(text)
        _, _, in_class = word_tables()
        employer = employer_words(authority, words)
        named = tuple(self.resolve(authority, title) for title in leaf.at_class)
        paid = (f"{title} {self.pay(each)}" for title, each in zip(leaf.at_class, named, strict=True) if self.pay(each))
        return RequirementTerms(
            slugs=frozenset(slug(title) for title in leaf.at_class),
            classes=frozenset(each for each in named if each is not None),
            series=frozenset(each for title in leaf.at_class if (each := series_of(slug(title)))),
            named=" or ".join(leaf.at_class),
            words=words,
            kind=(words_of(_CONDITION.split(text, maxsplit=1)[0]) or words) - employer,
            beyond=words.difference(employer, in_class, *(self.words(title) for title in leaf.at_class)),
            quoted=_short(text),
            excluded=frozenset(map(slug, _BETWEEN_TITLES.split(excluding["titles"]))) if excluding else frozenset(),
            pay="; ".join(paid),
        )


def _misspelled(told: str, name: str) -> bool:
    """Word for word nearly the same: "Inspector II" is not "Inspector III", "Plumbing" is not "Housing"."""
    one, other = told.split("-"), name.split("-")
    if number_of(told) != number_of(name) or len(one) != len(other):
        return False
    return all(fuzz.ratio(left, right) >= _NEAR_WORD for left, right in zip(one, other, strict=True))


def series_of(title: str) -> str:
    """The numbered series of a slug, ``administrative-support-assistant`` of ``…-assistant-iii``; empty for others."""
    numbered = _NUMBERED.match(title)
    return numbered["series"] if numbered else ""


def number_of(title: str) -> int | None:
    """The number of a slug in its series, 3 of ``…-assistant-iii``."""
    numbered = _NUMBERED.match(title)
    mark = numbered["number"] if numbered else ""
    return int(mark) if mark.isdigit() else _ROMAN.get(mark)


def _short(text: str) -> str:
    """The beginning of a requirement's words, in quotation marks; the whole sentence stands beside the answer."""
    words = text.strip()
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0].rstrip(",;") + " …"
    return f"“{words}”"


def requirements_of(classes: Mapping[str, JobClass]) -> tuple[ClassRequirement, ...]:
    """The requirement of every class that has an edition."""
    return tuple(
        ClassRequirement(
            id=key,
            title=job_class.title,
            authority=job_class.authority,
            document=job_class.current.document,
            requirement=job_class.current.specification.requirement,
            equivalencies=job_class.current.specification.equivalencies,
            conditions=job_class.current.specification.conditions,
            residue=job_class.current.specification.residue,
            filing_grace_months=job_class.current.specification.filing_grace_months,
            pay=pay_in_words(job_class.current.specification.pay),
        )
        for key, job_class in classes.items()
        if job_class.current is not None
    )


def leaves_of(node: Requirement | None) -> Iterator[Leaf]:
    """The leaves of a requirement, in its order; not the parts of an experience."""
    if isinstance(node, Group):
        for part in node.of:
            yield from leaves_of(part)
    elif node is not None:
        yield node


def experiences(node: Requirement | None) -> Iterator[Experience]:
    """The experience among the leaves of a requirement."""
    return (leaf for leaf in leaves_of(node) if isinstance(leaf, Experience))


def _least_years(node: Requirement | None) -> float:
    """The years of experience that a requirement asks for at least: of alternatives the shortest."""
    if isinstance(node, Group):
        years = [_least_years(part) for part in node.of]
        return (min if node.op == "or" else sum)(years) if years else 0.0
    return node.years or 0.0 if isinstance(node, Experience) else 0.0


def parts_of(leaf: Experience) -> tuple[Experience, ...]:
    """The experience that must be part of an experience."""
    return tuple(part for part in leaf.includes if isinstance(part, Experience))
