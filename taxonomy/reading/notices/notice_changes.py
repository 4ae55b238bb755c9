"""Which classes does a notice retitle, regrade, make and abolish, as its tables state it?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct, structs

from taxonomy.model import Change, ClassEntry, Problem
from taxonomy.reading.language.money import PayCell, dollars, read_pay_cell
from taxonomy.reading.notices.notice_captions import operation_in
from taxonomy.reading.notices.notice_columns import NoticeColumn, is_empty
from taxonomy.reading.notices.notice_phrases import is_grade, side_of, title_in
from taxonomy.reading.notices.notice_tables import NoticeTable, Row

_FIELDS = ("title", "code", "grade", "minimum", "maximum", "pay_line")
_CHANGES = ("retitled", "regraded")
# A grade that only its column tells: "24" · "GS-14" · "AS615"
_GRADE_LABEL = re.compile(r"^(?:grade|range|group)\s+", re.IGNORECASE)
# "Retitle to Park Safety Officer", "Title change: Arborist"
_TO = re.compile(r"(?:\b(?:to|as)\s+|:\s*)(?P<rest>[A-Z\d].*)$")
_FROM = re.compile(r"\bfrom\s+(?P<rest>.+?)\s+to\s", re.IGNORECASE)
_PLAIN_GRADE = re.compile(r"(?=[A-Z.-]*\d)[A-Z]{0,4}[-. ]?\d{1,4}[A-Z]?(?:-[A-Z0-9]{1,3})?")


class Changes(Struct, frozen=True, kw_only=True):
    """The four lists of a notice."""

    retitled: tuple[Change, ...] = ()
    regraded: tuple[Change, ...] = ()
    new: tuple[ClassEntry, ...] = ()
    abolished: tuple[ClassEntry, ...] = ()


class _Draft:
    """A row while its table and the pay tables printed apart from it are read together."""

    def __init__(self, line: int, operation: str | None) -> None:
        self.line = line
        self.operation = operation
        self.values: dict[str, str | float | None] = {}

    def add(self, values: dict[str, str | float | None]) -> None:
        """Take over what is not known yet."""
        for name, value in values.items():
            if self.values.get(name) is None:
                self.values[name] = value

    def change(self) -> Change:
        stated = {name: value for name, value in self.values.items() if not name.startswith("replaced")}
        return structs.replace(Change(first_line=self.line), **stated)

    def entry(self) -> ClassEntry:
        sides = ("from", "to") if self.operation == "abolished" else ("to", "from")
        stated = {name: self._stated(name, sides) for name in _FIELDS}
        replaced = str(self.values.get("replaced_from") or "")
        onward = tuple(title.strip() for title in replaced.split(";") if title.strip())
        return structs.replace(ClassEntry(title="", first_line=self.line, replaced_by=onward), **stated)

    def _stated(self, name: str, sides: tuple[str, str]) -> str | float | None:
        first, second = (self.values.get(f"{name}_{side}") for side in sides)
        return first if first is not None else second

    def names(self) -> set[str]:
        """By what another table may mean the same class."""
        return {
            str(value).casefold() for key, value in self.values.items() if key.startswith(("title", "code")) and value
        }


def with_acts(changes: Changes, acts: Changes) -> Changes:
    """The changes of the tables, and those that sentences state of classes which no table of that kind names."""
    known = {
        str(title).casefold()
        for rows in (changes.retitled, changes.regraded, changes.new, changes.abolished)
        for row in rows
        for title in ((row.title_from, row.title_to) if isinstance(row, Change) else (row.title,))
    }
    told = {
        name: (
            *getattr(changes, name),
            *(
                row
                for row in getattr(acts, name)
                if str(row.title_from if isinstance(row, Change) else row.title).casefold() not in known
            ),
        )
        for name in ("retitled", "regraded", "new", "abolished")
    }
    return Changes(**told)


def read_changes(tables: Sequence[NoticeTable]) -> tuple[Changes, tuple[Problem, ...]]:
    """Rows to changes; what is printed apart is joined by code or, where the counts agree, by row order."""
    problems: list[Problem] = []
    drafts: list[_Draft] = []
    owner: list[_Draft] = []
    owner_caption: int | None = None
    for table in _side_by_side(tables, problems.append):
        if table.has("title"):
            owner, owner_caption = list(_drafts(table, problems.append)), table.caption_line
            drafts.extend(owner)
        elif table.has("code") and table.caption_line == owner_caption:
            _join_by_code(owner, table, problems.append)
        else:
            problems.append(_problem("notice_table_alone", "No table of titles goes with this table.", table))
    return _sorted(_merged(drafts), problems.append), tuple(problems)


def _side_by_side(tables: Sequence[NoticeTable], tell: Callable[[Problem], None]) -> list[NoticeTable]:
    """Tables under one caption that hold different columns are one table printed in parts: put them side by side."""
    whole: list[NoticeTable] = []
    for table in tables:
        before = whole[-1] if whole and whole[-1].caption_line == table.caption_line else None
        if before is None or set(before.columns) & set(table.columns):
            whole.append(table)
        elif len(before.rows) == len(table.rows):
            whole[-1] = _beside(before, table)
        else:
            counts = f"{len(table.rows)} rows stand beside {len(before.rows)}"
            tell(_problem("notice_rows_disagree", f"{counts}: what this table says was left open.", table))
    return whole


def _beside(left: NoticeTable, right: NoticeTable) -> NoticeTable:
    """Row by row; the line of a row is the one its title stands on."""
    lines = left if left.has("title") or not right.has("title") else right
    rows = zip(left.rows, right.rows, lines.rows, strict=True)
    return structs.replace(
        left,
        columns=left.columns + right.columns,
        rows=tuple(Row(named.line, one.cells + other.cells, one.lines + other.lines) for one, other, named in rows),
        last_line=right.last_line,
    )


def _drafts(table: NoticeTable, tell: Callable[[Problem], None]) -> Iterator[_Draft]:
    operation = _table_operation(table)
    if any(column.field == "action" for column in table.columns):
        yield from _acted(table, tell)
    elif operation is None:
        tell(_problem("notice_table_unclear", "Neither caption nor columns say what happens to these classes.", table))
    elif operation != "revised":
        for row in table.rows:
            draft = _Draft(row.line, operation)
            draft.add(_values(table, row, tell))
            yield draft


def _acted(table: NoticeTable, tell: Callable[[Problem], None]) -> Iterator[_Draft]:
    """Rows that say themselves what is done: "Abolish", "Retitle to Park Safety Officer"."""
    at = next(at for at, column in enumerate(table.columns) if column.field == "action")
    for row in table.rows:
        said = row.cells[at]
        operation = operation_in(said)
        if operation is None:
            if said and not is_empty(said):
                message = f"“{said}” is no action that is understood, so nothing was read from this row."
                tell(_line_problem("notice_action_not_understood", message, row.line))
            continue
        draft = _Draft(row.line, operation)
        draft.add(
            {**_values(table, row, tell), **_said_values(said, row.line)}
            if operation in _CHANGES
            else _values(table, row, tell)
        )
        yield draft


def _said_values(said: str, line: int) -> dict[str, str | float | None]:
    """What an action says itself: "Retitle to Park Safety Officer", "Pay level changed from SS-407 to SS-408"."""
    old, new = _FROM.search(said), _TO.search(said)
    if new is None:
        return {}
    if not is_grade(new["rest"]):
        return {"title_to": new["rest"].strip()}
    sides = {"grade_to": side_of(new["rest"]).grade, "grade_from": side_of(old["rest"]).grade if old else None}
    return {name: grade for name, grade in sides.items() if grade}


def _table_operation(table: NoticeTable) -> str | None:
    if any(table.has(field, "from") and table.has(field, "to") for field in ("title", "pay", "code")):
        return (
            table.operation if table.operation in _CHANGES else "retitled" if table.has("title", "to") else "regraded"
        )
    if table.operation is None and table.has("title", "to"):  # "New Class Title", and nothing of before
        return "new"
    return table.operation


def _values(table: NoticeTable, row: Row, tell: Callable[[Problem], None]) -> dict[str, str | float | None]:
    values: dict[str, str | float | None] = {}
    for column, cell, line in zip(table.columns, row.cells, row.lines, strict=True):
        for name, value in _cell_values(column, cell, line, tell):
            for time in (column.time,) if column.time else ("from", "to"):
                if value is not None:  # grade and range may stand in columns of their own
                    values[f"{name}_{time}"] = value
    return values


def _cell_values(
    column: NoticeColumn, cell: str, line: int, tell: Callable[[Problem], None]
) -> Iterator[tuple[str, str | float | None]]:
    if column.field in ("other", "action") or is_empty(cell):
        return
    if column.field == "title":
        yield from _title_values(cell, line)
    elif column.field in ("code", "replaced"):
        yield column.field, cell
    elif column.field == "pay":
        yield from _pay_values(cell, line, tell)
        yield "pay_line", line
    else:
        yield column.field, dollars(cell)
        yield "pay_line", line


def _title_values(cell: str, line: int) -> Iterator[tuple[str, str | float | None]]:
    """ "Coordinator 1 (pay level 8)": a cell of titles may hold the grade, too."""
    title, after = title_in(cell)
    side = side_of(after) if title and after.startswith("(") else None
    if side is None or side.grade is None:
        yield "title", cell
        return
    yield from (("title", title), ("grade", side.grade), ("minimum", side.minimum), ("maximum", side.maximum))
    yield "pay_line", line


def _pay_values(cell: str, line: int, tell: Callable[[Problem], None]) -> Iterator[tuple[str, str | float | None]]:
    pay = read_pay_cell(cell) or (PayCell(grade=cell) if _PLAIN_GRADE.fullmatch(cell) else None)
    if pay is None:
        tell(_line_problem("notice_pay_not_understood", f"“{cell}” is not a pay grade or range we can read.", line))
        return
    if pay.minimum is not None and pay.maximum is not None and pay.minimum > pay.maximum:
        tell(_line_problem("notice_pay_upside_down", f"The range “{cell}” ends below its beginning.", line))
    grade = _GRADE_LABEL.sub("", pay.grade) if pay.grade else None
    yield from (("grade", grade), ("minimum", pay.minimum), ("maximum", pay.maximum))


def _join_by_code(owner: Sequence[_Draft], table: NoticeTable, tell: Callable[[Problem], None]) -> None:
    for row in table.rows:
        values = _values(table, row, tell)
        codes = {str(values[name]).casefold() for name in ("code_from", "code_to") if values.get(name)}
        meant = [draft for draft in owner if codes & draft.names()]
        if len(meant) == 1:
            meant[0].add(values)
        else:
            tell(_line_problem("notice_code_unknown", "No single class of the table above has this code.", row.line))


def _merged(drafts: Iterable[_Draft]) -> list[_Draft]:
    """One draft a class: a class may stand in a table of titles and again in a table of pay."""
    kept: list[_Draft] = []
    for draft in drafts:
        same = [other for other in kept if _same_class(other, draft)]
        if len(same) == 1:
            _fold_in(same[0], draft)
        else:
            kept.append(draft)
    return kept


def _same_class(one: _Draft, other: _Draft) -> bool:
    changes = one.operation in _CHANGES and other.operation in _CHANGES
    return changes and bool(one.names() & other.names())


def _fold_in(kept: _Draft, other: _Draft) -> None:
    """A title that both sides share was printed without saying of when: the table that tells them apart wins."""
    for name in _FIELDS:
        before, after = f"{name}_from", f"{name}_to"
        if other.values.get(before) != other.values.get(after) and kept.values.get(before) == kept.values.get(after):
            kept.values.pop(before, None)
            kept.values.pop(after, None)
    kept.add(other.values)
    if other.operation == "regraded":
        kept.operation = "regraded"


def _sorted(drafts: Sequence[_Draft], tell: Callable[[Problem], None]) -> Changes:
    every = [(draft, draft.change()) for draft in drafts if draft.operation in _CHANGES]
    changes = [(draft, change) for draft, change in every if not _is_same(change)]
    return Changes(
        retitled=tuple(change for draft, change in changes if not _is_regraded(draft, change)),
        regraded=tuple(change for draft, change in changes if _is_regraded(draft, change)),
        new=tuple(_entries(drafts, "new", tell)),
        abolished=tuple(_entries(drafts, "abolished", tell)),
    )


def _is_same(change: Change) -> bool:
    """A row of a study that leaves its class as it is."""
    pairs = [(getattr(change, f"{name}_from"), getattr(change, f"{name}_to")) for name in _FIELDS if name != "pay_line"]
    return all(before == after for before, after in pairs) and sum(before is not None for before, _ in pairs) > 1


def _is_regraded(draft: _Draft, change: Change) -> bool:
    """Pay decides where both sides are stated; else the caption does."""
    before = (change.grade_from, change.minimum_from, change.maximum_from)
    after = (change.grade_to, change.minimum_to, change.maximum_to)
    if any(value is not None for value in before) and any(value is not None for value in after):
        return before != after
    return draft.operation == "regraded"


def _entries(drafts: Iterable[_Draft], operation: str, tell: Callable[[Problem], None]) -> Iterator[ClassEntry]:
    for draft in drafts:
        if draft.operation != operation:
            continue
        entry = draft.entry()
        if entry.title:
            yield entry
        else:
            tell(_line_problem("notice_class_without_title", "This row names no class.", draft.line))


def _problem(code: str, message: str, table: NoticeTable) -> Problem:
    return Problem(code=code, message=message, first_line=table.first_line, last_line=table.last_line)


def _line_problem(code: str, message: str, line: int) -> Problem:
    return Problem(code=code, message=message, first_line=line, last_line=line)
