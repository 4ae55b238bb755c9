"""Bytes become the characters that were meant, and lines are counted as an editor counts them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.reading.formats import UnreadableDocument, decode
from taxonomy.reading.formats.decoding import decode_text, split_lines
from taxonomy.reading.formats.suspicious import damage

NAME = "Interim Director: Ana Peña\nClass Code: 9206\n"

ENCODED = [
    pytest.param(NAME.encode(), "utf-8", id="utf-8"),
    pytest.param(NAME.encode("utf-8-sig"), "utf-8", id="utf-8 with a mark"),
    pytest.param(NAME.encode("cp1252"), "cp1252", id="cp1252"),
    pytest.param(NAME.encode("utf-16"), "utf-16", id="utf-16 with a mark"),
    pytest.param(b"\xfe\xff" + NAME.encode("utf-16-be"), "utf-16", id="utf-16 big-endian with a mark"),
    pytest.param(NAME.encode("utf-16-le"), "utf-16-le", id="utf-16 little-endian without a mark"),
    pytest.param(NAME.encode("utf-16-be"), "utf-16-be", id="utf-16 big-endian without a mark"),
    pytest.param(NAME.encode("utf-32"), "utf-32", id="utf-32 with a mark"),
]


@pytest.mark.parametrize(("data", "encoding"), ENCODED)
def test_text_is_decoded_and_the_encoding_named(data: bytes, encoding: str) -> None:
    document = decode(data, "notice.txt")
    assert document.lines == ("Interim Director: Ana Peña", "Class Code: 9206")
    assert document.source.encoding == encoding
    assert document.problems == ()


LINES = [
    pytest.param("a\nb\n", ("a", "b"), id="line feeds"),
    pytest.param("a\r\nb", ("a", "b"), id="no last line end"),
    pytest.param("a\rb\r", ("a", "b"), id="carriage returns"),
    pytest.param("a\r\n\r\nb\n\n", ("a", "", "b", ""), id="blank lines"),
    pytest.param("a\n\x0cPage 2\n", ("a", "\x0cPage 2"), id="a form feed stays in its line"),
    pytest.param("a\u2028b\x85c\x0bd", ("a\u2028b\x85c\x0bd",), id="no other separator"),
    pytest.param("  a\t \n", ("  a\t ",), id="white space is kept"),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_lines(text: str, expected: tuple[str, ...]) -> None:
    assert split_lines(text) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_lines_are_those_of_python_and_of_editors(text: str) -> None:
    assert "\n".join(split_lines(text)) == text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with suppress(UnreadableDocument):
        decoded = decode_text(data)
        assert isinstance(decoded.text, str)
        assert decoded.encoding


@given(st.text(st.characters(codec="cp1252", exclude_categories=["Cc"])))
def test_windows_text_keeps_every_letter(text: str) -> None:
    data = ("Peña: " + text).encode("cp1252")
    assert decode_text(data).text == "Peña: " + text


def test_undefined_bytes_are_a_problem_not_a_failure() -> None:
    document = decode(b"Clerk\nSupervises \x9d the Pe\xf1a unit\n", "clerk.txt")
    assert document.lines[1] == "Supervises \x9d the Peña unit"
    assert [(problem.code, problem.first_line) for problem in document.problems] == [("undefined_character", 2)]


DAMAGED = [
    pytest.param("the individualís work", "mojibake", id="apostrophe of another machine"),
    pytest.param("the Cityâ€™s plan", "mojibake", id="curly apostrophe read twice"),
    pytest.param("Ana PeÃ±a", "mojibake", id="letter read twice"),
    pytest.param("Pe\ufffda", "replacement_character", id="lost letter"),
    pytest.param("Ana Peña's país, São Paulo, «à la carte»", None, id="sound text"),
    pytest.param("Duties \x0cPage 2", None, id="form feed"),
]


@pytest.mark.parametrize(("line", "code"), DAMAGED)
def test_damage_is_named(line: str, code: str | None) -> None:
    assert [problem.code for problem in damage(["Clerk", line])] == ([code] if code else [])


def test_damage_on_many_lines_is_one_problem_that_lists_them() -> None:
    [problem] = damage(["Cityâ€™s"] * 12)
    assert "on 12 lines: 1, 2, 3" in problem.message
    assert problem.first_line == 1


def test_plain_lines_are_left_exactly_as_they_are() -> None:
    printed = "\n\n  **GENERAL**  \r\n<br />\tText &amp; more\u00ad\n"
    assert decode(printed.encode(), "a.md").lines == ("", "", "  **GENERAL**  ", "<br />\tText &amp; more\u00ad")


OLD = [
    pytest.param("The employee’s duties: “plans” work.\n• Plans\n• Peña’s café", "mac_roman", id="Macintosh"),
    pytest.param("Señora Peña, café Müller\n∙ Plans work\n∙ Reports", "cp437", id="DOS"),
]


@pytest.mark.parametrize(("text", "encoding"), OLD)
def test_old_encodings_are_known_by_what_windows_cannot_mean(text: str, encoding: str) -> None:
    decoded = decode_text(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, encoding)


WINDOWS = ["Peña’s café – “plans”", "• Plans\n• Reviews", "ÉCOLE À ÉTÉ", "Pay ¥ 500; 20° C; individualís", "Ñuñoa É-12"]


@pytest.mark.parametrize("text", WINDOWS)
def test_windows_text_stays_windows_text(text: str) -> None:
    assert decode_text(text.encode("cp1252")).encoding == "cp1252"
