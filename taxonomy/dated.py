"""How did the whole plan stand on one day? Its classes with the titles, codes and texts of then, and their ladder."""

from __future__ import annotations

from functools import lru_cache

from msgspec.structs import replace

from taxonomy.atlas import Atlas
from taxonomy.linking import with_references
from taxonomy.model import JobClass
from taxonomy.paths.ladder import Ladder, build_ladder
from taxonomy.plan.as_of import ClassState, edition_on, state_of

_DAYS_KEPT = 8


@lru_cache(maxsize=_DAYS_KEPT)
def states_on(atlas: Atlas, day: str) -> dict[str, ClassState]:
    """The state of every class on `day`, by id."""
    return {key: state_of(job_class, day) for key, job_class in atlas.classes.items()}


@lru_cache(maxsize=_DAYS_KEPT)
def classes_on(atlas: Atlas, day: str) -> dict[str, JobClass]:
    """The classes that were in force on `day`, each with its title, code and text of then, if that text is loaded."""
    found = {
        key: _then(atlas.classes[key], state, day)
        for key, state in states_on(atlas, day).items()
        if state.status in ("in_force", "text_not_loaded")
    }
    return with_references(found)


@lru_cache(maxsize=_DAYS_KEPT)
def ladder_on(atlas: Atlas, day: str) -> Ladder:
    """Which class led to which by the texts in force on `day`."""
    return build_ladder(classes_on(atlas, day))


def _then(job_class: JobClass, state: ClassState, day: str) -> JobClass:
    edition = edition_on(job_class, day)
    earlier = tuple(each for each in job_class.former_titles if each.title != state.title)
    return replace(
        job_class,
        title=state.title or job_class.title,
        codes=(state.code,) if state.code else (),
        former_titles=earlier,
        editions=(edition,) if edition else (),
        abolished=None,
    )
