"""What the outline hands to the readers of single facts: a section with its lines, and its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from taxonomy.model import Line, Section, TextLines
from taxonomy.reading.language.line_ends import joined
from taxonomy.reading.language.sentences import without_marks

# "Desirable Qualifications", "Preferred Education": what is only wished for
_WISHES = ("desirable", "preferred", "desired", "ideal", "asset")


class SectionLines(Struct, frozen=True, kw_only=True):
    """A section before its facts are read.

    `first_line` is the heading's line (or the first body line where there is no heading). `body` leaves out the
    heading's own words; where text follows an inline heading, the first body line has the heading's number and the
    rest of that line as its text. Furniture lines are already out of `body`; blank lines are in it. `inferred` is true
    where the kind is concluded from the text.
    """

    kind: str
    heading: str | None
    first_line: int
    last_line: int
    body: tuple[Line, ...] = ()
    inferred: bool = False

    @property
    def text(self) -> str:
        """The body as clean text, one line a line, without blank lines at either end."""
        return "\n".join(line.text for line in self.body).strip("\n")

    def numbered_lines(self) -> Iterator[tuple[int, str]]:
        """The printed lines without marks; an inline heading about pay (``Pay Grade:``) is put back."""
        label = f"{self.heading} " if self.heading and self.kind == "pay" else ""
        for line in self.body:
            if line.text.strip():
                yield line.number, label + without_marks(line.text)
                label = ""

    @property
    def is_wish(self) -> bool:
        """True where the heading says that what stands below is only wished for."""
        heading = (self.heading or "").lower()
        return any(wish in heading for wish in _WISHES)

    def published(self) -> Section:
        """The same section as docs/api.md prints it."""
        return Section(
            kind=self.kind,
            heading=self.heading,
            first_line=self.first_line,
            last_line=self.last_line,
            text=self.text,
            inferred=self.inferred,
        )


def paragraphs(body: Sequence[Line]) -> Iterator[TextLines]:
    """Runs of non-blank lines, each joined by single spaces, with the lines they stand on."""
    run: list[Line] = []
    for line in body:
        if line.text.strip():
            run.append(line)
        elif run:
            yield _joined(run)
            run = []
    if run:
        yield _joined(run)


def _joined(run: Sequence[Line]) -> TextLines:
    text = joined(line.text.strip() for line in run)
    return TextLines(text=text, first_line=run[0].number, last_line=run[-1].number)
