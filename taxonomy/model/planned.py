"""What shall change in the plan, who asked for it, and how far is it? A set of changes, folded from what people did.

Nothing is ever overwritten: a set is the sum of its acts (made, changed, submitted, posted, adopted …), each with who
did it and when. A draft may be changed; what is in review or posted may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

ChangeKind: TypeAlias = Literal[
    "retitle", "recode", "regrade", "new", "abolish", "merge", "split", "reword", "requirement", "pay"
]
ActName: TypeAlias = Literal[
    "make", "head", "change", "drop", "submit", "return", "post", "adopt", "reject", "comment", "dispose"
]
SetStatus: TypeAlias = Literal["draft", "in_review", "posted", "adopted", "rejected"]
# What an act needs, and what it leads to (null: the status stays).
STEPS: dict[ActName, tuple[tuple[SetStatus, ...], SetStatus | None]] = {
    "head": (("draft",), None),
    "change": (("draft",), None),
    "drop": (("draft",), None),
    "submit": (("draft",), "in_review"),
    "return": (("in_review",), "draft"),
    "post": (("in_review",), "posted"),
    "adopt": (("posted",), "adopted"),
    "reject": (("in_review", "posted"), "rejected"),
    "comment": (("draft", "in_review", "posted"), None),
    "dispose": (("draft", "in_review", "posted"), None),
}
PUBLIC: frozenset[SetStatus] = frozenset({"posted", "adopted"})


class PlannedChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One change: of which classes (ids, titles or codes), and what becomes of them."""

    kind: ChangeKind
    id: str = ""
    classes: tuple[str, ...] = ()
    title: str | None = None
    code: str | None = None
    grade: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    into: tuple[str, ...] = ()
    text_from: str | None = None
    text_to: str | None = None
    why: str = ""


class NoticeHead(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a notice of the set says beside its changes."""

    number: str | None = None
    date: str | None = None
    subject: str | None = None
    issuer: str | None = None
    to: str | None = None
    hearing_date: str | None = None
    hearing_time: str | None = None
    hearing_place: str | None = None
    comment_deadline: str | None = None
    comments_to: str | None = None
    posting_days: int | None = None
    effective_rule: str | None = None
    reasons: tuple[str, ...] = ()


class PlanAct(Struct, frozen=True, kw_only=True):
    """One thing that somebody did to a set; `content` is what it needs, as JSON."""

    sequence: int
    change_set: str
    act: ActName
    by: str
    when: str
    content: str = "{}"
    account: str | None = None


class PlanComment(Struct, frozen=True, kw_only=True):
    """What somebody said about the set, or about one of its changes, and what was answered."""

    id: str
    change: str | None
    text: str
    by: str
    when: str
    disposition: str | None = None


class PlannedSet(Struct, frozen=True, kw_only=True):
    """A set of changes as it is after all its acts. `effective` is when what was adopted comes into force."""

    id: str
    name: str
    authority: str
    status: SetStatus = "draft"
    head: NoticeHead = field(default_factory=NoticeHead)
    changes: tuple[PlannedChange, ...] = ()
    rejected: tuple[str, ...] = ()
    comments: tuple[PlanComment, ...] = ()
    effective: str | None = None
    acts: tuple[PlanAct, ...] = ()

    @property
    def kept(self) -> tuple[PlannedChange, ...]:
        """The changes that were not rejected."""
        return tuple(change for change in self.changes if change.id not in self.rejected)

    @property
    def is_open(self) -> bool:
        """Whether it may still come into force."""
        return self.status in ("draft", "in_review", "posted")


def fold(acts: Iterable[PlanAct]) -> dict[str, PlannedSet]:
    """Every set by id, as it is after `acts`, which come in their order."""
    found: dict[str, PlannedSet] = {}
    for act in acts:
        content = msgspec.json.decode(act.content)
        before = found.get(act.change_set)
        if act.act == "make":
            after = PlannedSet(id=act.change_set, name=content["name"], authority=content["authority"])
        elif before is None:
            continue
        else:
            after = _after(before, act, content)
        found[act.change_set] = replace(after, acts=(*after.acts, act))
    return found


def _after(planned: PlannedSet, act: PlanAct, content: dict[str, Any]) -> PlannedSet:
    status = STEPS[act.act][1] or planned.status
    planned = replace(planned, status=status)
    match act.act:
        case "head":
            return replace(planned, head=msgspec.convert(content, NoticeHead))
        case "change":
            return replace(planned, changes=tuple(_with(planned.changes, msgspec.convert(content, PlannedChange))))
        case "drop":
            return replace(planned, changes=tuple(each for each in planned.changes if each.id != content["id"]))
        case "adopt":
            return replace(planned, effective=content["effective"], rejected=tuple(content.get("rejected", ())))
        case "comment":
            said = PlanComment(
                id=f"k{act.sequence}", change=content.get("change"), text=content["text"], by=act.by, when=act.when
            )
            return replace(planned, comments=(*planned.comments, said))
        case "dispose":
            answered = tuple(
                replace(each, disposition=content["text"]) if each.id == content["comment"] else each
                for each in planned.comments
            )
            return replace(planned, comments=answered)
    return planned


def _with(changes: Iterable[PlannedChange], new: PlannedChange) -> Iterator[PlannedChange]:
    replaced = False
    for each in changes:
        yield new if each.id == new.id else each
        replaced = replaced or each.id == new.id
    if not replaced:
        yield new
