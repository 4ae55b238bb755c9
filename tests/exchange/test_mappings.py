"""SSSOM files: what goes out comes in again, and files of other people are read or refused with the line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from taxonomy.exchange.mappings import NotMappings, read_mappings
from taxonomy.exchange.sssom import sssom_bytes
from taxonomy.model import Decision
from taxonomy.store import StoreConflict
from tests.cli.conftest import DOCUMENTS
from webapp.service.decision_import import add_file
from webapp.service.workspace import Workspace

HEAD = "subject_id\tsubject_label\tpredicate_id\tpredicate_modifier\tobject_id\tobject_label\tmapping_justification"
BY_HAND = "semapv:ManualMappingCuration"
NAMES = {"Writing": "writing", "Written Communication": "written-communication", "Reading": "reading"}


def read(*rows: str, head: str = HEAD, before: str = "") -> tuple[tuple[Decision, ...], tuple[str, ...]]:
    """The decisions and the sentences of a table with `rows`."""
    found = read_mappings(before + "\n".join((head, *rows)) + "\n", "theirs.tsv", NAMES.get)
    return found.decisions, found.left_out


def row(*, predicate: str = "skos:exactMatch", modifier: str = "", by: str = BY_HAND, right: str = "Reading") -> str:
    return f"x:1\tWriting\t{predicate}\t{modifier}\tx:2\t{right}\t{by}"


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace in which something of every kind was decided."""
    workspace = Workspace.open(tmp_path_factory.mktemp("decided"))
    workspace.ingest([DOCUMENTS])
    variants = [v.id for v in workspace.atlas.competencies["reasoning"].variants]
    add = workspace.store.append_decision
    add("same", "q-1", "writing", "written-communication", by="Ann", why="One name\tof two.\nSee the manual.")
    add("different", None, "reading", "writing", by="Ben", why='He said "no".')
    add("same", None, variants[0], variants[1], by="Ann", why="Editorial.")
    add("level_of", None, variants[1], variants[2], by="Ann", why="Levels.")
    add("canonical", None, "reading", "Understands what is written, and acts on it.", by="Ann", why="Plain.")
    add("renamed", None, "speaking", "Oral Communication", by="Ann", why="The usual name.")
    add("exact_match", None, "reading", "reference:state-list/http://example.org/r/1", by="Ann", why="The same thing.")
    add("narrow_match", None, "writing", "reference:state-list/R2", by="Ann", why="Theirs is for letters only.")
    add("no_match", None, "speaking", "reference:state-list/", by="Ann", why="They have none.")
    taken_back = add("same", None, "reading", "speaking", by="Ann", why="A slip.")
    workspace.store.undo_decision(taken_back.id, by="Ann", why="It was a slip.")
    workspace.rebuild()
    return workspace


def _without_texts(decided: Workspace) -> list[Decision]:
    """The decisions in force but those that choose a text or a name, which the standard alone cannot say."""
    made = decided.store.decisions()[:9]
    return [decision for decision in made if decision.answer not in ("canonical", "renamed")]


class TestRoundTrip:
    def test_the_decisions_in_force_come_into_an_empty_home_as_they_were(
        self, decided: Workspace, tmp_path: Path
    ) -> None:
        other = Workspace.open(tmp_path)
        arrived = add_file(other, sssom_bytes(decided.atlas), "mappings.sssom.tsv", by="Cy")
        assert (arrived.added, arrived.known, arrived.left_out) == (9, 0, ())
        assert list(map(words, other.store.decisions())) == list(map(words, decided.store.decisions()[:9]))
        assert other.store.verify_ledger() == []

    def test_a_second_time_nothing_is_added(self, decided: Workspace, tmp_path: Path) -> None:
        other = Workspace.open(tmp_path)
        data = sssom_bytes(decided.atlas)
        add_file(other, data, "mappings.sssom.tsv", by="Cy")
        assert add_file(other, data, "mappings.sssom.tsv", by="Cy").known == 9
        assert add_file(decided, data, "mappings.sssom.tsv", by="Cy").added == 0

    def test_the_columns_of_the_standard_alone_say_the_same(self, decided: Workspace, tmp_path: Path) -> None:
        lines = sssom_bytes(decided.atlas).decode().split("#", 1)[1]
        table = list(csv.reader(io.StringIO(lines[lines.index("subject_id") :], newline=""), delimiter="\t"))
        keep = [place for place, name in enumerate(table[0]) if not name.startswith("atlas_")][::-1]
        text = io.StringIO(newline="")
        csv.writer(text).writerows([[cells[place] for place in keep] for cells in table])
        other = Workspace.open(tmp_path)
        arrived = add_file(other, text.getvalue().encode(), "theirs.csv", by="Cy")
        found = [(d.id, d.answer, d.left, d.right) for d in other.store.decisions()]
        assert found == [(d.id, d.answer, d.left, d.right) for d in _without_texts(decided)]
        assert ["nothing here is called" in sentence for sentence in arrived.left_out] == [True, True]  # two texts

    def test_a_name_that_gave_way_is_still_one_of_a_variant(self, decided: Workspace) -> None:
        [given_way] = [d.right for d in decided.store.decisions() if d.why == "Editorial."]
        assert f"atlas:variant:{given_way}" in sssom_bytes(decided.atlas).decode()


def words(decision: Decision) -> tuple[object, ...]:
    stated = (decision.claimed_by or decision.by, decision.claimed_at or decision.when)
    return (*(getattr(decision, name) for name in ("id", "answer", "left", "right", "why", "question")), *stated)


class TestFilesFromElsewhere:
    def test_labels_lead_to_what_is_here(self) -> None:
        [made], left_out = read(row())
        assert (made.answer, made.left, made.right, made.when) == ("same", "writing", "reading", "")
        assert left_out == ()

    def test_the_same_row_has_the_same_id_whenever_it_comes(self) -> None:
        assert read(row())[0][0].id == read(row(), row(right="Written Communication"))[0][0].id

    @pytest.mark.parametrize(
        ("predicate", "modifier", "answer", "left"),
        [
            ("skos:exactMatch", "", "same", "writing"),
            ("http://www.w3.org/2004/02/skos/core#exactMatch", "", "same", "writing"),
            ("skos:exactMatch", "Not", "different", "writing"),
            ("skos:broadMatch", "", "level_of", "writing"),
            ("skos:narrowMatch", "", "level_of", "reading"),
            ("s:exactMatch", "", "same", "writing"),
        ],
    )
    def test_predicates(self, predicate: str, modifier: str, answer: str, left: str) -> None:
        before = "# curie_map:\n#   s: \"http://www.w3.org/2004/02/skos/core#\"\n# title: 'Theirs: a set'\n"
        [made], _ = read(row(predicate=predicate, modifier=modifier), before=before)
        assert (made.answer, made.left) == (answer, left)

    def test_what_the_head_says_holds_for_every_row(self) -> None:
        before = "#creator_label: Chris\n#mapping_date: 2025-01-31\n#license: none\n"
        [made], _ = read(row(), before=before)
        assert (made.by, made.when) == ("Chris", "2025-01-31")

    @pytest.mark.parametrize(
        ("bad", "says"),
        [
            (row(right="Juggling"), "Line 3: the prefix “x” of x:2 is declared nowhere, and nothing here is called"),
            (row(by="semapv:LexicalMatching"), "Line 3: semapv:LexicalMatching is no person's decision"),
            (row(predicate="skos:closeMatch"), "Line 3: skos:closeMatch says nothing that is decided here"),
            (row(right="Writing"), "Line 3: both sides are “writing” here"),
        ],
    )
    def test_a_row_that_is_none_of_ours_is_named_and_the_others_stand(self, bad: str, says: str) -> None:
        made, [left_out] = read(row(), bad, row(right="Written Communication"))
        assert len(made) == 2
        assert left_out.startswith(says)

    @pytest.mark.parametrize(
        ("rows", "says"),
        [
            ([row(modifier="Perhaps")], "Line 2: predicate_modifier is “Perhaps”"),
            ([row(), row(predicate="")], "Line 3: predicate_id is empty"),
            ([row(), row(by="")], "Line 3: mapping_justification is empty"),
            ([row(), f"\t\tskos:exactMatch\t\tx:2\tReading\t{BY_HAND}"], "Line 3: subject_id and subject_label are"),
            ([row(), row() + "\tmore"], "Line 3 has 8 cells under 7 columns"),
        ],
    )
    def test_a_broken_row_refuses_the_file_with_its_line(self, rows: list[str], says: str) -> None:
        with pytest.raises(NotMappings, match=says):
            read(*rows)

    @pytest.mark.parametrize("date", ["31.01.2025", "soon", "2025-13-01"])
    def test_a_date_that_is_none(self, date: str) -> None:
        with pytest.raises(NotMappings, match=f"Line 3: “{date}” is not a date"):
            read(f"{row()}\t2025-01-31", f"{row()}\t{date}", head=f"{HEAD}\tmapping_date")

    @pytest.mark.parametrize("head", ["", "a\tb", HEAD.replace("predicate_id", "predicate"), f"{HEAD}\tsubject_id"])
    def test_a_table_without_its_columns(self, head: str) -> None:
        with pytest.raises(NotMappings, match=r"Line 1|no table"):
            read(head=head)

    def test_a_file_that_sssom_py_has_rewritten(self) -> None:
        """Its order of columns and its head: lists without indent, the date of all rows in one place."""
        lines = [
            "# curie_map:",
            "#   atlas: 'urn:competency-atlas:'",
            "#   skos: http://www.w3.org/2004/02/skos/core#",
            "# extension_definitions:",
            "# - property: atlas:sssom:answer",
            "#   slot_name: atlas_answer",
            "# mapping_date: '2026-11-22'",
            "subject_id\tpredicate_id\tobject_id\tmapping_justification\tauthor_label\tcomment\trecord_id",
            f'atlas:competency:a\tskos:exactMatch\tatlas:competency:b\t{BY_HAND}\tAnn\t"Two\nlines."\tatlas:decision:d-1',
            f"atlas:variant:a-0\tskos:broadMatch\tatlas:variant:a-1\t{BY_HAND}\tBen\tLevels.\tatlas:decision:d-2",
        ]
        made = read_mappings("\n".join(lines), "rewritten.tsv", NAMES.get).decisions
        assert [(d.id, d.answer, d.left, d.right, d.by, d.when) for d in made] == [
            ("d-1", "same", "a", "b", "Ann", "2026-11-22"),
            ("d-2", "level_of", "a-0", "a-1", "Ben", "2026-11-22"),
        ]
        assert made[0].why == "Two\nlines."

    def test_our_own_column_may_not_gainsay_the_predicate(self) -> None:
        with pytest.raises(NotMappings, match="atlas_answer is “different”, but the predicate"):
            read(f"{row()}\tdifferent", head=f"{HEAD}\tatlas_answer")

    def test_a_workspace_of_another_city_says_its_base_in_the_head(self) -> None:
        ours = f"https://jobs.example/competency/reading\t\tskos:exactMatch\t\thttps://jobs.example/competency/x\t\t{BY_HAND}"
        [made], _ = read(ours, before="#mapping_set_id: https://jobs.example/mappings\n")
        assert (made.left, made.right) == ("reading", "x")
        assert read(ours)[0] == ()


def test_nothing_of_a_file_with_a_broken_row_is_added(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path)
    good = f"urn:competency-atlas:competency:a\t\tskos:exactMatch\t\turn:competency-atlas:competency:b\t\t{BY_HAND}"
    for bad in (row(modifier="Perhaps"), good.replace("competency:b", "competency:\0")):
        with pytest.raises(StoreConflict):
            add_file(workspace, "\n".join((HEAD, good, bad)).encode(), "x.tsv", by="Cy")
    assert workspace.store.decisions() == ()
