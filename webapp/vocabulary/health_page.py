"""What does the page of vocabulary health hold? Figures, bars, and the most divided competencies."""

from __future__ import annotations

from flask import url_for
from msgspec import Struct

from taxonomy.analysis.health import Division, Year, vocabulary_health
from taxonomy.atlas import Atlas
from webapp.web.addresses import competency_address
from webapp.web.components import Fact, Link, Page, plural

MOST_BARS = 20
_ROW, _LABEL, _LONGEST, _END = 30, 250, 420, 60


class Bar(Struct, frozen=True, kw_only=True):
    """One bar of the picture."""

    label: str
    words: str
    href: str
    y: int
    width: int


class BarChart(Struct, frozen=True, kw_only=True):
    """A picture of bars in its own coordinates; the table beside it says the same."""

    width: int
    height: int
    left: int
    bars: tuple[Bar, ...]
    words: str


class HealthRow(Struct, frozen=True, kw_only=True):
    """One competency of the table."""

    label: str
    href: str
    cluster: str
    division: Division


class HealthPage(Page, frozen=True, kw_only=True):
    """The health of the vocabulary."""

    figures: tuple[Fact, ...]
    picture: BarChart | None
    rows: tuple[HealthRow, ...]
    rest: str | None
    years: tuple[Year, ...]
    downloads: tuple[Link, ...]


def health_page(atlas: Atlas) -> HealthPage:
    """The page, with the most divided competencies first."""
    health = vocabulary_health(atlas)
    listed = health.divisions[:MOST_BARS]
    left_out = len(health.divisions) - len(listed)
    return HealthPage(
        title="Vocabulary health",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Workbench", url_for("workbench.index")),
            Link("Vocabulary health"),
        ),
        generation=atlas.generation,
        figures=tuple(Fact(name=name, value=f"{value:,}") for name, value in health.figures()),
        picture=_bars(listed) if listed else None,
        rows=tuple(
            HealthRow(
                label=d.label,
                href=competency_address(d.id),
                cluster=url_for("workbench.cluster", competency_id=d.id),
                division=d,
            )
            for d in listed
        ),
        rest=f"and {left_out:,} less divided, in the tables below" if left_out else None,
        years=health.years,
        downloads=(
            Link("Competencies as CSV", url_for("vocabulary.health_table", form="csv")),
            Link("All tables as XLSX", url_for("vocabulary.health_table", form="xlsx")),
        ),
    )


def _bars(listed: tuple[Division, ...]) -> BarChart:
    most = max(d.variants for d in listed) or 1
    return BarChart(
        width=_LABEL + _LONGEST + _END,
        height=_ROW * len(listed),
        left=_LABEL,
        bars=tuple(
            Bar(
                label=d.label if len(d.label) <= 32 else f"{d.label[:31]}…",
                words=f"{d.label}: {plural(d.variants, 'variant')}",
                href=url_for("workbench.cluster", competency_id=d.id),
                y=number * _ROW,
                width=max(2, d.variants * _LONGEST // most),
            )
            for number, d in enumerate(listed)
        ),
        words="Variants of the most divided competencies. The table below says the same.",
    )
