"""What are the competencies, once everything that people decided is laid over what the documents print?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from taxonomy.model import Competency, Statement, Variant, Wording
from taxonomy.wording.decisions import Settlement
from taxonomy.wording.wording_layers import LabelGroup, commonest, printed_order, wording_of
from taxonomy.wording.written_levels import with_written_levels

_AFTER_EVERY_DECISION = 2**62


def unite_identical(bases: Sequence[LabelGroup], settlement: Settlement) -> None:
    """Texts of the same words under labels that people made one are one variant, unless a person keeps them apart."""
    groups = settlement.groups
    seen: dict[tuple[str, str], str] = {}
    for base in sorted(bases, key=lambda b: (b.id != groups.find(b.id), b.id)):
        for folded in base.texts:
            name = base.variant_id(folded)
            twin = seen.setdefault((groups.find(base.id), folded), name)
            ordered = settlement.stands_below(twin, name) or settlement.stands_below(name, twin)
            if twin != name and not ordered and not groups.kept_apart_by(twin, name):
                groups.unite(twin, name, _AFTER_EVERY_DECISION)


def assemble(bases: Sequence[LabelGroup], settlement: Settlement) -> tuple[Competency, ...]:
    """The competencies by id, each with its variants; one whose variants all moved away is gone."""
    find = settlement.groups.find
    members: dict[str, list[LabelGroup]] = defaultdict(list)
    for base in bases:
        members[find(base.id)].append(base)
    variants = _variants(bases, settlement)
    built = (_competency(root, members[root], variants.get(root, []), settlement) for root in sorted(members))
    return tuple(competency for competency in built if competency.variants or competency.bare)


def _variants(bases: Sequence[LabelGroup], settlement: Settlement) -> dict[str, list[Variant]]:
    """Variants by the competency they stand under."""
    texts: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    first_home: dict[str, str] = {}
    for base in bases:
        for folded, statements in base.texts.items():
            name = base.variant_id(folded)
            first_home[name] = base.id
            texts[settlement.groups.find(name)][folded] += statements
    levels = variant_levels(settlement)
    found: dict[str, list[Variant]] = defaultdict(list)
    for root in sorted(texts):
        wordings = [wording_of(folded, statements) for folded, statements in texts[root].items()]
        home = settlement.groups.find(_home(root, first_home, settlement))
        found[home].append(_variant(root, home, wordings, levels.get(root), settlement))
    return {home: with_written_levels(variants) for home, variants in found.items()}


def _home(root: str, first_home: dict[str, str], settlement: Settlement) -> str:
    moved = [settlement.homes[name] for name in settlement.groups.members(root) if name in settlement.homes]
    return moved[0] if moved else first_home[root]


def _variant(root: str, home: str, wordings: list[Wording], level: int | None, settlement: Settlement) -> Variant:
    ordered = tuple(sorted(wordings, key=lambda w: (-_uses(w.statements), w.text, w.id)))
    chosen = _decided(root, settlement.canonical, settlement)
    texts = {wording.id: wording.text for wording in ordered}
    definition = texts.get(chosen, chosen) if chosen else ordered[0].text
    return Variant(id=root, competency=home, definition=definition, wordings=ordered, level=level)


def _decided(root: str, chosen: dict[str, str], settlement: Settlement) -> str | None:
    return next((chosen[name] for name in settlement.groups.members(root) if name in chosen), None)


def _uses(statements: Sequence[Statement]) -> int:
    return sum(1 for statement in statements if statement.current)


def _competency(root: str, bases: Sequence[LabelGroup], variants: list[Variant], settlement: Settlement) -> Competency:
    statements = [s for base in bases for s in base.statements]
    labels = sorted({s.label for s in statements})
    pref_label = _pref_label(root, bases, statements, settlement)
    return Competency(
        id=root,
        pref_label=pref_label,
        alt_labels=tuple(label for label in labels if label != pref_label),
        definition=_definition(root, variants, settlement),
        variants=tuple(sorted(variants, key=lambda v: (-_uses(v.statements), v.id))),
        bare=tuple(sorted((s for base in bases for s in base.bare), key=printed_order)),
        former_ids=tuple(sorted({base.id for base in bases} - {root})),
        kind=next((base.kind for base in bases if base.id == root), "competency"),
    )


def _pref_label(root: str, bases: Sequence[LabelGroup], statements: Sequence[Statement], settlement: Settlement) -> str:
    """The label that a person gave, else the one on most statements."""
    given = _decided(root, settlement.labels, settlement)
    named = next((base.statements for base in bases if base.id == given), None)
    if given and named is None:
        return given
    counted = named or statements
    chosen = commonest(counted, [s.label.casefold() for s in counted])
    printed = [s for s in counted if s.label.casefold() == chosen]
    # A list in the middle of a sentence prints names small; where a document prints one as a name, that is shown.
    as_names = [s for s in printed if s.label[:1].isupper()] or printed
    return commonest(as_names, [s.label for s in as_names])


def _definition(root: str, variants: Sequence[Variant], settlement: Settlement) -> str | None:
    """The text that a person chose, or the only one there is; with several and no choice there is none."""
    chosen = _decided(root, settlement.canonical, settlement)
    by_id = {name: v.definition for v in variants for name in settlement.groups.members(v.id)}
    if chosen:
        return by_id.get(chosen, chosen)
    return variants[0].definition if len(variants) == 1 else None


def variant_levels(settlement: Settlement) -> dict[str, int]:
    """Level of each variant that somebody put above or below another: 1 for the lowest, then upwards."""
    find = settlement.groups.find
    lower: dict[str, set[str]] = defaultdict(set)
    for low, highs in settlement.below.items():
        for high in highs:
            lower[find(high)].add(find(low))
            lower[find(low)] |= set()
    levels: dict[str, int] = {}
    waiting = sorted(lower)
    while waiting:
        ready = [name for name in waiting if lower[name] <= levels.keys()] or waiting
        levels.update({name: 1 + max((levels.get(below, 0) for below in lower[name]), default=0) for name in ready})
        waiting = [name for name in waiting if name not in levels]
    return levels
