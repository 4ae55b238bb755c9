"""Which requirements does one sentence state, and how are they joined?

"A Bachelor's degree … and six years of … experience …, two years of which must be …": the parts begin where a new
requirement begins behind a joiner; a share of the experience ("two years of which") stays inside its part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model import Education, Experience, Group, Requirement
from taxonomy.reading.qualifications.amounts import AMOUNT
from taxonomy.reading.qualifications.experience import part_shares, read_experience
from taxonomy.reading.qualifications.items import Joiner
from taxonomy.reading.qualifications.leaves import other_leaf, read_leaf
from taxonomy.reading.qualifications.sayings import asking_part, asks_nothing, substitutes
from taxonomy.reading.qualifications.stretches import LONGEST_SENTENCE, Place, Stretch

# What a requirement begins with: "two years of", "a master's degree", "graduation from", "completion of", "a valid",
# "current employment", "registration as", "certified as", "possession of", "a letter of", "an equivalent combination"
_HEAD = (
    rf"(?:(?:at\sleast\s|a\sminimum\sof\s|an\sadditional\s)?{AMOUNT}(?!\slacking)"
    r"|an?\s(?:[\w’'-]+\s(?:or\s)?){0,3}(?:degree|diploma)\b|an?\smajor\sin\b|a\steaching\scredential|(?:high\sschool\s)?graduation\s(?:from|with)\b"
    r"|(?:successful\s|satisfactory\s)?completion\sof\b|(?:the\s)?possession\sof\b|(?:an?\s)?valid\s|an?\scurrent\s|current\semployment\b"
    r"|(?:an?\s)?(?:registration|certification)\s(?:as|with|by|in)\b|(?:licensed|registered|certified)\s(?:as|by|with)\b"
    r"|(?:[\w-]+\s){0,2}experience\s(?:equivalent|equal)\sto\s|experience\sas\s|(?:an?\s)?letter\sof\b|(?:an?\s|any\s)?equivalent\scombination\b|a\s(?:[A-Z]\w*\s){1,8}(?:\([^)]{1,20}\)\s)?(?:[Ll]icense|[Cc]ertificate|[Cc]redential)\b)"
)
_STARTS = re.compile(rf"^(?:{_HEAD})", re.IGNORECASE)
# "…; and two years", ", and a medical certificate", " or one year as": a joiner with a new requirement behind it
_JOINT = re.compile(rf"(?:\s?[;,])?\s(?P<joiner>and/or|and|or)\s(?={_HEAD})|\s?;\s(?={_HEAD})", re.IGNORECASE)
# "Two (2) years of the General Experience must have been at the level of …": a share of the experience just asked for
_SHARE_OF_BEFORE = re.compile(
    rf"^(?:at\sleast\s)?{AMOUNT}\sof\s(?:the|this|such|that)\s(?:[\w-]+\s){{0,3}}experience\s(?:must|shall|should)\b",
    re.IGNORECASE,
)
# "Experience must include the operation of …", "The experience must include setting up …"
_MUST_INCLUDE = re.compile(
    r"^(?:the\s|this\s|such\s|qualifying\s|required\s)?(?:[\w-]+\s)?experience\s(?:must|shall|should)\s(?:also\s)?(?:include|have\sincluded|be|have\sbeen)\s",
    re.IGNORECASE,
)


class Joined(Struct, frozen=True, kw_only=True):
    """A requirement and the joiner that leads from it to the next, null where none is printed."""

    node: Requirement
    joiner: Joiner | None = None


def starts_requirement(text: str) -> bool:
    """Do the words begin as a requirement begins?"""
    return _STARTS.match(text) is not None


def read_sentences(words: Stretch, alternative: int | None) -> Requirement | None:
    """What the sentences of one item ask for together, null where they ask for nothing."""
    nodes: list[Requirement] = []
    for sentence in words.sentences():
        text = sentence.text
        if len(text) > LONGEST_SENTENCE:
            nodes.append(other_leaf(text, sentence.place(alternative)))
            continue
        asked = asking_part(text) if substitutes(text) else text
        if (asked != text and not starts_requirement(asked)) or asks_nothing(asked):
            continue
        if nodes and (_SHARE_OF_BEFORE.match(text) or _MUST_INCLUDE.match(text)):
            widened = _with_share(nodes[-1], text, sentence.place(alternative))
            if widened is not None:
                nodes[-1] = widened
                continue
        nodes.append(read_clause(asked.rstrip(" .;,"), _without_stop(sentence).place(alternative)))
    return join([Joined(node=node, joiner="and") for node in nodes])


def read_clause(text: str, place: Place) -> Requirement:
    """The requirements of one sentence: parts between semicolons, and within these as their words join them."""
    strong = [joint for joint in _JOINT.finditer(text) if joint.group().lstrip().startswith(";")]
    node = join([Joined(node=_read_part(words, place), joiner=joiner) for words, joiner in _split(text, strong)])
    assert node is not None  # there is always the last part
    return _one_schooling(node)


def _read_part(text: str, place: Place) -> Requirement:
    """The requirements of a part; behind the share of an experience nothing new begins."""
    head = part_shares(text).head
    weak = [joint for joint in _JOINT.finditer(text) if joint.start() < len(head)]
    node = join(
        [Joined(node=read_leaf(words.strip(" ,;"), place), joiner=joiner) for words, joiner in _split(text, weak)]
    )
    assert node is not None  # there is always the last part
    return _one_schooling(node)


def _split(text: str, joints: Sequence[re.Match[str]]) -> Iterator[tuple[str, Joiner | None]]:
    start = 0
    for joint in joints:
        printed = (joint["joiner"] or "").lower()
        yield text[start : joint.start()], None if not printed else "and" if printed == "and" else "or"
        start = joint.end()
    yield text[start:], None


def join(parts: Sequence[Joined], *, default: Joiner = "and") -> Requirement | None:
    """One tree over `parts`; where "and" and "or" are mixed, the reading is an assumption and says so."""
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0].node
    joiners = _filled([part.joiner for part in parts[:-1]], default)
    nodes = [part.node for part in parts]
    if len(set(joiners)) == 1:
        return _group(joiners[0], nodes)
    return _mixed(nodes, joiners)


def _filled(joiners: Sequence[Joiner | None], default: Joiner) -> list[Joiner]:
    """A joiner that was not printed is the one before it, or the first one printed, or `default`."""
    current = next((joiner for joiner in joiners if joiner), default)
    filled: list[Joiner] = []
    for joiner in joiners:
        current = joiner or current
        filled.append(current)
    return filled


def _mixed(nodes: list[Requirement], joiners: list[Joiner]) -> Group:
    """One change of joiner: ``1 and (2 or 3)``, ``1 or (2 and 3)``; more changes: "and" binds tighter."""
    changes = [place for place in range(1, len(joiners)) if joiners[place] != joiners[place - 1]]
    if len(changes) > 1:
        return _tighter_and(nodes, joiners)
    place = changes[0]
    if joiners[0] == "or" and _alike(nodes[: place + 1]) and not _alike(nodes[place : place + 2]):
        # "1. a degree; or 2. a certificate; and 3. two years of experience"
        return _group(
            "and", [_one_schooling(_group("or", nodes[: place + 1], assumed=True)), *nodes[place + 1 :]], assumed=True
        )
    inner = _one_schooling(_group(joiners[place], nodes[place:], assumed=True))
    return _group(joiners[0], [*nodes[:place], inner], assumed=True)


def _tighter_and(nodes: list[Requirement], joiners: list[Joiner]) -> Group:
    runs: list[list[Requirement]] = [[nodes[0]]]
    for node, joiner in zip(nodes[1:], joiners, strict=True):
        if joiner == "and":
            runs[-1].append(node)
        else:
            runs.append([node])
    return _group("or", [run[0] if len(run) == 1 else _group("and", run, assumed=True) for run in runs], assumed=True)


def _alike(nodes: Sequence[Requirement]) -> bool:
    """All experience, or none of it."""
    return len({isinstance(node, Experience) for node in nodes}) == 1


def _group(op: Joiner, nodes: Sequence[Requirement], *, assumed: bool = False) -> Group:
    flat: list[Requirement] = []
    for node in nodes:
        flat.extend(node.of if isinstance(node, Group) and node.op == op and not node.assumed else [node])
    return Group(op=op, of=tuple(flat), assumed=assumed)


def _one_schooling(node: Requirement) -> Requirement:
    """``"Graduation from high school or possession of a GED Certificate"`` is one level, not a choice of two."""
    if not isinstance(node, Group) or node.op != "or":
        return node
    levels = {(one.level, one.field) for one in node.of if isinstance(one, Education)}
    one_level = len(levels) == 1 and all(isinstance(one, Education) for one in node.of) and levels != {(None, None)}
    return node.of[0] if one_level else node


def share_of_before(node: Requirement, words: Stretch) -> Requirement | None:
    """`node` with the share of its experience that `words` state where they say so, else null."""
    if not _SHARE_OF_BEFORE.match(words.text):
        return None
    return _with_share(node, words.text, words.place(None))


def _with_share(node: Requirement, text: str, place: Place) -> Requirement | None:
    """`node` with the share of its experience that `text` states, null where it holds no experience."""
    if isinstance(node, Group):
        widened = _with_share(node.of[-1], text, place)
        return replace(node, of=(*node.of[:-1], widened)) if widened is not None else None
    if not isinstance(node, Experience):
        return None
    share = read_experience(text.rstrip(" ."), place)
    kind = share.of or (None if share.at_class else text)
    words = kind and re.sub(r"^.*?\b(?:must|shall|should)\s(?:also\s)?(?:have\s)?(?:be(?:en)?|included?)\s", "", kind)
    return replace(node, includes=(*node.includes, replace(share, of=words)))


def _without_stop(sentence: Stretch) -> Stretch:
    return sentence.part(0, len(sentence.text.rstrip(" ;,")))
