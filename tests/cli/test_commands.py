"""The command line as other programs use it: names, shapes and exit codes of docs/api.md."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import DOCUMENTS, ROOT, Run, run_in
from webapp.cli import COMMANDS

PROFILE = {
    "education": "high school",
    "college_years": 1,
    "experience": [
        {"class": "311 Customer Service Agent", "years": 2.5, "authority": "denver"},
        {"of": "other call-centre customer service", "years": 1},
    ],
    "licences": [],
}


class TestParse:
    def test_one_object_a_file_in_the_order_of_the_files(self, fresh: Run) -> None:
        files = sorted(DOCUMENTS.iterdir())
        ran = fresh("parse", *files, "--json")
        assert ran.code == 0
        assert [line["source"]["name"] for line in ran.lines] == [path.name for path in files]
        assert [len(line["specifications"]) for line in ran.lines] == [1, 1, 1, 1, 8]
        assert ran.lines[4]["notice"]["number"] == "1341"

    def test_it_makes_no_workspace(self, fresh: Run, tmp_path: Path) -> None:
        fresh("parse", next(DOCUMENTS.iterdir()), "--json")
        assert not (tmp_path / "home").exists()

    def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(self, fresh: Run, tmp_path: Path) -> None:
        bad = tmp_path / "bad.pdf"
        bad.write_bytes(b"%PDF-1.7 nothing behind it")
        ran = fresh("parse", bad, next(DOCUMENTS.iterdir()), "--json")
        assert ran.code == 1
        assert [problem["code"] for problem in ran.lines[0]["problems"]] == ["unreadable"]
        assert len(ran.lines[1]["specifications"]) == 1
        assert "bad.pdf" in ran.err

    def test_nothing_readable_is_exit_2(self, fresh: Run, tmp_path: Path) -> None:
        assert fresh("parse", tmp_path / "missing.txt", "--json").code == 2


class TestIngest:
    def test_a_folder_without_documents_is_said(self, fresh: Run, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        ran = fresh("ingest", tmp_path / "empty", "--json")
        assert (ran.code, ran.json["added"]) == (2, 0)
        assert "No documents" in ran.err

    def test_files_of_other_kinds_are_passed_over_by_name(self, fresh: Run, tmp_path: Path) -> None:
        folder = tmp_path / "mixed"
        (folder / "inner").mkdir(parents=True)
        shutil.copy(next(DOCUMENTS.glob("001*")), folder / "one.txt")
        for name in ("inner/pay.pages", ".hidden", "documents.toml"):
            (folder / name).write_text("", encoding="utf-8")
        ran = fresh("ingest", folder, "--json")
        assert (ran.code, ran.json["added"], ran.json["passed_over"]) == (0, 1, ["inner/pay.pages"])
        assert "inner/pay.pages" in ran.err

    def test_twice_the_same_changes_nothing(self, fresh: Run) -> None:
        first, second = (fresh("ingest", DOCUMENTS, "--json").json for _ in range(2))
        assert (first["added"], first["unchanged"], second["added"], second["unchanged"]) == (5, 0, 0, 5)
        assert second["generation"] == first["generation"]
        assert first["classes"] == 11
        assert first["failed"] == []

    def test_other_bytes_under_a_name_are_an_update(self, fresh: Run, tmp_path: Path) -> None:
        folder = tmp_path / "documents"
        shutil.copytree(DOCUMENTS, folder)
        fresh("ingest", folder)
        changed = sorted(folder.iterdir())[0]
        changed.write_bytes(changed.read_bytes().replace(b"secretarial", b"clerical"))
        done = fresh("ingest", folder, "--json").json
        assert (done["updated"], done["unchanged"]) == (1, 4)
        page = fresh("class", "denver/311-operations-assistant", "--json")
        assert "clerical support" in page.out

    def test_a_bad_file_fails_alone_by_name_and_reason(self, fresh: Run, tmp_path: Path) -> None:
        bad = tmp_path / "broken.docx"
        bad.write_bytes(b"PK\x03\x04 no zip")
        ran = fresh("ingest", DOCUMENTS, bad, "--json")
        assert ran.code == 1
        assert [failure["name"] for failure in ran.json["failed"]] == ["broken.docx"]
        assert ran.json["added"] == 5

    def test_the_same_name_in_two_folders_is_two_documents(self, fresh: Run, tmp_path: Path) -> None:
        one, two = sorted(DOCUMENTS.iterdir())[:2]
        for folder, source in (("a", one), ("b", two)):
            (tmp_path / "in" / folder).mkdir(parents=True)
            shutil.copy(source, tmp_path / "in" / folder / "specification.txt")
        assert fresh("ingest", tmp_path / "in", "--json").json["added"] == 2
        assert fresh("ingest", tmp_path / "in", "--json").json["unchanged"] == 2


class TestAsking:
    def test_search_says_why(self, filled: Run) -> None:
        found = filled("search", "distressed callers", "--json").json
        assert set(found) >= {
            "query",
            "answer",
            "corrected",
            "understood",
            "unmatched",
            "total",
            "facets",
            "hits",
            "generation",
        }
        for hit in found["hits"]:
            assert {"kind", "id", "title", "score", "because"} <= set(hit)

    def test_a_code_is_found_in_any_spelling(self, filled: Run) -> None:
        for code in ("CS2154", "cs-2154"):
            assert filled("search", code, "--json").json["hits"][0]["id"] == "denver/311-customer-service-agent"

    def test_a_misspelt_word_is_corrected_and_said(self, filled: Run) -> None:
        found = filled("search", "customer servise", "--json").json
        assert found["corrected"] == "customer service"
        assert found["answer"] == "found"

    def test_an_unknown_filter_is_no_empty_answer(self, filled: Run) -> None:
        ran = filled("search", "311", "--filter", "town=denver", "--json")
        assert (ran.code, ran.out) == (2, "")
        assert "authority" in ran.err

    def test_a_limit_that_was_asked_for_holds(self, filled: Run) -> None:
        assert len(filled("related", "311 Customer Service Agent", "--limit", "2", "--json").json) == 2

    def test_a_filter_narrows(self, filled: Run) -> None:
        found = filled("search", "311", "--kind", "class", "--filter", "authority=los-angeles", "--json").json
        assert {hit["id"].split("/")[0] for hit in found["hits"]} == {"los-angeles"}

    @pytest.mark.parametrize(
        "query",
        [
            pytest.param("(" * 200, id="parentheses"),
            pytest.param("*", id="star"),
            pytest.param("a" * 100_000, id="long word"),
            pytest.param('"', id="open quote"),
            pytest.param("NOT " * 500, id="many NOT"),
            pytest.param("custmer~9", id="fuzzy"),
        ],
    )
    def test_a_hostile_query_gets_an_answer(self, filled: Run, query: str) -> None:
        assert filled("search", query, "--json").code in (0, 2)

    def test_suggestions_say_what_they_are(self, filled: Run) -> None:
        rows = filled("suggest", "lead", "--json").json
        assert ("class", "denver/lead-customer-service-agent") in {(row["kind"], row["id"]) for row in rows}
        assert all(row["detail"] for row in rows)

    def test_a_class_by_title_and_a_competency_by_label(self, filled: Run) -> None:
        assert filled("class", "311 Director", "--json").code == 0
        assert filled("competency", "Reasoning", "--json").code == 0

    def test_an_unknown_class_is_one_clear_sentence(self, filled: Run) -> None:
        ran = filled("class", "Astronaut")
        assert (ran.code, ran.out) == (2, "")
        assert "Astronaut" in ran.err

    def test_related_ranks_by_shared_meaning_not_by_shared_names(self, filled: Run) -> None:
        rows = filled("related", "311 Customer Service Agent", "--json").json
        order = [row["id"].split("/")[1] for row in rows]
        assistant = order.index("311-operations-assistant")
        assert order.index("311-customer-service-specialist") < assistant
        assert order.index("lead-customer-service-agent") < assistant
        assert all(row["reasons"] for row in rows)

    def test_related_to_all_is_one_line_a_class(self, filled: Run) -> None:
        lines = filled("related", "--all").lines
        assert len(lines) == 11
        assert all({"id", "title", "related"} <= set(line) for line in lines)

    def test_an_empty_workspace_says_what_to_do(self, fresh: Run) -> None:
        ran = fresh("search", "x")
        assert ran.code == 2
        assert "atlas ingest" in ran.err


class TestComparing:
    def test_wording(self, fresh: Run) -> None:
        found = fresh("wording", "Plans and evaluates work.", "Plans and/or evaluates work.", "--json").json
        assert found["kinds"] == ["conjunction"]
        assert not found["mergeable"]
        assert "".join(part["a"] for part in found["diff"]) == "Plans and evaluates work."

    def test_gap_names_each_competency_once(self, filled: Run) -> None:
        found = filled("gap", "311 Customer Service Agent", "Lead Customer Service Agent", "--json").json
        assert set(found) >= {"same", "reworded", "renamed", "moved", "new", "dropped"}
        assert [pair["competency"] for pair in found["same"]]
        assert all(pair["left"] is None for pair in found["new"])
        assert all(pair["right"] is None for pair in found["dropped"])

    def test_compare_states(self, filled: Run) -> None:
        found = filled("compare", "311 Customer Service Agent", "Lead Customer Service Agent", "--json").json
        assert {row["state"] for row in found["competencies"]} <= {"same", "reworded", "renamed", "moved", "only_in"}


class TestDeciding:
    def test_a_decision_is_kept_holds_and_can_be_undone(self, fresh: Run) -> None:
        fresh("ingest", DOCUMENTS)
        before = fresh("harmonize", "--json").json
        question = next(q for q in before["questions"] if q["kind"] == "label")
        made = fresh("decide", question["id"], "same", "--by", "Ada", "--why", "one concept", "--json").json
        after = fresh("harmonize", "--json").json
        assert question["id"] not in {q["id"] for q in after["questions"]}
        assert len(after["competencies"]) == len(before["competencies"]) - 1
        assert fresh("competency", question["left"], "--json").code == 0
        assert fresh("competency", question["right"], "--json").code == 0
        assert fresh("undo", made["id"], "--by", "Ada", "--why", "not so").code == 0
        assert fresh("harmonize", "--json").json["questions"] == before["questions"]
        assert [d["answer"] for d in fresh("decisions", "--json").json] == ["same", "undo"]
        assert fresh("check").code == 0

    def test_decisions_move_to_another_workspace(self, fresh: Run, filled: Run, tmp_path: Path) -> None:
        fresh("ingest", DOCUMENTS)
        question = fresh("harmonize", "--json").json["questions"][0]["id"]
        fresh("decide", question, "different", "--by", "Ada", "--why", "no")
        lines = tmp_path / "decisions.jsonl"
        lines.write_text(fresh("decisions", "--lines").out, encoding="utf-8")
        assert fresh("decisions", "--import", lines, "--json").json[0]["answer"] == "different"
        assert len(fresh("decisions", "--json").json) == 1

    def test_what_must_not_come_back_is_named_when_it_does(self, fresh: Run, tmp_path: Path) -> None:
        done = fresh("ingest", DOCUMENTS, "--json").json
        assert done["reintroduced"] == []
        variant = fresh("competency", "reasoning", "--json").json["variants"][0]
        line = {"id": "d-1", "answer": "suppress", "left": variant["wordings"][0]["id"], "right": "x"}
        lines = tmp_path / "decisions.jsonl"
        lines.write_text(json.dumps(line | {"by": "Ann", "when": "2026-11-22", "why": "Too vague."}), encoding="utf-8")
        fresh("decisions", "--import", lines)
        found = fresh("lint", "--rule", "must_not_come_back", "--json")
        assert found.code == 1
        again = fresh("ingest", DOCUMENTS, "--json").json["reintroduced"]
        assert len(again) == len(found.json) > 0
        assert "Retired wording still in use" in fresh("ingest", DOCUMENTS).out

    def test_mappings_are_taken_in_and_what_is_none_of_ours_is_named(self, fresh: Run, tmp_path: Path) -> None:
        fresh("ingest", DOCUMENTS)
        rows = [
            "subject_label\tpredicate_id\tobject_label\tmapping_justification",
            "Writing\tskos:exactMatch\tWritten Communication\tsemapv:ManualMappingCuration",
            "Writing\tskos:exactMatch\tJuggling\tsemapv:ManualMappingCuration",
        ]
        table = tmp_path / "theirs.sssom.tsv"
        table.write_text("\n".join(rows), encoding="utf-8")
        ran = fresh("decisions", "--import", table, "--json")
        assert (ran.code, [d["right"] for d in ran.json]) == (1, ["written-communication"])
        assert "Line 3: nothing here is called “Juggling”." in ran.err
        table.write_text("\n".join([*rows[:2], "x"]), encoding="utf-8")
        assert fresh("decisions", "--import", table).code == 2

    def test_an_unknown_question_is_refused(self, filled: Run) -> None:
        assert filled("decide", "q-nothing", "same", "--by", "A", "--why", "B").code == 2


class TestCareers:
    def test_the_ladder_cites(self, filled: Run) -> None:
        edges = filled("ladder", "--json").json["edges"]
        wanted = ("denver/311-customer-service-agent", "denver/lead-customer-service-agent", "requirement")
        found = {(edge["from"], edge["to"], edge["kind"]): edge for edge in edges}
        assert found[wanted]["years"] == 1
        assert "one year" in found[wanted]["quote"]

    @pytest.mark.parametrize(
        ("title", "answer", "short"),
        [
            ("311 Customer Service Specialist", "met", 0),
            ("Lead Customer Service Agent", "met", 0),
            ("Contact Center Operations Manager", "not_met", 0.5),
        ],
    )
    def test_the_employee_of_the_issue(
        self, filled: Run, tmp_path: Path, title: str, answer: str, short: float
    ) -> None:
        profile = tmp_path / "profile.json"
        profile.write_text(json.dumps(PROFILE), encoding="utf-8")
        found = filled("qualify", profile, title, "--json").json[0]
        assert (found["answer"], found["short_by_years"]) == (answer, short)

    def test_the_missing_degree_of_the_director_is_eight_years(self, filled: Run, tmp_path: Path) -> None:
        profile = tmp_path / "profile.json"
        profile.write_text(json.dumps(PROFILE), encoding="utf-8")
        found = filled("qualify", profile, "Contact Center Director", "--json").json[0]
        assert found["answer"] == "not_met"
        assert 8 in [leaf["short_by_years"] for leaf in found["leaves"] if leaf["type"] == "education"]

    def test_a_wrong_profile_is_refused(self, filled: Run, tmp_path: Path) -> None:
        profile = tmp_path / "profile.json"
        profile.write_text("[]", encoding="utf-8")
        assert filled("qualify", profile).code == 2


class TestKeeping:
    def test_backup_and_restore(self, fresh: Run, tmp_path: Path) -> None:
        fresh("ingest", DOCUMENTS)
        assert fresh("backup", tmp_path / "copy.zip").code == 0
        shutil.rmtree(tmp_path / "home")
        assert fresh("restore", tmp_path / "copy.zip").code == 0
        assert fresh("check").code == 0
        assert fresh("search", "CS2154", "--json").json["hits"][0]["id"] == "denver/311-customer-service-agent"

    def test_an_imported_vocabulary_speaks_in_questions_and_comes_back_with_the_rest(
        self, fresh: Run, tmp_path: Path
    ) -> None:
        fresh("ingest", DOCUMENTS)
        table = tmp_path / "List of the State.csv"
        table.write_text("label,definition\nDecisiveness,Decides.\nDecision Making,Weighs.\n", encoding="utf-8")
        assert fresh("import", "table", table).code == 0

        def said() -> dict[str, float]:
            asked = [q["features"] for q in fresh("harmonize", "--json").json["questions"] if q["kind"] == "label"]
            return {f["reference"]: f["confidence"] for f in asked if f["reference"].startswith("List of the State")}

        before = said()
        assert [*before] == ["List of the State has them as two entries: “Decision Making” and “Decisiveness”"]
        assert max(before.values()) < 0.5
        assert fresh("check").code == 0
        assert fresh("backup", tmp_path / "copy.zip").code == 0
        shutil.rmtree(tmp_path / "home")
        assert fresh("restore", tmp_path / "copy.zip").code == 0
        assert said() == before
        (tmp_path / "home" / "vocabulary.json").unlink()
        assert fresh("check").code == 1  # the generation was built with a witness that is gone

    def test_check_of_no_workspace_is_refused_and_makes_none(self, tmp_path: Path) -> None:
        missing = tmp_path / "not-here"
        ran = run_in(missing)("check")
        assert (ran.code, missing.exists()) == (2, False)
        assert "There is no workspace" in ran.err

    def test_check_sees_a_tampered_document(self, fresh: Run, tmp_path: Path) -> None:
        fresh("ingest", DOCUMENTS)
        assert fresh("check").code == 0
        (tmp_path / "home" / "generations" / "000001" / "classes.records").write_bytes(b"x")
        ran = fresh("check", "--json")
        assert ran.code == 1
        assert not ran.json["whole"]

    def test_reindex_gives_the_same(self, fresh: Run, tmp_path: Path) -> None:
        fresh("ingest", DOCUMENTS)
        fresh("reindex")
        assert fresh("check").code == 0
        with sqlite3.connect(tmp_path / "home" / "atlas.db") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


class TestExport:
    @pytest.mark.parametrize("name", ["csv", "json", "skos-ttl", "skos-jsonld", "case", "ctdl", "sssom", "graphml"])
    def test_each_format_is_written_and_twice_the_same(self, filled: Run, tmp_path: Path, name: str) -> None:
        first, second = tmp_path / "1", tmp_path / "2"
        assert filled("export", name, "--out", first).code == 0
        assert filled("export", name, "--out", second).code == 0
        assert first.read_bytes() == second.read_bytes()
        assert first.stat().st_size > 100


class TestHelp:
    @pytest.mark.parametrize("command", sorted(COMMANDS))
    def test_every_command_explains_itself(self, fresh: Run, command: str) -> None:
        ran = fresh(command, "--help")
        assert ran.code == 0
        assert len(ran.out.splitlines()) > 5

    def test_an_unknown_command_is_exit_2(self, fresh: Run) -> None:
        assert fresh("frobnicate").code == 2

    def test_the_runner_at_the_root_explains_itself(self) -> None:
        assert "./run test" in (ROOT / "run").read_text(encoding="utf-8")
