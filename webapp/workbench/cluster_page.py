"""What does the page of one competency's wordings hold? Every text with its uses, a box to check, and its history."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from msgspec import Struct

from taxonomy.analysis.impact import Impact, revision_impact, touched
from taxonomy.analysis.revisions import ChosenText, choices, chosen_texts, revisions
from taxonomy.atlas import Atlas
from taxonomy.model import Competency, Variant, Wording
from taxonomy.wording.compare import compare
from webapp.service.decision_log import decided
from webapp.web.addresses import competency_address
from webapp.web.components import Link, in_words, plural, shown
from webapp.web.printings import Printing, printing
from webapp.web.tracked_text import TrackedSpan, stretches
from webapp.workbench.workbench_state import BenchPage, DecisionRow, bench, decision_row, history_of

_MOST_IMPACTS = 24
_MOST_NAMES = 300


class WordingBox(Struct, frozen=True, kw_only=True):
    """One of several wordings that were made one meaning; it can be put on the list of what must not come back."""

    id: str
    text: str
    uses: str
    suppressed: bool


class ClusterMember(Struct, frozen=True, kw_only=True):
    """One text of the competency; `stretches` show it against the text that most classes use."""

    id: str
    name: str
    text: str
    level: int | None
    wordings: tuple[WordingBox, ...]
    stretches: tuple[TrackedSpan, ...]
    kinds: tuple[str, ...]
    printings: tuple[Printing, ...]
    impact: Impact | None
    redlines: str
    chosen: bool
    suppressed: bool


class Filled(Struct, frozen=True, kw_only=True):
    """What somebody had filled in when it could not be saved."""

    checked: tuple[str, ...] = ()
    do: str = ""
    text: str = ""
    name: str = ""
    why: str = ""


class Cluster(BenchPage, frozen=True, kw_only=True):
    """Every wording of one competency at once."""

    id: str
    href: str
    labels: tuple[str, ...]
    members: tuple[ClusterMember, ...]
    chosen: tuple[ChosenTextRow, ...]
    redlines: str
    history: tuple[DecisionRow, ...]
    questions: str | None
    seen: int
    filled: Filled
    names: tuple[str, ...]
    conflict: str | None
    last: DecisionRow | None


class ChosenTextRow(Struct, frozen=True, kw_only=True):
    """A text somebody chose, for the whole or for one meaning, and the decision to take back."""

    text: str
    whole: bool
    decision: DecisionRow


def cluster_page(
    atlas: Atlas,
    competency: Competency,
    *,
    filled: Filled | None = None,
    conflict: str | None = None,
    last: DecisionRow | None = None,
) -> Cluster:
    """The page of all wordings of `competency`."""
    chosen = choices(atlas, competency, decided().decisions)
    questions = [q for q in atlas.questions if competency.id in _sides(atlas, q.left, q.right)]
    return Cluster(
        title=f"Wordings of {competency.pref_label}",
        crumbs=(
            Link("Home", url_for("site.home")),
            Link("Workbench", url_for("workbench.index")),
            Link(competency.pref_label),
        ),
        generation=atlas.generation,
        bench=bench(),
        id=competency.id,
        href=competency_address(competency.id),
        labels=(competency.pref_label, *competency.alt_labels),
        members=tuple(_member(atlas, competency, number, chosen) for number in range(len(competency.variants))),
        chosen=tuple(
            ChosenTextRow(text=shown(c.text), whole=c.variant is None, decision=decision_row(atlas, c.decision))
            for c in chosen
        ),
        redlines=url_for("redlines.index", competency_id=competency.id),
        history=history_of(atlas, competency),
        questions=url_for("workbench.index", competency=competency.id) if questions else None,
        seen=decided().head,
        filled=filled or Filled(),
        names=tuple(c.pref_label for c in list(atlas.competencies.values())[:_MOST_NAMES] if c is not competency),
        conflict=conflict,
        last=last,
    )


def _sides(atlas: Atlas, *keys: str) -> set[str]:
    return {atlas.index.variant_home.get(key, key) for key in keys}


def _member(atlas: Atlas, competency: Competency, number: int, chosen: Sequence[ChosenText]) -> ClusterMember:
    variant, first = competency.variants[number], competency.variants[0]
    in_force = decided().in_force
    found = compare(shown(first.definition or ""), shown(variant.definition or ""))
    return ClusterMember(
        id=variant.id,
        name=f"Variant {number + 1}",
        text=shown(variant.definition or ""),
        level=variant.level,
        wordings=tuple(_wording(wording) for wording in variant.wordings) if len(variant.wordings) > 1 else (),
        stretches=stretches(found.diff) if number else (),
        kinds=tuple(map(in_words, found.kinds)),
        printings=tuple(printing(atlas, touched(atlas, s)) for s in variant.statements if s.current),
        impact=_impact(competency, variant) if number < _MOST_IMPACTS and variant.level is None else None,
        redlines=url_for("redlines.index", competency_id=competency.id, text=variant.id),
        chosen=any(choice.variant is None and choice.text == variant.definition for choice in chosen),
        suppressed=any(d.answer == "suppress" and atlas.redirects.get(d.left, d.left) == variant.id for d in in_force),
    )


def _wording(wording: Wording) -> WordingBox:
    return WordingBox(
        id=wording.id,
        text=shown(wording.text),
        uses=plural(len({s.class_id for s in wording.statements if s.current}), "class", "classes"),
        suppressed=any(d.answer == "suppress" and d.left == wording.id for d in decided().in_force),
    )


def _impact(competency: Competency, variant: Variant) -> Impact:
    texts = what_if(competency, variant.definition or "")
    return revision_impact(revisions(competency, texts))


def what_if(competency: Competency, text: str) -> dict[str, str]:
    """The texts of all printings, if `text` were chosen for the whole competency."""
    return {s.id: text for v in competency.variants if v.level is None for s in v.statements} if text else {}


def texts_now(atlas: Atlas, competency: Competency) -> dict[str, str]:
    """The texts of all printings as they were chosen."""
    return chosen_texts(competency, choices(atlas, competency, decided().decisions))
