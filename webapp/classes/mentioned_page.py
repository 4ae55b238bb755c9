"""What does the page of a class hold that is only named, with no specification loaded?"""

from __future__ import annotations

from flask import url_for

from taxonomy.atlas import Atlas
from taxonomy.paths.mentioned import MentionedClass
from webapp.classes.class_page import ReferenceRow, named_by_rows
from webapp.web.addresses import career_address
from webapp.web.components import Link, Page, authority_name


class MentionedPage(Page, frozen=True, kw_only=True):
    """Who names the class, in which sentences, and where it leads."""

    id: str
    authority: Link
    loaded: bool
    named_by: tuple[ReferenceRow, ...]
    career: str


def mentioned_page(atlas: Atlas, found: MentionedClass) -> MentionedPage:
    """The page of a class without a specification."""
    return MentionedPage(
        title=found.title,
        crumbs=(Link("Home", url_for("site.home")), Link("Classes", url_for("classes.index")), Link(found.title)),
        generation=atlas.generation,
        id=found.id,
        authority=Link(authority_name(found.authority), url_for("classes.index", authority=found.authority)),
        loaded=found.loaded,
        named_by=tuple(named_by_rows(atlas, found.named_by)),
        career=career_address(found.id),
    )
