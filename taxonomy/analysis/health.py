"""How is the vocabulary doing? Labels, variants, uses and statements, now and over time, and what is most divided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Competency

COMPETENCY_COLUMNS = (
    "competency_id", "competency", "labels", "variants", "wordings", "classes", "statements", "without_definition",
    "levels", "disagreement",
)  # fmt: skip
YEAR_COLUMNS = ("year", "statements", "labels", "wordings")
FIGURE_COLUMNS = ("figure", "value")


class Division(Struct, frozen=True, kw_only=True):
    """How divided one competency is. `disagreement` is the chance that two of its printings read differently: 0 where
    all print one text, near 1 where each prints its own."""

    id: str
    label: str
    labels: int
    variants: int
    wordings: int
    classes: int
    statements: int
    bare: int
    levels: int
    disagreement: float


class Year(Struct, frozen=True, kw_only=True):
    """What the editions dated in one year print (`year` null: undated), superseded ones included."""

    year: str | None
    statements: int
    labels: int
    wordings: int


class VocabularyHealth(Struct, frozen=True, kw_only=True):
    """The figures of a whole vocabulary; `divisions` the most divided first."""

    competencies: int
    labels: int
    variants: int
    wordings: int
    statements: int
    bare: int
    in_one_class_only: int
    open_questions: int
    divisions: tuple[Division, ...]
    years: tuple[Year, ...]

    def figures(self) -> tuple[tuple[str, int], ...]:
        """The single numbers, in words."""
        return (
            ("Competencies", self.competencies),
            ("Labels", self.labels),
            ("Variants (meanings and levels)", self.variants),
            ("Wordings (different texts)", self.wordings),
            ("Statements in current specifications", self.statements),
            ("of these, without a definition", self.bare),
            ("Competencies that only one class states", self.in_one_class_only),
            ("Open questions", self.open_questions),
        )


def vocabulary_health(atlas: Atlas) -> VocabularyHealth:
    """The health of everything that current specifications state."""
    competencies = [c for c in atlas.competencies.values() if any(s.current for s in c.statements)]
    divisions = sorted(map(_division, competencies), key=lambda d: (-d.variants * d.disagreement, -d.variants, d.label))
    return VocabularyHealth(
        competencies=len(divisions),
        labels=sum(d.labels for d in divisions),
        variants=sum(d.variants for d in divisions),
        wordings=sum(d.wordings for d in divisions),
        statements=sum(d.statements for d in divisions),
        bare=sum(d.bare for d in divisions),
        in_one_class_only=sum(1 for d in divisions if d.classes == 1),
        open_questions=len(atlas.questions),
        divisions=tuple(divisions),
        years=tuple(_years(atlas)),
    )


def _division(competency: Competency) -> Division:
    current = [s for s in competency.statements if s.current]
    variants = [v for v in competency.variants if any(s.current for s in v.statements)]
    wordings = [w for v in variants for w in v.wordings if any(s.current for s in w.statements)]
    uses = [sum(s.current for s in variant.statements) for variant in variants]
    return Division(
        id=competency.id,
        label=competency.pref_label,
        labels=len({s.label for s in current}),
        variants=len(variants),
        wordings=len(wordings),
        classes=len({s.class_id for s in current}),
        statements=len(current),
        bare=sum(s.current for s in competency.bare),
        levels=len({v.level for v in variants if v.level is not None}),
        disagreement=_disagreement(uses),
    )


def _disagreement(uses: list[int]) -> float:
    """Simpson's index without replacement: the chance that two printings drawn at random differ."""
    total = sum(uses)
    if total < 2:
        return 0.0
    return round(1 - sum(n * (n - 1) for n in uses) / (total * (total - 1)), 3)


def _years(atlas: Atlas) -> Iterator[Year]:
    dates = {
        (job_class.id, edition.document): edition.date
        for job_class in atlas.classes.values()
        for edition in job_class.editions
    }
    statements: Counter[str] = Counter()
    labels: dict[str, set[str]] = {}
    wordings: dict[str, set[str]] = {}
    for competency in atlas.competencies.values():
        ids = {s.id: w.id for v in competency.variants for w in v.wordings for s in w.statements}
        for statement in competency.statements:
            year = (dates.get((statement.class_id, statement.document)) or "")[:4]
            statements[year] += 1
            labels.setdefault(year, set()).add(statement.label)
            if statement.id in ids:
                wordings.setdefault(year, set()).add(ids[statement.id])
    for year in sorted(statements, key=lambda y: (y == "", y)):
        found = len(labels[year]), len(wordings.get(year, ()))
        yield Year(year=year or None, statements=statements[year], labels=found[0], wordings=found[1])


def competency_rows(health: VocabularyHealth) -> Iterator[tuple[str | int | float, ...]]:
    """One row for each competency, the most divided first."""
    for d in health.divisions:
        yield (
            d.id, d.label, d.labels, d.variants, d.wordings, d.classes, d.statements, d.bare, d.levels, d.disagreement,
        )  # fmt: skip


def year_rows(health: VocabularyHealth) -> Iterator[tuple[str | int, ...]]:
    """One row for each year."""
    for each in health.years:
        yield each.year or "undated", each.statements, each.labels, each.wordings
