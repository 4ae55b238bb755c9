"""Why is a class not among the related classes of another: where does it stand, and what does it lack?

Every part of the score is set beside that of the last class shown, with what the texts of the three say about it.
What texts state outright (who names whom, pay) weighs nothing in the score and is said beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from index.content.facet_values import NOT_STATED, facet_values
from index.content.pay_quotes import pay_quotes
from index.meaning.class_vectors import Likeness, Neighbours
from index.related.related_list import DecidedSource, decided_by, related_list
from index.related.relatedness import (
    FACT_KINDS,
    Reason,
    Related,
    as_printed,
    closest_duties,
    neighbours_of,
    printed_texts,
    related,
)
from index.results import Because
from index.settings import settings
from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import Competency, JobClass, Statement, Variant

# What each part of the score compares, in words; one that is not named here is called by its own name.
PARTS = {
    "text": "What they do: the same words",
    "direction": "What they do: words that mean alike",
    "meaning": "What they do: words that stand in like texts",
    "summary": "What they are called, and what their general statements say",
    "grades": "What they require: the same knowledge, skill and ability",
    "variants": "What they require: competencies in the same meaning",
    "level": "Level: supervision exercised and schooling",
}
NAMED, PAY = "named", "pay"
_WORDS_SHOWN = 10
_VARIANTS_SHOWN = 3
_TELLING = 60


class Missing(Struct, frozen=True, kw_only=True):
    """Something that the class and the last one shown have in common and the other lacks."""

    text: str
    quotes: tuple[Because, ...] = ()


class ComparedPart(Struct, frozen=True, kw_only=True):
    """One part. `points` and `last_points` are what it adds to the scores (null for facts, which weigh nothing)."""

    kind: str
    name: str
    points: float | None
    last_points: float | None
    reasons: tuple[Reason, ...] = ()
    last_reasons: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()


class WhyNot(Struct, frozen=True, kw_only=True):
    """The answer. `place` counts from 1 by score alone and is null where nothing is alike; `last` is the last shown."""

    id: str
    title: str
    other: str
    other_title: str
    answer: str
    place: int | None
    of: int
    shown: int
    score: float
    last: Related | None
    parts: tuple[ComparedPart, ...]


def why_not(
    atlas: DecidedSource, class_id: str, other: str, limit: int = 10, neighbours: Neighbours | None = None
) -> WhyNot:
    """Where `other` stands among the classes related to `class_id`. Raises KeyError for unknown classes, ValueError
    where both are one."""
    if class_id == other:
        raise ValueError("A class is not related to itself: name another one.")
    atlas.classes[other]
    near = neighbours if neighbours is not None else neighbours_of(atlas)
    ranked = near.nearest(class_id, len(atlas.classes), also=(other,))
    alike = {each.id: each for each in ranked}
    listed = [each.id for each in related_list(atlas, class_id, limit, near).related]
    pinned = atlas.class_pairs.others("pin", class_id)
    last_id = _last_shown(ranked, [each for each in listed[:limit] if each not in pinned], other)
    also = [other, last_id] if last_id else [other]
    found = {each.id: each for each in related(atlas, class_id, 1, near, also=also)}
    comparing = _Comparing(atlas, near, class_id, other, last_id)
    place = next((n for n, each in enumerate(ranked, start=1) if each.id == other and each.score > 0), None)
    last = found.get(last_id) if last_id else None
    parts = tuple(comparing.parts(alike, found))
    return WhyNot(
        id=class_id,
        title=atlas.classes[class_id].title,
        other=other,
        other_title=atlas.classes[other].title,
        answer=_answer(atlas, class_id, found[other], place, listed, last, parts),
        place=place,
        of=len(atlas.classes) - 1,
        shown=limit,
        score=found[other].score,
        last=last,
        parts=parts,
    )


def _last_shown(ranked: Sequence[Likeness], listed: Sequence[str], other: str) -> str | None:
    """Of the classes listed the one that is least alike."""
    shown = [each.id for each in ranked if each.id in listed and each.id != other]
    return shown[-1] if shown else None


def _answer(
    atlas: DecidedSource,
    class_id: str,
    other: Related,
    place: int | None,
    listed: Sequence[str],
    last: Related | None,
    parts: Iterable[ComparedPart],
) -> str:
    """The whole answer in a sentence or two; what a person decided comes first."""
    stands = f"its place by score is {place} of {len(atlas.classes) - 1}" if place else "nothing in it is alike"
    off = atlas.class_pairs.between("suppress", class_id, other.id)
    pin = atlas.class_pairs.between("pin", class_id, other.id)
    if off or pin:
        done = f"suppressed {decided_by(off)}" if off else f"pinned {decided_by(pin)}" if pin else ""
        return f"{other.title} was {done} Otherwise {stands}."
    if other.id in listed:
        named = ", because a text names it" if any(reason.kind in FACT_KINDS for reason in other.reasons) else ""
        return f"{other.title} is in the list, as number {listed.index(other.id) + 1}{named}: {stands}."
    if last is None:
        return f"{other.title} is not in the list: {stands}."
    lacks = [part.name for part in sorted(parts, key=_lack) if _lack(part) < 0][:2]
    most = f" It lacks most in: {'; '.join(lacks)}." if lacks else ""
    behind = f"{last.title}, the last one shown, scores {last.score:.2f}, it {other.score:.2f}"
    return f"{other.title} is not in the list: {stands}. {behind}.{most}"


def _lack(part: ComparedPart) -> float:
    """Below zero by what a part lacks."""
    return (part.points or 0.0) - (part.last_points or 0.0)


class _Comparing:
    """The class, the other, and the last one shown."""

    def __init__(self, atlas: DecidedSource, near: Neighbours, class_id: str, other: str, last: str | None) -> None:
        self.atlas, self.near = atlas, near
        self.one, self.other = atlas.classes[class_id], atlas.classes[other]
        self.last = atlas.classes[last] if last else None

    def parts(self, alike: Mapping[str, Likeness], found: Mapping[str, Related]) -> Iterator[ComparedPart]:
        mine = _by_kind(found[self.other.id].reasons)
        theirs = _by_kind(found[self.last.id].reasons) if self.last and self.last.id in found else {}
        for kind, weight in settings().related.score.items():
            yield ComparedPart(
                kind=kind,
                name=PARTS.get(kind, kind.replace("_", " ").capitalize()),
                points=_points(alike.get(self.other.id), kind, weight) or 0.0,
                last_points=_points(alike.get(self.last.id), kind, weight) if self.last else None,
                reasons=tuple(mine.get(kind, ())),
                last_reasons=tuple(theirs.get(kind, ())),
                missing=tuple(self._missing(kind)),
            )
        yield self._named(mine, theirs)
        yield self._pay(mine, theirs)

    def _missing(self, kind: str) -> Iterator[Missing]:
        if kind == "level":
            yield from self._levels()
        elif self.last is not None and kind == "text":
            yield from self._words(self.last)
        elif self.last is not None and kind == "variants":
            yield from self._variants(self.last)

    def _words(self, last: JobClass) -> Iterator[Missing]:
        """Telling words that the class shares with the last one shown and not with the other."""
        mine = set(self.near.shared_stems(self.one.id, self.other.id, 10_000))
        lacking = [s for s in self.near.shared_stems(self.one.id, last.id, _TELLING) if s not in mine]
        if lacking:
            words = ", ".join(as_printed(lacking[:_WORDS_SHOWN], printed_texts(self.one)))
            quotes = tuple(closest_duties((self.one, last), lacking))
            yield Missing(text=f"Shared with {last.title}, not with {self.other.title}: {words}", quotes=quotes)

    def _variants(self, last: JobClass) -> Iterator[Missing]:
        """Competencies that the last one shown states in the same meaning, and what the other says in its place."""
        mine = set(self.near.shared_variants(self.one.id, self.other.id))
        lacking = [v for v in self.near.shared_variants(self.one.id, last.id) if v not in mine]
        here = {variant.id: (s, c) for s, variant, c in self.atlas.statements_of(self.one.id) if variant}
        there = {c.id: (s, variant) for s, variant, c in self.atlas.statements_of(self.other.id)}
        for statement, competency in [here[key] for key in lacking if key in here][:_VARIANTS_SHOWN]:
            yield self._variant(statement, competency, there)

    def _variant(
        self, statement: Statement, competency: Competency, there: Mapping[str, tuple[Statement, Variant | None]]
    ) -> Missing:
        own = there.get(competency.id)
        if own is None:
            text = f"{statement.label}: {self.other.title} does not state it"
            return Missing(text=text, quotes=(_stated(statement),))
        way = "in another meaning" if own[1] else "by its name only"
        text = f"{statement.label}: {self.other.title} states it {way}"
        return Missing(text=text, quotes=(_stated(statement), _stated(own[0])))

    def _levels(self) -> Iterator[Missing]:
        for facet, name in (("supervision", "Supervision exercised"), ("education", "Schooling")):
            here, there = (_facet(each, facet) for each in (self.one, self.other))
            if here != there:
                yield Missing(text=f"{name}: {self.one.title}: {here}; {self.other.title}: {there}")

    def _named(self, mine: Mapping[str, list[Reason]], theirs: Mapping[str, list[Reason]]) -> ComparedPart:
        named = tuple(reason for kind in FACT_KINDS for reason in mine.get(kind, ()))
        text = "Neither loaded specification mentions the other class"
        return ComparedPart(
            kind=NAMED,
            name="Who names whom",
            points=None,
            last_points=None,
            reasons=named,
            last_reasons=tuple(reason for kind in FACT_KINDS for reason in theirs.get(kind, ())),
            missing=() if named else (Missing(text=text),),
        )

    def _pay(self, mine: Mapping[str, list[Reason]], theirs: Mapping[str, list[Reason]]) -> ComparedPart:
        same = tuple(mine.get("pay_grade", ()))
        return ComparedPart(
            kind=PAY,
            name="Pay",
            points=None,
            last_points=None,
            reasons=same,
            last_reasons=tuple(theirs.get("pay_grade", ())),
            missing=() if same else (self._no_common_grade(),),
        )

    def _no_common_grade(self) -> Missing:
        quotes = tuple(quote for each in (self.one, self.other) for quote in pay_quotes(self.atlas, each))
        if self.one.authority != self.other.authority:
            text = "Two authorities: pay as each states it, never compared"
        elif all(any(pay.grade for pay in each.pay) for each in (self.one, self.other)):
            text = "Other pay grades"
        else:
            text = "Not of both a pay grade is stated"
        return Missing(text=text, quotes=quotes)


def _points(likeness: Likeness | None, kind: str, weight: float) -> float | None:
    return round(weight * float(getattr(likeness, kind, 0.0)), 4) if likeness else None


def _by_kind(reasons: Iterable[Reason]) -> dict[str, list[Reason]]:
    found: dict[str, list[Reason]] = {}
    for reason in reasons:
        found.setdefault(reason.kind, []).append(reason)
    return found


def _stated(statement: Statement) -> Because:
    quote = f"{statement.label} – {statement.definition}" if statement.definition else statement.label
    return Because(
        section="competencies",
        quote=mask_contacts(quote),
        first_line=statement.first_line,
        document=statement.document,
    )


def _facet(job_class: JobClass, facet: str) -> str:
    return ", ".join(facet_values(job_class, ())[facet]) or NOT_STATED
