"""What is indexed: a class, a competency or a passage of any document as one document of lines, names and facet values.

Independent of the engine. Only the current edition of a class is searched; older ones stay readable through its page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from index.content.boilerplate import find_boilerplate, is_boilerplate
from index.content.facet_values import facet_values, most_yearly_pay, yearly_pay
from index.content.lines import IndexedLine, cited_line, loose_lines, notice_lines, specification_lines
from index.settings import SearchSettings, settings
from taxonomy.model import Competency, Edition, JobClass, StoredDocument
from taxonomy.reading.language.sentences import without_marks

_LOOSE = "not_a_class"  # what the reader calls lines that are in no class, no notice and no page furniture
_LONGEST_PASSAGE = 12  # lines, after which the next blank line ends a passage
_FARTHEST = 4  # lines of one passage stand no farther apart
KINDS = ("class", "competency", "passage")


class IndexSource(Protocol):
    """What the index needs of an Atlas."""

    @property
    def generation(self) -> int:
        """The generation that the index belongs to."""

    @property
    def classes(self) -> Mapping[str, JobClass]:
        """Classes by id."""

    @property
    def competencies(self) -> Mapping[str, Competency]:
        """Competencies by id."""

    @property
    def documents(self) -> Mapping[str, StoredDocument]:
        """Documents by id."""


class DocumentName(Struct, frozen=True, array_like=True):
    """What a document may be called: its title, a former title, a job code, a pay grade or a label."""

    section: str
    text: str
    detail: str


class IndexedDocument(Struct, frozen=True, kw_only=True):
    """One thing that can be found."""

    kind: str
    id: str
    title: str
    names: tuple[DocumentName, ...]
    lines: tuple[IndexedLine, ...]
    facets: dict[str, tuple[str, ...]]
    pay: float | None = None
    most_pay: float | None = None
    variants: tuple[str, ...] = ()


def indexed_documents(atlas: IndexSource) -> list[IndexedDocument]:
    """Everything that can be found, kind by kind and in order of id: the same Atlas gives the same list."""
    now = settings()
    stated = _stated(atlas.competencies)
    classes = [class_document(atlas.classes[key], atlas, stated[key]) for key in sorted(atlas.classes)]
    repeated = find_boilerplate((document.lines for document in classes), now.boilerplate)
    found = [_weighted(document, now, repeated) for document in classes]
    found += [_weighted(competency_document(atlas.competencies[key]), now) for key in sorted(atlas.competencies)]
    for key in sorted(atlas.documents):
        stored = atlas.documents[key]
        found += [_weighted(passage, now) for passage in (*notice_documents(stored), *loose_documents(stored))]
    return found


def _weighted(
    document: IndexedDocument, now: SearchSettings, repeated: frozenset[int] = frozenset()
) -> IndexedDocument:
    lines = []
    for line in document.lines:
        section = line.section if line.section in now.weights else "other"
        weight = 0.0 if is_boilerplate(line, repeated) else now.weights[section]
        lines.append(replace(line, section=section, weight=weight))
    return replace(document, lines=tuple(lines))


def _stated(competencies: Mapping[str, Competency]) -> Mapping[str, list[tuple[str, str]]]:
    """For each class the labels and variants that its current edition states; all read in one pass."""
    found: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for key in sorted(competencies):
        competency = competencies[key]
        for variant in competency.variants:
            for statement in variant.statements:
                if statement.current:
                    found[statement.class_id][competency.pref_label, variant.id] = None
        for statement in competency.bare:
            if statement.current:
                found[statement.class_id][competency.pref_label, ""] = None
    return defaultdict(list, {class_id: list(pairs) for class_id, pairs in found.items()})


def class_document(job_class: JobClass, atlas: IndexSource, stated: Sequence[tuple[str, str]]) -> IndexedDocument:
    """A class: its title, former titles, codes and pay with their sources, then the lines of its current edition."""
    return IndexedDocument(
        kind="class",
        id=job_class.id,
        title=job_class.title,
        names=tuple(_class_names(job_class)),
        lines=(
            *_name_lines(job_class, atlas),
            *_edition_lines(job_class.current, atlas),
            *_included_lines(job_class, atlas),
        ),
        facets={"kind": ("class",), **facet_values(job_class, [label for label, _ in stated])},
        pay=yearly_pay(job_class),
        most_pay=most_yearly_pay(job_class),
        variants=tuple(variant for _, variant in stated if variant),
    )


def _class_names(job_class: JobClass) -> Iterator[DocumentName]:
    detail = ", ".join(["class", job_class.authority.replace("-", " ").title(), *job_class.codes])
    yield DocumentName("title", job_class.title, detail)
    for former in job_class.former_titles:
        yield DocumentName("former_title", former.title, f"former title of {job_class.title}")
    for code in job_class.codes:
        yield DocumentName("job_code", code, f"job code of {job_class.title}")
    for grade in dict.fromkeys(pay.grade for pay in job_class.pay if pay.grade):
        yield DocumentName("pay", grade, f"pay grade of {job_class.title}")


def _name_lines(job_class: JobClass, atlas: IndexSource) -> Iterator[IndexedLine]:
    current = job_class.current
    if current is not None:
        number = _printed_on(job_class.title, current, atlas) or current.specification.first_line
        yield cited_line("title", job_class.title, current.document, number, number)
    elif job_class.end is not None:
        cited = job_class.end
        yield cited_line("title", job_class.title, cited.document, cited.first_line, cited.last_line)
    for former in job_class.former_titles:
        cited = former.source
        yield cited_line("former_title", former.title, cited.document, cited.first_line, cited.last_line)
    yield from _code_lines(job_class, atlas)
    yield from _pay_lines(job_class, atlas)


def _printed_on(text: str, edition: Edition, atlas: IndexSource) -> int | None:
    """The first line of the edition on which `text` stands."""
    first, last = edition.specification.first_line, edition.specification.last_line
    return next(_lines_with(text, atlas.documents[edition.document].lines[:last], first), None)


def _code_lines(job_class: JobClass, atlas: IndexSource) -> Iterator[IndexedLine]:
    """Each job code with the line that prints it: of the edition, else of a notice about the class."""
    noticed = [pay.source for pay in job_class.pay] + [former.source for former in job_class.former_titles]
    for code in job_class.codes:
        if job_class.current and (number := _printed_on(code, job_class.current, atlas)):
            yield cited_line("job_code", code, job_class.current.document, number, number)
            continue
        for cited in noticed:
            if code in cited.quote:
                yield cited_line("job_code", code, cited.document, cited.first_line, cited.last_line)
                break


def _pay_lines(job_class: JobClass, atlas: IndexSource) -> Iterator[IndexedLine]:
    """Each pay grade with the line that prints it; in a notice that may be a row apart from the title's."""
    for pay in job_class.pay:
        if pay.grade:
            printed = atlas.documents[pay.source.document].lines
            nearby = sorted(_lines_with(pay.grade, printed), key=lambda n: abs(n - pay.source.first_line))
            for number in nearby[:1]:
                yield cited_line("pay", without_marks(printed[number - 1]).strip(), pay.source.document, number, number)


def _lines_with(text: str, printed: Sequence[str], first: int = 1) -> Iterator[int]:
    """The numbers of the lines, from `first` on, that hold `text` as whole words, whatever the case."""
    wanted = text.casefold()
    for number in range(first, len(printed) + 1):
        before, found, after = printed[number - 1].casefold().partition(wanted)
        if found and not before[-1:].isalnum() and not after[:1].isalnum():
            yield number


def _edition_lines(edition: Edition | None, atlas: IndexSource) -> Iterator[IndexedLine]:
    if edition is not None:
        printed = atlas.documents[edition.document].lines
        yield from specification_lines(edition.specification, edition.document, printed)


def _included_lines(job_class: JobClass, atlas: IndexSource) -> Iterator[IndexedLine]:
    """The duties of classes whose specification this one includes by naming it, cited where they stand."""
    included = dict.fromkeys(r.target for r in job_class.references if r.relation == "includes" and r.target)
    for other in included:
        edition = atlas.classes[other].current if other in atlas.classes else None
        for line in _edition_lines(edition, atlas):
            if line.section in ("duties", "general_statement"):
                yield replace(line, section="included")


def competency_document(competency: Competency) -> IndexedDocument:
    """A competency: its labels, and the definition of every variant where it is first printed."""
    labels = tuple(dict.fromkeys((competency.pref_label, *competency.alt_labels)))
    first = next((s for s in competency.statements), None)
    place = (first.document, first.first_line, first.last_line) if first else ("", 0, 0)
    lines = [cited_line("label", label, *place) for label in labels] + list(_definitions(competency))
    classes = len({s.class_id for s in competency.statements if s.current})
    detail = f"competency, in {classes} {'class' if classes == 1 else 'classes'}"
    return IndexedDocument(
        kind="competency",
        id=competency.id,
        title=competency.pref_label,
        names=tuple(DocumentName("label", label, detail) for label in labels),
        lines=tuple(lines),
        facets={"kind": ("competency",), "competency": (competency.pref_label,)},
    )


def _definitions(competency: Competency) -> Iterator[IndexedLine]:
    for variant in competency.variants:
        for wording in variant.wordings:
            for statement in wording.statements[:1]:
                text = f"{statement.label} – {statement.definition}"
                place = (statement.document, statement.first_line, statement.last_line)
                yield cited_line("competencies", text, *place)


def notice_documents(document: StoredDocument) -> Iterator[IndexedDocument]:
    """The parts of a notice, each a passage that can be found by itself."""
    notice = document.parsed.notice
    if notice is None or document.superseded:
        return
    title = notice.subject or (f"Notice No. {notice.number}" if notice.number else document.name)
    for part in notice.parts:
        lines = tuple(notice_lines(part, document.id, document.lines))
        yield from _passage(document, title, part.first_line, part.last_line, lines)


def loose_documents(document: StoredDocument) -> Iterator[IndexedDocument]:
    """What belongs to no class and no notice, in passages: whatever a document is, its text can be found."""
    if document.superseded:
        return
    for first, last in _loose_runs(document):
        lines = tuple(loose_lines(first, last, document.id, document.lines))
        yield from _passage(document, document.name, first, last, lines)


def _passage(
    document: StoredDocument, title: str, first: int, last: int, lines: tuple[IndexedLine, ...]
) -> Iterator[IndexedDocument]:
    if lines:
        yield IndexedDocument(
            kind="passage",
            id=f"{document.id}#L{first}-L{last}",
            title=title,
            names=(),
            lines=lines,
            facets={"kind": ("passage",)},
        )


def _loose_runs(document: StoredDocument) -> Iterator[tuple[int, int]]:
    """Lines that are in no section, one behind the other; a long run is parted where a blank line stands."""
    runs = (each for each in document.parsed.furniture if each.kind == _LOOSE)
    numbers = sorted({number for run in runs for number in range(run.first_line, run.last_line + 1)})
    first = before = 0
    for number in numbers:
        blank_between = any(not line.strip() for line in document.lines[before : number - 1])
        far = number - before > _FARTHEST
        if first and (far or (before - first >= _LONGEST_PASSAGE and blank_between)):
            yield first, before
            first = 0
        first, before = first or number, number
    if first:
        yield first, before
