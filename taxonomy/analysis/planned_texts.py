"""What do the specifications say that a set of planned changes revises? Their current texts with the new words."""

from __future__ import annotations

import re

from taxonomy.analysis.planned_impact import PlanNow
from taxonomy.atlas import Atlas
from taxonomy.model.planned import PlannedSet
from taxonomy.plan.planned import PlanRefused
from taxonomy.plan.planned_notice import classes_of


def revised_texts(atlas: Atlas, planned: PlannedSet, plan: PlanNow) -> dict[str, str]:
    """The whole text of every class whose wording or requirement changes, and of new classes that come with one.

    Raises PlanRefused where the words that shall be replaced are not in the current edition.
    """
    texts: dict[str, str] = {}
    for change in planned.kept:
        if change.kind == "new" and change.text_to:
            texts[change.title or change.id] = change.text_to
        if change.kind not in ("reword", "requirement"):
            continue
        for each in classes_of(change, plan.find):
            before = texts.get(each.id) or _current_text(atlas, each.id)
            texts[each.id] = _replaced(before, change.text_from or "", change.text_to or "", each.title)
    return texts


def _current_text(atlas: Atlas, class_id: str) -> str:
    edition = atlas.classes[class_id].current
    if edition is None:
        raise PlanRefused(f"No text of {atlas.classes[class_id].title} is loaded, so it cannot be revised.")
    specification = edition.specification
    return atlas.quote(edition.document, specification.first_line, specification.last_line)


def _replaced(text: str, old: str, new: str, title: str) -> str:
    """`text` with `new` in the place of `old`, however its lines are broken."""
    pattern = r"\s+".join(re.escape(word) for word in old.split())
    changed, count = re.subn(pattern, lambda _: new, text)
    if not count:
        raise PlanRefused(f"The current text of {title} does not say “{old}”.")
    return changed
