"""How is the line that a person pointed at described, so that it is found in another document of the same form?

In the order of trust: the label it begins with; its place beside the nearest line that every document of the form has;
its place from the top. The value in it stands between two signs, as it did in the line that the person saw.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from taxonomy.model import Line
from taxonomy.model.corrections import Anchor, Form
from taxonomy.reading.language.spellings import fold_heading
from taxonomy.reading.layout.clean import clean_line
from taxonomy.reading.layout.forms import label_of, marks_of_line, masked, shape_of

_LONGEST_VALUE, _MOST_WORDS, _LONGEST_LEAD = 120, 16, 40
_CELLS = re.compile(r"\t|\s{2,}|\s\|\s")
_SIGNS = re.compile(r"[^\w]+$")


def anchor_of(lines: Sequence[Line], number: int, value: str, form: Form) -> Anchor:
    """The anchor of `value` in line `number`."""
    printed = [line for line in lines if line.text]
    place = next(place for place, line in enumerate(printed) if line.number == number)
    cells = cells_of(printed[place])
    cell = next((at for at, text in enumerate(cells) if value.lower() in text.lower()), 0)
    text = cells[cell]
    start = max(text.lower().find(value.lower()), 0)
    lead, after = text[:start], text[start + len(value) :].strip()[:1]
    if lead.rstrip().endswith(":") and (label := label_of(f"{lead.rstrip()} ")):
        return Anchor(label=masked(label), after=after)
    beside, steps = _nearest(printed, place, frozenset(form.marks)) or ("", 0)
    signs = _SIGNS.search(lead)
    return Anchor(
        beside=beside,
        steps=steps,
        top=0 if beside else place,
        cell=cell,
        before=signs[0].strip() if signs else "",
        after=after,
        words=lead.strip() if len(lead) <= _LONGEST_LEAD else "",
        shape=_lettering(printed[place]),
    )


def cells_of(line: Line) -> list[str]:
    """The words of a line where tabs, bars or wide spaces part them."""
    cells = [clean_line(line.number, cell).text for cell in _CELLS.split(line.raw.strip()) if cell.strip()]
    return cells if len(cells) > 1 else [line.text]


def text_anchor(line: Line) -> Anchor:
    """The anchor of a line that every document of the form prints alike."""
    return Anchor(text=masked(line.text))


def find_lines(anchor: Anchor, lines: Sequence[Line]) -> list[Line]:
    """The lines that `anchor` speaks of, in another document of the form; one at most unless by their own words."""
    printed = [line for line in lines if line.text]
    if anchor.text:
        return [line for line in printed if masked(line.text) == anchor.text]
    if anchor.label:
        return [line for line in printed if any(_label_start(anchor.label, cell) for cell in cells_of(line))][:1]
    found = printed[anchor.top : anchor.top + 1]
    if anchor.beside:
        places = (place for place, line in enumerate(printed) if anchor.beside in marks_of_line(line))
        place = next(places, -1) + anchor.steps
        found = printed[place : place + 1] if place >= 0 else []
    return [line for line in found if anchor.shape in ("", _lettering(line))]


def value_in(anchor: Anchor, line: Line) -> str | None:
    """The value that stands where the anchor says; None where nothing of its kind does."""
    cells = cells_of(line)
    text = cells[min(anchor.cell, len(cells) - 1)]
    if anchor.label:
        text = next((cell[start:] for cell in cells if (start := _label_start(anchor.label, cell))), "")
    elif anchor.words and text.lower().startswith(anchor.words.lower()):
        text = text[len(anchor.words) :]
    elif anchor.before:
        text = text.rpartition(anchor.before)[2] if anchor.before in text else ""
    if anchor.after and not anchor.after.isalnum():
        text = text.partition(anchor.after)[0]
    value = text.strip(" \t:")
    return value if value and len(value) <= _LONGEST_VALUE and len(value.split()) <= _MOST_WORDS else None


def _lettering(line: Line) -> str:
    return shape_of(line) + ("#" if any(letter.isdigit() for letter in line.text) else "")


def _label_start(label: str, text: str) -> int | None:
    """Where the value behind `label` begins in a cell; None where the cell has another label, or none."""
    found = label_of(text)
    return text.index(":", len(found)) + 1 if found and masked(found) == label else None


def _nearest(printed: Sequence[Line], place: int, marks: frozenset[str]) -> tuple[str, int] | None:
    """The nearest line with a mark of the form, and how many lines below it (above: negative) the place is."""
    for steps in range(1, len(printed)):
        for other, distance in ((place - steps, steps), (place + steps, -steps)):
            if 0 <= other < len(printed):
                shared = [mark for mark in marks_of_line(printed[other]) if mark in marks]
                if shared:
                    return shared[0], distance
    return None


def same_line(lines: Sequence[Line], number: int | None, printed: str | None) -> Line | None:
    """The line of the corrected document itself: where it was, else the only one that prints the same."""
    wanted = fold_heading(printed or "")
    for line in lines:
        if line.number == number and fold_heading(line.text) == wanted:
            return line
    alike = [line for line in lines if line.text and fold_heading(line.text) == wanted]
    return alike[0] if len(alike) == 1 else None
