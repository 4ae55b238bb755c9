"""Pages about moving: found by any name, every step with its line, and nothing about a person kept anywhere."""

from __future__ import annotations

import json
import logging
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from taxonomy.paths.profile import ExperienceEntry, Profile
from taxonomy.paths.qualify import qualify
from taxonomy.paths.routes import ORDERS, Route, Step
from taxonomy.paths.timetable import not_before, years_after
from webapp import create_app
from webapp.careers.ladder_steps import BEST_FOR
from webapp.careers.profile_form import ROWS, empty_form, profile_of, read_form
from webapp.careers.qualification_page import qualify_page
from webapp.careers.reminder import reminder_file
from webapp.service.workspace import Workspace
from webapp.settings import Settings

AGENT = "/careers/denver/311-customer-service-agent"
MANAGER = f"{AGENT}/to/denver/contact-center-operations-manager"
TYPED = {
    "education": "high school",
    "college_years": "1",
    "class_1": "311 Customer Service Agent",
    "years_1": "2.5",
    "of_2": "zymurgy and call-centre customer service",
    "years_2": "1",
    "licences": "Zeppelin pilot",
}
PROFILE = {
    "education": "high school",
    "college_years": 1,
    "experience": [{"class": "CS2154", "years": 2.5}, {"of": "zymurgy in a call centre", "years": 1}],
}


@pytest.fixture
def open_client(workspace: Workspace) -> FlaskClient:
    """A browser whose forms need no token."""
    app = create_app(workspace, Settings(rate_limit=""))
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


def text_of(client: FlaskClient, address: str, **form: str) -> str:
    answer = client.post(address, data=form) if form else client.get(address)
    assert answer.status_code == 200
    body = HTMLParser(answer.data).css_first("main")
    assert body is not None
    return " ".join(body.text(separator=" ").split())


@pytest.mark.parametrize(
    "asked", ["311 Customer Service Agent", "3-1-1 Customer Service Agent", "CS2154", "cs 2154"], ids=str
)
def test_a_class_is_found_by_title_old_title_and_code(client: FlaskClient, asked: str) -> None:
    answer = client.get("/careers", query_string={"class": asked})
    assert (answer.status_code, answer.headers["Location"]) == (303, AGENT)


def test_several_or_no_classes_are_said(client: FlaskClient) -> None:
    assert "Which of these?" in text_of(client, "/careers?class=agent")
    assert "No loaded class" in text_of(client, "/careers?class=beekeeper")


def test_the_list_beside_the_picture_says_the_same(client: FlaskClient, workspace: Workspace) -> None:
    page = HTMLParser(client.get(AGENT).data)
    boxes = {node.attributes["href"] for node in page.css("svg.ladder a")}
    listed = {node.attributes["href"] for node in page.css("main a") if node.parent and node.parent.tag != "svg"}
    assert boxes - {AGENT} <= listed
    steps = {title.text() for title in page.css("svg .step title")}
    assert len(steps) == sum(1 for _ in page.css("svg.picture .step"))
    legend = {row.text(strip=True) for row in page.css(".legend li")}
    assert {step.rsplit(": ", 1)[1] for step in steps} == legend


def test_similar_classes_are_dotted_only_when_asked_for(client: FlaskClient) -> None:
    plain, dotted = (HTMLParser(client.get(f"{AGENT}{query}").data) for query in ("", "?similar=1"))
    assert not plain.css("svg.picture .similar")
    lines = [title.text().rsplit(": ", 1)[0] for title in dotted.css("svg.picture .similar title")]
    assert lines
    marked = [row for row in dotted.css("main li") if "Dotted lines" in row.text() and row.css("blockquote")]
    assert len(marked) == len(lines)
    for row in marked:
        heading = row.css_first("h3")
        assert heading is not None
        assert any(heading.text(strip=True) in line for line in lines)
    up = client.get(f"{AGENT}.json?similar=1").json["up"]
    assert up == client.get(f"{AGENT}.json").json["up"]


def test_what_is_told_apart_is_drawn_beside_it_without_an_arrow(client: FlaskClient) -> None:
    page = HTMLParser(client.get(AGENT).data)
    (line,) = page.css("svg.picture .distinguished_from")
    assert "DHS Customer Service Agent" in line.text()
    assert not line.css(".arrow")
    apart = page.css_first("main details")
    assert apart is not None
    assert "DHS Customer Service Agent" in apart.text()


def test_the_api_gives_similar_classes_one_class_at_a_time(client: FlaskClient) -> None:
    asked = {"class": "denver/311-customer-service-agent"}
    kinds = {edge["kind"] for edge in client.get("/api/v1/ladder", query_string=asked).json["edges"]}
    more = client.get("/api/v1/ladder", query_string={**asked, "similar": "1"}).json["edges"]
    assert "similar" not in kinds
    assert all(edge["why"] and edge["quote"] for edge in more if edge["kind"] == "similar")
    assert {edge["kind"] for edge in more} == kinds | {"similar"}
    assert client.get("/api/v1/ladder?similar=1").status_code == 400


def test_every_step_has_its_sentence_and_line(client: FlaskClient) -> None:
    page = client.get(f"{AGENT}.json").json
    assert [row["link"]["text"] for row in page["up"]] == [
        "311 Customer Service Specialist",
        "Contact Center Operations Manager",
        "Lead Customer Service Agent",
    ]
    for row in (*page["up"], *page["below"]):
        for evidence in row["evidence"]:
            assert evidence["quote"]["cite"]["first_line"] > 0
            assert client.get(evidence["quote"]["cite"]["href"]).status_code == 200


def test_pay_is_in_dollars_where_stated_and_absent_where_not(client: FlaskClient) -> None:
    up = {row["link"]["text"]: row["pay"] for row in client.get(f"{AGENT}.json").json["up"]}
    assert up["Lead Customer Service Agent"]["range"] == "$35,124 to $51,268"
    assert up["311 Customer Service Specialist"] is None
    assert "615-S" not in text_of(client, AGENT)


def test_years_bound_what_is_shown(client: FlaskClient) -> None:
    page = client.get(f"{AGENT}.json?within=1").json
    assert "Contact Center Operations Manager" not in {row["link"]["text"] for row in page["up"]}


DIRECTOR = f"{AGENT}/to/denver/contact-center-director"


@pytest.mark.parametrize("order", ORDERS)
def test_routes_come_in_the_order_asked_for(client: FlaskClient, order: str) -> None:
    page = client.get(f"{DIRECTOR}.json?order={order}").json
    assert BEST_FOR[order] in page["routes"][0]["best_for"]  # type: ignore[index]
    chosen = HTMLParser(client.get(f"{DIRECTOR}?order={order}").data).css_first("#routes [aria-current]")
    assert chosen is not None
    assert chosen.text() == BEST_FOR[order]  # type: ignore[index]
    asked = {"from": AGENT.removeprefix("/careers/"), "to": "denver/contact-center-director", "order": order}
    found = client.get("/api/v1/routes", query_string=asked).json
    assert order in found["routes"][0]["best_for"]


def test_what_a_step_adds_is_what_the_gap_lists(client: FlaskClient) -> None:
    for row in client.get(f"{AGENT}.json").json["up"]:
        goal = client.get(f"{row['target']}.json").json
        new = next(group for group in goal["gaps"] if group["state"] == "new")["rows"]
        assert row["new_competencies"].split()[0] == str(len(new))


def test_a_route_by_likeness_is_there_only_where_asked_for_and_says_so(client: FlaskClient) -> None:
    assert "only similar" not in text_of(client, DIRECTOR)
    assert "No similar class leads there" in text_of(client, f"{DIRECTOR}?similar=1")
    aside = f"{AGENT}/to/denver/311-operations-assistant"
    assert "only similar" in text_of(client, f"{aside}?similar=1")
    assert "No loaded specification states a route" in text_of(client, f"{aside}?similar=1")


def test_the_parts_of_an_experience_are_told_apart_and_its_sentence_stands_once(client: FlaskClient) -> None:
    said = text_of(client, f"{DIRECTOR}#standing")
    assert "1 year of experience: budget and fiscal oversight responsibilities" in said
    assert "1 year of experience: establishing objectives and strategies for the operational area" in said
    assert said.count("Three years of management level experience") == 1


def test_a_target_without_a_route_is_still_a_page(client: FlaskClient) -> None:
    assert "No loaded specification states a route" in text_of(client, f"{AGENT}/to/denver/311-analyst-trainer")


@pytest.mark.parametrize("address", [f"{AGENT}/to/denver/nobody", "/careers/denver/nobody"])
def test_an_unknown_class_is_no_page(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


class TestWhereIStand:
    def test_the_form_works_without_scripts(self, open_client: FlaskClient) -> None:
        said = text_of(open_client, MANAGER, **TYPED)
        assert "Not met half a year short" in said
        assert "full time from today and HR says yes to what only HR can judge." in said
        assert "2.5 of 3 years count" in said
        assert "A rule may replace it: ask HR" in said
        assert "The text names this class" in said

    def test_all_classes_at_once(self, open_client: FlaskClient) -> None:
        answer = open_client.post("/careers/qualify", data=TYPED, headers={"Accept": "application/json"})
        groups = {g["words"]: [row["link"]["text"] for row in g["rows"]] for g in answer.json["groups"]}
        assert "Lead Customer Service Agent" in groups["Met"]
        assert "Contact Center Operations Manager" in groups["Not met"]
        assert groups["Ask HR"] == ["311 DIRECTOR"]

    def test_what_lacks_beside_years_is_said(self, open_client: FlaskClient) -> None:
        typed = {"education": "high school", "class_1": "311 Customer Service Agent", "years_1": "3"}
        answer = open_client.post("/careers/qualify", data=typed, headers={"Accept": "application/json"})
        rows = {row["link"]["text"]: row for group in answer.json["groups"] for row in group["rows"]}
        assert "associate degree" in rows["Contact Center Operations Manager"]["lacks"][0]
        assert rows["Lead Customer Service Agent"]["lacks"] == []

    def test_a_long_list_comes_in_stretches(self, workspace: Workspace, open_client: FlaskClient) -> None:
        with open_client.application.test_request_context():
            found = qualify(Profile(), workspace.atlas.rulebook, date(2026, 1, 1)) * 20
            pages = [
                qualify_page(workspace.atlas, empty_form(), found, None, {"not_met": begin}).groups
                for begin in (0, 60, 10**6)
            ]
        groups = [next(group for group in page or () if group.answer == "not_met") for page in pages]
        assert [(g.begins, g.before, g.behind, len(g.rows)) for g in groups[:2]] == [
            (0, None, 60, 60),
            (60, 0, 120, 60),
        ]
        assert (len(groups[2].rows), groups[2].behind) == (1, None)

    @pytest.mark.parametrize(
        ("field", "typed", "said"),
        [
            ("years_1", "many", "is no number"),
            ("years_1", "", "How many years"),
            ("years_1", "-2", "negative"),
            ("years_1", "1e300", "more than"),
            ("college_years", "nan", "more than"),
        ],
    )
    def test_what_cannot_be_read_is_said(self, open_client: FlaskClient, field: str, typed: str, said: str) -> None:
        assert said in text_of(open_client, MANAGER, **{**TYPED, field: typed})

    def test_markup_stays_text(self, open_client: FlaskClient) -> None:
        answer = open_client.post(MANAGER, data={**TYPED, "of_2": '<script>alert(1)</script>"><img src=x>'})
        assert not HTMLParser(answer.data).css("script:not([src]), main img")

    def test_a_form_needs_its_token(self, client: FlaskClient) -> None:
        for address in (MANAGER, f"{MANAGER}/sheet", f"{MANAGER}/reminder.ics", "/careers/qualify"):
            assert client.post(address, data=TYPED).status_code == 400

    def test_the_sheet_holds_the_answers(self, open_client: FlaskClient) -> None:
        said = text_of(open_client, f"{MANAGER}/sheet", **TYPED)
        assert "half a year short" in said
        assert "What we agreed" in said

    def test_the_reminder(self, open_client: FlaskClient) -> None:
        answer = open_client.post(f"{MANAGER}/reminder.ics", data={"date": "2027-05-24"})
        assert answer.mimetype == "text/calendar"
        assert b"DTSTART;VALUE=DATE:20270524\r\n" in answer.data
        for wrong in ("", "soon", "9999-12-31", "0001-01-01"):
            assert open_client.post(f"{MANAGER}/reminder.ics", data={"date": wrong}).status_code == 400

    def test_the_api_takes_the_profile_of_the_contract(self, client: FlaskClient) -> None:
        answer = client.post("/api/v1/qualify?class=denver/lead-customer-service-agent&on=2026-01-01", json=PROFILE)
        assert [each["answer"] for each in answer.json] == ["ask_hr"]
        for wrong in (b"{", b'{"name": "Ann"}', b'{"experience": [{"years": -1}]}', b"\xff"):
            refused = client.post("/api/v1/qualify", data=wrong)
            assert (refused.status_code, refused.mimetype) == (400, "application/problem+json")


class TestNothingIsKept:
    POSTS = (MANAGER, f"{MANAGER}/sheet", "/careers/qualify")

    def test_no_cache_keeps_an_answer(self, open_client: FlaskClient) -> None:
        for address in self.POSTS:
            assert open_client.post(address, data=TYPED).headers["Cache-Control"] == "no-store"
        assert open_client.post("/api/v1/qualify", json=PROFILE).headers["Cache-Control"] == "no-store"

    def test_no_log_and_no_file_holds_a_word_of_it(
        self, open_client: FlaskClient, workspace: Workspace, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            for address in self.POSTS:
                open_client.post(address, data=TYPED)
            open_client.post("/api/v1/qualify", json=PROFILE)
            open_client.post("/api/v1/qualify", data=b'{"zymurgy": 1}')
        assert "zymurgy" not in caplog.text.lower()
        for path in Path(workspace.home).rglob("*"):
            assert not path.is_file() or b"zymurgy" not in path.read_bytes()

    def test_nothing_of_it_stands_in_an_address(self, open_client: FlaskClient) -> None:
        page = HTMLParser(open_client.post(MANAGER, data=TYPED).data)
        addresses = [node.attributes.get(name) or "" for name in ("href", "action") for node in page.css(f"[{name}]")]
        assert not any("zymurgy" in each or "years_1" in each or "Zeppelin" in each for each in addresses)
        assert all(form.attributes["method"] == "post" for form in page.css("#standing form"))


class TestTheForm:
    def test_it_is_read_as_it_is_shown(self, app: Flask, workspace: Workspace) -> None:
        form = read_form(TYPED)
        assert profile_of(form, workspace.atlas, "denver") == Profile(
            education="high school",
            college_years=1,
            experience=(
                ExperienceEntry(class_="311 Customer Service Agent", years=2.5, authority="denver"),
                ExperienceEntry(of="zymurgy and call-centre customer service", years=1),
            ),
            licences=("Zeppelin pilot",),
        )

    def test_there_is_always_an_empty_row(self) -> None:
        assert len(empty_form().experience) == ROWS
        many = {f"of_{n}": "work" for n in range(1, 8)}
        assert [bool(row.of) for row in read_form(many).experience] == [True] * 7 + [False]

    @pytest.mark.parametrize(
        ("typed", "years"),
        [
            pytest.param({"years_1": "1", "months_1": "6"}, 1.5, id="years and months"),
            pytest.param({"begun_1": "2019-04", "ended_1": "3/2021"}, 2, id="from month to month"),
            pytest.param({"years_1": "2", "hours_1": "20"}, 1, id="half time"),
            pytest.param({"years_1": "2", "hours_1": "60"}, 2, id="never more than full time"),
        ],
    )
    def test_how_long_is_told_in_many_ways(self, workspace: Workspace, typed: dict[str, str], years: float) -> None:
        (held,) = profile_of(read_form({"of_1": "work", **typed}), workspace.atlas, None).experience
        assert held.years == pytest.approx(years)

    def test_a_file_brings_the_answers_back_and_is_kept_nowhere(self, open_client: FlaskClient) -> None:
        saved = open_client.post("/careers/profile.json", data={**TYPED, "major": "History"})
        assert saved.headers["Cache-Control"] == "no-store"
        assert "attachment" in saved.headers["Content-Disposition"]
        sent = {"profile_file": (BytesIO(saved.data), "my-profile.json")}
        page = HTMLParser(open_client.post("/careers/qualify", data=sent).data)
        values = {
            node.attributes.get("name"): node.attributes.get("value") for node in page.css("[data-profile] input")
        }
        assert (values["class_1"], values["years_1"], values["major"]) == (
            "311 Customer Service Agent",
            "2.5",
            "History",
        )
        wrong = {"profile_file": (BytesIO(b"{"), "my-profile.json")}
        assert b"cannot be read" in open_client.post("/careers/qualify", data=wrong).data

    def test_more_rows_come_without_answers(self, open_client: FlaskClient) -> None:
        page = HTMLParser(open_client.post("/careers/qualify", data={**TYPED, "more_rows": "1"}).data)
        assert len(page.css(".work")) == 2 + 3
        assert not page.css("#answers .answer")

    def test_a_title_nobody_knows_is_kept_as_typed(self, workspace: Workspace) -> None:
        form = read_form({"class_1": "Beekeeper", "years_1": "2,5"})
        assert profile_of(form, workspace.atlas, "denver").experience == (
            ExperienceEntry(class_="Beekeeper", years=2.5),
        )


def test_checks_are_listed_by_rule(client: FlaskClient) -> None:
    page = client.get("/checks.json?rule=identical_competencies").json
    assert page["found"]["total"] == 1
    assert "DHS Customer Service Agent" in page["found"]["rows"][0]["message"]
    assert client.get("/checks?rule=nonsense&page=99").status_code == 200


def test_a_calendar_line_is_never_longer_than_75_octets() -> None:
    text = reminder_file(
        date(2027, 1, 31), "Señor Agent; Second, Class \\ Night " * 9, "https://example.test/" + "x" * 99
    )
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "")
    assert "\\; Second\\, Class \\\\" in unfolded
    assert re.search(r"DTEND;VALUE=DATE:20270201", unfolded)


def test_the_command_gives_the_same_as_the_api(client: FlaskClient, workspace: Workspace) -> None:
    start, goal = "denver/311-customer-service-agent", "denver/contact-center-director"
    found = client.get("/api/v1/routes", query_string={"from": start, "to": goal}).json
    assert [route["classes"] for route in found["routes"]] == [
        list(route.classes) for route in workspace.atlas.route_map.routes(start, goal).routes
    ]
    assert json.dumps(found)


class TestNextMoves:
    MOVES = f"{AGENT}/moves"

    def test_they_are_one_list_named_first_with_what_is_asked(self, client: FlaskClient) -> None:
        rows = client.get(f"{self.MOVES}.json").json["rows"]
        kinds = [row["kind"] for row in rows]
        assert kinds == sorted(kinds, key=["named", "family", "sideways"].index)
        assert len({row["id"] for row in rows}) == len(rows)
        named = [row for row in rows if row["kind"] == "named"]
        assert all(row["evidence"] for row in named)
        assert any(len(row["asks"]) > 1 for row in named)
        assert "Tell about yourself" in rows[0]["readiness"]

    def test_answers_rank_the_nearest_first_and_say_what_is_missing(self, open_client: FlaskClient) -> None:
        answer = open_client.post(self.MOVES, data=TYPED, headers={"Accept": "application/json"})
        assert answer.headers["Cache-Control"] == "no-store"
        rows = {row["link"]["text"]: row for row in answer.json["rows"] if row["kind"] == "named"}
        assert list(rows).index("Lead Customer Service Agent") < list(rows).index("Contact Center Operations Manager")
        assert rows["Lead Customer Service Agent"]["readiness"].startswith("Ready")
        manager = rows["Contact Center Operations Manager"]
        assert manager["readiness"].startswith("Not yet: half a year short, earliest")

    def test_filters_leave_out_what_is_not_known(self, open_client: FlaskClient) -> None:
        for asked, kept in ({"kind": "named"}, "named"), ({"examination": "promotional"}, None), ({"kind": "x"}, ""):
            rows = open_client.get(f"{self.MOVES}.json", query_string=asked).json["rows"]
            assert kept is not None or rows == []
            assert not kept or {row["kind"] for row in rows} == {kept}
        typed = {**TYPED, "ready": "met"}
        rows = open_client.post(self.MOVES, data=typed, headers={"Accept": "application/json"}).json["rows"]
        assert {row["standing"]["answer"] for row in rows} == {"met"}


@pytest.mark.parametrize("sheet", ["interview", "development", "to/denver/contact-center-director/development"])
def test_sheets_are_made_of_cited_sentences(client: FlaskClient, workspace: Workspace, sheet: str) -> None:
    page = client.get(f"{AGENT}/{sheet}.json").json
    assert page["rows"]
    for row in (*page["rows"], *page["knowledge"], *page["needed"]):
        assert row["cite"]["first_line"] > 0
        assert client.get(row["cite"]["href"]).status_code == 200
    text = text_of(client, f"{AGENT}/{sheet}")
    assert page["rows"][0]["label"] in text
    source = " ".join(" ".join(each.lines) for each in workspace.atlas.documents.values())
    printed = " ".join(source.split())
    for row in page["rows"]:
        assert row["label"] in printed
    assert client.get(f"/careers/denver/nobody/{sheet}").status_code == 404


def test_a_plan_has_a_date_for_each_step(open_client: FlaskClient) -> None:
    told = {"education": "high school", "class_1": "311 Customer Service Agent", "years_1": "2.5"}
    found = text_of(open_client, MANAGER, **told)
    day = years_after(date.today(), 0.5)
    assert f"Contact Center Operations Manager : not before {day:%B %Y}, after 3 years in the class before" in found
    assert "not before" not in text_of(open_client, MANAGER)


@pytest.mark.parametrize(
    ("lengths", "served", "days"),
    [
        ((2, 3), 0.5, ["2028-06-01", "2031-06-01"]),
        ((2, 3), 5, ["2026-12-01", "2029-12-01"]),  # more years than the first step asks for help no other step
        ((2, None, 3), 0, ["2028-12-01", None, None]),  # a step without a length may take any time
    ],
)
def test_no_step_is_dated_before_the_lengths_stated(
    lengths: tuple[float | None, ...], served: float, days: list[str | None]
) -> None:
    names = "abcd"
    steps = tuple(
        Step(from_=names[place], to=names[place + 1], years=years, new_competencies=None, edges=())
        for place, years in enumerate(lengths)
    )
    route = Route(
        classes=tuple(names), years=None, unstated=0, new_competencies=None, most_new=None, prepared=None, steps=steps
    )
    found = not_before(route, served, date(2026, 12, 1))
    assert [day.isoformat() if day else None for day in found] == days


SENIOR_PAGE = """CITY OF ARDEN
CLASS TITLE: {title}

DEFINITION
Performs the work of the class.

MINIMUM QUALIFICATIONS
{asks}
{more}
"""


def test_what_else_is_needed_and_when(tmp_path: Path) -> None:
    more = "A valid Ohio driver's license is required at the time of appointment.\nAll must pass a background check."
    for title, asks, beside in (("Clerk", "High school diploma.", ""), ("Chief", "Two years as a Clerk.", more)):
        (tmp_path / f"{title}.txt").write_text(SENIOR_PAGE.format(title=f"{title} Typist", asks=asks, more=beside))
    workspace = Workspace(tmp_path / "home")
    workspace.ingest([tmp_path / "Clerk.txt", tmp_path / "Chief.txt"])
    found = text_of(
        create_app(workspace, Settings(rate_limit="")).test_client(),
        "/careers/arden/clerk-typist/to/arden/chief-typist",
    )
    assert "License or certificate , needed by appointment" in found
    assert "Background, medical or physical check" in found


def test_the_page_of_a_class_says_what_else_is_needed_and_shows_its_rules(tmp_path: Path) -> None:
    more = (
        "A college degree may be substituted for one year of the experience.\nApplicants must live within the county."
    )
    text = SENIOR_PAGE.format(title="Chief Typist", asks="Two years of typing experience.", more=more)
    (tmp_path / "chief.txt").write_text(text)
    workspace = Workspace(tmp_path / "home")
    workspace.ingest([tmp_path / "chief.txt"])
    found = text_of(create_app(workspace, Settings(rate_limit="")).test_client(), "/classes/arden/chief-typist")
    assert "What else it asks for, and when" in found
    assert "Residence : Applicants must live within the county." in found
    assert "Education may replace experience, up to 1 year" in found


def test_no_day_is_promised_to_who_must_first_get_into_the_named_class(open_client: FlaskClient) -> None:
    told = {"education": "associate", "years_1": "1"}
    other = text_of(open_client, MANAGER, of_1="gardening", **told)
    assert "years short" in other
    assert "Earliest" not in other
    assert "Earliest" in text_of(open_client, MANAGER, class_1="311 Customer Service Agent", **told)
