"""A web page gives everything a visitor can read, in the marks of the plain documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.reading.formats import decode
from taxonomy.reading.formats.html import read

PAGES = [
    pytest.param(
        "<h1>Clerk</h1><h3>Essential <b>Duties</b></h3>", ["# Clerk", "", "### Essential Duties"], id="headings"
    ),
    pytest.param("<h2><div>Duties</div></h2><p>Files", ["## Duties", "", "Files"], id="heading around a block"),
    pytest.param("<p>a<br>b<br/>c</p>", ["a", "b", "c"], id="line breaks"),
    pytest.param("<p>Pe&ntilde;a &amp; Co&nbsp;1 &lt; 2</p>", ["Peña & Co\u00a01 < 2"], id="entities"),
    pytest.param("<p>  many \n\n spaces <b> here </b> </p>", ["many spaces **here**"], id="white space"),
    pytest.param("<p><strong>Reason</strong><b>ing </b>– Rules", ["**Reasoning** – Rules"], id="bold label"),
    pytest.param('<p><span style="font-weight: 700">Writing</span>: Uses', ["**Writing**: Uses"], id="bold by style"),
    pytest.param("<b>Title<br>Two</b>", ["**Title**", "**Two**"], id="bold over a break"),
    pytest.param("<ul><li>a<li><p>b</p></ul>", ["- a", "- b"], id="list"),
    pytest.param("<ol start=3><li>a<li value=7>b<li>c</ol>", ["3. a", "7. b", "8. c"], id="numbered list"),
    pytest.param("<ol type=a><li>x<ul><li>y</ul><li>z</ol>", ["a. x", "  - y", "b. z"], id="nested list"),
    pytest.param(
        "<table><tr><th>Title<th>Grade<tr><td>Clerk<td>615-S</table>", ["Title\tGrade", "Clerk\t615-S"], id="table"
    ),
    pytest.param(
        "<table><tr><td><table><tr><td>a<td>b</table><p>c<p>d</td></tr></table>",
        ["a\tb", "", "c", "", "d"],
        id="layout table",
    ),
    pytest.param("<dl><dt>Class Code<dd>9206</dl>", ["Class Code\t9206"], id="definition list"),
    pytest.param(
        "<nav><ul><li><a>Home</a><li><a>Jobs</a></ul></nav><h1>Clerk</h1>", ["Home | Jobs", "", "# Clerk"], id="menu"
    ),
    pytest.param(
        "<header>City of X</header><p>Clerk<footer>Contact</footer>",
        ["City of X", "", "Clerk", "", "Contact"],
        id="banner",
    ),
    pytest.param("<script>var a</script><style>p{}</style><p>Clerk<!-- no --></p>", ["Clerk"], id="scripts"),
    pytest.param("<noscript><p>Needs scripts</p></noscript><p>Clerk", ["Needs scripts", "", "Clerk"], id="noscript"),
    pytest.param("<pre>A   B\n1   2</pre>", ["A   B", "1   2"], id="preformatted"),
    pytest.param("<p>co&shy;ordinates</p>", ["coordinates"], id="soft hyphen"),
    pytest.param("Loose text<p>and a paragraph", ["Loose text", "", "and a paragraph"], id="loose text"),
    pytest.param("<title>Clerk | City</title><p>Files", ["Clerk | City", "", "Files"], id="window title"),
    pytest.param("<title>Clerk | City</title><h1>Clerk</h1>", ["# Clerk"], id="window title not needed"),
]


@pytest.mark.parametrize(("page", "expected"), PAGES)
def test_page(page: str, expected: list[str]) -> None:
    assert list(read(page.encode()).lines) == expected


def test_deep_nesting_is_no_harm() -> None:
    page = b"<html><body>" + b"<div>" * 5_000 + b"Clerk"
    assert decode(page, "deep.html").lines == ("Clerk",)


WORDS = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), min_size=1, max_size=12)
TAGS = st.sampled_from(
    ["p", "div", "b", "li", "ul", "td", "tr", "table", "h2", "nav", "section", "ol", "dd", "pre", "span"]
)


@given(st.lists(st.tuples(TAGS, st.booleans(), WORDS), max_size=20))
def test_no_word_is_lost(pieces: list[tuple[str, bool, list[str]]]) -> None:
    page = "".join(f"<{'/' if closing else ''}{tag}> {' '.join(words)} " for tag, closing, words in pieces)
    found = " ".join(read(f"<body>{page}".encode()).lines).replace("*", " ").split()
    expected = [word for *_, words in pieces for word in words]
    assert sorted(word for word in found if word.isalpha()) == sorted(expected)


SITE = [
    pytest.param("<div role=tablist><a href=#d>Description</a> <a href=#b>Benefits</a></div>", id="tab list by role"),
    pytest.param("<ul class='nav nav-tabs'><li><a href=#d>Description</a><li><a href=#b>Benefits</a></ul>", id="tabs"),
    pytest.param("<p><a href=/a>Privacy</a> | <a href=/b>Terms</a></p>", id="links side by side"),
    pytest.param("<div id=cookie-banner><p>We use cookies.</p><button>Accept</button></div>", id="cookie bar"),
    pytest.param("<footer><p>Ability to call (555) 010-2000</p></footer>", id="footer"),
    pytest.param("<div class=site-footer>Powered by X</div>", id="footer by class"),
    pytest.param("<aside><h2>Related</h2><p>Apply</p></aside>", id="aside"),
]


@pytest.mark.parametrize("part", SITE)
def test_what_belongs_to_the_site_is_furniture(part: str) -> None:
    page = read(f"<h1>Clerk</h1><p>Files papers.</p>{part}<p>Sorts <a href=/m>mail</a>.</p>".encode())
    named = {number for run in page.furniture for number in range(run.first_line, run.last_line + 1)}
    text = [line for number, line in enumerate(page.lines, 1) if line and number not in named]
    assert text == ["# Clerk", "Files papers.", "Sorts mail."]


def test_an_article_has_its_own_header() -> None:
    page = read(b"<header>City</header><main><header><h2>Clerk</h2></header><p>Files</main>")
    assert [run.kind for run in page.furniture] == ["page_header"]
    assert "## Clerk" in page.lines


HIDDEN = [
    pytest.param("<p hidden>Secret</p>", id="attribute"),
    pytest.param("<p style='display: none'>Secret</p>", id="style"),
    pytest.param("<style>.tip, #x{color:red;display:none}</style><p class=tip>Secret</p>", id="style sheet"),
    pytest.param("<span class=sr-only>Secret</span>", id="for screen readers"),
]


@pytest.mark.parametrize("part", HIDDEN)
def test_what_no_visitor_sees_is_not_read(part: str) -> None:
    assert read(f"<h1>Clerk</h1>{part}<p>Files</p>".encode()).lines == ("# Clerk", "", "Files")


def test_what_is_hidden_in_print_only_is_read() -> None:
    page = b"<style>@media print { .tip { display: none } }</style><p class=tip>Files</p>"
    assert read(page).lines == ("Files",)
