"""Which class answers a question in plain words best, how sure is that, and by which of its lines?

The likeliest classes are held against the question line by line (`index.ranking.line_match`). What speaks for each is
a handful of named figures, each between 0 and about 1; `data/answers.toml` says how much each counts, learned from
needs with known answers by ``python -m tests.bench.fit_answers``. The same figures of the first class, and how far it
is ahead, say how likely it is right (`certainty`) and how likely any class states the need at all (`presence`).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache

import msgspec
import numpy as np
import numpy.typing as npt
from msgspec import Struct

from index.meaning.known_words import KnownWords
from index.meaning.line_vectors import ClosestLines
from index.meaning.word_vectors import Vectors
from index.query.quantities import fits
from index.query.query_expansion import typed_words
from index.ranking.class_ranking import PlainScores
from index.ranking.evaluation import Shards
from index.ranking.line_match import LineMatch, QuestionVectors, match_lines
from index.ranking.quotes import NAMES
from index.ranking.titles import Titles
from index.settings import settings
from index.storage.line_words import Lines, LineWords
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
    """The classes looked at, the best first, with their scores and best lines, and how sure the first one is.

    `alike` says how alike each word asked is to each word of the documents.
    """

    order: tuple[int, ...]
    scores: Mapping[int, float]
    lines: Mapping[int, LineMatch]
    certainty: float
    presence: float
    asked: QuestionVectors
    alike: Vectors


class Evidence(Struct, frozen=True, kw_only=True):
    """The figures of each class looked at, a row each, and its best line."""

    numbers: tuple[int, ...]
    figures: Figures
    lines: Mapping[int, LineMatch]
    alike: Vectors


class Judge:
    """Holds questions against the classes of one generation."""

    def __init__(
        self, shards: Shards, closest: ClosestLines, words: LineWords, known: KnownWords, titles: Titles
    ) -> None:
        self._shards = shards
        self._closest = closest
        self._words = words
        self._known = known
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
            alike=evidence.alike,
        )

    def evidence(
        self, asked: QuestionVectors, plain: PlainScores, numbers: Sequence[int], whole: Collection[int] = ()
    ) -> Evidence:
        """What speaks for each of the classes `numbers`; those without a telling line are left out.

        Those in `whole` have all words somewhere in their text.
        """
        lines = self._words.read(numbers)
        rows: list[list[float]] = []
        found: dict[int, LineMatch] = {}
        alike = self._known.alike([word.text for word in asked.words])
        if len(alike) and len(lines.starts):
            held = self._held(asked, numbers, lines, alike)
            titles = self._titles.figures(asked, numbers, alike)
            for place, number in enumerate(numbers):
                row = held.row(place)
                if row is not None:
                    of_lines, found[number] = row
                    rows.append([*of_lines, *titles[place]])
        figures = _with_whole_text(rows, plain, list(found), whole)
        return Evidence(numbers=tuple(found), figures=figures, lines=found, alike=alike)

    def _held(self, asked: QuestionVectors, numbers: Sequence[int], lines: Lines, alike: Vectors) -> _HeldLines:
        """The lines of the classes `numbers` held against the question."""
        said = match_lines(asked, lines, self._known, alike)
        near = self._closest.of_lines(numbers, asked.point, lines.ends)
        return _HeldLines(lines, said.says, said.covers * self._sizes(asked, numbers), near)

    def _sizes(self, asked: QuestionVectors, numbers: Sequence[int]) -> Vectors:
        """How much each line counts by its amounts: one of another size is not what was asked for."""
        if not asked.quantities:
            return np.ones(1, dtype=np.float32)
        stores = (self._shards.at(number) for number in numbers)
        texts = (line.text for store, local in stores for line in store.lines(local))
        sizes = [1.0 if fits(asked.quantities, text) else settings().lines.other_size for text in texts]
        return np.array(sizes, dtype=np.float32)


class _HeldLines:
    """The lines of several classes held against a question: what of each class is worth knowing."""

    def __init__(self, lines: Lines, says: Vectors, covers: Vectors, near: Vectors) -> None:
        self._lines, self._bounds = lines, lines.bounds()
        self._says, self._covers, self._near = says, covers, near
        self._worth = covers + near
        self._counted = lines.facts["tells"] > 0
        # A title names the work, it does not say what is done; it has figures of its own.
        self._telling = self._counted & ~np.isin(lines.facts["section"], _numbers(NAMES))
        self._titles, self._summaries = (self._first(lines, _numbers(each)) for each in (("title",), _ABOUT))

    def _first(self, lines: Lines, sections: Sequence[int]) -> Mapping[int, float]:
        """How near the first line in one of `sections` comes, for each class that has one."""
        places = np.flatnonzero(self._counted & np.isin(lines.facts["section"], sections))
        of, first = np.unique(np.searchsorted(lines.ends, places, side="right"), return_index=True)
        return dict(zip(of.tolist(), self._near[places[first]].tolist(), strict=True))

    def row(self, place: int) -> tuple[list[float], LineMatch] | None:
        """The figures of the class at `place` and its best line; None for one that tells nothing."""
        start, end = self._bounds[place]
        telling = np.flatnonzero(self._telling[start:end])
        telling = (telling if len(telling) else np.flatnonzero(self._counted[start:end])) + start
        if not len(telling):
            return None
        best = int(telling[np.argmax(self._worth[telling])])
        covers, near = float(self._covers[best]), float(self._near[best])
        match = LineMatch(best - start, covers, near, tuple(self._says[:, best].tolist()), self._lines.said(best))
        nearest = np.sort(self._near[start:end])[::-1][:3].tolist()
        of_meaning = [nearest[0], sum(nearest[1:]) / 2, self._titles.get(place, 0.0), self._summaries.get(place, 0.0)]
        return [*of_meaning, float(self._covers[telling].max()), covers + near], match


def _with_whole_text(
    rows: Sequence[Sequence[float]], plain: PlainScores, numbers: Sequence[int], whole: Collection[int]
) -> Figures:
    """The figures with those of the whole text of each class behind them."""
    if not numbers:
        return np.zeros((0, len(FIGURES)))
    scores = (plain.words, plain.kin, plain.titles, plain.statements, plain.latent)
    by_words = [each[numbers] / ten for each, ten in zip(scores, _TENS, strict=True)]
    return np.column_stack([np.array(rows), *by_words, [float(number in whole) for number in numbers]])


def _numbers(sections: Collection[str]) -> list[int]:
    """The numbers under which sections are indexed."""
    return [number for number, name in enumerate(settings().sections) if name in sections]


def _says_each(evidence: Evidence) -> Figures:
    """1 for every class of which one line says each word, in whatever words."""
    least = settings().verdicts.said
    return np.array([float(min(evidence.lines[number].says) >= least) for number in evidence.numbers])


def is_name(asked: QuestionVectors) -> bool:
    """Is this what a thing is called ("water quality tester"), not a sentence about it?"""
    return typed_words(asked.text) <= settings().verdicts.few


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
