"""A citation of lines whose order is doubtful says so, on every page that shows it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Flask, render_template_string
from msgspec.structs import replace

from taxonomy.model import Problem
from webapp.service.workspace import Workspace
from webapp.web.components import cite

SHOWN = '{% from "parts.html" import cited %}{{ cited(cite) }}'


def test_it_is_said_beside_the_lines_and_nowhere_else(app: Flask, workspace: Workspace) -> None:
    key, document = next(iter(workspace.atlas.documents.items()))
    problem = Problem(code="reading_order_doubtful", message="Two columns.", first_line=5, last_line=9)
    doubted = replace(document, parsed=replace(document.parsed, problems=(problem,)))
    atlas: Any = SimpleNamespace(documents={key: doubted})
    with app.test_request_context("/"):
        inside, outside = cite(atlas, key, 9, 12), cite(atlas, key, 10)
        assert inside.doubt == "The order of these lines on the page is not certain."
        assert outside.doubt is None
        assert "Not certain: The order of these lines" in render_template_string(SHOWN, cite=inside)
        assert "Not certain" not in render_template_string(SHOWN, cite=outside)
