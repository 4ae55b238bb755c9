"""Correcting the reading of documents, and taking documents out: `correct`, `corrections`, `remove`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import click

from taxonomy.model import SECTION_KINDS, Decision, StoredDocument
from taxonomy.model.corrections import ONE, SEPARATE, CorrectedField
from taxonomy.reading.correcting import Act
from taxonomy.wording.batches import batch_id
from webapp.cli.deciding import in_force
from webapp.cli.session import Session, answer, json_option, print_rows
from webapp.service.corrected import CorrectionRow, LostGround, correction_rows, find_document, lost_ground

_TEXTS: tuple[CorrectedField, ...] = ("code", "authority", "date")
_RANGE = re.compile(r"L?(\d{1,6})(?:-L?(\d{1,6}))?")


@click.command()
@click.argument("document")
@click.option("--class/--no-class", "is_class", default=None, help="It specifies a class, or it does not.")
@click.option("--title", help="The title: the LINE that prints it (3, or 3-4), or its text.")
@click.option("--code", help="The class code, as text.")
@click.option("--authority", help="The employer: its name, or its id such as denver.")
@click.option("--date", help="The date of this edition, as printed.")
@click.option(
    "--heading", "headings", multiple=True, metavar="LINE=KIND", help="A heading, and its kind; text: no heading."
)
@click.option(
    "--section", "sections", multiple=True, metavar="LINE=KIND", help="A section without heading begins here."
)
@click.option("--lines", "lists", multiple=True, metavar="A-B=one|separate", help="One statement, or one on each line.")
@click.option("--columns", type=click.IntRange(1, 4), help="How many columns a page of the PDF has.")
@click.option("--furniture", multiple=True, metavar="A-B", help="Lines of the page (headers, footers).")
@click.option("--form", "of_form", is_flag=True, help="For every document of this form, later ones, too.")
@click.option("--by", required=True, help="Who corrects.")
@click.option("--why", required=True, help="The reason (kept in the record).")
@json_option
@click.pass_obj
def correct(session: Session, /, document: str, of_form: bool, by: str, why: str, as_json: bool, **said: Any) -> int:
    """Correct what was read from DOCUMENT (an id or a file name).

    A correction is a decision: it is kept with its reason, holds for every later reading of the document, and is taken
    back with `atlas undo`. With --form it holds for every document of the same form (the same headings, labels and page
    lines in the same order, of the same employer).

    \b
    Kinds of sections: general_statement, duties, minimum_qualifications, knowledge, competencies, and the others of
    docs/api.md; `text` says that the line is no heading.

    \b
    Examples:
      atlas correct keeper.txt --class --title 3 --code HT-204 --by "Ann Lee" --why "title above the code"
      atlas correct keeper.txt --heading 6=general_statement --heading 9=duties --form --by "Ann Lee" --why "our form"
    """
    found = find_document(session.workspace.atlas, document)
    made = session.writable.correct(found, tuple(_acts(said)), of_form=of_form, by=by, why=why)
    code = in_force(session, wait=True)
    after = session.writable.atlas.documents.get(found.id)
    answer(_corrected(made, after), as_json, _corrected_in_words)
    return code


def _corrected(made: Sequence[Decision], document: StoredDocument | None) -> dict[str, Any]:
    classes = document.parsed.specifications if document else ()
    return {
        "batch": batch_id(made[0].id),
        "decisions": [decision.id for decision in made],
        "document": made[0].left,
        "document_kind": document.parsed.document_kind if document else None,
        "classes": [{"title": each.title, "job_code": each.job_code, "authority": each.authority} for each in classes],
    }


def _corrected_in_words(done: dict[str, Any]) -> None:
    click.echo(f"{done['document']}: corrected. Take it back with: atlas undo {done['batch']}")
    for each in done["classes"]:
        click.echo(f"Read now as: {each['title'] or 'untitled'}, code {each['job_code'] or 'unknown'}.")
    if not done["classes"]:
        click.echo("It specifies no class now.")


def _acts(said: dict[str, Any]) -> Iterator[Act]:
    if said["is_class"] is not None:
        yield Act(field="class", value="yes" if said["is_class"] else "no")
    if said["title"]:
        yield _title(said["title"])
    for field in _TEXTS:
        if said[field]:
            yield Act(field=field, value=said[field])
    for text in said["headings"]:
        yield Act(field="heading", **_line_and_value(text, "--heading"))
    for text in said["sections"]:
        yield Act(field="section", **_line_and_value(text, "--section"))
    for text in said["lists"]:
        yield Act(field="lines", **_line_and_value(text, "--lines"))
    if said["columns"]:
        yield Act(field="columns", value=str(said["columns"]))
    for text in said["furniture"]:
        yield Act(field="furniture", **_lines(text, "--furniture"))


def _title(text: str) -> Act:
    return Act(field="title", **_lines(text, "--title")) if _RANGE.fullmatch(text) else Act(field="title", value=text)


def _line_and_value(text: str, option: str) -> dict[str, Any]:
    lines, equals, value = text.partition("=")
    if not equals:
        wanted = f"A-B={ONE}|{SEPARATE}" if option == "--lines" else f"LINE=KIND, for example 9={SECTION_KINDS[6]}"
        raise click.UsageError(f"{option} takes {wanted}.")
    return {**_lines(lines, option), "value": value.strip()}


def _lines(text: str, option: str) -> dict[str, Any]:
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        raise click.UsageError(f"{option} takes the number of a line, or two with a dash between: not {text!r}.")
    return {"first_line": int(found[1]), "last_line": int(found[2] or found[1])}


@click.command()
@json_option
@click.pass_obj
def corrections(session: Session, as_json: bool) -> None:
    """Every correction of a reading, oldest first, and the documents it holds for.

    Corrections that match no loaded document any more are named.
    """
    found = correction_rows(session.workspace.atlas, session.writable.store.decisions())
    answer(found, as_json, _corrections_in_words)


def _corrections_in_words(rows: Sequence[CorrectionRow]) -> None:
    print_rows(
        (
            row.decision,
            row.when[:10],
            row.by,
            f"{row.document}: {row.field} {row.value or ''}".strip(),
            "taken back" if not row.in_force else row.missing or f"holds for {len(row.holds_for)}. {row.why}",
        )
        for row in rows
    )


@click.command()
@click.argument("document")
@click.option("--erase", is_flag=True, help="Delete its bytes as well (personal data). This cannot be taken back.")
@click.option("--by", required=True, help="Who takes it out.")
@click.option("--why", required=True, help="The reason (kept in the record).")
@json_option
@click.pass_obj
def remove(session: Session, document: str, erase: bool, by: str, why: str, as_json: bool) -> int:
    """Take DOCUMENT (an id or a file name) out, and say what loses its ground.

    The decision is kept with its reason and can be taken back with `atlas undo`, unless the bytes were erased.
    """
    atlas = session.workspace.atlas
    found = find_document(atlas, document)
    lost = lost_ground(atlas, found.id)
    made = session.writable.remove(found, erase=erase, by=by, why=why)
    code = in_force(session, wait=True)
    if erase:  # the generation before still held the text
        session.writable.rebuild()
    done = {"decision": made.id, "document": found.id, "name": found.name, "erased": erase, "lost": lost}
    answer(done, as_json, _removed_in_words)
    return code


def _removed_in_words(done: dict[str, Any]) -> None:
    lost: LostGround = done["lost"]
    end = "its bytes are erased." if done["erased"] else f"take it back with: atlas undo {done['decision']}"
    click.echo(f"{done['name']} is taken out; {end}")
    click.echo(f"{lost.statements} statements went with it.")
    for key in lost.classes:
        click.echo(f"No loaded document specifies {key} any more.")
    for decision in lost.decisions:
        click.echo(f"Decision {decision} has lost its ground.")


COMMANDS = {"correct": correct, "corrections": corrections, "remove": remove}
