"""From what a person typed to the documents that answer it: exact names first, then all words, then neighbours.

A word that nobody wrote is corrected where one of the documents' words is close enough, unless documents have a word
built on the same root. Where no text has all words, boilerplate is looked through, and only then are neighbours given,
which must hold a good share of what was asked. A level of a series that no title has is left out, and said so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.content.text import key, stem, stems, words
from index.query.conditions import QueryCondition, minus_conditions
from index.query.conditions import conditions as read_conditions
from index.query.lexicon import fillers
from index.query.need_text import as_asked
from index.query.parser import Any, Prefix, Query, QueryPhrase, QueryWord, leaves, read_query, reduced
from index.query.query_expansion import is_plain, known_words, read_everyday
from index.query.spelling import Correction, Speller, apply
from index.query.word_families import Families
from index.ranking.barring import BarredDocuments
from index.ranking.evaluation import NOTHING, Evaluator, Matches, within
from index.ranking.quotes import WantedWord
from index.results import AnswerKind, Understood
from index.settings import Ranking, settings
from index.storage.document_table import Catalogue, bitmap
from index.storage.line_store import stem_bytes

_CONDITION = "a condition, not words to look for"
LONG_TEXT = "long text"
_IN_PASSING = "no other text says it"
_NAME_OF = {
    "title": "title",
    "former_title": "former title",
    "job_code": "job code",
    "label": "competency label",
    "pay": "pay grade",
}


class AnsweredQuestion(Struct, frozen=True, kw_only=True):
    """A question that has been read and answered, before filters and pages.

    `query` is the question as it was answered, `plain` the same in its own words where the lexicon read it.
    """

    query: Query
    plain: Query
    text: str
    corrected: str | None = None
    answer: AnswerKind = "nothing"
    matches: Matches = NOTHING
    exact: frozenset[int] = frozenset()
    understood: tuple[Understood, ...] = ()
    unmatched: tuple[str, ...] = ()
    barred: int = 0


class Asker:
    """Reads questions and finds what answers them, within one generation."""

    def __init__(
        self, catalogue: Catalogue, evaluator: Evaluator, speller: Speller, families: Families, ranking: Ranking
    ) -> None:
        self.catalogue = catalogue
        self.evaluator = evaluator
        self.speller = speller
        self.families = families
        self.ranking = ranking
        self._bars = BarredDocuments(catalogue, evaluator)
        self._title_bits = evaluator.sections(["title", "former_title", "label"])

    def ask(self, text: str, allowed: int, *, correct: bool, off: Collection[str] = ()) -> AnsweredQuestion:
        """The answer to `text` among the documents `allowed` (a bitmap); words in `off` are taken as typed.

        What the question says must not be so of a class bars documents instead of being looked for.
        """
        rest, conditions = minus_conditions(text)
        query = read_query(rest)
        if is_plain(query) and not query.refused and not self._exact(query.text, allowed):
            rest, more = read_conditions(as_asked(query.text) or query.text)
            conditions = (*conditions, *more)
        if not conditions:
            return replace(self._ask(rest, read_query(rest), allowed, correct=correct, off=off), text=text)
        barred = self._bars.barred(conditions)
        notes = tuple(_condition(each) for each in conditions)
        if set(stems(rest)) <= fillers():
            return self._by_conditions(query, conditions, allowed & ~barred, notes, barred)
        found = self._ask(rest, read_query(rest), allowed & ~barred, correct=correct, off=off)
        return replace(found, text=text, barred=barred, understood=(*notes, *found.understood))

    def _by_conditions(
        self,
        query: Query,
        conditions: Sequence[QueryCondition],
        allowed: int,
        notes: tuple[Understood, ...],
        barred: int,
    ) -> AnsweredQuestion:
        """Nothing else is asked: every class that meets the conditions answers."""
        size = self.evaluator.postings.size
        classes = int.from_bytes(self.catalogue.facets.get("kind", {}).get("class", b""), "little") & allowed
        scores = {number: 1.0 for number in range(size) if classes >> number & 1}
        quoted = tuple(QueryWord(root, root) for each in conditions for root in each.stems)
        root = Any(quoted) if len(quoted) > 1 else next(iter(quoted), None)
        return AnsweredQuestion(
            query=Query(text=query.text, root=root),
            plain=Query(text=query.text),
            text=query.text,
            answer="found" if scores else "nothing",
            matches=Matches(scores, classes),
            understood=notes,
            barred=barred,
        )

    def _ask(
        self, text: str, query: Query, allowed: int, *, correct: bool, off: Collection[str] = ()
    ) -> AnsweredQuestion:
        if query.refused:
            note = Understood(text=query.text, as_=query.refused, source="limits of a question")
            return AnsweredQuestion(query=query, plain=query, text=query.text, understood=(note,))
        whole, query = query, reduced(query, self._worth, settings().guard.words)
        exact = self._exact(query.text, allowed)
        level = "" if exact else self._missing_level(query)
        if level:
            query = read_query(query.text.rpartition(" ")[0])
            exact = self._exact(query.text, allowed)
        slips = () if exact or not correct else self._slips(query, off)
        if slips:
            query = read_query(apply(slips, query.text))
            exact = self._exact(query.text, allowed)
        plain, unmatched = query, self._unmatched(query)
        found, answer, notes = self._find(query, allowed)
        in_passing = any(note.source == _IN_PASSING for note in notes)
        everyday = read_everyday(query, off) if (answer != "found" or in_passing) and not exact else None
        read = self._in_everyday_words(everyday, allowed) if everyday is not None else None
        if read is not None and not (in_passing and read[2] != "found"):
            query, found, answer, notes = read
            unmatched = tuple(word for word in unmatched if word not in " ".join(note.text for note in notes).split())
        kin = tuple(self._kin(unmatched))
        if answer == "nothing" and {note.text for note in kin} == set(unmatched) != set():
            answer = "near"
        if exact and answer == "near":  # who names a class by its code does not ask for texts with half of it
            found, notes = NOTHING, ()
        return AnsweredQuestion(
            query=query,
            plain=plain,
            text=text,
            corrected=query.text if slips else None,
            answer="near" if level and answer == "found" else "found" if exact and not level else answer,
            matches=self._with_names(query, found, exact),
            exact=frozenset(exact),
            understood=(
                *_reduction(whole, query),
                *_level(level),
                *_slips(slips),
                *kin,
                *self._names(query.text, exact),
                *_scopes(plain),
                *notes,
            ),
            unmatched=unmatched,
        )

    def _worth(self, word: QueryWord) -> float:
        """How telling a word of a long text is; one that no document holds may be a slip or a name."""
        scored = self.evaluator.postings.scored(word.stem)
        return scored.rarity if scored.impacts else settings().lines.unknown_worth

    def _slips(self, query: Query, off: Collection[str]) -> tuple[Correction, ...]:
        """Unknown words with the closest known one; what the lexicon reads is no slip."""
        read = {word for word in known_words(query.text) if word not in off}
        found = self.speller.corrections(query, lambda word: word.text.lower() in read or self._is_known(word))
        return tuple(slip for slip in found if self._is_slip(slip))

    def _is_slip(self, slip: Correction) -> bool:
        """A word on a root of the documents is none, unless its correction stands on the same: "tinter", "managor"."""
        kin = self.families.kin(slip.typed)
        return not kin or bool({stem(slip.meant), *self.families.kin(slip.meant)} & set(kin))

    def _kin(self, unmatched: Sequence[str]) -> Iterator[Understood]:
        for word in unmatched:
            if kin := self.families.kin(word):
                yield Understood(text=word, as_=" or ".join(kin), source="word family: built on the same root")

    def _missing_level(self, query: Query) -> str:
        """The level of a series that ends the question, where other words stand before it and no title has it."""
        typed = list(words(query.text)) if is_plain(query) else []
        if len(typed) < 2 or typed[-1] not in settings().series.levels:
            return ""
        root = stem(typed[-1])
        return "" if root and self.evaluator.postings.scored(root, self._title_bits).bits else typed[-1]

    def _in_everyday_words(
        self, everyday: tuple[Query, tuple[Understood, ...]], allowed: int
    ) -> tuple[Query, Matches, AnswerKind, tuple[Understood, ...]]:
        """What answers the question as the lexicon reads it."""
        query, readings = everyday
        found, answer, notes = self._find(query, allowed)
        return query, found, answer, (*readings, *notes)

    def _find(self, query: Query, allowed: int) -> tuple[Matches, AnswerKind, tuple[Understood, ...]]:
        if query.root is None:
            note = "nothing to look for: only words that every text has"
            return NOTHING, "nothing", (Understood(text=query.text, as_=note, source="common words"),)
        found = self.evaluator.strict(query.root)
        if found.bits & allowed:
            return found, "found", ()
        found = self.evaluator.strict(query.root, everywhere=True)
        if found.bits & allowed:
            note = "also in text that many classes repeat word for word"
            return found, "found", (Understood(text=query.text, as_=note, source=_IN_PASSING),)
        found = self.evaluator.near(query.root)
        if found.bits & allowed:
            note = "some of these words: no specification has all of them"
            return found, "near", (Understood(text=query.text, as_=note, source="neighbours"),)
        return NOTHING, "nothing", ()

    def _is_known(self, word: QueryWord) -> bool:
        return bool(self.evaluator.strict(word, everywhere=True).bits)

    def _unmatched(self, query: Query) -> tuple[str, ...]:
        asked = [leaf for leaf in leaves(query.root) if not self.evaluator.strict(leaf, everywhere=True).bits]
        return tuple(dict.fromkeys(f"{leaf.text}*" if isinstance(leaf, Prefix) else leaf.text for leaf in asked))

    def _exact(self, text: str, allowed: int) -> list[int]:
        """Documents whose title, former title, code, pay grade or label is the whole question."""
        return [number for number, _ in self.catalogue.names.get(key(text), ()) if allowed >> number & 1]

    def _names(self, text: str, exact: Sequence[int]) -> Iterator[Understood]:
        for number, section in self.catalogue.names.get(key(text), ())[:5]:
            if number in exact:
                meant = f"the {_NAME_OF[section]} of {self.catalogue.titles[number]}"
                yield Understood(text=text, as_=meant, source=self.catalogue.ids[number])

    def _with_names(self, query: Query, found: Matches, exact: Sequence[int]) -> Matches:
        """`found` with what is added for titles that say it, and with the exact names even if no word matched."""
        scores = dict(found.scores)
        for number, share in self._title_shares(query, found):
            scores[number] += self.ranking.title_words * share
        for number in dict.fromkeys(exact):
            scores[number] = scores.get(number, 0.0) + self.ranking.exact
        return Matches(scores, found.bits | bitmap(exact, self.evaluator.postings.size))

    def _title_shares(self, query: Query, found: Matches) -> Iterator[tuple[int, float]]:
        """Found documents in whose title every wanted word stands, and the share of the title these words make up."""
        roots = {root for leaf in leaves(query.root) for root in _roots(leaf)}
        bits = found.bits if roots else 0
        for root in roots:
            bits &= self.evaluator.postings.scored(root, self._title_bits).bits
        for number in within(found, bits, self.evaluator.postings.size).scores if bits else ():
            yield number, min(1.0, len(roots) / (len(list(words(self.catalogue.titles[number]))) or 1))

    def wanted(self, query: Query, *, kin: bool = False) -> Iterator[WantedWord]:
        """The stems and phrases that quotes are looked for by; with `kin` also words built on the same roots."""
        postings = self.evaluator.postings
        for leaf in leaves(query.root):
            if isinstance(leaf, QueryPhrase):
                rarity = sum(postings.scored(root).rarity for root in leaf.stems)
                yield WantedWord(leaf.text, b"".join(map(stem_bytes, leaf.stems)), leaf.sections, rarity)
                continue
            alike = self.families.kin(leaf.text) if kin and isinstance(leaf, QueryWord) else ()
            own = self.evaluator.expand(leaf.text) if isinstance(leaf, Prefix) else (leaf.stem,)
            for root in (*alike, *own):
                yield WantedWord(leaf.text, stem_bytes(root), leaf.sections, postings.scored(root).rarity)


def _roots(leaf: QueryWord | QueryPhrase | Prefix) -> tuple[str, ...]:
    match leaf:
        case QueryWord():
            return (leaf.stem,)
        case QueryPhrase():
            return leaf.stems
        case Prefix():
            return ()


def _level(level: str) -> Iterator[Understood]:
    if level:
        meant = "a level of a class series: no title has it, so classes are shown by the rest"
        yield Understood(text=level.upper(), as_=meant, source="class series")


def _condition(condition: QueryCondition) -> Understood:
    if condition.kind == "pay":
        bound = f"at least ${condition.least:,.0f}" if condition.least else f"less than ${condition.most:,.0f}"
        return Understood(text=condition.text, as_=f"classes that pay {bound} a year", source=_CONDITION)
    what = {"title": "with this in the title", "supervision": "that supervise"}.get(condition.kind)
    meant = f"no classes {what or f'for which every way in asks for {condition.kind}'}"
    return Understood(text=condition.text, as_=meant, source=_CONDITION)


def _reduction(whole: Query, query: Query) -> Iterator[Understood]:
    if len(whole.text) > settings().guard.characters or len(set(words(whole.text))) > settings().guard.words:
        yield Understood(text=query.text, as_="the most telling words of a long text", source=LONG_TEXT)


def _slips(slips: Sequence[Correction]) -> Iterator[Understood]:
    for slip in slips:
        yield Understood(text=slip.typed, as_=slip.meant, source="spelling: the closest word of the documents")


def _scopes(query: Query) -> Iterator[Understood]:
    for leaf in leaves(query.root):
        if leaf.sections:
            places = ", ".join(section.replace("_", " ") for section in leaf.sections)
            yield Understood(text=leaf.text, as_=f"{leaf.text} in {places}", source="field")


def is_reduced(understood: Sequence[Understood]) -> bool:
    """Was a long text reduced to its most telling words?"""
    return any(note.source == LONG_TEXT for note in understood)
