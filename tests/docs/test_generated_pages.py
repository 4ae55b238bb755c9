"""Are the pages that programs write up to date? Each is compared with what is true now."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest
from msgspec.structs import fields

from taxonomy.model import ParsedDocument
from taxonomy.reading.published import published_schema
from tests.regeneration import SWITCH, assert_kept
from webapp.api.openapi import describe
from webapp.cli import atlas
from webapp.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]


def _helps(command: click.Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name, terminal_width=88)
    yield f"## {name}\n\n```\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            assert inner is not None
            yield from _helps(inner, f"{name} {each}")


def test_the_page_of_commands_holds_every_help_text() -> None:
    head = "# Commands\n\nWritten by `tests/docs/test_generated_pages.py` from the help texts of the program.\n\n"
    # In a process of its own: what other tests have started in this one must not show in a help text.
    program = "import sys; from tests.docs.test_generated_pages import help_texts; sys.stdout.write(help_texts())"
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("ATLAS_", "COLUMNS"))}
    environment["PYTHONUTF8"] = "1"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True
    )
    assert_kept(ROOT / "docs" / "commands.md", head + done.stdout)


def help_texts() -> str:
    """The help of the program and of each of its commands."""
    return "\n".join(_helps(atlas, "atlas"))


@pytest.mark.parametrize("name", ["openapi.json", "parse.schema.json"])
def test_the_published_schemas_are_those_of_the_records(name: str) -> None:
    parsed = published_schema(msgspec.json.schema(ParsedDocument, ref_template="#/$defs/{name}"))
    schema = parsed if name == "parse.schema.json" else describe("")
    assert_kept(ROOT / "docs" / name, json.dumps(schema, indent=1, ensure_ascii=False) + "\n")


def test_the_readme_names_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    short = set(re.findall(r"`(_[A-Z_]+)`", readme))
    missing = [
        name
        for name in (PREFIX + each.name.upper() for each in fields(Settings))
        if name not in readme and not any(name.endswith(tail) for tail in short)
    ]
    assert missing == []


def test_the_switch_that_rewrites_kept_files_is_off() -> None:
    assert os.environ.get(SWITCH) is None
