"""What a person typed, as a question the index can answer: pure, bounded, and never raising.

Understood: words (all of them wanted), "phrases", AND, OR, NOT or a leading minus, parentheses, prefix*, and
field:word, field:"phrase" or field:(several words). Whatever else stands there is read as plain words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct

from index.content.text import stem, words
from index.settings import Guard, settings


class QueryWord(Struct, frozen=True):
    """One word, as typed and as it is looked up; `sections` is empty where any part of a text will do."""

    text: str
    stem: str
    sections: tuple[str, ...] = ()


class QueryPhrase(Struct, frozen=True):
    """Words that stand side by side."""

    text: str
    stems: tuple[str, ...]
    sections: tuple[str, ...] = ()


class Prefix(Struct, frozen=True):
    """Every word that begins so."""

    text: str
    sections: tuple[str, ...] = ()


class All(Struct, frozen=True):
    """All parts are wanted; `soft` where the person wrote no AND, so that neighbours may be shown instead."""

    parts: tuple[Node, ...]
    soft: bool = False


class Any(Struct, frozen=True):
    """One of the parts is enough; `of_one_thing`: they are words for the same thing, and only the best counts."""

    parts: tuple[Node, ...]
    of_one_thing: bool = False


class Not(Struct, frozen=True):
    """The part must not be there."""

    part: Node


Node: TypeAlias = QueryWord | QueryPhrase | Prefix | All | Any | Not


class Query(Struct, frozen=True, kw_only=True):
    """A question. `root` is None where nothing is asked, `refused` says in a sentence why a question was not read."""

    text: str
    root: Node | None = None
    refused: str | None = None


_TOKEN = re.compile(
    r"""(?P<open>\()|(?P<close>\))|(?P<phrase>"[^"]*"?)|(?P<field>[A-Za-z_]{2,32}:(?=\S))|(?P<word>[^\s()":]+|:)""",
)
_OPERATOR = re.compile(r"(?:^|\s)(?:AND|OR|NOT)(?:\s|$)|\*")
# "wants a supervisor - next level?": a dash between blanks parts clauses, it bars nothing.
_LONE_DASH = re.compile(r"\s+[-–—]+\s+")
_NAMED = re.compile(r"(?:^|\s)-?([A-Za-z_]{2,32}):(?=\S)")
_NO_LONGER_THAN = 4  # parentheses within parentheses; deeper ones are read as if they were not there


def read_query(text: str) -> Query:
    """The question that `text` asks. A question beyond the bounds is refused in words, before it is read."""
    text = _LONE_DASH.sub(" ", " ".join(text.replace("“", '"').replace("”", '"').split()))
    guard = settings().guard
    refused = _refusal(text, guard)
    if refused and len(text) <= guard.plain_characters and not has_operators(text):
        return Query(text=text, root=_joined(tuple(_every_word(text)), soft=True))
    if refused:
        return Query(text=text[: guard.characters], refused=refused)
    return Query(text=text, root=_Reader(text).read())


def has_operators(text: str) -> bool:
    """Is there more in `text` than plain words: AND, OR, NOT, an asterisk, a field?"""
    return bool(_OPERATOR.search(text)) or any(name.lower() in settings().fields for name in _NAMED.findall(text))


def _every_word(text: str) -> Iterator[QueryWord]:
    """Each telling word once, whatever marks stand around it."""
    found = {word: root for word in words(text) if (root := stem(word))}
    return (QueryWord(word, root) for word, root in found.items())


def _refusal(text: str, guard: Guard) -> str | None:
    if len(text) > guard.characters:
        return f"Please ask in at most {guard.characters} characters; this question has {len(text)}."
    if text.count("(") + text.count(")") > guard.parentheses:
        return f"Please use at most {guard.parentheses} parentheses."
    if len(set(words(text))) > guard.words:
        return f"Please ask with at most {guard.words} different words."
    return _wildcard_refusal(text, guard)


def _wildcard_refusal(text: str, guard: Guard) -> str | None:
    if text.count("*") > guard.wildcards:
        return f"Please use at most {guard.wildcards} asterisks."
    for word in text.split():
        before, star, _ = word.rpartition(":")[2].strip('"()-').partition("*")
        if star and len("".join(words(before))) < guard.prefix_letters:
            return f"An asterisk needs at least {guard.prefix_letters} letters before it, as in train*."
    return None


class _Reader:
    """Reads one question from left to right. Depth is bounded, so it cannot run out of stack."""

    def __init__(self, text: str) -> None:
        self.tokens = [(match.lastgroup or "", match.group()) for match in _TOKEN.finditer(text)]
        self.place = 0

    def read(self) -> Node | None:
        """The whole question; closing parentheses without an opening one are skipped."""
        parts = []
        while self.place < len(self.tokens):
            node = self._alternatives((), 0)
            if node is not None:
                parts.append(node)
            self.place += 1
        return _joined(parts, soft=True)

    def _alternatives(self, sections: tuple[str, ...], depth: int) -> Node | None:
        options = [self._sequence(sections, depth)]
        while self._peek() == ("word", "OR"):
            self.place += 1
            options.append(self._sequence(sections, depth))
        found = [option for option in options if option is not None]
        return Any(tuple(found)) if len(found) > 1 else next(iter(found), None)

    def _sequence(self, sections: tuple[str, ...], depth: int) -> Node | None:
        parts: list[Node] = []
        soft = True
        while self.place < len(self.tokens) and self._peek()[0] != "close" and self._peek() != ("word", "OR"):
            if self._peek() == ("word", "AND"):
                soft = False
                self.place += 1
                continue
            parts += self._part(sections, depth)
        return _joined(parts, soft=soft)

    def _part(self, sections: tuple[str, ...], depth: int) -> Iterator[Node]:
        kind, text = self._peek()
        self.place += 1
        if kind == "open":
            yield from self._group(sections, depth)
        elif kind == "field":
            yield from self._field(text, sections, depth)
        elif text == "NOT" or (kind == "word" and text == "-"):
            yield from self._negated(sections, depth)
        elif kind == "word" and text.startswith("-") and len(text) > 1:
            yield from _negation(_plain_words(text[1:], sections))
        elif kind == "phrase":
            yield from _phrase(text.strip('"'), sections)
        elif kind == "word":
            yield from _plain_words(text, sections)

    def _group(self, sections: tuple[str, ...], depth: int) -> Iterator[Node]:
        if depth >= _NO_LONGER_THAN:
            return
        node = self._alternatives(sections, depth + 1)
        if self._peek()[0] == "close":
            self.place += 1
        if node is not None:
            yield node

    def _field(self, text: str, sections: tuple[str, ...], depth: int) -> Iterator[Node]:
        name = text[:-1].lower()
        scope = settings().fields.get(name) or ((name,) if name in settings().weights else None)
        if scope is None:
            yield from _plain_words(name, sections)
        elif self.place < len(self.tokens) and self._peek()[0] != "close" and depth < _NO_LONGER_THAN:
            yield from self._part(scope, depth + 1)

    def _negated(self, sections: tuple[str, ...], depth: int) -> Iterator[Node]:
        if self.place < len(self.tokens) and self._peek()[0] != "close" and depth < _NO_LONGER_THAN:
            yield from _negation(self._part(sections, depth + 1))

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("end", "")


def _joined(parts: Sequence[Node], *, soft: bool) -> Node | None:
    return All(tuple(parts), soft) if len(parts) > 1 else next(iter(parts), None)


def _negation(parts: Iterator[Node]) -> Iterator[Node]:
    node = _joined(list(parts), soft=False)
    if node is not None:
        yield node.part if isinstance(node, Not) else Not(node)


def _phrase(text: str, sections: tuple[str, ...]) -> Iterator[Node]:
    found = tuple(root for word in words(text) if (root := stem(word)))
    if len(found) > 1:
        yield QueryPhrase(text, found, sections)
    else:
        yield from _plain_words(text, sections)


def _plain_words(text: str, sections: tuple[str, ...]) -> Iterator[Node]:
    before, star, _ = text.partition("*")
    found = list(words(before))
    last = found.pop() if star and found else ""
    for word in found:
        if root := stem(word):
            yield QueryWord(word, root, sections)
    if len(last) >= settings().guard.prefix_letters:
        yield Prefix(last, sections)


def reduced(query: Query, worth: Callable[[QueryWord], float], most: int) -> Query:
    """The question with only so many of its words, the most telling ones, in their order."""
    if not isinstance(query.root, All) or len(query.root.parts) <= most:
        return query
    found = [part for part in query.root.parts if isinstance(part, QueryWord)]
    kept = set(sorted(range(len(found)), key=lambda place: (-worth(found[place]), place))[:most])
    parts = tuple(word for place, word in enumerate(found) if place in kept)
    return Query(text=" ".join(word.text for word in parts), root=All(parts, soft=True))


def leaves(node: Node | None) -> Iterator[QueryWord | QueryPhrase | Prefix]:
    """The words, phrases and prefixes that are wanted, from left to right; negated ones are left out."""
    if isinstance(node, All | Any):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, QueryWord | QueryPhrase | Prefix):
        yield node
