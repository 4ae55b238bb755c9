"""Which class answers a question in plain words best, how sure is that, and by which of its lines?

The likeliest classes are held against the question line by line (`index.ranking.line_match`). What speaks for each is
a handful of named figures, each between 0 and about 1; `data/answers.toml` says how much each counts, learned from
needs with known answers by ``python -m tests.bench.fit_answers``. The same figures of the first class, and how far it
is ahead, say how likely it is right (`certainty`) and how likely any class states the need at all (`presence`).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.content.informativeness import telling
from index.content.lines import IndexedLine
from index.content.text import stem, words
from index.meaning.line_vectors import ClosestLines
from index.meaning.word_vectors import word_vectors
from index.query.query_expansion import typed_words
from index.query.word_families import Families
from index.ranking.class_ranking import PlainScores
from index.ranking.evaluation import Shards
from index.ranking.line_match import LineMatch, QuestionVectors, match_lines, said
from index.ranking.quotes import NAMES
from index.settings import settings
from index.storage.line_store import stem_bytes
from taxonomy.basics.datafiles import read_table

Figures = npt.NDArray[np.float64]
# What the whole text of a class says for it (`index.ranking.class_ranking`), in tens of points.
BY_WORDS = ("held", "kin", "titled", "stated", "latent")
_TENS = (10.0, 10.0, 10.0, 10.0, 1.0)
# What speaks for one class beside another; the order is that of the columns.
FIGURES = ("closest", "next", "title", "summary", "words", "line", "name", "grade", "no_boss", *BY_WORDS, "whole")
# What says how sure the first class is.
SIGNS = (
    "closest",
    "next",
    "words",
    "line",
    "name",
    "summary",
    "share",
    "ahead",
    "far_ahead",
    "unsaid",
    "rarest",
    "said",
    "length",
)
_ABOUT = ("general_statement", "duties")
_MOST_AHEAD, _MOST_FAR_AHEAD = 3.0, 5.0


class Weights(Struct, frozen=True, kw_only=True):
    """How much each figure or sign counts; `base` is added to the sum."""

    needs: dict[str, float]
    names: dict[str, float]
    certainty: dict[str, float]
    presence: dict[str, float]


class Judged(Struct, frozen=True, kw_only=True):
    """The classes looked at, the best first, with their scores and best lines, and how sure the first one is."""

    order: tuple[int, ...]
    scores: Mapping[int, float]
    lines: Mapping[int, LineMatch]
    certainty: float
    presence: float
    asked: QuestionVectors


class Evidence(Struct, frozen=True, kw_only=True):
    """The figures of each class looked at, a row each, and its best line."""

    numbers: tuple[int, ...]
    figures: Figures
    lines: Mapping[int, LineMatch]


class Judge:
    """Holds questions against the classes of one generation."""

    def __init__(self, shards: Shards, closest: ClosestLines, families: Families, titles: Sequence[str]) -> None:
        self._shards = shards
        self._closest = closest
        self._families = families
        self._titles = titles

    def judge(
        self, asked: QuestionVectors, plain: PlainScores, numbers: Sequence[int], whole: Collection[int] = ()
    ) -> Judged | None:
        """The classes `numbers` in the order in which they answer what was `asked`; None where there is none."""
        evidence = self.evidence(asked, plain, numbers, whole)
        if not evidence.numbers:
            return None
        by = weights().names if is_name(asked) else weights().needs
        scores = evidence.figures @ weighing(by, FIGURES)
        if is_name(asked):
            scores = scores + settings().lines.each * _says_each(evidence)
        order = np.argsort(-scores, kind="stable")
        signs = signs_of(asked, evidence, scores, order)
        return Judged(
            order=tuple(evidence.numbers[place] for place in order),
            scores=dict(zip(evidence.numbers, scores.tolist(), strict=True)),
            lines=evidence.lines,
            certainty=_chance(weights().certainty, signs),
            presence=_chance(weights().presence, signs),
            asked=asked,
        )

    def evidence(
        self, asked: QuestionVectors, plain: PlainScores, numbers: Sequence[int], whole: Collection[int] = ()
    ) -> Evidence:
        """What speaks for each of the classes `numbers`; those without a telling line are left out.

        Those in `whole` have all words somewhere in their text.
        """
        rows, lines = [], {}
        scores = (plain.words, plain.kin, plain.titles, plain.statements, plain.latent)
        by_words = list(zip(scores, _TENS, strict=True))
        for number in numbers:
            row = self._row(number, asked)
            if row is not None:
                figures, lines[number] = row
                rows.append([*figures, *(float(each[number]) / ten for each, ten in by_words), float(number in whole)])
        return Evidence(numbers=tuple(lines), figures=np.array(rows).reshape(-1, len(FIGURES)), lines=lines)

    def _row(self, number: int, asked: QuestionVectors) -> tuple[list[float], LineMatch] | None:
        store, local = self._shards.at(number)
        lines = store.lines(local)
        near = self._closest.lines(number, asked.point)
        found = match_lines(asked, lines, self._places(number, asked, near), near)
        if not found:
            return None
        # A title names the work, it does not say what is done; it has figures of its own.
        found = [match for match in found if match.line.section not in NAMES] or found
        best = max(found, key=lambda match: (match.worth, -match.place))
        nearest = sorted(near.values(), reverse=True)
        after = sum(nearest[1:3]) / 2
        name, grade, no_boss = self._of_title(number, asked)
        most = max(match.covers for match in found)
        closest, title, summary = nearest[0] if nearest else 0.0, _in(lines, near, ("title",)), _in(lines, near, _ABOUT)
        return [closest, after, title, summary, most, best.worth, name, grade, no_boss], best

    def _places(self, number: int, asked: QuestionVectors, near: Mapping[int, float]) -> list[int]:
        """The lines worth reading: those nearest in meaning, and those that hold a word of the question."""
        store, local = self._shards.at(number)
        most = settings().lines.read
        roots = {word.stem for word in asked.words} | {
            root for word in asked.words for meaning in word.means for root in meaning.stems
        }
        holding = store.matches(local, [stem_bytes(root) for root in sorted(roots)])
        by_words = sorted(holding, key=lambda place: (-len(holding[place]), place))[:most]
        by_meaning = sorted(near, key=lambda place: (-near[place], place))[:most]
        return sorted({*by_words, *by_meaning})

    def _of_title(self, number: int, asked: QuestionVectors) -> tuple[float, float, float]:
        """Which share of the title the question says, how near its grade comes, and whether it is a boss unasked."""
        title = said(self._titles[number])
        levels = settings().levels
        level, wanted = (
            grade(words(self._titles[number]), levels.titles),
            grade((word.text for word in asked.words if not word.owns), levels.needs),
        )
        ordinary = levels.ordinary
        apart = -abs(wanted - level) if wanted != ordinary else 0.0
        unasked = -max(0, level - ordinary) if wanted == ordinary else 0.0
        if not title.words or not asked.words:
            return 0.0, apart, unasked
        alike = (asked.vectors @ word_vectors().each(title.words).T).clip(0) * settings().lines.other_word
        for column, word in enumerate(title.words):
            roots = {stem(word), *self._families.kin(word)}
            alike[[row for row, each in enumerate(asked.words) if each.stem in roots], column] = 1.0
        alike[alike < settings().lines.least_alike] = 0.0
        alike[[row for row, each in enumerate(asked.words) if each.owns]] = 0.0
        return float(alike.max(0).mean()), apart, unasked


def _in(lines: Sequence[IndexedLine], near: Mapping[int, float], sections: Collection[str]) -> float:
    """How near the first line in one of `sections` comes."""
    place = next((place for place, line in enumerate(lines) if line.section in sections and telling(line)), None)
    return near.get(place, 0.0) if place is not None else 0.0


def _says_each(evidence: Evidence) -> Figures:
    """1 for every class of which one line says each word, in whatever words."""
    least = settings().verdicts.said
    return np.array([float(min(evidence.lines[number].says) >= least) for number in evidence.numbers])


def is_name(asked: QuestionVectors) -> bool:
    """Is this what a thing is called ("water quality tester"), not a sentence about it?"""
    return typed_words(asked.text) <= settings().verdicts.few


def grade(typed: Iterable[str], named: Mapping[str, frozenset[str]]) -> int:
    """The highest grade that words of a need or a title name: "boss", "trainee", "Senior"; else the ordinary one."""
    spoken = set(typed)
    return max((int(level) for level, those in named.items() if spoken & those), default=settings().levels.ordinary)


def signs_of(asked: QuestionVectors, evidence: Evidence, scores: Figures, order: npt.NDArray[np.intp]) -> Figures:
    """The signs of the first class in `order`, as `SIGNS` names them."""
    first = order[0]
    figures = dict(zip(FIGURES, evidence.figures[first].tolist(), strict=True))
    odds = np.exp(scores - scores[first])
    gaps = [float(scores[first] - scores[order[place]]) if len(order) > place else math.inf for place in (1, 5)]
    says = evidence.lines[evidence.numbers[first]].says
    unsaid = sum(word.worth for word, much in zip(asked.words, says, strict=True) if not much) / asked.worth
    rarest = max(word.worth for word in asked.words)
    whole = sum(word.worth for word, much in zip(asked.words, says, strict=True) if much > 0.8) / asked.worth
    beside = {
        "share": -math.log(float(odds.sum())),
        "ahead": min(gaps[0], _MOST_AHEAD),
        "far_ahead": min(gaps[1], _MOST_FAR_AHEAD),
        "unsaid": unsaid,
        "rarest": min(much for word, much in zip(asked.words, says, strict=True) if word.worth >= rarest),
        "said": whole,
        "length": float(min(len(asked.words), 8)),
    }
    return np.array([{**figures, **beside}[sign] for sign in SIGNS])


def weighing(counts: Mapping[str, float], names: Sequence[str]) -> Figures:
    """The weights of `names` in their order."""
    return np.array([counts.get(name, 0.0) for name in names])


def _chance(counts: Mapping[str, float], signs: Figures) -> float:
    return 1 / (1 + math.exp(-float(signs @ weighing(counts, SIGNS)) - counts.get("base", 0.0)))


@cache
def weights() -> Weights:
    """The weights as they were learned."""
    return msgspec.convert(read_table("answers.toml"), Weights)
