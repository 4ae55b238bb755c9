"""No address answers with a fault: every route × every parameter that any page reads × every role.

The short form takes several parameters at once with strange values; `ATLAS_FUZZ=long` takes each with every value.
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from taxonomy.store import Role
from webapp import create_app
from webapp.service.workspace import Workspace
from webapp.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
LONG = os.environ.get("ATLAS_FUZZ") == "long"
PASSWORD = "four words in a row"
_READ = re.compile(r"(?:args|values|form)\.get(?:list)?\(\"(\w+)\"|bounded\(\s*\"(\w+)\"")
# What routers, forms and templates take as their own, beside what the pages read.
OURS = sorted(
    {
        name
        for path in (ROOT / "webapp").rglob("*.py")
        for pair in _READ.findall(path.read_text())
        for name in pair
        if name
    }
)
RESERVED = (
    "_method",
    "_anchor",
    "_scheme",
    "_external",
    "endpoint",
    "values",
    "self",
    "csrf_token",
    "page",
    "static",
    "filename",
)
PARAMETERS = tuple(dict.fromkeys((*RESERVED, *OURS)))
STRANGE = (
    "", "x", "-1", "0", "99999999999999999999", "1e9", "nan", "½", "٣", "../../etc/passwd", "a..b", "..", "1-0", "0-0",
    "5-", "\x00", "a\nb", "\ud800", "\u202e", "é" * 300, "{{7*7}}", "<script>alert(1)</script>", "%00", "%",
    "*", "(" * 50, "2026-13-45", "denver/311-director", "unknown", "NOT", '"', "title:", "a" * 3_000, "true",
    "[]", "http://[",
)  # fmt: skip


@pytest.fixture(scope="module")
def site(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site of its own, with an account of each role."""
    import_home = tmp_path_factory.mktemp("fuzz")
    opened = Workspace.open(import_home)
    opened.ingest([ROOT / "data" / "documents"])
    for role in ("reader", "analyst", "administrator"):
        opened.store.create_account(f"an {role}", role, password=PASSWORD)
    yield create_app(opened, Settings(rate_limit=""))
    opened.close()


def _client(site: Flask, role: Role | None) -> FlaskClient:
    client = site.test_client()
    if role is not None:
        store = site.extensions["atlas"][0].store
        client.set_cookie("atlas-session", store.start_session(store.get_account(f"an {role}").id))
    return client


def _paths(site: Flask, rule: Rule) -> Iterator[str]:
    """An address of `rule` with ids that are there, and with one that is not."""
    atlas = site.extensions["atlas"][0].atlas
    authority, _, slug = next(iter(atlas.classes)).partition("/")
    other = list(atlas.classes)[-1].partition("/")[2]
    here = {
        "authority": authority, "slug": slug, "to_authority": authority, "to_slug": other, "form": "csv",
        "document_id": next(iter(atlas.documents)), "competency_id": next(iter(atlas.competencies)),
        "question_id": atlas.questions[0].id, "decision_id": "d-0123456789ab", "filename": "atlas.css",
    }  # fmt: skip
    for known in (here, dict.fromkeys(here, "nothing-here")):
        path = rule.rule
        for name in rule.arguments:
            path = re.sub(rf"<(?:[^:<>]+:)?{name}>", quote(known.get(name, "x")), path)
        yield path


def _questions() -> Iterator[list[tuple[str, str]]]:
    """What stands behind the question mark: everything one by one, or in the short form several at once."""
    if LONG:
        yield from ([(name, value)] for name in PARAMETERS for value in STRANGE)
        return
    for name in RESERVED:
        yield [(name, "x")]
    for turn in range(6):
        chance = random.Random(turn)
        yield [(name, chance.choice(STRANGE)) for name in PARAMETERS if chance.random() < 0.4]


@pytest.mark.parametrize("role", [None, "reader", "analyst", "administrator"])
def test_no_address_answers_with_a_fault(site: Flask, role: Role | None) -> None:
    client, failed = _client(site, role), []
    for rule in site.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static":
            continue
        for path in _paths(site, rule):
            for question in _questions():
                address = f"{path}?{urlencode(question, errors='surrogatepass')}"
                if client.get(address).status_code >= 500:
                    failed.append(address[:300])
    assert failed == []
