"""Two classes on pages: pinning and suppressing by a form, who may, what is refused, and how it is taken back."""

from __future__ import annotations

import re
import time
from weakref import WeakKeyDictionary

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from index.related.near_duplicates import duplicates as find
from webapp import create_app
from webapp.service.duplicate_search import duplicates_of
from webapp.service.workspace import Workspace
from webapp.settings import Settings

AGENT = "denver/311-customer-service-agent"
NEAREST = "denver/dhs-customer-service-agent"
ASSISTANT = "denver/311-operations-assistant"
PAGE = f"/classes/{AGENT}"
_HIDDEN = re.compile(r'name="(csrf_token|seen)" value="([^"]+)"')


def fields(client: FlaskClient, address: str = PAGE) -> dict[str, str]:
    """The hidden fields of the forms of a page."""
    return dict(_HIDDEN.findall(client.get(address).get_data(as_text=True)))


def text_of(answer: object) -> str:
    page = HTMLParser(answer.data)  # type: ignore[attr-defined]
    return " ".join(page.css_first("main").text(separator=" ").split())  # type: ignore[union-attr]


def titles(client: FlaskClient, class_id: str = AGENT) -> list[str]:
    return [row["title"] for row in client.get(f"/classes/{class_id}.json").get_json()["related"]]


def send(client: FlaskClient, answer: str, other: str, why: str = "Asked by the department.") -> object:
    form = {**fields(client), "answer": answer, "other": other, "why": why}
    return client.post(f"{PAGE}/related", data=form)


def test_pinning_by_title_shows_the_class_first_on_both_pages(own_app: Flask) -> None:
    client = own_app.test_client()
    sent = send(client, "pin", "311 Operations Assistant")
    assert sent.status_code == 303  # type: ignore[attr-defined]
    assert titles(client)[0] == "311 Operations Assistant"
    assert titles(client, ASSISTANT)[0] == "311 Customer Service Agent"
    assert "Pinned by local analyst," in text_of(client.get(PAGE))
    assert client.get(f"/api/v1/related/{AGENT}?limit=2").get_json()[0]["id"] == ASSISTANT


def test_a_suppressed_class_is_said_and_can_be_taken_back(own_app: Flask, own_workspace: Workspace) -> None:
    client, before = own_app.test_client(), titles(own_app.test_client())
    send(client, "suppress", NEAREST, "Another department's call centre.")
    assert before[0] not in titles(client)
    assert "1 suppressed by local analyst" in text_of(client.get(PAGE))
    assert "Another department's call centre." in text_of(client.get(PAGE))
    [made] = own_workspace.store.decisions()
    back = client.post(f"/workbench/undo/{made.id}", data=fields(client))
    assert back.headers["Location"].endswith(f"{PAGE}#related")
    assert titles(client) == before
    ledger = text_of(client.get("/workbench/ledger"))
    assert "311 Customer Service Agent not to be shown beside DHS Customer Service Agent taken back" in ledger


@pytest.mark.parametrize(
    ("answer", "other", "why", "status", "words"),
    [
        ("pin", "No Such Class", "x", 400, "No class loaded here is called “No Such Class”"),
        ("pin", "", "x", 400, "Name a class"),
        ("pin", ASSISTANT, " ", 400, "Give a reason"),
        ("same", ASSISTANT, "x", 400, "Choose an answer"),
        ("pin", AGENT, "x", 409, "Both sides are one class"),
        ("pin", NEAREST, "x", 409, "Decision 1 (local analyst"),
        ("suppress", NEAREST, "x", 409, "says so already"),
    ],
    ids=["unknown", "nothing", "no reason", "no such answer", "itself", "contradiction", "twice"],
)
def test_what_cannot_be_saved_comes_back_with_what_was_entered(
    own_app: Flask, own_workspace: Workspace, answer: str, other: str, why: str, status: int, words: str
) -> None:
    client = own_app.test_client()
    send(client, "suppress", NEAREST, "First.")
    sent = send(client, answer, other, why)
    assert sent.status_code == status  # type: ignore[attr-defined]
    assert words in text_of(sent)
    field = HTMLParser(sent.data).css_first("#pair-other")  # type: ignore[attr-defined]
    assert field is not None
    assert (field.attributes["value"] or "") == other
    assert len(own_workspace.store.decisions()) == 1


def test_somebody_was_faster(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    form = {**fields(client), "answer": "different", "other": ASSISTANT, "why": "x"}
    own_workspace.store.append_decision("pin", None, ASSISTANT, AGENT, by="Bea", why="Together.")
    sent = client.post(f"{PAGE}/related", data=form)
    assert sent.status_code == 409
    assert "Bea has decided this in the meantime" in text_of(sent)


def test_only_analysts_see_the_form_and_only_they_may_send_it(own_workspace: Workspace) -> None:
    own_workspace.store.create_account("Ann", "reader", password="four words in a row")
    client = create_app(own_workspace, Settings(rate_limit="")).test_client()
    page = HTMLParser(client.get(PAGE).data)
    assert page.css_first("#pair-other") is None
    assert page.css_first("#why-not") is not None
    token = fields(client, "/sign-in")
    assert "Sign in first" in text_of(client.post(f"{PAGE}/related", data={**token, "seen": "0"}))
    client.post("/sign-in", data={**token, "name": "Ann", "password": "four words in a row"})
    token = fields(client, "/account")
    assert client.post(f"{PAGE}/related", data={**token, "seen": "0"}).status_code == 403
    assert own_workspace.store.decisions() == ()


def test_an_unknown_class_has_no_form_to_send(own_app: Flask) -> None:
    client = own_app.test_client()
    assert client.post("/classes/denver/nobody/related", data=fields(client)).status_code == 404


def test_why_not_names_place_parts_and_lines(client: FlaskClient) -> None:
    answer = client.get(f"{PAGE}/why-not", query_string={"other": "311 Operations Assistant"})
    text = text_of(answer)
    assert "Part by part" in text
    assert "by score is" in text
    assert "Who names whom" in text
    page = HTMLParser(answer.data)
    assert page.css('a[href*="?lines="]')
    assert page.css_first("#why-not").attributes["value"] == "311 Operations Assistant"  # type: ignore[union-attr]
    told = client.get(f"/api/v1/why-not/{AGENT}?other={ASSISTANT}").get_json()
    assert told["answer"].startswith("311 Operations Assistant")


@pytest.mark.parametrize(
    ("other", "status", "words"),
    [
        ("", 200, "Explain"),
        ("No Such Class", 400, "No class loaded here is called “No Such Class”"),
        (AGENT, 400, "not related to itself"),
        ("x" * 5_000, 400, "No class loaded here is called"),
    ],
    ids=["nothing yet", "unknown", "itself", "long"],
)
def test_why_not_says_what_is_wrong_with_a_name(client: FlaskClient, other: str, status: int, words: str) -> None:
    answer = client.get(f"{PAGE}/why-not", query_string={"other": other})
    assert answer.status_code == status
    assert words in text_of(answer)


def test_decisions_about_classes_are_in_the_api(own_app: Flask) -> None:
    client = own_app.test_client()
    send(client, "pin", ASSISTANT)
    send(client, "suppress", NEAREST)
    every = client.get("/api/v1/class-decisions").get_json()["rows"]
    assert [each["answer"] for each in every] == ["pin", "suppress"]
    assert client.get(f"/api/v1/class-decisions?class={NEAREST}").get_json()["rows"] == every[1:]
    assert client.get("/api/v1/class-decisions?class=denver/nobody").status_code == 404


def test_near_duplicates_show_both_sides_with_lines(client: FlaskClient) -> None:
    answer = client.get("/duplicates")
    text = text_of(answer)
    assert "311 Customer Service Agent and DHS Customer Service Agent" in text
    assert "100% of the competencies are stated in the same meaning" in text
    assert "determines the critical nature of a call" in text
    page = HTMLParser(answer.data)
    assert len(page.css("ol.rows > li a[href*='?lines=']")) > 20
    assert "No two classes are that much alike" in text_of(client.get("/duplicates?least=0.9"))
    assert "No two classes are that much alike" in text_of(client.get("/duplicates?among=different"))


@pytest.mark.parametrize("query", ["least=x", "least=-1", "among=no&state=no", "page=0", "page=99"])
def test_senseless_arguments_show_the_usual_page(client: FlaskClient, query: str) -> None:
    assert client.get(f"/duplicates.json?{query}").get_json()["found"]["total"] == 1


def test_keeping_apart_is_remembered_and_moves_the_pair(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    form = {**fields(client, "/duplicates"), "left": AGENT, "right": NEAREST, "why": "Two departments, two systems."}
    assert client.post("/duplicates/keep-apart", data={**form, "why": ""}).status_code == 400
    assert client.post("/duplicates/keep-apart", data={**form, "right": "nobody"}).status_code == 400
    assert client.post("/duplicates/keep-apart", data=form).status_code == 303
    [made] = own_workspace.store.decisions()
    assert (made.answer, made.left, made.right) == ("different", AGENT, NEAREST)
    assert "No two classes" in text_of(client.get("/duplicates"))
    apart = text_of(client.get("/duplicates?state=apart"))
    assert "Looked at, kept apart by local analyst" in apart
    assert "Two departments, two systems." in apart
    assert "looked at and kept apart from DHS" in text_of(client.get("/workbench/ledger"))
    again = client.post("/duplicates/keep-apart", data={**form, **fields(client, "/duplicates?state=apart")})
    assert again.status_code == 409
    assert "says so already" in text_of(again)


def test_the_tables_hold_every_point(client: FlaskClient) -> None:
    table = client.get("/duplicates.csv")
    lines = table.get_data(as_text=True).splitlines()
    [pair] = client.get("/api/v1/duplicates").get_json()["rows"]
    assert lines[0].removeprefix("\ufeff").startswith("left_id,left_title,right_id")
    only = [point for side in (pair["left"], pair["right"]) for point in side["only_duties"]]
    assert len(lines) - 1 == len(pair["shared"]) + len(only)
    assert client.get("/duplicates.xlsx").data.startswith(b"PK")
    assert client.get("/api/v1/duplicates?least=95").get_json()["total"] == 0


def test_while_the_pairs_are_worked_out_the_page_says_so(
    client: FlaskClient, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webapp.classes.pair_routes.duplicates_of", lambda atlas: duplicates_of(atlas, patience=0.0))
    monkeypatch.setattr(
        "webapp.service.duplicate_search.duplicates", lambda atlas, least: time.sleep(0.2) or find(atlas, least)
    )
    monkeypatch.setattr("webapp.service.duplicate_search._found", WeakKeyDictionary())
    assert "being worked out" in text_of(client.get("/duplicates"))
    found = duplicates_of(workspace.atlas, patience=None)
    assert found is not None
    assert "311 Customer Service Agent and DHS" in text_of(client.get("/duplicates"))
