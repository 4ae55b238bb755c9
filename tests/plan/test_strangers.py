"""Documents of no known employer never share a class by title alone."""

from __future__ import annotations

from taxonomy.model import ParsedDocument, Source, Specification, StoredDocument
from taxonomy.plan.editions import build_classes


def document(name: str, code: str | None, authority: str | None = None) -> StoredDocument:
    specification = Specification(title="Accountant", job_code=code, authority=authority, first_line=1, last_line=1)
    source = Source(name=name, media_type="text/plain", encoding="utf-8", sha256=name, lines=1)
    parsed = ParsedDocument(source=source, specifications=(specification,))
    return StoredDocument(id=name, name=name, lines=("Accountant",), parsed=parsed)


def test_without_an_employer_a_title_joins_nothing() -> None:
    classes = build_classes([document("a.txt", "1200"), document("b.txt", "5531")])
    assert {key: len(each.editions) for key, each in classes.items()} == {
        "unknown/accountant": 1,
        "unknown/accountant-5531": 1,
    }


def test_with_an_employer_two_documents_are_editions_of_one_class() -> None:
    classes = build_classes([document("a.txt", "1200", "elm"), document("b.txt", "1200", "elm")])
    assert [len(each.editions) for each in classes.values()] == [2]
