"""Does a notice fit the plan that it changes? Its titles, codes, grades and ranges against the classes loaded here.

Only an employer whose classes are loaded is compared. A class that is not loaded is a finding only where something
speaks against it: its code is another class's, a title is nearly the same, or the other classes of the notice are here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct
from rapidfuzz import fuzz, process

from taxonomy.atlas import Atlas
from taxonomy.basics.findings import Finding
from taxonomy.basics.naming import code_key, slug
from taxonomy.model import JobClass, Notice, ParsedDocument
from taxonomy.plan.as_of import ClassState, state_of
from taxonomy.plan.timeline import pay_range

PLAN_RULES = {
    "not_in_plan": "A class that shall be changed or abolished is not in the plan.",
    "title_not_current": "A class is named by a title that it no longer has.",
    "already_abolished": "A class that shall be changed is abolished already.",
    "code_not_of_class": "A class has another job code in the plan.",
    "grade_not_of_class": "A class has another pay grade in the plan.",
    "range_not_of_grade": "A pay grade has another range in the plan.",
    "title_taken": "A new title is the title of another class.",
    "code_taken": "A new job code is the code of another class.",
    "still_required": "A class that shall be abolished is required by another.",
}
_NEARLY = 84


class _Row(Struct, frozen=True, kw_only=True):
    """One row of the notice: what a class is called and has before it, and after it (null: it ends)."""

    title: str | None
    code: str | None
    grade: str | None
    line: int | None
    title_after: str | None
    code_after: str | None


class _Plan:
    """The classes of the notice's employer as they were before its day."""

    def __init__(self, atlas: Atlas, notice: Notice) -> None:
        authority = slug(notice.authority or "")
        self.atlas = atlas
        self.day = notice.date or date.today().isoformat()
        self.classes = [each for each in atlas.classes.values() if each.authority == authority]
        self.states = {each.id: state_of(each, self.day) for each in self.classes}

    def live(self) -> Iterator[tuple[JobClass, ClassState]]:
        """The classes that were there on the day of the notice."""
        for each in self.classes:
            state = self.states[each.id]
            if state.status in ("in_force", "text_not_loaded"):
                yield each, state

    def called(self, title: str | None) -> tuple[JobClass, ClassState] | None:
        """The class with this title on the day of the notice."""
        return next(((c, s) for c, s in self.live() if s.title and slug(s.title) == slug(title or "")), None)

    def coded(self, code: str | None) -> tuple[JobClass, ClassState] | None:
        """The class with this job code on the day of the notice."""
        key = code_key(code or "")
        return next(((c, s) for c, s in self.live() if key and s.code and code_key(s.code) == key), None)


def check_against_plan(parsed: ParsedDocument, atlas: Atlas) -> tuple[Finding, ...]:
    """What in the notice of `parsed` does not fit the classes of its employer that are loaded."""
    notice = parsed.notice
    if notice is None:
        return ()
    plan = _Plan(atlas, notice)
    if not plan.classes:
        return ()
    rows = list(_rows(notice))
    found = [finding for check in _CHECKS for finding in check(notice, rows, plan)]
    name = parsed.source.name
    return tuple(
        Finding(rule=rule, message=message, document=name, first_line=line, quote=quote)
        for rule, message, line, quote in dict.fromkeys(found)
    )


_Found = tuple[str, str, int | None, str | None]


def _rows(notice: Notice) -> Iterator[_Row]:
    for change in (*notice.regraded, *notice.retitled):
        yield _Row(
            title=change.title_from or change.title_to,
            code=change.code_from,
            grade=change.grade_from,
            line=change.first_line,
            title_after=change.title_to or change.title_from,
            code_after=change.code_to or change.code_from,
        )
    for entry in notice.abolished:
        yield _Row(
            title=entry.title,
            code=entry.code,
            grade=entry.grade,
            line=entry.first_line,
            title_after=None,
            code_after=None,
        )


def _existing(_: Notice, rows: list[_Row], plan: _Plan) -> Iterator[_Found]:
    known = [row for row in rows if plan.called(row.title)]
    for row in rows:
        if plan.called(row.title) is None and row.title:
            yield from _unknown(row, plan, others_known=bool(known))


def _unknown(row: _Row, plan: _Plan, *, others_known: bool) -> Iterator[_Found]:
    title = row.title or ""
    ended = [c for c in plan.classes if slug(c.title) == slug(title) and plan.states[c.id].status == "abolished"]
    former = [(c, s) for c, s in plan.live() if slug(title) in {slug(f.title) for f in c.former_titles}]
    owner = plan.coded(row.code)
    titles = [s.title for _, s in plan.live() if s.title]
    near = process.extractOne(title, titles, scorer=fuzz.ratio, score_cutoff=_NEARLY)
    if ended:
        yield "already_abolished", f"{title} is abolished already.", row.line, title
    elif former:
        yield "title_not_current", f"{title} is now called {former[0][1].title}.", row.line, title
    elif owner:
        yield "not_in_plan", f"No class loaded here is called {title}; {row.code} is {owner[1].title}.", row.line, title
    elif near:
        yield "not_in_plan", f"No class loaded here is called {title}; one is called {near[0]}.", row.line, title
    elif others_known:
        yield "not_in_plan", f"No class loaded here is called {title}.", row.line, title


def _facts(_: Notice, rows: list[_Row], plan: _Plan) -> Iterator[_Found]:
    for row in rows:
        known = plan.called(row.title)
        if known is None:
            continue
        job_class, state = known
        codes = {code_key(each) for each in (state.code, *job_class.codes) if each}
        if row.code and codes and code_key(row.code) not in codes:
            yield (
                "code_not_of_class",
                f"{row.title} has the code {state.code} here, not {row.code}.",
                row.line,
                row.code,
            )
        if row.grade and state.grade and slug(row.grade) != slug(state.grade):
            message = f"{row.title} is in grade {state.grade} here, not {row.grade}."
            yield "grade_not_of_class", message, row.line, row.grade


def _ranges(notice: Notice, _: list[_Row], plan: _Plan) -> Iterator[_Found]:
    """Ranges of one pay table only: pay tables change every year, and then all of them differ."""
    kept = {slug(s.grade): s.range for _, s in plan.live() if s.grade and s.range}
    printed = list(_printed_ranges(notice))
    if not any(kept.get(slug(grade)) == span for grade, span, _ in printed):
        return
    for grade, span, line in printed:
        known = kept.get(slug(grade), span)
        if known != span:
            yield "range_not_of_grade", f"Grade {grade} is {known} here, not {span}.", line, grade


def _printed_ranges(notice: Notice) -> Iterator[tuple[str, str, int | None]]:
    sides = [(c.grade_from, c.minimum_from, c.maximum_from, c.pay_line_from or c.first_line) for c in notice.regraded]
    sides += [(c.grade_to, c.minimum_to, c.maximum_to, c.pay_line_to or c.first_line) for c in notice.regraded]
    sides += [(e.grade, e.minimum, e.maximum, e.pay_line or e.first_line) for e in (*notice.new, *notice.abolished)]
    for grade, low, high, line in sides:
        span = pay_range(low, high)
        if grade and span:
            yield grade, span, line


def _taken(notice: Notice, rows: list[_Row], plan: _Plan) -> Iterator[_Found]:
    """New titles and codes that another class has, which the notice neither renames nor ends."""
    moved = {slug(row.title or "") for row in rows}
    wanted = [(row.title_after, row.code_after, row.title, row.line) for row in rows if row.title_after]
    wanted += [(entry.title, entry.code, None, entry.first_line) for entry in notice.new]
    for title, code, before, line in wanted:
        holder = plan.called(title) if slug(title or "") != slug(before or "") else None
        if holder and slug(holder[1].title or "") not in moved:
            yield "title_taken", f"{title} is the title of a class already.", line, title
        owner = plan.coded(code)
        known = {*moved, slug(before or ""), slug(title or "")}
        if owner and slug(owner[1].title or "") not in known and (before is None or plan.called(before)):
            yield "code_taken", f"{code} is the code of {owner[1].title}.", line, code


def _required(notice: Notice, rows: list[_Row], plan: _Plan) -> Iterator[_Found]:
    """A class that ends while another asks for experience in it; one that the notice changes as well is not told."""
    changed = {slug(row.title or "") for row in rows}
    for entry in notice.abolished:
        known = plan.called(entry.title)
        for reference in plan.atlas.references_to(known[0].id) if known else ():
            asking = plan.states.get(reference.source_class)
            if reference.relation != "experience_as" or asking is None or slug(asking.title or "") in changed:
                continue
            message = f"{asking.title} requires experience as {entry.title}: “{reference.source.quote}”"
            yield "still_required", message, entry.first_line, entry.title


_CHECKS: tuple[Callable[[Notice, list[_Row], _Plan], Iterator[_Found]], ...] = (
    _existing,
    _facts,
    _ranges,
    _taken,
    _required,
)
