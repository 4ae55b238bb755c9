"""Which decisions does the form beneath all wordings of one competency come to?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, pairwise

from flask import request

from taxonomy.analysis.impact import would_be
from taxonomy.atlas import Atlas
from taxonomy.model import Competency, Decision
from webapp.web.failures import BadArgument
from webapp.workbench.cluster_page import Filled
from webapp.workbench.decision_forms import LONGEST_REASON

_LONGEST_TEXT = 10_000
_LONGEST_NAME = 120
_MOST_MEMBERS = 12
# About the checked texts: what to do, and how many must be checked at least.
_FEWEST = {"same": 2, "different": 2, "levels": 2, "levels_down": 2, "moved": 1}


def filled_in() -> Filled:
    """What the form holds, to show it again where it cannot be saved."""
    form = request.form
    return Filled(
        checked=(*form.getlist("member"), *form.getlist("wording")),
        do=form.get("do", ""),
        text=form.get("text", "")[:_LONGEST_TEXT],
        name=form.get("name", "")[:_LONGEST_NAME],
        why=form.get("why", "")[:LONGEST_REASON],
    )


def decisions_in_form(atlas: Atlas, competency: Competency) -> list[Decision]:
    """The decisions that the form comes to. Raises BadArgument with what is missing in it."""
    do = request.form.get("do", "")
    checked = list(dict.fromkeys(request.form.getlist("member")))
    wordings = list(dict.fromkeys(request.form.getlist("wording")))
    if not {variant.id for variant in competency.variants}.issuperset(checked) or len(checked) > _MOST_MEMBERS:
        raise BadArgument(f"Check up to {_MOST_MEMBERS} wordings of this competency.")
    if wordings and do != "suppress":
        raise BadArgument("Single wordings can only be put on the list of what must not come back.")
    if do in _WHOLE:
        return [_WHOLE[do](atlas, competency, checked)]
    if do == "suppress":
        return _suppressed(competency, checked, wordings)
    if do not in _FEWEST:
        raise BadArgument("Say what to do with the checked wordings.")
    if len(checked) < _FEWEST[do]:
        raise BadArgument("Check two or more wordings." if _FEWEST[do] > 1 else "Check what belongs elsewhere.")
    return _about_checked(atlas, competency, do, checked)


def _about_checked(atlas: Atlas, competency: Competency, do: str, checked: Sequence[str]) -> list[Decision]:
    if do == "moved":
        home = _other(atlas, competency).id
        return [would_be("moved", member, home) for member in checked]
    if do == "same":
        return [would_be("same", checked[0], each, _question_of(atlas, checked[0], each)) for each in checked[1:]]
    if do == "different":
        return [would_be("different", a, b, _question_of(atlas, a, b)) for a, b in combinations(checked, 2)]
    upwards = checked if do == "levels" else checked[::-1]
    return [would_be("level_of", low, high, _question_of(atlas, low, high)) for low, high in pairwise(upwards)]


def _suppressed(competency: Competency, checked: Sequence[str], wordings: Sequence[str]) -> list[Decision]:
    texts = {wording.id: wording.text for variant in competency.variants for wording in variant.wordings}
    if not texts.keys() >= set(wordings):
        raise BadArgument("Check wordings of this competency.")
    if not checked and not wordings:
        raise BadArgument("Check what must not be printed again.")
    whole = [would_be("suppress", member, member) for member in checked]
    return whole + [would_be("suppress", wording, texts[wording]) for wording in wordings]


def _canonical(_: Atlas, competency: Competency, checked: Sequence[str]) -> Decision:
    text = " ".join(request.form.get("text", "").split())[:_LONGEST_TEXT]
    if len(checked) + bool(text) != 1:
        raise BadArgument("Check the one wording that stands for all, or write a text.")
    return would_be("canonical", competency.id, text or checked[0])


def _merged(atlas: Atlas, competency: Competency, _: Sequence[str]) -> Decision:
    """The other competency keeps its id, and this one leads to it."""
    other = _other(atlas, competency).id
    return would_be("same", other, competency.id, _question_of(atlas, other, competency.id))


def _renamed(atlas: Atlas, competency: Competency, _: Sequence[str]) -> Decision:
    name = _named()
    other = atlas.find_competency(name)
    if other is not None and other.id != competency.id:
        raise BadArgument(f"“{other.pref_label}” is another competency: say that this one is the same as it.")
    if name == competency.pref_label:
        raise BadArgument(f"The competency is called “{name}” already.")
    return would_be("renamed", competency.id, name)


# About the competency as a whole.
_WHOLE: dict[str, Callable[[Atlas, Competency, Sequence[str]], Decision]] = {
    "canonical": _canonical,
    "merged": _merged,
    "renamed": _renamed,
}


def _named() -> str:
    name = " ".join(request.form.get("name", "").split())
    if not name or len(name) > _LONGEST_NAME:
        raise BadArgument(f"Write a name of 1 to {_LONGEST_NAME} letters.")
    return name


def _other(atlas: Atlas, competency: Competency) -> Competency:
    """The other competency that the form names."""
    found = atlas.find_competency(_named())
    if found is None:
        raise BadArgument(f"No competency is called “{_named()}”. Names stand in the list of competencies.")
    if found.id == competency.id:
        raise BadArgument(f"“{found.pref_label}” is this competency.")
    return found


def _question_of(atlas: Atlas, left: str, right: str) -> str | None:
    """The open question about these two, so that it leaves the queue."""
    return next((q.id for q in atlas.questions if {q.left, q.right} == {left, right}), None)
