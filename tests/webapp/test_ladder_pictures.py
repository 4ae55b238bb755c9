"""The ladder as a drawing: boxes apart, lines that do not cross where they need not, words for every line style."""

from __future__ import annotations

import itertools
import random
import re

import pytest

from taxonomy.basics.datafiles import data_folder
from taxonomy.paths.ladder import KINDS, LadderEdge
from webapp.drawing.graph_layout import layered
from webapp.drawing.ladder_pictures import LadderPicture, ladder_picture
from webapp.drawing.pictures import MOST_BOXES
from webapp.service.workspace import Workspace

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def step(start: str, end: str, kind: str = "requirement") -> LadderEdge:
    return LadderEdge(
        from_=start,
        to=end,
        kind=kind,  # type: ignore[arg-type]
        years=1,
        alternative=None,
        quote="",
        document="d",
        first_line=1,
        from_title=start,
        to_title=end,
    )


def drawn(names: list[str], edges: list[LadderEdge]) -> LadderPicture:
    picture = ladder_picture(names, edges, title=str, href=str, kinds={}, words="The list says the same.")
    assert picture is not None
    return picture


def overlaps(picture: LadderPicture) -> list[tuple[str, str]]:
    return [
        (one.title, two.title)
        for one, two in itertools.combinations(picture.boxes, 2)
        if abs(one.x - two.x) < one.width and abs(one.y - two.y) < one.height
    ]


def random_ladder(seed: int, count: int, share: float) -> tuple[list[str], list[LadderEdge]]:
    draw = random.Random(seed)
    names = [f"Class {n}" for n in range(count)]
    pairs = [pair for pair in itertools.combinations(names, 2) if draw.random() < share]
    return names, [step(*pair) for pair in pairs]


@pytest.mark.parametrize("seed", range(8))
def test_boxes_never_overlap_and_stay_inside(seed: int) -> None:
    picture = drawn(*random_ladder(seed, 30, 0.08))
    assert overlaps(picture) == []
    for box in picture.boxes:
        assert min(box.x, box.y) >= 0
        assert box.x + box.width <= picture.width
        assert box.y + box.height <= picture.height


@pytest.mark.parametrize("seed", range(4))
def test_no_line_runs_through_a_box(seed: int) -> None:
    picture = drawn(*random_ladder(seed, 24, 0.08))
    for stroke in picture.strokes:
        x, y = map(float, NUMBER.findall(stroke.path)[:2])
        for piece in re.findall(r"[CH][^CH]*", stroke.path):
            numbers = list(map(float, NUMBER.findall(piece)))
            if piece[0] == "H":
                passed = [b for b in picture.boxes if b.x >= x and b.x + b.width <= numbers[0] + 1]
                assert not any(box.y < y < box.y + box.height for box in passed)
                x = numbers[0]
            else:
                x, y = numbers[-2:]


def test_a_tree_and_a_ladder_of_diamonds_have_no_crossing() -> None:
    tree = [(str(n // 2), str(n)) for n in range(2, 32)]
    assert layered(sorted({each for edge in tree for each in edge}), tree, box=80, line=20).crossings == 0
    diamonds = [(f"n{n}", f"{side}{n}") for n in range(5) for side in "uv"]
    diamonds += [(f"{side}{n}", f"n{n + 1}") for n in range(5) for side in "uv"]
    assert layered(sorted({each for edge in diamonds for each in edge}), diamonds, box=80, line=20).crossings == 0


def test_a_circle_is_drawn_without_its_last_step() -> None:
    layout = layered(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a"), ("b", "b")], box=80, line=20)
    assert len(layout.chains) == 2
    assert [len(column) for column in layout.columns] == [1, 1, 1]


def test_lines_lead_from_left_to_right() -> None:
    names, edges = random_ladder(3, 20, 0.1)
    picture = drawn(names, edges)
    x = {box.title: box.x for box in picture.boxes}
    assert all(x[edge.from_] < x[edge.to] for edge in edges)


def test_a_picture_holds_forty_boxes_and_counts_the_rest() -> None:
    names, edges = random_ladder(1, 60, 0.1)
    picture = drawn(names, edges)
    assert (len(picture.boxes), picture.left_out) == (MOST_BOXES, 60 - MOST_BOXES)


def test_the_bundled_ladder_has_no_crossing_and_whole_titles(workspace: Workspace) -> None:
    atlas = workspace.atlas
    steps = sorted({(edge.from_, edge.to) for edge in atlas.ladder.promotions})
    names = sorted({each for pair in steps for each in pair})
    assert layered(names, steps, box=82, line=22).crossings == 0
    titles = {key: atlas.summary(key).title for key in names}
    picture = ladder_picture(names, atlas.ladder.promotions, title=titles.__getitem__, href=str, kinds={}, words="")
    assert picture is not None
    assert [" ".join(box.lines) for box in picture.boxes] == [box.title for box in picture.boxes]
    assert overlaps(picture) == []
    assert {row.kind for row in picture.legend} == {stroke.kind for stroke in picture.strokes}


def test_long_titles_are_cut_and_whole_on_the_label() -> None:
    title = "Deputy Assistant Superintendent of Extraordinarily Complicated Waterworks and Hydrographic Instruments"
    picture = drawn([title, "Agent"], [step("Agent", title)])
    box = next(box for box in picture.boxes if box.title == title)
    assert len(box.lines) == 3
    assert box.lines[-1].endswith("…")


def test_titles_in_capitals_take_more_room() -> None:
    titles = ["SENIOR MANAGEMENT ANALYST", "DIRECTOR OF ENFORCEMENT OPERATIONS", "SENIOR HOUSING INSPECTOR"]
    lines = {box.lines for box in drawn(titles, [step(titles[0], titles[1]), step(titles[2], titles[1])]).boxes}
    assert lines == {
        ("SENIOR MANAGEMENT", "ANALYST"),
        ("DIRECTOR OF", "ENFORCEMENT", "OPERATIONS"),
        ("SENIOR HOUSING", "INSPECTOR"),
    }


def test_what_is_beside_moves_no_box_to_the_right_and_has_no_arrow() -> None:
    rungs = [step("Clerk", "Senior Clerk"), step("Senior Clerk", "Chief Clerk")]
    aside = [step("Clerk", "Typist", "distinguished_from"), step("Chief Clerk", "Aide", "similar")]
    aside += [step("Chief Clerk", "Clerk", "similar")]
    picture = drawn(["Clerk", "Senior Clerk", "Chief Clerk", "Typist", "Aide"], [*rungs, *aside])
    x = {box.title: box.x for box in picture.boxes}
    assert (x["Typist"], x["Aide"]) == (x["Clerk"], x["Chief Clerk"])
    assert x["Clerk"] < x["Senior Clerk"] < x["Chief Clerk"]
    arrows = {stroke.kind: stroke.arrow is not None for stroke in picture.strokes}
    assert arrows == {"requirement": True, "distinguished_from": False, "similar": False}
    assert overlaps(picture) == []
    assert max(max(map(float, NUMBER.findall(stroke.path)[::2])) for stroke in picture.strokes) <= picture.width


def test_a_pair_that_a_step_joins_is_not_joined_sideways_as_well() -> None:
    both = [step("Clerk", "Chief", "distinguished_from"), step("Chief", "Clerk", "similar"), step("Clerk", "Chief")]
    assert [stroke.kind for stroke in drawn(["Clerk", "Chief"], both).strokes] == ["requirement"]


def test_every_kind_of_line_has_a_style_of_its_own() -> None:
    css = (data_folder().parent / "webapp" / "static" / "careers.css").read_text(encoding="utf-8")
    styles = re.findall(r"\.ladder \.(\w+) path:not\(\.arrow\) \{([^}]*)\}", css)
    assert {kind for kind, _ in styles} == set(KINDS) - {"requirement"}
    assert len({style for _, style in styles}) == len(styles)
