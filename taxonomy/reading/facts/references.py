"""Which other classes does a specification name, in which relation, and in which sentence?

Leading words decide the relation (``is distinguished from``, ``classified as``, ``as described in``). The titles behind
them are read by `titles_in_text`, those of requirements by the reader of requirements, so that both always agree. Every
other class-like name in the descriptive sections is a plain mention; there we rather miss one than make one up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Line, Reference, TextLines
from taxonomy.model.specifications import RelationKind
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.sentences import sentences
from taxonomy.reading.layout.titles_in_text import Named, names_at, names_within, singular
from taxonomy.reading.qualifications.titles import find_classes

_DESCRIPTIVE = frozenset(
    {
        "general_statement",
        "distinguishing_characteristics",
        "guidelines",
        "supervision_received",
        "supervision_exercised",
        "interpersonal",
        "duties",
    }
)
_REQUIRING = frozenset({"minimum_qualifications", "experience"})

# "is also distinguished from the *Executive Assistant I*, which" · "differs from that of Accountant II in that"
_DISTINGUISHED = re.compile(
    r"\b(?:distinguish(?:ed|able|es)?|differs?|differentiat(?:ed|es)|distinct)\s(?:it\s|itself\s)?(?:\w+\s)?from\s"
    r"(?:(?:those|that|positions|employees|incumbents|the\swork)\s(?:of|in)\s)?(?:the\s)?(?:next\s|lower\s|higher\s)?"
    r"(?:(?:job\s)?(?:class|classification|level)(?:es|s)?\s(?:of\s)?)?",
    re.IGNORECASE,
)
# "…, and from the Lead Mechanic" · "the Tree Trimmer Trainee, which learns the work, and the Tree Trimmer Supervisor."
_FURTHER_FROM = re.compile(
    r"\b(?:and|or|nor|also)\s(?:also\s)?from\s(?=the\s|an?\s|[A-Z\d])|,\s(?:and|or)\s(?=(?:the|an?)\s(?:[A-Z][\w/]*\s?){2,6}(?:[.,;]|that\s|which\s|by\s|in\sthat\s))"
)
# "two or more employees classified as Contact Center Operations Managers" · "exercises direct supervision over Clerks"
_SUPERVISES = re.compile(
    r"\b(?:classified\sas|supervis(?:es?|ing)|supervision\s(?:over|of|to)|oversees?"
    r"|lead\s(?:worker|direction)\s(?:over|of|to|for)|(?:directs?|assigns?|evaluates?)\s(?=the\swork\sof\b))\s?"
    r"(?:(?:and\s(?:directs?|evaluates?|trains?|coordinates?)|the\swork\sof|an?|the|small|large|group|crew|staff|team"
    r"|number|of|subordinate|personnel|such|two|three|one|or|more|several|employees|positions|incumbents|classified"
    r"|as|in|class(?:es)?|other|professional|technical|clerical)\s)*",
    re.IGNORECASE,
)
# "Receives direction from the City Librarian": here somebody supervises us
_SUPERVISED_BY = re.compile(
    r"\b(?:receives?|received|reports?\sto|supervised\sby|under\sthe|provided\sby)\b[^.;]*", re.IGNORECASE
)
# "as described in the 311 Customer Service Agent class specification" · "all of the duties of a Clerk II"
_INCLUDES = re.compile(
    r"\b(?:described|listed|outlined|stated|contained|defined|specified|found|set\sforth)\s(?:in|for|under)\s"
    r"(?:the\s(?:class\s)?(?:specification|description)\s(?:of|for)\s)?"
    r"|\b(?:all|full\srange)\s(?:of\s)?(?:the\s)?duties\sof\s",
    re.IGNORECASE,
)
# "may be substituted for one year of experience as a Management Aide": what replaces a requirement is none itself
_SUBSTITUTION = re.compile(r"\bsubstitut", re.IGNORECASE)
_ITALIC = re.compile(r"(?<![*\w])\*([^*\n]{3,90})\*(?![*\w])")
# "lead work over *Permit Technician I's*"
_OWNED = re.compile(r"['’]s$")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_LEVEL = re.compile(r"(?:i{1,3}|iv|vi{0,3}|ix|x|\d)$")


def read_references(title: str, sections: Sequence[SectionLines]) -> tuple[Reference, ...]:
    """The classes named in `sections` of the class `title`, each once a relation, in printed order."""
    found = [reference for section in sections for reference in _of_section(section)]
    others = [reference for reference in found if not _is_itself(reference.title, title)]
    return tuple(_without_repeats(others))


def read_supervised(section: SectionLines) -> tuple[str, ...]:
    """The titles, in the singular, of the classes that the section says are supervised."""
    if section.kind not in ("supervision_exercised", "supervision_received"):
        return ()
    whole = section.kind == "supervision_exercised"
    found = (name for sentence in sentences(section.body) for name in _supervised(sentence.text, whole=whole))
    return tuple(dict.fromkeys(name.title for name in found))


def _of_section(section: SectionLines) -> Iterator[Reference]:
    if section.kind in _REQUIRING:
        for sentence in sentences(section.body):
            yield from _required(sentence, wished=section.is_wish)
    elif section.kind in _DESCRIPTIVE:
        italics = _italics(section.body)
        for sentence in sentences(section.body):
            yield from _described(sentence, section.kind, italics)


def _required(sentence: TextLines, *, wished: bool) -> Iterator[Reference]:
    """Classes that are asked for; what may replace a requirement, or is only wished for, is mentioned."""
    relation: RelationKind = "mentions" if wished or _SUBSTITUTION.search(sentence.text) else "experience_as"
    for naming in find_classes(sentence.text):
        for title in naming.titles:
            yield _reference(title, relation, sentence)


def _described(sentence: TextLines, kind: str, italics: frozenset[str]) -> Iterator[Reference]:
    text = sentence.text
    for name in _distinguished(text, italics):
        yield _reference(name.title, "distinguished_from", sentence)
    for name in _supervised(text, whole=kind == "supervision_exercised"):
        yield _reference(name.title, "supervises", sentence)
    for name in _behind(_INCLUDES, text):
        yield _reference(name.title, "includes", sentence)
    for name in (*_italic_names(text, italics), *names_within(text)):
        if name.title in italics or _may_be_mentioned(name.title):
            yield _reference(name.title, "mentions", sentence)


def _distinguished(text: str, italics: frozenset[str]) -> Iterator[Named]:
    leads = list(_DISTINGUISHED.finditer(text))
    for lead in leads:
        yield from _names_or_italics(text, lead.end(), italics)
    if leads:
        for further in _FURTHER_FROM.finditer(text, leads[0].end()):
            yield from _names_or_italics(text, further.end(), italics)


def _supervised(text: str, *, whole: bool) -> Iterator[Named]:
    """Titles behind the words for supervising; in the section about it, all titles but those of our own superiors."""
    text = _SUPERVISED_BY.sub(lambda match: " " * len(match.group()), text)
    yield from _behind(_SUPERVISES, text)
    if whole:
        yield from (name for name in names_within(text) if _may_be_mentioned(name.title))


def _behind(lead: re.Pattern[str], text: str) -> Iterator[Named]:
    for match in lead.finditer(text):
        yield from names_at(text, match.end())


def _names_or_italics(text: str, place: int, italics: frozenset[str]) -> Iterator[Named]:
    """What is printed in italics is a title even where no word in it names a doer (``the *Clerical Support II*``)."""
    names = names_at(text, place)
    if names:
        yield from names
        return
    yield from (name for name in _italic_names(text, italics) if 0 <= name.start - place <= len("the "))


def _italic_names(text: str, italics: Iterable[str]) -> Iterator[Named]:
    for title in sorted(italics):
        place = text.find(title)
        if place >= 0:
            yield Named(title=singular(title), start=place, end=place + len(title))


def _italics(body: Sequence[Line]) -> frozenset[str]:
    """What stands in single stars, where it is printed like a title: ``*Management Analyst*``, not ``*Sitting:*``."""
    found = (_OWNED.sub("", italic.strip()) for line in body for italic in _ITALIC.findall(line.raw))
    return frozenset(italic for italic in found if _is_title_case(italic))


def _is_title_case(text: str) -> bool:
    words = [word for word in text.split() if word not in ("of", "and", "the", "for", "in", "to")]
    return (
        0 < len(words) <= 8
        and text[-1] not in ":;.,!?"
        and all(word[0].isupper() or word[0].isdigit() for word in words)
    )


def _may_be_mentioned(title: str) -> bool:
    """Two words at least, and neither an office, nor a credential, nor a rank alone (``the Assistant Head``)."""
    names = read_table("relations.toml")
    words = title.lower().split()
    if len(words) < 2 or words[0] in names["first_words"] or " ".join(words) in names["offices"]:
        return False
    ranks = read_table("class_nouns.toml")["ranks"]
    return not all(word in ranks for word in title.lower().partition(" of ")[0].split())


def _reference(title: str, relation: RelationKind, sentence: TextLines) -> Reference:
    return Reference(title=title, relation=relation, quote=sentence.text, first_line=sentence.first_line)


def _fold(title: str) -> str:
    return _NOT_WORD.sub("", title.lower())


def _is_itself(named: str, title: str) -> bool:
    """A pay-grade level of a class without levels (``City Planner II`` in CITY PLANNER) is the class itself."""
    one, other = _fold(named), _fold(title)
    return one == other or (
        not _LEVEL.search(other) and one.startswith(other) and bool(_LEVEL.fullmatch(one[len(other) :]))
    )


def _without_repeats(references: Sequence[Reference]) -> Iterator[Reference]:
    """The first naming a relation; a plain mention only of classes that stand in no other relation."""
    related = {_fold(reference.title) for reference in references if reference.relation != "mentions"}
    seen: set[tuple[str, str]] = set()
    for reference in references:
        key = (_fold(reference.title), reference.relation)
        if key in seen or (reference.relation == "mentions" and key[0] in related):
            continue
        seen.add(key)
        yield reference
