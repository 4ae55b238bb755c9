"""How does a specification read with the chosen texts in it, and what was changed?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from taxonomy.analysis.revisions import Revision
from taxonomy.atlas import Atlas
from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import Edition, Line, Specification, StoredDocument
from taxonomy.reading.layout.clean import clean_line
from taxonomy.wording.diff import DiffPart, word_diff


class RedlineParagraph(Struct, frozen=True, kw_only=True):
    """One paragraph: its parts in order; a part that is not equal was changed. `kind`: heading, item or text."""

    kind: str
    first_line: int
    parts: tuple[DiffPart, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it was changed."""
        return any(part.op != "equal" for part in self.parts)


class Redline(Struct, frozen=True, kw_only=True):
    """A whole specification with its changes."""

    class_id: str
    title: str
    document: str
    paragraphs: tuple[RedlineParagraph, ...]
    revisions: tuple[Revision, ...]


def redline_of(atlas: Atlas, class_id: str, changes: Iterable[Revision], *, mask: bool = True) -> Redline:
    """The current specification of `class_id` with `changes`. Raises KeyError for an unknown class, LookupError for one
    without a specification."""
    job_class = atlas.classes[class_id]
    edition = job_class.current
    if edition is None:
        raise LookupError(f"{job_class.title} has no specification.")
    mine = tuple(r for r in changes if r.statement.class_id == class_id and r.statement.document == edition.document)
    document = atlas.documents[edition.document]
    return Redline(
        class_id=class_id,
        title=job_class.title,
        document=edition.document,
        paragraphs=tuple(_paragraphs(document, edition, mine, mask=mask)),
        revisions=mine,
    )


def revised_text(redline: Redline) -> str:
    """The specification as it reads with all changes accepted, one paragraph a line."""
    marks = {"heading": "\n", "item": "- ", "text": ""}
    lines = (marks[p.kind] + "".join(part.b for part in p.parts) for p in redline.paragraphs)
    return f"{redline.title}\n\n" + "\n".join(line for line in lines if line.strip()) + "\n"


def _paragraphs(
    document: StoredDocument, edition: Edition, changes: Sequence[Revision], *, mask: bool
) -> Iterator[RedlineParagraph]:
    furniture = {n for f in document.parsed.furniture for n in range(f.first_line, f.last_line + 1)}
    specification = edition.specification
    stretches = list(_stretches(changes))
    number = specification.first_line
    while number <= specification.last_line:
        stretch = next((s for s in stretches if s[0] <= number <= s[1]), None)
        last = stretch[1] if stretch else number
        lines = [_shown(n, document.lines[n - 1], mask=mask) for n in range(number, last + 1) if n not in furniture]
        text = " ".join(line.text for line in lines if line.text)
        if text:
            parts = tuple(_parts(text, stretch[2])) if stretch else (DiffPart("equal", text, text),)
            yield RedlineParagraph(kind=_kind(specification, lines[0]), first_line=number, parts=parts)
        number = last + 1


def _shown(number: int, raw: str, *, mask: bool) -> Line:
    return clean_line(number, mask_contacts(raw) if mask else raw)


def _kind(specification: Specification, line: Line) -> str:
    """Plain documents mark no headings: there, what reading took for the heading of a section is one."""
    text = line.text.strip(" :*").casefold()
    headings = (s.heading for s in specification.sections if s.heading and s.first_line == line.number)
    if line.heading_level or line.bold or any(text == heading.strip(" :*").casefold() for heading in headings):
        return "heading"
    duties = (duty.first_line for duty in specification.duties)
    return "item" if line.bullet or line.number in duties else "text"


def _stretches(changes: Sequence[Revision]) -> Iterator[tuple[int, int, list[Revision]]]:
    """Lines that change, with their changes; printings that share a line are changed together."""
    first = last = 0
    together: list[Revision] = []
    for change in sorted(changes, key=lambda r: r.statement.first_line):
        if together and change.statement.first_line > last:
            yield first, last, together
            together = []
        first = change.statement.first_line if not together else first
        last = max(last, change.statement.last_line) if together else change.statement.last_line
        together.append(change)
    if together:
        yield first, last, together


def _parts(text: str, changes: Iterable[Revision]) -> Iterator[DiffPart]:
    """`text` with each old definition turned into the new one; what cannot be found is replaced as a whole."""
    rest = text
    for change in changes:
        old = " ".join((change.statement.definition or "").split())
        before, found, after = rest.partition(old)
        if not found:
            before, old, after = _behind_label(rest, change.statement.label)
        yield from _equal(before)
        yield from word_diff(old, change.text)
        rest = after
    yield from _equal(rest)


def _behind_label(text: str, label: str) -> tuple[str, str, str]:
    before, found, after = text.partition(label)
    words = after.lstrip(" –—-:*.")
    head = before + found + after[: len(after) - len(words)]
    return (head, words, "") if found else ("", text, "")


def _equal(text: str) -> Iterator[DiffPart]:
    if text:
        yield DiffPart("equal", text, text)
