"""Is a line a heading by its form: apart from the text, short, lettered and numbered like the headings around it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

from taxonomy.model import Line
from taxonomy.reading.language.heading_names import kind_by_core, kind_by_words
from taxonomy.reading.language.lettering import is_capitals, is_title_case
from taxonomy.reading.language.numbering import number_form, without_number, without_weight
from taxonomy.reading.language.spellings import find_spellings, fold_heading

# How a heading looks: lettering, number, colon, bold or # marks, a blank line above
Form: TypeAlias = tuple[str, str, bool, bool, bool]

_LONGEST = 90
_MOST_WORDS = 9
_LEAST_ALIKE = 2
NO_HEADING = frozenset(
    (
        "or",
        "and",
        "none",
        "n a",
        "na",
        "tbd",
        "yes",
        "no",
        "exempt",
        "non exempt",
        "not applicable",
        "nil",
        "varies",
        "required question",
    )
)
_SENTENCE_END = '.!?:;)”"'


def forms_of_known(lines: Sequence[Line], skipped: Callable[[int], bool]) -> frozenset[Form]:
    """The forms in which at least two headings with known names are printed in this document."""
    seen: Counter[Form] = Counter()
    for place, line in enumerate(lines):
        if 3 < len(line.text) <= _LONGEST and not line.bullet and not skipped(line.number):
            bare = bare_heading(line.text)
            if find_spellings(bare) or kind_by_core(bare):
                seen[form_of(lines, place)] += 1
    return frozenset(form for form, count in seen.items() if count >= _LEAST_ALIKE)


def forms_by_shape(lines: Sequence[Line], skipped: Callable[[int], bool]) -> frozenset[Form]:
    """The forms of at least three short lines that stand apart over text, or two with telling words.

    They are the headings of a text whose names nobody knows.
    """
    seen: Counter[Form] = Counter()
    for place, line in enumerate(lines):
        if not line.text or len(line.text) > _LONGEST or line.bullet or skipped(line.number):
            continue
        if not _blank(lines, place - 1) or not heading_shaped(line.text.rstrip(" :")):
            continue
        if stands_apart(lines, place) and has_text_below(lines, place):
            seen[form_of(lines, place)] += 2 if kind_by_words(line.text) else 1
    return frozenset(form for form, count in seen.items() if count > _LEAST_ALIKE)


def form_of(lines: Sequence[Line], place: int) -> Form:
    """How the line looks."""
    line = lines[place]
    text = line.text.rstrip()
    bare = without_number(text)
    lettering = "capitals" if is_capitals(bare) else "title" if is_title_case(bare) else "sentence"
    marked = bool(line.heading_level) or line.bold
    return lettering, number_form(text), text.endswith(":"), marked, _blank(lines, place - 1)


def bare_heading(text: str) -> str:
    """The words of a heading without its number and its weight."""
    return without_weight(without_number(text)).rstrip()


def has_text_below(lines: Sequence[Line], place: int) -> bool:
    """Does text follow that is no heading of the same look?"""
    below = next((other for other in range(place + 1, min(place + 4, len(lines))) if lines[other].text), None)
    if below is None:
        return False
    text = lines[below].text
    if find_spellings(bare := bare_heading(text)) or kind_by_core(bare):
        return False
    return bool(lines[below].bullet) or len(text.split()) > _MOST_WORDS - 4 or text.rstrip()[-1] in ".;,"


def stands_apart(lines: Sequence[Line], place: int) -> bool:
    """Is the text above over, and does the text below begin anew?"""
    above = lines[place - 1].text.rstrip() if place else ""
    below = lines[place + 1].text if place + 1 < len(lines) else ""
    return (not above or above[-1] in _SENTENCE_END) and not below[:1].islower()


def heading_shaped(text: str) -> bool:
    """Short, mostly letters, not the end of a sentence, not a value such as "Exempt"."""
    return (
        3 < len(text) <= 70
        and len(text.split()) <= _MOST_WORDS
        and text[-1] not in ".,;"
        and not text.startswith("(")
        and sum(character.isalpha() for character in text) * 3 >= len(text) * 2
        and fold_heading(text) not in NO_HEADING
        and "\t" not in text
        and ":" not in text[:-1]
    )


def _blank(lines: Sequence[Line], place: int) -> bool:
    return place < 0 or not lines[place].text
