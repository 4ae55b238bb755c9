"""What are my next moves? One list, ranked: named in a requirement, then the same family, then similar work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from flask import url_for
from msgspec import Struct
from msgspec.structs import replace

from index.related.relatedness import Related
from taxonomy.atlas import Atlas
from taxonomy.paths.answers import STRENGTHS, Qualification, QualificationAnswer
from taxonomy.paths.families import family_of
from taxonomy.paths.pay_difference import pay_difference
from taxonomy.paths.routes import Step
from webapp.careers.ladder_steps import AskedRow, EvidenceRow, asked_rows, career_link, evidence, stated_pay
from webapp.careers.profile_form import ProfileForm
from webapp.careers.qualification_page import QualificationRow, standing
from webapp.classes.class_page import PayRow
from webapp.web.addresses import career_address, target_address
from webapp.web.components import Link, Page, authority_name, plural, shown

MoveKind: TypeAlias = Literal["named", "family", "sideways"]
KINDS: tuple[MoveKind, ...] = get_args(MoveKind)
KIND_WORDS: dict[MoveKind, str] = {
    "named": "Your class is named in the specification",
    "family": "Same family of titles",
    "sideways": "Similar work (lateral)",
}
EXAMINATIONS = {
    "open": "Open to everyone",
    "promotional": "Promotional: for current employees",
    "both": "Open to everyone and promotional",
}
_MOST_ROWS = 60


class MoveFilter(Struct, frozen=True, kw_only=True):
    """Which moves are wanted; an empty word asks for all."""

    kind: str = ""
    examination: str = ""
    more_pay: bool = False
    answer: str = ""

    def takes(self, row: MoveRow) -> bool:
        """Whether `row` is wanted. What is not known passes no filter that asks for it."""
        return (
            self.kind in ("", row.kind)
            and (not self.examination or row.examination in (self.examination, "both"))
            and (not self.more_pay or row.pays_more)
            and (not self.answer or (row.standing is not None and row.standing.answer == self.answer))
        )


class MoveRow(Struct, frozen=True, kw_only=True):
    """One move: why it is one, how ready the person is for it, what is missing, and what it pays."""

    id: str
    link: Link
    target: str
    kind: MoveKind
    kind_words: str
    readiness: str
    standing: QualificationRow | None
    missing: tuple[str, ...]
    asks: tuple[AskedRow, ...]
    evidence: tuple[EvidenceRow, ...]
    reasons: tuple[str, ...]
    pay: PayRow | None
    pay_difference: str | None
    pays_more: bool
    examination: str | None
    examination_words: str


class MovesPage(Page, frozen=True, kw_only=True):
    """The list of moves from a class, the form, and the filters. `count` is how many there are before filtering."""

    id: str
    authority: str
    back: Link
    form: ProfileForm
    action: str
    asked: MoveFilter
    kinds: tuple[tuple[str, str], ...]
    examinations: tuple[tuple[str, str], ...]
    rows: tuple[MoveRow, ...]
    count: str
    answered: bool
    unknown: tuple[str, ...]


def moves_page(
    atlas: Atlas,
    class_id: str,
    related: Sequence[Related],
    form: ProfileForm,
    answers: Mapping[str, Qualification] | None,
    asked: MoveFilter,
) -> MovesPage:
    """The moves from `class_id`; `answers` is null before the person said anything about herself."""
    title, found = atlas.title_of(class_id), answers or {}
    rows = [_row(atlas, class_id, each, found.get(each.id)) for each in moves_from(atlas, class_id, related)]
    asked = asked if answers is not None else replace(asked, answer="")
    if answers is not None:
        rows = [row if row.standing else replace(row, readiness=_NOT_LOADED) for row in rows]
    rows.sort(key=lambda row: _rank(row, found))
    wanted = [row for row in rows if asked.takes(row)][:_MOST_ROWS]
    return MovesPage(
        title=f"Next moves from {title}",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("My class", url_for("careers.index")),
            Link(title, career_address(class_id)),
            Link("Next moves"),
        ),
        generation=atlas.generation,
        id=class_id,
        authority=authority_name(class_id.partition("/")[0]),
        back=career_link(atlas, class_id),
        form=form,
        action=moves_address(class_id),
        asked=asked,
        kinds=tuple(KIND_WORDS.items()),
        examinations=tuple(EXAMINATIONS.items()),
        rows=tuple(wanted),
        count=f"{len(wanted)} of {plural(len(rows), 'move')} shown",
        answered=answers is not None,
        unknown=next((row.standing.unknown for row in rows if row.standing), ()),
    )


def moves_address(class_id: str) -> str:
    """The list of next moves from a class."""
    authority, _, slug = class_id.partition("/")
    return url_for("careers.moves", authority=authority, slug=slug)


class Move(Struct, frozen=True, kw_only=True):
    """A class to move to, with the step that a text states or the reasons of a likeness."""

    id: str
    kind: MoveKind
    step: Step | None = None
    reasons: tuple[str, ...] = ()


def moves_from(atlas: Atlas, class_id: str, related: Sequence[Related]) -> tuple[Move, ...]:
    """Every move from a class, each once, by its strongest reason."""
    found: dict[str, Move] = {}
    for step in atlas.route_map.steps_from(class_id):
        series = all(edge.kind == "series" for edge in step.edges)
        found[step.to] = Move(id=step.to, kind="family" if series else "named", step=step)
    authority, family = class_id.partition("/")[0], family_of(atlas.title_of(class_id))
    for row in atlas.summaries:
        if row.authority == authority and row.id != class_id and family_of(row.title) == family:
            found.setdefault(row.id, Move(id=row.id, kind="family"))
    ways = atlas.route_map
    on_a_way = {each.class_ for each in (*ways.leads_to(class_id), *ways.leads_from(class_id))}
    for each in related:
        if each.id.partition("/")[0] == authority and each.id != class_id and each.id not in on_a_way:
            reasons = tuple(shown(reason.text) for reason in each.reasons[:3])
            found.setdefault(each.id, Move(id=each.id, kind="sideways", reasons=reasons))
    return tuple(found.values())


def _row(atlas: Atlas, class_id: str, move: Move, found: Qualification | None) -> MoveRow:
    job_class, here = atlas.classes.get(move.id), atlas.classes.get(class_id)
    known = standing(atlas, found) if found else None
    current = job_class.current if job_class else None
    examination = current.specification.examination if current else None
    differs = pay_difference(here.pay, job_class.pay) if here and job_class else None
    return MoveRow(
        id=move.id,
        link=career_link(atlas, move.id),
        target=target_address(class_id, move.id),
        kind=move.kind,
        kind_words=KIND_WORDS[move.kind],
        readiness=_readiness(known),
        standing=known,
        missing=_missing(known),
        asks=tuple(asked_rows(atlas, move.step)) if move.step else (),
        evidence=tuple(evidence(atlas, edge) for edge in move.step.edges) if move.step else (),
        reasons=move.reasons,
        pay=stated_pay(atlas, move.id),
        pay_difference=differs.words if differs else None,
        pays_more=differs is not None and differs.low + differs.high > 0,
        examination=examination,
        examination_words=EXAMINATIONS.get(examination or "", "Open or promotional: not stated here"),
    )


_NOT_LOADED = "What it asks for is not loaded: ask HR"
_READY: dict[QualificationAnswer, str] = {
    "met": "Ready: you meet what the specification states",
    "ask_hr": "Perhaps ready: HR must say",
    "not_met": "Not yet",
}


def _readiness(known: QualificationRow | None) -> str:
    if known is None:
        return "Tell about yourself to see how ready you are"
    words = [known.sure or _READY[known.answer]]
    words += [part for part in (known.short, known.earliest and f"earliest {known.earliest}") if part]
    if known.sure is None and known.answer == "not_met":
        return ": ".join((words[0], ", ".join(words[1:]))) if words[1:] else words[0]
    return ", ".join(words)


def _missing(known: QualificationRow | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known.lacks, *known.ask, *known.notes))) if known else ()


def _rank(row: MoveRow, found: Mapping[str, Qualification]) -> tuple[float | str, ...]:
    """First by the kind of move, then the nearest: the surest answer, the shortest time that lacks."""
    answer = found.get(row.id)
    near = STRENGTHS.index(answer.strength if answer else "unread")
    return (KINDS.index(row.kind), near, (answer and answer.short_by_years) or 0.0, row.link.text)
