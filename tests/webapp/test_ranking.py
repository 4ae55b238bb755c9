"""Do the page about search and ``--help`` tell all that ranks, with the numbers that are in force?"""

from __future__ import annotations

from flask.testing import FlaskClient
from markupsafe import escape

from index.settings import settings
from webapp.site import ranking


def test_every_weight_is_told() -> None:
    now = settings()
    assert len(ranking.parts()) == len(now.weights)
    assert len(ranking.related()) == len(now.related.score)
    assert [name for name, _ in ranking.fields()] == [f"{name}:" for name in now.fields]
    told = " ".join(value for _, value in (*ranking.beyond_words(), *ranking.nearness()))
    for number in (now.classes.closest, now.classes.meaning, now.classes.far):
        assert f"{number:g}" in told


def test_the_page_and_the_help_of_the_command_line_tell_the_same(client: FlaskClient) -> None:
    page, text = client.get("/about").text, ranking.help_text()
    groups = (ranking.parts, ranking.beyond_words, ranking.nearness, ranking.strengths, ranking.related, ranking.fields)
    for name, value in (row for group in groups for row in group()):
        assert str(escape(name)) in page
        assert str(escape(value)) in page
        assert name in text
        assert value in text
