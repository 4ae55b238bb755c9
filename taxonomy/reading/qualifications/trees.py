"""What do the items of the requirement sections ask for, as one tree?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from taxonomy.model import Education, Experience, Group, Licence, Other, Requirement
from taxonomy.reading.qualifications.amounts import find_amount
from taxonomy.reading.qualifications.clauses import read_clause, read_sentences, starts_requirement, with_share
from taxonomy.reading.qualifications.items import LABEL, RequirementItem, asks_for_one
from taxonomy.reading.qualifications.joining import Joined, Joiner, join
from taxonomy.reading.qualifications.leaves import COMBINATION
from taxonomy.reading.qualifications.sayings import asks_nothing, substitutes

# "Licensed as a:" · "Certified as a:": the words below complete the phrase
_TO_COMPLETE = re.compile(r"^.{0,60}\b(?:an?|as|in|by|of|following)\s?:$", re.IGNORECASE)
_ONE = re.compile(r"\ban?$", re.IGNORECASE)
# "A bachelor's degree; and one of the following:": a requirement of its own before what is below
_OWN_AND_BELOW = re.compile(
    r"^(?P<own>.{10,200}?)\s?[;,]?\s(?P<joiner>and|or)\s(?=(?:either|both|(?:any\s)?one|(?:all|each)\sof)\b[^.;]{0,40}:$)",
    re.IGNORECASE,
)
# "Each candidate must, on the closing date:": what each of the items below says is asked for
_CANDIDATES_MUST = re.compile(
    r"^(?:(?:in\sorder\s)?to\s[^,:]{3,60},\s)?(?:each\s|every\s|all\s|the\s)?(?:candidates?|applicants?|persons?|appointees?)\b[^:.]{0,160}\b(?:must|shall|should)\b[^:.]{0,160}:$",
    re.IGNORECASE,
)
# "One of the following:" · "Candidates must meet all of the following:" · "either:": only says how the rest is joined
_ONLY_JOINS = re.compile(
    r"^(?:\W|(?:candidates?|applicants?)\b|(?:must|shall)\b|(?:meet|satisfy|possess|have)\b|any\b|one\b|all\b|either\b|of\b|the\b|"
    r"following\b|requirements?\b|qualifications?\b|minimum\b|options?\b|combinations?\b|to\squalify\b|in\sorder\b|to\b|be\b|eligible\b|considered\b|"
    r"you\b|for\sthis\s(?:position|class|job|level|grade)\b|at\sleast\b|basic\b|criteria\b|conditions?\b|education(?:al)?\b|experience\b|and\b|or\b|"
    r"demonstrate\b|both\b|each\b|these\b|required\b|has\b|who\b)*$",
    re.IGNORECASE,
)
# "Five years of engineering experience which includes:" · "…, including the following:"
_INCLUDES = re.compile(
    r",?\s(?:(?:which|that)\s(?:must\s|shall\s)?(?:include[sd]?|have\sincluded)|to\sinclude|must\s(?:have\s)?included?|including)"
    r"(?:\s(?:all\sof\s|each\sof\s)?(?:the\sfollowing))?\s?:$",
    re.IGNORECASE,
)
# "Applicants must have education, training and/or experience demonstrating competence in each of the following areas:"
_EACH_OF = re.compile(r"\b(?:each|all)\sof\sthe\sfollowing(?:\s\w+)?\s?:$", re.IGNORECASE)
# "… in one or more of the following classes:" with a title on each line below
# "Two years of experience:" with "as a Librarian II; or" and "in a class at that level" below
_LEADS_ON = re.compile(
    r"^(?:with\s[^,;]{1,60}\s)?(?:as\s(?:an?|the|either)\s|(?:in|at)\s(?:an?|the)\s(?:class|classification|position|level)\b)"
)
_LISTS_CLASSES = re.compile(r"\b(?:class(?:es|ifications?)?|positions|titles)\b[^:.]{0,60}:$", re.IGNORECASE)
# "SELECTIVE CERTIFICATION" · "POST-Certified Candidates May:": a heading within the section, other matter behind it
_INNER_HEADING = re.compile(r"^(?:[A-Z][A-Z\s/&-]{8,60}|(?:[A-Z][\w/-]*\s){2,5}[A-Z][\w/-]*:)$")


def read_tree(items: Sequence[RequirementItem]) -> Requirement | None:
    """The tree over `items`; runs of numbered items hang together, what stands outside them is asked for as well."""
    blocks = [block for block in map(_read_block, _blocks(_before_heading(items))) if block is not None]
    return with_combination(join(blocks))


def _before_heading(items: Sequence[RequirementItem]) -> Iterator[RequirementItem]:
    for place, item in enumerate(items):
        if place and item.kind == "plain" and _INNER_HEADING.match(item.words.text):
            return
        yield item


def _blocks(items: Iterator[RequirementItem]) -> Iterator[list[RequirementItem]]:
    """Runs of items of one kind."""
    block: list[RequirementItem] = []
    for item in items:
        if block and block[-1].kind != item.kind:
            yield block
            block = []
        block.append(item)
    if block:
        yield block


def _read_block(block: Sequence[RequirementItem]) -> Joined | None:
    parts = [Joined(node=node, joiner=item.joiner) for item in block if (node := read_item(item)) is not None]
    node = join(_or_parts_first(parts) if block[0].kind == "plain" else parts)
    # the joiner behind the last item leads to the next block, where that item asks for something
    return Joined(node=node, joiner=parts[-1].joiner or "and") if node is not None else None


def _or_parts_first(parts: Sequence[Joined]) -> Sequence[Joined]:
    """Paragraphs with "AND" and "OR" on lines between them: as in a sentence, A and B, or C; what no joiner leads to is
    asked for as well."""
    joiners = {part.joiner for part in parts[:-1]}
    if None in joiners and "or" not in joiners:
        return parts
    strength = {"or": 1, "and": 0, None: 2}
    return [replace(part, joiner=part.joiner or "and", strength=strength[part.joiner]) for part in parts]


def read_item(item: RequirementItem, number: int | None = None) -> Requirement | None:
    """What one item asks for together with what stands below it."""
    alternative = item.number if item.number is not None else number
    words = item.words
    label = LABEL.match(words.text)
    if label is not None:
        words = words.part(label.end(), len(words.text))
    if not item.below:
        return read_sentences(words, alternative) if words.text else None
    if any(substitutes(sentence.text) for sentence in words.sentences()):
        return None
    if item.kind == "route":
        parts = (read_sentences(words, alternative) if words.text else None, read_tree(item.below))
        return join([Joined(node=node, joiner="and") for node in parts if node is not None])
    return _with_below(replace(item, words=words), alternative)


def _with_below(item: RequirementItem, alternative: int | None) -> Requirement | None:
    text = item.words.text
    if text and asks_nothing(text):
        return None
    leads = _EACH_OF.search(text) or (_CANDIDATES_MUST.match(text) and _one_starts(item.below))
    if _ONLY_JOINS.match(text) or (leads and not find_amount(text)):
        return _group_below(item, alternative)
    if _OWN_AND_BELOW.match(text) and all(starts_requirement(one.words.text) for one in item.below):
        return _own_and_below(item, alternative)
    if _INCLUDES.search(text) and all(starts_requirement(one.words.text) for one in item.below):
        return _with_shares_below(item, alternative)
    leads_on = text.endswith((":", ",")) and all(_LEADS_ON.match(one.words.text) for one in item.below)
    if _TO_COMPLETE.match(text) or leads_on:
        return _completed_below(item, alternative)
    if all(starts_requirement(one.words.text) for one in item.below):
        own, below = read_sentences(item.words, alternative), _group_below(item, alternative)
        return join([Joined(node=node, joiner="and") for node in (own, below) if node is not None])
    if _LISTS_CLASSES.search(text):
        named = f"{text} {', '.join(one.words.text.rstrip(' ;,.') for one in item.below)}"
        return read_clause(named, item.words.place(alternative))
    own = read_sentences(item.words, alternative)
    return _described(own, "; ".join(one.words.text.rstrip(" ;,.") for one in item.below)) if own is not None else None


def _one_starts(below: Sequence[RequirementItem]) -> bool:
    return any(starts_requirement(one.words.text) for one in below)


def _with_shares_below(item: RequirementItem, alternative: int | None) -> Requirement | None:
    """ "Five years of experience which includes:" with its parts below: they lie inside the five years."""
    node = read_sentences(item.words.part(0, _INCLUDES.search(item.words.text).start()), alternative)  # type: ignore[union-attr]
    for one in item.below:
        node = with_share(node, one.words, alternative) if node is not None else None
    return node


def _own_and_below(item: RequirementItem, alternative: int | None) -> Requirement | None:
    """What is asked for before "and one of the following:", and one of these."""
    before = _OWN_AND_BELOW.match(item.words.text)
    assert before is not None
    joiner: Joiner = "and" if before["joiner"].lower() == "and" else "or"
    own = read_sentences(item.words.part(0, before.end("own")), alternative)
    parts = (own, _group_below(item, alternative))
    return join([Joined(node=node, joiner=joiner) for node in parts if node is not None])


def _group_below(item: RequirementItem, alternative: int | None) -> Requirement | None:
    parts = [
        Joined(node=node, joiner=one.joiner) for one in item.below if (node := read_item(one, alternative)) is not None
    ]
    return join(parts, default="or" if asks_for_one(item.words.text) else "and")


def _completed_below(item: RequirementItem, alternative: int | None) -> Requirement | None:
    """``Licensed as a:`` with each of the items below; behind "a" or "an" stand choices."""
    lead = item.words.text.rstrip(" :,")
    parts = [
        Joined(
            node=read_clause(f"{lead} {one.words.text.rstrip(' .;,')}", one.words.place(alternative)), joiner=one.joiner
        )
        for one in item.below
    ]
    return join(parts, default="or" if asks_for_one(lead) or _ONE.search(lead) else "and")


def _described(node: Requirement, words: str) -> Requirement:
    """`node` with the items below as part of what its last leaf asks for: kinds of work, fields, examples."""
    if isinstance(node, Group):
        return replace(node, of=(*node.of[:-1], _described(node.of[-1], words)))
    if isinstance(node, Experience) and node.includes:
        return replace(node, includes=(*node.includes[:-1], _described(node.includes[-1], words)))
    if isinstance(node, Education):
        return replace(node, field=f"{node.field} {words}" if node.field else words)
    if isinstance(node, Experience | Licence | Other):
        return replace(node, of=f"{node.of.rstrip(' ,')} {words}" if node.of else words)
    return node


def with_combination(node: Requirement | None) -> Requirement | None:
    """``"Any combination of training and experience …"`` stands for all the rest, though it seldom says "or"."""
    if not isinstance(node, Group) or node.op != "and":
        return node
    others = tuple(one for one in node.of if isinstance(one, Other) and COMBINATION.match(one.of))
    licences = tuple(one for one in node.of if isinstance(one, Licence))
    rest = tuple(one for one in node.of if one not in others and one not in licences)
    if not others or not rest:
        return node
    known = rest[0] if len(rest) == 1 else replace(node, of=rest)
    either = Group(op="or", of=(*others, known), assumed=True)
    return Group(op="and", of=(either, *licences)) if licences else either
