"""Deciding on pages: two analysts at once, contradictions, undo, clusters, the ledger, and what is being worked in."""

from __future__ import annotations

import io
import json
import re
import threading
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from taxonomy.analysis.lint import lint
from taxonomy.model import Competency, Question
from taxonomy.wording.authority import Concept, Vocabulary
from taxonomy.wording.batches import REASONS, batch_id, sure_batches
from taxonomy.wording.decisions import standing
from tests.wording.corpus import bundled_statements
from webapp import create_app
from webapp.service.rebuilding import Rebuilder
from webapp.service.workspace import Workspace
from webapp.settings import Settings
from webapp.workbench.question_page import default_reason

PASSWORD = "four words in a row"
_HIDDEN = re.compile(r'name="(csrf_token|seen)" value="([^"]+)"')


def fields(client: FlaskClient, address: str) -> dict[str, str]:
    """The hidden fields of the first form of a page."""
    found: dict[str, str] = {}
    for name, value in _HIDDEN.findall(client.get(address).get_data(as_text=True)):
        found.setdefault(name, value)
    return found


def text_of(answer: object) -> str:
    page = HTMLParser(answer.data)  # type: ignore[attr-defined]
    return " ".join(page.css_first("main").text(separator=" ").split())  # type: ignore[union-attr]


def questions(workspace: Workspace, wanted: Callable[[Question], bool] = lambda q: True) -> list[Question]:
    return [q for q in workspace.atlas.questions if wanted(q)]


def editorial(question: Question) -> bool:
    return question.kind == "wording" and question.kinds == ("punctuation",)


def analyst(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    client.post("/sign-in", data={**fields(client, "/sign-in"), "name": name, "password": PASSWORD})
    return client


@pytest.fixture
def two_analysts(own_workspace: Workspace) -> tuple[FlaskClient, FlaskClient]:
    for name in ("Ann", "Bea"):
        own_workspace.store.create_account(name, "analyst", password=PASSWORD)
    app = create_app(own_workspace, Settings(rate_limit=""))
    return analyst(app, "Ann"), analyst(app, "Bea")


def test_the_queue_counts_and_filters(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    total = len(own_workspace.atlas.questions)
    whole = client.get("/workbench/index.json").get_json()
    assert whole["open"] == whole["found"]["total"] == total
    names = client.get("/workbench/index.json?kind=label").get_json()["found"]["total"]
    texts = client.get("/workbench/index.json?kind=wording").get_json()["found"]["total"]
    assert names + texts == total
    assert min(names, texts) > 0
    some = client.get("/workbench/index.json?difference=conjunction").get_json()["found"]
    assert 0 < some["total"] < total
    assert all("Conjunction" in row["kinds"] for row in some["rows"])
    asked = questions(own_workspace, lambda q: q.kind == "wording" and "shared_clause" not in q.features)[0]
    competency = own_workspace.atlas.find_competency(asked.left)
    assert competency is not None
    of_one = client.get(f"/workbench/index.json?competency={competency.id}").get_json()["found"]
    assert 0 < of_one["total"] < total
    assert asked.id in {row["id"] for row in of_one["rows"]}
    assert all(competency.pref_label in row["title"] for row in of_one["rows"])


def test_every_workbench_page_says_that_nobody_signed_in(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    question = own_workspace.atlas.questions[0]
    for address in (
        "/workbench",
        f"/workbench/{question.id}",
        "/workbench/competencies/reasoning",
        "/workbench/ledger",
        "/vocabulary/reference",
    ):
        assert "local analyst" in text_of(client.get(address)), address


def test_a_question_shows_difference_evidence_and_impact(own_app: Flask, own_workspace: Workspace) -> None:
    question = questions(own_workspace, editorial)[0]
    answer = own_app.test_client().get(f"/workbench/{question.id}")
    page = HTMLParser(answer.data)
    assert page.css_first("ins .hidden").text() == "added: "  # type: ignore[union-attr]
    assert page.css_first("del .hidden").text() == "removed: "  # type: ignore[union-attr]
    text = text_of(answer)
    atlas = own_workspace.atlas
    for class_id in question.affects:
        assert atlas.summary(class_id).title in text
    assert "no notice is needed" in text
    assert page.css('a[href*="?lines="]')


def test_an_answer_is_kept_and_leads_on(own_app: Flask, own_workspace: Workspace) -> None:
    client, (first, second) = own_app.test_client(), questions(own_workspace)[:2]
    form = fields(client, f"/workbench/{first.id}")
    answer = client.post(f"/workbench/{first.id}/decide", data={**form, "answer": "different", "why": "Two things."})
    assert answer.status_code == 303
    assert f"/workbench/{second.id}" in answer.headers["Location"]
    [made] = own_workspace.store.decisions()
    assert (made.answer, made.question, made.by, made.why) == ("different", first.id, "local analyst", "Two things.")
    assert first.id not in {q.id for q in own_workspace.atlas.questions}
    assert "Saved:" in text_of(client.get(answer.headers["Location"]))
    assert "Two things." in text_of(client.get(f"/workbench/{first.id}"))
    assert "Two things." in text_of(client.get("/workbench?state=decided"))


def test_taking_back_opens_the_question_again(own_app: Flask, own_workspace: Workspace) -> None:
    client, question = own_app.test_client(), questions(own_workspace)[0]
    form = fields(client, f"/workbench/{question.id}")
    client.post(f"/workbench/{question.id}/decide", data={**form, "answer": "different", "why": "Two things."})
    [made] = own_workspace.store.decisions()
    form = fields(client, f"/workbench/{question.id}")
    assert client.post(f"/workbench/undo/{made.id}", data=form).status_code == 303
    assert question.id in {q.id for q in own_workspace.atlas.questions}
    again = client.post(f"/workbench/undo/{made.id}", data=fields(client, "/workbench/ledger"))
    assert again.status_code in (400, 409)
    assert len(own_workspace.store.decisions()) == 2


def test_the_right_side_can_be_the_lower_level(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    question = questions(own_workspace, lambda q: q.features["suggests"] == "level_of")[0]
    form = fields(client, f"/workbench/{question.id}")
    client.post(f"/workbench/{question.id}/decide", data={**form, "answer": "upper", "why": "Reaches less far."})
    [made] = own_workspace.store.decisions()
    assert (made.answer, made.left, made.right) == ("level_of", question.right, question.left)


@pytest.mark.parametrize(
    ("data", "missing"),
    [
        ({"answer": "same"}, "why"),
        ({"answer": "same", "why": "   "}, "why"),
        ({"answer": "perhaps", "why": "x"}, "answer"),
        ({"why": "x"}, "answer"),
    ],
)
def test_an_answer_needs_a_reason(own_app: Flask, own_workspace: Workspace, data: dict[str, str], missing: str) -> None:
    """Where the kind of difference is not a reason in itself."""
    client = own_app.test_client()
    question = questions(own_workspace, lambda q: default_reason(q, "same") is None)[0]
    form = fields(client, f"/workbench/{question.id}")
    assert client.post(f"/workbench/{question.id}/decide", data={**form, **data}).status_code == 400
    assert own_workspace.store.decisions() == ()


def test_putting_off_needs_no_reason(own_app: Flask, own_workspace: Workspace) -> None:
    client, question = own_app.test_client(), questions(own_workspace)[0]
    form = fields(client, f"/workbench/{question.id}")
    assert client.post(f"/workbench/{question.id}/decide", data={**form, "answer": "skip"}).status_code == 303
    [made] = own_workspace.store.decisions()
    assert (made.answer, made.why) == ("skip", "Put off.")


def test_without_a_token_nothing_is_saved(own_app: Flask, own_workspace: Workspace) -> None:
    client, question = own_app.test_client(), questions(own_workspace)[0]
    data = {"answer": "same", "why": "x", "seen": "0"}
    assert client.post(f"/workbench/{question.id}/decide", data=data).status_code == 400
    assert own_workspace.store.decisions() == ()


def test_what_is_put_off_stays_in_its_own_list(own_app: Flask, own_workspace: Workspace) -> None:
    client, question = own_app.test_client(), questions(own_workspace)[0]
    form = fields(client, f"/workbench/{question.id}")
    client.post(f"/workbench/{question.id}/decide", data={**form, "answer": "skip", "why": "Ask the director."})
    rows = client.get("/workbench/index.json?state=skipped").get_json()["found"]["rows"]
    assert [row["id"] for row in rows] == [question.id]
    assert question.id not in {row["id"] for row in client.get("/workbench/index.json").get_json()["found"]["rows"]}
    form = fields(client, f"/workbench/{question.id}")
    answer = client.post(f"/workbench/{question.id}/decide", data={**form, "answer": "different", "why": "Asked."})
    assert answer.status_code == 303


def test_two_analysts_never_overwrite_each_other(
    two_analysts: tuple[FlaskClient, FlaskClient], own_workspace: Workspace
) -> None:
    ann, bea = two_analysts
    question = questions(own_workspace)[0]
    address = f"/workbench/{question.id}"
    forms = [fields(ann, address), fields(bea, address)]
    first = ann.post(f"{address}/decide", data={**forms[0], "answer": "different", "why": "Ann knows."})
    second = bea.post(f"{address}/decide", data={**forms[1], "answer": "same", "why": "Bea guesses."})
    assert (first.status_code, second.status_code) == (303, 409)
    assert "Ann knows." in text_of(second)
    assert [d.by for d in own_workspace.store.decisions()] == ["Ann"]


def test_one_of_many_at_the_same_moment_wins(own_app: Flask, own_workspace: Workspace) -> None:
    question = questions(own_workspace)[0]
    clients = [own_app.test_client() for _ in range(6)]
    forms = [fields(client, f"/workbench/{question.id}") for client in clients]
    start, codes = threading.Barrier(len(clients)), []

    def decide(number: int) -> None:
        start.wait()
        data = {**forms[number], "answer": "different", "why": f"Number {number}."}
        codes.append(clients[number].post(f"/workbench/{question.id}/decide", data=data).status_code)

    threads = [threading.Thread(target=decide, args=(number,)) for number in range(len(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [303] + [409] * 5
    assert len(own_workspace.store.decisions()) == 1
    assert own_workspace.store.verify_ledger() == []


def test_a_contradiction_is_said_before_and_refused(own_app: Flask, own_workspace: Workspace) -> None:
    client, question = own_app.test_client(), questions(own_workspace)[0]
    own_workspace.store.append_decision("different", None, question.left, question.right, by="Ann", why="Known.")
    address = f"/workbench/{question.id}"  # the generation does not know Ann's decision yet
    page = client.get(address)
    assert "Would contradict an older decision" in text_of(page)
    answer = client.post(f"{address}/decide", data={**fields(client, address), "answer": "same", "why": "x"})
    assert answer.status_code == 409
    assert "Ann" in text_of(answer)
    assert len(own_workspace.store.decisions()) == 1


def test_comments_stand_under_their_question(own_app: Flask, own_workspace: Workspace) -> None:
    client, question = own_app.test_client(), questions(own_workspace)[0]
    form = fields(client, f"/workbench/{question.id}")
    client.post(f"/workbench/{question.id}/comment", data={**form, "text": "Ask <b>Bo</b>."})
    page = client.get(f"/workbench/{question.id}")
    assert "Ask &lt;b&gt;Bo&lt;/b&gt;." in page.get_data(as_text=True)


# The queue while a generation is being built


def test_a_decision_is_acknowledged_before_it_is_worked_in(
    own_app: Flask, own_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rebuild that takes long: the answer comes at once, the queue hides the question, the page says so."""
    may_go_on, rebuild = threading.Event(), own_workspace.rebuild
    monkeypatch.setattr(own_workspace, "rebuild", lambda **options: may_go_on.wait(60) and rebuild(**options))
    monkeypatch.setattr("webapp.service.rebuilding.PATIENCE", 0.05)
    client, question = own_app.test_client(), questions(own_workspace)[0]
    form = fields(client, f"/workbench/{question.id}")
    answer = client.post(f"/workbench/{question.id}/decide", data={**form, "answer": "different", "why": "Two."})
    assert answer.status_code == 303
    assert len(own_workspace.store.decisions()) == 1
    queue = client.get("/workbench")
    assert "1 decision is newer than what you see: Saved. Results will update shortly." in text_of(queue)
    assert question.id not in {row["id"] for row in client.get("/workbench/index.json").get_json()["found"]["rows"]}
    assert question.id in {q.id for q in own_workspace.atlas.questions}
    may_go_on.set()
    for thread in threading.enumerate():
        if thread.name == "atlas-rebuilding":
            thread.join(60)
    assert question.id not in {q.id for q in own_workspace.atlas.questions}
    assert "newer than what you see" not in text_of(client.get("/workbench"))


def test_what_a_killed_process_left_is_worked_in_later(own_app: Flask, own_workspace: Workspace) -> None:
    question = questions(own_workspace)[0]
    own_workspace.store.append_decision("different", question.id, question.left, question.right, by="Ann", why="x")
    rebuilder = Rebuilder(own_workspace)
    assert rebuilder.is_behind
    rebuilder.catch_up()
    for thread in threading.enumerate():
        if thread.name == "atlas-rebuilding":
            thread.join(60)
    assert not rebuilder.is_behind
    assert rebuilder.progress() is None


def test_a_failed_rebuild_is_said_and_tried_again(own_workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError("no space left")

    question = questions(own_workspace)[0]
    own_workspace.store.append_decision("different", question.id, question.left, question.right, by="Ann", why="x")
    monkeypatch.setattr(own_workspace, "rebuild", full)
    rebuilder = Rebuilder(own_workspace)
    rebuilder.catch_up()
    progress = rebuilder.progress()
    assert progress is not None
    assert progress.problem == "no space left"
    assert not progress.running
    monkeypatch.undo()
    rebuilder.catch_up()
    assert not rebuilder.is_behind


# A whole competency at once


def test_choosing_a_text_leads_to_redlines(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    competency = own_workspace.atlas.competencies["reasoning"]
    text = competency.variants[0].definition or ""
    form = fields(client, "/workbench/competencies/reasoning")
    data = {**form, "do": "canonical", "member": competency.variants[0].id, "why": "The clearest."}
    assert client.post("/workbench/competencies/reasoning", data=data).status_code == 303
    rows = client.get("/redlines/reasoning.json").get_json()["rows"]
    others = {s.class_id for s in competency.statements if s.current and s.definition != text}
    assert len(rows) == len(others) > 0
    for row in rows:
        page = client.get(row["redline"])
        changed = page.get_data(as_text=True)
        assert "<ins>" in changed
        assert "<del>" in changed
        assert text in client.get(row["clean"]).get_data(as_text=True)
        with zipfile.ZipFile(io.BytesIO(client.get(row["word"]).data)) as word:
            body = word.read("word/document.xml").decode()
        assert re.search(r'<w:ins w:id="\d+" w:author="[^"]+" w:date="[^"]+"><w:r><w:t', body)
        assert re.search(r"<w:del [^>]+><w:r><w:delText", body)
    history = text_of(client.get("/workbench/competencies/reasoning"))
    assert "The clearest." in history


def test_all_chosen_texts_together_make_the_papers_of_the_board(own_app: Flask, own_workspace: Workspace) -> None:
    client, store = own_app.test_client(), own_workspace.store
    for key in ("reasoning", "teamwork"):
        competency = own_workspace.atlas.competencies[key]
        store.append_decision("canonical", None, key, competency.variants[0].id, by="Ann", why="The clearest.")
    own_workspace.rebuild()
    page = client.get("/redlines/board.json").get_json()
    both = [each for each in page["classes"] if len({row["label"] for row in each["changes"]}) > 1]
    assert both
    assert client.get(both[0]["redline"]).get_data(as_text=True).count("<ins>") > 1
    with zipfile.ZipFile(io.BytesIO(client.get("/redlines/board/all.zip").data)) as archive:
        names = archive.namelist()
        rows = archive.read("covering-table.csv").decode("utf-8-sig").splitlines()
    assert len([name for name in names if name.endswith("-redline.docx")]) == len(page["classes"])
    assert len(rows) > sum(len(each["changes"]) for each in page["classes"])
    assert client.get("/redlines/board/denver/no-such-class").status_code == 404


def test_a_second_choice_needs_the_first_taken_back(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    first, second = (v.id for v in own_workspace.atlas.competencies["reasoning"].variants[:2])
    address = "/workbench/competencies/reasoning"
    for member, expected in ((first, 303), (second, 409)):
        data = {**fields(client, address), "do": "canonical", "member": member, "why": "Best."}
        answer = client.post(address, data=data)
        assert answer.status_code == expected
    assert "was chosen before" in text_of(answer)


def test_checked_wordings_become_one(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    before = own_workspace.atlas.competencies["reasoning"].variants
    data = {**fields(client, "/workbench/competencies/reasoning"), "do": "same", "why": "One meaning."}
    answer = client.post("/workbench/competencies/reasoning", data={**data, "member": [v.id for v in before[:3]]})
    assert answer.status_code == 303
    assert len(own_workspace.atlas.competencies["reasoning"].variants) == len(before) - 2


def test_checked_wordings_are_kept_apart(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    members = [v.id for v in own_workspace.atlas.competencies["reasoning"].variants[:3]]
    data = {**fields(client, "/workbench/competencies/reasoning"), "do": "different", "why": "Levels."}
    client.post("/workbench/competencies/reasoning", data={**data, "member": members})
    assert len(own_workspace.store.decisions()) == 3
    asked = {frozenset((q.left, q.right)) for q in own_workspace.atlas.questions}
    assert not asked & {frozenset((a, b)) for a in members for b in members}


# The ledger


def test_the_ledger_goes_out_and_comes_in(own_app: Flask, own_workspace: Workspace) -> None:
    client, question = own_app.test_client(), questions(own_workspace)[0]
    form = fields(client, f"/workbench/{question.id}")
    client.post(f"/workbench/{question.id}/decide", data={**form, "answer": "different", "why": "Two things."})
    lines = client.get("/workbench/ledger/decisions.jsonl").data
    other = json.loads(lines) | {"id": "d-from-elsewhere", "left": "reading", "right": "writing", "question": None}
    other |= {"by": "The Director", "when": "1999-01-01T00:00:00+00:00"}
    other = {k: v for k, v in other.items() if k not in ("sequence", "hash", "previous_hash")}
    form = fields(client, "/workbench/ledger")
    file = (io.BytesIO(lines + json.dumps(other).encode()), "decisions.jsonl")
    answer = client.post("/workbench/ledger", data={**form, "file": file})
    assert "1 decision was added; 1 known before." in text_of(answer)
    made = own_workspace.store.decisions()[-1]
    assert (made.by, made.claimed_by, made.claimed_at) == ("local analyst", "The Director", "1999-01-01T00:00:00+00:00")
    assert made.when > "2026"
    assert "The Director, 1999-01-01 (stated in a file that local analyst imported)" in text_of(answer)
    assert "The chain is whole" in text_of(client.get("/workbench/ledger?prove=1"))
    assert b"semapv:ManualMappingCuration" in client.get("/workbench/ledger/mappings.sssom.tsv").data


def test_mappings_come_in_and_rows_of_unknown_things_are_named(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    form = fields(client, "/workbench/ledger")
    rows = [
        "subject_label\tpredicate_id\tobject_label\tmapping_justification",
        "Writing\tskos:exactMatch\tWritten Communication\tsemapv:ManualMappingCuration",
        "Writing\tskos:exactMatch\tJuggling\tsemapv:ManualMappingCuration",
    ]
    file = (io.BytesIO("\n".join(rows).encode()), "theirs.tsv")
    shown = text_of(client.post("/workbench/ledger", data={**form, "file": file}))
    assert "1 decision was added; 0 known before. Left out: Line 3: nothing here is called “Juggling”." in shown
    assert own_workspace.atlas.find_competency("writing") == own_workspace.atlas.find_competency(
        "Written Communication"
    )
    file = (io.BytesIO("\n".join([*rows[:2], "x"]).encode()), "theirs.tsv")
    answer = client.post("/workbench/ledger", data={**form, "file": file})
    assert (answer.status_code, len(own_workspace.store.decisions())) == (409, 1)
    assert "Nothing was added. Line 3:" in text_of(answer)


def test_a_file_that_is_no_ledger_changes_nothing(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    for data in (b"not json\n", b'{"id": 1}\n', b"\xff\xfe\x00"):
        form = fields(client, "/workbench/ledger")
        answer = client.post("/workbench/ledger", data={**form, "file": (io.BytesIO(data), "x.jsonl")})
        assert answer.status_code == 409
    assert own_workspace.store.decisions() == ()


# Vocabulary


def test_adopting_the_authoritys_text_is_one_decision(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    rows = client.get("/vocabulary/reference.json?state=differs").get_json()["found"]["rows"]
    row = rows[0]
    data = {"source": "ours", "competency": row["competency"], "concept": row["concept_id"]}
    answer = client.post("/vocabulary/reference/adopt", data={**fields(client, "/vocabulary/reference"), **data})
    assert answer.status_code == 303
    [made] = own_workspace.store.decisions()
    assert (made.answer, made.left, made.right) == ("canonical", row["competency"], row["text"])
    assert own_workspace.atlas.competencies[row["competency"]].definition == row["text"]
    assert client.get(answer.headers["Location"]).status_code == 200


def test_both_orders_of_levels_say_what_they_bring_and_contradict(own_app: Flask, own_workspace: Workspace) -> None:
    asked = next(q for q in questions(own_workspace) if q.features["suggests"] == "level_of")
    options = own_app.test_client().get(f"/workbench/{asked.id}.json").get_json()["options"]
    effects = {each["value"]: each["impact"]["effect"] for each in options}
    assert effects["level_of"].endswith("the first on a lower level than the second.")
    assert effects["upper"].endswith("the second on a lower level than the first.")
    own_workspace.store.append_decision("level_of", None, asked.right, asked.left, by="Ann", why="The manual says so.")
    options = own_app.test_client().get(f"/workbench/{asked.id}.json").get_json()["options"]
    against = {each["value"]: each["impact"]["contradiction"] for each in options}
    assert against["level_of"]
    assert against["upper"] is None


def test_the_impact_of_adopting_is_shown_before_it_is_done(client: FlaskClient) -> None:
    rows = client.get("/vocabulary/reference.json?state=differs").get_json()["found"]["rows"]
    assert all(row["impact"]["effect"] for row in rows)
    assert rows[0]["impact"]["effect"] in text_of(client.get("/vocabulary/reference?state=differs"))


def test_a_competency_that_is_only_named_differs_from_nothing() -> None:
    named = Competency(id="tact", pref_label="Tact", bare=(bundled_statements()[0],))
    concept = Concept(id="1", pref_label="Tact", definition="Finds the right tone.")
    assert Vocabulary([concept]).beside(named).state == "named"


def test_an_answer_that_comes_too_late_is_shown_with_its_reason(own_app: Flask, own_workspace: Workspace) -> None:
    first, second, asked = own_app.test_client(), own_app.test_client(), questions(own_workspace)[0]
    late = fields(second, f"/workbench/{asked.id}")
    form = fields(first, f"/workbench/{asked.id}")
    first.post(f"/workbench/{asked.id}/decide", data={**form, "answer": "same", "why": "One."})
    answer = second.post(f"/workbench/{asked.id}/decide", data={**late, "answer": "different", "why": "I think not"})
    assert (answer.status_code, len(own_workspace.store.decisions())) == (409, 1)
    assert "Your answer was not saved" in text_of(answer)
    assert "“I think not”" in text_of(answer)


def test_health_counts_what_is_there(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    page = client.get("/vocabulary/health.json").get_json()
    figures = {fact["name"]: fact["value"] for fact in page["figures"]}
    counts = own_workspace.atlas.counts()
    assert figures["Statements in current specifications"] == str(counts["statements"])
    assert [row["division"]["variants"] for row in page["rows"]] != []
    table = client.get("/vocabulary/health/table.csv").data.decode("utf-8-sig").splitlines()
    assert len(table) == 1 + int(figures["Competencies"])
    assert client.get("/vocabulary/health/table.xlsx").data.startswith(b"PK")


def test_a_text_that_must_not_come_back_is_listed_where_it_stands(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    variant = own_workspace.atlas.competencies["reasoning"].variants[-1]
    data = {**fields(client, "/workbench/competencies/reasoning"), "do": "suppress", "why": "Too vague."}
    client.post("/workbench/competencies/reasoning", data={**data, "member": [variant.id]})
    found = client.get("/workbench/index.json").get_json()["reintroduced"]
    assert {row["title"] for row in found} == {s.class_title for s in variant.statements if s.current}
    assert "must not come back" in text_of(client.get("/workbench/competencies/reasoning"))


def test_the_ledger_says_which_of_two_was_which_after_they_are_one(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    first, second = own_workspace.atlas.competencies["reasoning"].variants[:2]
    one, other = (v.definition or "" for v in (first, second))
    add = own_workspace.store.append_decision
    add("same", None, "writing", "written-communication", by="Ann", why="Two names.")
    add("level_of", None, "reading", "speaking", by="Ann", why="A slip.")
    add("same", None, first.id, second.id, by="Ann", why="One meaning.")
    own_workspace.store.undo_decision(own_workspace.store.decisions()[1].id, by="Ann", why="It was a slip.")
    own_workspace.rebuild()
    shown = text_of(client.get("/workbench/ledger"))
    assert "Writing is the same as Written Communication" in shown
    assert "Taken back No. 2: Reading is a lower level of Speaking" in shown
    rows = client.get("/workbench/ledger.json").get_json()["found"]["rows"]
    texts = [rows[1][side]["text"].removeprefix("Reasoning: ").rstrip("…") for side in ("left", "right")]
    assert [one.startswith(texts[0]), other.startswith(texts[1])] == [True, True]


def test_many_printings_of_one_side_are_folded_away(own_app: Flask, own_workspace: Workspace) -> None:
    asked = max(questions(own_workspace), key=lambda q: q.features["left_uses"])
    printed = sum(1 for s in own_workspace.atlas.competencies[asked.left].statements if s.current)
    assert printed > 6
    page = own_app.test_client().get(f"/workbench/{asked.id}").get_data(as_text=True)
    assert f"<summary>{printed - 6} more printings</summary>" in page


def test_a_single_wording_of_a_variant_can_be_kept_from_coming_back(own_app: Flask, own_workspace: Workspace) -> None:
    client, address = own_app.test_client(), "/workbench/competencies/reasoning"
    first, second = own_workspace.atlas.competencies["reasoning"].variants[:2]
    joined = {**fields(client, address), "do": "same", "why": "One meaning.", "member": [first.id, second.id]}
    client.post(address, data=joined)
    [variant, *_] = own_workspace.atlas.competencies["reasoning"].variants
    kept, unwanted = variant.wordings
    assert unwanted.text in text_of(client.get(address))
    data = {**fields(client, address), "do": "different", "why": "No.", "wording": [unwanted.id]}
    assert client.post(address, data=data).status_code == 400
    assert client.post(address, data={**data, "do": "suppress"}).status_code == 303
    printed = {s.class_title for s in unwanted.statements if s.current}
    assert {row["title"] for row in client.get("/workbench/index.json").get_json()["reintroduced"]} == printed
    page = client.get(address + ".json").get_json()
    assert {w["id"]: w["suppressed"] for m in page["members"] for w in m["wordings"]} == {
        kept.id: False,
        unwanted.id: True,
    }
    findings = [f for f in lint(own_workspace.atlas) if f.rule == "must_not_come_back"]
    assert {f.document for f in findings} == {s.document for s in unwanted.statements if s.current}
    assert all(f.quote and "No." in f.message for f in findings)
    made = own_workspace.store.decisions()[-1]
    assert (made.left, made.right) == (unwanted.id, unwanted.text)
    undo = {**fields(client, address), "why": "After all."}
    client.post(f"/workbench/undo/{made.id}", data=undo)
    assert client.get("/workbench/index.json").get_json()["reintroduced"] == []


def test_the_reference_page_compares_once_for_each_generation(
    own_app: Flask, own_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, asked = own_app.test_client(), []
    beside = Vocabulary.beside
    monkeypatch.setattr(Vocabulary, "beside", lambda self, c: asked.append(c.id) or beside(self, c))
    first = client.get("/vocabulary/reference.json").get_json()["found"]["total"]
    client.get("/vocabulary/reference?state=differs&page=2")
    assert len(asked) == len(own_workspace.atlas.competencies) <= first
    own_workspace.rebuild()
    client.get("/vocabulary/reference")
    assert len(asked) == 2 * len(own_workspace.atlas.competencies)


def test_decisions_from_elsewhere_put_questions_off_too(own_app: Flask, own_workspace: Workspace) -> None:
    question = questions(own_workspace)[0]
    own_workspace.store.append_decision("skip", None, question.right, question.left, by="Ann", why="Later.")
    own_workspace.rebuild()
    client = own_app.test_client()
    rows = client.get("/workbench/index.json?state=skipped").get_json()["found"]["rows"]
    assert [row["id"] for row in rows] == [question.id]


def test_the_sure_pairs_of_one_kind_are_one_batch_and_one_undo(
    two_analysts: tuple[FlaskClient, FlaskClient], own_workspace: Workspace
) -> None:
    ann, _ = two_analysts
    batches = sure_batches(own_workspace.atlas.questions, [])
    wanted = max(batches, key=lambda batch: len(batch.questions))
    address = f"/workbench/batch/{wanted.kind}"
    page = ann.get(address)
    assert page.get_data(as_text=True).count('name="question"') == len(wanted.questions)
    ticked = [question.id for question in wanted.questions][1:]
    assert ann.post(address, data={**fields(ann, address), "question": []}).status_code == 400
    saved = ann.post(address, data={**fields(ann, address), "question": ticked}, follow_redirects=True)
    assert f"{len(ticked)} decisions saved as one batch" in text_of(saved).replace("1 decision ", "1 decisions ")
    made = own_workspace.store.decisions()
    assert {d.why for d in made} == {REASONS[wanted.kind]}
    assert len({batch_id(d.id) for d in made}) == 1
    undone = ann.post(f"/workbench/undo/{made[0].id}?batch=1", data=fields(ann, address))
    assert undone.status_code == 303
    assert not standing(own_workspace.store.decisions())
    assert ann.get("/workbench/batch/scope").status_code == 404


def test_a_reason_may_stay_empty_where_the_difference_explains_the_answer(
    two_analysts: tuple[FlaskClient, FlaskClient], own_workspace: Workspace
) -> None:
    ann, _ = two_analysts
    sure = questions(own_workspace, editorial)[0]
    assert default_reason(sure, "same") == "Only marks differ."
    assert default_reason(sure, "level_of") is None
    address = f"/workbench/{sure.id}"
    form = {**fields(ann, address), "why": ""}
    assert ann.post(f"{address}/decide", data={**form, "answer": "level_of"}).status_code == 400
    assert ann.post(f"{address}/decide", data={**form, "answer": "same"}).status_code == 303
    assert own_workspace.store.decisions()[-1].why == "Only marks differ."
