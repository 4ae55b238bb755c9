"""What does the letter of a notice say in sentences, and do its tables say the same?

A notice states its changes twice: in the letter (``adding the following classes; DHS Customer Service Agent (613-S)``)
and in tables. The tables are read; the letter is the witness, and speaks alone only where a table is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from taxonomy.model import Change, ClassEntry, Problem, TextLines
from taxonomy.reading.language.money import GRADE
from taxonomy.reading.notices.notice_changes import Changes

# "by changing the titles of …" · "We are adding the following classes; …" · "Lastly, we are abolishing …"
_VERB = re.compile(
    r"\b(?:(?P<change>changing|revising|adjusting)\s+the\s+(?P<what>[a-z /&]{3,60}?)\s+of\b"
    r"|(?P<retitled>retitling)|(?P<regraded>regrading)"
    r"|(?P<new>adding|creating|establishing)|(?P<abolished>abolishing|deleting|eliminating))\b",
    re.IGNORECASE,
)
# "the following classes;" · "a new classification of" · "the class"
_LEAD_IN = re.compile(
    r"^[\s:;,]*(?:(?:the|a|an)\s+)?(?:following\s+)?(?:new\s+)?(?:job\s+)?(?:class(?:es|ifications?)?\b)?(?:\s+of\b)?[\s:;,]*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"(,\s+and\s+|;\s+and\s+|,\s+|;\s+|\s+and\s+)")
# "3-1-1 Lead Customer Service Agent (614-S) to Lead Customer Service Agent (615-S)"
_TITLE_CHANGE = re.compile(
    rf"^(?P<title_from>[^()]+?)\s*(?:\((?P<grade_from>{GRADE})\))?\s+to\s+(?P<title_to>[^()]+?)\s*(?:\((?P<grade_to>{GRADE})\))?$"
)
# "Accountant I from 806-A to 807-A" · "Sheriff Captain (816-N) to (817-N)"
_GRADE_CHANGE = re.compile(
    rf"^(?P<title>[^()]+?)\s+(?:from\s+)?(?:pay\s+grade\s+)?\(?(?P<grade_from>{GRADE})\)?"
    rf"\s+to\s+(?:pay\s+grade\s+)?\(?(?P<grade_to>{GRADE})\)?$"
)
_ENTRY = re.compile(rf"^(?P<title>[^()]+?)\s*(?:\((?P<grade>{GRADE})\))?$")
_LONGEST_ITEM = 240
_SMALL_WORDS = frozenset({"of", "and", "the", "for", "in", "to", "or", "&"})


class Clause(Struct, frozen=True, kw_only=True):
    """One thing the letter says is done, in its words, with what it names."""

    operation: str
    text: str
    line: int
    changes: tuple[Change, ...] = ()
    entries: tuple[ClassEntry, ...] = ()


def read_clauses(letter: Iterable[TextLines]) -> tuple[Clause, ...]:
    """What the sentences of the letter do to classes."""
    return tuple(clause for sentence in letter for clause in _clauses(sentence))


def compare_with_tables(clauses: Sequence[Clause], changes: Changes) -> tuple[Changes, tuple[Problem, ...]]:
    """The changes, completed from the letter where no table stands for an operation, and every disagreement."""
    problems: list[Problem] = []
    tables = changes
    for clause in clauses:
        if clause.operation in ("new", "abolished"):
            changes = _settle_entries(clause, changes, tables, problems)
        else:
            changes = _settle_changes(clause, changes, tables, problems)
    problems.extend(_unnamed(clauses, changes))
    return changes, tuple(problems)


def _clauses(sentence: TextLines) -> Iterator[Clause]:
    verbs = list(_VERB.finditer(sentence.text))
    ends = [verb.start() for verb in verbs][1:] + [len(sentence.text)] * bool(verbs)
    for verb, end in zip(verbs, ends, strict=True):
        operation = _operation_of(verb)
        text = _LEAD_IN.sub("", sentence.text[verb.end() : end]).rstrip(" .,;")
        text = re.sub(r"(?:,|\band)?\s*(?:by|we are(?: also)?)?$", "", text).rstrip(" ,;")
        if operation and text:
            yield _clause(operation, text, sentence.first_line)


def _operation_of(verb: re.Match[str]) -> str | None:
    if not verb["change"]:
        return verb.lastgroup
    what = verb["what"].lower()
    if any(word in what for word in ("grade", "pay", "salary", "range")):
        return "regraded"
    return "retitled" if "title" in what else None


def _clause(operation: str, text: str, line: int) -> Clause:
    if operation in ("new", "abolished"):
        entries = tuple(_entries(text, line))
        return Clause(operation=operation, text=text, line=line, entries=entries)
    return Clause(operation=operation, text=text, line=line, changes=tuple(_changes(text, line)))


def _entries(text: str, line: int) -> Iterator[ClassEntry]:
    for item in _items(text, re.compile(r"\)\s*$") if "(" in text else re.compile("")):
        found = _ENTRY.match(item)
        if found and _is_title(found["title"]):
            yield ClassEntry(title=found["title"], grade=found["grade"], first_line=line)


def _changes(text: str, line: int) -> Iterator[Change]:
    for item in _items(text, re.compile(r"\sto\s")):
        regraded, retitled = _GRADE_CHANGE.match(item), _TITLE_CHANGE.match(item)
        found = regraded or retitled
        if found and all(_is_title(value) for name, value in found.groupdict().items() if name.startswith("title")):
            stated = found.groupdict()
            title = stated.pop("title", None)
            titles = {"title_from": title, "title_to": title} if title else {}
            yield structs.replace(Change(first_line=line), **titles, **stated)


def _items(text: str, complete: re.Pattern[str]) -> Iterator[str]:
    """Parts of a list. A title may hold “and”: parts are glued until each is `complete`."""
    pieces = _SEPARATOR.split(text)
    item = pieces[0]
    for separator, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if len(item) > _LONGEST_ITEM:
            return
        if complete.search(item) and (complete.search(piece) or item.endswith(")") or "," in separator):
            yield item.strip()
            item = piece
        else:
            item += separator + piece
    yield item.strip()


def _is_title(text: str) -> bool:
    """``Contact Center Director``: every word but the small ones begins with a capital or a digit."""
    words = text.split()
    return bool(words) and all(word in _SMALL_WORDS or word[0].isupper() or word[0].isdigit() for word in words)


def _settle_entries(clause: Clause, changes: Changes, tables: Changes, problems: list[Problem]) -> Changes:
    known = {entry.title.casefold(): entry for entry in getattr(tables, clause.operation)}
    if not known:
        told = (*getattr(changes, clause.operation), *clause.entries)
        return structs.replace(changes, **{clause.operation: told})
    for entry in clause.entries:
        same = known.get(entry.title.casefold())
        if entry.grade and same is None:
            problems.append(_not_in_tables(entry.title, clause))
        elif same and _differ(entry.grade, same.grade):
            problems.append(_grades_differ(entry.title, entry.grade, same.grade, clause))
    return changes


def _settle_changes(clause: Clause, changes: Changes, tables: Changes, problems: list[Problem]) -> Changes:
    printed = tables.retitled + tables.regraded
    if not printed:
        told = (*getattr(changes, clause.operation), *clause.changes)
        return structs.replace(changes, **{clause.operation: told})
    known = {(change.title_to or "").casefold(): change for change in printed}
    for change in clause.changes:
        title = change.title_to or ""
        same = known.get(title.casefold())
        if same is None:
            problems.append(_not_in_tables(title, clause))
            continue
        for stated, listed in ((change.grade_from, same.grade_from), (change.grade_to, same.grade_to)):
            if _differ(stated, listed):
                problems.append(_grades_differ(title, stated, listed, clause))
    return changes


def _unnamed(clauses: Sequence[Clause], changes: Changes) -> Iterator[Problem]:
    """Classes that a table lists and the letter, which names others for the same operation, does not."""
    for operations, listed in _listed(changes):
        meant = [clause for clause in clauses if clause.operation in operations]
        words = " ".join(clause.text for clause in meant).casefold()
        names_some = any(clause.changes or clause.entries for clause in meant)
        for title, line in listed if names_some else ():
            if title.casefold() not in words:
                message = f"The tables list {title}, but the letter does not name it."
                yield Problem(code="notice_letter_disagrees", message=message, first_line=line, last_line=line)


def _listed(changes: Changes) -> Iterator[tuple[tuple[str, ...], list[tuple[str, int | None]]]]:
    both = changes.retitled + changes.regraded
    yield ("retitled", "regraded"), [(change.title_to, change.first_line) for change in both if change.title_to]
    yield ("new",), [(entry.title, entry.first_line) for entry in changes.new]
    yield ("abolished",), [(entry.title, entry.first_line) for entry in changes.abolished]


def _differ(stated: str | None, printed: str | None) -> bool:
    return bool(stated and printed) and stated != printed


def _not_in_tables(title: str, clause: Clause) -> Problem:
    message = f"The letter names {title}, but no table lists it."
    return Problem(code="notice_letter_disagrees", message=message, first_line=clause.line, last_line=clause.line)


def _grades_differ(title: str, stated: str | None, printed: str | None, clause: Clause) -> Problem:
    message = f"For {title} the letter says {stated} and the table says {printed}; the table was taken."
    return Problem(code="notice_letter_disagrees", message=message, first_line=clause.line, last_line=clause.line)
