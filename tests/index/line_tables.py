"""Single lines as the tables that questions are held against."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from index.content.lines import IndexedLine
from index.content.text import words
from index.meaning.known_words import KnownWords
from index.settings import settings
from index.storage.line_words import Lines, LineWords, LineWordsWriter


def table_of(line: IndexedLine, folder: Path) -> tuple[Lines, KnownWords]:
    """The table of a document that has only `line`, written into `folder` and read again, and its words."""
    writer, said = LineWordsWriter(), list(words(line.text))
    writer.add(line, said)
    vocabulary: Mapping[str, int] = dict.fromkeys(sorted(set(said)), 1)
    writer.save(folder, vocabulary)
    known = KnownWords(list(vocabulary), settings().lines)
    return LineWords([folder], [[1]], [known.numbered(vocabulary)]).read([0]), known
