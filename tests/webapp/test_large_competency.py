"""A competency with hundreds of variants has a page that a phone can load, and any two of them can be compared."""

from __future__ import annotations

from flask import Flask, render_template
from flask.testing import FlaskClient
from msgspec.structs import replace

from taxonomy.model import Competency
from webapp.competencies.competency_page import competency_page, page_of
from webapp.service.workspace import Workspace


def _many(workspace: Workspace) -> Competency:
    """“Reasoning” with 300 variants, each printed by 100 classes."""
    found = workspace.atlas.competencies["reasoning"]
    first = found.variants[0]
    wording = replace(first.wordings[0], statements=first.statements[:1] * 100)
    variants = (
        replace(first, id=f"reasoning-{n:08x}", definition=f"Text {n}.", wordings=(wording,)) for n in range(300)
    )
    return replace(found, variants=tuple(variants))


def test_the_page_stays_small(app: Flask, workspace: Workspace) -> None:
    with app.test_request_context("/competencies/reasoning"):
        page = competency_page(workspace.atlas, _many(workspace), None)
        text = render_template("competency.html", page=page, json_address=None)
    assert len(text) < 600_000  # 66 MB once
    assert "Page 1 of 12" in text
    assert "and 60 more" in text


def test_each_variant_has_its_page(workspace: Workspace) -> None:
    many = _many(workspace)
    assert page_of(many, many.variants[0].id) is None
    assert page_of(many, many.variants[-1].id) == 12


def test_two_variants_are_picked_from_a_form(client: FlaskClient, workspace: Workspace) -> None:
    left, right = (each.id for each in workspace.atlas.competencies["reasoning"].variants[:2])
    picked = client.get("/competencies/reasoning", query_string={"left": left, "right": right})
    assert "From Variant 1 to Variant 2" in picked.text
    assert "From Variant" not in client.get("/competencies/reasoning", query_string={"left": left, "right": left}).text


def test_the_id_of_a_variant_leads_to_it(client: FlaskClient, workspace: Workspace) -> None:
    variant = workspace.atlas.competencies["reasoning"].variants[-1].id
    assert client.get(f"/competencies/{variant}").location == f"/competencies/reasoning#{variant}"
