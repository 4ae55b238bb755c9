"""Is a classification notice whole, and does it agree with itself? Its own text is the only witness.

Each check looks at one thing: what a notice must say, its dates, its letter against its tables, and the tables against
the specifications behind them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from taxonomy.basics.findings import Finding
from taxonomy.basics.naming import slug
from taxonomy.model import Change, ClassEntry, Notice, ParsedDocument
from taxonomy.plan.notice_dates_check import DATE_CHECKS, notice_finding

RULES = {
    "missing": "Something that a notice must say was not found.",
    "not_in_table": "The letter changes a class that no table holds.",
    "effective_too_early": "The change takes effect before the hearing.",
    "effective_by_rule": "The day of taking effect is not the one that the rule gives.",
    "posting_short": "The notice is posted for fewer days than the employer's rule wants.",
    "date_order": "A date is before the day of the notice.",
    "hearing_too_early": "The hearing is before the end of the posting.",
    "comments_after_hearing": "Comments are taken until after the hearing.",
    "weekday": "A weekday and a date do not belong together.",
    "not_in_letter": "A class stands in a table, and the letter does not name it.",
    "grade_differs": "The letter and a table give a class two pay grades.",
    "list_incomplete": "The letter lists classes, and leaves out one that a table holds.",
    "grade_ranges": "One pay grade has two ranges.",
    "code_letter": "The letters of a job code and of its pay grade do not agree, as all others do.",
    "code_twice": "Two classes have one job code.",
    "pay_upside_down": "A lowest pay is above the highest.",
    "no_pay": "A new or regraded class has no pay in dollars.",
    "no_specification": "A class is new or changed, and no specification of it follows.",
    "not_announced": "A specification follows of a class that the notice does not name.",
}
_MUST = {
    "number": "number",
    "date": "date",
    "subject": "subject",
    "issuer": "sender",
    "effective_rule": "rule about when it takes effect",
    "comment_deadline": "last day for comments",
    "posting_days": "number of days of posting",
}
# "The following classifications were created based on …: DHS Customer Service Agent, …"
_LISTED = re.compile(
    r"\bfollowing\s+(?:job\s+|position\s+)?(?:class(?:es|ifications?)?|titles?)\s+(?:specifications\s+)?"
    r"(?:was|were|are|is|will be|have been)\s+(?P<verb>revis|updat|chang|creat|establish|add|abolish|delet)\w*"
    r"(?P<list>[^.]*:[^.]*)",
    re.IGNORECASE,
)
_FEWEST_AGREEING = 4  # so many codes and grades must share their letter before one that does not is worth a look


def check_notice(parsed: ParsedDocument) -> tuple[Finding, ...]:
    """What is missing from the notice of `parsed`, and where it contradicts itself. Raises ValueError without one."""
    notice = parsed.notice
    if notice is None:
        raise ValueError("No classification notice was found in this document.")
    name = parsed.source.name
    found = [finding for check in _CHECKS for finding in check(notice, name)]
    return (*found, *_specifications(parsed, notice))


def _missing(notice: Notice, name: str) -> Iterator[Finding]:
    for field, words in _MUST.items():
        if getattr(notice, field) is None:
            yield notice_finding("missing", f"The {words} of the notice was not found.", name, notice.first_line)
    if notice.hearing is None or notice.hearing.date is None:
        yield notice_finding("missing", "The date of the public hearing was not found.", name, notice.first_line)
    if not (notice.retitled or notice.regraded or notice.new or notice.abolished):
        yield notice_finding("missing", "No class that the notice makes or changes was found.", name, notice.first_line)


def _tables(notice: Notice, name: str) -> Iterator[Finding]:
    """A class that only the letter names, where the other classes stand in tables."""
    letters = [part for part in notice.parts if part.kind == "letter"]
    if not any(part.kind == "table" for part in notice.parts):
        return
    for title, line in _named(notice):
        if line and any(part.first_line <= line <= part.last_line for part in letters):
            yield notice_finding("not_in_table", f"The letter names {title}, and no table holds it.", name, line, title)


def _letter(notice: Notice, name: str) -> Iterator[Finding]:
    letter = slug(" ".join(part.text for part in notice.parts if part.kind == "letter"))
    for title, line in _named(notice) if letter else ():
        if slug(title) not in letter:
            yield notice_finding(
                "not_in_letter", f"The letter does not name {title}, which stands in a table.", name, line, title
            )


def _lists(notice: Notice, name: str) -> Iterator[Finding]:
    """A list in the letter is a promise to be whole."""
    for part in notice.parts:
        for listed in _LISTED.finditer(" ".join(part.text.split())) if part.kind == "letter" else ():
            printed, verb = slug(listed["list"]), listed["verb"].casefold()
            for title, line in _meant(notice, verb):
                if slug(title) not in printed:
                    message = f"The letter lists the classes concerned and leaves out {title}, which a table holds."
                    yield notice_finding("list_incomplete", message, name, line, title)


def _meant(notice: Notice, verb: str) -> Iterator[tuple[str, int | None]]:
    """The classes of the tables that a list with this verb should name."""
    if verb in ("revis", "updat", "chang"):
        yield from ((c.title_to or c.title_from or "", c.first_line) for c in (*notice.retitled, *notice.regraded))
    else:
        entries = notice.abolished if verb in ("abolish", "delet") else notice.new
        yield from ((entry.title, entry.first_line) for entry in entries)


def _grade_ranges(notice: Notice, name: str) -> Iterator[Finding]:
    ranges: dict[str, tuple[float, float]] = {}
    for grade, minimum, maximum, line in _ranges(notice):
        if grade is None or minimum is None or maximum is None:
            continue
        first = ranges.setdefault(slug(grade), (minimum, maximum))
        if first != (minimum, maximum):
            ranges_in_words = (
                f"${first[0]:,.2f} to ${first[1]:,.2f} in one row, ${minimum:,.2f} to ${maximum:,.2f} here"
            )
            message = f"{grade} has two ranges: {ranges_in_words}."
            yield notice_finding("grade_ranges", message, name, line, grade)


def _ranges(notice: Notice) -> Iterator[tuple[str | None, float | None, float | None, int | None]]:
    for change in (*notice.retitled, *notice.regraded):
        yield change.grade_to, change.minimum_to, change.maximum_to, change.pay_line_to or change.first_line
    for entry in (*notice.new, *notice.abolished):
        yield entry.grade, entry.minimum, entry.maximum, entry.pay_line or entry.first_line


def _code_letters(notice: Notice, name: str) -> Iterator[Finding]:
    """Where a body's codes carry the letter of their schedule (CS2435 on 613-S), one that does not is a slip."""
    rows = [(c.code_to, c.grade_to, c.first_line) for c in (*notice.retitled, *notice.regraded)]
    rows += [(c.code_from, c.grade_from, c.first_line) for c in (*notice.retitled, *notice.regraded)]
    rows += [(entry.code, entry.grade, entry.first_line) for entry in (*notice.new, *notice.abolished)]
    parted = []
    for code, grade, line in rows:
        letters = re.match(r"[A-Z]+(?=\d)", code or ""), re.search(r"[A-Z]+", grade or "")
        if letters[0] and letters[1]:
            parted.append((code, grade, letters[0][0].endswith(letters[1][0]), line))
    wrong = [row for row in parted if not row[2]]
    if len(parted) - len(wrong) >= _FEWEST_AGREEING and len(wrong) * 4 <= len(parted):
        for code, grade, _, line in wrong:
            message = f"{code} is on {grade}: every other job code here carries the letter of its pay schedule."
            yield notice_finding("code_letter", message, name, line, code)


def _grades(notice: Notice, name: str) -> Iterator[Finding]:
    """``Lead Customer Service Agent (615-S)`` in the letter, and the same class in a table."""
    letter = " ".join(part.text for part in notice.parts if part.kind == "letter")
    sides = [(c.title_to, c.grade_to, c.first_line) for c in notice.regraded]
    sides += [(c.title_from, c.grade_from, c.first_line) for c in notice.regraded]
    sides += [(entry.title, entry.grade, entry.first_line) for entry in (*notice.new, *notice.abolished)]
    grades: dict[str | None, list[tuple[str, int | None]]] = {}
    for title, grade, line in sides:
        grades.setdefault(title, []).extend([(grade, line)] if grade else [])
    for title, of_class in grades.items():
        # "3-1-1 Lead Customer Service Agent (614-S)" has the title of another class within: one that agrees is enough.
        printed = re.findall(rf"(?<![-\w]){re.escape(title)} ?\(([^()]{{1,12}})\)", letter) if title else []
        # A class that keeps its title has a grade before and one after: the letter may print either.
        stated = {slug(grade) for grade, _ in of_class}
        if printed and stated and not stated & set(map(slug, printed)):
            said = " and ".join(dict.fromkeys(grade for grade, _ in of_class))
            message = f"The letter says {printed[0]} for {title}; the table says {said}."
            yield notice_finding("grade_differs", message, name, of_class[0][1], f"{title} ({printed[0]})")


def _codes(notice: Notice, name: str) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    rows = [(c.code_to, c.title_to or c.title_from, c.first_line) for c in (*notice.regraded, *notice.retitled)]
    rows += [(entry.code, entry.title, entry.first_line) for entry in notice.new]
    for code, title, line in rows:
        owner = owners.setdefault(code, title or "") if code else title
        if code and title and slug(owner or "") != slug(title):
            yield notice_finding("code_twice", f"{owner} and {title} both have the job code {code}.", name, line, code)


def _pay(notice: Notice, name: str) -> Iterator[Finding]:
    for change in notice.regraded:
        yield from _range(change.title_to or change.title_from, change.minimum_to, change.maximum_to, change, name)
        yield from _range(change.title_from, change.minimum_from, change.maximum_from, change, name, must=False)
    for entry in notice.new:
        yield from _range(entry.title, entry.minimum, entry.maximum, entry, name)


def _range(
    title: str | None,
    minimum: float | None,
    maximum: float | None,
    row: Change | ClassEntry,
    name: str,
    *,
    must: bool = True,
) -> Iterator[Finding]:
    if minimum is not None and maximum is not None and minimum > maximum:
        message = f"The pay of {title} goes from ${minimum:,.0f} to ${maximum:,.0f}."
        yield notice_finding("pay_upside_down", message, name, row.first_line, title)
    if must and minimum is None and maximum is None:
        yield notice_finding("no_pay", f"No pay in dollars was found for {title}.", name, row.first_line, title)


def _specifications(parsed: ParsedDocument, notice: Notice) -> Iterator[Finding]:
    """The tables against the specifications that follow; a notice without any stands alone."""
    if not parsed.specifications:
        return
    name = parsed.source.name
    following = {slug(each.name) for each in parsed.specifications}
    gone = {slug(entry.title) for entry in notice.abolished}
    announced = {slug(title): (title, line) for title, line in _named(notice)}
    for key, (title, line) in announced.items():
        if key not in following | gone:
            message = f"The notice names {title}, and no specification of it follows."
            yield notice_finding("no_specification", message, name, line, title)
    for each in parsed.specifications:
        if slug(each.name) not in announced:
            message = f"The specification of {each.name} follows, and the notice does not name the class."
            yield notice_finding("not_announced", message, name, each.first_line, each.name)


def _named(notice: Notice) -> Iterator[tuple[str, int | None]]:
    """The classes of the tables, by the titles they will have."""
    for change in (*notice.retitled, *notice.regraded):
        yield change.title_to or change.title_from or "", change.first_line
    for entry in (*notice.new, *notice.abolished):
        yield entry.title, entry.first_line


_CHECKS: tuple[Callable[[Notice, str], Iterable[Finding]], ...] = (
    _missing,
    *DATE_CHECKS,
    _tables,
    _letter,
    _lists,
    _grades,
    _grade_ranges,
    _code_letters,
    _codes,
    _pay,
)
