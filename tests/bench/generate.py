"""Class specifications in any number for measuring: the bundled documents' sentences with a long tail of other words.

Words are drawn by Zipf's law: the bundled vocabulary first, then made-up words, so that a large collection has as many
rare words as a real one. The same seed gives the same collection.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from taxonomy.model import (
    CompetencyStatement,
    DatedBy,
    ParsedDocument,
    Pay,
    Section,
    Source,
    Specification,
    StoredDocument,
    Supervision,
    TextLines,
)

_BUNDLED = Path(__file__).resolve().parents[2] / "data" / "documents"
_MADE_UP = 30_000
_REPLACED = 0.45
_STARTS = ("b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "cr", "st", "tr", "pl")
_ENDS = ("al", "er", "ing", "ent", "ion", "ure", "ic", "ost", "and", "el")
_LEVELS = ("Trainee", "I", "II", "III", "Senior", "Lead", "Supervisor", "Manager", "Director")
_WORK = ("Agent", "Analyst", "Technician", "Inspector", "Assistant", "Specialist", "Engineer", "Officer", "Planner")
_AUTHORITIES = ("Denver", "Los Angeles", "Springfield", "Lake County", "Port Haven", "Ridgefield")
_EDUCATION = (
    "Graduation from high school or possession of a GED Certificate.",
    "Associate's degree.",
    "Bachelor's degree",
    "Master's degree in a related field.",
    "None",
)
_SUPERVISION = ("None", "By position, performs lead work.", "Supervises two or more employees.")
_BOILERPLATE = (
    ("other", None, "Any one position may not include all of the duties listed. However, the allocation of positions "
     "will be determined by the amount of time spent in performing the essential duties listed above."),
    ("physical_demands", "Physical Demands:", "Sitting: remaining in the normal seated position.\n"
     "Talking: expressing or exchanging ideas by means of spoken words.\n"
     "Color Vision: ability to distinguish and identify different colors."),
    ("equivalency", "Education/Experience Equivalency:", "Additional appropriate education may be substituted for the "
     "minimum experience requirement."),
)  # fmt: skip


class Generator:
    """Draws words, sentences and specifications."""

    def __init__(self, seed: int = 311) -> None:
        self.random = random.Random(seed)
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(_BUNDLED.glob("*.txt")))
        self.sentences = [s for s in re.split(r"(?<=[.;])\s+|\n+", text) if 6 <= len(s.split()) <= 40]
        known = Counter(re.findall(r"[a-z]{3,}", text.lower()))
        self.words = [word for word, _ in known.most_common()] + list(self._made_up(known))
        self.weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(self.words))))
        self.competencies = [(self.phrase(2).title(), [self.sentence() for _ in range(3)]) for _ in range(80)]

    def _made_up(self, known: Counter[str]) -> Iterator[str]:
        for number in range(_MADE_UP):
            middle = "".join(self._syllable() for _ in range(1 + number % 3))
            word = self.random.choice(_STARTS) + middle + self.random.choice(_ENDS)
            if word not in known:
                yield word

    def _syllable(self) -> str:
        return self.random.choice("aeiou") + self.random.choice("bcdlmnprstv")

    def word(self) -> str:
        """One word, the frequent ones more often."""
        return self.random.choices(self.words, cum_weights=self.weights)[0]

    def phrase(self, length: int) -> str:
        """Some words."""
        return " ".join(self.word() for _ in range(length))

    def sentence(self) -> str:
        """A sentence of the bundled documents with some of its words exchanged."""
        words = self.random.choice(self.sentences).split()
        return " ".join(self.word() if self.random.random() < _REPLACED else word for word in words)

    def documents(self, count: int) -> Iterator[StoredDocument]:
        """`count` documents with one specification each."""
        for number in range(count):
            yield self._document(number)

    def _document(self, number: int) -> StoredDocument:
        authority = self.random.choice(_AUTHORITIES)
        title = f"{self.phrase(2).title()} {self.random.choice(_WORK)} {self.random.choice(_LEVELS)}"
        code = f"{title[:1].upper()}{self.random.choice('ACS')}{1000 + number}"
        lines = [title, f"Class Code: {code}", ""]
        sections: list[Section] = []
        for kind, heading, texts in self._parts():
            first = len(lines) + 1
            lines += [*([heading] if heading else []), *texts, ""]
            sections.append(
                Section(kind=kind, heading=heading, first_line=first, last_line=len(lines) - 1, text="\n".join(texts))
            )
        specification = self._specification(title, code, authority, sections, lines)
        name = f"spec-{number}.txt"
        source = Source(name=name, media_type="text/plain", encoding="utf-8", sha256="", lines=len(lines))
        return StoredDocument(
            id=f"spec-{number:06}",
            name=name,
            authority=authority,
            lines=tuple(lines),
            parsed=ParsedDocument(source=source, specifications=(specification,)),
        )

    def _parts(self) -> Iterator[tuple[str, str | None, list[str]]]:
        yield "general_statement", "GENERAL STATEMENT OF CLASS DUTIES", [self.sentence() for _ in range(3)]
        yield "distinguishing_characteristics", "DISTINGUISHING CHARACTERISTICS", [self.sentence() for _ in range(4)]
        yield "supervision_exercised", "Level of Supervision Exercised:", [self.random.choice(_SUPERVISION)]
        yield "duties", "ESSENTIAL DUTIES", [self.sentence() for _ in range(16)]
        chosen = self.random.sample(self.competencies, 14)
        yield "competencies", "Competencies:", [f"{label} - {self.random.choice(texts)}" for label, texts in chosen]
        yield "knowledge", "Knowledge of:", [self.sentence() for _ in range(5)]
        yield "education", "Education Requirement:", [self.random.choice(_EDUCATION)]
        yield "experience", "Experience Requirement:", [self.sentence()]
        for kind, heading, text in _BOILERPLATE:
            yield kind, heading, text.split("\n")

    def _specification(
        self, title: str, code: str, authority: str, sections: list[Section], lines: list[str]
    ) -> Specification:
        by_kind = {section.kind: section for section in sections}
        duties, stated = by_kind["duties"], by_kind["competencies"]
        minimum = self.random.randrange(28_000, 150_000, 500)
        return Specification(
            title=title,
            job_code=code,
            authority=authority,
            status=self.random.choice(("adopted", "proposed")),
            first_line=1,
            last_line=len(lines),
            sections=tuple(sections),
            duties=tuple(
                TextLines(text=text, first_line=number, last_line=number)
                for number, text in enumerate(duties.text.split("\n"), start=duties.first_line + 1)
            ),
            competencies=tuple(
                CompetencyStatement(label=label, definition=definition, first_line=number, last_line=number)
                for number, text in enumerate(stated.text.split("\n"), start=stated.first_line + 1)
                for label, _, definition in [text.partition(" - ")]
            ),
            flsa=self.random.choice(("Exempt", "Non-exempt")),
            pay=Pay(grade=None, minimum=minimum, maximum=minimum * 1.5, period="year", first_line=1),
            revised=DatedBy(raw="01/18/2009", date="2009-01-18", by=None),
            supervision_exercised=Supervision(text=by_kind["supervision_exercised"].text),
        )
