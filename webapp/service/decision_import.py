"""Decisions that come in a file: JSON Lines as the ledger writes them, or SSSOM mappings of whoever made them."""

from __future__ import annotations

from msgspec import Struct

from taxonomy.exchange.mappings import NotMappings, looks_like_mappings, read_mappings
from taxonomy.exchange.reference import load_vocabularies
from taxonomy.store import StoreConflict
from taxonomy.wording.vocabulary_mapping import reference_key
from webapp.service.workspace import Workspace

_TABLES = (".tsv", ".csv")


class Arrived(Struct, frozen=True, kw_only=True):
    """What became of a file: how many decisions were added, how many were here before, and why rows were left out."""

    added: int
    known: int
    left_out: tuple[str, ...]


def add_file(workspace: Workspace, data: bytes, name: str, *, by: str, account: str | None = None) -> Arrived:
    """Add the decisions in `data` to the ledger: every one that can be, or none and why (StoreConflict).

    `by` brings them in; whom the file names is kept beside it as a claim. Nothing is derived anew here: whoever calls
    does that.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StoreConflict(f"{name} is not a text in UTF-8.") from error
    if name.lower().endswith(_TABLES) or looks_like_mappings(text):
        return _add_mappings(workspace, text, name, by, account)
    lines = text.splitlines()
    made = workspace.store.import_decisions(lines, by=by, account=account)
    return Arrived(added=len(made), known=sum(1 for line in lines if line.strip()) - len(made), left_out=())


def _add_mappings(workspace: Workspace, text: str, name: str, by: str, account: str | None) -> Arrived:
    opened = workspace.opened
    try:
        find = opened.atlas.find_id if opened else _nothing
        read = read_mappings(text, name, find, _concepts(workspace).get)
    except NotMappings as error:
        raise StoreConflict(str(error)) from error
    made = workspace.store.add_decisions(read.decisions, by=by, account=account)
    return Arrived(added=len(made), known=len(read.decisions) - len(made), left_out=read.left_out)


def _concepts(workspace: Workspace) -> dict[str, str]:
    """By the id of a concept, how decisions name it; of several vocabularies with one id, none."""
    found: dict[str, str | None] = {}
    for vocabulary in load_vocabularies(workspace.home):
        for concept in vocabulary.concepts:
            found[concept.id] = None if concept.id in found else reference_key(vocabulary.title, concept.id)
    return {id: key for id, key in found.items() if key}


def _nothing(_: str) -> None:
    """What a name stands for where there are no documents yet."""
