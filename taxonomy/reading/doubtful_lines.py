"""Which facts of a class stand on lines whose order on the page is doubtful, or that were read from a picture?

Such facts are kept and marked: their section says so, their field is a doubt with the values read, and requirements
among them are words that a person must read (`residue`), so that no answer rests on them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from taxonomy.model import Doubt, DoubtCandidate, Leaf, Problem, Residue, Specification
from taxonomy.reading.qualifications.residue import leaves_of

_WHY = {
    "reading_order_doubtful": "The order of these lines on the page is not certain.",
    "read_from_picture": "These lines were read from a picture.",
}
_MOST_CANDIDATES = 8


def line_doubt(problems: Sequence[Problem], first: int, last: int) -> str | None:
    """In words, what is doubtful about the lines `first` to `last` of a document with these `problems`."""
    code = _doubt_of(first, last, _doubtful(problems))
    return _WHY[code] if code else None


def with_line_doubts(specification: Specification, problems: Sequence[Problem]) -> Specification:
    """`specification` with a mark on every section, field and requirement that stands on doubtful lines."""
    doubtful = _doubtful(problems)
    if not doubtful:
        return specification
    sections = tuple(
        replace(section, doubt=_doubt_of(section.first_line, section.last_line, doubtful))
        for section in specification.sections
    )
    leaves = [leaf for leaf in leaves_of(specification.requirement) if leaf.first_line in doubtful]
    return replace(
        specification,
        sections=sections,
        doubts=(*specification.doubts, *_field_doubts(specification, leaves, doubtful)),
        residue=tuple(dict.fromkeys((*specification.residue, *(_unread(leaf, doubtful) for leaf in leaves)))),
    )


def _doubtful(problems: Sequence[Problem]) -> dict[int, str]:
    """The code of what is doubtful about each line."""
    return {
        number: problem.code
        for problem in problems
        if problem.code in _WHY and problem.first_line is not None and problem.last_line is not None
        for number in range(problem.first_line, problem.last_line + 1)
    }


def _doubt_of(first: int, last: int, doubtful: dict[int, str]) -> str | None:
    return next((doubtful[number] for number in range(first, last + 1) if number in doubtful), None)


def _field_doubts(specification: Specification, leaves: Sequence[Leaf], doubtful: dict[int, str]) -> Iterator[Doubt]:
    facts: dict[str, list[tuple[str, int | None, int | None]]] = {
        "duties": [(one.text, one.first_line, one.last_line) for one in specification.duties],
        "competencies": [(one.label, one.first_line, one.last_line) for one in specification.competencies],
        "knowledge": [(one.text, one.first_line, one.last_line) for one in specification.knowledge],
        "requirement": [(leaf.quote, leaf.first_line, leaf.first_line) for leaf in leaves],
        "pays": [(_amounts(one.minimum, one.maximum), one.first_line, one.first_line) for one in specification.pays],
    }
    for field, values in facts.items():
        unsure = [(text, first) for text, first, last in values if first and _doubt_of(first, last or first, doubtful)]
        if unsure:
            code = _doubt_of(unsure[0][1], unsure[0][1], doubtful) or next(iter(doubtful.values()))
            shown = tuple(DoubtCandidate(value=text, first_line=line) for text, line in unsure[:_MOST_CANDIDATES])
            yield Doubt(field=field, why=_WHY[code], candidates=shown)


def _amounts(minimum: float | None, maximum: float | None) -> str:
    return " to ".join(f"{amount:,.2f}" for amount in (minimum, maximum) if amount is not None)


def _unread(leaf: Leaf, doubtful: dict[int, str]) -> Residue:
    return Residue(text=leaf.quote, first_line=leaf.first_line, why=_WHY[doubtful[leaf.first_line]])
