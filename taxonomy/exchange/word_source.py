"""Tracked changes in the Word document that a specification came as: its styles, tables and headers stay."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from msgspec import Struct

from taxonomy.analysis.revisions import Revision
from taxonomy.wording.diff import word_diff

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_RUN, _TEXT, _PROPERTIES = qn("w:r"), qn("w:t"), qn("w:rPr")


class SourceRedline(Struct, frozen=True, kw_only=True):
    """The document with its changes; `unplaced` are those whose text could not be found in one paragraph of it."""

    data: bytes
    unplaced: tuple[Revision, ...]


class _Tracker:
    """Who changes what when, and the number of the next change."""

    def __init__(self, author: str, when: str, first: int) -> None:
        self.author, self.when, self.numbers = author, when, count(first)

    def wrapped(self, tag: str, runs: Sequence[Any]) -> Any:
        """`runs` inside of a tracked insertion or deletion."""
        change = OxmlElement(tag)
        change.set(qn("w:id"), str(next(self.numbers)))
        change.set(qn("w:author"), self.author)
        change.set(qn("w:date"), self.when)
        change.extend(runs)
        return change


def track_in_source(source: bytes, changes: Sequence[Revision], *, author: str, when: str) -> SourceRedline:
    """The Word document `source` with `changes` tracked as made by `author` at `when` (ISO, UTC)."""
    document = docx.Document(io.BytesIO(source))
    tracker = _Tracker(author, when, 90_000)
    paragraphs = list(document.element.body.iter(qn("w:p")))
    unplaced = tuple(change for change in changes if not _place(paragraphs, change, tracker))
    file = io.BytesIO()
    document.save(file)
    return SourceRedline(data=file.getvalue(), unplaced=unplaced)


def _place(paragraphs: Sequence[Any], change: Revision, tracker: _Tracker) -> bool:
    """Change the one paragraph that says the old text; where several do, the one that also names the competency."""
    words = (change.statement.definition or "").split()
    if not words:
        return False
    old = re.compile(r"\s+".join(map(re.escape, words)))
    saying = [p for p in paragraphs if old.search(_text_of(p))]
    named = [p for p in saying if change.statement.label.casefold() in _text_of(p).casefold()]
    chosen = saying if len(saying) == 1 else named
    found = old.search(_text_of(chosen[0])) if len(chosen) == 1 else None
    return found is not None and _rewrite(chosen[0], found.start(), found[0], change.text, tracker)


def _text_of(paragraph: Any) -> str:
    return "".join(_run_text(run) for run in paragraph.findall(_RUN))


def _run_text(run: Any) -> str:
    """The text of a run; a tab or line break is one blank, as `_split` counts it."""
    return "".join((child.text or "") if child.tag == _TEXT else " " for child in run if child.tag != _PROPERTIES)


def _rewrite(paragraph: Any, start: int, old: str, new: str, tracker: _Tracker) -> bool:
    parts = word_diff(old, new)
    if "".join(part.a for part in parts) != old:
        return False
    cuts, place = [start], start
    for part in parts:
        place += len(part.a)
        cuts.append(place)
    if not all(_split(paragraph, cut) for cut in cuts):
        return False
    place = start
    for part in parts:
        runs = list(_between(paragraph, place, place + len(part.a))) if part.a else []
        if part.op != "equal":
            _exchange(paragraph, place, runs, part.b, tracker)
        place += len(part.a) if part.op == "equal" else 0  # what is deleted is no run of the paragraph any more
    return True


def _split(paragraph: Any, place: int) -> bool:
    """Let a run begin at `place`; False where that lies inside of a run that holds more than text."""
    start = 0
    for run in paragraph.findall(_RUN):
        text = _run_text(run)
        if start < place < start + len(text):
            children = [child for child in run if child.tag != _PROPERTIES]
            if len(children) != 1 or children[0].tag != _TEXT:
                return False
            rest = deepcopy(run)
            run.addnext(rest)
            _say(run, text[: place - start])
            _say(rest, text[place - start :])
        start += len(text)
    return True


def _say(run: Any, text: str) -> None:
    words = run.find(_TEXT)
    words.text = text
    words.set(_SPACE, "preserve")


def _between(paragraph: Any, first: int, last: int) -> Iterator[Any]:
    start = 0
    for run in paragraph.findall(_RUN):
        length = len(_run_text(run))
        if length and first <= start and start + length <= last:
            yield run
        start += length


def _exchange(paragraph: Any, place: int, runs: Sequence[Any], added: str, tracker: _Tracker) -> None:
    """Delete `runs`, which begin at `place`, and insert `added` behind them in the same lettering."""
    before = _run_before(paragraph, place)
    model = runs[-1] if runs else before if before is not None else paragraph.find(_RUN)
    inserted = tracker.wrapped("w:ins", [_like(model, added)]) if added else None
    if runs:
        deleted = tracker.wrapped("w:del", [])
        runs[0].addprevious(deleted)
        deleted.extend(map(_deleted, runs))
        if inserted is not None:
            deleted.addnext(inserted)
    elif inserted is not None and before is None:
        model.addprevious(inserted)
    elif inserted is not None:
        after: Any = before
        while (following := after.getnext()) is not None and following.tag in (qn("w:del"), qn("w:ins")):
            after = following
        after.addnext(inserted)


def _deleted(run: Any) -> Any:
    """A run as it stands in a deletion."""
    for words in run.findall(_TEXT):
        words.tag = qn("w:delText")
        words.set(_SPACE, "preserve")
    return run


def _run_before(paragraph: Any, place: int) -> Any | None:
    """The run that ends at `place`, or None at the beginning."""
    start, found = 0, None
    for run in paragraph.findall(_RUN):
        if start < place:
            found = run
        start += len(_run_text(run))
    return found


def _like(model: Any, text: str) -> Any:
    """A run that says `text` in the lettering of `model`."""
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    properties = model.find(_PROPERTIES)
    if properties is not None:
        run.append(deepcopy(properties))
    words.set(_SPACE, "preserve")
    words.text = "".join(letter for letter in text if letter.isprintable() or letter in "\t\n")
    run.append(words)
    return run
