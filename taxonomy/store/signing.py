"""Who vouches for a ledger or a backup? An Ed25519 key of this machine's user, kept outside the workspace.

Whoever can rewrite the workspace can rewrite its hashes, too; without the key they cannot sign what they wrote.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

from taxonomy.basics.failures import Failure

VARIABLE = "ATLAS_SIGNING_KEY"
_FILE_NAME = "signing.key"


class BadKey(Failure):
    """The file of the signing key holds no key."""


class Signature(Struct, frozen=True, kw_only=True):
    """A signature and the public key that proves it, both in hexadecimal."""

    key: str
    signature: str


class Signer:
    """The key of whoever runs this."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = key.public_key().public_bytes_raw().hex()

    @classmethod
    def find(cls, path: Path) -> Signer | None:
        """The key in the file `path`; null where there is none. Raises BadKey."""
        try:
            return cls(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text(encoding="ascii"))))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise BadKey(
                f"{path} holds no signing key. Put the right file back, or name another: {VARIABLE}."
            ) from error

    @classmethod
    def open(cls, path: Path) -> Signer:
        """The key in the file `path`, made where there is none. Raises BadKey and OSError."""
        found = cls.find(path)
        if found is not None:
            return found
        key = Ed25519PrivateKey.generate()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
            file.write(key.private_bytes_raw().hex())
            file.flush()
            os.fsync(file.fileno())
        return cls(key)

    def sign(self, data: bytes) -> Signature:
        """Vouch for `data`."""
        return Signature(key=self.public, signature=self._key.sign(data).hex())

    def vouched_for(self, data: bytes, signature: Signature) -> bool:
        """Whether this key signed `data`."""
        return signature.key == self.public and is_valid(data, signature)


def is_valid(data: bytes, signature: Signature) -> bool:
    """Whether the key that a signature names signed `data`."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(signature.key))
        key.verify(bytes.fromhex(signature.signature), data)
    except (ValueError, InvalidSignature):
        return False
    return True


def key_path(environment: Mapping[str, str]) -> Path:
    """Where the key lies: `ATLAS_SIGNING_KEY`, else in the user's folder of settings."""
    named = environment.get(VARIABLE)
    if named:
        return Path(named)
    settings = environment.get("XDG_CONFIG_HOME") or environment.get("APPDATA")
    return Path(settings or Path.home() / ".config", "competency-atlas", _FILE_NAME)
