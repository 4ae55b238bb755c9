"""What may be done with a set of planned changes now, and what does each kind of change need?"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from taxonomy.basics.failures import Failure
from taxonomy.model.planned import STEPS, ActName, ChangeKind, PlannedChange, PlannedSet

# Which fields each kind must have.
NEEDS: dict[ChangeKind, tuple[str, ...]] = {
    "retitle": ("classes", "title"),
    "recode": ("classes", "code"),
    "regrade": ("classes", "grade"),
    "new": ("title",),
    "abolish": ("classes",),
    "merge": ("classes", "title"),
    "split": ("classes", "into"),
    "reword": ("classes", "text_from", "text_to"),
    "requirement": ("classes", "text_from", "text_to"),
    "pay": ("grade", "minimum", "maximum"),
}


class PlanRefused(Failure):
    """Something that cannot be done with a set of changes as it is; the message says why."""


def next_change_id(planned: PlannedSet) -> str:
    """An id that no change of the set has or had."""
    used = [msgspec.json.decode(act.content).get("id", "") for act in planned.acts if act.act == "change"]
    numbers = [int(each[1:]) for each in used if each[1:].isdigit()]
    return f"c{max(numbers, default=0) + 1}"


def refuse_step(planned: PlannedSet, act: ActName, by: str, *, needs_two: bool = False) -> None:
    """Raise PlanRefused where `act` is not possible now, or not for `by`."""
    allowed, _ = STEPS[act]
    if planned.status not in allowed:
        now = planned.status.replace("_", " ")
        raise PlanRefused(f"{planned.id} is {now}: “{act}” is possible for what is {_either(allowed)}.")
    if act in ("submit", "post", "adopt") and not planned.kept:
        raise PlanRefused(f"{planned.id} changes nothing yet: add a change first.")
    if needs_two and act in ("post", "adopt"):
        submitted = [each.by for each in planned.acts if each.act == "submit"]
        if submitted and submitted[-1] == by:
            raise PlanRefused(f"{by} submitted {planned.id}: a second person must {act} it.")


def refuse_change(change: PlannedChange) -> None:
    """Raise PlanRefused where a change lacks what its kind needs, or contradicts itself."""
    missing = [name for name in NEEDS[change.kind] if not getattr(change, name)]
    if missing:
        raise PlanRefused(f"A change of the kind {change.kind} needs: {', '.join(missing)}.")
    if change.minimum is not None and change.maximum is not None and change.minimum > change.maximum:
        raise PlanRefused(f"The range ${change.minimum:,.2f} to ${change.maximum:,.2f} ends below its beginning.")
    if change.kind == "merge" and len(change.classes) < 2:
        raise PlanRefused("A merge needs two classes or more.")
    if change.kind == "split" and len(change.into) < 2:
        raise PlanRefused("A split needs two new titles or more.")


def _either(words: Iterable[str]) -> str:
    return " or ".join(word.replace("_", " ") for word in words)
