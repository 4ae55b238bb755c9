"""What was not understood? Every problem of every document, counted by code, so that a person can look."""

from __future__ import annotations

from collections import Counter

from flask import url_for
from msgspec import Struct

from taxonomy.atlas import Atlas
from webapp.documents.document_page import ProblemRow, problem_row
from webapp.service.overview import overview
from webapp.web.components import Link, Page, Pagination, in_words, paginate, with_rows


class CodeRow(Struct, frozen=True, kw_only=True):
    """A kind of problem and how often it stands in the documents; `href` is null for the chosen one."""

    name: str
    count: int
    href: str | None


class ProblemsPage(Page, frozen=True, kw_only=True):
    """Everything the page of problems shows."""

    total: int
    documents: int
    codes: tuple[CodeRow, ...]
    everything: str | None
    found: Pagination[ProblemRow]


def problems_page(atlas: Atlas, *, code: str | None, page: int, size: int) -> ProblemsPage:
    """Every problem, or those of one `code`."""
    every = overview(atlas).problems
    counts = Counter(problem.code for _, problem in every)
    wanted = [(key, problem) for key, problem in every if code in (None, problem.code)]
    found = paginate(wanted, page, size, lambda number: url_for("site.problems", code=code, page=number))
    return ProblemsPage(
        title="Reading problems",
        crumbs=(Link("Home", url_for("site.home")), Link("Reading problems")),
        generation=atlas.generation,
        total=len(every),
        documents=len({key for key, _ in every}),
        codes=tuple(
            CodeRow(name=in_words(key), count=count, href=None if key == code else url_for("site.problems", code=key))
            for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ),
        everything=url_for("site.problems") if code else None,
        found=with_rows(found, [problem_row(atlas.documents[key], problem) for key, problem in found.rows]),
    )
