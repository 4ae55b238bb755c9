"""What is on the page that leads from competencies to classes? Picks, classes by coverage, what none states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from flask import url_for
from msgspec import Struct, structs

from taxonomy.analysis.competency_sets import ClassHolding, Pick, SetCoverage, SetState, Stating, read_pick
from taxonomy.atlas import Atlas
from taxonomy.model import Competency
from taxonomy.wording.written_levels import rank_of, written_order
from webapp.service.overview import overview
from webapp.web.addresses import class_address, competency_address
from webapp.web.components import (
    Link,
    ListOption,
    Page,
    Pagination,
    Quote,
    authority_name,
    cite,
    class_line,
    paginate,
    quoted,
    shown,
    with_rows,
)

SORTS = {"coverage": "Coverage", "title": "Title", "authority": "Authority"}
_STATE_WORDS: dict[SetState, str] = {
    "stated": "stated",
    "named": "stated by name only",
    "named_only": "only the name, without a meaning",
    "other_meaning": "in another meaning",
    "lower_level": "on a lower level",
    "no_level": "at a level that has not been decided",
    "nothing": "not stated",
}
_MOST_OFFERED = 120
_LONGEST = 90


class Picked(Struct, frozen=True, kw_only=True):
    """What the address says: picks, words to add, and how the classes are narrowed and ordered."""

    picks: tuple[Pick, ...] = ()
    unread: tuple[str, ...] = ()
    sort: str = "coverage"
    authority: str | None = None
    least: int = 0
    page: int = 1

    def address(self, endpoint: str = "competency_sets.show", **values: Any) -> str:
        """The address of `endpoint` for these picks."""
        given = [("competency", pick.key) for pick in self.picks]
        given += [("authority", self.authority)] if self.authority else []
        given += [("least", str(self.least))] if self.least else []
        given += [("sort", self.sort)] if self.sort != "coverage" else []
        given += [("page", str(self.page))] if self.page > 1 else []
        return f"{url_for(endpoint, **values)}?{urlencode(given)}"

    def but(self, **changes: Any) -> Picked:
        """The same with some of it changed, from the first page."""
        return structs.replace(self, **{"page": 1, **changes})


class PickPart(Struct, frozen=True, kw_only=True):
    """One competency that is asked for; `choices` are its meanings and levels."""

    key: str
    label: str
    href: str
    choices: tuple[ListOption, ...]
    remove: str
    uncovered: bool


class HeldPart(Struct, frozen=True, kw_only=True):
    """What a class says for a pick."""

    label: str
    state: str
    words: str
    quote: Quote | None


class HoldingPart(Struct, frozen=True, kw_only=True):
    """One class: what it states of the set, with quotes, and what it does not."""

    title: str
    href: str
    detail: str
    covered: int
    held: tuple[HeldPart, ...]
    missing: tuple[str, ...]


class SetPage(Page, frozen=True, kw_only=True):
    """Everything the page shows."""

    picks: tuple[PickPart, ...]
    unread: tuple[str, ...]
    offers: tuple[Link, ...]
    known: tuple[str, ...]
    boxes: tuple[ListOption, ...]
    more_boxes: int
    uncovered: tuple[str, ...]
    found: Pagination[HoldingPart]
    sorts: tuple[Link, ...]
    leasts: tuple[Link, ...]
    authorities: tuple[Link, ...]
    left_out: int
    everything: str
    kept: tuple[tuple[str, str], ...]
    files: tuple[Link, ...]


def read_picked(atlas: Atlas, texts: Iterable[str], **narrowed: Any) -> Picked:
    """The picks in `texts`; what is no competency at hand is kept as `unread`."""
    found: dict[str, Pick] = {}
    unread: dict[str, None] = {}
    for text in texts:
        pick = read_pick(atlas, text[:_LONGEST])
        if pick is not None:
            found[pick.key] = pick
        elif text.strip():
            unread[" ".join(text.split())[:_LONGEST]] = None
    return Picked(picks=tuple(found.values()), unread=tuple(unread), **narrowed)


def set_page(atlas: Atlas, picked: Picked, coverage: SetCoverage, offers: Sequence[Pick], size: int) -> SetPage:
    """The page for `picked`; `offers` are competencies near to what could not be read."""
    classes = narrowed(picked, coverage)
    names = _names(atlas, coverage.picks)
    found = paginate(classes, picked.page, size, lambda page: picked.but(page=page).address())
    boxes = list(_boxes(atlas, picked))
    return SetPage(
        title="Find classes by competencies",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Find a class", url_for("finding.find")),
            Link("By competencies"),
        ),
        generation=coverage.generation,
        picks=tuple(_pick(atlas, picked, coverage, pick) for pick in coverage.picks),
        unread=picked.unread,
        offers=tuple(Link(p.pref_label, picked.but(picks=(*picked.picks, p), unread=()).address()) for p in offers),
        known=tuple(row.label for row in overview(atlas).competencies[:_MOST_OFFERED]),
        boxes=tuple(boxes[:_MOST_OFFERED]),
        more_boxes=max(len(boxes) - _MOST_OFFERED, 0),
        uncovered=tuple(names[key] for key in coverage.uncovered),
        found=with_rows(found, tuple(_holding(atlas, each, coverage.picks, names) for each in found.rows)),
        sorts=tuple(Link(name, _unless(picked.but(sort=key), here=key == picked.sort)) for key, name in SORTS.items()),
        leasts=tuple(_leasts(picked, len(coverage.picks))),
        authorities=tuple(_authorities(picked, coverage)),
        left_out=len(coverage.classes) - len(classes),
        everything=picked.but(authority=None, least=0).address(),
        kept=tuple(_kept(picked)),
        files=tuple(_files(picked)) if coverage.classes else (),
    )


def narrowed(picked: Picked, coverage: SetCoverage) -> tuple[ClassHolding, ...]:
    """The classes of `coverage` that `picked` leaves, in its order; those as good stay in the order of the answer."""
    left = [
        each for each in coverage.classes if each.covered >= picked.least and picked.authority in (None, each.authority)
    ]
    if picked.sort == "title":
        left.sort(key=lambda each: (each.title.casefold(), each.id))
    elif picked.sort == "authority":
        left.sort(key=lambda each: each.authority)
    return tuple(left)


def _pick(atlas: Atlas, picked: Picked, coverage: SetCoverage, pick: Pick) -> PickPart:
    competency = atlas.stated(pick.competency)
    return PickPart(
        key=pick.key,
        label=competency.pref_label,
        href=competency_address(competency.id, variant=pick.variant),
        choices=tuple(ListOption(value, text, value == pick.key) for value, text in _meanings(competency, pick)),
        remove=picked.but(picks=tuple(each for each in picked.picks if each.key != pick.key)).address(),
        uncovered=pick.key in coverage.uncovered,
    )


def _meanings(competency: Competency, pick: Pick) -> Iterator[tuple[str, str]]:
    yield competency.id, "in any meaning"
    order = written_order(competency.statements)
    ranks = {rank_of(s, variant, order) for variant in competency.variants for s in variant.statements}
    levels = {rank for rank in ranks if rank}
    for level in sorted(levels | ({pick.level} if pick.level else set())):
        yield f"{competency.id}@{level}", f"from level {level} upwards"
    for number, variant in enumerate(competency.variants, 1):
        text = shown(variant.definition or "named only")
        short = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
        yield variant.id, f"only as variant {number}: {short}"


def _names(atlas: Atlas, picks: Iterable[Pick]) -> dict[str, str]:
    """What each pick is called: the label, and the meaning or level where one is asked for."""
    return {pick.key: pick_name(atlas, pick) for pick in picks}


def pick_name(atlas: Atlas, pick: Pick) -> str:
    """What a pick is called in words."""
    if pick.variant is not None:
        places = [variant.id for variant in atlas.stated(pick.competency).variants]
        return f"{pick.pref_label} (variant {places.index(pick.variant) + 1})"
    return f"{pick.pref_label} (from level {pick.level})" if pick.level else pick.pref_label


def _holding(atlas: Atlas, each: ClassHolding, picks: Sequence[Pick], names: dict[str, str]) -> HoldingPart:
    pairs = zip(picks, each.held, strict=True)
    return HoldingPart(
        title=shown(each.title),
        href=class_address(each.id),
        detail=class_line(atlas.summary(each.id)),
        covered=each.covered,
        held=tuple(_held(atlas, names[pick.key], held) for pick, held in pairs if held.statement),
        missing=tuple(names[key] for key in each.missing),
    )


def _held(atlas: Atlas, name: str, held: Stating) -> HeldPart:
    said = held.statement
    quote = None
    if said is not None:
        text = f"{said.label} – {said.definition}" if said.definition else said.label
        quote = quoted(text, cite(atlas, said.document, said.first_line, said.last_line), "Competencies")
    return HeldPart(label=name, state=held.state, words=_STATE_WORDS[held.state], quote=quote)


def _boxes(atlas: Atlas, picked: Picked) -> Iterator[ListOption]:
    """Competencies to tick, those that most classes state first."""
    there = {pick.competency for pick in picked.picks}
    rows = sorted(overview(atlas).competencies, key=lambda row: (-row.classes, row.label.casefold()))
    for row in rows:
        if row.id not in there:
            yield ListOption(row.id, f"{row.label} ({row.classes})", chosen=False)


def _unless(other: Picked, *, here: bool) -> str | None:
    return None if here else other.address()


def _leasts(picked: Picked, picks: int) -> Iterator[Link]:
    yield Link("Any, or near to one", _unless(picked.but(least=0), here=picked.least == 0))
    for count in range(1, picks + 1):
        name = "all" if count == picks > 1 else f"at least {count}"
        yield Link(name, _unless(picked.but(least=count), here=picked.least == count))


def _authorities(picked: Picked, coverage: SetCoverage) -> Iterator[Link]:
    there = sorted({each.authority for each in coverage.classes})
    if len(there) > 1 or picked.authority:
        yield Link("All", _unless(picked.but(authority=None), here=picked.authority is None))
        for authority in there:
            here = authority == picked.authority
            yield Link(authority_name(authority), _unless(picked.but(authority=authority), here=here))


def _kept(picked: Picked) -> Iterator[tuple[str, str]]:
    """What the form hands on beside the picks."""
    if picked.authority:
        yield "authority", picked.authority
    if picked.least:
        yield "least", str(picked.least)
    if picked.sort != "coverage":
        yield "sort", picked.sort


def _files(picked: Picked) -> Iterator[Link]:
    for form in ("csv", "xlsx"):
        yield Link(form.upper(), picked.but().address("competency_sets.table", form=form))


SET_COLUMNS = (
    "class", "class_id", "authority", "covered", "of", "competency", "asked", "state", "label", "definition",
    "document", "first_line",
)  # fmt: skip


def set_rows(picked: Picked, coverage: SetCoverage) -> Iterator[tuple[str | int | None, ...]]:
    """One row for each class and pick, and one without a class for a pick that none states."""
    for each in narrowed(picked, coverage):
        counts = (each.title, each.id, each.authority, each.covered, len(coverage.picks))
        for pick, held in zip(coverage.picks, each.held, strict=True):
            said = held.statement
            where = (said.label, said.definition, said.document, said.first_line) if said else (None,) * 4
            yield (*counts, pick.pref_label, pick.key, held.state, *where)
    for pick in coverage.picks:
        if pick.key in coverage.uncovered:
            yield (*(None,) * 5, pick.pref_label, pick.key, "no class states it", *(None,) * 4)
