"""Comparing: `compare` and `gap` for classes, `wording` for two texts."""

from __future__ import annotations

import click
import msgspec

from taxonomy.paths.gap import compare_classes, gap
from taxonomy.wording.compare import compare as compare_texts
from webapp.cli.asking import class_or_exit
from webapp.cli.session import Session, answer, json_option


@click.command()
@click.argument("references", nargs=-1, required=True, metavar="CLASS CLASS...")
@json_option
@click.pass_obj
def compare(session: Session, references: tuple[str, ...], as_json: bool) -> None:
    """What two or more classes state alike, in other words, under another name, or alone."""
    if len(references) < 2:
        raise click.UsageError("Name two classes or more.")
    ids = [class_or_exit(session, reference).id for reference in references]
    answer(compare_classes(session.workspace.atlas, ids), as_json, _pairs_in_words)


def _pairs_in_words(comparison: object) -> None:
    for pair in msgspec.to_builtins(comparison)["competencies"]:
        _pair_in_words(pair["state"], pair)


def _pair_in_words(state: str, pair: dict[str, object]) -> None:
    left, right = pair["left"] or {}, pair["right"] or {}
    labels = [side["label"] for side in (left, right) if side]  # type: ignore[index]
    proposed = "  (proposed, not decided)" if pair["proposed"] else ""
    click.secho(f"{state:<9} {' / '.join(dict.fromkeys(labels))}{proposed}", bold=True)
    levels = [side.get("written_level") for side in (left, right)]  # type: ignore[attr-defined]
    if any(levels) and levels[0] != levels[1]:
        click.echo(f"          Level: {levels[0] or 'none stated'} → {levels[1] or 'none stated'}")
    if state == "reworded" and any(part["op"] != "equal" for part in pair["diff"]):  # type: ignore[attr-defined]
        click.echo("          " + diff_in_words(pair["diff"]))


def diff_in_words(diff: object) -> str:
    """A word diff on one line: [-removed-] and {+added+}."""
    marks = {"delete": ("[-", "-]"), "insert": ("{+", "+}")}
    parts = []
    for part in diff:  # type: ignore[attr-defined]
        if part["op"] == "equal":
            parts.append(part["a"])
            continue
        if part["a"]:
            parts.append(f"{marks['delete'][0]}{part['a'].strip()}{marks['delete'][1]} ")
        if part["b"]:
            parts.append(f"{marks['insert'][0]}{part['b'].strip()}{marks['insert'][1]} ")
    return "".join(parts)


@click.command("gap")
@click.argument("from_", metavar="FROM")
@click.argument("to")
@json_option
@click.pass_obj
def gap_(session: Session, from_: str, to: str, as_json: bool) -> None:
    """What a holder of FROM finds the same, reworded, renamed, moved, new and dropped in TO."""
    found = gap(session.workspace.atlas, class_or_exit(session, from_).id, class_or_exit(session, to).id)
    answer(found, as_json, _gap_in_words)


def _gap_in_words(found: object) -> None:
    parts = msgspec.to_builtins(found)
    for name in ("same", "reworded", "renamed", "moved", "new", "dropped"):
        for pair in parts[name]:
            _pair_in_words(name, pair)


@click.command()
@click.argument("a")
@click.argument("b")
@json_option
def wording(a: str, b: str, as_json: bool) -> None:
    """How two texts differ: every kind of difference named, and the words."""
    answer(compare_texts(a, b), as_json, _wording_in_words)


def _wording_in_words(comparison: object) -> None:
    found = msgspec.to_builtins(comparison)
    click.echo(f"{', '.join(found['kinds']) or 'no difference'}; likeness {found['similarity']:g} of 100")
    click.echo(diff_in_words(found["diff"]))
    click.echo(_what_follows(found))


def _what_follows(found: dict[str, object]) -> str:
    if found["mergeable"]:
        return "They are one wording: joined without a person."
    if found["editorial"]:
        return "The differences are editorial: a person may join them as one wording."
    return "They are not one wording."


COMMANDS = {"compare": compare, "gap": gap_, "wording": wording}
