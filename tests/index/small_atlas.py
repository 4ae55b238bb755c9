"""A stand-in for the Atlas: the index needs only classes, competencies, documents and statements.

Competencies are joined by identical labels and definitions, which is all that these tests need of harmonising.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from taxonomy.basics.naming import short_hash, slug
from taxonomy.model import ClassReference, Competency, JobClass, Statement, StoredDocument, Variant, Wording
from taxonomy.plan.editions import build_classes


class SmallAtlas:
    """What `index.content.documents.Source` asks for."""

    def __init__(self, documents: Iterable[StoredDocument], classes: dict[str, JobClass] | None = None) -> None:
        self.generation = 7
        self.documents = {document.id: document for document in documents}
        self.classes = classes if classes is not None else build_classes(tuple(self.documents.values()))
        self._stated: dict[str, list[tuple[Statement, Variant | None, Competency]]] = defaultdict(list)
        self.competencies = self._competencies()

    def statements_of(self, class_id: str) -> tuple[tuple[Statement, Variant | None, Competency], ...]:
        return tuple(self._stated[class_id])

    def references_to(self, class_id: str) -> tuple[ClassReference, ...]:
        return tuple(r for c in self.classes.values() for r in c.references if r.target == class_id)

    def _competencies(self) -> dict[str, Competency]:
        by_label: dict[str, dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
        for job_class in self.classes.values():
            for statement in _statements(job_class):
                by_label[slug(statement.label)][slug(statement.definition or "")].append(statement)
        found = {}
        for key, texts in by_label.items():
            variants = tuple(_variant(key, statements) for statements in texts.values())
            found[key] = Competency(id=key, pref_label=variants[0].statements[0].label, variants=variants)
            for variant in variants:
                for statement in variant.statements:
                    self._stated[statement.class_id].append((statement, variant, found[key]))
        return found


def _statements(job_class: JobClass) -> Iterable[Statement]:
    if job_class.current is None:
        return
    for printed in job_class.current.specification.competencies:
        yield Statement(
            id=f"{job_class.current.document}:{printed.first_line}:{slug(printed.label)}",
            class_id=job_class.id,
            class_title=job_class.title,
            document=job_class.current.document,
            first_line=printed.first_line,
            last_line=printed.last_line,
            label=printed.label,
            definition=printed.definition,
        )


def _variant(competency: str, statements: list[Statement]) -> Variant:
    definition = statements[0].definition
    wording = Wording(id=short_hash(definition or ""), text=definition or "", statements=tuple(statements))
    key = f"{competency}-{wording.id}"
    return Variant(id=key, competency=competency, definition=definition, wordings=(wording,))
