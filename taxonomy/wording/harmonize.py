"""Statements and decisions in; competencies, and the questions still open, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from taxonomy.model import Competency, Decision, Question, Statement, Variant
from taxonomy.wording.assemble import assemble, unite_identical
from taxonomy.wording.authority import Vocabulary, bundled_vocabulary
from taxonomy.wording.decisions import Settlement, settle
from taxonomy.wording.questions import raise_questions
from taxonomy.wording.wording_layers import LabelGroup, gather, known_ids


class Reintroduced(Struct, frozen=True, kw_only=True):
    """A current statement that prints what a decision put on the do-not-reintroduce list."""

    decision: str
    statement: Statement


class Harmony(Struct, frozen=True, kw_only=True):
    """Everything that follows from statements and decisions; the same for the same input in any order.

    `redirects` leads every id that gave way to the one that stands for it. `stale` are decisions that match nothing any
    more, `contradictions` say in words which decisions were set aside, and why.
    """

    competencies: tuple[Competency, ...]
    questions: tuple[Question, ...]
    redirects: dict[str, str]
    stale: tuple[Decision, ...]
    contradictions: tuple[str, ...]
    reintroduced: tuple[Reintroduced, ...] = ()


def harmonize(
    statements: Sequence[Statement], decisions: Sequence[Decision], vocabularies: Sequence[Vocabulary] | None = None
) -> Harmony:
    """Replay `decisions` over `statements`.

    Only equal folds are joined without a person. `vocabularies` (ours where none are given) are witnesses in
    questions: of several, the first that knows both names is heard.
    """
    bases = gather(statements)
    known = known_ids(bases)
    settlement = settle(decisions, known)
    unite_identical(bases, settlement)
    competencies = assemble(bases, settlement)
    return Harmony(
        competencies=competencies,
        questions=raise_questions(competencies, settlement, _witnesses(vocabularies)),
        redirects=_redirects(competencies, bases, known.aliases, settlement),
        stale=tuple(settlement.stale),
        contradictions=tuple(settlement.contradictions),
        reintroduced=tuple(_reintroduced(competencies, settlement)),
    )


def _witnesses(vocabularies: Sequence[Vocabulary] | None) -> tuple[Vocabulary, ...]:
    return (bundled_vocabulary(),) if vocabularies is None else tuple(vocabularies)


def _redirects(
    competencies: Sequence[Competency], bases: Sequence[LabelGroup], aliases: dict[str, str], settlement: Settlement
) -> dict[str, str]:
    """Every other id by which something is or was known, with the id it has now."""
    find = settlement.groups.find
    homes = {variant.id: competency.id for competency in competencies for variant in competency.variants}
    living = {competency.id for competency in competencies}
    gone: dict[str, str] = {}
    for base in bases:
        if find(base.id) not in living:  # its last variant moved away: it leads to where that went
            gone[find(base.id)] = min(homes[find(base.variant_id(folded))] for folded in base.texts)
    redirects = settlement.groups.merged() | {name: find(owner) for name, owner in aliases.items()} | gone
    return {name: gone.get(target, target) for name, target in sorted(redirects.items())}


def _reintroduced(competencies: Iterable[Competency], settlement: Settlement) -> Iterator[Reintroduced]:
    for competency in competencies:
        for variant in competency.variants:
            by_variant = next(
                (settlement.suppressed[n] for n in _names(variant, settlement) if n in settlement.suppressed), None
            )
            for wording in variant.wordings:
                decision = by_variant or settlement.suppressed.get(wording.id)
                if decision:
                    yield from (Reintroduced(decision=decision, statement=s) for s in wording.statements if s.current)


def _names(variant: Variant, settlement: Settlement) -> tuple[str, ...]:
    return settlement.groups.members(variant.id) + settlement.groups.members(variant.competency)
