"""Which single facts (duties, education, supervision, licence, demands …) do the sections of one class state?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from taxonomy.model import Supervision, TextLines
from taxonomy.reading.facts.references import read_supervised
from taxonomy.reading.language.items import Item, is_introduction, read_items
from taxonomy.reading.language.line_ends import joined
from taxonomy.reading.language.sections import SectionLines
from taxonomy.reading.language.sentences import sentences

_CROWDED = 3

# "May exercise supervision over", "Supervises two or more employees", "Exercises direct supervision"
_EXERCISES = re.compile(
    r"\b(?:exercis\w+|supervises|provides (?:technical |functional |direct |lead )|directs|leads|trains)\b", re.I
)
# "SUPERVISION RECEIVED AND EXERCISED": one heading for both directions
_BOTH = re.compile(r"exercised|given|^\W*supervision\W*$|relationships", re.I)
# "(Physical Demands are a general guide …):" behind the heading, "Physical demands refer to …:" above the list
_NOTE = re.compile(r"^\([^()]{1,400}\)\s*:?\s*")
# "Sitting: remaining seated. Talking: expressing ideas.": the next demand in a run-on paragraph
_NEXT_LABEL = re.compile(r"(?<=\.)\s+(?=[A-Z][A-Za-z/ ]{2,30}:\s)")


def read_demands(sections: Sequence[SectionLines], kind: str) -> tuple[str, ...]:
    """The items of the physical demands or of the working environment."""
    texts = [_NOTE.sub("", item.text) for item in list_of(sections, kind)]
    return tuple(part for text in texts for part in _NEXT_LABEL.split(text) if part)


def read_passage(sections: Sequence[SectionLines], kind: str) -> TextLines | None:
    """The whole text of the sections of a kind, on one line, with the lines it stands on."""
    own = [line for section in sections if section.kind == kind for line in section.body if line.text]
    if not own:
        return None
    text = joined(line.text.strip() for line in own)
    return TextLines(text=text, first_line=own[0].number, last_line=own[-1].number)


def read_text(sections: Sequence[SectionLines], kind: str) -> str | None:
    """The same text alone."""
    passage = read_passage(sections, kind)
    return passage.text if passage else None


def read_supervision_exercised(sections: Sequence[SectionLines]) -> Supervision | None:
    """Supervision exercised, from its own section or from the sentences of a section about both directions."""
    own = [section for section in sections if section.kind == "supervision_exercised"]
    text = read_text(own, "supervision_exercised")
    if text is not None:
        return Supervision(text=text, supervises=tuple(dict.fromkeys(n for s in own for n in read_supervised(s))))
    received = [s for s in sections if s.kind == "supervision_received" and s.heading]
    both = received if any(_BOTH.search(s.heading or "") for s in received) else []
    said = [
        sentence.text for section in both for sentence in sentences(section.body) if _EXERCISES.search(sentence.text)
    ]
    if not said:
        return None
    return Supervision(
        text=" ".join(said), supervises=tuple(dict.fromkeys(n for s in both for n in read_supervised(s)))
    )


def list_of(sections: Sequence[SectionLines], kind: str, begins: Callable[[str], bool] | None = None) -> Iterator[Item]:
    """The items of the sections of a kind, without the words that only lead over to a list."""
    crowded = _crowded_lines(sections)
    for section in sections:
        if section.kind != kind:
            continue
        items = read_items(section.body, begins)
        listed = (item for place, item in enumerate(items) if not is_introduction(items, place))
        yield from _sentences_of(section) if section.first_line in crowded else listed


def _crowded_lines(sections: Sequence[SectionLines]) -> set[int]:
    """Lines on which several sections begin: there a whole specification is one paragraph."""
    begun = Counter(section.first_line for section in sections)
    return {line for line, count in begun.items() if count >= _CROWDED}


def _sentences_of(section: SectionLines) -> Iterator[Item]:
    """In a run-on paragraph each sentence is an item."""
    lines = {line.number: line for line in section.body}
    for sentence in sentences(section.body):
        first, *others = [lines[number] for number in range(sentence.first_line, sentence.last_line + 1)]
        yield Item(lines=(replace(first, text=sentence.text), *(replace(line, text="") for line in others)))
