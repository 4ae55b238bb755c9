"""Pages and API of a class as of a day: old addresses lead on, proposals are called so."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

OLD = "denver/3-1-1-customer-service-agent"
NEW = "denver/311-customer-service-agent"
SPECIALIST = "denver/311-customer-service-specialist"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"/classes/{OLD}", f"/classes/{NEW}"),
        (f"/classes/{OLD}.json", f"/classes/{NEW}.json"),
        (f"/classes/{OLD}?as_of=2011-03-01", f"/classes/{NEW}?as_of=2011-03-01"),
        (f"/api/v1/classes/{OLD}", f"/api/v1/classes/{NEW}"),
        (f"/api/v1/history/{OLD}", f"/api/v1/history/{NEW}"),
        (f"/careers/{OLD}", f"/careers/{NEW}"),
        ("/classes/denver/cc2158", "/classes/denver/311-operations-assistant"),
    ],
)
def test_an_old_address_leads_to_the_new_one(client: FlaskClient, before: str, after: str) -> None:
    answer = client.get(before)
    assert (answer.status_code, answer.headers["Location"]) == (301, after)


def test_the_page_of_a_class_as_of_a_day(client: FlaskClient) -> None:
    text = client.get(f"/classes/{SPECIALIST}?as_of=2011-03-01").text
    assert "As of March 1, 2011: Known to exist, text not loaded" in text
    assert "Title: 3-1-1 Customer Service Specialist" in text


def test_a_proposed_title_is_not_shown_as_done(client: FlaskClient) -> None:
    text = client.get(f"/classes/{NEW}").text
    assert "The title in force is <b>3-1-1 Customer Service Agent</b>" in text
    gone = client.get("/classes/denver/3-1-1-customer-service-operations-supervisor").text
    assert "was abolished" not in gone
    assert "A notice proposes to abolish this class." in gone


def test_lists_of_a_day_hold_what_existed_then(client: FlaskClient) -> None:
    rows = client.get("/api/v1/classes?as_of=2011-03-01").json["rows"]  # type: ignore[index]
    titles = {row["title"] for row in rows}
    assert "3-1-1 Customer Service Agent" in titles
    assert not titles & {"Contact Center Director", "311 Customer Service Agent"}
    assert "3-1-1 Customer Service Agent" in client.get("/classes?as_of=2011-03-01").text


def test_what_changed_between_two_days(client: FlaskClient) -> None:
    found = client.get(f"/api/v1/history/{SPECIALIST}?from=2011-03-01&to=2011-05-01").json
    changed = {row["field"]: (row["before"], row["after"]) for row in found["difference"]["facts"]}  # type: ignore[index]
    assert changed["title"] == ("3-1-1 Customer Service Specialist", "311 Customer Service Specialist")
    assert "311 Customer Service Specialist" in client.get(f"/classes/{SPECIALIST}/history?from=2011&to=2012").text


def test_two_editions_are_compared_by_section(client: FlaskClient) -> None:
    found = client.get(f"/api/v1/history/{SPECIALIST}").json
    texts = [fact["value"] for fact in found["facts"] if fact["field"] == "edition"]  # type: ignore[index]
    page = client.get(f"/classes/{SPECIALIST}/history?from={texts[0]}&to={texts[1]}")
    assert page.status_code == 200
    assert "changed" in page.text


@pytest.mark.parametrize("address", [f"/classes/{NEW}?as_of=soon", "/classes?as_of=2011-99", "/api/v1/ladder?as_of=x"])
def test_what_is_no_date_is_refused(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 400


def test_the_ladder_and_the_search_of_a_day(client: FlaskClient) -> None:
    before = client.get("/api/v1/ladder?as_of=2008-01-01").json["edges"]  # type: ignore[index]
    after = client.get("/api/v1/ladder?as_of=2011-05-01").json["edges"]  # type: ignore[index]
    assert not [edge for edge in before if edge["to"].startswith("denver/")]
    assert [edge for edge in after if edge["to"] == SPECIALIST]
    hits = client.get("/api/v1/search?q=contact+center+director&as_of=2011-05-01").json["hits"]  # type: ignore[index]
    assert "denver/contact-center-director" not in {hit["id"] for hit in hits}
