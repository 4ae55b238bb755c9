"""A reference vocabulary from elsewhere: SKOS (Turtle, RDF/XML, JSON-LD), a CASE package or a table (CSV, XLSX).

A table has a heading line with ``label`` and ``definition``; ``id``, ``alt_labels`` (parted by semicolons or line
ends), ``scope_note`` and ``broader`` are welcome. The tables of ESCO's skills are such tables.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import python_calamine
import rdflib
from msgspec import Struct, structs

from taxonomy.basics.failures import Failure
from taxonomy.basics.naming import slug
from taxonomy.exchange.case import read_case
from taxonomy.exchange.levelled import levelled_concepts
from taxonomy.exchange.nice import read_nice
from taxonomy.exchange.reference import ReferenceVocabulary
from taxonomy.exchange.rsd import read_rsd
from taxonomy.exchange.skos_reading import read_skos
from taxonomy.exchange.taken import NotTaken, TableReport, TakenColumn, doubled_ids, loose_links
from taxonomy.wording.authority import Concept

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
MOST_BYTES = 20_000_000
_MOST_CONCEPTS = 50_000
_RDF_FORMATS = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".jsonld": "json-ld", ".nt": "nt"}
_COLUMNS = {
    "label": "pref_label", "pref_label": "pref_label", "preflabel": "pref_label", "name": "pref_label",
    "competency": "pref_label", "competency_name": "pref_label", "skill": "pref_label", "skill_name": "pref_label",
    "term": "pref_label", "competency_description": "definition", "skill_description": "definition",
    "definition": "definition", "description": "definition", "id": "id", "notation": "id",
    "alt_labels": "alt_labels", "altlabels": "alt_labels", "alt_label": "alt_labels", "also": "alt_labels",
    "scope_note": "scope_note", "note": "scope_note", "broader": "broader",
    "rsd_name": "pref_label", "skill_statement": "definition", "rsd_statement": "definition",
    "canonical_url": "id", "rsd_url": "id", "keywords": "scope_note",
    "preferredlabel": "pref_label", "concepturi": "id", "scopenote": "scope_note",
}  # fmt: skip


class VocabularyError(Failure, ValueError):
    """A file that holds no vocabulary we can read; the message is one plain sentence."""


class VocabularyFacts(Struct, frozen=True, kw_only=True):
    """What the person who imports a vocabulary says of it; it goes before what the file says."""

    title: str | None = None
    version: str | None = None
    language: str | None = None
    license: str | None = None
    source: str | None = None


def read_vocabulary(data: bytes, name: str) -> ReferenceVocabulary:
    """The vocabulary in a file called `name`. Raises VocabularyError."""
    return read_and_report(data, name)[0]


def read_and_report(
    data: bytes, name: str, title: str | None = None, facts: VocabularyFacts | None = None
) -> tuple[ReferenceVocabulary, TableReport]:
    """The vocabulary in a file called `name`, and what became of everything in it. Raises VocabularyError.

    `title` is what the vocabulary shall be called, where the file does not say or says it otherwise; `facts` say more.
    """
    said = facts or VocabularyFacts(title=title)
    if len(data) > MOST_BYTES:
        raise VocabularyError(f"{name} is larger than {MOST_BYTES // 1_000_000} MB.")
    read, taken = _read(data, name, said.language)
    if not read.concepts:
        raise VocabularyError(f"{name} names no concept: a table needs a column “label”, SKOS a skos:prefLabel.")
    if len(read.concepts) > _MOST_CONCEPTS:
        raise VocabularyError(f"{name} names more than {_MOST_CONCEPTS:,} concepts.")
    ordered = tuple(sorted(read.concepts, key=lambda concept: (concept.pref_label.casefold(), concept.id)))
    dangling, circular = loose_links(ordered)
    named = {field: value for field, value in structs.asdict(said).items() if value}
    named.setdefault("title", read.title or Path(name).stem)
    whole = structs.replace(read, concepts=ordered, **named)
    return whole, structs.replace(taken, dangling=dangling, circular=circular)


def _read(data: bytes, name: str, language: str | None) -> tuple[ReferenceVocabulary, TableReport]:
    suffix = Path(name).suffix.lower()
    if suffix == ".jsonld" and b"skillName" in data:
        suffix = ".json"  # Rich Skill Descriptors lean on a context at an address, which is never fetched
    if suffix in _RDF_FORMATS:
        return _from_skos(data, _RDF_FORMATS[suffix], name, language)
    if suffix in (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods"):
        rows = _csv_rows(data, name) if suffix in (".csv", ".tsv", ".txt") else _sheet_rows(data, name)
        concepts, taken = _from_rows(rows)
        return ReferenceVocabulary(title="", concepts=tuple(concepts)), taken
    if suffix == ".json":
        said, concepts, left = _from_json(data, name)
        taken = TableReport(doubled=doubled_ids([(each, None) for each in concepts]), not_taken=left)
        return ReferenceVocabulary(title=said or "", concepts=tuple(concepts)), taken
    raise VocabularyError(f"{name}: a vocabulary is a .ttl, .rdf, .jsonld, .json, .csv or .xlsx file.")


def _from_skos(data: bytes, format_: str, name: str, language: str | None) -> tuple[ReferenceVocabulary, TableReport]:
    if format_ == "json-ld":
        _refuse_remote_context(data, name)
    if format_ == "xml" and b"<!DOCTYPE" in data[:4096].upper():
        raise VocabularyError(f"{name} declares a document type; save it without one.")
    graph = rdflib.Graph()
    try:
        graph.parse(data=data, format=format_)
    except Exception as error:  # the parsers raise what they like
        raise VocabularyError(f"{name} cannot be read as {format_}: {type(error).__name__}.") from error
    found = read_skos(graph, language)
    left = [NotTaken(what=f"concept scheme beside it ({title})", count=1) for title in found.other_schemes]
    read = ReferenceVocabulary(
        title=found.title or "",
        concepts=found.concepts,
        version=found.version,
        language=found.language,
        license=found.license,
        source=found.source,
        collections=found.collections,
    )
    return read, TableReport(doubled=found.doubled, not_taken=tuple(left))


def _from_json(data: bytes, name: str) -> tuple[str | None, list[Concept], tuple[NotTaken, ...]]:
    """NICE's components, Rich Skill Descriptors or a CASE package, known by their own keys."""
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise VocabularyError(f"{name} is not JSON.") from error
    if nice := read_nice(plain):
        return nice
    if descriptors := read_rsd(plain):
        return *descriptors, ()
    try:
        return *read_case(data), ()
    except ValueError as error:
        raise VocabularyError(
            f"{name} is no CASE package, no list of NICE components and no Rich Skill Descriptor: {error}."
        ) from error


def _refuse_remote_context(data: bytes, name: str) -> None:
    """A context at an address would be fetched: the product asks nothing of the network."""
    try:
        contexts = list(_contexts(json.loads(data)))
    except (ValueError, RecursionError) as error:
        raise VocabularyError(f"{name} is not JSON.") from error
    if any(isinstance(context, str) for context in contexts):
        raise VocabularyError(
            f"{name} leans on a context at an address: save it with the context inside, or as Turtle."
        )


def _contexts(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        found = value.get("@context", ())
        yield from found if isinstance(found, list) else [found]
        for each in value.values():
            yield from _contexts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _contexts(each)


def _encoding(data: bytes) -> str:
    """UTF-16 by its mark, or by the zeros beside plain letters; else UTF-8."""
    if data.startswith(_UTF_16):
        return "utf-16"
    head = data[:400]
    if head.count(0) * 3 < len(head):
        return "utf-8-sig"
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _csv_rows(data: bytes, name: str) -> list[list[str]]:
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    delimiter = max("\t;,", key=text.partition("\n")[0].count)
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise VocabularyError(f"{name} is not a table: {error}.") from error


def _sheet_rows(data: bytes, name: str) -> list[list[str]]:
    try:
        sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=True)
    except (python_calamine.CalamineError, ValueError, IndexError) as error:
        raise VocabularyError(f"{name} is not a workbook that can be read.") from error
    return [[str(cell) for cell in row] for row in rows if any(str(cell) for cell in row)]


def _from_rows(rows: list[list[str]]) -> tuple[list[Concept], TableReport]:
    """One concept for each id, in the order of the rows; rows that say the same of one id are one concept."""
    if not rows:
        return [], TableReport()
    fields = [_COLUMNS.get(slug(cell).replace("-", "_")) for cell in rows[0]]
    levelled = levelled_concepts([[*row, *[""] * (len(rows[0]) - len(row))] for row in rows], fields)
    if levelled is not None:
        return levelled
    read: list[tuple[Concept, int | None]] = []
    nameless = []
    for number, row in enumerate(rows[1:], start=2):
        concept = _row_concept(fields, row)
        if concept is None:
            nameless.append(number)
        else:
            read.append((concept, number))
    read = _with_links(read)
    first = {concept.id: concept for concept, _ in reversed(read)}
    columns = zip(rows[0], fields, strict=True)
    taken = TableReport(
        columns=tuple(
            TakenColumn(name=" ".join(name.split()), taken_as=field) for name, field in columns if name.strip()
        ),
        rows=len(rows) - 1,
        without_label=tuple(nameless),
        doubled=doubled_ids(read),
    )
    return list(first.values()), taken


def _with_links(read: list[tuple[Concept, int | None]]) -> list[tuple[Concept, int | None]]:
    """Tables name the broader concept by its label as often as by its id."""
    ids = {concept.id for concept, _ in read}
    by_label = {slug(concept.pref_label): concept.id for concept, _ in read}
    return [
        (structs.replace(concept, broader=by_label[slug(concept.broader)]), row)
        if concept.broader and concept.broader not in ids and slug(concept.broader) in by_label
        else (concept, row)
        for concept, row in read
    ]


def _row_concept(fields: list[str | None], row: list[str]) -> Concept | None:
    values: dict[str, str] = {}
    for field, cell in zip(fields, row, strict=False):
        if field and cell.strip():
            values.setdefault(field, cell.strip())
    if "pref_label" not in values:
        return None
    alternatives = re.split(r"[;\r\n]", values.pop("alt_labels", ""))
    values = {field: " ".join(cell.split()) for field, cell in values.items()}
    values.setdefault("id", slug(values["pref_label"]))
    names = tuple(" ".join(a.split()) for a in alternatives if a.strip())
    return Concept(
        id=values["id"],
        pref_label=values["pref_label"],
        alt_labels=names,
        definition=values.get("definition"),
        scope_note=values.get("scope_note"),
        broader=values.get("broader"),
    )
