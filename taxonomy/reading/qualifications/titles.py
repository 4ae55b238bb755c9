"""Which classes does a requirement name, and does it also accept others at their level? From the text alone.

A class is named by its title in capitals behind certain words ("as a", "at the level of"), often as one of a list. What
is written in small letters ("as a boilermaker helper") is a trade or a duty, and names no class.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from taxonomy.reading.language.class_nouns import NOUNS, OFFICES, are_agents
from taxonomy.reading.qualifications.amounts import AMOUNT

_RANKS = frozenset(NOUNS["ranks"])
_PROFESSIONS = frozenset(NOUNS["professions"])
_DISCIPLINES = frozenset(NOUNS["disciplines"])

# More titles than this in one list, and it is no list of titles (the longest seen names nine).
_LONGEST_LIST = 40
# "a Senior Management Analyst", "the class of Photographer", "a City of Los Angeles Assistant Inspector IV"
_ARTICLE = (
    r"(?:(?:either\san?|either|an?|the|any|another)\s)?(?:[A-Z]\w+['’]s\s(?=[Cc]lass))?"
    r"(?:[Cc]lass(?:es)?\sof\s(?:an?\s)?)?"
)
_CITY = (
    r"(?:(?:City|County|State)\sof\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s)?"
    r"(?:(?:full[\s-]time|permanent|regular|journey[\s-]level|probationary)\s){0,2}"
)
# "as a Chief Clerk" · "must currently be a Firefighter"
_AS = r"\b(?:as|(?:currently|presently)\sbe)\s"
# "in the class of Meter Reader" · "in any of the following classes: …" · "performing the duties of an Accountant" · "as
# one of the following: …"
_CLASS = (
    r"\bin\s(?:the|a)\s(?:job\s)?(?:class|classification|title|position|capacity|rank|grade)\sof\s|\bduties\sof\s"
    r"|\bas\s(?:one|any)(?:\sor\smore)?\sof\sthe\sfollowing:\s"
    r"|\b(?:following|these)\s(?:[\w-]+\s){0,3}(?:class(?:\(es\)|es|ifications?)?|positions|titles)"
    r"(?:\swith\sthe\s(?:City|County|State)\sof\s[A-Z]\w+(?:\s[A-Z]\w+)?)?:\s"
)
# "in a class at the level of Senior Clerk" · "at the type and level of a 311 Customer Service Agent" · "equivalent to
# that of" · "at the rank of Police Detective I"
_LEVEL = (
    r"\b(?:(?:of|at)\s(?:least\s(?:at\s)?)?(?:the\s)?)?(?:type\sand\s(?:at\s)?(?:the\s)?)?level\sof\s(?:that\sof\s)?"
    r"|\bat\sthe\srank\sof\s|\bat\sthe\s(?:next\s)?lower\slevel\s(?:of\s)?"
    r"|\b(?:equivalent|comparable|equal|similar)\s(?:in\slevel\s)?to\s(?:(?:that|those)\sof\s)?|\blevel\sequivalent\sto\s"
)
_LEAD = re.compile(
    rf"(?:(?P<class>{_CLASS})|(?P<as>{_AS})|(?P<level>{_LEVEL}))"
    rf"(?={_ARTICLE}{_CITY}(?:[A-Z]|(?:\d{{3}}|\d-\d-\d)\s[A-Z]|[a-z-]+[\s,]))"
)
_LEAD_TAIL = re.compile(rf"{_ARTICLE}{_CITY}")
# "such as", "Registration as", "certified as", "journey-level rank as": words that turn "as" away from classes
_TURNED = re.compile(
    r"\b(?:such|well|same|known|serve[sd]?\sas|defined|designated|registration|registered|register|licen[sc]ed?|licensure|"
    r"certified|certification|certificate|accreditation|accredited|designation|rank|standing|apprenticeship|credential|employee|degree|training|"
    r"(?:exclusive\sof|excluding|other\sthan|not\sincluding)\s(?:time|experience|service|work)(?:\s\w+)?|admission|admitted|membership|(?<!permanent\s)(?<!current\s)(?<!class\s)status|eligibility|qualified|qualifications?|commissioned)\s$",
    re.IGNORECASE,
)
# "Workers' Compensation", "Pre-Press", "311", "3-1-1", "I/O"
_WORD = r"(?:[A-Z][\w'’&./-]*\w(?:['’](?=\s[A-Z]))?|[A-Z]\b|(?:\d{3}|\d-\d-\d)(?=\s[A-Z])|&)"
_LINK = r"(?:of\sthe|to\sthe|of|and|&|for|to|in\sCharge\sof)"
# "Fish Culturist 1", "Clerk (II)": the level belongs to the title, the number of "2 years" does not
_LEVEL_NUMBER = r"(?:\s(?:\d|\((?:[IVX]+|\d)\))(?![\w,/.]?\d|\w|\s?(?:or\smore\s)?(?:year|month|hour|day)))?"
_RUN = re.compile(rf"{_WORD}(?:\s(?:{_LINK}\s)?{_WORD})*{_LEVEL_NUMBER}")
# "(with the City of Los Angeles)", "(formerly Community Police Aide; …)", "(PSR)"
_BRACKET = re.compile(r"\s\((?!or\s)[^()]{1,120}\)")
# ", or ", " and/or a ", "/", " (or ", ", as a "
_NEXT = re.compile(
    r"(?:\s\(or\s|[,;]\s?(?:and/or|and|or)\s|[,;]\s|\s?/\s?|\s(?:and/or|or|and)\s)(?:as\s)?(?:in\sthe\sclass\sof\s)?(?:(?:an?|the|either)\s)?"
    r"(?=[A-Z]|(?:\d{3}|\d-\d-\d)\s[A-Z]|[a-z])"
)
# "a police explorer, police cadet, …": a trade in small letters within a list that also names classes
_TRADE = re.compile(r"[a-z][\w-]*(?:\s[a-z][\w-]*){0,3}(?=,\s|\s(?:or|and)\s)")
_ROMAN = re.compile(r"(?:[IVX]{1,4}|[A-D]|\d)(?![\w'’])")
# "Police Service Representative II/III" · "Public Relations Specialist I & II"
_GRADES = re.compile(r"(?P<title>.{1,80}?)\s(?P<grades>[IVX]{1,4}(?:(?:/|\s(?:&|and)\s)[IVX]{1,4})+)$")
_BETWEEN_GRADES = re.compile(r"/|\s(?:&|and)\s")
_LEVEL_BEHIND = re.compile(r"\s(?:[IVX]{1,4}|[A-D]|\d|Ill?|\([IVX\d]+\))$")
# "or in a class at that level", "or in a class which is at least at the level which provides", "or equivalent"
_EQUIVALENT = re.compile(
    r",?\s?\b(?:or|and)\s(?:(?:work(?:ing)?|experience|employment)\s)?(?:in\s)?(?:an?|another|any)\s(?:[\w-]+\s){0,3}"
    r"(?:class(?:ification)?|position|capacity|job|title|level|rank)\s?,?\s?(?:which\s(?:is|are)\s|that\sis\s)?"
    r"(?:at\s(?:least\s)?(?:at\s)?|of\s|comparable\sto\s|equivalent\sto\s)(?:that|the\ssame|the|an?\s\w+|this|equivalent|comparable)"
    r"(?:\sor\s(?:a\s)?higher)?\slevel(?:\sor\s(?:higher|above))?"
    r"|,?\s\bor\s(?:an?\s)?(?:equivalent|higher)(?:\s(?:class|classification|position|level))?(?=[\s,.;]|$)"
    r"|,?\s\bor\s(?:in\s)?an?\s(?:equivalent|comparable|higher)\s(?:class|classification|position|level)\b"
    r"|,?\s\bor\s(?:an?\s)?(?:class|position)\sequivalent\b",
)
# "one year of Building Mechanical Inspector experience"
_BEFORE_EXPERIENCE = re.compile(
    rf"(?:(?i:{AMOUNT})|^)\s?(?:of\s)?(?:full[\s-]time\s)?(?:paid\s)?(?P<title>{_RUN.pattern})\sexperience\b"
)
# "at the Senior Accountant level" · "at or above the Accountant II level"
_BEFORE_LEVEL = re.compile(rf"\b(?:at|above)\s(?:least\s)?(?:at\s)?the\s(?P<title>{_RUN.pattern})(?=\slevel\b)")


# "as a Lifeguard, and", "as a Lifeguard II.": a whole phrase of capitals; "as a California licensed contractor" is none
_A_TITLE = re.compile(
    rf"an?\s(?:{_RUN.pattern})(?=\W*$|[;.]|,\s(?![A-Z])|\s(?:and|or|with|for|in|at|within|to|who|which)\b)"
)


_WORKED = re.compile(r"\b(?:experience|service|employ\w+|work(?:ed)?|time|years?|months?|hours?)\s?$", re.IGNORECASE)


class Naming(Struct, frozen=True, kw_only=True):
    """Titles named together, where they stand, and whether the words ask for their level rather than the class."""

    titles: tuple[str, ...]
    at_level: bool
    start: int
    end: int


def find_classes(text: str) -> tuple[Naming, ...]:
    """Every place in `text` that names classes, in order."""
    found: list[Naming] = []
    for lead in _LEAD.finditer(text):
        within = bool(found) and lead.start() < found[-1].end  # "…, or as an Accountant": the list has taken it in
        naming = None if within else _named_behind(text, lead)
        if naming is not None:
            found.append(naming)
    for pattern in (_BEFORE_EXPERIENCE, _BEFORE_LEVEL):
        for match in pattern.finditer(text):
            titles = tuple(_titles([match["title"]]))
            if titles:
                at_level = pattern is _BEFORE_LEVEL
                found.append(
                    Naming(titles=titles, at_level=at_level, start=match.start("title"), end=match.end("title"))
                )
    return tuple(sorted(found, key=lambda naming: naming.start))


def find_equivalents(text: str) -> tuple[tuple[int, int], ...]:
    """Where `text` also accepts other classes at the level of those it names."""
    return tuple(match.span() for match in _EQUIVALENT.finditer(text))


def _named_behind(text: str, lead: re.Match[str]) -> Naming | None:
    if _TURNED.search(text[max(0, lead.start() - 24) : lead.start()]):
        return None
    tail = _LEAD_TAIL.match(text, lead.end())
    start = tail.end() if tail else lead.end()
    names, end = _listed(text, start)
    titles = tuple(dict.fromkeys(_titles(names)))
    if lead["as"]:
        titles = tuple(title for title in titles if not _is_profession(title))
    is_work = not text[: lead.start()].strip() or _WORKED.search(text[: lead.start()])  # "two years as a Deckhand"
    if not titles and lead["as"] and is_work and _A_TITLE.match(text, lead.end()):
        titles = tuple(name for name in names[:1] if _may_be_title(name))
    if not titles:
        return None
    return Naming(titles=titles, at_level=lead["level"] is not None, start=lead.start(), end=end)


def _may_be_title(name: str) -> bool:
    """Capitals behind "as a" are a title even when its noun is in no table ("Lifeguard"); an office is none."""
    words = name.lower().split()
    return len(name) > 3 and not any(word in OFFICES or word in _RANKS for word in words) and not _is_profession(name)


def _is_profession(title: str) -> bool:
    """``Registered Nurse`` and ``Certified Arborist`` are what a person is; ``Registered Nurse II`` is a class."""
    lowered = title.lower()
    own = lowered in _PROFESSIONS or lowered.startswith(("certified ", "registered "))
    return own and _LEVEL_BEHIND.search(title) is None


def _listed(text: str, start: int) -> tuple[list[str], int]:
    """The capitalised items of the list that begins at `start`, and where the last of them ends."""
    names: list[str] = []
    place = end = start
    for _ in range(_LONGEST_LIST):
        run = _RUN.match(text, place)
        trade = None if run else _TRADE.match(text, place)
        item = run or trade
        if item is None:
            break
        if run:
            names.append(run.group())
        bracket = _BRACKET.match(text, item.end())
        place = bracket.end() if bracket else item.end()
        end = item.end() + (text[item.end() : item.end() + 1] == ")") if run else end
        following = _NEXT.match(text, place)
        if following is None:
            break
        place = following.end()
    return names, end


def _titles(names: list[str]) -> Iterator[str]:
    """The titles among the items of one list.

    A list that begins with half a title ("an Executive, Senior, Coordinating or Web Content Producer") names no class.
    """
    items = [part for name in names for part in _parted(name)]
    if items and not _is_title(items[0]) and not _lends(items[0], items[-1]):
        return
    items = [item for item in items if _is_title(item) or _is_piece(item) or _lends(item, items[-1])]
    for place in range(len(items)):
        whole = _completed(items, place)
        if whole is not None and _is_title(whole):
            yield whole


def _completed(items: list[str], place: int) -> str | None:
    """``III`` behind ``Accountant II`` is ``Accountant III``; ``Senior`` before ``Chief Clerk`` is ``Senior Clerk``.

    ``Civil`` before ``Electrical Engineer`` is ``Civil Engineer``."""
    item = items[place]
    if _ROMAN.fullmatch(item):
        earlier = next((one for one in reversed(items[:place]) if not _ROMAN.fullmatch(one)), None)
        return f"{_LEVEL_BEHIND.sub('', earlier)} {item}" if earlier else None
    if _lends(item, items[-1]) and place + 1 < len(items):
        words = items[-1].split()
        return " ".join([item, *(words[1:] if words[0].lower() in _RANKS | _DISCIPLINES else words)])
    return item


def _parted(name: str) -> Iterator[str]:
    """``Detention Officer and Police Aide`` is two titles, ``Heating and Refrigeration Inspector`` is one."""
    grades = _GRADES.match(name)
    if grades is not None:
        yield from (f"{grades['title']} {grade}" for grade in _BETWEEN_GRADES.split(grades["grades"]))
        return
    for joint in re.finditer(r"\s(?:and|&)\s", name):
        left, right = name[: joint.start()], name[joint.end() :]
        if _ends_as_title(left) and " " in right and _is_title(right):
            yield left
            yield from _parted(right)
            return
    yield name


def _is_rank(item: str) -> bool:
    return item.lower() in _RANKS


def _lends(item: str, last: str) -> bool:
    """Whether `item` is half a title that the last of the list completes: a rank, or a discipline among disciplines."""
    return _is_rank(item) or (item.lower() in _DISCIPLINES and last.split()[0].lower() in _DISCIPLINES)


def _is_piece(item: str) -> bool:
    return _is_rank(item) or _ROMAN.fullmatch(item) is not None


def _is_title(item: str) -> bool:
    words = re.split(r"[\s/]", item)
    if words[-1].endswith(("'s", "’s")):
        return False
    # "City Attorney's Office", "Board of Registration for Professional Engineers", but "Engineer of Fire Department"
    if words[-1].lower() in OFFICES and not are_agents(words[0]):
        return False
    if words[0].lower() in OFFICES and words[1:2] == ["of"]:
        return False
    return any(map(are_agents, words)) and not _is_piece(item)


def _ends_as_title(item: str) -> bool:
    return are_agents(_LEVEL_BEHIND.sub("", item).split()[-1])
