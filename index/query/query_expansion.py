"""A question in everyday words as the lexicon reads it: each word or phrase it knows, or what documents say for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from index.content.text import stem, words
from index.query.lexicon import Meaning, QuerySpan, fillers, parts_of
from index.query.parser import All, Any, Node, Query, QueryPhrase, QueryWord
from index.results import Understood

_IDLE = "lexicon: words that ask for nothing"


def is_plain(query: Query) -> bool:
    """Is this a question in words only, without fields, phrases and operators?"""
    return query.root is not None and _is_plain(query.root)


def _is_plain(node: Node) -> bool:
    match node:
        case QueryWord(sections=()):
            return True
        case All(parts=parts, soft=True):
            return all(_is_plain(part) for part in parts)
        case _:
            return False


def read_everyday(query: Query, off: Collection[str]) -> tuple[Query, tuple[Understood, ...]] | None:
    """The question as the lexicon reads it, without words that ask for nothing, and notes; None if that is the same."""
    parts = parts_of(query.text, off) if is_plain(query) else ()
    idle = _idle(parts)
    left_out = " ".join(part.text for part in idle)
    telling = parts if left_out in off else [part for part in parts if part not in idle]
    readings = [part.reading for part in parts if part.reading]
    nodes = [node for part in telling if (node := _node(part)) is not None]
    if not (readings or len(telling) < len(parts)) or not nodes:
        return None
    notes = [Understood(text=r.text, as_=" or ".join(r.printed), source=r.source) for r in readings]
    if idle and telling is not parts:
        notes.append(Understood(text=left_out, as_="left out: asks for nothing by itself", source=_IDLE))
    return Query(text=query.text, root=All(tuple(nodes), soft=True)), tuple(notes)


def _idle(parts: Sequence[QuerySpan]) -> Sequence[QuerySpan]:
    """The words that ask for nothing by themselves, "someone", "all day", where others stand beside them."""
    idle = [part for part in parts if part.stems and not part.reading and not set(part.stems) - fillers()]
    return idle if any(part.stems and part not in idle for part in parts) else []


def _node(part: QuerySpan) -> Node | None:
    own = tuple(QueryWord(word, root) for word in part.text.split() if (root := stem(word)))
    if part.reading is None:
        return own[0] if own else None
    options = (All(own), *(_meaning(meaning) for meaning in part.reading.means if meaning.stems))
    return Any(tuple(option for option in options if option != All(())), of_one_thing=True)


def _meaning(meaning: Meaning) -> Node:
    """The words together; those of a competency's name side by side."""
    if meaning.is_label and len(meaning.stems) > 1:
        return QueryPhrase(" ".join(meaning.stems), meaning.stems, meaning.sections)
    return All(tuple(QueryWord(root, root, meaning.sections) for root in meaning.stems))


def known_words(text: str) -> Iterator[str]:
    """The words of a question that the lexicon reads: they are no slips."""
    for part in parts_of(text):
        if part.reading:
            yield from part.text.split()


def typed_words(text: str) -> int:
    """How many words a question has, those that say nothing by themselves among them."""
    return len(list(words(text)))
