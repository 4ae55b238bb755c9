"""A class that is only named is a class: it is found, says who names it, and is a way into others."""

from __future__ import annotations

from taxonomy.atlas import Atlas
from taxonomy.linking import build_atlas
from taxonomy.model import StoredDocument
from tests.conftest import stored_document

SENIOR = """Class Title: Senior Map Keeper
Class Code: 20

DUTIES
Leads map keepers.

REQUIREMENTS
Two years of full-time paid experience as a Map Keeper with the City of Springfield.
"""
CHIEF = """Class Title: Chief Map Keeper
Class Code: 30

DUTIES
Directs the map room.

REQUIREMENTS
Three years of full-time paid experience as a Senior Map Keeper with the City of Springfield.
"""


def _atlas() -> Atlas:
    def stored(name: str, text: str) -> StoredDocument:
        made = stored_document(name, text.encode())
        return StoredDocument(
            id=made.id, name=name, authority="springfield", status=None, lines=made.lines, parsed=made.parsed
        )

    return build_atlas((stored("senior.txt", SENIOR), stored("chief.txt", CHIEF)))


def test_who_names_it_is_quoted_and_it_is_found_by_id_and_title() -> None:
    atlas = _atlas()
    [found] = atlas.mentioned.values()
    assert (found.id, found.title, found.loaded) == ("springfield/map-keeper", "Map Keeper", False)
    [reference] = found.named_by
    assert reference.source_class == "springfield/senior-map-keeper"
    assert "as a Map Keeper" in reference.source.quote
    assert atlas.find_mentioned("map keeper") == atlas.find_mentioned(found.id) == found
    assert atlas.find_class("Map Keeper") is None
    assert atlas.title_of(found.id) == "Map Keeper"


def test_it_begins_routes_and_what_is_not_known_is_not_zero() -> None:
    atlas = _atlas()
    [route] = atlas.route_map.routes("springfield/map-keeper", "springfield/chief-map-keeper").routes
    assert route.years == 5
    assert route.new_competencies is None
    assert [step.new_competencies for step in route.steps] == [None, None]
    reached = [each.class_ for each in atlas.route_map.leads_to("springfield/map-keeper")]
    assert reached == ["springfield/senior-map-keeper", "springfield/chief-map-keeper"]
