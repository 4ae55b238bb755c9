"""What did people correct or take out, for which documents does it hold, and what no longer matches?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from taxonomy.atlas import Atlas
from taxonomy.basics.failures import Failure
from taxonomy.model import Decision, ReadingCorrection, StoredDocument
from taxonomy.model.corrections import correction_of, correction_text
from taxonomy.model.removals import Removal
from taxonomy.reading.correcting import Act, make_corrections
from taxonomy.wording.decisions import standing

_NOT_HERE = "No document that is loaded matches it."


class UnknownDocument(Failure):
    """A document that is named and not loaded, or a name that several documents have."""


class CorrectionRow(Struct, frozen=True, kw_only=True):
    """One correction of the ledger. `form`: for every document of the form; `missing`: why it changes nothing now."""

    decision: str
    document: str
    field: str
    value: str | None
    first_line: int | None
    last_line: int | None
    printed: str | None
    form: bool
    by: str
    when: str
    why: str
    in_force: bool
    holds_for: tuple[str, ...] = ()
    missing: str | None = None


def correction_rows(atlas: Atlas, decisions: Sequence[Decision]) -> tuple[CorrectionRow, ...]:
    """Every correction that people made, oldest first, those that were taken back included."""
    force = {decision.id for decision in standing(decisions)}
    holds, missing = _uses(atlas)
    return tuple(
        _row(decision, made, holds, missing, in_force=decision.id in force)
        for decision in decisions
        if (made := correction_of(decision)) is not None
    )


def _uses(atlas: Atlas) -> tuple[Mapping[str, list[str]], Mapping[str, str]]:
    """The documents that each correction holds for, and why it could not be applied to one."""
    holds: dict[str, list[str]] = {}
    missing: dict[str, str] = {}
    for key in sorted(atlas.documents):
        for use in atlas.documents[key].parsed.corrections:
            if use.missing is None:
                holds.setdefault(use.decision, []).append(key)
            else:
                missing.setdefault(use.decision, use.missing)
    return holds, missing


def _row(
    decision: Decision,
    made: ReadingCorrection,
    holds: Mapping[str, list[str]],
    missing: Mapping[str, str],
    *,
    in_force: bool,
) -> CorrectionRow:
    held = tuple(holds.get(decision.id, ()))
    return CorrectionRow(
        decision=decision.id,
        document=decision.left,
        field=made.field,
        value=made.value,
        first_line=made.first_line,
        last_line=made.last_line,
        printed=made.printed,
        form=made.form is not None,
        by=decision.who,
        when=decision.when,
        why=decision.why,
        in_force=in_force,
        holds_for=held,
        missing=None if held or not in_force else missing.get(decision.id, _NOT_HERE),
    )


def find_document(atlas: Atlas, name: str) -> StoredDocument:
    """The document with this id, file name, or end of a path. Raises UnknownDocument."""
    if name in atlas.documents:
        return atlas.documents[name]
    current = [document for document in atlas.documents.values() if not document.superseded]
    for same in (lambda one: one == name, lambda one: PurePosixPath(one).name == PurePosixPath(name).name):
        found = [document for document in current if same(document.name)]
        if len(found) > 1:
            ids = ", ".join(document.id for document in found[:5])
            raise UnknownDocument(f"Several documents are called “{name}”: name one by its id ({ids}).")
        if found:
            return found[0]
    raise UnknownDocument(f"No document “{name}” is loaded. The page Documents lists them all.")


def sides_of(document: StoredDocument, acts: Sequence[Act], *, of_form: bool) -> list[tuple[str, str]]:
    """Both sides of the decisions that `acts` come to: the document, and the correction. Raises CorrectionRefused."""
    made = make_corrections(acts, document.lines, document.parsed.source.sha256, of_form=of_form)
    return [(document.id, correction_text(each)) for each in made]


def left_in(
    documents: Iterable[StoredDocument], removed: Mapping[str, Removal], same_name: Mapping[str, Sequence[str]]
) -> Iterator[StoredDocument]:
    """`documents` without those taken out; an edition that such a one had superseded stands again."""
    if not removed:
        yield from documents
        return
    every = {document.id: document for document in documents}
    out = {key for key, document in every.items() if document.parsed.source.sha256 in removed}
    back = {other for key in out if not every[key].superseded for other in same_name.get(key, ())}
    for key, document in every.items():
        if key not in out:
            yield replace(document, superseded=False) if key in back else document


class LostGround(Struct, frozen=True, kw_only=True):
    """What goes with a document: classes that only it specifies, how many statements it prints, decisions on them."""

    classes: tuple[str, ...]
    statements: int
    decisions: tuple[str, ...]


class RemovalAnswer(Struct, frozen=True, kw_only=True):
    """The decision that took a document out, and what lost its ground."""

    decision: str
    document: str
    lost: LostGround


def lost_ground(atlas: Atlas, document: str) -> LostGround:
    """What loses its ground when `document` is taken out."""
    classes = [c for c in atlas.classes.values() if any(e.document == document for e in c.editions)]
    only = tuple(c.id for c in classes if all(e.document == document for e in c.editions))
    stated = [*atlas.competencies.values(), *atlas.phrases.values()]
    count, ids = 0, set[str]()
    for competency in stated:
        own = [s for s in competency.statements if s.document == document]
        count += len(own)
        if own and len(own) == len(competency.statements):
            ids.add(competency.id)
        if own:
            ids |= {v.id for v in competency.variants if all(s.document == document for s in v.statements)}
    sides = ids | set(only) | {document}
    decisions = tuple(d.id for d in standing(atlas.index.decisions) if d.left in sides or d.right in sides)
    return LostGround(classes=only, statements=count, decisions=decisions)
