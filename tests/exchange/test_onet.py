"""Do O*NET's tables become class specifications that the reader reads whole?"""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from taxonomy.exchange.onet import NotOnet, onet_specifications, onet_tables
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse

OCCUPATIONS = "O*NET-SOC Code\tTitle\tDescription\n11-0001.00\tKeepers of Maps\tKeep  maps and lend them.\n"
TASKS = (
    "O*NET-SOC Code\tTitle\tTask ID\tTask\tTask Type\n"
    "11-0001.00\tKeepers of Maps\t2\tSweep the reading room.\tSupplemental\n"
    "11-0001.00\tKeepers of Maps\t1\tLend maps to readers.\tCore\n"
)
_SCALED = "O*NET-SOC Code\tTitle\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress\n"
SKILLS = _SCALED + (
    "11-0001.00\tKeepers of Maps\t2.A.1.b\tActive Listening\tIM\t3.00\tN\n"
    "11-0001.00\tKeepers of Maps\t2.A.1.a\tReading Comprehension\tIM\t4.12\tN\n"
    "11-0001.00\tKeepers of Maps\t2.A.1.c\tWriting\tIM\t2.99\tN\n"
    "11-0001.00\tKeepers of Maps\t2.A.1.d\tSpeaking\tIM\t4.00\tY\n"
    "11-0001.00\tKeepers of Maps\t2.A.1.e\tScience\tLV\t6.00\tN\n"
)
KNOWLEDGE = _SCALED + "11-0001.00\tKeepers of Maps\t2.C.7\tGeography\tIM\t4.9\tN\n"
REFERENCE = (
    "Element ID\tElement Name\tDescription\n"
    "2.A.1.a\tReading Comprehension\tUnderstanding written sentences.\n"
    "2.C.7\tGeography\tKnowledge of land, sea and air.\n"
)
ALTERNATE = "O*NET-SOC Code\tTitle\tAlternate Title\tShort Title\n11-0001.00\tKeepers of Maps\tMap Librarian\tn/a\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tables = {"Task Statements": TASKS, "Skills": SKILLS, "Knowledge": KNOWLEDGE, "Content Model Reference": REFERENCE}
    for name, text in {"Occupation Data": OCCUPATIONS, "Alternate Titles (sample)": ALTERNATE, **tables}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_an_occupation_is_read_as_a_class_specification(folder: Path) -> None:
    (each,) = onet_specifications(folder)
    parsed = parse(decode(each.text.encode(), each.name))
    (read,) = parsed.specifications
    assert (read.title, read.job_code) == ("Keepers of Maps", "11-0001.00")
    assert [duty.text for duty in read.duties] == ["Lend maps to readers.", "Sweep the reading room."]
    assert [(c.label, c.definition) for c in read.competencies] == [
        ("Reading Comprehension", "Understanding written sentences."),
        ("Active Listening", None),
        ("Geography", "Knowledge of land, sea and air."),
    ]
    assert not parsed.problems


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        pytest.param(False, False, id="left out unless asked for"),
        pytest.param(True, True, id="taken in when asked for"),
    ],
)
def test_alternate_titles(folder: Path, wanted: bool, there: bool) -> None:
    (each,) = onet_specifications(folder, alternate_titles=wanted)
    assert ("Map Librarian" in each.text) is there


def test_one_table_is_enough(tmp_path: Path) -> None:
    (tmp_path / "Occupation Data.txt").write_text(OCCUPATIONS, encoding="utf-8")
    (each,) = onet_specifications(tmp_path)
    assert "Keep maps and lend them." in each.text
    assert "ESSENTIAL DUTIES" not in each.text


def test_a_folder_without_the_tables_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(NotOnet, match="Occupation Data"):
        list(onet_specifications(tmp_path))


@pytest.mark.shared
def test_every_occupation_of_the_tables_at_hand_is_read_whole(shared_data: Path) -> None:
    for each in list(onet_specifications(shared_data / "onet"))[::25]:
        parsed = parse(decode(each.text.encode(), each.name))
        (read,) = parsed.specifications
        assert read.title == each.text.split("\n", 1)[0].removeprefix("Class Title: ")
        assert read.job_code
        assert not parsed.problems


def test_workbooks_say_the_same_as_tables(folder: Path, tmp_path: Path) -> None:
    books = tmp_path / "books"
    books.mkdir()
    for path in folder.glob("*.txt"):
        book = xlsxwriter.Workbook(books / f"{path.stem}.xlsx")
        sheet = book.add_worksheet()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            sheet.write_row(number, 0, line.split("\t"))
        book.close()
    assert list(onet_specifications(books)) == list(onet_specifications(folder))


def test_skills_in_two_tables_are_read_and_abilities_with_them(folder: Path) -> None:
    head, *rows = SKILLS.splitlines(keepends=True)
    (folder / "Skills.txt").unlink()
    (folder / "Essential Skills.txt").write_text(head + rows[0], encoding="utf-8")
    (folder / "Transferable Skills.txt").write_text(head + rows[1], encoding="utf-8")
    (folder / "Abilities.txt").write_text(head + rows[1].replace("Reading Comprehension", "Vision"), encoding="utf-8")
    (folder / "Interests.txt").write_text("x\n", encoding="utf-8")
    (each,) = onet_specifications(folder)
    for name in ("Active Listening", "Reading Comprehension", "Vision"):
        assert f"**{name}**" in each.text
    taken = {table.name: table.taken_as for table in onet_tables(folder)}
    assert taken["Transferable Skills"]
    assert taken["Interests"] is taken["Alternate Titles (sample)"] is None


def test_a_workbook_that_is_none_is_named(folder: Path) -> None:
    (folder / "Skills.txt").unlink()
    (folder / "Skills.xlsx").write_bytes(b"no workbook")
    with pytest.raises(NotOnet, match=r"Skills\.xlsx"):
        list(onet_specifications(folder))
