"""How do statements stand before anybody decides: which are one label, which one text, and what are they called?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from taxonomy.basics.naming import short_hash, slug
from taxonomy.model import Statement, Wording
from taxonomy.model.wording import StatementKind
from taxonomy.wording.decisions import KnownIds
from taxonomy.wording.fold import fold, fold_label
from taxonomy.wording.joins import join_key, name_key

_WORDS_IN_ID = 6


class LabelGroup(Struct, frozen=True, kw_only=True):
    """One label with all that is printed under it. `names` are other ids it would have by its other spellings.

    A phrase without a name (knowledge, skill, ability, duty) is a label of its own.
    """

    id: str
    names: tuple[str, ...]
    statements: tuple[Statement, ...]
    texts: dict[str, tuple[Statement, ...]]
    kind: StatementKind = "competency"

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


def gather(statements: Iterable[Statement]) -> tuple[LabelGroup, ...]:
    """`statements` by label and text, joining only what `joins` finds to be one; in any order the same."""
    ordered = sorted(set(statements), key=printed_order)
    by_label: dict[str, list[Statement]] = defaultdict(list)
    phrases: dict[str, list[Statement]] = defaultdict(list)
    keys = text_keys(ordered)
    for statement in ordered:
        if statement.kind == "competency":
            by_label[name_key(statement.label)].append(statement)
        else:
            phrases[f"{statement.kind}\n{keys[statement.definition or '']}"].append(statement)
    named = tuple(_named_bases(by_label, _former_names(s for same in by_label.values() for s in same), keys))
    return (*named, *(_phrase_base(key, phrases[key], keys) for key in sorted(phrases)))


def _phrase_base(key: str, statements: Sequence[Statement], keys: dict[str, str]) -> LabelGroup:
    beginning = "-".join(slug(key.split("\n")[1]).split("-")[:_WORDS_IN_ID])
    return LabelGroup(
        id=f"{beginning}-{short_hash(key)}",
        names=(),
        statements=tuple(statements),
        texts=_by_text(statements, keys),
        kind=statements[0].kind,
    )


def _former_names(statements: Iterable[Statement]) -> dict[str, str]:
    """By a label without spaces and hyphens: the id that all labels of these letters once shared."""
    slugs: dict[str, str] = {}
    for statement in statements:
        letters, name = fold_label(statement.label), slug(statement.label) or "unnamed"
        slugs[letters] = min(name, slugs.get(letters, name))
    taken: set[str] = set()
    for letters, name in sorted(slugs.items()):
        slugs[letters] = f"{name}-{short_hash(letters)[:4]}" if name in taken else name
        taken.add(slugs[letters])
    return slugs


def _named_bases(
    by_label: dict[str, list[Statement]], former: dict[str, str], keys: dict[str, str]
) -> Iterator[LabelGroup]:
    """Each label's id is the slug of its first spelling; where two labels would share one, the later has a hash."""
    letters = {key: sorted({fold_label(s.label) for s in printed}) for key, printed in by_label.items()}
    taken: set[str] = set()
    for key in sorted(by_label, key=lambda key: (letters[key], key)):
        first, *others = sorted({slug(s.label) or "unnamed" for s in by_label[key]})
        candidates = (first, f"{first}-{short_hash(letters[key][0])[:4]}", f"{first}-{short_hash(key)}")
        base_id = next(name for name in candidates if name not in taken)
        taken.add(base_id)
        names = dict.fromkeys((*others, *(former[each] for each in letters[key])))
        yield LabelGroup(
            id=base_id,
            names=tuple(name for name in names if name != base_id),
            statements=tuple(by_label[key]),
            texts=_by_text(by_label[key], keys),
        )


def text_keys(statements: Iterable[Statement]) -> dict[str, str]:
    """By definition, the key of the text it is: its fold, which has named it ever since.

    Where marks tell several texts with one fold apart, the most printed keeps that name.
    """
    prints = Counter(s.definition for s in statements if s.definition)
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for text, count in prints.items():
        told[fold(text)][join_key(text)] += count
    first = {folded: min(keys, key=lambda key: (-keys[key], key)) for folded, keys in told.items()}
    return {text: _told_apart(fold(text), join_key(text), first) for text in prints}


def _told_apart(folded: str, key: str, first: dict[str, str]) -> str:
    return folded if not folded or first[folded] == key else f"{folded}\n{key}"


def _by_text(statements: Sequence[Statement], keys: dict[str, str]) -> dict[str, tuple[Statement, ...]]:
    texts: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        key = keys.get(statement.definition or "")
        if key:
            texts[key].append(statement)
    return {key: tuple(texts[key]) for key in sorted(texts)}


def known_ids(bases: Sequence[LabelGroup]) -> KnownIds:
    """Every id that a decision may speak of; an id that is also another spelling's name stays with its owner."""
    variants = {base.variant_id(folded): base.id for base in bases for folded in base.texts}
    aliases: dict[str, str] = {}
    for base in bases:
        for name in base.names:
            aliases.setdefault(name, base.id)
        for folded in base.texts:
            aliases.update(dict.fromkeys(base.variant_names(folded), base.variant_id(folded)))
    competencies = frozenset(base.id for base in bases)
    return KnownIds(
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
