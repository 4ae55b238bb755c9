"""Which words of job classification does a reader need, and what do they mean? The table ``data/glossary.toml``."""

from __future__ import annotations

from flask import url_for
from msgspec import Struct

from taxonomy.basics.datafiles import read_table
from taxonomy.basics.naming import slug
from webapp.web.components import Link, Page


class Term(Struct, frozen=True, kw_only=True):
    """One word with its meaning and its other names; `id` is its place on the page."""

    id: str
    term: str
    also: tuple[str, ...]
    means: str


class TermsPage(Page, frozen=True, kw_only=True):
    """Every term, in the order of the table."""

    terms: tuple[Term, ...]


def terms() -> tuple[Term, ...]:
    """The glossary."""
    return tuple(
        Term(id=slug(row["term"]), term=row["term"], also=tuple(row.get("also", ())), means=row["means"])
        for row in read_table("glossary.toml")["terms"]
    )


def terms_page(generation: int) -> TermsPage:
    """The page of terms."""
    crumbs = (Link("Home", url_for("site.home")), Link("About and help", url_for("site.about")), Link("Terms"))
    return TermsPage(title="Terms", crumbs=crumbs, generation=generation, terms=terms())
