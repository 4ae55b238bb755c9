"""Which documents answer a question, and how well? Every document is looked at: a top-N shortcut could be wrong."""

from __future__ import annotations

import heapq
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from index.content.text import stem
from index.query.parser import All, Any, Node, Not, Prefix, QueryPhrase, QueryWord
from index.settings import SearchSettings
from index.storage.document_table import bitmap
from index.storage.line_store import LineStore, stem_bytes
from index.storage.postings import PostingsCache, Scored


class Matches(Struct, frozen=True):
    """Documents with their scores, and the same documents as a bitmap."""

    scores: Mapping[int, float]
    bits: int


NOTHING = Matches({}, 0)


class Shards(Struct, frozen=True):
    """The line stores of a generation, addressed by the numbers that count over all shards."""

    firsts: tuple[int, ...]
    stores: tuple[LineStore, ...]

    def at(self, number: int) -> tuple[LineStore, int]:
        """The store that holds document `number`, and its number there."""
        place = bisect_right(self.firsts, number) - 1
        return self.stores[place], number - self.firsts[place]


class Evaluator:
    """Answers questions from scored postings; `vocabulary` are the words as printed, sorted, for prefixes."""

    def __init__(
        self, postings: PostingsCache, shards: Shards, vocabulary: Sequence[str], settings: SearchSettings
    ) -> None:
        self.postings = postings
        self.shards = shards
        self.vocabulary = vocabulary
        self._bits = {name: 1 << number for number, name in enumerate(settings.sections)}
        self._everywhere = (1 << len(settings.sections)) - 1
        self._expansions = settings.guard.expansions
        self._near_share = settings.ranking.near_share

    def strict(self, node: Node, *, everywhere: bool = False) -> Matches:
        """Documents that state what is asked; `everywhere`: in boilerplate too."""
        match node:
            case QueryWord():
                return self._word(node, everywhere)
            case QueryPhrase():
                return self._phrase(node, everywhere)
            case Prefix():
                return self._prefix(node, everywhere)
            case All():
                return self._all(node.parts, everywhere)
            case Any():
                found = [self.strict(part, everywhere=everywhere) for part in node.parts]
                return _best_of(found) if node.of_one_thing else _either(found)
            case Not():
                return self._all((node,), everywhere)

    def near(self, node: Node) -> Matches:
        """Documents that state a good share of what is asked, where the person did not insist on all of it."""
        if not isinstance(node, All) or not node.soft:
            return NOTHING
        wanted = [part for part in node.parts if not isinstance(part, Not)]
        found = [self.strict(part) for part in wanted]
        rarities = [self._rarity(matches) for matches in found]
        whole = sum(rarities)
        shares: dict[int, float] = {}
        scores: dict[int, float] = {}
        for matches, rarity in zip(found, rarities, strict=True):
            for number, score in matches.scores.items():
                shares[number] = shares.get(number, 0.0) + rarity / whole
                scores[number] = scores.get(number, 0.0) + score
        kept = {n: scores[n] * share for n, share in shares.items() if share >= self._near_share}
        return self._without(Matches(kept, bitmap(kept, self.postings.size)), node.parts, False)

    def _rarity(self, matches: Matches) -> float:
        return self.postings.rarity(len(matches.scores))

    def sections(self, names: Iterable[str], *, everywhere: bool = False) -> int:
        """The bits of these sections; 0 where none is named and boilerplate does not count."""
        named = sum(self._bits[name] for name in set(names))
        return named or (self._everywhere if everywhere else 0)

    def _word(self, node: QueryWord, everywhere: bool) -> Matches:
        scored = self.postings.scored(node.stem, self.sections(node.sections, everywhere=everywhere))
        return Matches(scored.impacts, scored.bits)

    def _prefix(self, node: Prefix, everywhere: bool) -> Matches:
        sections = self.sections(node.sections, everywhere=everywhere)
        found = [self.postings.scored(root, sections) for root in self.expand(node.text)]
        scores: dict[int, float] = {}
        for scored in found:
            for number, impact in scored.impacts.items():
                scores[number] = max(impact, scores.get(number, 0.0))
        return Matches(scores, _or(found))

    def expand(self, prefix: str) -> tuple[str, ...]:
        """The stems of the words that begin with `prefix`, no more than the bound."""
        start = bisect_left(self.vocabulary, prefix)
        end = bisect_left(self.vocabulary, prefix + "\uffff")
        begun = self.vocabulary[start : min(end, start + self._expansions)]
        return tuple(dict.fromkeys(root for word in begun if (root := stem(word))))

    def _phrase(self, node: QueryPhrase, everywhere: bool) -> Matches:
        sections = self.sections(node.sections, everywhere=everywhere)
        every = _both([_matches(self.postings.scored(root, sections)) for root in dict.fromkeys(node.stems)])
        phrase = b"".join(map(stem_bytes, node.stems))
        scores = {n: score for n, score in every.scores.items() if self._has_phrase(n, phrase, node.sections)}
        return Matches(scores, bitmap(scores, self.postings.size))

    def _has_phrase(self, number: int, phrase: bytes, sections: Sequence[str]) -> bool:
        store, local = self.shards.at(number)
        if not store.has_phrase(local, phrase):
            return False
        if not sections:
            return True
        lines = store.lines(local)
        return any(lines[place].section in sections for place in store.matches(local, [phrase]))

    def _all(self, parts: Sequence[Node], everywhere: bool) -> Matches:
        wanted = []
        for part in parts:
            if not isinstance(part, Not):
                wanted.append(self.strict(part, everywhere=everywhere))
                if not wanted[-1].bits:
                    return NOTHING
        return self._without(_both(wanted) if wanted else self._every(), parts, everywhere)

    def _without(self, matches: Matches, parts: Sequence[Node], everywhere: bool) -> Matches:
        unwanted = [self.strict(part.part, everywhere=everywhere) for part in parts if isinstance(part, Not)]
        if not unwanted:
            return matches
        return within(matches, matches.bits & ~_or(unwanted), self.postings.size)

    def _every(self) -> Matches:
        return Matches(dict.fromkeys(range(self.postings.size), 0.0), (1 << self.postings.size) - 1)


def _matches(scored: Scored) -> Matches:
    return Matches(scored.impacts, scored.bits)


def within(matches: Matches, bits: int, size: int) -> Matches:
    """The matches whose bit is set in `bits`."""
    bits &= matches.bits
    if bits == matches.bits:
        return matches
    mask = bits.to_bytes(size // 8 + 1, "little")
    return Matches({n: score for n, score in matches.scores.items() if mask[n >> 3] >> (n & 7) & 1}, bits)


def _both(found: Sequence[Matches]) -> Matches:
    rarest, *others = sorted(found, key=lambda matches: len(matches.scores))
    scores = dict(rarest.scores)
    bits = rarest.bits
    for matches in others:
        other = matches.scores
        scores = {number: score + other[number] for number, score in scores.items() if number in other}
        bits &= matches.bits
    return Matches(scores, bits)


def _either(found: Sequence[Matches]) -> Matches:
    scores: dict[int, float] = {}
    for matches in found:
        for number, score in matches.scores.items():
            scores[number] = scores.get(number, 0.0) + score
    return Matches(scores, _or(found))


def _best_of(found: Sequence[Matches]) -> Matches:
    scores: dict[int, float] = {}
    for matches in found:
        for number, score in matches.scores.items():
            scores[number] = max(score, scores.get(number, 0.0))
    return Matches(scores, _or(found))


def _or(found: Iterable[Matches | Scored]) -> int:
    bits = 0
    for matches in found:
        bits |= matches.bits
    return bits


def best(scores: Mapping[int, float], count: int) -> list[int]:
    """The `count` documents with the highest scores; equal scores in order of their numbers."""
    if count <= 0 or not scores:
        return []
    least = heapq.nlargest(count, scores.values())[-1]
    top = [number for number, score in scores.items() if score >= least]
    return sorted(top, key=lambda number: (-scores[number], number))[:count]
