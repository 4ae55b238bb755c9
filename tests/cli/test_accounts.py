"""`atlas account` and `atlas import skos|table`, as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from taxonomy.exchange.reference import load_vocabularies
from webapp.cli import atlas

PASSWORD = "four words in a row\n"


def run(home: Path, *arguments: str, text: str = "") -> tuple[int, str]:
    done = CliRunner().invoke(atlas, ["--home", str(home), *arguments], input=text)
    return done.exit_code, done.output


def test_the_first_administrator_is_made_and_changed(tmp_path: Path) -> None:
    create = ("account", "create", "Ann Lee", "--role", "administrator", "--password-stdin")
    assert run(tmp_path, *create, text=PASSWORD) == (0, "Ann Lee may sign in as administrator.\n")
    assert run(tmp_path, "account", "create", "Bo", "--password-stdin", text=PASSWORD)[0] == 0
    assert run(tmp_path, "account", "role", "bo", "reader")[0] == 0
    assert run(tmp_path, "account", "password", "Bo", "--password-stdin", text="another four words\n")[0] == 0
    assert run(tmp_path, "account", "disable", "Bo")[0] == 0
    code, text = run(tmp_path, "account", "list", "--json")
    assert code == 0
    found = {row["name"]: row for row in json.loads(text)}
    assert found["Ann Lee"]["role"] == "administrator"
    assert found["Bo"]["role"] == "reader"
    assert found["Bo"]["disabled"]
    assert "password_hash" not in text
    assert run(tmp_path, "account", "enable", "Bo")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "text", "said"),
    [
        (("create", "Cy", "--password-stdin"), "short\n", "at least 12"),
        (("create", "ANN", "--password-stdin"), PASSWORD, "already"),
        (("disable", "Ann"), "", "last administrator"),
        (("role", "Nobody", "reader"), "", "no account"),
        (("create", "Cy", "--no-password", "--subject", "s-1"), "", "issuer"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, arguments: tuple[str, ...], text: str, said: str) -> None:
    run(tmp_path, "account", "create", "Ann", "--role", "administrator", "--password-stdin", text=PASSWORD)
    code, output = run(tmp_path, "account", *arguments, text=text)
    assert code != 0
    assert said in output


def test_a_table_becomes_the_reference_vocabulary(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("label,definition\nReasoning,Draws conclusions.\n", encoding="utf-8")
    code, output = run(tmp_path / "home", "import", "table", str(file))
    assert code == 0, output
    assert "1 concept from 1 rows, 1 with a definition" in output
    [kept] = load_vocabularies(tmp_path / "home")
    assert kept.title == "list"
    assert run(tmp_path / "home", "import", "skos", str(file))[0] != 0
