"""`ingest` opens plain files only, and names every document that gave no class or was read only in part."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec import structs

from taxonomy.model.specifications import Coverage
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse
from tests.cli.conftest import Run
from tests.reading.formats.small_files import zipped
from webapp.service.employers import FolderDocument, employer_questions
from webapp.service.reading_report import little_read

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and links of POSIX")

MEMO = """MEMORANDUM

To: All department heads
From: The budget office

Please send the quarterly kangaroo census to this office before Friday. Late returns will be sent back.
"""
CLERK = """Riverbend County
CLASS SPECIFICATION

Class Title: Records Clerk
Class Code: 2104

GENERAL STATEMENT OF DUTIES
Files and finds the records of the county recorder.

EXAMPLES OF DUTIES
- Files deeds and maps by number.
- Answers questions of the public at the counter.

MINIMUM QUALIFICATIONS
One year of clerical experience.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A specification, a memo, and what is no plain file of this folder."""
    folder = tmp_path / "documents"
    (folder / "inner").mkdir(parents=True)
    (folder / "clerk.txt").write_text(CLERK, encoding="utf-8")
    (folder / "memo.txt").write_text(MEMO, encoding="utf-8")
    secret = tmp_path / "outside"
    secret.mkdir()
    (secret / "accounts.txt").write_text("root is the account of the system, walrus", encoding="utf-8")
    os.mkfifo(folder / "pipe.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "passwd.txt").symlink_to(secret / "accounts.txt")
    (folder / "elsewhere").symlink_to(secret)
    (folder / "inner" / "again.txt").symlink_to(folder / "clerk.txt")
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    return folder


def test_only_plain_files_inside_the_folder_are_opened(fresh: Run, folder: Path) -> None:
    ran = fresh("ingest", folder, "--json")
    done = ran.json
    assert ran.code == 1
    failed = {each["name"]: each["message"] for each in done["failed"]}
    assert failed.keys() == {"pipe.txt", "device.txt", "passwd.txt", "elsewhere", "circle.txt"}
    assert "a pipe" in failed["pipe.txt"]
    assert "outside the folder" in failed["passwd.txt"]
    assert (done["added"], done["classes"]) == (2, 1)
    assert [(each["name"], bool(each["why"])) for each in done["without_class"]] == [("memo.txt", True)]
    assert "memo.txt: no class" in ran.err
    # Whatever a document is, its text can be found, and nobody claims that it does not exist.
    [hit] = fresh("search", "kangaroo census", "--kind", "passage", "--json").json["hits"]
    assert "kangaroo" in hit["because"][0]["quote"]
    nothing = fresh("search", "walrus")
    assert "No specification loaded here says that" in nothing.err
    again = fresh("ingest", folder, "--json")
    assert [each["name"] for each in again.json["without_class"]] == ["memo.txt"]


@pytest.mark.parametrize("name", ["pipe.txt", "/dev/zero"])
def test_what_never_ends_is_refused_by_name(fresh: Run, folder: Path, name: str) -> None:
    ran = fresh("ingest", folder / name)
    assert (ran.code, "it was not opened" in ran.err) == (2, True)


def test_a_document_that_was_read_in_part_is_named() -> None:
    parsed = parse(decode(CLERK.encode(), "clerk.txt"))
    assert list(little_read([("clerk.txt", parsed)])) == []
    [specification] = parsed.specifications
    unknown = Coverage(lines=20, known=4, inferred=1, other=15)
    strange = structs.replace(parsed, specifications=(structs.replace(specification, coverage=unknown),))
    [named] = little_read([("clerk.txt", strange)])
    assert (named.name, named.coverage) == ("clerk.txt", 0.25)
    assert "can only be searched" in named.why


def test_the_documents_in_an_archive_are_taken_in_one_by_one(fresh: Run, tmp_path: Path) -> None:
    archive = tmp_path / "classes.zip"
    archive.write_bytes(zipped({"a/clerk.txt": CLERK, "b/picture.xyz": b"x", "c/inner.zip": b"PK"}))
    report = fresh("ingest", archive, "--json").json
    assert report["added"] == 1
    assert {each["name"] for each in report["failed"]} == {"classes.zip/b/picture.xyz", "classes.zip/c/inner.zip"}


def test_who_issued_a_folder_is_asked_once_and_told_by_its_neighbors(fresh: Run, tmp_path: Path) -> None:
    folder = tmp_path / "received"
    folder.mkdir()
    for title in ("Records Clerk", "Map Clerk"):
        (folder / f"{title}.txt").write_text(CLERK.replace("Records Clerk", title), encoding="utf-8")
    for title in ("Deed Clerk", "Seal Clerk"):
        unsaid = CLERK.replace("Riverbend County\n", "").replace("Records Clerk", title)
        (folder / f"{title}.txt").write_text(unsaid, encoding="utf-8")
    ran = fresh("ingest", folder, "--json")
    [question] = ran.json["employer_questions"]
    assert (question["folder"], question["taken"]) == ("received", "riverbend-county")
    assert question["documents"] == ["Deed Clerk.txt", "Seal Clerk.txt"]
    assert "Folder received: 2 documents do not say for sure who issued them" in ran.err
    assert fresh("class", "Deed Clerk", "--json").json["id"] == "riverbend-county/deed-clerk"
    assert fresh("ingest", folder, "--authority", "salt-marsh", "--json").json["employer_questions"] == []
    assert fresh("class", "Deed Clerk", "--json").json["id"] == "salt-marsh/deed-clerk"


def test_one_neighbor_or_two_employers_tell_nothing() -> None:
    def document(name: str, text: str) -> FolderDocument:
        return FolderDocument(folder="mixed", name=name, parsed=parse(decode(text.encode(), name)))

    unsaid = document("c.txt", CLERK.replace("Riverbend County\n", ""))
    mixed = [document("a.txt", CLERK), document("b.txt", CLERK.replace("Riverbend", "Salt Marsh")), unsaid]
    for documents in ([document("a.txt", CLERK), unsaid], mixed):
        [question] = employer_questions(documents)
        assert (question.documents, question.taken) == (("c.txt",), None)
        assert question.candidates[0] == "riverbend-county"
