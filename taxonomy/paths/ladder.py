"""Which class leads to which, on what evidence? Typed edges, each with its sentence and line.

An edge goes from the lower class to the class whose specification is the evidence. Strongest evidence first: the class
is named in the requirement; the higher class supervises it; both carry neighbouring numbers of one series.
"Distinguished from" is kept as an edge of its own kind and leads sideways, not up; so does "similar", which no text
states: such edges come from a likeness (`index.related.similar`) and stand in no ladder that is built here. No edge
leaves its authority, and none goes to itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, get_args

from msgspec import Struct

from taxonomy.basics.naming import class_id, slug
from taxonomy.model import Edition, Experience, Group, JobClass, Reference, Requirement
from taxonomy.paths.titles import TitleIndex

EdgeKind = Literal["requirement", "supervises", "series", "distinguished_from", "similar"]

KINDS: tuple[EdgeKind, ...] = get_args(EdgeKind)  # strongest evidence first
PROMOTION_KINDS: tuple[EdgeKind, ...] = ("requirement", "supervises", "series")
SIDEWAYS_KINDS: tuple[EdgeKind, ...] = ("distinguished_from", "similar")
_KIND_OF_RELATION: dict[str, EdgeKind] = {"supervises": "supervises", "distinguished_from": "distinguished_from"}
# "Accountant II" · "Delivery Driver 2"
_NUMERAL = re.compile(r"^(?P<series>.+?)[\s-]+(?P<number>[IVX]{1,5}|\d)$", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


# "as a gardener caretaker", "journey-level electrician": a trade in small letters; "as a helper to a plumber" is none
_TRADE = re.compile(
    r"\b(?:as\san?\s(?:journey[\s-]?(?:level|man)\s)?|journey[\s-]?(?:level|man)\s)(?P<trade>[a-z][a-z-]+(?:\s[a-z][a-z-]+){0,3})"
)


class LadderEdge(Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """One step; `years` are those of the sentence. Where `at_hand` is false the text names a class that no document
    at hand specifies: `from_` is then the id that the class would have. `why` is there only where no sentence states
    the step ("similar"): the reason in words, with `quote` as its evidence."""

    from_: str
    to: str
    kind: EdgeKind
    years: float | None
    alternative: int | None
    quote: str
    document: str
    first_line: int
    from_title: str
    to_title: str
    at_hand: bool = True
    why: str | None = None


class Ladder(Struct, frozen=True, kw_only=True):
    """All edges, in the order of their classes and their evidence."""

    edges: tuple[LadderEdge, ...] = ()

    @property
    def promotions(self) -> tuple[LadderEdge, ...]:
        """Edges that lead upward and whose classes are both at hand."""
        return tuple(edge for edge in self.edges if edge.kind in PROMOTION_KINDS and edge.at_hand)

    @property
    def ways_up(self) -> tuple[LadderEdge, ...]:
        """Edges that lead upward, those from a class that is only named among them."""
        return tuple(edge for edge in self.edges if edge.kind in PROMOTION_KINDS)

    def about(self, class_id: str) -> tuple[LadderEdge, ...]:
        """Edges that begin or end at a class."""
        return tuple(edge for edge in self.edges if class_id in (edge.from_, edge.to))

    def with_edges(self, more: Iterable[LadderEdge]) -> Ladder:
        """This ladder and `more` edges, in order."""
        return Ladder(edges=tuple(sorted((*self.edges, *more), key=_place)))


def build_ladder(classes: Mapping[str, JobClass]) -> Ladder:
    """The ladder of all `classes`, from the edition of each that is in force."""
    titles = TitleIndex(classes)
    edges = [edge for job_class in classes.values() for edge in _edges_to(job_class, titles)]
    edges.extend(_series_edges(classes.values()))
    return Ladder(edges=tuple(sorted(_once(edges), key=_place)))


def _edges_to(job_class: JobClass, titles: TitleIndex) -> Iterator[LadderEdge]:
    edition = job_class.current
    if edition is None:
        return
    if edition.specification.requirement is not None:
        for leaf in _experiences(edition.specification.requirement):
            for title in _rejoined(leaf.at_class, job_class.authority, titles):
                yield from _required(job_class, edition, leaf, title, titles)
            for trade in _trades(leaf, job_class.authority, titles):
                yield from _required(job_class, edition, leaf, trade, titles)
    for reference in edition.specification.references:
        if reference.relation in _KIND_OF_RELATION:
            yield from _referred(job_class, edition, reference, titles)


def _experiences(node: Requirement) -> Iterator[Experience]:
    """Experience leaves of the tree, those within others too."""
    if isinstance(node, Group):
        for part in node.of:
            yield from _experiences(part)
    elif isinstance(node, Experience):
        yield node
        for part in node.includes:
            yield from _experiences(part)


def _rejoined(named: Sequence[str], authority: str, titles: TitleIndex) -> Iterator[str]:
    """``Traffic Painter`` and ``Sign Poster`` are one where "Traffic Painter and Sign Poster" is a class at hand."""
    place = 0
    while place < len(named):
        both = " and ".join(named[place : place + 2])
        one = titles.resolve(authority, both) is not None
        yield both if one else named[place]
        place += 2 if one else 1


def _trades(leaf: Experience, authority: str, titles: TitleIndex) -> Iterator[str]:
    """ "as a journey-level plumber": a class of the authority that the text names in small letters."""
    for match in _TRADE.finditer(leaf.of or ""):
        words = match["trade"].split()
        names = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        named = next((name for name in names if titles.resolve(authority, name) is not None), None)
        if named is not None:
            yield named


def _required(
    job_class: JobClass, edition: Edition, leaf: Experience, title: str, titles: TitleIndex
) -> Iterator[LadderEdge]:
    for name, found in titles.resolve_all(job_class.authority, title):
        if not _is_itself(job_class, name, found):
            yield LadderEdge(
                from_=found or class_id(job_class.authority, name),
                to=job_class.id,
                kind="requirement",
                years=leaf.years,
                alternative=leaf.alternative,
                quote=leaf.quote,
                document=edition.document,
                first_line=leaf.first_line,
                from_title=name,
                to_title=job_class.title,
                at_hand=found is not None,
            )


def _referred(job_class: JobClass, edition: Edition, reference: Reference, titles: TitleIndex) -> Iterator[LadderEdge]:
    for name, found in titles.resolve_all(job_class.authority, reference.title):
        if not _is_itself(job_class, name, found):
            yield LadderEdge(
                from_=found or class_id(job_class.authority, name),
                to=job_class.id,
                kind=_KIND_OF_RELATION[reference.relation],
                years=None,
                alternative=None,
                quote=reference.quote,
                document=edition.document,
                first_line=reference.first_line,
                from_title=name,
                to_title=job_class.title,
                at_hand=found is not None,
            )


def _is_itself(job_class: JobClass, title: str, found: str | None) -> bool:
    return found == job_class.id or slug(title) == slug(job_class.title)


def _series_edges(classes: Iterable[JobClass]) -> Iterator[LadderEdge]:
    """``Accountant I`` leads to ``Accountant II`` where both are at hand; the higher one's title is the evidence."""
    series: dict[tuple[str, str], dict[int, JobClass]] = defaultdict(dict)
    for job_class in classes:
        numbered = _NUMERAL.match(job_class.title)
        if numbered is not None:
            number = _ROMAN.get(numbered["number"].lower()) or _digit(numbered["number"])
            series[job_class.authority, slug(numbered["series"])][number] = job_class
    for levels in series.values():
        for number, higher in levels.items():
            lower = levels.get(number - 1)
            edition = higher.current
            if lower is not None and edition is not None:
                yield _series_edge(lower, higher, edition)


def _series_edge(lower: JobClass, higher: JobClass, edition: Edition) -> LadderEdge:
    return LadderEdge(
        from_=lower.id,
        to=higher.id,
        kind="series",
        years=None,
        alternative=None,
        quote=edition.specification.name,
        document=edition.document,
        first_line=edition.specification.first_line,
        from_title=lower.title,
        to_title=higher.title,
    )


def _digit(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _once(edges: Sequence[LadderEdge]) -> Iterator[LadderEdge]:
    """Each step once per sentence and length: "Senior Traffic Supervisor II or III" is one class in two pay grades."""
    seen: set[tuple[object, ...]] = set()
    for edge in edges:
        key = (edge.from_, edge.to, edge.kind, edge.years, edge.alternative)
        if key not in seen:
            seen.add(key)
            yield edge


def _place(edge: LadderEdge) -> tuple[str, int, int, int, str]:
    return (edge.to, KINDS.index(edge.kind), edge.first_line, edge.alternative or 0, edge.from_)
