"""Sets of planned changes, from draft to in force: who may see them, what they touch, and how one is adopted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from taxonomy.analysis.planned_impact import PlanConflict, PlanImpact, PlanNow, conflicts_of, impact_of
from taxonomy.analysis.planned_texts import revised_texts
from taxonomy.basics.naming import slug
from taxonomy.exchange.notices import notice_markdown
from taxonomy.generation.versions import reader_version
from taxonomy.model import Change, ClassEntry, Notice
from taxonomy.model.planned import PUBLIC, ActName, NoticeHead, PlannedChange, PlannedSet
from taxonomy.plan.as_of import last_day, read_day
from taxonomy.plan.change_sets import ChangeSet
from taxonomy.plan.notice_builder import build_notice, written
from taxonomy.plan.planned import PlanRefused, next_change_id, refuse_change, refuse_step
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse
from taxonomy.store import ReadDocument, UnknownRecord

if TYPE_CHECKING:
    from webapp.service.workspace import Workspace


class PlanAuthor(Struct, frozen=True, kw_only=True):
    """Who acts, and whether a second person is needed to post and to adopt."""

    by: str
    account: str | None = None
    needs_two: bool = False


class PlanSetAnswer(Struct, frozen=True, kw_only=True):
    """One set with what it touches and what stands against it; `problem` says why that could not be worked out."""

    planned: PlannedSet
    impact: PlanImpact | None
    conflicts: tuple[PlanConflict, ...]
    problem: str | None
    in_force: bool


def visible_sets(workspace: Workspace, *, to_analyst: bool) -> tuple[PlannedSet, ...]:
    """The sets that somebody may see: a draft and what is in review are for analysts only."""
    every = workspace.store.plan_sets().values()
    return tuple(each for each in every if to_analyst or each.status in PUBLIC)


def visible_set(workspace: Workspace, id: str, *, to_analyst: bool) -> PlannedSet:
    """One of them. Raises UnknownRecord for what is not there, or not for this reader."""
    found = next((each for each in visible_sets(workspace, to_analyst=to_analyst) if each.id == id), None)
    if found is None:
        raise UnknownRecord(f"There is no change set {id}.")
    return found


def set_answer(workspace: Workspace, planned: PlannedSet, *, to_analyst: bool) -> PlanSetAnswer:
    """A set with its impact and its conflicts with other open ones."""
    plan = plan_now(workspace, planned)
    impact, problem = None, None
    try:
        impact = impact_of(workspace.atlas, planned, plan)
    except PlanRefused as error:
        problem = str(error)
    others = conflicts_of(visible_sets(workspace, to_analyst=to_analyst), plan)
    today = date.today().isoformat()
    return PlanSetAnswer(
        planned=planned,
        impact=impact,
        conflicts=tuple(each for each in others if planned.id in each.sets),
        problem=problem,
        in_force=planned.status == "adopted" and (planned.effective or "") <= today,
    )


def plan_now(workspace: Workspace, planned: PlannedSet) -> PlanNow:
    """The plan that the set changes: before it came into force, or today."""
    day = planned.acts[-1].when[:10] if planned.status == "adopted" else date.today().isoformat()
    return PlanNow(workspace.atlas, day, planned.authority)


def put_change(workspace: Workspace, id: str, change: PlannedChange, author: PlanAuthor) -> PlannedSet:
    """Add a change to a draft, or put it in the place of the one with its id."""
    refuse_change(change)
    planned = workspace.store.plan_set(id)
    known = {each.id for each in planned.changes}
    if change.id and change.id not in known:
        raise PlanRefused(f"{id} has no change {change.id}.")
    change = change if change.id else replace(change, id=next_change_id(planned))
    check_text(workspace, planned, change)
    return act(workspace, id, "change", change, author)


def put_head(workspace: Workspace, id: str, head: NoticeHead, author: PlanAuthor) -> PlannedSet:
    """What the notice says beside the changes."""
    for day in (head.date, head.hearing_date, head.comment_deadline):
        if day:
            _day(day)
    return act(workspace, id, "head", head, author)


def act(workspace: Workspace, id: str, name: ActName, content: object, author: PlanAuthor) -> PlannedSet:
    """One act that changes no class: submit, return, post, reject, drop, comment, dispose."""
    return workspace.store.act_on_plan(
        id,
        name,
        content,
        by=author.by,
        account=author.account,
        check=lambda planned: refuse_step(planned, name, author.by, needs_two=author.needs_two),
    )


def check_text(workspace: Workspace, planned: PlannedSet, change: PlannedChange) -> None:
    """Raise PlanRefused where a change names a class that is not there, or words that its text does not say."""
    alone = replace(planned, changes=(change,))
    plan = plan_now(workspace, planned)
    plan.notice(alone)
    revised_texts(workspace.atlas, alone, plan)


def adopt(
    workspace: Workspace, id: str, effective: str, author: PlanAuthor, rejected: tuple[str, ...] = ()
) -> PlannedSet:
    """Adopt a posted set, but for the `rejected` changes, from the day `effective` on; one transaction.

    What is stored is the adopted notice as a document, so that every fact of it can be cited. It is refused where our
    own reader would read it otherwise.
    """
    day = _day(effective)
    planned = workspace.store.plan_set(id)
    unknown = set(rejected) - {each.id for each in planned.changes}
    if unknown:
        raise PlanRefused(f"{id} has no change {', '.join(sorted(unknown))}.")
    adopted = replace(planned, effective=written(last_day(day)), rejected=rejected)
    refuse_step(adopted, "adopt", author.by, needs_two=author.needs_two)
    documents = tuple(_documents(workspace, adopted, day))
    return workspace.store.act_on_plan(
        id,
        "adopt",
        {"effective": day, "rejected": rejected},
        by=author.by,
        account=author.account,
        check=lambda now: refuse_step(now, "adopt", author.by, needs_two=author.needs_two),
        documents=documents,
    )


def _day(text: str) -> str:
    try:
        return read_day(text)
    except ValueError as error:
        raise PlanRefused(str(error)) from error


def _documents(workspace: Workspace, planned: PlannedSet, day: str) -> Iterator[ReadDocument]:
    plan = plan_now(workspace, planned)
    notice, texts = plan.notice(planned), revised_texts(workspace.atlas, planned, plan)
    number = notice.number or planned.id
    adopted = replace(notice, number=number, date=notice.date or day, subject="Adopted Change to the Plan")
    whole = "\n\n".join((adopted_markdown(adopted), *texts.values()))
    document = _read(f"plan/{planned.id}.txt", whole, planned.authority)
    refuse_unless_read_back(adopted, document.parsed.notice)
    if len(document.parsed.specifications) != len(texts):
        found = ", ".join(each.name for each in document.parsed.specifications) or "none"
        raise PlanRefused(f"Of {len(texts)} revised specifications these would be read: {found}. Nothing was saved.")
    yield document


def adopted_markdown(notice: ChangeSet) -> str:
    """The notice of what was adopted."""
    return notice_markdown(build_notice(notice)).replace("The proposed change amends", "The adopted change amends")


def _read(name: str, text: str, authority: str) -> ReadDocument:
    data = text.encode()
    document = decode(data, name)
    return ReadDocument(
        name=name,
        data=data,
        parsed=parse(document),
        lines=document.lines,
        authority=authority,
        status="adopted",
        parser_version=reader_version(),
    )


def refuse_unless_read_back(wanted: ChangeSet, read: Notice | None) -> None:
    """Raise PlanRefused where our reader finds other changes in the notice than it was made from."""
    for name in ("retitled", "regraded", "new", "abolished"):
        want = [_bare(row) for row in getattr(wanted, name)]
        have = [_bare(row) for row in getattr(read, name, ())]
        if sorted(want, key=str) != sorted(have, key=str):
            raise PlanRefused(
                f"The notice would not be read as it is meant ({name}: {len(want)} changes, {len(have)} read). "
                "Nothing was saved. Titles with signs such as “|” or lower-case words cannot be published."
            )


def _bare(row: Change | ClassEntry) -> dict[str, object]:
    """A row without its lines; titles and codes as they are compared."""
    plain = msgspec.to_builtins(row)
    names = ("title", "title_from", "title_to", "code", "code_from", "code_to", "grade", "grade_from", "grade_to")
    kept = {key: value for key, value in plain.items() if "line" not in key and value is not None}
    return {key: slug(value) if key in names else value for key, value in kept.items()}
