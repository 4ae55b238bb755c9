"""How things are called: readable, stable ids made from titles, names and texts."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """`text` as lower-case ASCII words joined by hyphens; ``"Integrity/Honesty"`` gives ``integrity-honesty``."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _NOT_WORD.sub("-", ascii_text.lower().replace("'", "")).strip("-")


def short_hash(text: str) -> str:
    """First 8 hex digits of the SHA-256 of `text` in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def document_id(name: str, sha256: str) -> str:
    """The id of a document: slug of the file name without its ending, and the first 8 hex of its bytes' SHA-256."""
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return f"{slug(stem)[:48].strip('-') or 'document'}-{sha256[:8]}"


def class_id(authority: str, title: str) -> str:
    """The id of a class: ``denver/311-operations-assistant``. `authority` is already a slug."""
    return f"{authority}/{slug(title) or 'untitled'}"


def code_key(text: str) -> str:
    """A job code as it is compared: ``cs-2154``, ``CS 2154`` and ``CS2154`` are one code."""
    return _NOT_WORD.sub("", text.lower())
