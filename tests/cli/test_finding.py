"""`atlas find` and a search that is a paragraph: needs and competencies lead to classes, as words and as JSON."""

from __future__ import annotations

from tests.cli.conftest import Run

PARAGRAPH = (
    "I need someone who calms angry callers, writes our manuals and keeps the director's calendar. She should also "
    "speak Spanish, and be used to a busy office in which the telephone rings all day long. It would be good if she "
    "could prepare reports for the director, check the work of temporary staff now and then, and order the supplies "
    "before they run out."
)


class TestFind:
    def test_needs_have_a_class_a_sentence_and_finalists(self, filled: Run) -> None:
        found = filled("find", "keeps the director's calendar and speaks Spanish", "--json").json
        assert found["uncovered"] == ["speaks Spanish"]
        assert found["candidates"][0]["id"] == "denver/311-operations-assistant"
        assert found["candidates"][0]["cells"][0]["because"]["document"]
        assert "finalists" in found

    def test_competencies_lead_to_classes_by_coverage(self, filled: Run) -> None:
        ran = filled("find", "--competency", "Reasoning", "--competency", "teaching-others", "--json")
        found = ran.json
        assert [pick["key"] for pick in found["picks"]] == ["reasoning", "teaching-others"]
        best = found["classes"][0]
        assert (best["id"], best["covered"], best["missing"]) == ("denver/311-analyst-trainer", 2, [])
        assert found["classes"][-1]["missing"]
        said = best["held"][0]["statement"]
        assert said["document"]
        assert said["first_line"]

    def test_what_no_class_states_and_what_is_left_out_is_said(self, filled: Run) -> None:
        ran = filled("find", "--competency", "reasoning@9", "--limit", "1")
        assert "No specification loaded here states: reasoning@9" in ran.err
        assert "--limit shows more" in ran.err

    def test_an_unknown_competency_or_no_question_is_one_clear_sentence(self, filled: Run) -> None:
        for arguments in (["--competency", "zeppelin"], [], ["calendar", "--competency", "reasoning"]):
            ran = filled("find", *arguments)
            assert (ran.code, ran.out) == (2, "")
            assert ran.err.startswith("atlas: ")


class TestParagraph:
    def test_a_search_too_long_for_one_question_is_split_into_needs(self, filled: Run) -> None:
        ran = filled("search", PARAGRAPH, "--json")
        found = ran.json
        assert found["hits"][0]["id"] == "denver/311-operations-assistant"
        assert all(hit["because"] for hit in found["hits"])
        needs = [each["text"] for each in found["understood"] if each["as"].startswith("a need")]
        assert "keeps the director's calendar" in needs
        assert "Spanish" in " ".join(found["unmatched"]).title()

    def test_several_needs_in_a_short_search_say_how_to_ask(self, filled: Run) -> None:
        ran = filled("search", "calms angry callers, writes our manuals")
        assert "atlas find" in ran.err

    def test_what_is_refused_is_said_as_such(self, filled: Run) -> None:
        ran = filled("search", "NOT (" * 14 + "budget")
        assert "parentheses" in ran.err
        assert "No specification loaded here says that" not in ran.err
