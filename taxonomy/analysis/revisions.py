"""Which specifications would read differently if a chosen text stood wherever its competency is stated?

A decision changes no document. It names the text that the next edition of each specification should print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from taxonomy.atlas import Atlas
from taxonomy.model import Competency, Decision, Statement
from taxonomy.wording.compare import is_editorial, kinds_between
from taxonomy.wording.decisions import standing


class Revision(Struct, frozen=True, kw_only=True):
    """One printing and the text that should stand in its place; `kinds` name the difference."""

    statement: Statement
    text: str
    kinds: tuple[str, ...]

    @property
    def editorial(self) -> bool:
        """Whether only marks, capitals, spelling or small grammar words change."""
        return is_editorial(self.statement.definition or "", self.text)


class ChosenText(Struct, frozen=True, kw_only=True):
    """A text that somebody chose, for a whole competency (`variant` null) or for one variant of it."""

    decision: Decision
    variant: str | None
    text: str


def choices(atlas: Atlas, competency: Competency, decisions: Iterable[Decision]) -> tuple[ChosenText, ...]:
    """The texts chosen for `competency` and its variants by the decisions that stand, the oldest first."""
    return tuple(_choices(atlas, competency, decisions))


def _choices(atlas: Atlas, competency: Competency, decisions: Iterable[Decision]) -> Iterator[ChosenText]:
    variants = {variant.id: variant for variant in competency.variants}
    for decision in standing(decisions):
        if decision.answer != "canonical":
            continue
        left = atlas.redirects.get(decision.left, decision.left)
        if left == competency.id or left in variants:
            text = text_of(competency, atlas.redirects.get(decision.right, decision.right))
            yield ChosenText(decision=decision, variant=left if left in variants else None, text=text)


def text_of(competency: Competency, name: str) -> str:
    """The text that `name` (a variant's or a wording's id, or the text itself) stands for."""
    for variant in competency.variants:
        if name == variant.id:
            return variant.definition or ""
        for wording in variant.wordings:
            if name == wording.id:
                return wording.text
    return name


def chosen_texts(competency: Competency, chosen: Sequence[ChosenText]) -> dict[str, str]:
    """The text for each printing of `competency`, by statement id. A variant's own choice goes before that for the
    whole, and what stands on a level of its own is not replaced by the text of another."""
    whole = next((choice.text for choice in chosen if choice.variant is None), None)
    of_variant = {choice.variant: choice.text for choice in chosen if choice.variant is not None}
    found: dict[str, str] = {}
    for variant in competency.variants:
        text = of_variant.get(variant.id) or (whole if variant.level is None else None)
        if text:
            found.update({statement.id: text for statement in variant.statements})
    return found


def revisions(competency: Competency, texts: Mapping[str, str]) -> tuple[Revision, ...]:
    """What changes where: the printings in current editions that read otherwise than `texts` say, by class."""
    found = [
        Revision(statement=s, text=texts[s.id], kinds=kinds_between(s.definition or "", texts[s.id]))
        for variant in competency.variants
        for s in variant.statements
        if s.current and s.id in texts and s.definition != texts[s.id]
    ]
    return tuple(sorted(found, key=lambda r: (r.statement.class_title, r.statement.class_id, r.statement.first_line)))
