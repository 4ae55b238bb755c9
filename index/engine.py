"""Asking one generation: search with reasons, facets and correction, suggestions, all from tables opened once."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from index.content.documents import KINDS
from index.content.text import stem
from index.meaning.class_vectors import Neighbours
from index.meaning.known_words import KnownWords
from index.meaning.latent_space import LatentSpace
from index.meaning.line_vectors import ClosestLines
from index.query.spelling import Speller
from index.query.word_families import Families
from index.ranking.answer_kind import answer_kind
from index.ranking.class_ranking import ClassRanking
from index.ranking.closer_look import CloserLook, JudgedQuestion
from index.ranking.evaluation import Evaluator, Matches, Shards, within
from index.ranking.facets import Facets, Filters
from index.ranking.hit_order import HitOrder
from index.ranking.judging import Evidence, Judge
from index.ranking.line_match import QuestionVectors
from index.ranking.passages import find_passages, numbers_of, passage_hits
from index.ranking.question import AnsweredQuestion, Asker
from index.ranking.quotes import MOST_QUOTES, Quoter, quoted
from index.ranking.suggest import suggest
from index.ranking.titles import Titles
from index.results import Because, Hit, SearchResult, Suggestion
from index.settings import settings
from index.storage import document_table as catalogue_file
from index.storage.document_table import bitmap
from index.storage.line_store import LineStore
from index.storage.line_words import LineWords
from index.storage.postings import PostingsCache
from index.storage.segments import read_profiles, read_table

Sort = Literal["relevance", "title", "pay"]
Page = tuple[int, int]
_RESULTS_KEPT = 512
_MOST_HITS = 1_000
_WARMED_WORDS = 400


class Engine:
    """The index of one generation. Everything in it is read-only or locked; share it between threads."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.catalogue = catalogue_file.load(directory)
        self._tables = tables = [read_table(directory / name) for name in self.catalogue.shards]
        self._vocabulary = _summed(table.vocabulary for table in tables)
        stores = [
            LineStore(directory / name, table.stem_ends, table.text_ends)
            for name, table in zip(self.catalogue.shards, tables, strict=True)
        ]
        self.shards = Shards(_firsts([len(table.lengths) for table in tables]), tuple(stores))
        self.postings = PostingsCache(directory, self.catalogue, tables, settings())
        self.evaluator = Evaluator(self.postings, self.shards, sorted(self._vocabulary), settings())
        self.facets = Facets(self.catalogue)
        self.speller = Speller(self._vocabulary)
        self._stems = {root for word in self._vocabulary if (root := stem(word))}
        self.families = Families(self._stems.__contains__, settings().endings)
        self._asker = Asker(self.catalogue, self.evaluator, self.speller, self.families, settings().ranking)
        self._kept: OrderedDict[tuple[object, ...], SearchResult] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def generation(self) -> int:
        """The generation that this index belongs to."""
        return self.catalogue.generation

    def knows(self, word: str) -> bool:
        """Whether a document here holds `word`, in any of its forms."""
        return word.casefold() in self._vocabulary or stem(word) in self._stems

    def search(
        self,
        text: str,
        *,
        kind: str | None = None,
        filters: Filters | None = None,
        limit: int = 20,
        offset: int = 0,
        sort: Sort = "relevance",
        correct: bool = True,
        off: Collection[str] = (),
    ) -> SearchResult:
        """What answers `text`, with reasons; never raises for anything a person may type.

        Without `kind`, classes, competencies and passages of notices are ranked together. With kind ``passage`` every
        single line of a class is a hit of its own. `correct=False` takes unknown words as they are typed. Words in
        `off` are not read by the lexicon.
        """
        began = time.perf_counter()
        chosen = {name: tuple(values) for name, values in (filters or {}).items() if values}
        if kind is not None:
            chosen["kind"] = (kind,)
        page = (max(offset, 0), min(max(limit, 0), _MOST_HITS))
        left_alone = frozenset(off)
        name = (text, tuple(sorted(chosen.items())), page, sort, correct, left_alone)
        result = self._remembered(name)
        if result is None:
            result = self._answer(text, chosen, page, sort, correct=correct, off=left_alone)
            self._remember(name, result)
        return replace(result, took_ms=round((time.perf_counter() - began) * 1000, 2))

    def suggest(self, prefix: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Titles, former titles, codes and labels that go on from `prefix`."""
        return suggest(self.catalogue.suggestions, prefix, limit)

    @cached_property
    def space(self) -> LatentSpace:
        """Where the classes and their words lie by meaning."""
        return LatentSpace.load(self._directory)

    @cached_property
    def closest(self) -> ClosestLines:
        """The lines of the classes by their meaning."""
        return ClosestLines(self._shard_folders, [table.vector_ends for table in self._tables])

    @property
    def _shard_folders(self) -> list[Path]:
        return [self._directory / name for name in self.catalogue.shards]

    @cached_property
    def known(self) -> KnownWords:
        """The words of all documents, and how alike they are to others."""
        return KnownWords(self.evaluator.vocabulary, settings().lines)

    @cached_property
    def _classes(self) -> ClassRanking:
        return ClassRanking(
            self.postings,
            self.space,
            self.families,
            self.closest,
            settings().classes,
            names=self.evaluator.sections(["title", "former_title"]),
            statements=self.evaluator.sections(["general_statement"]),
        )

    @cached_property
    def neighbours(self) -> Neighbours:
        """How alike the classes are, for `index.related.relatedness`; worked out when first asked for."""
        profiles = [p for name in self.catalogue.shards for p in read_profiles(self._directory / name)]
        return Neighbours(profiles, self.space)

    def warm(self) -> None:
        """Decode the most frequent words ahead of the first question; meant for a background thread."""
        for word in sorted(self._vocabulary, key=lambda word: (-self._vocabulary[word], word))[:_WARMED_WORDS]:
            self.postings.scored(stem(word))

    def forget_results(self) -> None:
        """Empty the cache of results, so that the next questions are worked out anew."""
        with self._lock:
            self._kept.clear()

    def close(self) -> None:
        """Give back the files."""
        self.postings.close()

    def _answer(
        self, text: str, filters: Filters, page: Page, sort: Sort, *, correct: bool, off: frozenset[str]
    ) -> SearchResult:
        lines_only = tuple(filters.get("kind", ())) == ("passage",)
        narrowing = {name: values for name, values in filters.items() if not (lines_only and name == "kind")}
        question, matches = self._asked(text, narrowing, correct=correct, off=off)
        quoter = self._quoter(question)
        if lines_only:
            return self._lines(question, matches, quoter, narrowing, page)
        weighed = self._weighed(question, matches, narrowing, quoter, off)
        numbers = self._order(weighed.stand, sort, sum(page))[page[0] :]
        return replace(
            self._frame(question, question.matches.bits, narrowing),
            answer=weighed.answer,
            total=len(matches.scores),
            totals=self._totals(matches.bits),
            near=len(weighed.stand.near),
            hits=tuple(self._hits(weighed, numbers, quoter)),
        )

    def weigh(self, text: str, off: Collection[str] = ()) -> JudgedQuestion:
        """How the classes answer `text`: the same order and answer as those of `search` for classes."""
        filters = {"kind": ("class",)}
        question, matches = self._asked(text, filters, correct=True, off=frozenset(off))
        return self._weighed(question, matches, filters, self._quoter(question), frozenset(off))

    def evidence(self, text: str) -> tuple[QuestionVectors, Evidence] | None:
        """What speaks for the likeliest classes, for learning how much each figure counts."""
        filters = {"kind": ("class",)}
        question, matches = self._asked(text, filters, correct=True, off=frozenset())
        return self._closer.evidence(question, matches, self.facets.allowed(filters))

    def _asked(
        self, text: str, filters: Filters, *, correct: bool, off: frozenset[str]
    ) -> tuple[AnsweredQuestion, Matches]:
        of_kind = self.facets.allowed({"kind": filters.get("kind", ())})
        question = self._asker.ask(text, of_kind, correct=correct, off=off)
        allowed = self.facets.allowed(filters) & ~question.barred
        return question, within(question.matches, allowed, self.postings.size)

    def _quoter(self, question: AnsweredQuestion) -> Quoter:
        return Quoter(self.shards, list(self._asker.wanted(question.query)), question.query.text, question.exact)

    def _weighed(
        self, question: AnsweredQuestion, matches: Matches, filters: Filters, quoter: Quoter, off: frozenset[str]
    ) -> JudgedQuestion:
        allowed = self.facets.allowed({**filters, "kind": filters.get("kind", ("class",))})
        weighed = self._closer.weigh(question, matches, allowed & ~question.barred, off)
        return replace(weighed, answer=answer_kind(weighed, quoter, settings().verdicts))

    @cached_property
    def _closer(self) -> CloserLook:
        numbers = [self.known.numbered(table.vocabulary) for table in self._tables]
        lines = LineWords(self._shard_folders, [table.line_ends for table in self._tables], numbers)
        titles = Titles(self.catalogue.titles, self.known, self.families)
        judge = Judge(self.shards, self.closest, lines, self.known, titles)
        return CloserLook(self.postings, self.families, self._classes, judge)

    def _hits(self, weighed: JudgedQuestion, numbers: Sequence[int], quoter: Quoter) -> Iterator[Hit]:
        """What answers the question and what comes near to it, with reasons."""
        question, stand = weighed.question, weighed.stand
        kin = Quoter(self.shards, list(self._asker.wanted(question.plain, kin=True)), question.plain.text, ())
        for number in numbers:
            is_near = number in stand.near or (question.answer != "found" and weighed.answer != "found")
            score = stand.near[number] if number in stand.near else stand.found[number]
            hit = self._hit(number, score, kin if number in stand.near else quoter)
            first = self.best_line(weighed, number)
            others = tuple(each for each in hit.because if first is None or each.first_line != first.first_line)
            because = (first, *others)[:MOST_QUOTES] if first is not None else others
            yield replace(hit, because=because, near=is_near)

    def quotes(self, weighed: JudgedQuestion, number: int) -> tuple[Because, ...]:
        """The lines of document `number` that hold the words of a question."""
        return self._quoter(weighed.question).because(number)

    def best_line(self, weighed: JudgedQuestion, number: int) -> Because | None:
        """The line by which class `number` answers, and which words it means; None without a closer look."""
        judged = weighed.judged
        match = judged.lines.get(number) if judged is not None else None
        if match is None or judged is None:
            return None
        store, local = self.shards.at(number)
        line = store.lines(local)[match.place]
        if all(much in (0.0, 1.0) for much in match.says):
            return quoted(line)
        pairs = self.known.pairs([word.text for word in judged.asked.words], judged.alike, match.words)
        return replace(quoted(line), alike=pairs, nearness=round(max(match.near, 0.0), 2))

    def _lines(
        self, question: AnsweredQuestion, matches: Matches, quoter: Quoter, filters: Filters, page: Page
    ) -> SearchResult:
        found = find_passages(matches, quoter, settings().ranking.near_share)
        shown = found[page[0] : sum(page)]
        answer = question.answer if not found or found[0].complete else "near"
        return replace(
            self._frame(question, bitmap(numbers_of(found), self.postings.size), filters),
            answer=answer if found else "nothing",
            total=len(found),
            totals={"passage": len(found)},
            hits=tuple(passage_hits(shown, self.catalogue, settings().kinds["passage"])),
        )

    def _frame(self, question: AnsweredQuestion, hits: int, filters: Filters) -> SearchResult:
        return SearchResult(
            query=question.text,
            answer="nothing",
            corrected=question.corrected,
            understood=question.understood,
            unmatched=question.unmatched,
            facets=self.facets.counts(hits, filters),
            refused=question.query.refused,
            generation=self.generation,
        )

    def _totals(self, bits: int) -> dict[str, int]:
        return {kind: (bits & self.facets.allowed({"kind": (kind,)})).bit_count() for kind in KINDS}

    def _order(self, stand: HitOrder, sort: Sort, count: int) -> list[int]:
        """The first `count` documents; by title or pay, too, near misses come after what was found."""
        if sort == "relevance":
            return stand.order(count)
        groups = ({**stand.found, **stand.near},) if stand.mixed else (stand.found, stand.near)
        return [number for group in groups for number in self._sorted(group, sort)][:count]

    def _sorted(self, numbers: Iterable[int], sort: Sort) -> list[int]:
        titles, pay = self.catalogue.titles, self.catalogue.pay
        if sort == "title":
            return sorted(numbers, key=lambda n: (titles[n].casefold(), n))
        return sorted(numbers, key=lambda n: (-(pay[n] or 0.0), titles[n].casefold(), n))

    def _hit(self, number: int, score: float, quoter: Quoter) -> Hit:
        return Hit(
            kind=self.catalogue.kinds[number],
            id=self.catalogue.ids[number],
            title=self.catalogue.titles[number],
            score=round(score, 4),
            because=quoter.because(number),
        )

    def _remembered(self, name: tuple[object, ...]) -> SearchResult | None:
        with self._lock:
            found = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
            return found

    def _remember(self, name: tuple[object, ...], result: SearchResult) -> None:
        with self._lock:
            self._kept[name] = result
            while len(self._kept) > _RESULTS_KEPT:
                self._kept.popitem(last=False)


def _summed(vocabularies: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for vocabulary in vocabularies:
        total.update(vocabulary)
    return total


def _firsts(sizes: Sequence[int]) -> tuple[int, ...]:
    return tuple(accumulate(sizes[:-1], initial=0))
