"""What did people say about this document, in terms of its own lines?  The one record that reading obeys.

Every decision of reading that a person may replace is one field here: is it a class, its title, code, employer and
date, what each line is, and which lines are of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.model import Line
from taxonomy.model.corrections import NO_HEADING, ONE, CorrectionUse, ReadingCorrection
from taxonomy.model.documents import LineRuling
from taxonomy.reading.layout.anchors import find_lines, same_line, value_in
from taxonomy.reading.layout.forms import is_of_form, marks_of_line
from taxonomy.reading.layout.titles import title_and_code

_NO_LINE = "The line it speaks of is not there any more."
_NO_VALUE = "Nothing stands where the value stands in the form."
ValueField = Literal["title", "code", "authority", "date"]


class RuledValue(Struct, frozen=True, kw_only=True):
    """A value that a person gave, and the line it is printed in (null: in none)."""

    value: str
    line: int | None


class Rulings(Struct, frozen=True, kw_only=True):
    """What holds for one document. `lines` says of a line what it is; `furniture` are lines of the page."""

    is_class: bool | None = None
    title: RuledValue | None = None
    code: RuledValue | None = None
    authority: RuledValue | None = None
    date: RuledValue | None = None
    lines: Mapping[int, LineRuling] = {}
    furniture: frozenset[int] = frozenset()
    uses: tuple[CorrectionUse, ...] = ()

    @property
    def text_lines(self) -> frozenset[int]:
        """Lines of the text, since a person said what they are: no furniture."""
        values = (self.title, self.code, self.date)
        return frozenset(self.lines) | {one.line for one in values if one is not None and one.line is not None}

    @property
    def fields(self) -> frozenset[str]:
        """The fields that people gave a value."""
        return frozenset(name for name in ("title", "code", "authority", "date") if getattr(self, name) is not None)


NONE = Rulings()


def of_this_form(
    corrections: Iterable[ReadingCorrection], sha256: str, lines: Sequence[Line]
) -> tuple[ReadingCorrection, ...]:
    """Those of `corrections` that hold for this document: its own, and those of forms that it has."""
    known: dict[tuple[str, ...], bool] = {}
    held = []
    for each in corrections:
        if each.sha256 == sha256:
            held.append(each)
        elif each.form is not None:
            key = (*each.form.marks, each.form.authority or "")
            if key not in known:
                known[key] = is_of_form(each.form, lines)
            if known[key]:
                held.append(each)
    return tuple(held)


def rulings_of(corrections: Sequence[ReadingCorrection], sha256: str, lines: Sequence[Line]) -> Rulings:
    """`corrections`, which hold for this document, in terms of its lines; a later one wins over an earlier one."""
    rulings = NONE
    for each in sorted(corrections, key=lambda one: one.sha256 == sha256):
        found = _ruled(rulings, each, lines, own=each.sha256 == sha256)
        missing = found if isinstance(found, str) else None
        use = CorrectionUse(decision=each.decision, field=each.field, missing=missing)
        rulings = replace(rulings if isinstance(found, str) else found, uses=(*rulings.uses, use))
    return rulings


def with_rulings(lines: Iterable[Line], rulings: Rulings) -> tuple[Line, ...]:
    """`lines`, each with what a person said of it."""
    if not rulings.lines:
        return tuple(lines)
    return tuple(
        replace(line, ruling=rulings.lines[line.number]) if line.number in rulings.lines else line for line in lines
    )


def _ruled(rulings: Rulings, correction: ReadingCorrection, lines: Sequence[Line], *, own: bool) -> Rulings | str:
    """`rulings` with one correction more, or the reason why it cannot be applied."""
    if correction.field == "class":
        return replace(rulings, is_class=correction.value == "yes")
    if correction.field == "columns":
        return rulings
    if correction.field in ("title", "code", "authority", "date"):
        return _with_value(rulings, correction, lines, own=own)
    found = _own_lines(correction, lines) if own else _lines_of_form(correction, lines)
    if not found:
        return _NO_LINE
    if correction.field == "furniture":
        return replace(rulings, furniture=rulings.furniture | {line.number for line in found})
    return replace(rulings, lines={**rulings.lines, **dict(_line_rulings(correction, found))})


def _with_value(rulings: Rulings, correction: ReadingCorrection, lines: Sequence[Line], *, own: bool) -> Rulings | str:
    value, line = correction.value, None
    if own:
        line = same_line(lines, correction.first_line, correction.printed)
        if correction.first_line is not None and line is None:
            return _NO_LINE
    elif correction.anchor is not None:
        line = next(iter(find_lines(correction.anchor, lines)), None)
        value = value_in(correction.anchor, line) if line else None
        if value and correction.field == "title":
            value = title_and_code(value)[0]
        elif value and correction.field == "code" and len(value.split()) != len((correction.value or "").split()):
            value = next((word for word in value.split() if any(map(str.isdigit, word))), None)
    if not value:
        return _NO_VALUE
    ruled = RuledValue(value=value, line=line.number if line else None)
    match correction.field:
        case "title":
            return replace(rulings, title=ruled)
        case "code":
            return replace(rulings, code=ruled)
        case "authority":
            return replace(rulings, authority=ruled)
        case _:
            return replace(rulings, date=ruled)


def _own_lines(correction: ReadingCorrection, lines: Sequence[Line]) -> list[Line]:
    first = same_line(lines, correction.first_line, correction.printed)
    if first is None or correction.first_line is None:
        return []
    last = first.number + (correction.last_line or correction.first_line) - correction.first_line
    return [line for line in lines if first.number <= line.number <= last]


def _lines_of_form(correction: ReadingCorrection, lines: Sequence[Line]) -> list[Line]:
    """In another document of the form: the lines that read alike; for lists, those below the line that leads them."""
    if correction.anchor is None:
        return []
    found = find_lines(correction.anchor, lines)
    if correction.field != "lines" or not found or correction.form is None:
        return found
    marks = frozenset(correction.form.marks)
    below = lines[next(place for place, line in enumerate(lines) if line is found[0]) :]
    return list(takewhile(lambda line: marks.isdisjoint(marks_of_line(line)), below))


def _line_rulings(correction: ReadingCorrection, found: Sequence[Line]) -> Iterator[tuple[int, LineRuling]]:
    if correction.field == "lines":
        yield from _list_rulings(found, one=correction.value == ONE, apart=correction.form is not None)
        return
    for line in found:
        if correction.value == NO_HEADING:
            yield line.number, LineRuling(act="text")
        else:
            act: Literal["heading", "section"] = "heading" if correction.field == "heading" else "section"
            yield line.number, LineRuling(act=act, kind=correction.value)


def _list_rulings(found: Sequence[Line], *, one: bool, apart: bool) -> Iterator[tuple[int, LineRuling]]:
    """Each line an item, or all of them one item (`apart`: one a paragraph, as in every document of a form)."""
    begun = False
    for line in found:
        if not line.text:
            if one and begun and not apart:
                yield line.number, LineRuling(act="rest")
            begun = begun and not apart
            continue
        yield line.number, LineRuling(act="rest" if one and begun else "item")
        begun = True
