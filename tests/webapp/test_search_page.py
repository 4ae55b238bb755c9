"""The search page: grouped, explained, filtered by links, corrected with a way back, honest about nothing."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from index import Hit, SearchResult
from index.content.facet_values import yearly_pay
from index.results import Alike, AnswerKind, Because
from webapp.search.marks import excerpt, mark, marked_quote, wanted
from webapp.search.search_page import TABLE_COLUMNS, SearchPage, search_page, table_rows
from webapp.search.search_query import SearchQuery, read_asked
from webapp.service.workspace import Workspace


def page_of(client: FlaskClient, query: str) -> HTMLParser:
    answer = client.get(f"/search?{query}")
    assert answer.status_code == 200
    return HTMLParser(answer.data)


def record_of(client: FlaskClient, query: str) -> dict[str, Any]:
    record: dict[str, Any] = client.get(f"/search.json?{query}").json
    return record


def test_every_hit_says_why_with_a_line_to_look_at(client: FlaskClient) -> None:
    record = record_of(client, "q=calendar+director")
    hits = [hit for group in record["groups"] for hit in group["hits"]]
    assert hits[0]["title"] == "311 Operations Assistant"
    for hit in hits:
        assert hit["because"], hit["title"]
        for reason in hit["because"]:
            assert reason["section"]
            assert reason["cite"]["href"].startswith("/documents/")


def test_marks_are_the_words_that_were_asked_for(client: FlaskClient) -> None:
    page = page_of(client, "q=calendar")
    assert {node.text().lower() for node in page.css("mark")} == {"calendar"}


def test_a_slip_is_corrected_with_a_way_back(client: FlaskClient) -> None:
    record = record_of(client, "q=customer+servise")
    assert record["corrected"] == "customer service"
    page = page_of(client, "q=customer+servise")
    back = page.css_first(f'a[href="{record["as_typed"]}"]')
    assert back is not None
    assert record_of(client, record["as_typed"].partition("?")[2])["corrected"] is None


def test_nothing_is_called_nothing(client: FlaskClient) -> None:
    record = record_of(client, "q=zeppelin")
    assert (record["answer"], record["total"], record["groups"]) == ("nothing", 0, [])
    assert "No specification loaded here says that." in page_of(client, "q=zeppelin").css_first("main").text()  # type: ignore[union-attr]


def test_a_facet_narrows_and_can_be_taken_away(client: FlaskClient) -> None:
    everything = record_of(client, "q=customer&kind=class")
    facet = next(f for f in everything["facets"] if f["name"] == "FLSA")
    value = facet["values"][0]
    narrowed = record_of(client, value["href"].partition("?")[2])
    assert narrowed["total"] == value["count"] < everything["total"]
    [applied] = narrowed["applied"]
    assert record_of(client, applied["href"].partition("?")[2])["total"] == everything["total"]


def test_pages_of_hits_follow_one_another(client: FlaskClient) -> None:
    first = record_of(client, "q=customer&kind=passage")
    assert first["turned"]["pages"] > 1
    second = record_of(client, first["turned"]["next"].partition("?")[2])
    assert second["turned"]["first"] == first["turned"]["last"] + 1
    assert second["turned"]["rows"] != first["turned"]["rows"]


@pytest.mark.parametrize(
    "query",
    ["q=" + "(" * 300, "q=" + "a*+" * 50, "q=%00%ff", "q=x&page=999999", "q=x&page=-1&kind=no&sort=no&filter=a", "q="],
)
def test_nonsense_gets_a_page(client: FlaskClient, query: str) -> None:
    page_of(client, query)


@given(st.text(max_size=80), st.text(max_size=20))
def test_marked_stretches_joined_are_the_quote(quote: str, question: str) -> None:
    assert "".join(segment.text for segment in mark(quote, wanted(question))) == quote


@pytest.mark.parametrize(
    ("question", "quote", "marked"),
    [
        pytest.param("manage calendars", "Manages the director's calendar.", ["Manages", "calendar"], id="stems"),
        pytest.param("supervis*", "A supervisor supervises.", ["supervisor", "supervises"], id="prefix"),
        pytest.param("3-1-1", "311 Director (3-1-1)", ["311", "3-1-1"], id="codes"),
        pytest.param("training NOT budget", "Budget for training", ["training"], id="not-what-was-refused"),
        pytest.param("the", "the city", [], id="stop-words"),
    ],
)
def test_what_is_marked(question: str, quote: str, marked: list[str]) -> None:
    assert [segment.text for segment in mark(quote, wanted(question)) if segment.mark] == marked


def test_an_address_is_read_as_it_is_written() -> None:
    given = {"q": " a  b ", "kind": "class", "sort": "pay", "page": "3"}
    asked = read_asked(given, ["flsa=exempt", "flsa=exempt", "x"])
    assert asked == SearchQuery(text="a b", kind="class", filters=("flsa=exempt",), sort="pay", page=3)


def test_a_very_long_sentence_is_shown_where_it_says_most() -> None:
    long = "The board hears " + "many other matters " * 60 + "and the calendar of the director " + "and so on " * 60
    segments = excerpt(mark(long, wanted("director calendar")))
    text = "".join(segment.text for segment in segments)
    assert [segment.text for segment in segments if segment.mark] == ["calendar", "director"]
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert text.strip("… ") in long
    assert len(text) < 500


@given(st.text(max_size=2000), st.text(max_size=20))
def test_an_excerpt_holds_only_words_of_its_quote(quote: str, question: str) -> None:
    segments = excerpt(mark(quote, wanted(question)))
    if "…" not in quote:
        text = "".join(segment.text for segment in segments)
        assert text.removeprefix("… ").removesuffix(" …") in quote


def test_an_included_duty_says_whose_it_is_and_leads_to_the_line_that_includes_it(client: FlaskClient) -> None:
    record = record_of(client, "q=included:inquiries&kind=class")
    [hit] = [hit for group in record["groups"] for hit in group["hits"] if "Specialist" in hit["title"]]
    by = hit["because"][0]["by"]
    assert by["text"].startswith("a duty of 311 Customer Service Agent")
    assert "as described in the 311 Customer Service Agent class specification" in client.get(by["href"]).text
    page = page_of(client, "q=included:inquiries&kind=class")
    assert page.css_first(f'.quote a[href="{by["href"]}"]') is not None


def test_what_the_lexicon_read_is_marked_too(client: FlaskClient) -> None:
    marks = {node.text().lower() for node in page_of(client, "q=furious+people").css("mark")}
    assert marks & {"hostile", "difficult"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_results_are_a_table_with_each_sentence(client: FlaskClient, form: str) -> None:
    query = {"q": "customer service", "kind": "class", "filter": "authority=denver"}
    data = client.get(f"/search/table.{form}", query_string=query).data
    if form == "xlsx":
        assert data.startswith(b"PK")
        return
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert {row["kind"] for row in rows} == {"class"}
    assert all(row["id"].startswith("denver/") for row in rows)
    assert all(row["quote"] and row["document"] and int(row["first_line"]) for row in rows)
    hits = client.get("/search.json", query_string=query).json["total"]
    assert len({row["id"] for row in rows if row["near_miss"] == "no"}) == hits


def test_facets_narrow_together_with_what_a_class_lacks(client: FlaskClient) -> None:
    """The count beside every value is what following it gives, whatever is chosen already."""
    chosen = "q=customer&kind=class&filter=authority=denver&filter=lacks=Reasoning"
    record = record_of(client, chosen)
    assert 0 < record["total"] < record_of(client, "q=customer&kind=class")["total"]
    for facet in record["facets"]:
        for value in [*facet["values"], *facet["rest"]]:
            if not value["chosen"] and facet["name"] != "Competency not stated":
                followed = record_of(client, value["href"].partition("?")[2])
                others = [v for v in facet["values"] + facet["rest"] if v["chosen"]]
                assert others or followed["total"] == value["count"], (facet["name"], value["text"])


def test_what_a_class_lacks_is_a_value_whose_count_is_true(client: FlaskClient) -> None:
    record = record_of(client, "q=customer&kind=class")
    [lacking] = [facet for facet in record["facets"] if facet["name"] == "Competency not stated"]
    assert lacking["values"] or lacking["rest"]
    for value in (lacking["values"] + lacking["rest"])[:8]:
        assert record_of(client, value["href"].partition("?")[2])["total"] == value["count"], value["text"]


def test_hits_are_sorted_by_title_and_by_pay(client: FlaskClient, workspace: Workspace) -> None:
    by_title = record_of(client, "q=customer&kind=class&sort=title")["turned"]["rows"]
    titles = [row["title"].casefold() for row in by_title]
    assert titles == sorted(titles)
    by_pay = record_of(client, "q=customer&kind=class&sort=pay")["turned"]["rows"]
    paid = {row.title: yearly_pay(workspace.atlas.classes[row.id]) or 0.0 for row in workspace.atlas.summaries}
    amounts = [paid[row["title"]] for row in by_pay]
    assert amounts == sorted(amounts, reverse=True)
    assert amounts[0] > 0


def test_a_page_beyond_the_last_gives_the_last(client: FlaskClient) -> None:
    last = record_of(client, "q=customer&kind=passage&page=9999")["turned"]
    assert last["page"] == last["pages"]
    assert last["rows"]
    assert last["last"] == last["total"]


def test_nothing_within_filters_is_not_called_nothing_at_all(client: FlaskClient) -> None:
    page = page_of(client, "q=zeppelin&filter=authority=denver")
    assert "No specification loaded here says that within the chosen filters." in page.css_first("main").text()  # type: ignore[union-attr]


def test_a_class_that_is_to_be_abolished_says_so_in_its_hit(client: FlaskClient) -> None:
    hits = [hit for group in record_of(client, "q=CS2156&kind=class")["groups"] for hit in group["hits"]]
    assert hits[0]["title"] == "3-1-1 Customer Service Operations Supervisor"
    assert hits[0]["detail"].endswith("Abolition proposed")


COPS = Because(
    section="duties",
    quote="Works with the police.",
    first_line=1,
    document="d",
    alike=(Alike("cops", "police"), Alike("deals", "works")),
)


def _answered(workspace: Workspace, answer: AnswerKind) -> SearchResult:
    """Eight hits on the page, of which the first has all words, and twenty near misses in all."""
    ids = [row.id for row in workspace.atlas.summaries][:8]
    hits = [
        Hit(kind="class", id=each, title=each, score=1.0, because=(COPS,), near=n > 0) for n, each in enumerate(ids)
    ]
    totals = {"class": 1, "competency": 0, "passage": 0}
    return SearchResult(
        query="cops", answer=answer, total=1, totals=totals, near=20, hits=tuple(hits), generation=1, took_ms=0.0
    )


def _page_of(app: Flask, result: SearchResult) -> SearchPage:
    with app.test_request_context():
        app.preprocess_request()
        return search_page(SearchQuery(text="cops"), lambda *_, **__: result, 20)


def test_words_that_come_near_in_meaning_are_marked_and_named(app: Flask, workspace: Workspace) -> None:
    with app.test_request_context():
        app.preprocess_request()
        quote = marked_quote(workspace.atlas, workspace.atlas.summaries[0].id, COPS, wanted("deals with cops"))
    assert [segment.text for segment in quote.segments if segment.mark] == ["Works", "police"]
    assert quote.alike == "cops – police, deals – works"


def test_hits_and_near_misses_are_counted_apart_and_all_are_one_link_away(app: Flask, workspace: Workspace) -> None:
    page = _page_of(app, _answered(workspace, "found"))
    [group] = page.groups
    assert (group.counted, [hit.near for hit in group.hits]) == ("1, 20 near misses", [False] + [True] * 7)
    assert group.more is not None
    assert [link.text for link in page.tabs][1] == "Classes (1)"


@pytest.mark.parametrize("answer", ["near", "nothing"])
def test_without_an_answer_every_hit_is_a_near_miss(app: Flask, workspace: Workspace, answer: AnswerKind) -> None:
    result = _answered(workspace, answer)
    page = _page_of(app, result)
    [group] = page.groups
    assert (group.counted, {hit.near for hit in group.hits}) == ("21 near misses", {True})
    assert [link.text for link in page.tabs][1] == "Classes"
    rows = [dict(zip(TABLE_COLUMNS, row, strict=True)) for row in table_rows(result)]
    assert {row["near_miss"] for row in rows} == {"yes"}
    assert {row["near_in_meaning"] for row in rows} == {"cops – police, deals – works"}


def test_what_is_near_is_said_to_hold_some_of_the_words_or_to_mean_the_same(client: FlaskClient) -> None:
    for query in ("q=coaches+rookies", "q=bosses+a+team+around", "q=calendar+zeppelin"):
        record = record_of(client, query)
        assert "some of these words" not in str(record["understood"])
        if record["answer"] == "near":
            assert "or say something similar in other words" in client.get(f"/search?{query}").text
