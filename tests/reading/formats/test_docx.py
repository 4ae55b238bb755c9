"""A Word document gives all its words, in order, in the marks of the plain documents."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from taxonomy.model import Document
from taxonomy.reading.formats import decode
from taxonomy.reading.parse import parse


def read(document: Any) -> Document:
    file = BytesIO()
    document.save(file)
    return decode(file.getvalue(), "class.docx")


def lines(build: Callable[[Any], object]) -> list[str]:
    document = docx.Document()
    build(document)
    return list(read(document).lines)


def paragraph_xml(inner: str) -> Callable[[Any], object]:
    """A paragraph written by hand, for what python-docx cannot write."""
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    element = parse_xml(f"<w:p {nsdecls('w')} {spaces}>{inner}</w:p>")
    return lambda document: document.element.body.insert(0, element)


def bold_label(document: Any) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run("Reason").bold = True
    paragraph.add_run("ing ").bold = True
    paragraph.add_run("– Identifies rules.")


def bold_over_a_break(document: Any) -> None:
    run = document.add_paragraph().add_run("Writing\nSkill")
    run.bold = True


def lists(document: Any) -> None:
    document.add_paragraph("Plans work", "List Bullet")
    document.add_paragraph("Reviews work", "List Bullet")
    document.add_paragraph("One year; or", "List Number")
    document.add_paragraph("Two years.", "List Number")


def pay_table(document: Any) -> None:
    table = document.add_table(2, 3)
    for cell, text in zip(table._cells, ("Title", "Grade", "Range", "Clerk", "", "$10\n- $20"), strict=True):
        cell.text = text


def layout_table(document: Any) -> None:
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text = "Duties"
    cells[1].text = "Plans work"
    cells[1].add_paragraph("Reviews work", "List Bullet")


def header_and_footer(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "311 Operations Assistant"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 5"
    document.add_paragraph("Provides support.")


RUN = "<w:r><w:t>{}</w:t></w:r>"
BOX = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"

WORD = [
    pytest.param(lambda d: d.add_heading("Duties", 2), ["## Duties"], id="heading"),
    pytest.param(lambda d: d.add_heading("311 Director", 0), ["# 311 Director"], id="title style"),
    pytest.param(bold_label, ["**Reasoning** – Identifies rules."], id="bold label in two runs"),
    pytest.param(bold_over_a_break, ["**Writing**", "**Skill**"], id="bold over a soft break"),
    pytest.param(lambda d: d.add_paragraph("co\u00adordinates"), ["coordinates"], id="soft hyphen"),
    pytest.param(lambda d: d.add_paragraph("a\tb"), ["a\tb"], id="tab"),
    pytest.param(lists, ["- Plans work", "- Reviews work", "1. One year; or", "2. Two years."], id="lists"),
    pytest.param(pay_table, ["Title\tGrade\tRange", "Clerk\t\t$10 - $20"], id="table"),
    pytest.param(layout_table, ["Duties", "", "Plans work", "", "- Reviews work"], id="table that lays out a page"),
    pytest.param(
        header_and_footer, ["311 Operations Assistant", "", "Provides support.", "", "Page 1 of 5"], id="header, footer"
    ),
    pytest.param(
        paragraph_xml(f"<w:hyperlink>{RUN.format('linked')}</w:hyperlink>{RUN.format(' text')}"),
        ["linked text"],
        id="link",
    ),
    pytest.param(
        paragraph_xml(f"<w:sdt><w:sdtContent>{RUN.format('CV2154')}</w:sdtContent></w:sdt>"), ["CV2154"], id="control"
    ),
    pytest.param(
        paragraph_xml(
            "<mc:AlternateContent><mc:Choice><w:r><wps:txbx>" + BOX + "</wps:txbx></w:r></mc:Choice>"
            "<mc:Fallback><w:r><w:pict><v:textbox>" + BOX + "</v:textbox></w:pict></w:r></mc:Fallback>"
            "</mc:AlternateContent>" + RUN.format("Beside")
        ),
        ["Beside", "", "Boxed"],
        id="text box, once",
    ),
    pytest.param(
        paragraph_xml(
            "<w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
            + RUN.format("7")
            + "<w:r><w:noBreakHyphen/></w:r>"
        ),
        ["7-"],
        id="field result and hard hyphen",
    ),
    pytest.param(
        paragraph_xml('<w:pPr><w:outlineLvl w:val="2"/></w:pPr>' + RUN.format("Duties")), ["### Duties"], id="outline"
    ),
]


@pytest.mark.parametrize(("build", "expected"), WORD)
def test_words_become_marked_lines(build: Callable[[Any], object], expected: list[str]) -> None:
    assert lines(build) == expected


def test_tracked_changes_are_read_as_accepted_and_reported() -> None:
    document = docx.Document()
    paragraph_xml(
        RUN.format("Plans ") + f"<w:ins>{RUN.format('or recommends ')}</w:ins>"
        "<w:del><w:r><w:delText>approves </w:delText></w:r></w:del>" + RUN.format("work")
    )(document)
    reading = read(document)
    assert reading.lines == ("Plans or recommends work",)
    assert [problem.code for problem in reading.problems] == ["tracked_changes"]


def test_text_in_a_bold_style_is_bold_unless_a_run_says_no() -> None:
    document = docx.Document()
    document.styles["Quote"].font.bold = True
    paragraph = document.add_paragraph(style="Quote")
    paragraph.add_run("Label")
    paragraph.add_run(" text").bold = False
    assert read(document).lines == ("**Label** text",)


def test_nested_lists_are_indented_and_numbered_as_word_prints_them() -> None:
    document = docx.Document()
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2."/></w:lvl>'
        "</w:abstractNum>"
    )
    numbering = document.part.numbering_part.element
    numbering.insert(0, abstract)
    number = numbering.add_num(90).numId
    for text, level in (("Plans", 0), ("work", 1), ("staff", 1), ("Reviews", 0), ("work", 1)):
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number
        properties.get_or_add_ilvl().val = level
    assert read(document).lines == ("I) Plans", "  a. work", "  b. staff", "II) Reviews", "  a. work")


def test_a_style_based_on_itself_does_not_hang() -> None:
    document = docx.Document()
    style = document.styles["Quote"]
    style.base_style = style
    document.add_paragraph("Clerk", "Quote")
    assert read(document).lines == ("Clerk",)


def test_footnotes_are_kept() -> None:
    document = docx.Document()
    document.add_paragraph("Pay is set yearly.")
    _add_footnotes(document, "As of 2011.")
    assert read(document).lines == ("Pay is set yearly.", "", "As of 2011.")


def _add_footnotes(document: Any, text: str) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    xml = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        f"<w:footnote w:id='1'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), media, xml.encode(), document.part.package)
    document.part.relate_to(part, kind)


def margins_and_hidden(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = "COUNTY OF ELM — CLASS SPECIFICATION"
    document.sections[0].footer.paragraphs[0].text = "Ability to reach Human Resources"
    document.add_heading("Clerk", 1)
    document.add_paragraph("Files papers.").add_run(" Note to the typist.").font.hidden = True


def test_headers_and_footers_are_furniture_and_hidden_text_is_not_read() -> None:
    document = docx.Document()
    margins_and_hidden(document)
    decoded = read(document)
    assert decoded.lines == (
        "COUNTY OF ELM — CLASS SPECIFICATION",
        "",
        "# Clerk",
        "",
        "Files papers.",
        "",
        "Ability to reach Human Resources",
    )
    assert [(part.kind, part.first_line) for part in decoded.furniture] == [("page_header", 1), ("page_footer", 7)]


def test_a_title_that_only_the_header_prints_is_found_there() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Class Title: Elm Warden"
    document.sections[0].header.add_paragraph("Class Code: 4711")
    document.add_heading("DEFINITION", 2)
    document.add_paragraph("Keeps the elms.")
    document.add_heading("EXAMPLES OF DUTIES", 2)
    document.add_paragraph("Prunes elms.", "List Bullet")
    parsed = parse(read(document))
    assert [(each.title, each.job_code) for each in parsed.specifications] == [("Elm Warden", "4711")]


def test_a_second_level_style_is_a_list_below_the_first() -> None:
    assert lines(second_level) == ["1. Sorts the mail:", "  1. to the mayor;", "  2. to the clerk.", "2. Locks up."]


def second_level(document: Any) -> None:
    document.add_paragraph("Sorts the mail:", "List Number")
    document.add_paragraph("to the mayor;", "List Number 2")
    document.add_paragraph("to the clerk.", "List Number 2")
    document.add_paragraph("Locks up.", "List Number")


def test_a_label_above_its_text_in_a_cell_stands_on_a_line_of_its_own() -> None:
    document = docx.Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text = "QUALIFICATIONS"
    cells[1].paragraphs[0].add_run("Education").bold = True
    cells[1].add_paragraph("High school.")
    assert [line for line in read(document).lines if line] == ["QUALIFICATIONS", "**Education**", "High school."]
