"""Does the page lead from a set of competencies to classes, by its address alone?"""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from webapp.service.workspace import Workspace

SET = ["reasoning", "teaching-others", "diversity"]


def _sets(client: FlaskClient, *keys: str, **more: Any) -> Any:
    return client.get("/find/competencies.json", query_string={"competency": list(keys), **more}).json


def test_a_class_shows_a_quote_for_what_it_states_and_names_the_rest(client: FlaskClient) -> None:
    found = _sets(client, *SET)
    for row in found["found"]["rows"]:
        covered = [held for held in row["held"] if held["state"] == "stated"]
        assert row["covered"] == len(covered)
        assert len(covered) + len(row["missing"]) == len(SET)
        assert all(held["quote"]["cite"]["href"].startswith("/documents/") for held in covered)
    counts = [row["covered"] for row in found["found"]["rows"]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_a_typed_label_joins_the_set_in_the_address(client: FlaskClient) -> None:
    led = client.get("/find/competencies", query_string={"competency": "reasoning", "add": "Teaching Others"})
    assert led.status_code == 303
    assert led.location == "/find/competencies?competency=reasoning&competency=teaching-others"


def test_what_is_no_competency_is_said_kept_and_answered_with_near_ones(client: FlaskClient) -> None:
    page = client.get("/find/competencies", query_string={"competency": "memory", "add": "teaching"})
    assert page.status_code == 200
    tree = HTMLParser(page.data)
    assert tree.css_first("#add").attributes["value"] == "teaching"  # type: ignore[union-attr]
    offer = next(a for a in tree.css("[role=alert] a") if a.text() == "Teaching Others")
    assert client.get(offer.attributes["href"]).status_code == 200  # type: ignore[arg-type]
    assert "competency=memory" in (offer.attributes["href"] or "")


def test_one_meaning_is_chosen_in_the_form_and_another_is_shown_as_near(client: FlaskClient) -> None:
    [pick] = _sets(client, "reasoning")["picks"]
    variant = next(each["value"] for each in pick["choices"] if each["value"].startswith("reasoning-"))
    found = _sets(client, variant)
    states = {held["state"] for row in found["found"]["rows"] for held in row["held"]}
    assert states == {"stated", "other_meaning"}
    assert [row["covered"] for row in found["found"]["rows"]][-1] == 0


def test_nothing_is_hidden_silently(client: FlaskClient) -> None:
    everything = _sets(client, *SET)["found"]["total"]
    few = _sets(client, *SET, least="2")
    assert few["found"]["total"] + few["left_out"] == everything
    assert few["left_out"]
    page = client.get("/find/competencies", query_string={"competency": SET, "least": "2"}).text
    assert "left out by these choices" in page


@pytest.mark.parametrize("sort", ["coverage", "title", "authority"])
def test_classes_are_sorted_through_the_address(client: FlaskClient, sort: str) -> None:
    titles = [row["title"] for row in _sets(client, *SET, sort=sort)["found"]["rows"]]
    assert (titles == sorted(titles, key=str.casefold)) is (sort == "title")


def test_what_no_class_states_is_named(client: FlaskClient) -> None:
    found = _sets(client, "reasoning@7", "memory")
    assert found["uncovered"] == ["Reasoning (from level 7)"]
    page = client.get("/find/competencies", query_string={"competency": ["reasoning@7"]}).text
    assert "No specification loaded here states:" in page


def test_tables_hold_a_row_for_each_class_and_pick(client: FlaskClient) -> None:
    query = {"competency": ["memory", "diversity", "reasoning@7"]}
    data = client.get("/find/competencies/table.csv", query_string=query).data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(data)))
    counted = _sets(client, *query["competency"])["found"]["total"]
    assert len(rows) == counted * 3 + 1
    assert rows[-1]["state"] == "no class states it"
    assert all(row["document"] and row["first_line"] for row in rows if row["state"] == "stated")
    book = client.get("/find/competencies/table.xlsx", query_string=query)
    assert book.data.startswith(b"PK")


def test_the_way_there_stands_on_find_and_on_a_competency(client: FlaskClient, workspace: Workspace) -> None:
    assert 'href="/find/competencies"' in client.get("/find").text
    key = next(iter(workspace.atlas.competencies))
    assert f'href="/find/competencies?competency={key}"' in client.get(f"/competencies/{key}").text


def test_nonsense_in_the_address_gets_a_page(client: FlaskClient) -> None:
    page = client.get(
        "/find/competencies?competency=%00&competency=<script>&add=%22><i>&least=-3&page=0&sort=no&authority=no"
    )
    assert page.status_code == 200
    assert "<script>" not in page.text.replace("<script type", "")


def test_a_competency_that_nobody_states_is_counted_as_looked_for_in_vain(
    client: FlaskClient, workspace: Workspace
) -> None:
    for address in ("/find/competencies?add=Telepathy", "/find/competencies?competency=Clairvoyance"):
        client.get(address)
    counts = {gap.words: gap.count for gap in workspace.store.gaps()}
    assert counts["telepathy"] == 1
    assert "clairvoyance" not in counts
