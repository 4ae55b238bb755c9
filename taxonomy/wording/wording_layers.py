"""How do statements stand before anybody decides: which are one label, which one text, and what are they called?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from taxonomy.basics.naming import short_hash, slug
from taxonomy.model import Statement, Wording
from taxonomy.wording.decisions import Known
from taxonomy.wording.fold import fold, fold_label


class Base(Struct, frozen=True, kw_only=True):
    """One label with all that is printed under it. `names` are other ids it would have by its other spellings."""

    id: str
    names: tuple[str, ...]
    statements: tuple[Statement, ...]
    texts: dict[str, tuple[Statement, ...]]

    @property
    def bare(self) -> tuple[Statement, ...]:
        """The statements that give only the label."""
        return tuple(s for s in self.statements if not fold(s.definition or ""))

    def variant_id(self, folded: str) -> str:
        """The id of the variant that the text with this fold has before anybody decides."""
        return f"{self.id}-{short_hash(folded)}"

    def variant_names(self, folded: str) -> tuple[str, ...]:
        """Other ids under which decisions may know that variant."""
        return tuple(f"{name}-{short_hash(folded)}" for name in self.names)


def printed_order(statement: Statement) -> tuple[str, str, int, str]:
    """Classes by id, and within a class as printed."""
    return statement.class_id, statement.document, statement.first_line, statement.id


def gather(statements: Iterable[Statement]) -> tuple[Base, ...]:
    """`statements` by label and text, joining only what `fold_label` and `fold` find equal; in any order the same."""
    by_label: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(set(statements), key=printed_order):
        by_label[fold_label(statement.label)].append(statement)
    return tuple(_named_bases(by_label))


def _named_bases(by_label: dict[str, list[Statement]]) -> Iterator[Base]:
    """Each label's id is the slug of its first spelling; where two labels would share one, the later has a hash."""
    taken: set[str] = set()
    for key in sorted(by_label):
        first, *others = sorted({slug(s.label) or "unnamed" for s in by_label[key]})
        base_id = f"{first}-{short_hash(key)[:4]}" if first in taken else first
        taken.add(base_id)
        yield Base(
            id=base_id,
            names=tuple(others),
            statements=tuple(by_label[key]),
            texts=_by_text(by_label[key]),
        )


def _by_text(statements: Sequence[Statement]) -> dict[str, tuple[Statement, ...]]:
    texts: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        folded = fold(statement.definition or "")
        if folded:
            texts[folded].append(statement)
    return {folded: tuple(texts[folded]) for folded in sorted(texts)}


def known_ids(bases: Sequence[Base]) -> Known:
    """Every id that a decision may speak of; an id that is also another spelling's name stays with its owner."""
    variants = {base.variant_id(folded): base.id for base in bases for folded in base.texts}
    aliases: dict[str, str] = {}
    for base in bases:
        for name in base.names:
            aliases.setdefault(name, base.id)
        for folded in base.texts:
            aliases.update(dict.fromkeys(base.variant_names(folded), base.variant_id(folded)))
    competencies = frozenset(base.id for base in bases)
    return Known(
        competencies=competencies,
        variants=variants,
        wordings=frozenset(short_hash(folded) for base in bases for folded in base.texts),
        aliases={name: owner for name, owner in aliases.items() if name not in competencies and name not in variants},
    )


def wording_of(folded: str, statements: Iterable[Statement]) -> Wording:
    """One text and who prints it, shown in the form that most of them print."""
    printed = tuple(sorted(statements, key=printed_order))
    return Wording(
        id=short_hash(folded), text=commonest(printed, [s.definition or "" for s in printed]), statements=printed
    )


def commonest(statements: Sequence[Statement], values: Sequence[str]) -> str:
    """The value that most current statements have (all of them where none is current), then the first by alphabet."""
    counted = [v for s, v in zip(statements, values, strict=True) if s.current] or list(values)
    counts = Counter(counted)
    return min(counts, key=lambda value: (-counts[value], value))
