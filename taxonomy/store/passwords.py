"""What a password must be, and how it is kept (the only door to argon2)."""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from taxonomy.store.common_passwords import is_common
from taxonomy.store.errors import StoreConflict

MIN_LENGTH = 12
MAX_LENGTH = 256  # hashing a longer text costs time and adds nothing

_hasher = PasswordHasher()
_few_at_once = threading.BoundedSemaphore(4)  # each takes 64 MB while it hashes
# Checked when there is no such account, so that the time of an answer does not tell which names exist.
_NOBODY = _hasher.hash("nobody has this password")


def new_password(password: str, name: str) -> str:
    """The hash of a password chosen for the account `name`; raises `StoreConflict` where it will not do."""
    if is_common(password, name):
        raise StoreConflict("That password is among the first to be guessed: a few unusual words in a row are good.")
    return hash_password(password)


def hash_password(password: str) -> str:
    """The hash to keep; raises `StoreConflict` with the reason where the password will not do."""
    if len(password) < MIN_LENGTH:
        raise StoreConflict(f"A password needs at least {MIN_LENGTH} characters; a few words in a row are good.")
    if len(password) > MAX_LENGTH:
        raise StoreConflict(f"A password may have at most {MAX_LENGTH} characters.")
    if len(set(password)) < 4:
        raise StoreConflict("A password needs more than three different characters.")
    return _hasher.hash(_normal(password))


def password_matches(kept: str | None, password: str) -> bool:
    """Whether `password` is the one of the hash `kept`; null (no account, no password) takes as long and is false."""
    try:
        with _few_at_once:
            _hasher.verify(kept or _NOBODY, _normal(password[: MAX_LENGTH + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def wants_new_hash(kept: str) -> bool:
    """Whether `kept` was made with weaker settings than those of today."""
    return _hasher.check_needs_rehash(kept)


def _normal(password: str) -> bytes:
    # The same letters typed on another keyboard may come as other code points.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
