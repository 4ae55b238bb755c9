"""What do pages have in common? Links, quotes that cite their lines, rows of facts, and pages of a long list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.atlas import Atlas, ClassSummary
from taxonomy.basics.contacts import mask_contacts
from taxonomy.basics.datafiles import read_table
from taxonomy.model import StoredDocument
from taxonomy.reading.doubtful_lines import line_doubt
from webapp.web import request_context
from webapp.web.addresses import document_address

Row = TypeVar("Row")


class Link(Struct, frozen=True):
    """Words that lead somewhere; `href` is null for the place one is at."""

    text: str
    href: str | None = None


class Page(Struct, frozen=True, kw_only=True):
    """What every page has: its name, the way to it, and the generation it shows."""

    title: str
    crumbs: tuple[Link, ...] = ()
    generation: int | None = None


class Segment(Struct, frozen=True):
    """A stretch of a quote; `mark` is true where it is what was looked for."""

    text: str
    mark: bool = False


class Cite(Struct, frozen=True, kw_only=True):
    """Where something stands: document and lines, with the address that shows them; `doubt` where they are doubtful."""

    document: str
    document_name: str
    first_line: int
    last_line: int
    href: str
    doubt: str | None = None

    @property
    def lines(self) -> str:
        """The lines in words."""
        if self.first_line == self.last_line:
            return f"line {self.first_line}"
        return f"lines {self.first_line}–{self.last_line}"


class Quote(Struct, frozen=True, kw_only=True):
    """Words of a document, and where they stand; `by` leads to the line that takes them over for another class.

    `alike` names the words that were asked with those here that mean nearly the same.
    """

    segments: tuple[Segment, ...]
    cite: Cite | None
    section: str | None = None
    by: Link | None = None
    alike: str = ""


class ListOption(Struct, frozen=True):
    """One line of a list to choose from."""

    value: str
    text: str
    chosen: bool


class Fact(Struct, frozen=True, kw_only=True):
    """One named fact, with where it is stated when a single place states it."""

    name: str
    value: str
    cite: Cite | None = None


class NumberedLine(Struct, frozen=True):
    """One line of a document as decoded. `cited` is true for the lines that were asked for."""

    number: int
    text: str
    cited: bool = False


class Pagination(Struct, Generic[Row], frozen=True, kw_only=True):
    """One page out of a long list; `first` and `last` count rows from 1."""

    rows: tuple[Row, ...]
    first: int
    last: int
    total: int
    page: int
    pages: int
    previous: str | None
    next: str | None


def paginate(rows: Sequence[Row], page: int, size: int, address: Callable[[int], str]) -> Pagination[Row]:
    """The rows of page number `page`; a page beyond the last gives the last."""
    page = min(max(page, 1), max(1, -(-len(rows) // size)))
    return page_of(rows[(page - 1) * size : page * size], len(rows), page, size, address)


def page_of(rows: Sequence[Row], total: int, page: int, size: int, address: Callable[[int], str]) -> Pagination[Row]:
    """`rows` as page number `page` of `total` rows."""
    pages = max(1, -(-total // size))
    return Pagination(
        rows=tuple(rows),
        first=(page - 1) * size + 1 if rows else 0,
        last=(page - 1) * size + len(rows),
        total=total,
        page=page,
        pages=pages,
        previous=address(page - 1) if page > 1 else None,
        next=address(page + 1) if page < pages else None,
    )


def with_rows(page: Pagination[Any], rows: Sequence[Row]) -> Pagination[Row]:
    """The same page with its rows put into words."""
    return replace(page, rows=tuple(rows))


def cite(atlas: Atlas, document: str, first_line: int, last_line: int | None = None) -> Cite:
    """A citation of lines of a document at hand."""
    known = atlas.documents.get(document)
    return Cite(
        document=document,
        document_name=document_title(known) if known else document,
        first_line=first_line,
        last_line=last_line or first_line,
        href=document_address(document, first_line, last_line),
        doubt=line_doubt(known.parsed.problems, first_line, last_line or first_line) if known else None,
    )


def document_title(document: StoredDocument) -> str:
    """What a document is, in words: the notice's number, or the class it specifies; else the name of its file."""
    notice, specifications = document.parsed.notice, document.parsed.specifications
    if notice is not None:
        return f"Classification Notice No. {notice.number}" if notice.number else "Classification notice"
    if len(specifications) == 1 and specifications[0].title:
        return f"{specifications[0].title} specification"
    return document.name


def quoted(text: str, cited: Cite | None = None, section: str | None = None) -> Quote:
    """A quote without marks, its contact details masked."""
    return Quote(segments=(Segment(shown(text)),), cite=cited, section=section)


def shown(text: str) -> str:
    """`text` as pages show it: contact details masked unless the settings say otherwise."""
    return mask_contacts(text) if request_context.settings().mask_contacts else text


def class_line(row: ClassSummary) -> str:
    """A class in one line: whose it is, its codes, and the status of its edition."""
    status = "Status not stated" if row.status == "unknown" else in_words(row.status or "")
    parts = [authority_name(row.authority), ", ".join(row.codes), status]
    return " · ".join(part for part in parts if part)


def in_words(name: str) -> str:
    """An identifier as words: ``minimum_qualifications`` gives "Minimum qualifications"."""
    return name.replace("_", " ").replace("-", " ").strip().capitalize()


def authority_name(authority: str) -> str:
    """What people call an authority; its slug in words where no table names it."""
    for entry in read_table("authorities.toml").get("authority", ()):
        if entry["id"] == authority:
            return str(entry["name"])
    return "Authority not stated" if authority == "unknown" else authority.replace("-", " ").title()


def readable_date(iso: str | None) -> str | None:
    """An ISO date as "April 10, 2011", a reduced one as "April 2011" or "2011"."""
    if iso is None or len(iso) == len("2011"):
        return iso
    if len(iso) == len("2011-04"):
        return f"{date.fromisoformat(f'{iso}-01'):%B %Y}"
    day = date.fromisoformat(iso)
    return f"{day:%B} {day.day}, {day.year}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """`count` with its noun: "1 class", "2,310 classes"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
