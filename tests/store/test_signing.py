"""Whoever rewrites a ledger, a role or a backup cannot sign it: it is noticed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import stat
import zipfile
from pathlib import Path

import msgspec
import pytest

from taxonomy.model import Decision
from taxonomy.store import Store, StoreConflict, backup, restore
from taxonomy.store.backup import MANIFEST, SIGNATURE
from taxonomy.store.ledger import decision_hash
from taxonomy.store.signing import BadKey, Signer, key_path
from webapp.service.signed_head import NoHead, head_problems, read_head, sign_head, vouching


@pytest.fixture
def signer(tmp_path):
    return Signer.open(tmp_path / "settings" / "signing.key")


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    with Store.open(home) as store:
        for number in range(3):
            store.append_decision("same", None, "a", str(number), by="Ann", why="one")
    return home


def test_the_key_is_the_users_alone_and_stays(tmp_path, signer):
    path = tmp_path / "settings" / "signing.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Signer.open(path).public == signer.public
    assert Signer.find(tmp_path / "none") is None
    path.write_text("nonsense")
    with pytest.raises(BadKey, match="no signing key"):
        Signer.open(path)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"ATLAS_SIGNING_KEY": "/safe/key"}, "/safe/key"),
        ({"XDG_CONFIG_HOME": "/settings"}, "/settings/competency-atlas/signing.key"),
    ],
)
def test_where_the_key_lies(environment, expected):
    assert key_path(environment) == Path(expected)


def test_a_signed_backup_comes_back(home, tmp_path, signer):
    with Store.open(home) as store:
        backup(store, tmp_path / "b.zip", home, signer)
    restore(tmp_path / "b.zip", tmp_path / "new", vouched_for=vouching(signer))
    with Store.open(tmp_path / "new") as store:
        assert len(store.decisions()) == 3


def _rewritten(path: Path, out: Path, *, keep_signature: bool) -> None:
    """Another author in the ledger, with every hash worked out anew: what only a key can tell."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "tables/decisions.jsonl"
    parts[name] = parts[name].replace(b'"Ann"', b'"Eve"')
    manifest = json.loads(parts[MANIFEST])
    del parts[MANIFEST]
    signature = parts.pop(SIGNATURE)
    parts = {each: _chained(data) if each == name else data for each, data in parts.items()}
    newest = json.loads(parts[name].splitlines()[-1])
    parts["tables/state.jsonl"] = _with_head(parts["tables/state.jsonl"], newest)
    manifest["parts"] = {each: _sha256(data) for each, data in parts.items()}
    with zipfile.ZipFile(out, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
        archive.writestr(MANIFEST, json.dumps(manifest))
        if keep_signature:
            archive.writestr(SIGNATURE, signature)


def _chained(data: bytes) -> bytes:
    previous, lines = "", []
    for line in data.splitlines():
        row = json.loads(line) | {"previous_hash": previous, "hash": ""}
        row["hash"] = previous = decision_hash(Decision(**row))
        lines.append(json.dumps(row).encode() + b"\n")
    return b"".join(lines)


def _with_head(data: bytes, newest: dict[str, object]) -> bytes:
    return json.dumps(json.loads(data) | {"ledger_hash": newest["hash"]}).encode() + b"\n"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("keep_signature", [True, False], ids=["old signature", "no signature"])
def test_a_backup_whose_ledger_was_rewritten_is_refused(home, tmp_path, signer, keep_signature):
    with Store.open(home) as store:
        backup(store, tmp_path / "b.zip", home, signer)
    _rewritten(tmp_path / "b.zip", tmp_path / "eve.zip", keep_signature=keep_signature)
    with pytest.raises(StoreConflict, match="did not sign"):
        restore(tmp_path / "eve.zip", tmp_path / "new", vouched_for=vouching(signer))
    assert not (tmp_path / "new").exists()
    other = Signer.open(tmp_path / "other.key")
    with pytest.raises(StoreConflict, match="did not sign"):
        restore(tmp_path / "b.zip", tmp_path / "new", vouched_for=vouching(other))
    restore(tmp_path / "eve.zip", tmp_path / "new")  # a person said that it is meant: its hashes are whole
    with Store.open(tmp_path / "new") as store:
        assert {decision.by for decision in store.decisions()} == {"Eve"}


def test_a_rewritten_ledger_is_known_by_an_earlier_head(home, tmp_path, signer):
    with Store.open(home) as store:
        head = sign_head(store, signer)
        store.append_decision("same", None, "a", "later", by="Ann", why="one")
        assert head_problems(store, head, signer) == []
    path = tmp_path / "head.json"
    path.write_bytes(msgspec.json.encode(head))
    assert read_head(path) == head
    with sqlite3.connect(home / "atlas.db") as raw:  # the whole chain worked out anew, past every trigger
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        previous = ""
        columns = [row[1] for row in raw.execute("PRAGMA table_info(decisions)")]
        for values in raw.execute("SELECT * FROM decisions ORDER BY sequence").fetchall():
            row = dict(zip(columns, values, strict=True)) | {"by": "Eve", "previous_hash": previous, "hash": ""}
            row["hash"] = decision_hash(Decision(**row))
            raw.execute(
                'UPDATE decisions SET "by" = ?, previous_hash = ?, hash = ? WHERE sequence = ?',
                ("Eve", previous, row["hash"], row["sequence"]),
            )
            previous = row["hash"]
        raw.execute("UPDATE state SET ledger_hash = ?", (previous,))
    with Store.open(home) as store:
        assert store.verify_ledger() == [], "its own hashes say nothing"
        [problem] = head_problems(store, head, signer)
        assert "rewritten" in problem
        forged = msgspec.structs.replace(head, hash=store.ledger_head()[1], decision=4)
        assert "changed after it was signed" in head_problems(store, forged, signer)[0]


def test_what_is_no_head(tmp_path):
    (tmp_path / "x").write_text("{}")
    with pytest.raises(NoHead, match="no signed head"):
        read_head(tmp_path / "x")
