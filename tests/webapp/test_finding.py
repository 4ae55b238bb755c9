"""Does the page lead from everyday needs to the right class, and say it plainly where no class states one?"""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from msgspec.structs import replace

from index.needs.coverage import cover
from index.results import Alike
from webapp import create_app
from webapp.finding import kept_coverage
from webapp.finding.finding_page import FindPage, find_page
from webapp.finding.memo_page import memo_blocks
from webapp.finding.narrowing import MATRIX_COLUMNS, Narrowed, matrix_rows, narrow
from webapp.finding.need_query import read_wish
from webapp.service.workspace import Workspace
from webapp.settings import Settings

NEEDS = "I need someone who calms angry callers, writes our manuals and keeps the director's calendar."


def _find(client: FlaskClient, *needs: str, **more: str) -> Any:
    return client.get("/find.json", query_string={"need": list(needs), **more}).json


def test_a_paragraph_leads_to_an_address_that_holds_each_need(client: FlaskClient) -> None:
    led = client.get("/find", query_string={"q": NEEDS})
    assert led.status_code == 303
    assert led.location.count("need=") == 3
    page = client.get(led.location)
    assert page.status_code == 200
    assert "311 Operations Assistant" in page.text


def test_the_best_class_comes_first_with_a_quote_for_each_need(client: FlaskClient) -> None:
    found = _find(client, "keeps the director's calendar", "prepares reports")
    first = found["candidates"][0]
    assert first["title"] == "311 Operations Assistant"
    assert all(cell["quote"]["cite"]["first_line"] for cell in first["cells"])
    assert found["finalists"]["ahead"]


def test_what_no_class_states_is_said_and_counted(client: FlaskClient, workspace: Workspace) -> None:
    found = _find(client, "speaks Spanish")
    assert (found["answer"], found["candidates"], found["uncovered"]) == ("nothing", [], ["speaks Spanish"])
    client.get("/find", query_string={"q": "speaks Spanish"})
    assert _counts(workspace)["speaks spanish"] == 1
    assert "speaks spanish" in client.get("/gaps").text


def test_needs_are_worked_out_once_for_form_page_and_file(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(kept_coverage, "cover", lambda *given: asked.append(1) or cover(*given))
    page = client.get("/find", query_string={"q": "waters plants and counts penguins"}).location
    query = page.partition("?")[2]
    for address in ("/find", "/find.json", "/find/matrix.csv", "/find/memo.docx"):
        assert client.get(f"{address}?{query}&sort=title").status_code == 200
    assert len(asked) == 1


def test_what_people_searched_for_is_for_analysts_only(own_workspace: Workspace) -> None:
    own_workspace.store.count_gap("juggles torches")
    client = create_app(own_workspace, Settings(rate_limit="")).test_client()
    assert "juggles torches" in client.get("/gaps").text  # the local analyst
    stranger = {"REMOTE_ADDR": "192.0.2.7"}
    for address in ("/gaps", "/gaps.json", "/"):
        answer = client.get(address, environ_base=stranger, headers={"Accept": "*/*"})
        assert "juggles torches" not in answer.text
    assert client.get("/gaps.json", environ_base=stranger).status_code == 403


def test_names_in_searches_are_masked(own_workspace: Workspace) -> None:
    for text in ("Jane Doe harassment complaint", "fires Mark Baker", "complaint by Vladislavlev", "baker of bread"):
        own_workspace.store.count_gap(text)
    own_workspace.store.count_gap("Kowalczyk, Maria")
    page = create_app(own_workspace, Settings(rate_limit="")).test_client().get("/gaps")
    for name in ("jane", "doe", "mark baker", "maria"):
        assert name not in page.text.lower()
    assert "baker of bread" in page.text


def _counts(workspace: Workspace) -> dict[str, int]:
    return {gap.words: gap.count for gap in workspace.store.gaps()}


def test_a_question_is_counted_once_however_its_answer_is_used(client: FlaskClient, workspace: Workspace) -> None:
    page = client.get("/find", query_string={"q": "tames zeppelins"}).location
    query = page.partition("?")[2]
    for address in ("/find", "/find.json", "/find/matrix.csv", "/find/matrix.xlsx", "/find/memo", "/find/memo.docx"):
        assert client.get(f"{address}?{query}").status_code == 200
    client.get(f"{page}&sort=title")
    assert _counts(workspace)["tames zeppelins"] == 1
    client.get(f"{page}&asked=1&was=tames+zeppelins&need=paints+fresco")
    counts = _counts(workspace)
    assert (counts["tames zeppelins"], counts["paints fresco"]) == (1, 1)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        pytest.param("HEAD", {}, id="head"),
        pytest.param("GET", {"User-Agent": "Mozilla/5.0 (compatible; Examplebot/2.1)"}, id="crawler"),
        pytest.param("GET", {"Sec-Purpose": "prefetch;prerender"}, id="fetched ahead"),
        pytest.param("GET", {"Accept": "application/json"}, id="program"),
    ],
)
def test_what_no_person_asked_is_not_counted(
    client: FlaskClient, workspace: Workspace, method: str, headers: dict[str, str]
) -> None:
    before = _counts(workspace)
    for address in ("/find?q=blimps+and+gondolas", "/search?q=gondolas"):
        assert client.open(address, method=method, headers=headers).status_code in (200, 303)
    assert _counts(workspace) == before


def test_a_search_is_counted_when_typed_and_not_when_turned(client: FlaskClient, workspace: Workspace) -> None:
    for more in ("", "&kind=class", "&sort=title", "&page=2", "&filter=authority=denver", "&off=x"):
        client.get(f"/search?q=barrage+balloons{more}")
    client.get("/search/table.csv?q=barrage+balloons")
    assert _counts(workspace)["barrage balloons"] == 1


def test_only_classes_that_state_a_need_are_left_and_the_rest_is_counted(client: FlaskClient) -> None:
    needs = ["trains staff", "prepares reports"]
    everything, some = _find(client, *needs), _find(client, *needs, states="trains staff")
    assert 0 < len(some["candidates"]) <= len(everything["candidates"])
    assert {cell["strength"] for each in some["candidates"] for cell in each["cells"][:1]} == {"stated"}
    assert some["left_out"]
    page = client.get("/find", query_string={"need": needs, "states": "trains staff"}).text
    assert some["left_out"] in page
    assert "Show all" in page


def test_classes_are_sorted_and_narrowed_through_the_address(client: FlaskClient) -> None:
    found = _find(client, "customers", sort="title", show="50")
    titles = [each["title"].casefold() for each in found["candidates"]]
    assert len(titles) > 5
    assert titles == sorted(titles)
    needs = ["customers", "manages the budget"]
    every = {each["id"] for each in _find(client, *needs, show="200")["candidates"]}
    for authority in ("los-angeles", "denver"):
        there = _find(client, *needs, authority=authority, show="200")
        wanted = {key for key in every if key.startswith(f"{authority}/")}
        assert {each["id"] for each in there["candidates"]} == wanted
        assert bool(there["left_out"]) is (wanted != every)


def test_more_classes_are_one_link_away(client: FlaskClient) -> None:
    found = _find(client, "customers")
    assert len(found["candidates"]) == 5
    assert found["counted"].startswith("5 of ")
    more = client.get(found["more"]["href"].replace("/find?", "/find.json?")).json
    assert len(more["candidates"]) > 5


def test_the_order_on_the_page_changes_neither_the_finalists_nor_the_memo(client: FlaskClient) -> None:
    query = {"need": ["prepares reports", "trains staff"]}
    best = _find(client, *query["need"])["finalists"]
    assert _find(client, *query["need"], sort="title")["finalists"] == best
    assert client.get("/find/memo", query_string={**query, "sort": "title"}).text.count(best["first"]) > 1


def test_two_finalists_always_have_a_word_about_their_difference(client: FlaskClient) -> None:
    for need in ("customer service", "prepares reports", "flexibility", "works under the supervision"):
        pair = _find(client, need)["finalists"]
        assert pair["words"]
        assert pair["sentence"]["cite"]["first_line"]
        assert pair["ahead"] or pair["behind"] or pair["level"]


def test_the_memo_names_each_edition_that_it_cites(client: FlaskClient, workspace: Workspace) -> None:
    query = {"need": ["keeps the director's calendar", "supervises agents"]}
    page = client.get("/find/memo", query_string=query).text
    editions = page.partition("Editions cited")[2]
    found = _find(client, *query["need"])
    for candidate in found["candidates"][:2]:
        edition = workspace.atlas.classes[candidate["id"]].editions[0]
        assert f"{candidate['title']}: {edition.status} edition" in editions
    document = docx.Document(io.BytesIO(client.get("/find/memo.docx", query_string=query).data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert "Editions cited" in texts
    assert any("Generation" in text for text in texts)


def test_a_reading_is_switched_off_by_its_word(client: FlaskClient) -> None:
    assert _find(client, "spreadsheets")["answer"] == "found"
    assert _find(client, "spreadsheets", off="spreadsheets")["answer"] == "nothing"


def test_weights_change_the_order(client: FlaskClient) -> None:
    needs = ["hires and disciplines staff", "keeps the director's calendar"]
    orders = [
        [row["title"] for row in client.get("/find.json", query_string={"need": needs, "weight": w}).json["candidates"]]
        for w in (["3", "0.5"], ["0.5", "3"])
    ]
    assert orders[0][0] != orders[1][0] == "311 Operations Assistant"


@pytest.mark.parametrize(
    ("address", "media_type", "begins"),
    [
        pytest.param("/find/matrix.csv", "text/csv", b"\xef\xbb\xbfneed,weight", id="csv"),
        pytest.param("/find/matrix.xlsx", "spreadsheetml", b"PK", id="xlsx"),
        pytest.param("/find/memo.docx", "wordprocessingml", b"PK", id="docx"),
        pytest.param("/find/memo", "text/html", b"<!doctype html>", id="html"),
    ],
)
def test_files(client: FlaskClient, address: str, media_type: str, begins: bytes) -> None:
    answer = client.get(address, query_string={"need": ["keeps the director's calendar", "speaks Spanish"]})
    assert answer.status_code == 200
    assert media_type in answer.headers["Content-Type"]
    assert answer.data.startswith(begins)


def test_a_file_is_read_and_leads_to_its_needs(workspace: Workspace) -> None:
    app: Flask = create_app(workspace, Settings(rate_limit=""))
    app.config["WTF_CSRF_ENABLED"] = False
    sent = {"file": (io.BytesIO(NEEDS.encode()), "need.txt")}
    led = app.test_client().post("/find", data=sent, content_type="multipart/form-data")
    assert led.status_code == 303
    assert led.location.count("need=") == 3


def test_a_word_file_adds_its_needs_and_a_bad_one_loses_none(workspace: Workspace) -> None:
    app: Flask = create_app(workspace, Settings(rate_limit=""))
    app.config["WTF_CSRF_ENABLED"] = False
    document, file = docx.Document(), io.BytesIO()
    for text in ("Writes our manuals.", "Trains new staff."):
        document.add_paragraph(text, style="List Bullet")
    document.save(file)
    sent = {"file": (io.BytesIO(file.getvalue()), "need.docx"), "need": "prepares reports", "weight": "3"}
    led = app.test_client().post("/find", data=sent, content_type="multipart/form-data")
    assert led.status_code == 303
    assert led.location.count("need=") == 3
    assert "weight=3" in led.location
    for name, data in (("need.docx", b"PK\x03\x04 no zip"), ("need.exe", b"MZ"), ("", b""), ("need.txt", b"  ")):
        sent = {"file": (io.BytesIO(data), name), "need": "prepares reports", "weight": "3"}
        page = app.test_client().post("/find", data=sent, content_type="multipart/form-data")
        assert page.status_code == 400
        assert 'value="prepares reports"' in page.text
        assert 'role="alert"' in page.text


def test_a_file_needs_the_token_of_the_page(client: FlaskClient) -> None:
    assert client.post("/find", data={"file": (io.BytesIO(b"x"), "need.txt")}).status_code == 400


def test_hostile_needs_are_shown_as_text(client: FlaskClient) -> None:
    page = client.get("/find", query_string={"need": "<script>alert(1)</script> calendar", "off": '"><i>'})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert not re.search(r'"><i>', page.text)


def test_pay_without_a_period_is_not_called_a_year(client: FlaskClient) -> None:
    page = client.get("/find?need=keeps+the+director's+calendar").text
    assert "from $35,912, period not stated" in page


def test_a_need_that_no_class_states_names_the_nearest_with_a_line(client: FlaskClient) -> None:
    """Named as a place to look: it covers nothing, on the page, in JSON and in the memo."""
    address = "/find?need=breeds+race+horses&need=keeps+the+director%27s+calendar"
    record = client.get(address.replace("/find", "/find.json")).json
    need = record["needs"][0]
    assert need["answer"] == "nothing"
    assert need["nearby"]
    assert all(near["quote"]["cite"]["href"].startswith("/documents/") for near in need["nearby"])
    assert not record["needs"][1]["nearby"]
    assert record["uncovered"] == ["breeds race horses"]
    first = need["nearby"][0]["title"]
    assert f"Why {first} comes near" in client.get(address).text
    assert f"nearest: {first}" in client.get(address.replace("/find", "/find/memo")).text


CALENDAR = "keeps the director's calendar"


def _by_meaning(workspace: Workspace, off: tuple[str, ...] = ()) -> tuple[FindPage, Narrowed]:
    """What was found for a need, as if it had been found by the meaning of a word."""
    opened = workspace.opened
    assert opened is not None
    wish = read_wish([CALENDAR], off=off)
    coverage = cover(opened.engine, wish.needs, 5, wish.off)
    first = coverage.candidates[0]
    [cell] = first.cells
    assert cell.because is not None
    because = replace(cell.because, alike=(Alike("keeps", "maintains"),))
    candidate = replace(first, cells=(replace(cell, because=because),))
    found = narrow(opened.atlas, replace(coverage, candidates=(candidate,)), wish)
    return find_page(opened.atlas, wish, found), found


def test_the_memo_says_how_words_were_read_and_which_were_taken_for_which(app: Flask, workspace: Workspace) -> None:
    with app.test_request_context():
        app.preprocess_request()
        page, _ = _by_meaning(workspace, off=("diary",))
        texts = [block.text for block in memo_blocks(page, workspace.atlas, "2026-01-01")]
    assert any("near in meaning: keeps – maintains)" in text for text in texts)
    read = "; ".join(chip.text for chip in page.needs[0].chips)
    assert read
    assert f"{CALENDAR} (wanted). Read as: {read}" in texts
    assert "Taken as typed: diary." in texts
    assert any(text.endswith(". 1 stated, 0 implied, of 1 need.") for text in texts)


def test_the_memo_names_words_that_no_document_holds(client: FlaskClient) -> None:
    [row] = _find(client, "tames zeppelins")["needs"]
    assert row["unmatched"]
    page = client.get("/find/memo", query_string={"need": "tames zeppelins"}).text
    assert f"In no loaded document: {', '.join(row['unmatched'])}" in page


def test_the_matrix_as_a_table_says_which_words_were_taken_for_which(app: Flask, workspace: Workspace) -> None:
    with app.test_request_context():
        app.preprocess_request()
        _, found = _by_meaning(workspace)
    [row] = [dict(zip(MATRIX_COLUMNS, row, strict=True)) for row in matrix_rows(found)]
    assert row["near_in_meaning"] == "keeps – maintains"
    assert row["quote"]


def test_the_page_says_what_stated_and_implied_mean(client: FlaskClient) -> None:
    page = client.get("/find", query_string={"need": CALENDAR}).text
    assert "<b>Implied:</b> a sentence says a part of it, or means it in other words." in page
    assert 'id="needs"' in client.get("/about").text


def test_an_implied_need_names_its_words_that_no_document_holds(client: FlaskClient) -> None:
    """Found by meaning or not: what no document holds is said wherever no sentence says all."""
    for need in ("bosses a gang around", "coaches rookies", "soothes furious patrons", "tames zeppelins"):
        found = _find(client, need)
        [row] = found["needs"]
        page = client.get("/find", query_string={"need": need}).text
        said = f"In no loaded document: {', '.join(row['unmatched'])}." if row["unmatched"] else "In no loaded document"
        assert (said in page) is (bool(row["unmatched"]) and row["answer"] != "found"), need
        by_meaning = any(cell["quote"] and cell["quote"]["alike"] for c in found["candidates"] for cell in c["cells"])
        assert (", in other words</span>" in page) is by_meaning
