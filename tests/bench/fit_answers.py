"""Learn how much each figure counts, and when an answer is sure: python -m tests.bench.fit_answers [FOLDER] [--write]

FOLDER holds the bulletins from which most needs were written, as for `needs_quality`. The needs with known answers
(``everyday_needs.jsonl``) are asked; what speaks for each class (`index.ranking.judging.FIGURES`) is weighed by a
multinomial logistic regression so that a right class comes first, and the signs of the first class by two logistic
regressions: is it right, and does any class state the need? Printed: figures over five folds, each judged by weights
learned on the other four, then those of the weights as they are. With ``--write`` the weights learned on all go into
``data/answers.toml``. Run it again whenever reading, wording or the table of words changes.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index import Engine
from index.content.text import key
from index.ranking.judging import FIGURES, SIGNS, Evidence, is_name, signs_of, weighing, weights
from index.ranking.line_match import QuestionVectors
from index.settings import settings
from taxonomy.basics.datafiles import data_folder
from tests.bench.find_quality import CODE, imported, rows
from tests.bench.needs_quality import Asked as Need
from tests.bench.needs_quality import asked as needs_asked
from webapp.service.workspace import Workspace

Array = npt.NDArray[np.float64]
_NAMES = 500
_FOLDS, _STEPS, _RATE, _SHRINK = 5, 600, 0.05, 0.01


class Case(Struct, frozen=True):
    """A need with what speaks for each class looked at, and which of these are right."""

    need: Need
    asked: QuestionVectors
    evidence: Evidence
    right: Array


def cases(engine: Engine, needs: Sequence[Need]) -> Iterator[Case]:
    """The needs as the engine sees them; one without a telling word is left out."""
    for need in needs:
        found = engine.evidence(need.need)
        if found is not None and found[1].numbers:
            titles = {key(title) for title in need.first}
            right = [float(key(engine.catalogue.titles[number]) in titles) for number in found[1].numbers]
            yield Case(need, *found, np.array(right))


def learned_rank(known: Sequence[Case]) -> Array:
    """The weights with which a right class comes first as often as may be."""
    useful = [case for case in known if case.right.any()]
    spread = np.concatenate([case.evidence.figures for case in useful]).std(0) + 1e-9
    scaled = [(case.evidence.figures / spread, case.right) for case in useful]

    def slope(at: Array) -> Array:
        whole = np.zeros_like(at)
        for figures, right in scaled:
            odds = np.exp((scores := figures @ at) - scores.max())
            odds /= odds.sum()
            won = odds * right
            whole += figures.T @ (odds - won / won.sum())
        return whole / len(scaled) + _SHRINK * at

    return _descended(slope, len(FIGURES)) / spread


def learned_chance(signs: Array, happened: Array) -> dict[str, float]:
    """The logistic regression of what `happened` on the `signs`, by sign, and its base."""
    middle, spread = signs.mean(0), signs.std(0) + 1e-9
    scaled = np.column_stack([(signs - middle) / spread, np.ones(len(signs))])

    def slope(at: Array) -> Array:
        chance = 1 / (1 + np.exp(-scaled @ at))
        return scaled.T @ (chance - happened) / len(happened) + _SHRINK * np.append(at[:-1], 0)

    found = _descended(slope, len(SIGNS) + 1)
    counts = found[:-1] / spread
    return {**dict(zip(SIGNS, counts.tolist(), strict=True)), "base": float(found[-1] - middle @ counts)}


def _descended(slope, size: int) -> Array:  # type: ignore[no-untyped-def]
    """Where `slope` is level, by Adam."""
    at, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, _STEPS + 1):
        here = slope(at)
        mean, square = 0.9 * mean + 0.1 * here, 0.999 * square + 0.001 * here**2
        rate = _RATE * (1 - step / _STEPS)
        at = at - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return at


class Learned(Struct, frozen=True):
    """Weights as learned from some cases."""

    needs: Array
    names: Array
    certainty: dict[str, float]
    presence: dict[str, float]


def learn(known: Sequence[Case], names: Sequence[Case] = ()) -> Learned:
    """All sets of weights; the chances are learned from orders of cases that the weights did not see.

    Where no `names` are given (short titles with the class they name), the weights for names stay as they are.
    """
    of_names = learned_rank([*names, *filter(_is_name, known)]) if names else weighing(weights().names, FIGURES)
    rank = learned_rank([case for case in known if not _is_name(case)])
    signs, right, stated = [], [], []
    for held in range(_FOLDS):
        part = learned_rank([case for n, case in enumerate(known) if n % _FOLDS != held and not _is_name(case)])
        for case in known[held::_FOLDS]:
            row, is_right = _judged(case, of_names if _is_name(case) else part)
            signs.append(row)
            right.append(is_right)
            stated.append(float(bool(case.need.first)))
    table = np.array(signs)
    return Learned(rank, of_names, learned_chance(table, np.array(right)), learned_chance(table, np.array(stated)))


def _is_name(case: Case) -> bool:
    return is_name(case.asked)


def _judged(case: Case, rank: Array) -> tuple[Array, float]:
    scores = case.evidence.figures @ rank
    order = np.argsort(-scores, kind="stable")
    return signs_of(case.asked, case.evidence, scores, order), float(case.right[order[0]])


class Outcome(Struct, frozen=True):
    """Where the right class stood (-1: no class states it), and the two chances."""

    place: int
    is_stated: bool
    certainty: float
    presence: float


def outcome(case: Case, by: Learned) -> Outcome:
    """What the weights `by` make of a case."""
    scores = case.evidence.figures @ (by.names if _is_name(case) else by.needs)
    order = np.argsort(-scores, kind="stable")
    signs = signs_of(case.asked, case.evidence, scores, order)
    chances = [_chance(counts, signs) for counts in (by.certainty, by.presence)]
    right = np.flatnonzero(case.right[order])
    return Outcome(int(right[0]) if len(right) else 99, bool(case.need.first), *chances)


def _chance(counts: dict[str, float], signs: Array) -> float:
    return float(1 / (1 + np.exp(-signs @ weighing(counts, SIGNS) - counts.get("base", 0.0))))


def figures(outcomes: Sequence[Outcome]) -> str:
    """Places of the right class, and how the verdict does."""
    rules = settings().verdicts
    stated = [each for each in outcomes if each.is_stated]
    others = [each for each in outcomes if not each.is_stated]
    found = [each for each in outcomes if each.certainty >= rules.found]
    places = " / ".join(f"{np.mean([each.place < most for each in stated]):.3f}" for most in (1, 3, 10))
    return (
        f"{places}; found {np.mean([e.certainty >= rules.found for e in stated]):.2f} of the stated, "
        f"right {np.mean([e.place == 0 for e in found]):.2f}, "
        f"false found {sum(e.certainty >= rules.found for e in others)} of {len(others)}, "
        f"false nothing {np.mean([_is_nothing(e) for e in stated]):.3f}, nothing {sum(map(_is_nothing, others))}; "
        f"AUC first {_area([e.certainty for e in outcomes], [e.place == 0 for e in outcomes]):.3f}, "
        f"stated {_area([e.presence for e in outcomes], [e.is_stated for e in outcomes]):.3f}"
    )


def _is_nothing(each: Outcome) -> bool:
    return each.certainty < settings().verdicts.found and each.presence < settings().verdicts.near


def _area(chances: Sequence[float], happened: Sequence[bool]) -> float:
    """The chance that a case of one kind stands above one of the other kind."""
    yes = np.array([chance for chance, did in zip(chances, happened, strict=True) if did])
    no = np.array([chance for chance, did in zip(chances, happened, strict=True) if not did])
    return float((yes[:, None] > no).mean()) if len(yes) and len(no) else float("nan")


def text_of(learned: Learned) -> str:
    """``data/answers.toml``."""
    ranks = {"needs": learned.needs, "names": learned.names}
    tables = {name: dict(zip(FIGURES, counts.tolist(), strict=True)) for name, counts in ranks.items()}
    tables |= {"certainty": learned.certainty, "presence": learned.presence}
    lines = [
        "# How much each figure counts, learned by `python -m tests.bench.fit_answers FOLDER --write`; not by hand."
    ]
    lines.append(
        "# needs, names: which class comes first. certainty: is the first one right? presence: does any class state it?"
    )
    for name, counts in tables.items():
        lines += ["", f"[{name}]", *(f"{figure} = {value:.4f}" for figure, value in counts.items())]
    return "\n".join(lines) + "\n"


def report(known: Sequence[Case]) -> Iterator[str]:
    """Figures by fold, by round with the present weights."""
    mixed = [known[place] for place in np.random.default_rng(0).permutation(len(known))]
    outcomes = []
    for held in range(_FOLDS):
        by = learn([case for place, case in enumerate(mixed) if place % _FOLDS != held])
        outcomes += [outcome(case, by) for case in mixed[held::_FOLDS]]
    yield f"five folds   {figures(outcomes)}"
    now = weights()
    present = Learned(weighing(now.needs, FIGURES), weighing(now.names, FIGURES), now.certainty, now.presence)
    for name in dict.fromkeys(case.need.round for case in known):
        yield f"{name:<12} {figures([outcome(case, present) for case in known if case.need.round == name])}"


def names_of(folder: Path, home: Path) -> Iterator[Case]:
    """Alternate titles of half A of the occupations (`find_quality` reports on half B), a sample."""
    opened = imported(folder, home)
    title_of = {each.codes[0]: each.title for each in opened.atlas.classes.values() if each.codes}
    pairs = [(r["Alternate Title"], r[CODE]) for r in rows(folder, "Alternate Titles") if r[CODE] in title_of]
    half = set(sorted({code for _, code in pairs})[::2])
    chosen = [pair for pair in pairs if pair[1] in half]
    random.Random(5).shuffle(chosen)
    needs = [Need(text, (title_of[code],), "occupations", "names") for text, code in chosen[:_NAMES]]
    yield from cases(opened.engine, needs)


def main() -> None:
    """Learn, report, and write."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("folder", type=Path, nargs="?")
    reader.add_argument("--write", action="store_true")
    reader.add_argument(
        "--occupations", type=Path, help="a copy of the O*NET tables: names are learned from half its titles"
    )
    reader.add_argument("--home", type=Path, help="keeps the indexes for the next run")
    reader.add_argument("--without", nargs="*", default=[], help="rounds that are not learned from")
    given = reader.parse_args()
    folders = {"bundled": [data_folder() / "documents"]}
    if given.folder:
        folders["bulletins"] = [*folders["bundled"], given.folder]
    known: list[Case] = []
    names: list[Case] = []
    with tempfile.TemporaryDirectory() as scratch:
        home = given.home or Path(scratch)
        for name, paths in folders.items():
            workspace = Workspace.open(home / name)
            workspace.ingest(paths)
            assert workspace.opened is not None
            known += cases(workspace.opened.engine, [need for need in needs_asked() if need.corpus == name])
        if given.occupations:
            names += names_of(given.occupations, home / "occupations")
    if given.write:
        learned = learn([case for case in known if case.need.round not in given.without], names)
        (data_folder() / "answers.toml").write_text(text_of(learned), encoding="utf-8")
        weights.cache_clear()
        print("written")
    for line in report(known):
        print(line, flush=True)


if __name__ == "__main__":
    main()
