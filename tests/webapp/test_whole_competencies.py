"""From the page of one competency's wordings: levels in order, moving, making two competencies one, another name."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from taxonomy.exchange.reference import ReferenceVocabulary, save_vocabulary
from taxonomy.wording.authority import Concept
from tests.webapp.test_workbench import fields, text_of
from webapp.service.workspace import Workspace


def save(client: FlaskClient, competency: str, **data: object) -> TestResponse:
    address = f"/workbench/competencies/{competency}"
    return client.post(address, data={**fields(client, address), "why": "Read side by side.", **data})


@pytest.mark.parametrize(("do", "expected"), [("levels", [1, 2, 3]), ("levels_down", [3, 2, 1])])
def test_checked_texts_become_levels_in_order(
    own_app: Flask, own_workspace: Workspace, do: str, expected: list[int]
) -> None:
    members = [v.id for v in own_workspace.atlas.competencies["reasoning"].variants[:3]]
    assert save(own_app.test_client(), "reasoning", do=do, member=members).status_code == 303
    levels = {v.id: v.level for v in own_workspace.atlas.competencies["reasoning"].variants}
    assert [levels[member] for member in members] == expected


def test_levels_in_a_circle_are_named_as_a_contradiction(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    low, middle, high = (v.id for v in own_workspace.atlas.competencies["reasoning"].variants[:3])
    save(client, "reasoning", do="levels", member=[low, middle, high])
    answer = save(client, "reasoning", do="levels_down", member=[low, high], text="kept", name="kept, too")
    assert answer.status_code == 409
    assert "opposite order" in text_of(answer)


def test_a_text_moves_to_another_competency_and_back(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    moved = own_workspace.atlas.competencies["conscientiousness"].variants[0]
    save(client, "conscientiousness", do="moved", member=moved.id, name="Self Management")
    texts = {v.definition for v in own_workspace.atlas.competencies["self-management"].variants}
    assert moved.definition in texts
    [decision] = own_workspace.store.decisions()
    own_workspace.store.undo_decision(decision.id, by="Ann", why="Read again.")
    own_workspace.rebuild()
    assert moved.definition in {v.definition for v in own_workspace.atlas.competencies["conscientiousness"].variants}


def test_two_competencies_that_nothing_asks_about_become_one(own_app: Flask, own_workspace: Workspace) -> None:
    before = own_workspace.atlas.competencies
    answer = save(own_app.test_client(), "memory", do="merged", name="Attention to Detail")
    assert answer.status_code == 303
    atlas = own_workspace.atlas
    assert len(atlas.competencies) == len(before) - 1
    assert atlas.redirects["memory"] == "attention-to-detail"
    joined = atlas.competencies["attention-to-detail"]
    assert {joined.pref_label, *joined.alt_labels} == {"Memory", "Attention to Detail"}


def test_a_competency_gets_another_name_and_keeps_the_old(own_app: Flask, own_workspace: Workspace) -> None:
    save(own_app.test_client(), "memory", do="renamed", name="Recall")
    found = own_workspace.atlas.competencies["memory"]
    assert (found.pref_label, found.alt_labels) == ("Recall", ("Memory",))


REFUSED = [
    pytest.param({"do": "renamed", "name": "Listening"}, "“Listening” is another competency", id="name-taken"),
    pytest.param({"do": "renamed", "name": "Memory"}, "called “Memory” already", id="its-own-name"),
    pytest.param({"do": "merged", "name": "Juggling"}, "No competency is called “Juggling”", id="unknown"),
    pytest.param({"do": "merged", "name": "memory"}, "is this competency", id="itself"),
    pytest.param({"do": "moved", "name": "Listening"}, "Check what belongs elsewhere", id="nothing-checked"),
    pytest.param({"do": "levels", "name": "Kept"}, "Check two or more", id="one-level"),
    pytest.param({"do": "renamed", "name": "Kept", "why": " "}, "Give a reason", id="no-reason"),
]


@pytest.mark.parametrize(("data", "words"), REFUSED)
def test_what_is_missing_is_said_and_nothing_is_lost(
    own_app: Flask, own_workspace: Workspace, data: dict[str, str], words: str
) -> None:
    answer = save(own_app.test_client(), "memory", text="A text typed with care.", **data)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert words in text_of(answer)
    assert ("A text typed with care." in page, f'value="{data["name"]}"' in page) == (True, True)
    assert f'value="{data["do"]}" checked' in page or f'value="{data["do"]}" required checked' in page
    assert own_workspace.store.decisions() == ()


def test_what_was_saved_is_said_and_stands_in_the_history(own_app: Flask) -> None:
    client = own_app.test_client()
    answer = save(client, "memory", do="renamed", name="Recall")
    assert "Saved: Memory is to be called Recall" in text_of(client.get(answer.location))
    assert "Memory is to be called Recall" in text_of(client.get("/competencies/memory"))


def test_levels_are_not_offered_as_the_one_text(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    members = [v.id for v in own_workspace.atlas.competencies["written-communication"].variants]
    assert "If this text were chosen" in text_of(client.get("/workbench/competencies/written-communication"))
    save(client, "written-communication", do="levels", member=members)
    assert "If this text were chosen" not in text_of(client.get("/workbench/competencies/written-communication"))


def test_the_queue_is_filtered_by_what_the_evidence_says(own_app: Flask, own_workspace: Workspace) -> None:
    client = own_app.test_client()
    levels = [q for q in own_workspace.atlas.questions if q.features["suggests"] == "level_of"]
    page = text_of(client.get("/workbench?suggests=level_of"))
    assert f"Looks like two levels ({len(levels)})" in page or f"looks like two levels ({len(levels)})" in page
    assert f"of {len(levels)}, highest impact first" in page
    question = text_of(client.get(f"/workbench/{levels[0].id}"))
    assert "; ".join(levels[0].features["level_words"]) in question.split("Answer")[0]  # type: ignore[arg-type]


def test_two_texts_are_shown_where_they_begin_to_differ(own_app: Flask) -> None:
    page = text_of(own_app.test_client().get("/workbench"))
    assert "… pride, trust, and group identity; fosters commitment" in page
    assert "… pride, trust, and group identity, fosters commitment" in page


def test_a_competency_stands_beside_the_reference_vocabulary(own_app: Flask, own_workspace: Workspace) -> None:
    concept = Concept(id="x", pref_label="Recall", alt_labels=("Memory",), definition="Keeps.", scope_note="Not notes.")
    save_vocabulary(own_workspace.home, ReferenceVocabulary(title="State list", concepts=(concept,)))
    page = text_of(own_app.test_client().get("/competencies/memory"))
    assert "State list As “Recall”. Keeps. Scope: Not notes. differs" in page
    unknown = "/competencies/interpersonal-relationship-and-service-orientation"
    assert "In reference vocabularies" not in text_of(own_app.test_client().get(unknown))


def test_competencies_are_mapped_to_a_vocabulary(own_app: Flask, own_workspace: Workspace) -> None:
    concepts = (Concept(id="m1", pref_label="Memory"), Concept(id="m2", pref_label="Recall of facts"))
    save_vocabulary(own_workspace.home, ReferenceVocabulary(title="State list", concepts=concepts))
    client = own_app.test_client()
    page = client.get("/vocabulary/mapping?show=all&source=imported&page=2").text
    assert '<option value="m1" selected>Memory</option>' in page
    hidden = fields(client, "/vocabulary/mapping?show=all&source=imported&page=2") | {"source": "imported"}
    form = {
        **hidden,
        "competency": ["memory", "writing", "reading"],
        "match:memory": "exact_match",
        "concept:memory": "m1",
        "match:writing": "no_match",
        "match:reading": "broad_match",
        "other:reading": "recall of facts",
        "match:speaking": "exact_match",
    }
    answer = client.post("/vocabulary/mapping", data=form)
    assert answer.status_code == 303
    assert {(d.left, d.answer, d.right) for d in own_workspace.store.decisions()} == {
        ("memory", "exact_match", "reference:state-list/m1"),
        ("writing", "no_match", "reference:state-list/"),
        ("reading", "broad_match", "reference:state-list/m2"),
    }
    assert "3 mappings saved" in text_of(client.get(answer.location))
    mapped = text_of(client.get("/vocabulary/mapping?show=mapped&source=imported"))
    assert "Mapped 3 of" in mapped
    assert "is exactly m1 (state-list)" in mapped
    assert client.post("/vocabulary/mapping", data=hidden).status_code == 400
