"""How long do trees, ladder, routes, checks of the ladder and answers about qualifying take for a large plan?

    python tests/bench/paths_bench.py [10000]

The plan is made of sentences of the bundled documents with other titles, years and kinds of work in them: six
authorities, series of five classes, requirements that name classes of their authority, alternatives, degrees, rules.
One process, in seconds of its own CPU time; the reading of a workspace uses all cores.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from taxonomy.basics.naming import class_id, slug  # noqa: E402
from taxonomy.model import Edition, JobClass, Line, Specification  # noqa: E402 - after the path is set
from taxonomy.paths.ladder import build_ladder  # noqa: E402
from taxonomy.paths.profile import ExperienceEntry, Profile  # noqa: E402
from taxonomy.paths.qualify import qualify  # noqa: E402
from taxonomy.paths.routes import RouteMap  # noqa: E402
from taxonomy.paths.rulebook import RequirementBook, requirements_of  # noqa: E402
from taxonomy.paths.titles import TitleIndex  # noqa: E402
from taxonomy.reading.language.sections import SectionLines  # noqa: E402
from taxonomy.reading.qualifications import read_equivalencies, read_requirement  # noqa: E402

T = TypeVar("T")
AUTHORITIES = ("denver", "los-angeles", "springfield", "lake-county", "port-haven", "ridgefield")
LEVELS = ("Trainee", "", "Senior", "Lead", "Supervising")
FIELDS = (
    "Water",
    "Fleet",
    "Budget",
    "Permit",
    "Library",
    "Traffic",
    "Harbor",
    "Tax",
    "Park",
    "Data",
    "Housing",
    "Court",
)
THINGS = ("Meter", "Record", "Service", "System", "Safety", "Claims", "Contract", "Energy", "Garden", "Audit", "Street")
WORK = (
    "Agent",
    "Analyst",
    "Technician",
    "Inspector",
    "Assistant",
    "Specialist",
    "Planner",
    "Officer",
    "Clerk",
    "Buyer",
)
DEGREES = (
    "Graduation from high school or possession of a GED Certificate.",
    "Associate's degree.",
    "Bachelor's degree",
)
YEARS = ("One year", "Two years", "Three years", "Four years")
RULES = (
    "Additional appropriate education may be substituted for the minimum experience requirement.",
    "Additional appropriate experience may be substituted for the minimum education requirement.",
    "Two years of the appropriate type and level of experience will serve as an equivalency to one year of education.",
)


def plan(count: int, draw: random.Random) -> Iterator[tuple[str, str, tuple[SectionLines, ...]]]:
    """Authority, title and sections of `count` classes."""
    for number in range(count):
        authority, series = AUTHORITIES[number % 6], number // 30
        name = f"{FIELDS[series % 12]} {THINGS[series // 12 % 11]} {WORK[series // 132 % 10]}"
        level = number // 6 % 5
        yield authority, f"{LEVELS[level]} {name}".strip(), _sections(name, level, draw)


def _sections(name: str, level: int, draw: random.Random) -> tuple[SectionLines, ...]:
    below = f"{LEVELS[level - 1]} {name}".strip() if level else ""
    kind = name.lower()
    sentences = [f"{draw.choice(YEARS)} of experience performing {kind} work in a public agency."]
    if below:
        sentences = [
            f"{draw.choice(YEARS)} of experience at the type and level of {below}.",
            f"Three years of {kind} experience, one year of which must have been of the type and at the level of "
            f"{below}.",
            f"1. Two years of full-time paid experience as a {below}; or\n2. Four years of {kind} experience.",
        ]
    return (
        _section("education", draw.choice(DEGREES), 1),
        _section("experience", draw.choice(sentences), 10),
        _section("equivalency", "\n\n".join(draw.sample(RULES, 2)), 20),
    )


def _section(kind: str, text: str, first: int) -> SectionLines:
    lines = tuple(Line(number=first + n, raw=row, text=row) for n, row in enumerate(text.split("\n")))
    return SectionLines(
        kind=kind, heading=kind.capitalize(), first_line=first, last_line=first + len(lines), body=lines
    )


def read(authority: str, title: str, sections: tuple[SectionLines, ...]) -> JobClass:
    """The class with its tree and rules."""
    specification = Specification(
        title=title,
        authority=authority,
        first_line=1,
        last_line=30,
        requirement=read_requirement(sections),
        equivalencies=read_equivalencies(sections),
    )
    edition = Edition(document=f"{authority}-{slug(title)}", status="adopted", date=None, specification=specification)
    return JobClass(id=class_id(authority, title), title=title, authority=authority, editions=(edition,))


def timed(words: str, work: Callable[[], T]) -> T:
    """Do `work` and say how long it took."""
    began = time.process_time()
    result = work()
    print(f"{words:<58} {time.process_time() - began:9.3f} s", flush=True)
    return result


def main(count: int) -> None:
    """Measure and print."""
    draw = random.Random(311)
    told = list(plan(count, draw))
    classes = {
        each.id: each for each in timed(f"trees and rules of {count:,} classes", lambda: [read(*t) for t in told])
    }
    ladder = timed("the ladder", lambda: build_ladder(classes))
    print(f"{'':<4}{len(ladder.promotions):,} promotion edges between {len(classes):,} classes")
    requirements = requirements_of(classes)
    rulebook = timed("the rulebook (once a generation)", lambda: RequirementBook(requirements, TitleIndex(classes)))
    first = classes[next(iter(classes))]
    profile = Profile(
        education="high school",
        college_years=1,
        experience=(
            ExperienceEntry(class_=first.title, years=2.5, authority=first.authority),
            ExperienceEntry(of="budget record work in a public agency", years=4),
            ExperienceEntry(class_="Senior Fleet Meter Agent", years=3),
        ),
        licences=("driver license",),
    )
    times = []
    for _ in range(5):
        began = time.process_time()
        found = qualify(profile, rulebook, date(2026, 1, 1))
        times.append(time.process_time() - began)
    words = f"qualify over {len(found):,} classes, first and median"
    print(f"{words:<58} {times[0]:9.3f} s {statistics.median(times):.3f} s")
    counts = {answer: sum(each.answer == answer for each in found) for answer in ("met", "ask_hr", "not_met")}
    print(f"{'':<4}{counts}")
    routes = timed("the map of routes (once a generation)", lambda: RouteMap(ladder))
    goals = [edge.to for edge in ladder.promotions][-1000:]
    asked = [(reach.class_, goal) for goal in goals for reach in routes.leads_from(goal)[-1:]]
    timed(f"{len(asked):,} questions for routes", lambda: [routes.routes(*each) for each in asked])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
