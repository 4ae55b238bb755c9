"""The four storeys of wording: statement (one printing) < wording (one text) < variant (one meaning) < competency.

Questions propose to join storeys; decisions, made by people, do it.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from taxonomy.model.specifications import Indicator, ProficiencyLevel

StatementKind = Literal["competency", "knowledge", "skill", "ability", "duty"]
QuestionKind = Literal["label", "wording"]
DecisionKind = Literal[
    "same",
    "different",
    "level_of",
    "skip",
    "moved",
    "renamed",
    "canonical",
    "pin",
    "suppress",
    "correct",
    "remove",
    "accept",
    "dismiss",
    "exact_match",
    "close_match",
    "broad_match",
    "narrow_match",
    "no_match",
    "undo",
]


class Statement(Struct, frozen=True, kw_only=True):
    """One printing of a competency in one edition of one class. `id` names class, document, line and place.

    `level` is the written level that the class asks for; `levels` are all levels described there, in printed order, and
    `indicators` what is seen of a person who has the competency. Of other kinds (knowledge, skill, ability, duty) the
    line itself is both label and definition.
    """

    id: str
    class_id: str
    class_title: str
    document: str
    first_line: int
    last_line: int
    label: str
    definition: str | None
    current: bool = True
    kind: StatementKind = "competency"
    level: str | None = None
    levels: tuple[ProficiencyLevel, ...] = ()
    indicators: tuple[Indicator, ...] = ()


class Wording(Struct, frozen=True, kw_only=True):
    """One text of a definition after folding, and who prints it. `id` = first 8 hex of its fold's SHA-256."""

    id: str
    text: str
    statements: tuple[Statement, ...]


class Variant(Struct, frozen=True, kw_only=True):
    """One meaning (or level) of a competency. `id` = ``<slug of label>-<8 hex>`` of its first wording."""

    id: str
    competency: str
    definition: str | None
    wordings: tuple[Wording, ...]
    level: int | None = None

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every printing of this meaning."""
        return tuple(statement for wording in self.wordings for statement in wording.statements)


class Competency(Struct, frozen=True, kw_only=True):
    """The concept: labels, and the variants of its meaning. `bare` are statements that give only the name."""

    id: str
    pref_label: str
    alt_labels: tuple[str, ...] = ()
    definition: str | None = None
    scope_note: str | None = None
    variants: tuple[Variant, ...] = ()
    bare: tuple[Statement, ...] = ()
    former_ids: tuple[str, ...] = ()
    kind: StatementKind = "competency"

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every printing of this competency, those without a definition last."""
        return tuple(s for variant in self.variants for s in variant.statements) + self.bare


class Question(Struct, frozen=True, kw_only=True):
    """May these two be one? `left` and `right` are ids of competencies (kind label) or of variants (kind wording)."""

    id: str
    kind: QuestionKind
    left: str
    right: str
    kinds: tuple[str, ...]
    features: dict[str, float | str | list[str]]
    affects: tuple[str, ...]


class Decision(Struct, frozen=True, kw_only=True):
    """What a person decided: append-only, numbered, chained by hash. `undoes` names a decision taken back.

    `by`, `account` and `when` say who wrote it into this ledger, and the server's time; `claimed_by` and `claimed_at`
    are the author and time that an imported file stated, which nobody here can vouch for.
    """

    id: str
    sequence: int
    answer: DecisionKind
    question: str | None
    left: str
    right: str
    by: str
    when: str
    why: str
    undoes: str | None = None
    previous_hash: str = ""
    hash: str = ""
    account: str | None = None
    claimed_by: str | None = None
    claimed_at: str | None = None

    @property
    def who(self) -> str:
        """Whose decision it is, for people: a claim is called one."""
        if self.claimed_by is None:
            return self.by
        stated = f"{self.claimed_by}, {self.claimed_at[:10]}" if self.claimed_at else self.claimed_by
        return f"{stated} (stated in a file that {self.by} imported)"
