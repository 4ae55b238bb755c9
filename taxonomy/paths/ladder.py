"""Which class leads to which, on what evidence? Typed edges, each with its sentence and line.

An edge goes from the lower class to the higher one. Strongest evidence first: the class is named in the requirement; a
sentence says that people are promoted or transferred; the higher class supervises it; both carry neighbouring numbers
of one series. One of the two classes may be only named. "Distinguished from" is kept as an edge of its own kind and
leads sideways, not up; so does "similar", which no text states: such edges come from a likeness
(`index.related.similar`) and stand in no ladder that is built here. No edge leaves its authority, and
none goes to itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, get_args

from msgspec import Struct

from taxonomy.basics.naming import class_id, slug
from taxonomy.model import Advancement, Edition, Experience, Group, JobClass, Reference, Requirement
from taxonomy.paths.titles import TitleIndex

EdgeKind = Literal["requirement", "promotion", "supervises", "series", "distinguished_from", "similar"]

KINDS: tuple[EdgeKind, ...] = get_args(EdgeKind)  # strongest evidence first
PROMOTION_KINDS: tuple[EdgeKind, ...] = ("requirement", "promotion", "supervises", "series")
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
    """One step; `years` are those of the sentence. Where `at_hand` is false one of the two classes is only named and no
    document at hand specifies it: its id is then the one that the class would have. `stated_by` is the class whose
    text it is, null for the higher one. `why` is there only where no sentence states the step ("similar"): the reason
    in words, with `quote` as its evidence."""

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
    stated_by: str | None = None
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
    edges = [edge for job_class in classes.values() for edge in _edges_of(job_class, titles)]
    edges.extend(_series_edges(classes.values(), edges))
    return Ladder(edges=tuple(sorted(_once(edges), key=_place)))


def _edges_of(job_class: JobClass, titles: TitleIndex) -> Iterator[LadderEdge]:
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
    for advancement in edition.specification.advancements:
        yield from _advanced(job_class, edition, advancement, titles)


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


def _advanced(job_class: JobClass, edition: Edition, stated: Advancement, titles: TitleIndex) -> Iterator[LadderEdge]:
    """ "Assistant Planners will be promoted to Associate Planner after two years": from one to the other."""
    other = stated.from_title or stated.to_title or ""
    for name, found in titles.resolve_all(job_class.authority, other):
        if _is_itself(job_class, name, found):
            continue
        here, there = (job_class.id, job_class.title), (found or class_id(job_class.authority, name), name)
        lower, higher = (there, here) if stated.to_title is None else (here, there)
        yield LadderEdge(
            from_=lower[0],
            to=higher[0],
            kind="promotion",
            years=stated.years,
            alternative=None,
            quote=stated.quote,
            document=edition.document,
            first_line=stated.first_line,
            from_title=lower[1],
            to_title=higher[1],
            at_hand=found is not None,
            stated_by=job_class.id,
        )


def _is_itself(job_class: JobClass, title: str, found: str | None) -> bool:
    return found == job_class.id or slug(title) == slug(job_class.title)


class _Rung(Struct, frozen=True):
    """One number of a series: the class, and the text that prints its title."""

    id: str
    title: str
    quote: str
    document: str
    first_line: int
    stated_by: str
    at_hand: bool


def _series_edges(classes: Iterable[JobClass], named: Sequence[LadderEdge]) -> Iterator[LadderEdge]:
    """``Accountant I`` leads to ``Accountant II``, also where one is only named; the evidence is the higher title."""
    stated = {(edge.from_, edge.to) for edge in named if edge.kind == "promotion"}
    series: dict[tuple[str, str], dict[int, _Rung]] = defaultdict(dict)
    for rung in (*_loaded_rungs(classes), *_named_rungs(named)):
        numbered = _NUMERAL.match(rung.title)
        if numbered is not None:
            number = _ROMAN.get(numbered["number"].lower()) or _digit(numbered["number"])
            series[rung.id.partition("/")[0], slug(numbered["series"])].setdefault(number, rung)
    for levels in series.values():
        for number, higher in levels.items():
            lower = levels.get(number - 1)
            known = lower is not None and (lower.at_hand or higher.at_hand)
            if lower is not None and known and (lower.id, higher.id) not in stated:
                yield _series_edge(lower, higher)


def _loaded_rungs(classes: Iterable[JobClass]) -> Iterator[_Rung]:
    for each in classes:
        if each.current is not None:
            printed = each.current.specification
            yield _Rung(each.id, each.title, printed.name, each.current.document, printed.first_line, each.id, True)


def _named_rungs(edges: Iterable[LadderEdge]) -> Iterator[_Rung]:
    for edge in edges:
        if not edge.at_hand:
            other = (edge.to, edge.to_title) if edge.stated_by == edge.from_ else (edge.from_, edge.from_title)
            yield _Rung(*other, edge.quote, edge.document, edge.first_line, edge.stated_by or edge.to, False)


def _series_edge(lower: _Rung, higher: _Rung) -> LadderEdge:
    return LadderEdge(
        from_=lower.id,
        to=higher.id,
        kind="series",
        years=None,
        alternative=None,
        quote=higher.quote,
        document=higher.document,
        first_line=higher.first_line,
        from_title=lower.title,
        to_title=higher.title,
        at_hand=lower.at_hand and higher.at_hand,
        stated_by=higher.stated_by,
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
