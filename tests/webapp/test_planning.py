"""From draft to in force on pages and API: what a draft holds is for analysts only."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from taxonomy.model.planned import NoticeHead, PlannedChange
from taxonomy.plan.planned import PlanRefused
from webapp import create_app
from webapp.service import planning
from webapp.service.workspace import Workspace
from webapp.settings import Settings

ANN, BOB = planning.PlanAuthor(by="Ann"), planning.PlanAuthor(by="Bob", needs_two=True)
SPECIALIST = "denver/311-customer-service-specialist"
CHANGES = (
    PlannedChange(kind="retitle", classes=("CS2374",), title="City Service Specialist"),
    PlannedChange(kind="regrade", classes=("311 Operations Assistant",), grade="614-A", minimum=37_000, maximum=54_000),
    PlannedChange(kind="split", classes=("Operations Coordinator",), into=("Operations Planner", "Field Planner")),
    PlannedChange(kind="new", title="Chat Agent", code="CS9001", grade="613-S", minimum=32_130, maximum=46_904),
    PlannedChange(
        kind="requirement",
        classes=("CS2374",),
        text_from="Three years of customer service experience",
        text_to="Two years of customer service experience",
    ),
)


@pytest.fixture
def draft(own_workspace: Workspace) -> str:
    made = own_workspace.store.make_plan_set("Contact center", "denver", by="Ann")
    for change in CHANGES:
        planning.put_change(own_workspace, made.id, change, ANN)
    return made.id


@pytest.fixture
def stranger(own_workspace: Workspace) -> FlaskClient:
    """Somebody from elsewhere, without an account."""
    app = create_app(own_workspace, Settings(rate_limit=""))
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    return client


def test_a_draft_is_nowhere_for_the_public(draft: str, stranger: FlaskClient) -> None:
    for address in (f"/plan/{draft}", f"/plan/{draft}.json", f"/plan/{draft}/notice.md", f"/plan/{draft}/changes.csv"):
        assert stranger.get(address).status_code == 404
    assert stranger.get(f"/api/v1/change-sets/{draft}").status_code == 404
    assert stranger.get("/api/v1/change-sets").json["rows"] == []  # type: ignore[index]
    assert "Contact center" not in stranger.get("/plan").text
    assert "chat-agent" not in stranger.get("/api/v1/search?q=Chat+Agent").text
    assert stranger.post(f"/api/v1/change-sets/{draft}/acts", json={"act": "post"}).status_code == 403


def test_from_draft_to_in_force(draft: str, own_workspace: Workspace, stranger: FlaskClient) -> None:
    answer = planning.set_answer(own_workspace, own_workspace.store.plan_set(draft), to_analyst=True)
    assert {row.kind for row in answer.impact.rows} >= {"names_old_title"}  # type: ignore[union-attr]
    planning.act(own_workspace, draft, "submit", {}, ANN)
    with pytest.raises(PlanRefused, match="possible for what is draft"):
        planning.put_change(own_workspace, draft, CHANGES[0], ANN)
    planning.act(own_workspace, draft, "post", {}, BOB)
    assert "City Service Specialist" in stranger.get(f"/plan/{draft}").text
    assert stranger.get(f"/plan/{draft}/notice.docx").status_code == 200
    assert own_workspace.atlas.classes[SPECIALIST].title == "311 Customer Service Specialist"
    planning.adopt(own_workspace, draft, "2026-11-01", BOB, ("c4",))
    own_workspace.rebuild(force=False)
    found = stranger.get("/api/v1/classes/denver/city-service-specialist?as_of=2026-11-02").json
    assert found["as_of"]["title"] == "City Service Specialist"  # type: ignore[index]
    assert "Two years of customer service" in str(found["specification"]["requirement"])  # type: ignore[index]
    assert stranger.get(f"/classes/{SPECIALIST}").status_code == 301
    before = stranger.get("/api/v1/classes/denver/city-service-specialist?as_of=2026-10-31").json
    assert before["as_of"]["title"] == "311 Customer Service Specialist"  # type: ignore[index]
    assert stranger.get("/classes/denver/chat-agent").status_code == 404
    gone = stranger.get("/classes/denver/operations-coordinator").text
    assert "This class was abolished." in gone
    assert "Operations Planner" in stranger.get("/classes/denver/operations-coordinator/history").text
    assert own_workspace.differences_from_rebuild() == []


def test_the_same_through_the_pages(own_workspace: Workspace) -> None:
    client = create_app(own_workspace, Settings(rate_limit="")).test_client()
    client.application.config["WTF_CSRF_ENABLED"] = False
    made = client.post("/plan", data={"name": "Titles", "authority": "denver"})
    page = made.headers["Location"]
    change = {"kind": "retitle", "classes": "CS2154", "title": "City Agent"}
    assert client.post(f"{page}/changes", data=change).status_code == 303
    assert (
        client.post(f"{page}/changes", data={"kind": "retitle", "classes": "Nobody", "title": "X"}).status_code == 409
    )
    assert client.post(f"{page}/head", data={"number": "9", "date": "2026-10-01"}).status_code == 303
    assert client.post(f"{page}/comment", data={"text": "Why?", "change": "c1"}).status_code == 303
    assert "Why?" in client.get(page).text
    for step in ("submit", "post"):
        assert client.post(f"{page}/{step}").status_code == 303
    assert client.post(f"{page}/adopt", data={"effective": "soon"}).status_code == 409
    assert client.post(f"{page}/adopt", data={"effective": "2026-11-01"}).status_code == 303
    assert "In force since" in client.get(page).text
    assert client.get("/classes/denver/311-customer-service-agent").headers["Location"].endswith("/city-agent")
    assert client.get("/classes/denver/3-1-1-customer-service-agent").headers["Location"].endswith("/city-agent")


def test_conflicts_between_open_sets(own_workspace: Workspace, draft: str) -> None:
    other = own_workspace.store.make_plan_set("Other", "denver", by="Bob").id
    planning.put_change(own_workspace, other, PlannedChange(kind="abolish", classes=("CS2374",)), BOB)
    planning.put_change(own_workspace, other, PlannedChange(kind="new", title="Chat Agent"), BOB)
    found = planning.set_answer(own_workspace, own_workspace.store.plan_set(other), to_analyst=True)
    said = " ".join(each.text for each in found.conflicts)
    assert "ends 311 Customer Service Specialist" in said
    assert "Chat Agent" in said


def test_words_that_are_not_there_cannot_be_replaced(own_workspace: Workspace, draft: str) -> None:
    change = PlannedChange(kind="reword", classes=("CS2374",), text_from="never printed", text_to="x")
    with pytest.raises(PlanRefused, match="does not say"):
        planning.put_change(own_workspace, draft, change, ANN)


def test_the_notice_of_a_set_is_read_back_with_every_change(own_workspace: Workspace, draft: str) -> None:
    head = NoticeHead(number="1402", date="2026-12-01", hearing_date="2026-12-17", posting_days=13)
    planning.put_head(own_workspace, draft, head, ANN)
    planned = own_workspace.store.plan_set(draft)
    content = planning.plan_now(own_workspace, planned).notice(planned)
    text = planning.adopted_markdown(content)
    planning.refuse_unless_read_back(content, planning._read("n.md", text, "denver").parsed.notice)


def test_the_pay_plan_of_a_day(client: FlaskClient) -> None:
    found = client.get("/api/v1/pay-plan?as_of=2011-03-01&authority=denver").json
    grades = {g["grade"]: g["minimum"] for s in found["schedules"] for g in s["grades"]}  # type: ignore[index]
    assert grades["614-S"] == 33_597
    assert "615-S" not in grades
    assert "614-S" in client.get("/pay-plan?as_of=2011-03-01").text
