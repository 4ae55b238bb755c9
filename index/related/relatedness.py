"""Which classes are related to one, and why: every part of the score in words and quotes, and facts beside it.

The score weighs likeness only (`data/search.toml`, ``[related.score]``). What texts state outright, that one class is
named in the other's requirement, supervises it or has its pay grade, is a reason of its own with weight 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Protocol
from weakref import WeakKeyDictionary

from msgspec import Struct

from index.content.documents import IndexSource, indexed_documents
from index.content.grades import graded
from index.content.text import stem, stems, words
from index.meaning.class_vectors import Likeness, Neighbours, make_profile
from index.meaning.near_words import alike
from index.results import Because
from index.settings import settings
from taxonomy.basics.contacts import mask_contacts
from taxonomy.model import ClassReference, Competency, JobClass, Statement, TextLines, Variant

_WORDS_SHOWN = 8
_LABELS_SHOWN = 6

# relation -> how it reads where this class names the other, and where the other names this one
_FACTS = {
    "experience_as": ("its experience is required here: {other}", "experience as {this} counts there"),
    "supervises": ("{this} supervises {other}", "{other} supervises {this}"),
    "distinguished_from": ("{this} is distinguished from {other}", "{other} is distinguished from {this}"),
    "includes": ("{this} includes the duties of {other}", "{other} includes the duties of {this}"),
    "mentions": ("{this} mentions {other}", "{other} mentions {this}"),
}

# Reasons that a text states outright.
FACT_KINDS = frozenset(_FACTS)


class Reason(Struct, frozen=True, kw_only=True):
    """One reason. `weight` is what it adds to the score; 0 for a fact that stands beside it."""

    kind: str
    text: str
    weight: float
    quotes: tuple[Because, ...] = ()


class Related(Struct, frozen=True, kw_only=True):
    """One class in the answer of ``atlas related``."""

    id: str
    title: str
    score: float
    reasons: tuple[Reason, ...]


class RelatedSource(IndexSource, Protocol):
    """What reasons need of an Atlas beyond what is indexed."""

    def references_to(self, class_id: str) -> tuple[ClassReference, ...]:
        """Where other classes name this one."""

    def statements_of(self, class_id: str) -> tuple[tuple[Statement, Variant | None, Competency], ...]:
        """What the current edition of a class states."""


def related(
    atlas: RelatedSource,
    class_id: str,
    limit: int = 10,
    neighbours: Neighbours | None = None,
    also: Iterable[str] = (),
) -> tuple[Related, ...]:
    """The classes most like `class_id`, best first, and after them those that a text links to it by a stated fact.

    Those in `also` are given too, however unlike. An open engine's `neighbours` save reading the whole atlas. Raises
    KeyError for an unknown class.
    """
    job_class = atlas.classes[class_id]
    near = neighbours if neighbours is not None else neighbours_of(atlas)
    facts = facts_about(atlas, job_class)
    found = near.nearest(class_id, limit, also={*facts, *also})
    explainer = _Explainer(atlas, near, job_class)
    return tuple(explainer.explain(likeness, facts.get(likeness.id, ())) for likeness in found)


_MADE: WeakKeyDictionary[IndexSource, Neighbours] = WeakKeyDictionary()


def neighbours_of(atlas: IndexSource) -> Neighbours:
    """The neighbours within `atlas`, worked out once for as long as it is in use."""
    made = _MADE.get(atlas)
    if made is None:
        classes = [document for document in indexed_documents(atlas) if document.kind == "class"]
        made = Neighbours([make_profile(d, [stems(line.text) for line in d.lines]) for d in classes])
        _MADE[atlas] = made
    return made


def facts_about(atlas: RelatedSource, job_class: JobClass) -> Mapping[str, list[Reason]]:
    """What texts state about this class and another, by the other's id."""
    found: dict[str, list[Reason]] = {}
    for reference in job_class.references:
        if reference.target:
            reason = _fact(reference, 0, this=job_class.title, other=atlas.classes[reference.target].title)
            found.setdefault(reference.target, []).append(reason)
    for reference in atlas.references_to(job_class.id):
        reason = _fact(reference, 1, this=job_class.title, other=atlas.classes[reference.source_class].title)
        found.setdefault(reference.source_class, []).append(reason)
    found.pop(job_class.id, None)
    return found


def _fact(reference: ClassReference, direction: int, *, this: str, other: str) -> Reason:
    text = _FACTS[reference.relation][direction].format(this=this, other=other)
    cited = reference.source
    quote = Because(
        section=reference.relation,
        quote=mask_contacts(cited.quote),
        first_line=cited.first_line,
        document=cited.document,
    )
    return Reason(kind=reference.relation, text=text[0].upper() + text[1:], weight=0.0, quotes=(quote,))


class _Explainer:
    """Puts the likeness of one class to another into words."""

    def __init__(self, atlas: RelatedSource, neighbours: Neighbours, job_class: JobClass) -> None:
        self.atlas = atlas
        self.neighbours = neighbours
        self.job_class = job_class

    def explain(self, likeness: Likeness, facts: Sequence[Reason]) -> Related:
        other = self.atlas.classes[likeness.id]
        reasons = [*self._text(likeness, other), *self._direction(likeness, other), *self._meaning(likeness, other)]
        reasons += self._grades(likeness, other)
        reasons += [*self._variants(likeness), *self._level(likeness)]
        reasons += [*facts, *_same_grade(self.job_class, other)]
        return Related(id=other.id, title=other.title, score=round(likeness.score, 4), reasons=tuple(reasons))

    def _text(self, likeness: Likeness, other: JobClass) -> Iterator[Reason]:
        shared = self.neighbours.shared_stems(self.job_class.id, other.id, 40)
        if not shared:
            return
        quotes = tuple(closest_duties((self.job_class, other), shared))
        printed = as_printed(shared[:_WORDS_SHOWN], printed_texts(self.job_class))
        text = f"Title, duties and knowledge are {likeness.text:.0%} alike; shared words: {', '.join(printed)}"
        weight = self._weight("text", likeness.text) + self._weight("summary", likeness.summary)
        yield Reason(kind="text", text=text, weight=round(weight, 4), quotes=quotes)

    def _direction(self, likeness: Likeness, other: JobClass) -> Iterator[Reason]:
        if likeness.direction <= 0:
            return
        pairs = alike(_what_it_is(self.job_class), _what_it_is(other))
        named = f": {', '.join(f'{pair.asked} – {pair.said}' for pair in pairs)}" if pairs else ""
        text = f"What they do is {likeness.direction:.0%} alike in meaning{named}"
        yield Reason(kind="direction", text=text, weight=self._weight("direction", likeness.direction))

    def _meaning(self, likeness: Likeness, other: JobClass) -> Iterator[Reason]:
        kindred = self.neighbours.kindred_stems(self.job_class.id, other.id, _WORDS_SHOWN)
        if likeness.meaning <= 0 or not kindred:
            return
        printed = as_printed(kindred, printed_texts(other))
        text = f"Its other words stand in like texts ({likeness.meaning:.0%}): {', '.join(printed)}"
        yield Reason(kind="meaning", text=text, weight=self._weight("meaning", likeness.meaning))

    def _grades(self, likeness: Likeness, other: JobClass) -> Iterator[Reason]:
        shared = self.neighbours.shared_grades(self.job_class.id, other.id)
        if likeness.grades <= 0 or not shared:
            return
        quotes = tuple(_graded_lines((self.job_class, other), shared[:1]))
        count = f"{len(shared)} {'thing' if len(shared) == 1 else 'things'}"
        text = f"Both ask more than is usual for {count} of knowledge, skill or ability"
        yield Reason(kind="grades", text=text, weight=self._weight("grades", likeness.grades), quotes=quotes)

    def _variants(self, likeness: Likeness) -> Iterator[Reason]:
        shared = self.neighbours.shared_variants(self.job_class.id, likeness.id)
        if not shared:
            return
        stated = self._stated_variants
        labels = [stated[key].label for key in shared if key in stated]
        more = f" and {len(labels) - _LABELS_SHOWN} more" if len(labels) > _LABELS_SHOWN else ""
        count = f"{len(labels)} {'competency' if len(labels) == 1 else 'competencies'}"
        text = f"{count} stated in the same meaning: {', '.join(labels[:_LABELS_SHOWN])}{more}"
        quotes = tuple(_stated(stated[key]) for key in shared[:2] if key in stated)
        yield Reason(kind="variants", text=text, weight=self._weight("variants", likeness.variants), quotes=quotes)

    @cached_property
    def _stated_variants(self) -> Mapping[str, Statement]:
        """What the class states, by variant; of a variant that is printed twice, the last printing."""
        stated = self.atlas.statements_of(self.job_class.id)
        return {variant.id: statement for statement, variant, _ in stated if variant is not None}

    def _level(self, likeness: Likeness) -> Iterator[Reason]:
        if likeness.level:
            text = "The same supervision exercised or education" if likeness.level < 1 else "The same level"
            yield Reason(kind="level", text=text, weight=self._weight("level", likeness.level))

    def _weight(self, name: str, value: float) -> float:
        return round(settings().related.score[name] * value, 4)


def _stated(statement: Statement) -> Because:
    """The words on the line that is cited; the variant may hold those of another printing."""
    quote = mask_contacts(f"{statement.label} – {statement.definition}" if statement.definition else statement.label)
    return Because(section="competencies", quote=quote, first_line=statement.first_line, document=statement.document)


def closest_duties(pair: Sequence[JobClass], shared: Sequence[str]) -> Iterator[Because]:
    """Of each class the duty that holds most of what the texts share."""
    weights = {stem: 1 / rank for rank, stem in enumerate(shared, start=1)}
    for job_class in pair:
        duties = job_class.current.specification.duties if job_class.current else ()
        best = max(duties, key=lambda duty: _worth(duty, weights), default=None)
        if job_class.current and best and _worth(best, weights):
            quote = mask_contacts(best.text)
            yield Because(
                section="duties", quote=quote, first_line=best.first_line, document=job_class.current.document
            )


def _graded_lines(pair: Sequence[JobClass], asked: Sequence[str]) -> Iterator[Because]:
    """The lines of both classes that ask for this, each with its grade."""
    for job_class in pair:
        for line in job_class.current.specification.knowledge if job_class.current else ():
            found = graded(line.text)
            if job_class.current and found and found[0] in asked:
                quote = mask_contacts(line.text)
                document = job_class.current.document
                yield Because(section="knowledge", quote=quote, first_line=line.first_line, document=document)


def _worth(duty: TextLines, weights: Mapping[str, float]) -> float:
    return sum(weights.get(stem, 0.0) for stem in dict.fromkeys(stems(duty.text)))


def _what_it_is(job_class: JobClass) -> str:
    """Its title, and what its general statement or else its first duty says."""
    read = job_class.current.specification if job_class.current else None
    said = next((section.text for section in read.sections if section.kind == "general_statement"), "") if read else ""
    return f"{job_class.title}. {said or next((duty.text for duty in read.duties), '') if read else ''}"


def printed_texts(job_class: JobClass) -> Iterator[str]:
    yield job_class.title
    if job_class.current:
        yield from (section.text for section in job_class.current.specification.sections)


def as_printed(roots: Sequence[str], texts: Iterable[str]) -> list[str]:
    """The stems as whole words where a text at hand prints one, else as they are."""
    wanted, printed = set(roots), dict[str, str]()
    for word in chain.from_iterable(map(words, texts)):
        root = stem(word)
        if root in wanted:
            printed[root] = word
            wanted.remove(root)
            if not wanted:
                break
    return [printed.get(root, root) for root in roots]


def _same_grade(one: JobClass, two: JobClass) -> Iterator[Reason]:
    """The same pay grade within one authority; grades of different authorities are never compared."""
    if one.authority != two.authority:
        return
    theirs = {pay.grade: pay for pay in two.pay if pay.grade}
    for pay in one.pay:
        if pay.grade in theirs:
            cited = theirs[pay.grade].source
            quote = Because(section="pay", quote=cited.quote, first_line=cited.first_line, document=cited.document)
            yield Reason(kind="pay_grade", text=f"The same pay grade, {pay.grade}", weight=0.0, quotes=(quote,))
            return
