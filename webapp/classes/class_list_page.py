"""What does the list of classes hold? Rows filtered by words and authority, sorted, page by page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas, ClassSummary
from webapp.service.dated import summaries_on
from webapp.web.addresses import class_address
from webapp.web.components import Link, Page, Pagination, authority_name, paginate, readable_date

SORTS = {"title": "Title", "authority": "Authority", "date": "Newest first", "competencies": "Most competencies"}


class ClassRow(Struct, frozen=True, kw_only=True):
    """One row of the list of classes."""

    title: str
    href: str
    authority: str
    codes: tuple[str, ...]
    former_titles: tuple[str, ...]
    status: str | None
    date: str | None
    competencies: int


class ClassList(Page, frozen=True, kw_only=True):
    """The list of classes, filtered by words and authority."""

    filter: str
    day: str | None
    authority: str | None
    authorities: tuple[Link, ...]
    sorts: tuple[Link, ...]
    sort: str
    found: Pagination[ClassRow]


def class_list(
    atlas: Atlas, *, words: str, authority: str | None, sort: str, page: int, size: int, day: str | None = None
) -> ClassList:
    """Classes whose title, former title or code holds all of `words`, of one authority if one is chosen."""
    sort = sort if sort in SORTS else "title"
    chosen: Mapping[str, Any] = {"filter": words or None, "authority": authority, "sort": sort, "as_of": day}
    rows = sorted((r for r in summaries_on(atlas, day) if _wanted(r, words, authority)), key=_SORT_KEYS[sort])
    return ClassList(
        title="Classes",
        crumbs=(Link("Home", url_for("site.home")), Link("Classes")),
        generation=atlas.generation,
        filter=words,
        day=day,
        authority=authority,
        authorities=_authorities(atlas, chosen),
        sorts=tuple(_choice(chosen, "sort", key, name) for key, name in SORTS.items()),
        sort=sort,
        found=paginate([_row(r, day) for r in rows], page, size, lambda number: _address({**chosen, "page": number})),
    )


_SORT_KEYS: dict[str, Any] = {
    "title": lambda row: (row.title.casefold(), row.id),
    "authority": lambda row: (row.authority, row.title.casefold()),
    "date": lambda row: (tuple(-ord(letter) for letter in row.date or ""), row.title.casefold()),
    "competencies": lambda row: (-row.competencies, row.title.casefold()),
}


def _wanted(row: ClassSummary, words: str, authority: str | None) -> bool:
    if authority and row.authority != authority:
        return False
    text = " ".join((row.title, *row.former_titles, *row.codes)).casefold()
    return all(word in text for word in words.casefold().split())


def _authorities(atlas: Atlas, chosen: Mapping[str, Any]) -> tuple[Link, ...]:
    counts = Counter(row.authority for row in atlas.summaries)
    each = [_choice(chosen, "authority", key, f"{authority_name(key)} ({counts[key]:,})") for key in sorted(counts)]
    return (_choice(chosen, "authority", None, "All authorities"), *each)


def _choice(chosen: Mapping[str, Any], name: str, value: str | None, words: str) -> Link:
    """A link that changes one choice and keeps the others; the choice one is at leads nowhere."""
    return Link(words, None if chosen[name] == value else _address({**chosen, name: value}))


def _address(chosen: Mapping[str, Any]) -> str:
    return url_for("classes.index", **chosen)


def _row(row: ClassSummary, day: str | None) -> ClassRow:
    return ClassRow(
        title=row.title,
        href=class_address(row.id, **({"as_of": day} if day else {})),
        authority=authority_name(row.authority),
        codes=row.codes,
        former_titles=row.former_titles,
        status=row.status,
        date=readable_date(row.date),
        competencies=row.competencies,
    )
