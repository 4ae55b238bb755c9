"""Reading problems and Checks are work lists: each row has its act, and what was closed stays away until it changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.reading.test_corrections import TENDER
from tests.webapp.conftest import token_of
from webapp import create_app
from webapp.service.work_list import finding_items, problem_items, settled, sides
from webapp.service.workspace import Workspace
from webapp.settings import Settings

MEMO = "Notes of the harbor office\n\nThe lamps are late.\n"
RECIPE = "Soup of the quay\n\nBoil the water.\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two documents that give no class, and one that does."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in (("recipe.txt", RECIPE), ("memo.txt", MEMO), ("tender.txt", TENDER)):
        (folder / name).write_text(text, encoding="utf-8")
    workspace = Workspace.open(tmp_path / "home")
    workspace.ingest([folder])
    return workspace


@pytest.fixture
def client(workspace: Workspace) -> FlaskClient:
    """A browser of the local analyst."""
    return create_app(workspace, Settings(rate_limit="")).test_client()


def settle(client: FlaskClient, workspace: Workspace, document: str, act: str, why: str = "known") -> int:
    """Tick the problems of one document and send the form."""
    keys = [item.key for item, key, _ in problem_items(workspace.atlas) if key.startswith(document)]
    data = {"csrf_token": token_of(client, "/not-understood"), "item": keys, "act": act, "why": why}
    return client.post("/not-understood", data=data).status_code


def test_what_is_accepted_stays_away_until_its_text_changes(
    client: FlaskClient, workspace: Workspace, tmp_path: Path
) -> None:
    before = client.get("/not-understood.json").json
    assert settle(client, workspace, "memo", "accept") == 303
    page = client.get("/not-understood.json").json
    assert page["total"] == before["total"] - 1
    assert "memo.txt" not in str(page["found"])
    closed = client.get("/not-understood.json?state=accepted").json
    assert [row["closed_why"] for row in closed["found"]["rows"]] == ["known"]
    (tmp_path / "documents" / "memo.txt").write_text(MEMO.replace("late", "gone"), encoding="utf-8")
    workspace.ingest([tmp_path / "documents"])
    assert "memo.txt" in str(client.get("/not-understood.json").json["found"])


def test_a_rule_is_switched_off_for_one_employer_and_on_again(client: FlaskClient, workspace: Workspace) -> None:
    assert settle(client, workspace, "memo", "dismiss") == 303
    page = client.get("/not-understood")
    assert "recipe.txt" not in page.get_data(as_text=True)  # the same kind of problem, of the same (unknown) employer
    dismissed = client.get("/not-understood?state=dismissed").get_data(as_text=True)
    undo = re.search(r'action="(/workbench/undo/[^"]+)"', dismissed)
    assert undo is not None
    hidden = dict(re.findall(r'name="(csrf_token|seen)" value="([^"]+)"', dismissed))
    assert client.post(undo[1], data=hidden).status_code == 303
    assert "recipe.txt" in client.get("/not-understood").get_data(as_text=True)


def test_each_row_leads_to_its_correction(client: FlaskClient, workspace: Workspace) -> None:
    rows = client.get("/not-understood.json").json["found"]["rows"]
    assert rows
    assert all(client.get(row["correct"]).status_code == 200 for row in rows)


@pytest.mark.parametrize(("document", "why"), [("nothing", "known"), ("memo", "")], ids=["unticked", "no-reason"])
def test_nothing_is_closed_without_a_tick_and_a_reason(
    client: FlaskClient, workspace: Workspace, document: str, why: str
) -> None:
    assert settle(client, workspace, document, "accept", why) == 400
    assert workspace.store.decisions() == ()


def test_strangers_see_the_lists_without_acts(client: FlaskClient) -> None:
    for address in ("/not-understood", "/checks"):
        page = client.get(address, environ_base={"REMOTE_ADDR": "192.0.2.7"})
        assert page.status_code == 200
        assert "settle-why" not in page.get_data(as_text=True)


def test_findings_are_known_by_rule_and_words(workspace: Workspace) -> None:
    items = [item for item, _ in finding_items(())] + [item for item, _, _ in problem_items(workspace.atlas)]
    assert len({item.key for item in items}) == len(items)
    assert sides(items, "dismiss") == sorted({(item.rule, item.employer) for item in items})
    assert all(settled(()).state(item) == "open" for item in items)
