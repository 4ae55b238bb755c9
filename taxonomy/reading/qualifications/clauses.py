"""Which requirements does one sentence state, and how are they joined?

"A Bachelor's degree … and six years of … experience …, two years of which must be …": the parts begin where a new
requirement begins behind a joiner; a share of the experience ("two years of which") stays inside its part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.basics.datafiles import read_table
from taxonomy.model import Experience, Group, Other, Requirement
from taxonomy.reading.qualifications import heads
from taxonomy.reading.qualifications.amounts import AMOUNT, find_units
from taxonomy.reading.qualifications.experience import part_shares, read_experience
from taxonomy.reading.qualifications.joining import Joined, Joiner, group, join
from taxonomy.reading.qualifications.leaves import is_work, other_leaf, read_leaf
from taxonomy.reading.qualifications.sayings import asking_part, asks_nothing, without_later
from taxonomy.reading.qualifications.stretches import LONGEST_SENTENCE, PassageSpan, RequirementPlace
from taxonomy.reading.qualifications.wishes import without_wishes

_TIGHT = heads.any_of(read_table("requirement_words.toml")["tight"])
_OF_ALL = r"and\sin\s(?:both|either|all|each|any)\scases?,?"  # joins all that stands before it
# "…; and two years", ", and a medical certificate", " - OR - 12 months", " plus one year", ", two years": what may join
_JOINT = re.compile(
    rf"(?P<mark>\s?[;,]|\.(?=\s?[-–—]?\s?(?-i:Or|OR)\b))?(?P<dash>\s?[-–—])?\s?(?<![\w’'])(?P<word>{_OF_ALL}|and/or|and|or|with|{_TIGHT})\b(?:\s?[-–—:]|,(?=\s))?\s"
    r"(?P<either>(?:either|both)\s)?"
    r"|(?P<semicolon>\s?;)\s|(?P<comma>,)\s",
    re.IGNORECASE,
)
# "A Bachelor's" before "or Master's degree", "60 semester" before "or 90 quarter units": half of what goes on
_HALF = re.compile(
    r"(?:\b(?:bachelor|master|associate|doctor\w*|semester|quarter)['’]?s?|-(?:year|level)|\b(?:current|valid|of|for|in|to|with|by|as|one|any))\W*$",
    re.IGNORECASE,
)
_DEGREE_OR = re.compile(r"^\W*(?:an?\s)?(?:degree|diploma)$", re.IGNORECASE)  # "a degree or diploma in …"
_AND_A_HALF = re.compile(r"(?:one|a)[\s-]half\b|1/2\b|½", re.IGNORECASE)  # "Two and one-half (2-1/2) years"
_WORK = re.compile(r"\b(?:experience|exp\.|employment|service)", re.IGNORECASE)
# "Two (2) years of the General Experience must have been at the level of …": a share of the experience just asked for
_SHARE_OF_BEFORE = re.compile(
    rf"^(?:at\sleast\s)?(?:{AMOUNT}\sof\s(?:the|this|such|that|which)\s(?:[\w-]+\s){{0,3}}(?:experience\s)?(?:must|shall|should)\b"
    r"|[\w-]+\s(?:\(\d\)\s)?(?:years?\s)?of\s(?:the|these|those|this|such)\s(?:[\w-]+\s){0,2}(?:(?:[\w-]+|\(\d\))\s)?years?\s(?:of\sexperience\s)?(?:must|shall|should)\b)",
    re.IGNORECASE,
)
# "Experience must include the operation of …", "The experience must include setting up …"
_MUST_INCLUDE = re.compile(
    r"^(?:the\s|this\s|such\s|qualifying\s|required\s)?(?:[\w-]+\s)?experience\s(?:must|shall|should)\s(?:also\s)?(?:include|have\sincluded|be|have\sbeen)\s",
    re.IGNORECASE,
)
# "Any combination of training and experience equivalent to graduation from …": the combination, or what it equals
_EQUIVALENT_TO = re.compile(
    r"^(?:an?y?\s)?(?:equivalent\s)?combination\sof\s(?:education|training)(?:,\straining)?,?\s(?:and/or|and|or)\sexperience\s"
    r"(?:that\sis\s|which\sis\s)?equivalent\sto\s(?![\"“(]?(?:\d|(?-i:[A-Z]\b)|either\b|any\b|the\sabove|those\b|that\b))",
    re.IGNORECASE,
)
# "-Or 12 months …" · "OR a license": a sentence that is another way to all before it
_OTHER_WAY = re.compile(r"^(?:[-–—]\s?)?(?:or|OR|Or)\b[\s,:–—-]*")


_LOOSEST = 7
_STRONG = 5  # from here on a joiner parts whatever stands before it


class _Joint(Struct, frozen=True, kw_only=True):
    start: int
    end: int
    joiner: Joiner | None
    strength: float
    either: bool = False


def starts_requirement(text: str) -> bool:
    """Do the words begin as a requirement begins?"""
    return heads.starts_requirement(text)


def read_sentences(words: PassageSpan, alternative: int | None) -> Requirement | None:
    """What the sentences of one item ask for together, null where they ask for nothing."""
    nodes: list[Requirement] = []
    for sentence in words.sentences():
        way = _OTHER_WAY.match(sentence.text) if nodes else None
        if way is not None:
            other = _sentence(sentence.part(way.end(), len(sentence.text)), alternative, [])
            before = group("and", nodes) if len(nodes) > 1 else nodes[0]
            nodes = [group("or", [before, *other])] if other else nodes
        else:
            nodes = _sentence(sentence, alternative, nodes)
    return join([Joined(node=node, joiner="and") for node in nodes])


def _sentence(sentence: PassageSpan, alternative: int | None, before: list[Requirement]) -> list[Requirement]:
    """`before` and what one more sentence asks for, or `before` with the share that it states."""
    text = sentence.text
    place = sentence.place(alternative)
    if len(text) > LONGEST_SENTENCE:
        return [*before, other_leaf(text, place)]
    asked = without_later(without_wishes(asking_part(text))).replace(" + ", " plus ")
    if not asked or (asked != text and not _may_stand_alone(asked, place)) or asks_nothing(asked):
        return before
    if before and (_SHARE_OF_BEFORE.match(text) or _MUST_INCLUDE.match(text)):
        widened = _with_share(before, text, place)
        if widened is not None:
            return widened
    place = _without_stop(sentence).place(alternative)
    lead = _EQUIVALENT_TO.match(asked)
    node = read_clause(asked[lead.end() if lead else 0 :].rstrip(" .;,"), place)
    return [*before, group("or", [other_leaf(lead.group().strip(), place), node]) if lead else node]


def _may_stand_alone(asked: str, place: RequirementPlace) -> bool:
    """Is what is left of a sentence a requirement, and no loose end of it?"""
    return starts_requirement(asked) or not isinstance(read_leaf(asked.rstrip(" .;,"), place), Other)


def read_clause(text: str, place: RequirementPlace) -> Requirement:
    """The requirements of one sentence, as its joiners hang them together."""
    parts: list[Joined] = []
    start, either = 0, False
    for joint in _joints(text):
        node = read_leaf(text[start : joint.start].strip(" ,;"), place)
        parts.append(Joined(node=node, joiner=joint.joiner, strength=joint.strength, either=either))
        start, either = joint.end, joint.either
    parts.append(Joined(node=read_leaf(text[start:].strip(" ,;"), place), either=either))
    found = join(parts)
    assert found is not None  # there is always the last part
    return found


def _joints(text: str) -> Iterator[_Joint]:
    """The joiners behind which a new requirement begins."""
    start = 0
    for match in _JOINT.finditer(text):
        before = text[start : match.start()]
        if before.strip() and before.count("(") == before.count(")") and _parts_here(match, text, before, start):
            yield _joint(match)
            start = match.end()


def _parts_here(match: re.Match[str], text: str, before: str, start: int) -> bool:
    end = match.end()
    if (match["word"] or "").lower().startswith("and in"):
        return True
    if _AND_A_HALF.match(text, end):
        return False
    paper = (match["word"] or "or").lower() not in ("or", "and/or") and heads.starts_paper(text, end)
    paper = paper or (match["semicolon"] is not None and heads.is_shut_off(text, end))
    if not paper and not heads.starts_requirement(text, end) and not _starts_work(match, text, before):
        return False
    if _is_strong(match):
        return True
    if heads.starts_combination(text[start:].lstrip()) and not heads.starts_licence(text, match.end()):
        return False
    if (match["word"] or "").lower() != "and" and _DEGREE_OR.match(before):
        return False
    if _HALF.search(before) or (find_units(before) and heads.starts_units(text, match.end())):
        return False
    word = (match["word"] or "").lower()
    if word == "with":
        licence = heads.starts_requirement(before.lstrip()) and heads.starts_licence(text, match.end())
        return not _WORK.search(before) and (licence or is_work(text[match.end() :]))
    if match["comma"]:
        return _parts_list(text, match.end(), before)
    return _outside_share(match, text, start)


def _starts_work(match: re.Match[str], text: str, before: str) -> bool:
    """ "A degree and experience in budgets": work without a length begins only behind what is no work."""
    if match["comma"] or match["semicolon"] or (match["word"] or "").lower() in ("or", "and/or"):
        return False
    return not _WORK.search(before) and heads.starts_work(text, match.end())


def _is_strong(match: re.Match[str]) -> bool:
    return _strength(match, (match["word"] or "").lower()) >= _STRONG


def _parts_list(text: str, end: int, before: str) -> bool:
    """ "A degree, two years of work and a license": a comma parts where the list goes on, or work follows schooling."""
    rest = text[end:]
    if re.match(rf"(?:{AMOUNT}|[\w-]+)\s(?:of\swhich|thereof|of\s(?:this|that|such))\b", rest, re.IGNORECASE):
        return False
    goes_on = any(
        (later["word"] or "").lower() in ("and", "or", "and/or") and heads.starts_requirement(rest, later.end())
        for later in _JOINT.finditer(rest)
    )
    if part_shares(f"{before}, {rest}").head != f"{before}, {rest}" and _WORK.search(before):
        return False
    return goes_on or not _WORK.search(before)


def _outside_share(match: re.Match[str], text: str, start: int) -> bool:
    """Behind the share of an experience nothing new begins but schooling, a license, or another way to all of it."""
    head = part_shares(text[start:]).head
    if match.start() < start + len(head):
        return True
    end = match.end()
    other = (match["word"] or "").lower() == "or" and (match["mark"] or "").strip() == "," and is_work(text[end:])
    new = heads.starts_schooling(text, end) or heads.starts_licence(text, end)
    return other or new


def _joint(match: re.Match[str]) -> _Joint:
    word = (match["word"] or "").lower()
    if word.startswith("and in"):
        return _Joint(start=match.start(), end=match.end(), joiner="and", strength=_LOOSEST)
    joiner: Joiner | None = None if not word else "or" if word in ("or", "and/or") else "and"
    return _Joint(
        start=match.start(),
        end=match.end(),
        joiner=joiner,
        strength=_strength(match, word),
        either=bool(match["either"]),
    )


def _strength(match: re.Match[str], word: str) -> float:
    """How loosely the joiner binds."""
    mark = (match["mark"] or "").strip()
    if match["word"] == "OR" or match["dash"] or mark == ".":
        return 6
    if match["semicolon"] or mark == ";":
        return 5
    if word in ("or", "and/or", "and") and mark == ",":
        return 4 if word != "and" else 3.5
    if match["comma"]:
        return 3.5
    return 3 if word in ("or", "and/or", "and") else 2


def share_of_before(node: Requirement, words: PassageSpan) -> Requirement | None:
    """`node` with the share of its experience that `words` state where they say so, else null."""
    if not _SHARE_OF_BEFORE.match(words.text):
        return None
    widened = _with_share([node], words.text, words.place(None))
    return widened[0] if widened is not None else None


def with_share(node: Requirement, words: PassageSpan, alternative: int | None) -> Requirement:
    """`node` with `words` as a share of its experience, or both side by side where it holds none."""
    widened = _with_share([node], words.text, words.place(alternative))
    return (
        widened[0] if widened is not None else group("and", [node, read_clause(words.text, words.place(alternative))])
    )


def _with_share(nodes: list[Requirement], text: str, place: RequirementPlace) -> list[Requirement] | None:
    """`nodes` with the share of the last experience among them that `text` states, null where they hold none."""
    for number in range(len(nodes) - 1, -1, -1):
        widened = _widened(nodes[number], text, place)
        if widened is not None:
            return [*nodes[:number], widened, *nodes[number + 1 :]]
    return None


def _widened(node: Requirement, text: str, place: RequirementPlace) -> Requirement | None:
    if isinstance(node, Group):
        inner = _with_share(list(node.of), text, place)
        return replace(node, of=tuple(inner)) if inner is not None else None
    if not isinstance(node, Experience):
        return None
    share = read_experience(text.rstrip(" ."), place)
    kind = share.of or (None if share.at_class else text)
    words = kind and re.sub(r"^.*?\b(?:must|shall|should)\s(?:also\s)?(?:have\s)?(?:be(?:en)?|included?)\s", "", kind)
    return replace(node, includes=(*node.includes, replace(share, of=words)))


def _without_stop(sentence: PassageSpan) -> PassageSpan:
    return sentence.part(0, len(sentence.text.rstrip(" ;,")))
