"""What proves later that the ledger was not rewritten? Its head, signed and kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from taxonomy.basics.failures import Failure
from taxonomy.basics.plain_files import read_plain
from taxonomy.store import Store
from taxonomy.store.signing import Signature, Signer, is_valid

_LARGEST = 100_000
_SIGNATURE = msgspec.json.Decoder(Signature)


class NoHead(Failure):
    """A file that holds no head of a ledger."""


class SignedHead(Struct, frozen=True, kw_only=True):
    """The newest decision's number and hash at a moment, and who vouches for that."""

    decision: int
    hash: str
    when: str
    signature: Signature


_HEAD = msgspec.json.Decoder(SignedHead)


def sign_head(store: Store, signer: Signer) -> SignedHead:
    """The head of this moment."""
    decision, digest = store.ledger_head()
    when = datetime.now(UTC).isoformat(timespec="seconds")
    return SignedHead(decision=decision, hash=digest, when=when, signature=signer.sign(_said(decision, digest, when)))


def read_head(path: Path) -> SignedHead:
    """The head in a file. Raises NoHead."""
    try:
        return _HEAD.decode(read_plain(path, _LARGEST))
    except (ValueError, msgspec.DecodeError) as error:
        raise NoHead(f"{path.name} holds no signed head: make one with atlas decisions --head.") from error


def head_problems(store: Store, head: SignedHead, signer: Signer | None) -> list[str]:
    """What speaks against a ledger that ought to lead through `head`."""
    problems = []
    if not is_valid(_said(head.decision, head.hash, head.when), head.signature):
        problems.append("The signed head was changed after it was signed: it proves nothing.")
    elif signer is None or signer.public != head.signature.key:
        problems.append("The head was signed by another key than this machine's.")
    if not store.leads_through(head.decision, head.hash):
        problems.append(
            f"The ledger no longer leads through decision {head.decision} as it stood on {head.when}: it was rewritten "
            "or cut. Restore a backup from before."
        )
    return problems


def vouching(signer: Signer) -> Callable[[bytes, bytes | None], bool]:
    """Asks whether `signer` signed some bytes, by the bytes of a signature."""

    def ask(data: bytes, signature: bytes | None) -> bool:
        if signature is None:
            return False
        try:
            return signer.vouched_for(data, _SIGNATURE.decode(signature))
        except (ValueError, msgspec.DecodeError):
            return False

    return ask


def _said(decision: int, digest: str, when: str) -> bytes:
    return f"competency atlas ledger\n{decision}\n{digest}\n{when}\n".encode()
