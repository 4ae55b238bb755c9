"""What does the page of checks show? The findings of `taxonomy.analysis.lint`, by rule, each with its line."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from msgspec import Struct

from taxonomy.analysis.lint import RULES
from taxonomy.atlas import Atlas
from taxonomy.basics.findings import Finding, FindingPlace
from webapp.web.addresses import career_address
from webapp.web.components import Cite, Link, Page, Pagination, Quote, cite, in_words, paginate, quoted, shown


class PlaceRow(Struct, frozen=True, kw_only=True):
    """One more line that a finding speaks of."""

    text: str
    cite: Cite


class FindingRow(Struct, frozen=True, kw_only=True):
    """One finding: what, which classes, and the sentence."""

    rule: str
    message: str
    classes: tuple[Link, ...]
    quote: Quote | None
    items: tuple[PlaceRow, ...]


class ChecksPage(Page, frozen=True, kw_only=True):
    """The findings of one rule or of all; `rules` count them."""

    rule: str | None
    help: str | None
    rules: tuple[Link, ...]
    found: Pagination[FindingRow]


def checks_page(atlas: Atlas, findings: Sequence[Finding], rule: str | None, page: int, size: int) -> ChecksPage:
    """The findings of `rule`, or all of them."""
    rule = rule if rule in RULES else None
    chosen = [each for each in findings if rule in (None, each.rule)]
    turned = paginate(chosen, page, size, lambda number: url_for("checks.index", rule=rule, page=number))
    return ChecksPage(
        title="Checks",
        crumbs=(Link("Home", url_for("site.home")), Link("Checks")),
        generation=atlas.generation,
        rule=rule,
        help=RULES[rule] if rule else None,
        rules=_rules(findings, rule),
        found=Pagination(
            rows=tuple(_row(atlas, each) for each in turned.rows),
            first=turned.first,
            last=turned.last,
            total=turned.total,
            page=turned.page,
            pages=turned.pages,
            previous=turned.previous,
            next=turned.next,
        ),
    )


def _rules(findings: Sequence[Finding], chosen: str | None) -> tuple[Link, ...]:
    links = [Link(f"All ({len(findings)})", url_for("checks.index") if chosen else None)]
    for rule in RULES:
        count = sum(each.rule == rule for each in findings)
        if count:
            words = f"{in_words(rule)} ({count})"
            links.append(Link(words, None if rule == chosen else url_for("checks.index", rule=rule)))
    return tuple(links)


def _row(atlas: Atlas, finding: Finding) -> FindingRow:
    cited = cite(atlas, finding.document, finding.first_line or 1) if finding.document else None
    return FindingRow(
        rule=in_words(finding.rule),
        message=shown(finding.message),
        classes=tuple(Link(atlas.summary(each).title, career_address(each)) for each in finding.classes),
        quote=quoted(finding.quote, cited) if finding.quote else None,
        items=tuple(_place(atlas, each) for each in finding.items),
    )


def _place(atlas: Atlas, place: FindingPlace) -> PlaceRow:
    return PlaceRow(text=shown(place.text), cite=cite(atlas, place.document, place.first_line))
