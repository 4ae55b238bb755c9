"""Which separate needs does a person's paragraph name? "Calms angry callers and writes our manuals" names two.

Split at the ends of sentences and list items, and at a comma or "and" only where a verb of the table begins another
need, or where all that follows is what people call a competency: "emails and letters" stays one, "honest and reliable"
are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.content.text import stem, stems, words
from index.query.lexicon import fillers, lead_words, parts_of, verb_stems, verbs

MOST_NEEDS = 24
_LONGEST_TEXT = 20_000
_LONGEST_NEED = 200
# "… calendar. She also", "- answers phones", "a; b", "1) files"
_ENDS = re.compile(r"[.!?;:]\s+|[.!?;]$|\n+|\s[-–—•*]\s+|^\s*[-–—•*]\s+|\b\d{1,2}[.)]\s+", re.MULTILINE)
_JOINTS = re.compile(r",\s*(?:and\s+|or\s+|but\s+)?|\s+(?:and|but|as well as|plus|who)\s+", re.IGNORECASE)


def split_needs(text: str) -> tuple[str, ...]:
    """The needs in `text` in order, without what leads up to them; the same need twice counts once."""
    found: dict[tuple[str, ...], str] = {}
    for sentence in _ENDS.split(text[:_LONGEST_TEXT]):
        for piece in _pieces(sentence or ""):
            need = without_lead(piece)
            asked = tuple(root for root in stems(need) if root not in fillers())
            if asked and asked not in found:
                found[asked] = need[:_LONGEST_NEED]
    if len(found) == 1:  # asked alone, a need is the question that search is asked
        whole = as_asked(" ".join(text.split()))
        return (whole,) if len(whole) <= _LONGEST_NEED else tuple(found.values())
    return tuple(found.values())[:MOST_NEEDS]


def _pieces(sentence: str) -> Iterator[str]:
    start = 0
    joints = list(_JOINTS.finditer(sentence))
    ends = [joint.start() for joint in joints[1:]] + [len(sentence)]
    for joint, end in zip(joints, ends, strict=False):
        if _begins_a_need(sentence[joint.end() :]) or _describes_a_person(sentence[joint.end() : end]):
            yield sentence[start : joint.start()]
            start = joint.end()
    yield sentence[start:]


def _begins_a_need(text: str) -> bool:
    """Is the first word a verb of the table? One that looks like a noun ("orders") only with something after it."""
    first, *rest = [*words(without_lead(text)[:60]), ""]
    if stem(first) not in verb_stems() or first.endswith(("tion", "ment")):
        return False
    return not first.endswith(("er", "ers")) or (first.removesuffix("s") in verbs() and any(rest))


def _describes_a_person(piece: str) -> bool:
    """Is all of it what people call a competency: "reliable", "a team player", "is good with numbers"?"""
    telling = [part for part in parts_of(piece[:_LONGEST_NEED]) if part.reading or set(part.stems) - fillers()]
    return bool(telling) and all(part.reading is not None and part.reading.names_a_competency for part in telling)


def without_lead(text: str, shortest: int = 1) -> str:
    """`text` without "I need someone who", however many such words stand before it; leads have `shortest` words."""
    bare = text.strip(" \t,.;:-–—•*\"'")
    while True:
        lower = bare.lower()
        leads = (lead for lead in lead_words() if lower.startswith(f"{lead} "))
        lead = next((lead for lead in leads if lead.count(" ") + 1 >= shortest), None)
        if lead is None:
            return bare
        bare = bare[len(lead) :].strip(" ,:")


def as_asked(text: str) -> str:
    """A question without what leads up to it: single words ("who keeps the books?") belong to the question."""
    return without_lead(text, 2)
