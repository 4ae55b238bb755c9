"""Few and true: what texts say against themselves over time and along the ladder."""

from __future__ import annotations

from taxonomy.analysis.lint import accepted_as, lint
from taxonomy.linking import build_atlas
from taxonomy.model import (
    DatedBy,
    Decision,
    Education,
    Experience,
    Group,
    HistoryEntry,
    ParsedDocument,
    Pay,
    Reference,
    Requirement,
    Section,
    Source,
    Specification,
    StoredDocument,
)


def stored(name: str, specification: Specification, *lines: str) -> StoredDocument:
    source = Source(name=name, media_type="text/plain", encoding="utf-8", sha256=name, lines=len(lines) or 1)
    parsed = ParsedDocument(source=source, specifications=(specification,))
    return StoredDocument(id=name, name=name, lines=lines or (name,), parsed=parsed)


def clerk(title: str, level: str, requires: str | None = None, low: float = 100) -> Specification:
    leaf = Education(level=level, field=None, quote=level, first_line=1)
    needs: Requirement = leaf
    references: tuple[Reference, ...] = ()
    if requires:
        quote = f"Two years as a {requires}"
        time = Experience(years=2, of=None, at_class=(requires,), quote=quote, first_line=1)
        needs = Group(op="and", of=(leaf, time))
        references = (Reference(title=requires, relation="experience_as", quote=quote, first_line=1),)
    return Specification(
        title=title,
        authority="elm",
        status="adopted",
        pay=Pay(grade=None, minimum=low, maximum=low * 2, period="year", first_line=1),
        requirement=needs,
        references=references,
        first_line=1,
        last_line=1,
    )


def rules(*documents: StoredDocument, decisions: tuple[Decision, ...] = ()) -> list[str]:
    found = lint(build_atlas(documents, decisions))
    return [each.rule for each in found if each.rule != "class_not_at_hand"]


def test_less_schooling_above_than_below() -> None:
    low, high = clerk("Clerk", "bachelor"), clerk("Chief", "high school", "Clerk", low=200)
    assert rules(stored("a", low), stored("b", high)) == ["requirement_regression"]
    assert (
        rules(stored("a", clerk("Clerk", "high school")), stored("b", clerk("Chief", "bachelor", "Clerk", 200))) == []
    )


def test_a_range_below_the_one_below() -> None:
    low, high = clerk("Clerk", "bachelor", low=300), clerk("Chief", "bachelor", "Clerk", low=200)
    assert rules(stored("a", low), stored("b", high)) == ["pay_regression"]


def test_an_accepted_finding_is_not_told_again() -> None:
    documents = stored("a", clerk("Clerk", "bachelor")), stored("b", clerk("Chief", "high school", "Clerk", low=200))
    (finding,) = lint(build_atlas(documents))
    accepted = Decision(
        id="d1",
        sequence=1,
        answer="accept",
        question=None,
        left=accepted_as(finding.key),
        right=finding.rule,
        by="Ann",
        when="2026-12-01",
        why="as negotiated",
    )
    assert rules(*documents, decisions=(accepted,)) == []


def edition(revised: str, duties: str, education: str, *history: str) -> Specification:
    sections = tuple(
        Section(kind=kind, heading=kind, first_line=1, last_line=1, text=text)
        for kind, text in (("duties", duties), ("education", education))
    )
    return Specification(
        title="Clerk",
        authority="elm",
        status="adopted",
        revised=DatedBy(raw=revised, date=revised, by=None),
        sections=sections,
        history=tuple(HistoryEntry(raw_date=revised, text=text) for text in history),
        first_line=1,
        last_line=1,
    )


def test_a_history_that_leaves_a_change_out() -> None:
    before = edition("2010", "Files.", "None", "Duties were updated.")
    silent = edition("2012", "Files and mails.", "Diploma", "Duties were updated.", "The duties were revised.")
    assert rules(stored("a", before), stored("b", silent)) == ["history_omits_change"]
    whole = edition("2012", "Files and mails.", "Diploma", "The duties and the education requirement were revised.")
    assert rules(stored("a", before), stored("b", whole)) == []


def test_a_word_printed_twice() -> None:
    assert rules(stored("a", clerk("Clerk", "bachelor"), "Clerk of the the court")) == ["doubled_word"]
