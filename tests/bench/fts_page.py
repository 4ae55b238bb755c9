"""The same search page on SQLite FTS5, written as its documentation suggests: bm25, count, facets in SQL, snippet()."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from index.content.documents import IndexedDocument
from index.query.spelling import Speller

_COLUMNS = ("title", "general", "duties", "competencies", "qualifications", "other", "repeated")
_WEIGHTS = (6.0, 1.5, 1.5, 1.0, 1.0, 0.5, 0.0)
_COLUMN_OF = {
    "title": "title",
    "label": "title",
    "former_title": "title",
    "job_code": "title",
    "general_statement": "general",
    "duties": "duties",
    "competencies": "competencies",
    "knowledge": "qualifications",
    "education": "qualifications",
    "experience": "qualifications",
}
_WORD = re.compile(r"\w+")


class FtsPage:
    """A search page that SQLite answers."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path)
        self._values: dict[tuple[str, str], int] = {}

    def build(self, documents: Sequence[IndexedDocument]) -> None:
        """Index the same lines and facet values."""
        self.db.executescript(
            f"CREATE VIRTUAL TABLE page USING fts5({', '.join(_COLUMNS)}, tokenize='porter unicode61');"
            "CREATE TABLE name (id INTEGER PRIMARY KEY, key TEXT, title TEXT);"
            "CREATE TABLE value (id INTEGER PRIMARY KEY, name TEXT, value TEXT, UNIQUE (name, value));"
            "CREATE TABLE facet (document INTEGER, value INTEGER, PRIMARY KEY (document, value)) WITHOUT ROWID;"
            f"INSERT INTO page (page, rank) VALUES ('rank', 'bm25({_weights()})');"
        )
        for number, document in enumerate(documents, start=1):
            texts = {column: [] for column in _COLUMNS}
            for line in document.lines:
                column = _COLUMN_OF.get(line.section, "other") if line.weight else "repeated"
                texts[column].append(line.text)
            marks = ", ".join("?" * (len(_COLUMNS) + 1))
            row = (number, *("\n".join(texts[column]) for column in _COLUMNS))
            self.db.execute(f"INSERT INTO page (rowid, {', '.join(_COLUMNS)}) VALUES ({marks})", row)
            self.db.execute("INSERT INTO name VALUES (?, ?, ?)", (number, document.id, document.title))
            for pair in ((name, value) for name, found in document.facets.items() for value in found):
                key = self._values.setdefault(pair, len(self._values) + 1)
                self.db.execute("INSERT OR IGNORE INTO facet VALUES (?, ?)", (number, key))
        self.db.executemany("INSERT INTO value VALUES (?, ?, ?)", ((key, *pair) for pair, key in self._values.items()))
        self.db.executescript("INSERT INTO page (page) VALUES ('optimize');")
        self.db.commit()
        # FTS5 keeps stems only: the words as printed, needed for correction, are counted as in our own index.
        self.speller = Speller(_vocabulary(documents))

    def search(self, text: str) -> tuple[int, list[tuple[str, ...]], list[tuple[str, str, int]]]:
        """Total, top 10 with two quotes each, and all facet counts."""
        question = self._expression(self._corrected(text), " AND ")
        total = self._total(question)
        if total == 0:
            question = self._expression(text, " OR ")
            total = self._total(question)
        # Ranked first and quoted afterwards: snippet() beside ORDER BY would quote every match before the limit.
        best = self.db.execute(
            "SELECT rowid FROM page WHERE page MATCH ? ORDER BY rank LIMIT 10", (question,)
        ).fetchall()
        quoted = self.db.execute(
            "SELECT name.key, name.title, snippet(page, 2, '[', ']', '…', 30), snippet(page, -1, '[', ']', '…', 30)"
            " FROM page JOIN name ON name.id = page.rowid"
            f" WHERE page MATCH ? AND page.rowid IN ({', '.join(str(row) for (row,) in best)})",
            (question,),
        ).fetchall()
        facets = self.db.execute(
            "WITH hit AS MATERIALIZED (SELECT rowid AS id FROM page WHERE page MATCH ?), counted AS MATERIALIZED"
            " (SELECT value, count(*) AS hits FROM hit JOIN facet ON facet.document = hit.id GROUP BY value)"
            " SELECT value.name, value.value, hits FROM counted JOIN value ON value.id = counted.value",
            (question,),
        ).fetchall()
        return total, quoted, facets

    def _total(self, question: str) -> int:
        return int(self.db.execute("SELECT count(*) FROM page WHERE page MATCH ?", (question,)).fetchone()[0])

    def _corrected(self, text: str) -> str:
        for word in _WORD.findall(text):
            unknown = word.isalpha() and word.islower() and f"{word}*" not in text and self._total(f'"{word}"') == 0
            if unknown and (meant := self.speller.closest(word)):
                text = text.replace(word, meant)
        return text

    def _expression(self, text: str, joint: str) -> str:
        """Our way of asking in FTS5's words."""
        parts = []
        for token in re.findall(r'-?(?:\w+:)?"[^"]*"|\S+', text):
            negated, bare = token.startswith("-"), token.lstrip("-")
            column, _, words = bare.rpartition(":")
            star = "*" if words.endswith("*") else ""
            expression = f'"{" ".join(_WORD.findall(words))}"{star}'
            expression = f"{column} : {expression}" if column in _COLUMNS else expression
            parts.append(("NOT" if negated else "", expression))
        positive = joint.join(expression for negated, expression in parts if not negated)
        negative = " ".join(f"NOT {expression}" for negated, expression in parts if negated)
        return f"({positive}) {negative}".strip()


def _weights() -> str:
    return ", ".join(str(weight) for weight in _WEIGHTS)


def _vocabulary(documents: Sequence[IndexedDocument]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for document in documents:
        for word in {word for line in document.lines for word in _WORD.findall(line.text.lower())}:
            counts[word] = counts.get(word, 0) + 1
    return counts
