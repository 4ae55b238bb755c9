"""Which knowledge and abilities does the examination part of a bulletin state?

"Candidates may be examined for knowledge of: tools; codes; and the ability to: plan; write …": each clause is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from taxonomy.model import TextLines
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.sentences import Passage, passages, sentence_bounds
from taxonomy.reading.language.spellings import fold_heading

_KINDS = frozenset(("selection_process", "how_to_apply", "notes", "other"))
# The sentence speaks of what is examined, not of what some positions need
_EXAMINES = re.compile(
    r"\b(?:examin(?:ed|ation|es?)|evaluat(?:ed?|ion|ing|es)|tested|test|measured?|assess(?:ed|ment|es)?|interview|emphasis|competenc\w+|"
    r"questions?|rated|scored?)\b",
    re.IGNORECASE,
)
_NOT_EXAMINED = re.compile(
    r"\b(?:some\s+positions|selective\s+certification|do\s+not|if\s+you|affect\s+the|accommodation|medical)\b",
    re.IGNORECASE,
)
# "knowledge of:" · "including the ability to" · "skills in"; "the candidate's ability to" without a colon is no lead
_LEAD = re.compile(
    r"(?:(?<!['’]s )|(?=\w+ (?:of|to|in):))\b(?:(?:a|the)\s+)?(?:(?:general|working|thorough|basic|good|necessary)\s+)*"
    r"(?:knowledges?(?:\s+(?:and\s+(?:understanding|skills?|ability\s+to\s+apply)|in))?\s+of|(?:abilit(?:y|ies)|skills?)\s+to|"
    r"skills?\s+in|understanding\s+of|familiarity\s+with)\b\s*:?\s*",
    re.IGNORECASE,
)
# One of these is in every lead; first, because it is the cheapest and seldom there
_NAMES_KNOWLEDGE = re.compile(r"nowledge|NOWLEDGE|bilit|BILIT|kill|KILL|nderstand|NDERSTAND|amiliar|AMILIAR")
_CLAUSE = re.compile(r"\s*;\s*(?:and/or\s|and\s|or\s)?\s*")
_CLOSING = re.compile(r"^(?:and\s+)?(?:any\s+|all\s+)?other\b.*", re.IGNORECASE | re.DOTALL)
# "…, and Job Knowledge, including": the name of the next competency, before the next lead
_NEXT_NAME = re.compile(
    r"(?:^|[,;]?\s+(?:and\s+)?)(?:[A-Z][A-Za-z/-]+(?:\s(?:and|of|to|[A-Z][A-Za-z/-]+)){0,5})?,?\s*"
    r"(?:including|which\s+may\s+include|includes?|as\s+related\s+to)(?:\s+the)?:?\s*$"
)
_TAIL = re.compile(r"[\s,;:.]*(?:\band\b|\bincluding\b|\bthe\b)?[\s,;:.]*$", re.IGNORECASE)
_SHORTEST, _MOST_NAME_WORDS = 4, 6


def read_examined(sections: Sequence[SectionLines], named: Set[str]) -> tuple[TextLines, ...]:
    """What is examined, clause by clause, without the competencies `named` (folded) among them; each clause once."""
    found: dict[str, TextLines] = {}
    for section in sections:
        if section.kind in _KINDS:
            for passage in passages(section.body):
                if not _EXAMINES.search(passage.text):
                    continue
                for start, end in sentence_bounds(passage.text):
                    for clause in _of_sentence(passage, start, end, named):
                        found.setdefault(fold_heading(clause.text), clause)
    return tuple(found.values())


def _of_sentence(passage: Passage, start: int, end: int, named: Set[str]) -> Iterator[TextLines]:
    sentence = passage.text[start:end]
    if not (_NAMES_KNOWLEDGE.search(sentence) and _EXAMINES.search(sentence)):
        return
    first = _LEAD.search(sentence)
    before = sentence[: first.start()] if first else ""
    if not _EXAMINES.search(before) or _NOT_EXAMINED.search(before):
        return
    leads = list(_LEAD.finditer(sentence))
    for place, lead in enumerate(leads):
        stop = leads[place + 1].start() if place + 1 < len(leads) else len(sentence)
        yield from _clauses(passage, start + lead.end(), start + stop, named)


def _clauses(passage: Passage, start: int, end: int, named: Set[str]) -> Iterator[TextLines]:
    text = passage.text[start:end]
    cut = _NEXT_NAME.search(text)
    text = text[: cut.start()] if cut else text
    places = [0, *(match.end() for match in _CLAUSE.finditer(text))]
    ends = [*(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    for first, last in zip(places, ends, strict=True):
        words = _TAIL.sub("", text[first:last])
        if len(words) < _SHORTEST or _CLOSING.match(words) or _names(words, named):
            continue
        at = start + first
        yield TextLines(text=words, first_line=passage.line_at(at), last_line=passage.line_at(at + len(words) - 1))


def _names(words: str, named: Set[str]) -> bool:
    """The list of named competencies goes on behind an explanation: "…; Teamwork; and Oral Communication"."""
    return fold_heading(words) in named or (
        len(words.split()) <= _MOST_NAME_WORDS
        and words.istitle()
        and any(fold_heading(words) in name for name in named)
    )
