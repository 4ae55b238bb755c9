"""What do the front page, the help page and the error pages hold?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import url_for
from msgspec import Struct

from index.settings import settings as search_settings
from taxonomy.atlas import Atlas
from webapp.service.overview import Overview, overview
from webapp.site import ranking
from webapp.web.addresses import class_address, competency_address, search_address
from webapp.web.components import Fact, Link, Page, authority_name, plural

_EXAMPLES = ('"call center"', "competency:reasoning", "training NOT supervis*", "calendar and meetings")
_COMMONEST = 12
_NEWEST = 8


class CountLink(Struct, frozen=True, kw_only=True):
    """How many there are of something, and where they are listed."""

    count: int
    name: str
    detail: str
    href: str


class HomePage(Page, frozen=True, kw_only=True):
    """Everything the front page shows."""

    counts: tuple[CountLink, ...]
    examples: tuple[Link, ...]
    authorities: tuple[Link, ...]
    classes: tuple[Link, ...]
    competencies: tuple[Link, ...]
    made: str | None
    not_understood: int
    not_understood_href: str


class HelpPage(Page, frozen=True, kw_only=True):
    """Everything the help page shows. Weights and fields are the index's own numbers."""

    weights: tuple[Fact, ...]
    ranking: tuple[Fact, ...]
    nearness: tuple[Fact, ...]
    strengths: tuple[Fact, ...]
    fields: tuple[Fact, ...]
    related: tuple[Fact, ...]
    bounds: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    contact: str | None


class ErrorPage(Page, frozen=True, kw_only=True):
    """An error in words a person can use."""

    status: int
    detail: str
    advice: str
    ways: tuple[Link, ...]


def home_page(atlas: Atlas, made: str | None) -> HomePage:
    """The front page."""
    known = overview(atlas)
    return HomePage(
        title="Competency Atlas",
        generation=atlas.generation,
        counts=tuple(_counts(known.counts)),
        examples=tuple(Link(text, search_address(text)) for text in _EXAMPLES),
        authorities=tuple(_authorities(atlas)),
        classes=tuple(_newest(atlas)),
        competencies=tuple(_commonest(known)),
        made=made,
        not_understood=len(known.problems),
        not_understood_href=url_for("site.problems"),
    )


def _counts(counts: Mapping[str, int]) -> list[CountLink]:
    return [
        CountLink(
            count=counts["classes"],
            name="class" if counts["classes"] == 1 else "classes",
            detail="with their duties, requirements, pay and history",
            href=url_for("classes.index"),
        ),
        CountLink(
            count=counts["competencies"],
            name="competency" if counts["competencies"] == 1 else "competencies",
            detail=f"in {plural(counts['variants'], 'variant')}, printed {plural(counts['statements'], 'time')}",
            href=url_for("competencies.index"),
        ),
        CountLink(
            count=counts["documents"],
            name="document" if counts["documents"] == 1 else "documents",
            detail="each line of which can be cited",
            href=url_for("documents.index"),
        ),
    ]


def _authorities(atlas: Atlas) -> list[Link]:
    counts: dict[str, int] = {}
    for row in atlas.summaries:
        counts[row.authority] = counts.get(row.authority, 0) + 1
    return [
        Link(f"{authority_name(key)} ({count:,})", url_for("classes.index", authority=key))
        for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _newest(atlas: Atlas) -> list[Link]:
    rows = sorted(atlas.summaries, key=lambda row: (row.date or "", row.title), reverse=True)
    return [Link(row.title, class_address(row.id)) for row in rows[:_NEWEST]]


def _commonest(known: Overview) -> list[Link]:
    rows = sorted(known.competencies, key=lambda c: (-c.classes, c.label))
    return [Link(competency.label, competency_address(competency.id)) for competency in rows[:_COMMONEST]]


def help_page(facts: Mapping[str, str], contact: str | None) -> HelpPage:
    """The page about search and about this site."""
    guard = search_settings().guard
    return HelpPage(
        title="About and help",
        crumbs=(Link("Home", url_for("site.home")), Link("About and help")),
        weights=_facts(ranking.parts()),
        ranking=_facts(ranking.beyond_words()),
        nearness=_facts(ranking.nearness()),
        strengths=_facts(ranking.strengths()),
        fields=_facts(ranking.fields()),
        related=_facts(ranking.related()),
        bounds=(
            Fact(name="Letters in one question", value=str(guard.characters)),
            Fact(name="Different words", value=str(guard.words)),
            Fact(name="Prefixes (wor*)", value=f"{guard.wildcards}, of {guard.prefix_letters} letters or more"),
            Fact(name="Parentheses", value=str(guard.parentheses)),
        ),
        facts=tuple(Fact(name=name, value=value) for name, value in facts.items()),
        contact=contact,
    )


def _facts(told: Iterable[ranking.Told]) -> tuple[Fact, ...]:
    return tuple(Fact(name=name, value=value) for name, value in told)


def error_page(status: int, title: str, detail: str, advice: str) -> ErrorPage:
    """The page of an error."""
    return ErrorPage(
        title=title,
        status=status,
        detail=detail,
        advice=advice,
        ways=(
            Link("Go to the front page", url_for("site.home")),
            Link("List all classes", url_for("classes.index")),
            Link("List all competencies", url_for("competencies.index")),
        ),
    )
